"""Reckoning with calendar days: so many working days later, the middle of a week, the end of a month."""

from __future__ import annotations

from datetime import date, timedelta
from enum import IntEnum

DAYS_AHEAD = 62
"""How far ahead a day of the month alone (`the 20th`) may lie."""
_SATURDAY = 5
_SHORT_YEAR = 100


class Part(IntEnum):
    """Which part of a week or month is meant; without a word for it, all of it."""

    START = 0
    MIDDLE = 1
    END = 2


_WEEKDAY_OF_PART = (1, 2, 4)
"""Early in the week is over on Tuesday, the week itself on Friday."""
_DAY_OF_PART = (5, 15, 31)


def add_workdays(day: date, count: int) -> date:
    """The day `count` days later, Saturdays and Sundays left out."""
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < _SATURDAY:
            count -= 1
    return day


def add_months(day: date, count: int) -> date:
    """The same day of a later month, or its last day."""
    month = day.month - 1 + count
    return last_valid(day.year + month // 12, month % 12 + 1, day.day)


def last_valid(year: int, month: int, day: int) -> date:
    """That day of the month, or the month's last where it has fewer."""
    for number in (day, 30, 29, 28):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise ValueError(month)


def day_of(year: int | None, month: int, day: int, after: date) -> date | None:
    """A calendar day; without a year the first one that is not before `after`."""
    try:
        if year is not None:
            return date(year + 2000 if year < _SHORT_YEAR else year, month, day)
        found = date(after.year, month, day)
        return found if found >= after else date(after.year + 1, month, day)
    except ValueError:
        return None


def numbered(day: int, after: date, weekday: int | None = None) -> date | None:
    """The first day after `after` with this number in its month, on this day of the week where one is given."""
    for ahead in range(1, DAYS_AHEAD):
        found = after + timedelta(days=ahead)
        if found.day == day and weekday in {None, found.weekday()}:
            return found
    return None


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def week_numbered(number: int, after: date) -> date | None:
    """The Monday of the next ISO week with this number."""
    for year in (after.isocalendar().year, after.isocalendar().year + 1):
        try:
            monday = date.fromisocalendar(year, number, 1)
        except ValueError:
            continue
        if monday + timedelta(days=6) > after:
            return monday
    return None


def in_week(monday: date, part: Part) -> date:
    """The day by which a part of a week is over."""
    return monday + timedelta(days=_WEEKDAY_OF_PART[part])


def in_month(first: date, part: Part) -> date:
    """The day by which a part of a month is over."""
    return last_valid(first.year, first.month, _DAY_OF_PART[part])
