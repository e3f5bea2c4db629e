"""A short series is its occurrences; what was taken out of one, or moved, is not where it was."""

from __future__ import annotations

from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from syncd.formats.ical import events_from_ical

BERLIN = ZoneInfo("Europe/Berlin")


def series(*lines, others=()):
    """Days on which the events of a series are held, with the names of the occurrences."""
    master = ["DTSTART;TZID=Europe/Berlin:20261020T090000", "DTEND;TZID=Europe/Berlin:20261020T100000", *lines]
    bodies = [["UID:1", *body] for body in (master, *others)]
    text = "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            *(line for body in bodies for line in ("BEGIN:VEVENT", *body, "END:VEVENT")),
            "END:VCALENDAR",
            "",
        ]
    )
    events = events_from_ical(text, BERLIN)
    assert all(event.recurring for event in events)
    return {event.recurrence_id: f"{event.start_at:%d.%m. %H:%M}" for event in events}


FIRST = {None: "20.10. 09:00"}


def test_a_short_series_is_unfolded():
    """At the same hour of the wall clock, over the end of summer time."""
    assert series("RRULE:FREQ=WEEKLY;COUNT=2") == FIRST | {"2026-10-27T08:00:00+00:00": "27.10. 09:00"}
    assert series("RRULE:FREQ=WEEKLY;UNTIL=20261030T000000Z") == series("RRULE:FREQ=WEEKLY;COUNT=2")
    assert series("RDATE;TZID=Europe/Berlin:20261027T090000") == series("RRULE:FREQ=WEEKLY;COUNT=2")


def test_an_excluded_occurrence_is_none():
    """EXDATE, of the first and of a later one."""
    without_first = series("RRULE:FREQ=WEEKLY;COUNT=2", "EXDATE;TZID=Europe/Berlin:20261020T090000")
    assert without_first == {"2026-10-27T08:00:00+00:00": "27.10. 09:00"}
    assert series("RRULE:FREQ=WEEKLY;COUNT=2", "EXDATE:20261027T080000Z") == FIRST


@pytest.mark.parametrize("rule", ["RRULE:FREQ=WEEKLY;COUNT=1", "RRULE:FREQ=WEEKLY"])
def test_a_first_occurrence_that_was_moved_is_only_where_it_was_moved_to(rule):
    """In a short series and in an endless one."""
    moved = ["RECURRENCE-ID;TZID=Europe/Berlin:20261020T090000", "DTSTART;TZID=Europe/Berlin:20261021T140000"]
    assert series(rule, others=[moved]) == {"2026-10-20T07:00:00+00:00": "21.10. 14:00"}


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=WEEKLY",
        "RRULE:FREQ=DAILY;COUNT=400",
        "RRULE:FREQ=WEEKLY;UNTIL=20261230T000000Z",
        "RRULE:FREQ=SECONDLY;COUNT=5;BYMONTH=2;BYMONTHDAY=30",
        "RRULE:FREQ=DAILY;UNTIL=20261230T000000Z;BYHOUR=9,10,11,12;BYMINUTE=0,1,2,3,4;BYSECOND=0,1,2,3,4",
    ],
)
def test_of_a_long_series_only_the_first_is_looked_at(rule):
    """Whatever its rule would cost to follow."""
    assert series(rule) == FIRST


@pytest.mark.parametrize(
    "rules",
    [
        ["RRULE:FREQ=DAILY;COUNT=5;BYMONTH=2;BYMONTHDAY=30"],
        ["RRULE:FREQ=DAILY;COUNT=5;INTERVAL=7;BYDAY=MO"],
        ["RRULE:FREQ=DAILY;COUNT=2", "RRULE:FREQ=WEEKLY;COUNT=2"],
        ["RDATE:" + ",".join(f"20261020T{minute:04}00Z" for minute in range(60))],
        ["RRULE:COUNT=2"],
    ],
)
def test_a_series_that_may_take_long_to_follow_is_not_followed(rules, monkeypatch):
    """An invitation may come from anybody: a rule that holds nowhere is sought up to the year 9999."""
    monkeypatch.setattr("recurring_ical_events.of", None)
    assert series(*rules) == FIRST


def test_whole_days_are_unfolded_too():
    """A trial day a week."""
    text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261020\r\nRRULE:FREQ=WEEKLY;COUNT=2\r\nEND:VEVENT\r\nEND:VCALENDAR"
    events = events_from_ical(text, BERLIN)
    assert [event.recurrence_id for event in events] == [None, "2026-10-27"]
    assert [event.start_at.astimezone(UTC).day for event in events] == [19, 26]
