"""Who in an event is the user."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from syncd.core.interview import interpret
from syncd.core.model import Attendee, Event, Strength
from syncd.core.parties import may_be_person, named, parties
from syncd.core.prefilter import Prefilter
from syncd.core.settings import Me, Settings
from syncd.formats.ical import events_from_ical
from tests.system.invitation import invitation

SAM = Settings(me=Me(name="Sam Rivera", emails=("sam@example.com",)))
START = datetime(2026, 10, 5, 9, tzinfo=UTC)


def sorted_out(*attendees, organizer=None):
    event = Event(
        uid="1",
        start_at=START,
        end_at=START + timedelta(hours=1),
        organizer=organizer,
        attendees=attendees,
        summary="Interview",
    )
    return parties(event, SAM)


@pytest.mark.parametrize(
    "attendee",
    [
        Attendee(email="sam@example.com", name=None),
        Attendee(email="sam@example.com", name="Somebody Else"),
        Attendee(email="s.rivera@old-mail.example", name="Sam Rivera"),
        Attendee(email="s.rivera@old-mail.example", name="Rivera, Sam (extern)"),
        Attendee(email=None, name="S. Rivera"),
    ],
)
def test_the_user_is_known_by_address_and_by_whole_name(attendee):
    """An address the config does not name is theirs all the same: nobody becomes their own contact."""
    assert sorted_out(attendee).others == ()


@pytest.mark.parametrize("name", ["Sam", "Rivera", "Sam Riviera", "Ana Rivera"])
def test_half_a_name_at_another_address_is_somebody_else(name):
    """An interviewer may share a given name or a surname."""
    (other,) = sorted_out(Attendee(email="x@acme.example", name=name)).others
    assert other.name == name


def test_who_invited_is_known_too():
    """An event the user made with another of their addresses is their own."""
    assert sorted_out(organizer=Attendee(email="rivera@club.example", name="Sam Rivera")).organized_by_me
    assert not sorted_out(organizer=Attendee(email="ada@acme.example", name="Ada Byron")).organized_by_me


@pytest.mark.parametrize(
    ("emails", "name"),
    [(("sam@example.com",), "Sam Rivera"), (("Sam@Example.com",), "Sam Rivera"), (("other@example.com",), "")],
)
def test_who_gives_no_name_is_called_as_beside_their_address(emails, name):
    """`syncd scan --me ADDRESS` knows no more than that."""
    guest = Attendee(email="sam@example.com", name="Sam Rivera (extern)")
    event = Event(uid="1", start_at=START, end_at=START, attendees=(guest,))
    assert named(Me(name="", emails=emails), event).name == name
    assert named(SAM.me, event) is SAM.me


@pytest.mark.parametrize("emails", [(), ("sam@example.com",)])
def test_a_greeting_says_nothing_where_the_user_is_unknown(emails):
    """Whom it greets may well be the user; the quick look lets it pass as well."""
    raw = invitation(START)
    settings = Settings(me=Me(name="", emails=emails))
    (event,) = events_from_ical(raw, SAM.me.zone)
    assert interpret(event, settings).verdict.strength is Strength.SURE
    assert Prefilter(settings).passes(raw)


@pytest.mark.parametrize(
    ("email", "name", "person"),
    [
        ("piero.sala@acme.example", "Piero Sala", True),
        ("anna.hall@acme.example", "Anna Hall", True),
        ("sala.verde@acme.example", "Sala Verde", False),
        ("sala.rosa@acme.example", "Sala Rosa", False),
        ("lisa.jobs@acme.example", "Lisa Jobs", False),
        ("room.4@acme.example", "Room 4", False),
    ],
)
def test_a_surname_may_be_a_word_for_a_room(email, name, person):
    """An address of given name and surname is somebody's."""
    assert may_be_person(Attendee(email=email, name=name)) is person
