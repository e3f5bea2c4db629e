"""Working days, public holidays and the minutes of a day at which a company is called.

Days are counted where the company is: its weekend, its holidays. Hours are the company's, too, cut down to those at
which the user is awake. Sources: IANA `zone.tab` and `tzdata.zi` for the country of a zone, the `holidays` library
for the days off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import holidays

from syncd.core.settings import FollowUpSettings, Me, Slot

MONDAY, FRIDAY = 0, 4
DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkCalendar:
    """Which days are worked in one place."""

    zone: ZoneInfo
    country: str | None
    """Whose holidays and weekend count; None when unknown: Saturday and Sunday, no holidays."""
    subdivision: str | None = None

    def is_working(self, day: date) -> bool:
        """Neither a weekend day nor a public holiday."""
        days_off = _days_off(self.country, self.subdivision)
        return day.weekday() < 5 if days_off is None else days_off.is_working_day(day)

    def is_weekend(self, day: date) -> bool:
        """A day of the weekend as this country keeps it."""
        days_off = _days_off(self.country, self.subdivision)
        return day.weekday() >= 5 if days_off is None else days_off.is_weekend(day)

    def next_working(self, day: date) -> date:
        """`day` itself, or the first working day after it."""
        return day if self.is_working(day) else self.after(day, 1)

    def previous_working(self, day: date) -> date:
        """`day` itself, or the last working day before it."""
        while not self.is_working(day):
            day -= DAY
        return day

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`."""
        while count > 0:
            day += DAY
            count -= self.is_working(day)
        return day

    def distance(self, one: date, other: date) -> int:
        """Working days from the earlier to the later of two days; 0 on the same day."""
        day, last = min(one, other), max(one, other)
        return sum(self.is_working(day + DAY * step) for step in range(1, (last - day).days + 1))


def work_calendar(zone: str, me: Me) -> WorkCalendar:
    """The working days of the place whose clock is `zone`.

    In the user's own zone the user's country and province count; elsewhere the country that the zone belongs to,
    and the user's country where it belongs to none (UTC).
    """
    own = zone == me.timezone and me.country is not None
    country = me.country if own else country_of(zone) or me.country
    subdivision = me.subdivision if country == me.country else None
    return WorkCalendar(zone=ZoneInfo(zone), country=country, subdivision=subdivision)


def country_of(zone: str) -> str | None:
    """ISO 3166 code of the country an IANA zone (or an old name of one) lies in; None for UTC and the like."""
    return _countries().get(zone)


def call_at(day: date, calendar: WorkCalendar, settings: FollowUpSettings, home: ZoneInfo, *, late: bool) -> datetime:
    """When to call on `day`: early or late in the company's working day, while the user is awake.

    Monday morning and Friday afternoon are avoided, whatever is asked for. Where neither slot lies in the user's
    waking hours, the nearest minute of the company's working day that does; where none does, the minute at which the
    user is awake that is nearest to that day.

    Args:
        day: The company's day.
        calendar: Its clock.
        settings: The slots and the waking hours.
        home: The user's zone.
        late: Prefer the late slot.
    """
    late = (late or day.weekday() == MONDAY) and day.weekday() != FRIDAY
    slots = (settings.late, settings.early) if late else (settings.early, settings.late)
    awake = tuple(_stretches(settings.waking, home, (day - DAY, day, day + DAY)))
    spans = [next(_stretches(slot, calendar.zone, (day,))) for slot in slots]
    for span in spans:
        for start, end in _common(span, awake):
            if start < end:
                return start.astimezone(home)
    opens, closes = next(_stretches(Slot(start=settings.early.start, end=settings.late.end), calendar.zone, (day,)))
    shared = [(start, end) for start, end in _common((opens, closes), awake) if start < end]
    if shared:
        wanted = spans[0][0]
        return min((_nearest(wanted, span) for span in shared), key=lambda at: abs(at - wanted)).astimezone(home)
    edges = [_nearest(edge, span) for span in awake for edge in (opens, closes)]
    return min(edges, key=lambda at: max(opens - at, at - closes)).astimezone(home)


def local(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """This wall-clock time as an existing moment: one that a DST change skips is the moment after the change."""
    return datetime.combine(day, clock, zone).astimezone(UTC).astimezone(zone)


def _stretches(slot: Slot, zone: ZoneInfo, days: Iterable[date]) -> Iterator[tuple[datetime, datetime]]:
    for day in days:
        end_day = day if slot.start < slot.end else day + DAY
        yield local(day, slot.start, zone).astimezone(UTC), local(end_day, slot.end, zone).astimezone(UTC)


def _common(
    span: tuple[datetime, datetime], others: Iterable[tuple[datetime, datetime]]
) -> Iterator[tuple[datetime, datetime]]:
    for start, end in others:
        yield max(start, span[0]), min(end, span[1])


def _nearest(wanted: datetime, stretch: tuple[datetime, datetime]) -> datetime:
    start, end = stretch
    return min(max(wanted, start), end - timedelta(minutes=1))


@cache
def _days_off(country: str | None, subdivision: str | None) -> holidays.HolidayBase | None:
    if country is None:
        return None
    try:
        return holidays.country_holidays(country, subdiv=subdivision)
    except NotImplementedError:
        return None if subdivision is None else _days_off(country, None)


@cache
def _countries() -> Mapping[str, str]:
    data = files("tzdata") / "zoneinfo"
    rows = (line.split("\t") for line in (data / "zone.tab").read_text("ascii").splitlines() if line[:1] != "#")
    countries = {zone: country for country, _coordinates, zone, *_comment in rows}
    links = [line.split() for line in (data / "tzdata.zi").read_text("utf-8").splitlines() if line.startswith("L ")]
    for _letter, target, alias in links:
        if target in countries:
            countries.setdefault(alias, countries[target])
    return countries
