"""The quick look never drops what the full path would accept, or ask about."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncd.core.interview import interpret
from syncd.core.model import Strength
from syncd.core.prefilter import prefilter
from syncd.core.settings import DetectSettings, Me, Settings
from syncd.core.vocabulary import phrases, read
from syncd.formats.ical import events_from_ical
from tests.corpus.read import examples

ZONE = ZoneInfo("Europe/Berlin")
SAM = Settings(me=Me(name="Sam Rivera", emails=("sam@example.com",), timezone="Europe/Berlin"))
PHRASES = sorted({phrase.replace("*", "").replace("..", "") for listed in phrases().values() for phrase in listed})
VENDORS = read("vendors")
DOMAINS = sorted({domain for kind in VENDORS.values() for domain in kind.get("domains", ())})
BOXES = VENDORS["mailboxes"]["recruiting"]


def folded(line: str) -> str:
    """A content line as RFC 5545 section 3.1 folds it: by 75 octets, which may part a character's neighbours."""
    return "\r\n ".join(line[at : at + 40] for at in range(0, len(line), 40)) or line


def ical(summary="", description="", organizer=None, location="") -> str:
    """One event."""

    def text(value: str) -> str:
        value = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return value.replace("\r", "").replace("\n", "\\n")

    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "BEGIN:VEVENT",
        "UID:1@example.com",
        "DTSTART:20261005T090000Z",
        "DTEND:20261005T100000Z",
        f"SUMMARY:{text(summary)}",
        f"DESCRIPTION:{text(description)}",
        f"LOCATION:{text(location)}",
        *([f"ORGANIZER;CN=Somebody:mailto:{organizer}"] if organizer else []),
        "ATTENDEE;CN=Sam Rivera:mailto:sam@example.com",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join(map(folded, lines)) + "\r\n"


def strengths(raw: str, user: Settings = SAM) -> set[Strength]:
    return {interpret(event, user).verdict.strength for event in events_from_ical(raw, user.me.zone)}


def test_no_labelled_event_is_dropped():
    """What the full path takes for an interview, or is unsure of, passes."""
    for example in examples():
        if strengths(example.raw, example.settings) != {Strength.NO}:
            assert prefilter(example.settings).passes(example.raw), example.file


@pytest.mark.parametrize("summary", ["Lunch with Kim", "Payroll review", "Zahnarzt", "Réunion d'équipe", "歯医者"])
def test_ordinary_events_are_dropped(summary):
    """Else nothing would be gained."""
    assert not prefilter(SAM).passes(ical(summary, "Bring the numbers.\nhttps://meet.google.com/abc-defg-hij"))


words = st.lists(
    st.one_of(st.sampled_from(PHRASES), st.sampled_from(PHRASES).map(str.upper), st.text(max_size=12)), max_size=5
).map(" ".join)
senders = st.one_of(
    st.none(),
    st.builds(
        "{}@{}".format, st.sampled_from(["anna", "no-reply", *BOXES]), st.sampled_from([*DOMAINS, "acme.example"])
    ),
)


@settings(deadline=None, max_examples=300)
@given(summary=words, description=words, organizer=senders, link=st.sampled_from(["", *DOMAINS]), html=st.booleans())
def test_no_invented_event_is_dropped(summary, description, organizer, link, html):
    """Phrases of every kind and language, any text between them, senders and links of every vendor."""
    if html:
        description = f"<p>{description.replace(' ', ' <b></b>')}</p>"
    raw = ical(summary, f"{description}\nhttps://jobs.{link}/acme" if link else description, organizer)
    if not prefilter(SAM).passes(raw):
        assert strengths(raw) == {Strength.NO}


@settings(deadline=None, max_examples=25)
@given(keyword=st.text(st.characters(categories=("L", "N")), min_size=2, max_size=12), around=st.sampled_from(PHRASES))
def test_the_users_own_words_are_caught(keyword, around):
    """A keyword of the config is caught in any script."""
    user = Settings(me=SAM.me, detect=DetectSettings(keywords=(keyword,)))
    raw = ical(f"{around} {keyword}")
    if strengths(raw, user) != {Strength.NO}:
        assert prefilter(user).passes(raw)


@pytest.mark.parametrize("keyword", ["0⑴", "собеседование", "¼Ä", "ﬁne"])
def test_letters_that_fold_to_several_signs_are_caught(keyword):
    """As the full path reads them."""
    user = Settings(me=SAM.me, detect=DetectSettings(keywords=(keyword,)))
    assert prefilter(user).passes(ical(f"06 {keyword}"))


def test_a_google_event_is_looked_at_as_json():
    """Escapes of JSON are undone."""
    event = {
        "summary": "Vorstellungsgespräch bei Müller",
        "start": {"dateTime": datetime(2026, 10, 5, tzinfo=UTC).isoformat()},
    }
    assert prefilter(SAM).passes(json.dumps(event))
    assert not prefilter(SAM).passes(json.dumps({**event, "summary": "Mittagessen"}))
