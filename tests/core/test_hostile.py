"""Whatever an event holds, reading it raises nothing but InvalidObjectError and takes at most 50 ms."""

from __future__ import annotations

import contextlib
import gc
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncd.core.interview import interpret
from syncd.core.model import Event
from syncd.core.settings import Me, Settings
from syncd.errors import InvalidObjectError
from syncd.formats.ical import events_from_ical

BUDGET = 0.050
"""Seconds of CPU an event."""
SETTINGS = Settings(me=Me(name="Maja Brandt", emails=("maja@brandt.example",), timezone="Europe/Berlin", country="DE"))
LURE = "Interview with Acme: "
"""So that nothing is put aside at the first glance."""


def ical(*, summary: str = "", description: str = "", location: str = "", extra: str = "") -> str:
    """A calendar with one event; texts are escaped, `extra` is lines as they are."""
    written = {"SUMMARY": LURE + summary, "DESCRIPTION": description, "LOCATION": location}
    escaped = {
        name: text.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")
        for name, text in written.items()
    }
    lines = "\r\n".join(f"{name}:{text}" for name, text in escaped.items() if text)
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\nBEGIN:VEVENT\r\nUID:x@x.example\r\n"
        f"DTSTART:20261110T090000Z\r\nDTEND:20261110T100000Z\r\n{lines}\r\n{extra}END:VEVENT\r\nEND:VCALENDAR\r\n"
    )


@pytest.fixture(scope="module", autouse=True)
def _frozen() -> Iterator[None]:
    """The vocabulary and what else was made before is no rubbish: only what the reading leaves behind is collected."""
    for event in read(ical(summary="x", description="You will meet Anna Weber.")):
        interpret(event, SETTINGS)
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def seconds(work: Callable[[], object]) -> float:
    """The CPU time of the fastest of several runs."""
    gc.collect()
    best = float("inf")
    for _ in range(12):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
        if best < BUDGET:
            break
    return best


def read(raw: str) -> list[Event]:
    """The events of a text, none where it is refused."""
    with contextlib.suppress(InvalidObjectError):
        return events_from_ical(raw, SETTINGS.me.zone)
    return []


RUNS = [
    *(
        " ",
        "\t",
        "\n",
        " \n",
        "-",
        "_",
        "=",
        "*",
        "~",
        ":",
        ".",
        ",",
        ", ",
        ";",
        "|",
        "/",
        "\\",
        "@",
        "+",
        "&",
        "#",
        "'",
    ),
    *('"', "(", ")", "[", "]", "<", ">", "{", "}", "%", "$", "\u00a0", "\u2013 ", "\u2019", "\u200b", "\u202e", "\x07"),
    *(
        "0",
        "1 ",
        "1-",
        "1.",
        "1/",
        "+4",
        "(0) ",
        "10:00 ",
        "10:00 - ",
        "1.1.",
        "12月",
        "a",
        "A",
        "Aa",
        "a ",
        "A ",
        "A. ",
    ),
    *(
        "Aa ",
        "Aa-",
        "Aa, ",
        "Aa & ",
        "Dr. ",
        "von ",
        "de ",
        "Anna Weber, ",
        "Anna Weber\n",
        "Anna Weber <a@b.example> ",
    ),
    *("a@", "@a", "a.", "a.a@a.", "a@b.example ", "www.", "http://", "https://a.example/ ", "https://zoom.us/j/1\n"),
    *("-::~:~::~", "________\n", "Re: ", "[x] ", "with ", "mit ", "avec ", "con ", "by ", "by Friday ", "call me "),
    *(
        "bis zum 3. ",
        "hear back within a week ",
        "und ",
        "am 20. ",
        "KW 12 ",
        "in 3 days ",
        "GmbH ",
        "Acme GmbH ",
        "at ",
    ),
    *(
        "Name: x\n",
        "Company: ",
        "Position: Engineer\n",
        "a\tb\n",
        "\u00e9",
        "e\u0301",
        "\u0301",
        "面",
        "面接",
        "面接 ",
        "\u3000",
    ),
    *(
        "ア",
        "様",
        "株式会社",
        "\U0001f600",
        "\ufdfa",
        "ß",
        "İ",
        "<b>",
        "</b>",
        "<div>",
        "<a href=",
        "&amp;",
        "&#",
        "<!--",
        "<td>",
    ),
    *("linkedin.com/in/x ", "Tel. +49 30 1234567\n", "030/1234567 ", "Interview ", "Senior Engineer ", "round 1 ", "?"),
    *("Anna Weber|", "Anna Weber\t", "engineer. role. ", "looking for. engineer. ", "by Friday we will tell you. "),
    *("Acme GmbH\n", "Position: Engineer at Acme\n", "Meeting ID: 123 456 789\n", "田中太郎\n", "面接担当:田中\n"),
]
"""What the regular expressions of the reading repeat over, and what lures them on."""


@pytest.mark.parametrize("run", RUNS, ids=ascii)
def test_long_runs_are_read_in_time(run):
    """In the title, the description and the location; no expression takes more than linear time."""
    long = run * (9_000 // len(run))
    event = read(ical(summary=long[:5_000], description=f"{long}!\n{long}x", location=long[:5_000]))
    assert seconds(lambda: [interpret(one, SETTINGS) for one in event]) <= BUDGET


def people(count: int) -> str:
    """So many lines of attendees."""
    return "".join(f"ATTENDEE;CN=Anna Weber{n}:mailto:a{n}@acme{n}.example\r\n" for n in range(count))


EVENTS = {
    "title of a megabyte": lambda: ical(summary="Interview Acme " * 70_000),
    "description of five": lambda: ical(description="You will meet Anna Weber (CTO) by Friday.\n" * 120_000),
    "one line without spaces": lambda: ical(description="x" * 300_000),
    "one line of words": lambda: ical(description="call me by Friday and " * 14_000),
    "attendees": lambda: ical(extra=people(10_000)),
    "names": lambda: ical(
        description="\n".join(f"Anna{chr(97 + n % 26)} Weber{chr(97 + n // 26 % 26)}" for n in range(5_000))
    ),
    "names in one line": lambda: ical(description=", ".join(f"Anna Weber{chr(97 + n % 26)}" for n in range(5_000))),
    "dates": lambda: ical(description="hear back by " + " ".join(f"{n % 28 + 1}.{n % 12 + 1}." for n in range(5_000))),
    "promises": lambda: ical(description="You will hear from us within 3 days. " * 3_000),
    "phones": lambda: ical(description="\n".join(f"Tel. +49 30 {1_000_000 + n}" for n in range(5_000))),
    "links": lambda: ical(description="\n".join(f"https://a{n}.example/in/{n}" for n in range(5_000))),
    "profiles": lambda: ical(description="\n".join(f"https://linkedin.com/in/a{n}" for n in range(5_000))),
    "addresses": lambda: ical(description="\n".join(f"Anna Weber <a{n}@acme{n}.example>" for n in range(5_000))),
    "labels": lambda: ical(description="\n".join(f"Interviewer {n}: Anna Weber, CTO" for n in range(5_000))),
    "nested html": lambda: ical(description="<div>" * 20_000 + "Anna Weber" + "</div>" * 20_000),
    "unclosed html": lambda: ical(description="<html><table><tr><td>" * 5_000),
    "control characters": lambda: ical(
        summary="".join(map(chr, range(1, 32))) * 500, description="\x00\x0b\x1f" * 50_000
    ),
    "right to left": lambda: ical(summary="\u202eweivretnI\u202c " * 5_000, description="\u202e\u2066a\u2069" * 50_000),
    "zero width": lambda: ical(description="I\u200bn\u200bt\u200b" * 50_000),
    "combining": lambda: ical(summary="e" + "\u0301" * 100_000, description=("e" + "\u0323\u0301" * 50 + " ") * 2_000),
    "ideographs": lambda: ical(summary="面接" * 20_000, description="結果は来週中にお知らせいたします田中様" * 5_000),
    "wide forms": lambda: ical(description="面接\ufdfa" * 50_000),
    "surrogates": lambda: ical(summary="\ud800\udfff", description="\ud83d " * 20_000),
    "endless series": lambda: ical(summary="x", extra="RRULE:FREQ=SECONDLY\r\n"),
    "unfolded rubbish": lambda: "BEGIN:VCALENDAR\r\n" + "BEGIN:VEVENT\r\n" * 2_000,
}


@pytest.mark.parametrize("name", EVENTS)
def test_hostile_events_are_read_in_time(name):
    """What was parsed is interpreted within the budget; parsing itself raises nothing unforeseen."""
    events = read(EVENTS[name]())
    for event in events[:3]:
        assert seconds(lambda event=event: interpret(event, SETTINGS)) <= BUDGET


TEXT = st.text(max_size=200) | st.lists(st.sampled_from([run.strip("\n") + " " for run in RUNS]), max_size=40).map(
    "".join
)


@given(TEXT, TEXT, TEXT)
def test_no_text_raises(summary, description, location):
    """Any text in any place, as a value of the model."""
    for event in read(ical(summary=summary, description=description, location=location)):
        interpret(event, SETTINGS)


@given(st.text(max_size=300), st.integers(0, 200))
def test_no_calendar_raises(rubbish, at):
    """A calendar into which something was written that does not belong there."""
    raw = ical(summary="x", description="You will meet Anna Weber.", extra=people(1))
    for event in read(raw[:at] + rubbish + raw[at:]):
        interpret(event, SETTINGS)
