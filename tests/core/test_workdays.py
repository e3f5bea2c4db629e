"""Working days, holidays and call times."""

from __future__ import annotations

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncd.core.settings import FollowUpSettings, Me, Slot
from syncd.core.workdays import call_at, country_of, local, work_calendar
from tests.core.policy_world import SAM, local_text

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "America/Los_Angeles", "UTC")


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/Berlin", "DE"),
        ("Europe/Oslo", "NO"),
        ("America/New_York", "US"),
        ("US/Eastern", "US"),
        ("Asia/Calcutta", "IN"),
        ("Asia/Kolkata", "IN"),
        ("Pacific/Auckland", "NZ"),
        ("Europe/Kiev", "UA"),
        ("UTC", None),
        ("Etc/GMT+5", None),
    ],
)
def test_a_zone_lies_in_a_country_by_its_old_names_too(zone, country):
    """The country of a zone is that of zone.tab; a link has the country of its target."""
    assert country_of(zone) == country


@pytest.mark.parametrize(
    ("zone", "me", "day", "works"),
    [
        ("Europe/Berlin", SAM, "2026-05-04", True),
        ("Europe/Berlin", SAM, "2026-05-01", False),  # Labour Day
        ("America/New_York", SAM, "2026-05-01", True),
        ("America/New_York", SAM, "2026-07-03", False),  # Independence Day, observed
        ("America/New_York", SAM, "2026-11-26", False),  # Thanksgiving
        ("Asia/Kolkata", SAM, "2026-01-26", False),  # Republic Day
        ("Pacific/Auckland", SAM, "2026-02-06", False),  # Waitangi Day
        ("Asia/Jerusalem", SAM, "2026-05-10", True),  # a Sunday
        ("Asia/Jerusalem", SAM, "2026-05-08", False),  # a Friday
        ("UTC", SAM, "2026-05-01", False),  # nowhere: the user's country
    ],
)
def test_days_off_are_those_of_the_company(zone, me, day, works):
    """Weekend and holidays are those of the country of the interview's zone."""
    assert work_calendar(zone, me).is_working(date.fromisoformat(day)) is works


def test_a_province_counts_in_its_own_country_only():
    """Corpus Christi is a day off in Bavaria, and no province of Germany is looked for in Austria."""
    bavarian = Me(name="S", emails=("s@example.com",), timezone="Europe/Berlin", country="DE", subdivision="BY")
    corpus_christi = date(2026, 6, 4)
    assert not work_calendar("Europe/Berlin", bavarian).is_working(corpus_christi)
    assert work_calendar("Europe/Berlin", SAM).is_working(corpus_christi)
    assert work_calendar("Europe/Vienna", bavarian).subdivision is None


def test_the_users_country_counts_on_the_users_clock():
    """An Austrian whose clock is Berlin's has Austrian holidays."""
    austrian = Me(name="S", emails=("s@example.com",), timezone="Europe/Berlin", country="AT")
    assert not work_calendar("Europe/Berlin", austrian).is_working(date(2026, 10, 26))


@pytest.mark.parametrize(("country", "subdivision"), [("DE", "ZZ"), ("XX", None)])
def test_an_unknown_country_or_province_has_weekends(country, subdivision):
    """What the library does not know never stops a pass."""
    me = Me(name="S", emails=("s@example.com",), timezone="Europe/Berlin", country=country, subdivision=subdivision)
    calendar = work_calendar("Europe/Berlin", me)
    assert calendar.is_working(date(2026, 5, 4))
    assert not calendar.is_working(date(2026, 5, 9))


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-05-04", 5, "2026-05-11"),
        ("2026-05-08", 1, "2026-05-11"),
        ("2026-05-09", 1, "2026-05-11"),
        ("2026-04-30", 1, "2026-05-04"),  # over Labour Day and a weekend
        ("2026-12-23", 2, "2026-12-28"),  # over Christmas
        ("2026-05-04", 0, "2026-05-04"),
    ],
)
def test_working_days_are_counted_over_days_off(day, count, expected):
    """The n-th working day after a day skips weekends and holidays."""
    calendar = work_calendar("Europe/Berlin", SAM)
    assert calendar.after(date.fromisoformat(day), count) == date.fromisoformat(expected)


@given(day=st.dates(date(2024, 1, 1), date(2030, 1, 1)), count=st.integers(0, 30), zone=st.sampled_from(ZONES))
def test_distance_is_the_inverse_of_counting(day, count, zone):
    """From a day to its n-th working day after are n working days, either way round."""
    calendar = work_calendar(zone, SAM)
    later = calendar.after(day, count)
    assert calendar.distance(day, later) == calendar.distance(later, day) == count


SLOTS = FollowUpSettings()


@pytest.mark.parametrize(
    ("zone", "day", "late", "there"),
    [
        ("Europe/Berlin", "2026-05-05", False, "Tue 2026-05-05 08:30"),
        ("Europe/Berlin", "2026-05-05", True, "Tue 2026-05-05 16:30"),
        ("Europe/Berlin", "2026-05-04", False, "Mon 2026-05-04 16:30"),  # never Monday morning
        ("Europe/Berlin", "2026-05-08", True, "Fri 2026-05-08 08:30"),  # never Friday afternoon
        ("America/New_York", "2026-05-05", False, "Tue 2026-05-05 08:30"),  # 14:30 in Berlin
        ("America/New_York", "2026-05-05", True, "Tue 2026-05-05 08:30"),  # 16:30 there is 22:30 in Berlin
        ("America/New_York", "2026-03-10", True, "Tue 2026-03-10 16:30"),  # clocks five hours apart: 21:30 in Berlin
        ("Asia/Kolkata", "2026-05-05", False, "Tue 2026-05-05 16:30"),  # 08:30 there is 05:00 in Berlin
        ("Pacific/Auckland", "2026-11-10", False, "Tue 2026-11-10 08:30"),  # 20:30 the evening before in Berlin
        ("Pacific/Auckland", "2026-05-05", False, "Tue 2026-05-05 17:00"),  # their day is 22:30 to 07:00 in Berlin
    ],
)
def test_a_call_is_early_or_late_in_the_companys_day(zone, day, late, there):
    """The slot is on the company's clock, and within the user's waking hours."""
    at = call_at(date.fromisoformat(day), work_calendar(zone, SAM), SLOTS, BERLIN, late=late)
    assert local_text(at, zone) == there


@given(
    day=st.dates(date(2024, 1, 1), date(2030, 1, 1)),
    zone=st.sampled_from(ZONES),
    home=st.sampled_from(ZONES),
    late=st.booleans(),
    wake=st.integers(5, 11),
    sleep=st.integers(17, 23),
)
def test_nobody_is_woken_up(*, day, zone, home, late, wake, sleep):
    """Wherever the company is, the call lies within the user's waking hours."""
    settings = FollowUpSettings(waking=Slot(start=time(wake), end=time(sleep)))
    at = call_at(day, work_calendar(zone, SAM), settings, ZoneInfo(home), late=late).astimezone(ZoneInfo(home))
    assert time(wake) <= at.time() < time(sleep)


def test_a_slot_that_is_half_asleep_begins_when_the_user_wakes():
    """Within a slot the first waking minute is taken."""
    settings = FollowUpSettings(waking=Slot(start=time(8, 45), end=time(22)))
    at = call_at(date(2026, 5, 5), work_calendar("Europe/Berlin", SAM), settings, BERLIN, late=False)
    assert local_text(at) == "Tue 2026-05-05 08:45"


def test_a_minute_that_a_clock_change_skips_is_the_one_after_it():
    """02:30 does not exist in Berlin on the last Sunday of March; 03:30 is that moment."""
    at = local(date(2026, 3, 29), time(2, 30), BERLIN)
    assert local_text(at) == "Sun 2026-03-29 03:30"
    assert at.utcoffset() == timedelta(hours=2)
