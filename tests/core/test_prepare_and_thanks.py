"""Before an interview and right after it: what rings, when, and whom it names."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from syncd.core.identity import reminder_uid
from syncd.core.model import (
    Alarm,
    Component,
    Kind,
    Person,
)
from tests.core.policy_world import (
    ANNA,
    BEFORE,
    BEN,
    MONDAY,
    World,
    interview,
    local_text,
    moment,
)

# prepare


def test_an_interview_is_prepared_for_an_hour_before():
    """The entry rings an hour before and ends when the interview begins."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    entry = world.the(Kind.PREPARE)
    assert local_text(entry.at) == "Mon 2026-05-04 09:00"
    assert entry.at + entry.duration == moment(MONDAY)
    assert entry.alarms == (Alarm(offset=timedelta()),)
    assert entry.component is Component.VEVENT


def test_nothing_rings_during_another_interview_of_the_day():
    """Back to back, both are prepared for before the first."""
    world = World(
        interviews=[
            interview(MONDAY),
            interview("2026-05-04 11:15", uid="two"),
            interview("2026-05-04 16:00", uid="three"),
        ]
    )
    world.run(BEFORE)
    times = [local_text(entry.at)[-5:] for entry in world.standing(Kind.PREPARE)]
    assert times == ["09:00", "09:00", "15:00"]


def test_preparation_says_who_where_and_what_to_ask():
    """Names, titles, numbers, profiles, where to go and how to join; the question before leaving among the first two lines."""
    anna = replace(ANNA, linkedin="https://www.linkedin.com/in/anna")
    world = World(interviews=[interview(people=(anna, BEN), location="Torstr. 1", links=("https://meet.example/x",))])
    world.run(BEFORE)
    text = world.the(Kind.PREPARE).description
    for part in (
        "Anna Jones, CTO",
        "tel:+493012345",
        "https://www.linkedin.com/in/anna",
        "Ben Okafor",
        "https://meet.example/x",
    ):
        assert part in text
    assert text.splitlines()[:2] == ["Where: Torstr. 1", "Before you leave, ask: what is the next step, and when?"]
    assert world.the(Kind.PREPARE).location == "Torstr. 1"


# thank-you


def test_thanks_are_due_at_the_end_and_again_the_next_morning():
    """At the end plus a quarter of an hour, with alarms at once and at nine the next day."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    entry = world.the(Kind.THANK_YOU)
    assert local_text(entry.at) == "Mon 2026-05-04 11:15"
    assert [local_text(entry.at + alarm.offset) for alarm in entry.alarms] == [
        "Mon 2026-05-04 11:15",
        "Tue 2026-05-05 09:00",
    ]


@pytest.mark.parametrize(
    ("start", "zone", "morning"),
    [
        ("2026-03-28 16:00", "Europe/Berlin", "Sun 2026-03-29 09:00"),  # the clocks change that night
        ("2026-05-04 17:30", "America/Los_Angeles", "Tue 2026-05-05 09:00"),  # ends at 03:30 in Berlin: this morning
        ("2026-05-04 10:00", "Asia/Kolkata", "Tue 2026-05-05 09:00"),
    ],
)
def test_the_next_morning_is_the_users(start, zone, morning):
    """Nine o'clock on the user's clock, also over a clock change and for a late call overseas."""
    world = World(interviews=[interview(start, zone=zone)])
    world.run(moment("2026-03-01 09:00"))
    entry = world.the(Kind.THANK_YOU)
    assert local_text(entry.at + entry.alarms[1].offset) == morning


def test_back_to_back_interviews_are_thanked_for_once():
    """One entry after the last, naming everyone; another company's interview has its own."""
    world = World(
        interviews=[
            interview(MONDAY),
            interview("2026-05-04 11:15", uid="two", people=(BEN,)),
            interview(
                "2026-05-04 13:00",
                uid="other",
                company="Globex",
                domain="globex.example",
                people=(Person(name="Hank"),),
            ),
        ]
    )
    world.run(BEFORE)
    acme, globex = world.standing(Kind.THANK_YOU)
    assert acme.interviews == ("one@acme.example", "two")
    assert local_text(acme.at) == "Mon 2026-05-04 12:30"
    assert "Anna Jones" in acme.summary
    assert "Ben Okafor" in acme.summary
    assert globex.interviews == ("other",)


def test_interviews_with_hours_between_are_thanked_for_each():
    """There is time to write after the first."""
    world = World(interviews=[interview(MONDAY), interview("2026-05-04 15:00", uid="two", people=(BEN,))])
    world.run(BEFORE)
    assert len(world.standing(Kind.THANK_YOU)) == 2


def test_another_back_to_back_interview_joins_the_entry_that_stands():
    """Adding, moving or losing a member changes the one entry in place."""
    world = World(interviews=[interview("2026-05-04 11:15", uid="two", people=(BEN,))])
    world.run(BEFORE)
    uid = world.the(Kind.THANK_YOU).uid
    world.replace_interviews(interview(MONDAY), *world.interviews)
    world.run(BEFORE)
    assert world.the(Kind.THANK_YOU).uid == uid
    assert world.the(Kind.THANK_YOU).interviews == ("one@acme.example", "two")
    world.replace_interviews(interview(MONDAY), replace(world.interviews[1], called_off=True))
    world.run(BEFORE)
    assert world.the(Kind.THANK_YOU).uid == uid
    assert local_text(world.the(Kind.THANK_YOU).at) == "Mon 2026-05-04 11:15"


def test_interviews_that_turn_out_to_have_been_one_day_share_one_entry():
    """Both were thanked for on their days; one is put on the other's afterwards: one entry takes over, once."""
    world = World(interviews=[interview(MONDAY), interview("2026-05-05 10:00", uid="two", people=(BEN,))])
    world.run(BEFORE)
    world.run(moment("2026-05-06 09:00"))
    world.replace_interviews(interview("2026-05-05 11:15"), world.interviews[1])
    world.run(moment("2026-05-06 09:05"))
    assert world.run(moment("2026-05-06 09:10")).actions == ()
    assert [entry.interviews for entry in world.open(Kind.THANK_YOU)] == [
        ("one@acme.example",),
        ("two", "one@acme.example"),
    ]


def test_interviews_that_part_are_thanked_for_apart():
    """A member that moves to another day takes its own entry, the other keeps the one that stands."""
    world = World(interviews=[interview(MONDAY), interview("2026-05-04 11:15", uid="two", people=(BEN,))])
    world.run(BEFORE)
    uid = world.the(Kind.THANK_YOU).uid
    world.replace_interviews(interview("2026-05-06 10:00"), world.interviews[1])
    world.run(BEFORE)
    uids = {entry.interviews: entry.uid for entry in world.open(Kind.THANK_YOU)}
    assert uids[("one@acme.example",)] == uid
    assert uids[("two",)] == reminder_uid(Kind.THANK_YOU, "two")


def test_a_deleted_thank_you_stays_away_for_everyone_it_named():
    """No member brings it back under another name; a new interview has its own."""
    world = World(interviews=[interview(MONDAY), interview("2026-05-04 11:15", uid="two", people=(BEN,))])
    world.run(BEFORE)
    world.delete(world.the(Kind.THANK_YOU))
    world.replace_interviews(replace(world.interviews[0], called_off=True), world.interviews[1])
    world.run(BEFORE)
    assert not world.open(Kind.THANK_YOU)
    world.replace_interviews(*world.interviews, interview("2026-05-04 12:30", uid="three", people=(ANNA,)))
    world.run(BEFORE)
    assert world.the(Kind.THANK_YOU).interviews == ("three",)


def test_an_interview_without_hours_is_taken_for_a_working_day():
    """An all-day entry never rings at midnight."""
    world = World(interviews=[interview("2026-05-04 00:00", length=timedelta(days=1), all_day=True)])
    world.run(BEFORE)
    assert local_text(world.the(Kind.PREPARE).at) == "Mon 2026-05-04 08:00"
    assert local_text(world.the(Kind.THANK_YOU).at) == "Mon 2026-05-04 17:15"
