"""Events as real producers write them."""

from __future__ import annotations

import io
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncd.core.model import EventStatus
from syncd.errors import InvalidObjectError
from syncd.formats.ical import actual_from_ical, events_from_ical, split_ical, to_ical

BERLIN = ZoneInfo("Europe/Berlin")
EASTERN = """\
BEGIN:VTIMEZONE
TZID:{tzid}
BEGIN:STANDARD
DTSTART:16010101T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
END:VTIMEZONE
"""


def calendar(body: str, ending: str = "\r\n") -> str:
    """The lines of one or more components as a calendar object."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//somebody//EN",
        *body.strip().splitlines(),
        "END:VCALENDAR",
        "",
    ]
    return ending.join(lines)


def vevent(*lines: str) -> str:
    return "\n".join(["BEGIN:VEVENT", "UID:1@example.com", "DTSTAMP:20260901T000000Z", *lines, "END:VEVENT"])


def read(*lines: str, zones: str = ""):
    """The one event with these lines."""
    (event,) = events_from_ical(calendar(zones + vevent(*lines)), BERLIN)
    return event


@pytest.mark.parametrize(
    ("start", "zones", "zone", "hour_utc"),
    [
        ("DTSTART:20261005T130000Z", "", "Europe/Berlin", 13),
        ("DTSTART;TZID=America/New_York:20261005T090000", "", "America/New_York", 13),
        ('DTSTART;TZID="America/New_York":20261005T090000', "", "America/New_York", 13),
        (
            "DTSTART;TZID=Eastern Standard Time:20261005T090000",
            EASTERN.format(tzid="Eastern Standard Time"),
            "America/New_York",
            13,
        ),
        ("DTSTART;TZID=W. Europe Standard Time:20261005T150000", "", "Europe/Berlin", 13),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/America/New_York:20261005T090000", "", "America/New_York", 13),
        ("DTSTART:20261005T150000", "", "Europe/Berlin", 13),
    ],
    ids=["utc", "iana", "quoted", "windows", "windows without definition", "prefixed", "floating"],
)
def test_a_start_is_read_in_any_zone(start, zones, zone, hour_utc):
    """IANA, Windows (with and without VTIMEZONE), prefixed, UTC and floating times."""
    event = read(start, zones=zones)
    assert event.start_at.astimezone(UTC) == datetime(2026, 10, 5, hour_utc, tzinfo=UTC)
    assert event.zone == zone


def test_a_home_made_zone_is_read_from_its_definition():
    """Exchange's `Customized Time Zone` says its offsets, not its place."""
    event = read("DTSTART;TZID=Customized Time Zone:20260705T090000", zones=EASTERN.format(tzid="Customized Time Zone"))
    assert event.start_at.astimezone(UTC) == datetime(2026, 7, 5, 13, tzinfo=UTC)


def test_a_zone_nobody_knows_is_an_error_that_names_it():
    """A guess would ring at the wrong hour."""
    with pytest.raises(InvalidObjectError, match="Middle-earth"):
        read("DTSTART;TZID=Middle-earth/Shire:20261005T090000")


@pytest.mark.parametrize(
    ("lines", "length", "all_day"),
    [
        (["DTSTART:20261005T090000Z", "DTEND:20261005T094500Z"], timedelta(minutes=45), False),
        (["DTSTART:20261005T090000Z", "DURATION:PT1H30M"], timedelta(minutes=90), False),
        (["DTSTART:20261005T090000Z"], timedelta(), False),
        (["DTSTART:20261005T090000Z", "DTEND:20261005T080000Z"], timedelta(), False),
        (["DTSTART;VALUE=DATE:20261005"], timedelta(days=1), True),
        (["DTSTART;VALUE=DATE:20261005", "DTEND;VALUE=DATE:20261007"], timedelta(days=2), True),
    ],
)
def test_the_end_follows_from_what_is_there(lines, length, all_day):
    """DTEND, DURATION, or RFC 5545's default; an end before the start is none."""
    event = read(*lines)
    assert event.end_at - event.start_at == length
    assert event.all_day is all_day


def test_people_are_read_as_calendars_write_them():
    """CN, PARTSTAT, ROLE, CUTYPE, EMAIL; an address without mailto, or that is none."""
    event = read(
        "DTSTART:20261005T090000Z",
        'ORGANIZER;CN="Byron, Ada (Acme AG)":MAILTO:Ada@Acme.example',
        "ATTENDEE;CUTYPE=ROOM;ROLE=NON-PARTICIPANT;CN=Room 4:mailto:room4@acme.example",
        "ATTENDEE;PARTSTAT=DECLINED;CN=sam@example.com:mailto:sam@example.com",
        "ATTENDEE;CN=No Mailto:jo@acme.example",
        "ATTENDEE;CN=Exchange;EMAIL=kim@acme.example:/o=Acme/ou=First/cn=kim",
        "ATTENDEE;CN=Nobody:invalid:nomail",
    )
    assert (event.organizer.name, event.organizer.email) == ("Byron, Ada (Acme AG)", "ada@acme.example")
    room, sam, jo, kim, nobody = event.attendees
    assert (room.cutype, room.role) == ("ROOM", "NON-PARTICIPANT")
    assert (sam.name, sam.partstat) == (None, "DECLINED")
    assert (jo.email, kim.email) == ("jo@acme.example", "kim@acme.example")
    assert (nobody.name, nobody.email) == ("Nobody", None)


def test_html_becomes_the_text_a_person_would_copy():
    """Tables are lines with tabs, links are kept, what is hidden is not read."""
    event = read(
        "DTSTART:20261005T090000Z",
        r"DESCRIPTION:<html><body><p>Dear Sam\,<br>you will meet:</p><table><tr><td>10:00</td><td>Ada Byron</td></tr></table>"
        r'<a href="https://jobs.lever.co/acme">the job</a><span style="display:none">hidden</span></body></html>',
    )
    assert event.description.splitlines()[:2] == ["Dear Sam,", "you will meet:"]
    assert "10:00\tAda Byron" in event.description
    assert "hidden" not in event.description
    assert event.links == ("https://jobs.lever.co/acme",)


def test_the_richer_of_two_descriptions_is_read():
    """Outlook writes X-ALT-DESC beside a poor DESCRIPTION."""
    event = read(
        "DTSTART:20261005T090000Z",
        "DESCRIPTION:Agenda",
        "X-ALT-DESC;FMTTYPE=text/html:<p>Agenda</p><table><tr><td>10:00</td><td>Ada Byron</td></tr></table>",
    )
    assert "10:00\tAda Byron" in event.description


def test_signs_of_the_html_alternative_are_unescaped():
    """It is a property of text as the description is, commas and semicolons written with a backslash."""
    event = read("DTSTART:20261005T090000Z", r"X-ALT-DESC;FMTTYPE=text/html:<p>Hola\, Luc&iacute\;a</p>")
    assert event.description == "Hola, Lucía"


def test_a_series_and_its_moved_occurrence_are_two_events():
    """RRULE and EXDATE belong to the master, RECURRENCE-ID names the moved one."""
    master = vevent("DTSTART:20261005T090000Z", "RRULE:FREQ=WEEKLY", "EXDATE:20261012T090000Z", "SUMMARY:Round")
    moved = vevent("DTSTART:20261020T090000Z", "RECURRENCE-ID:20261019T090000Z", "SUMMARY:Round (moved)")
    first, second = events_from_ical(calendar(f"{master}\n{moved}"), BERLIN)
    assert (first.recurrence_id, first.recurring, first.key) == (None, True, "1@example.com")
    assert second.recurrence_id == "2026-10-19T09:00:00+00:00"
    assert second.key == "1@example.com/2026-10-19T09:00:00+00:00"


@pytest.mark.parametrize("status", ["CANCELLED", "cancelled", " Cancelled"])
def test_a_cancelled_event_says_so(status):
    """Whatever its case."""
    assert read("DTSTART:20261005T090000Z", f"STATUS:{status}").status is EventStatus.CANCELLED


def test_an_unknown_status_is_none():
    """It is no reason to drop the event."""
    assert read("DTSTART:20261005T090000Z", "STATUS:MAYBE").status is EventStatus.CONFIRMED


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_line_endings_and_folds_of_any_kind_are_read(ending):
    """Exports come with both."""
    body = vevent(
        "DTSTART:20261005T090000Z", "SUMMARY:Technical inter", " view with", "\t Acme", r"DESCRIPTION:one\, two\nthree"
    )
    (event,) = events_from_ical(calendar(body, ending), BERLIN)
    assert event.summary == "Technical interview with Acme"
    assert event.description == "one, two\nthree"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no iCalendar object"),
        ("<html>Sign in</html>", "no iCalendar object"),
        ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261005T090000Z\r\n", "breaks off"),
        (calendar(vevent("SUMMARY:When?")), "no DTSTART"),
        (calendar(vevent("DTSTART:soon")), "soon"),
    ],
)
def test_what_cannot_be_understood_says_why(text, why):
    """One clear error, never another exception."""
    with pytest.raises(InvalidObjectError, match=why):
        events_from_ical(text, BERLIN)


def test_a_description_of_five_megabytes_is_read_up_to_a_bearable_length():
    """The rest of it says nothing new."""
    event = read("DTSTART:20261005T090000Z", "DESCRIPTION:" + "very long " * 500_000, "SUMMARY:Interview")
    assert event.summary == "Interview"
    assert 1000 < len(event.description) <= 300_000


class Drops(io.StringIO):
    """A stream that gives a few characters at a time, as the worst file system would."""

    def read(self, size=-1):
        return super().read(min(size, 7) if size >= 0 else 7)


@pytest.mark.parametrize("stream", [io.StringIO, Drops])
@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_a_big_file_is_split_into_objects_that_stand_alone(stream, ending):
    """Each with the zones it names, wherever the blocks of the stream end."""
    events = "\n".join(
        vevent(f"DTSTART;TZID={tzid}:20261005T090000", f"SUMMARY:Event {number}")
        for number, tzid in enumerate(["Odd Time", "UTC", "Odd Time"])
    )
    text = calendar(EASTERN.format(tzid="Odd Time") + "\n" + events, ending)
    parts = list(split_ical(stream(text)))
    assert [part.count("BEGIN:VTIMEZONE") for part in parts] == [1, 0, 1]
    read_back = [event for part in parts for event in events_from_ical(part, BERLIN)]
    assert [event.summary for event in read_back] == ["Event 0", "Event 1", "Event 2"]
    assert all("\r\n" in part and "\n" not in part.replace("\r\n", "") for part in parts)


def test_a_series_stays_together():
    """Exports scatter its moved occurrences; apart, one would be held twice."""
    master = vevent("DTSTART:20261005T090000Z", "RRULE:FREQ=WEEKLY;COUNT=2")
    moved = vevent("DTSTART:20261013T090000Z", "RECURRENCE-ID:20261012T090000Z")
    other = vevent("DTSTART:20261005T090000Z").replace("UID:1@", "UID:2@")
    parts = list(split_ical(io.StringIO(calendar(f"{moved}\n{other}\n{master}"))))
    days = [sorted(event.start_at.day for event in events_from_ical(part, BERLIN)) for part in parts]
    assert days == [[5], [5, 13]]


@pytest.mark.parametrize("stream", [io.StringIO, Drops])
def test_an_event_that_breaks_off_is_given_as_it_is(stream):
    """So that reading it says what is wrong; the whole ones before it are not lost."""
    whole = calendar(vevent("DTSTART:20261005T090000Z"))
    parts = list(split_ical(stream(whole.replace("END:VCALENDAR\r\n", "BEGIN:VEVENT\r\nUID:2\r\nSUMM"))))
    assert len(parts) == 2
    assert len(events_from_ical(parts[0], BERLIN)) == 1
    with pytest.raises(InvalidObjectError):
        events_from_ical(parts[1], BERLIN)


@pytest.mark.parametrize("text", ["<html>no calendar</html>", "hello"])
def test_what_is_no_calendar_is_given_as_it_is(text):
    """Reading it says so."""
    (part,) = split_ical(io.StringIO(text))
    with pytest.raises(InvalidObjectError, match="no iCalendar"):
        events_from_ical(part, BERLIN)


def test_an_empty_file_holds_nothing():
    """Nothing is wrong with it."""
    assert list(split_ical(io.StringIO("\ufeff \r\n"))) == []


LINES = (
    "DTSTART:20261005T090000Z",
    "DTSTART;TZID=Odd Time:20261005T090000",
    "DTEND:20261005T100000Z",
    "DURATION:PT1H",
    "RRULE:FREQ=WEEKLY;COUNT=4",
    "EXDATE:20261012T090000Z",
    "RECURRENCE-ID:20261012T090000Z",
    "ATTENDEE;CN=Sam:mailto:sam@example.com",
    "ORGANIZER;CN=Ada:mailto:ada@acme.example",
    "CATEGORIES:one,two",
    "STATUS:CONFIRMED",
    "DESCRIPTION:<p>Hello</p>",
    "X-SYNCD-KIND:thank-you",
    "COMPLETED:20261005T090000Z",
    "LAST-MODIFIED:20261005T090000Z",
    "SEQUENCE:2",
)
spoiled = st.builds(
    lambda line, at, junk: line[:at] + junk + line[at + len(junk) :],
    st.sampled_from(LINES),
    st.integers(min_value=0, max_value=40),
    st.text(st.characters(blacklist_characters="\r\n", blacklist_categories=("Cs",)), max_size=6),
)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.one_of(st.sampled_from(LINES), spoiled), max_size=8), spoiled)
def test_a_spoiled_object_is_read_or_refused(lines, zone_line):
    """Never another exception: one bad object does not stop a calendar (as a source event, and as one of syncd's)."""
    zones = EASTERN.format(tzid="Odd Time").replace("TZOFFSETTO:-0500", zone_line.replace("DTSTART", "TZOFFSETTO"))
    text = calendar(zones + vevent(*lines, "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT5M", "END:VALARM"))
    with suppress(InvalidObjectError):
        events_from_ical(text, BERLIN)
    with suppress(InvalidObjectError):
        actual = actual_from_ical(text)
        if actual is not None:
            later = replace(actual.reminder, at=actual.reminder.at + timedelta(days=1))
            to_ical(later, stamp=datetime(2026, 10, 1, tzinfo=UTC), base=text)


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1e"])
def test_text_that_was_pasted_with_separators_of_its_own_is_read_to_the_end(separator):
    """Only CR and LF end a content line (RFC 5545 section 3.1)."""
    text = "\r\n".join(
        ["BEGIN:VCALENDAR", vevent("DTSTART:20261005T090000Z", f"DESCRIPTION:One{separator}two"), "END:VCALENDAR"]
    )
    (event,) = events_from_ical(text.replace("\n", "\r\n"), BERLIN)
    assert event.description.startswith("One")
    assert event.description.endswith("two")


@pytest.mark.parametrize(
    "lines",
    [
        ["DTSTART:99991231T235900Z", "DURATION:PT1H"],
        ["DTSTART;VALUE=DATE:99991231"],
        ["DTSTART:20261005T090000Z", "RECURRENCE-ID:00010101T000000"],
    ],
)
def test_a_time_that_cannot_be_reckoned_with_spoils_its_object_alone(lines):
    """It is an error of that object, not of the program."""
    with pytest.raises(InvalidObjectError, match="beyond the years"):
        read(*lines)
