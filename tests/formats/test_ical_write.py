"""What syncd writes into calendars, byte by byte; and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncd.core.model import Alarm, Component, Kind, Part, Reminder, ReminderStatus
from syncd.errors import InvalidObjectError
from syncd.formats.ical import actual_from_ical, to_ical

NOW = datetime(2026, 10, 1, 8, tzinfo=UTC)
AT = datetime(2026, 10, 7, 10, tzinfo=ZoneInfo("Europe/Berlin"))
EVENT = Reminder(
    uid="1@syncd",
    kind=Kind.THANK_YOU,
    interviews=("a@example.com", "b@example.com"),
    summary="Say thank you: Ada Byron",
    description="Write now.\n\nNext step:\nOutcome:",
    location="Room 4",
    at=AT,
    duration=timedelta(minutes=15),
    alarms=(Alarm(offset=timedelta()), Alarm(offset=timedelta(hours=22))),
)
TASK = replace(EVENT, kind=Kind.FOLLOW_UP, component=Component.VTODO, alarms=(Alarm(offset=timedelta()),))


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize("reminder", [EVENT, TASK], ids=["event", "task"])
def test_the_bytes_are_what_rfc_5545_asks_for(reminder):
    """CRLF, 75 octets, no METHOD, nobody to mail, times in UTC, one mark."""
    text = to_ical(replace(reminder, description="Grüße 日本 " * 40), stamp=NOW)
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    lines = unfolded(text)
    names = {line.partition(":")[0].partition(";")[0] for line in lines}
    assert not names & {"METHOD", "ATTENDEE", "ORGANIZER"}
    assert [line for line in lines if line.startswith("X-SYNCD-INTERVIEW")] == [
        "X-SYNCD-INTERVIEW:a@example.com",
        "X-SYNCD-INTERVIEW:b@example.com",
    ]
    assert f"X-SYNCD-KIND:{reminder.kind}" in lines
    assert "CATEGORIES:Interview follow-up" in lines
    when = "DUE:20261007T080000Z" if reminder is TASK else "DTSTART:20261007T080000Z"
    assert when in lines


@pytest.mark.parametrize("reminder", [EVENT, TASK], ids=["event", "task"])
def test_what_is_written_reads_back_untouched(reminder):
    """Nothing syncd writes looks like the user's hand."""
    actual = actual_from_ical(to_ical(reminder, stamp=NOW))
    assert actual.touched == frozenset()
    assert actual.reminder == replace(reminder, at=AT.astimezone(UTC), duration=actual.reminder.duration)


texts = st.text(st.characters(blacklist_categories=("Cs", "Cc"), whitelist_characters="\n"), max_size=200).map(
    str.strip
)


@settings(deadline=None, max_examples=150)
@given(summary=texts, description=texts, location=texts, days=st.integers(-400, 4000), task=st.booleans())
def test_any_text_survives_the_wire(summary, description, location, days, task):
    """Commas, semicolons, backslashes, newlines, any script."""
    reminder = replace(
        TASK if task else EVENT,
        summary=" ".join(summary.split()),
        description=description,
        location=" ".join(location.split()),
        at=AT + timedelta(days=days),
    )
    actual = actual_from_ical(to_ical(reminder, stamp=NOW))
    assert actual.touched == frozenset()
    assert (actual.reminder.summary, actual.reminder.location) == (reminder.summary, reminder.location)
    assert actual.reminder.description == reminder.description
    assert actual.reminder.at == reminder.at


@pytest.mark.parametrize("reminder", [EVENT, TASK], ids=["event", "task"])
def test_a_change_keeps_every_property_that_is_not_syncds(reminder):
    """What the user's app added, on the object and beside it."""
    name = "VTODO" if reminder is TASK else "VEVENT"
    foreign = "COLOR:red\r\nX-APPLE-SORT-ORDER:7\r\nATTACH:https://example.com/a\r\nPRIORITY:1\r\n"
    base = to_ical(reminder, stamp=NOW).replace(f"END:{name}\r\n", f"{foreign}END:{name}\r\n")
    base = base.replace("VERSION:2.0\r\n", "VERSION:2.0\r\nX-WR-CALNAME:Mine\r\n")
    changed = to_ical(replace(reminder, at=AT + timedelta(days=1)), stamp=NOW + timedelta(hours=1), base=base)
    lines = unfolded(changed)
    for line in [*foreign.split(), "X-WR-CALNAME:Mine", "UID:1@syncd", "SEQUENCE:1"]:
        assert line in lines
    actual = actual_from_ical(changed)
    assert actual.reminder.at == AT + timedelta(days=1)
    assert actual.touched == frozenset()


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("SUMMARY:Say thank you: Ada Byron", "SUMMARY:Mail Ada", Part.SUMMARY),
        ("LOCATION:Room 4", "LOCATION:at home", Part.LOCATION),
        ("DTSTART:20261007T080000Z", "DTSTART:20261007T090000Z", Part.AT),
        ("DESCRIPTION:Write now.", "DESCRIPTION:Done that.", Part.DESCRIPTION),
        ("TRIGGER:PT22H", "TRIGGER:PT20H", Part.ALARMS),
        ("TRANSP:TRANSPARENT", "TRANSP:TRANSPARENT\r\nSTATUS:CANCELLED", Part.STATUS),
    ],
)
def test_each_part_that_the_user_changed_is_seen_and_stays_seen(old, new, part):
    """Also after syncd changed another part of the same object: the object itself remembers."""
    text = to_ical(EVENT, stamp=NOW)
    assert old in text
    edited = text.replace(old, new)
    assert part in actual_from_ical(edited).touched
    there = actual_from_ical(edited).reminder
    other = replace(there, location="Room 5") if part is not Part.LOCATION else replace(there, summary="Thanks!")
    assert part in actual_from_ical(to_ical(other, stamp=NOW, base=edited)).touched


@pytest.mark.parametrize(
    "change",
    [
        ("STATUS:NEEDS-ACTION", "STATUS:COMPLETED\r\nCOMPLETED:20261008T070000Z\r\nPERCENT-COMPLETE:100"),
        ("STATUS:NEEDS-ACTION", "PERCENT-COMPLETE:100"),
        ("STATUS:NEEDS-ACTION", "COMPLETED:20261008T070000Z"),
    ],
)
def test_a_tick_is_read_however_an_app_writes_it(change):
    """STATUS, COMPLETED or PERCENT-COMPLETE: apps write one, two or all of them."""
    text = to_ical(TASK, stamp=NOW)
    assert change[0] in text
    assert actual_from_ical(text.replace(*change)).reminder.status is ReminderStatus.DONE


@pytest.mark.parametrize("mark", ["✓ ", "✔ ", "[x] "])
def test_an_event_is_ticked_in_its_title(mark):
    """Where a calendar holds no tasks."""
    text = to_ical(EVENT, stamp=NOW).replace("SUMMARY:Say", f"SUMMARY:{mark}Say")
    assert actual_from_ical(text).reminder.status is ReminderStatus.DONE


def test_a_snoozed_alarm_is_no_edit():
    """Apps remember a snooze in an alarm of their own (RFC 9074 section 6.1)."""
    snooze = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nRELATED-TO:x\r\nTRIGGER:PT3M\r\nEND:VALARM\r\nEND:VEVENT"
    text = to_ical(EVENT, stamp=NOW).replace("END:VEVENT", snooze)
    assert actual_from_ical(text).touched == frozenset()


def test_an_object_without_the_mark_is_nobodys_business():
    """Neither read as syncd's nor written to."""
    text = to_ical(EVENT, stamp=NOW).replace("X-SYNCD-KIND:thank-you\r\n", "")
    assert actual_from_ical(text) is None
    with pytest.raises(InvalidObjectError, match="mark"):
        to_ical(EVENT, stamp=NOW, base=text)


@pytest.mark.parametrize("moved", ["00010101T000000Z", "99991231T235900Z"])
def test_what_was_moved_to_the_end_of_time_spoils_itself_alone(moved):
    """No other reminder can be reckoned from it; it is an error of that object, not of the program."""
    lines = unfolded(to_ical(TASK, stamp=NOW))
    text = "\r\n".join(f"DUE:{moved}" if line.startswith("DUE") else line for line in lines)
    with pytest.raises(InvalidObjectError, match="in the year"):
        actual_from_ical(text)
