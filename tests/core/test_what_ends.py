"""The close-out, looking on, and what ends or moves things: outcomes, new rounds, reschedules, the user's hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from syncd.core.model import (
    Fate,
    Kind,
    NextStep,
    NextStepKind,
    Outcome,
)
from tests.core.policy_world import (
    BEFORE,
    BEN,
    MONDAY,
    World,
    asking_at,
    interview,
    kinds,
    local_text,
    moment,
)

# close-out, keep-looking


def test_the_close_out_is_on_day_25():
    """25 calendar days after the last interview, a working day, once it was held."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    assert not world.open(Kind.CLOSE_OUT)
    world.run(moment("2026-05-04 12:00"))
    assert local_text(world.the(Kind.CLOSE_OUT).at) == "Fri 2026-05-29 10:00"


def test_the_close_out_keeps_its_distance_from_a_follow_up():
    """A decision promised late puts both off."""
    step = NextStep(kind=NextStepKind.BY, on=date(2026, 5, 28), phrase="by 28 May")
    world = World(interviews=[interview(MONDAY, next_step=step)])
    world.run(moment("2026-05-02 12:00"))
    world.run(moment("2026-05-04 12:00"))
    assert asking_at(world) == "Fri 2026-05-29 08:30"
    assert local_text(world.the(Kind.CLOSE_OUT).at) == "Fri 2026-06-05 10:00"


def test_a_follow_up_keeps_its_distance_from_a_close_out_that_was_moved():
    """The user put the last note where the question was to be: it is not asked on the eve of it."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.run(moment("2026-05-04 12:00"))
    world.move(world.the(Kind.CLOSE_OUT), moment("2026-05-13 12:00"))
    world.run(moment("2026-05-04 12:05"))
    assert local_text(world.the(Kind.CLOSE_OUT).at) == "Wed 2026-05-13 12:00"
    assert asking_at(world) == "Thu 2026-05-21 08:30"  # five working days later, Ascension Day between
    assert world.run(moment("2026-05-04 12:10")).actions == ()


def test_a_close_out_with_the_users_words_still_gives_way_to_the_follow_up():
    """Their words are kept, its time is not theirs: the two never drive each other on."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.run(moment("2026-05-04 12:00"))
    world.fill_in(world.the(Kind.CLOSE_OUT), "Next step", "no idea")
    world.fill_in(world.the(Kind.THANK_YOU), "Next step", "24 days")
    world.run(moment("2026-05-04 13:00"))
    assert asking_at(world) == "Fri 2026-05-29 08:30"
    assert local_text(world.the(Kind.CLOSE_OUT).at) == "Fri 2026-06-05 10:00"
    assert world.run(moment("2026-05-04 13:05")).actions == ()


@pytest.mark.parametrize("gesture", ["tick", "delete"])
def test_an_answered_close_out_ends_the_process(gesture):
    """Moved on: nothing more, and nothing to keep looking beside."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.run(moment("2026-05-04 12:00"))
    entry = world.the(Kind.CLOSE_OUT)
    world.tick(entry, moment("2026-05-29 11:00")) if gesture == "tick" else world.delete(entry)
    world.run(moment("2026-05-29 12:00"))
    assert kinds(world.open()) == ["prepare", "thank-you"]  # history


def test_one_task_a_week_and_one_open_at_a_time():
    """Unticked it stays alone; ticked the next is a week later."""
    world = World(interviews=[interview(MONDAY)])
    world.run(moment("2026-05-04 09:30"))
    assert local_text(world.the(Kind.KEEP_LOOKING).at) == "Wed 2026-05-06 10:00"
    for day in range(1, 12):
        world.run(moment("2026-05-04 12:00") + timedelta(days=day))
        assert local_text(world.the(Kind.KEEP_LOOKING).at) == "Wed 2026-05-06 10:00"
    world.tick(world.the(Kind.KEEP_LOOKING), moment("2026-05-16 12:00"))
    world.run(moment("2026-05-16 12:05"))
    assert local_text(world.the(Kind.KEEP_LOOKING).at) == "Wed 2026-05-20 10:00"
    world.tick(world.the(Kind.KEEP_LOOKING), moment("2026-05-18 12:00"))  # early
    world.run(moment("2026-05-18 12:05"))
    assert local_text(world.the(Kind.KEEP_LOOKING).at) == "Wed 2026-05-27 10:00"


def test_a_deleted_keep_looking_is_a_no_until_a_new_process_begins():
    """Nobody is nagged who said no."""
    world = World(interviews=[interview(MONDAY)])
    world.run(moment("2026-05-04 09:30"))
    world.delete(world.the(Kind.KEEP_LOOKING))
    world.run(moment("2026-05-13 12:00"))
    assert not world.open(Kind.KEEP_LOOKING)
    world.replace_interviews(
        *world.interviews, interview("2026-05-20 10:00", uid="x", company="Globex", domain="globex.example")
    )
    world.run(moment("2026-05-13 12:05"))
    assert local_text(world.the(Kind.KEEP_LOOKING).at) == "Wed 2026-05-20 10:00"


def test_keep_looking_ends_with_the_last_open_process():
    """An offer was accepted: the open task goes."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.fill_in(world.the(Kind.THANK_YOU), "Outcome", "hired")
    world.run(moment("2026-05-04 13:00"))
    assert not world.open(Kind.KEEP_LOOKING)


# what ends or moves things


def test_a_new_round_withdraws_the_follow_up_of_the_round_before():
    """Known on Wednesday, held next Monday: only its own follow-up stands."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    old = world.the(Kind.FOLLOW_UP)
    world.replace_interviews(*world.interviews, interview("2026-05-12 10:00", uid="two"))
    world.run(moment("2026-05-06 09:00"))
    new = world.the(Kind.FOLLOW_UP)
    assert new.uid != old.uid
    assert world.traces[old.uid].fate is Fate.WITHDRAWN
    assert new.interviews == ("two",)


def test_a_round_that_is_called_off_leaves_the_one_before_to_be_followed_up():
    """The follow-up that was withdrawn for it stands again."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.replace_interviews(*world.interviews, interview("2026-05-12 10:00", uid="two"))
    world.run(moment("2026-05-06 09:00"))
    world.replace_interviews(world.interviews[0], replace(world.interviews[1], called_off=True))
    world.run(moment("2026-05-07 09:00"))
    assert asking_at(world) == "Mon 2026-05-11 16:30"
    assert kinds(world.open()) == ["prepare", "thank-you", "keep-looking", "follow-up", "close-out"]


@pytest.mark.parametrize("label", ["Outcome", "Ergebnis", "Esito"])
@pytest.mark.parametrize(
    ("word", "outcome"), [("offer", Outcome.OFFER), ("Absage", Outcome.REJECTED), ("retirada", Outcome.WITHDRAWN)]
)
def test_an_outcome_ends_the_process(label, word, outcome):
    """Whatever is ahead or open goes; what is over stays."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.run(moment("2026-05-04 12:00"))
    entry = world.the(Kind.THANK_YOU)
    world.write(entry, f"{entry.description}\n{label}: {word}")
    world.run(moment("2026-05-05 12:00"))
    (process,) = world.processes
    assert process.outcome is outcome
    assert kinds(world.open()) == ["prepare", "thank-you"]


def test_an_outcome_in_the_interviews_title_ends_the_process():
    """The user changed "Interview Acme" to "Interview Acme - rejected"."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.replace_interviews(interview(MONDAY, summary="Interview Acme - rejected"))
    world.run(moment("2026-05-06 12:00"))
    assert kinds(world.open()) == ["prepare", "thank-you"]


def test_a_reschedule_moves_everything_in_place():
    """The same entries, by the distance the interview moved."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    before = {reminder.kind: reminder for reminder in world.standing()}
    world.replace_interviews(interview("2026-05-06 14:00"))
    world.run(BEFORE)
    after = {reminder.kind: reminder for reminder in world.standing()}
    assert {kind: r.uid for kind, r in before.items()} == {kind: r.uid for kind, r in after.items()}
    assert local_text(after[Kind.PREPARE].at) == "Wed 2026-05-06 13:00"
    assert local_text(after[Kind.THANK_YOU].at) == "Wed 2026-05-06 15:15"
    assert local_text(after[Kind.FOLLOW_UP].at) == "Wed 2026-05-13 08:30"


def test_a_reschedule_after_the_fact_moves_what_had_passed():
    """The interview did not take place and is next week: the entries that rang ring again."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.run(moment("2026-05-04 12:00"))
    world.replace_interviews(interview("2026-05-12 10:00"))
    world.run(moment("2026-05-04 13:00"))
    assert local_text(world.the(Kind.PREPARE).at) == "Tue 2026-05-12 09:00"
    assert local_text(world.the(Kind.THANK_YOU).at) == "Tue 2026-05-12 11:15"
    assert not world.open(Kind.CLOSE_OUT)


def test_a_called_off_interview_leaves_nothing_ahead():
    """Everything goes, and comes back under the same names when it is on again."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    uids = {reminder.uid for reminder in world.standing()}
    world.replace_interviews(interview(MONDAY, called_off=True))
    world.run(BEFORE)
    assert world.standing() == []
    world.replace_interviews(interview(MONDAY))
    world.run(BEFORE)
    assert {reminder.uid for reminder in world.standing()} == uids


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-05-04 10:30", ["thank-you", "keep-looking", "follow-up"]),  # it goes on
        ("2026-05-06 09:00", ["keep-looking", "follow-up", "close-out"]),  # two days ago
        ("2026-05-16 09:00", ["follow-up", "keep-looking", "close-out"]),  # the follow-up's day has passed
        ("2026-05-20 09:00", []),  # longer ago than the lookback
    ],
)
def test_an_interview_that_was_held_gets_nothing_whose_time_has_passed(now, expected):
    """First seen late: a still sensible follow-up, never a reminder in the past, and nothing after the lookback."""
    world = World(interviews=[interview(MONDAY)])
    written = world.run(moment(now))
    assert kinds(world.open()) == expected
    assert all(action.reminder.at > moment(now) for action in written.actions)


def test_a_follow_up_begun_late_keeps_its_slot():
    """First seen twelve days later: the next slot, and no later one on later passes."""
    world = World(interviews=[interview(MONDAY)])
    for now in ("2026-05-16 09:00", "2026-05-17 20:00", "2026-05-18 16:29", "2026-05-18 16:31", "2026-05-25 12:00"):
        world.run(moment(now))
        assert asking_at(world) == "Mon 2026-05-18 16:30"


# gestures


def test_a_deleted_follow_up_stays_away():
    """Also when the interview moves; the other steps stand."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.delete(world.the(Kind.FOLLOW_UP))
    world.replace_interviews(interview("2026-05-05 10:00"))
    world.run(BEFORE)
    assert not world.open(Kind.FOLLOW_UP)
    assert world.the(Kind.THANK_YOU)


@pytest.mark.parametrize("kind", [Kind.PREPARE, Kind.THANK_YOU, Kind.FOLLOW_UP])
def test_what_the_user_moved_stays_where_they_put_it(kind):
    """Also when the interview moves."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.move(world.the(kind), moment("2026-05-10 20:00"))
    world.run(BEFORE)
    world.replace_interviews(interview("2026-05-05 10:00"))
    world.run(BEFORE)
    assert world.the(kind).at == moment("2026-05-10 20:00")


def test_later_steps_count_from_a_moved_one():
    """The follow-up moved to day 24: the close-out keeps its distance from there."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.move(world.the(Kind.FOLLOW_UP), moment("2026-05-28 10:00"))
    world.run(moment("2026-05-04 12:00"))
    assert local_text(world.the(Kind.CLOSE_OUT).at) == "Thu 2026-06-04 10:00"


def test_a_moved_thank_you_rings_the_morning_after_its_new_time():
    """The second alarm moves along."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.move(world.the(Kind.THANK_YOU), moment("2026-05-04 20:00"))
    world.run(BEFORE)
    entry = world.the(Kind.THANK_YOU)
    assert local_text(entry.at + entry.alarms[1].offset) == "Tue 2026-05-05 09:00"


def test_a_lost_memory_changes_nothing():
    """With only what stands and bears our mark, the next pass writes nothing."""
    world = World(interviews=[interview(MONDAY), interview("2026-05-04 11:15", uid="two", people=(BEN,))])
    world.run(BEFORE)
    world.run(moment("2026-05-04 13:00"))
    world.tick(world.the(Kind.FOLLOW_UP), moment("2026-05-11 17:00"))
    world.run(moment("2026-05-12 09:00"))
    world.traces = {uid: trace for uid, trace in world.traces.items() if trace.fate is Fate.STANDING}
    assert world.run(moment("2026-05-12 09:05")).actions == ()
