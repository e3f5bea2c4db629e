"""Dates as people write them, each counted from one day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncd.core.calendar_days import (
    Part,
    add_months,
    add_workdays,
    in_month,
    in_week,
    monday_of,
    numbered,
    week_numbered,
)
from syncd.core.dates import DateReader
from syncd.core.text import words
from syncd.core.vocabulary import LANGUAGES

TUESDAY = date(2026, 11, 10)
DAYS = st.dates(date(2020, 1, 1), date(2090, 1, 1))


def dates(text: str, language: str) -> list[str]:
    """The dates of a sentence with how they are named: `limit 11-13`."""
    found = DateReader(text, words(text), language, TUESDAY, month_first=False).find()
    return [f"{one.manner.value} {one.on:%m-%d}" for one in found]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "by Friday", ["limit 11-13"]),
        ("en", "next Friday", ["day 11-20"]),
        ("en", "this coming Friday", ["day 11-13"]),
        ("en", "Friday week", ["day 11-20"]),
        ("en", "a week on Tuesday", ["day 11-24"]),
        ("en", "Tuesday next week", ["day 11-17"]),
        ("en", "mid December", ["period 12-15"]),
        ("en", "within 48 hours", ["limit 11-12"]),
        ("en", "in two to three weeks", ["day 12-01"]),
        ("en", "in 5-7 working days", ["day 11-19"]),
        ("en", "the 20th", ["day 11-20"]),
        ("en", "the 3rd", ["day 12-03"]),
        ("en", "the 20 of us", []),
        ("en", "before Christmas", ["limit 12-24"]),
        ("en", "November 19th, 2026 or 1 December", ["day 11-19", "day 12-01"]),
        ("en", "31 February", []),
        ("de", "KW 48", ["period 11-27"]),
        ("de", "Anfang KW 48", ["period 11-24"]),
        ("de", "nächste Woche Dienstag", ["day 11-17"]),
        ("de", "am 20.", ["day 11-20"]),
        ("de", "um 9.12 Uhr", []),
        ("de", "bis zum 30. November", ["limit 11-30"]),
        ("fr", "sous huitaine", ["limit 11-18"]),
        ("fr", "mercredi en huit", ["day 11-18"]),
        ("fr", "d'ici la fin du mois", ["limit 11-30"]),
        ("es", "a principios de semana", ["period 11-17"]),
        ("es", "antes del 20/11", ["limit 11-20"]),
        ("it", "entro fine mese", ["limit 11-30"]),
        ("it", "alle 9.12", []),
        ("pt", "até dia 12", ["limit 11-12"]),
        ("pt", "em até 5 dias úteis", ["limit 11-17"]),
        ("nl", "halverwege volgende week", ["period 11-18"]),
        ("nl", "op +31 6 9002 2218", []),
        ("sv", "inom en vecka", ["limit 11-17"]),
        ("sv", "v. 48", ["period 11-27"]),
        ("pl", "do końca tygodnia", ["limit 11-13"]),
        ("ja", "3営業日以内に", ["day 11-13"]),
        ("ja", "来週中に", ["period 11-20"]),
        ("ja", "11月20日までに", ["limit 11-20"]),
    ],
)
def test_dates_are_read(language, text, expected):
    """With how they are named."""
    assert dates(text, language) == expected


@given(DAYS, st.integers(0, 60))
def test_working_days_leave_out_weekends(day, count):
    """So many days from Monday to Friday lie between."""
    end = add_workdays(day, count)
    between = [day + timedelta(days=ahead) for ahead in range(1, (end - day).days + 1)]
    assert sum(one.weekday() < 5 for one in between) == count
    assert not count or end.weekday() < 5


@given(DAYS, st.integers(0, 30))
def test_months_keep_the_day_or_end(day, count):
    """The thirty-first of a short month is its last day."""
    later = add_months(day, count)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == count
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@given(DAYS, st.integers(1, 31))
def test_a_day_of_the_month_alone_lies_ahead(day, number):
    """Within two months."""
    found = numbered(number, day)
    assert found is not None
    assert found.day == number
    assert day < found < day + timedelta(days=63)


@given(DAYS, st.integers(1, 52), st.sampled_from(Part))
def test_weeks_and_months_have_parts(day, number, part):
    """A part lies in what it is a part of; the next week with a number has that number."""
    assert monday_of(in_week(monday_of(day), part)) == monday_of(day)
    assert in_month(day.replace(day=1), part).month == day.month
    monday = week_numbered(number, day)
    assert monday is not None
    assert monday.isocalendar()[1:] == (number, 1)
    assert monday + timedelta(days=6) > day


@given(st.text(alphabet="0123456789./-:+ ,tuesdaykwv月日", max_size=60), st.sampled_from(LANGUAGES))
def test_no_text_is_too_odd(text, language):
    """Dates lie ahead, in order, whatever is written."""
    found = DateReader(text, words(text), language, TUESDAY, month_first=True, loose=True).find()
    assert all(one.on > TUESDAY for one in found)
    assert [one.last for one in found] == sorted(one.last for one in found)
