"""What life does to a plan: same-day rounds, clashing talks, late answers, second thoughts, far zones, odd clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from syncd.core.contacts import desired_contacts
from syncd.core.model import Fate, Kind, NextStep, NextStepKind, Outcome, Person, ReminderStatus
from syncd.core.next_step import find_next_step
from syncd.core.settings import FollowUpSettings, OnDayOff
from tests.core.policy_world import BEFORE, BEN, DEFAULTS, MONDAY, World, interview, kinds, local_text, moment

HELD = moment("2026-05-04 12:00")
GLOBEX = {"company": "Globex", "domain": "globex.example", "people": (Person(name="Hank Scorpio"),)}


def at(world: World, kind: Kind, zone: str = "Europe/Berlin") -> str:
    return local_text(world.the(kind).at, zone)


def quiet(world: World, now: str) -> bool:
    """A pass at that moment writes nothing."""
    return world.run(moment(now)).actions == ()


# the day itself


def test_rounds_of_one_day_are_followed_up_once():
    """Morning and afternoon: two thank-yous, for there is time between, and one question, one close-out."""
    world = World(interviews=[interview(MONDAY), interview("2026-05-04 15:00", uid="two", people=(BEN,))])
    world.run(BEFORE)
    world.run(moment("2026-05-04 18:00"))
    assert kinds(world.open()).count("thank-you") == 2
    assert world.the(Kind.FOLLOW_UP).interviews == ("one@acme.example", "two")
    assert world.the(Kind.CLOSE_OUT).interviews == ("one@acme.example", "two")
    assert "Ben Okafor" in world.the(Kind.FOLLOW_UP).description
    assert "Anna Jones" in world.the(Kind.FOLLOW_UP).description


def test_nothing_rings_while_another_company_asks_the_questions():
    """Thanks wait for the end of the talk that follows; the next talk is prepared for before the first."""
    world = World(
        interviews=[interview(MONDAY), interview("2026-05-04 11:10", uid="g", **GLOBEX, length=timedelta(hours=1))]
    )
    world.run(BEFORE)
    assert [local_text(one.at) for one in world.standing(Kind.PREPARE)] == ["Mon 2026-05-04 09:00"] * 2
    assert [local_text(one.at) for one in world.standing(Kind.THANK_YOU)] == ["Mon 2026-05-04 12:25"] * 2


def test_an_entry_without_hours_keeps_nothing_from_ringing():
    """An all-day "on-site day" is no talk that goes on all day."""
    world = World(
        interviews=[
            interview(MONDAY),
            interview("2026-05-04 00:00", uid="g", **GLOBEX, length=timedelta(days=1), all_day=True),
        ]
    )
    world.run(BEFORE)
    assert [local_text(one.at)[-5:] for one in world.standing(Kind.THANK_YOU)] == ["11:15", "17:15"]


def test_an_entry_that_ends_in_another_year_by_mistake_keeps_nothing_from_ringing():
    """A slip of whoever typed its end; it would hold up all thanks for a year."""
    world = World(
        interviews=[
            interview(MONDAY),
            interview("2026-05-04 09:30", uid="g", **GLOBEX, length=timedelta(days=365)),
        ]
    )
    world.run(BEFORE)
    assert [local_text(one.at) for one in world.standing(Kind.PREPARE)] == [
        "Mon 2026-05-04 08:30",
        "Mon 2026-05-04 09:00",
    ]
    assert local_text(min(one.at for one in world.standing(Kind.THANK_YOU))) == "Mon 2026-05-04 11:15"


def test_overlapping_talks_of_one_company_are_thanked_for_after_the_longer():
    """The second ends before the first does."""
    world = World(
        interviews=[
            interview(MONDAY, length=timedelta(hours=3)),
            interview("2026-05-04 11:00", uid="two", people=(BEN,)),
        ]
    )
    world.run(BEFORE)
    assert at(world, Kind.THANK_YOU) == "Mon 2026-05-04 13:15"


def test_an_entry_of_several_days_ends_with_its_last():
    """Monday to Wednesday: thanks on Wednesday, five working days from there."""
    world = World(interviews=[interview("2026-05-04 00:00", length=timedelta(days=3), all_day=True)])
    world.run(BEFORE)
    assert at(world, Kind.THANK_YOU) == "Wed 2026-05-06 17:15"
    assert at(world, Kind.FOLLOW_UP) == "Wed 2026-05-13 08:30"


@pytest.mark.parametrize(
    ("start", "thanks"),
    [
        ("2026-03-29 01:30", "Sun 2026-03-29 03:45"),  # an hour from 01:30 is 03:30: the clocks skip one
        ("2026-10-25 01:30", "Sun 2026-10-25 02:45"),
    ],
)
def test_a_talk_in_the_night_the_clocks_change(start, thanks):
    """An hour stays an hour."""
    began = moment(start)
    world = World(interviews=[interview(began)])
    event = world.interviews[0].event
    ended = (began.astimezone(moment("2026-01-01 00:00", "UTC").tzinfo) + timedelta(hours=1)).astimezone(began.tzinfo)
    world.replace_interviews(replace(world.interviews[0], event=replace(event, end_at=ended)))
    world.run(moment("2026-03-01 09:00"))
    assert at(world, Kind.THANK_YOU) == thanks


def test_a_talk_in_auckland_is_the_night_in_berlin():
    """Days are counted there, hours kept to those at which the user is awake; thanks ring when it ends."""
    step = NextStep(kind=NextStepKind.EXACTLY, on=date(2026, 11, 5), phrase="call us on Thursday")
    world = World(interviews=[interview("2026-11-02 10:00", zone="Pacific/Auckland", next_step=step)])
    world.run(moment("2026-10-30 09:00"))
    assert at(world, Kind.THANK_YOU) == "Sun 2026-11-01 23:15"
    assert at(world, Kind.FOLLOW_UP, "Pacific/Auckland") == "Thu 2026-11-05 08:30"
    assert at(world, Kind.FOLLOW_UP) == "Wed 2026-11-04 20:30"
    assert "in Auckland" in world.the(Kind.FOLLOW_UP).description


# promises


@pytest.mark.parametrize(
    ("start", "choice", "there"),
    [
        ("2026-05-22 10:00", OnDayOff.NEXT, "Tue 2026-05-26 08:30"),  # Whit Monday is off
        ("2026-05-22 10:00", OnDayOff.PREVIOUS, "Tue 2026-05-26 08:30"),  # not on the day of the talk
        ("2026-05-22 10:00", OnDayOff.KEEP, "Mon 2026-05-25 16:30"),
        ("2026-04-02 10:00", OnDayOff.NEXT, "Tue 2026-04-07 08:30"),  # Good Friday to Easter Monday
        ("2026-04-02 10:00", OnDayOff.KEEP, "Sun 2026-04-05 08:30"),
    ],
)
@pytest.mark.parametrize("told", ["in the invitation", "typed"])
def test_call_in_three_days_said_before_a_long_weekend(start, choice, there, told):
    """Word for word, from the invitation or from the user's phone."""
    held = interview(start)
    if told == "in the invitation":
        step = find_next_step("Please call us back in three days.", held.event.start_at.date())
        held = replace(held, next_step=step)
    world = World(settings=replace(DEFAULTS, follow_up=FollowUpSettings(on_day_off=choice)), interviews=[held])
    world.run(held.event.start_at - timedelta(days=1))
    if told == "typed":
        world.fill_in(world.the(Kind.THANK_YOU), "Next step", "call back in 3 days")
        world.run(held.event.end_at + timedelta(hours=1))
    assert at(world, Kind.FOLLOW_UP) == there


def test_results_in_about_seven_days_word_for_word():
    """Monday: the eighth day; a Friday: the tenth, for the eighth is a Saturday."""
    for start, there in ((MONDAY, "Tue 2026-05-12 08:30"), ("2026-06-12 10:00", "Mon 2026-06-22 16:30")):
        held = interview(start)
        step = find_next_step("You will hear the results in about seven days.", held.event.start_at.date())
        world = World(interviews=[replace(held, next_step=step)])
        world.run(BEFORE)
        assert at(world, Kind.FOLLOW_UP) == there


def test_a_promise_outlives_the_thank_you_it_was_typed_into():
    """Typed, then the entry is deleted: tidied away, not taken back."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.fill_in(world.the(Kind.THANK_YOU), "Next step", "2 weeks")
    world.run(HELD)
    world.delete(world.the(Kind.THANK_YOU))
    world.run(moment("2026-05-05 09:00"))
    assert at(world, Kind.FOLLOW_UP) == "Tue 2026-05-19 08:30"
    assert not world.open(Kind.THANK_YOU)


def test_a_thank_you_deleted_before_the_follow_up_takes_nothing_along():
    """No thanks is no "no" to everything."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.delete(world.the(Kind.THANK_YOU))
    world.run(HELD)
    assert kinds(world.open()) == ["prepare", "keep-looking", "follow-up", "close-out"]


def test_the_close_out_waits_for_a_promise_though_the_question_was_declined():
    """Six weeks were announced; the follow-up was deleted: nobody is told to move on before."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.fill_in(world.the(Kind.THANK_YOU), "Next step", "6 weeks")
    world.delete(world.the(Kind.FOLLOW_UP))
    world.run(HELD)
    assert at(world, Kind.CLOSE_OUT) == "Tue 2026-06-16 10:00"


@pytest.mark.parametrize("kind", [Kind.SECOND_FOLLOW_UP, Kind.CLOSE_OUT])
def test_an_answer_to_the_last_question_puts_the_close_out_off(kind):
    """ "Two more weeks", they said: it is not time to move on, and it stays put off."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.tick(world.the(Kind.FOLLOW_UP), moment("2026-05-11 16:40"))
    world.run(moment("2026-05-11 17:00"))
    assert at(world, Kind.CLOSE_OUT) == "Fri 2026-05-29 10:00"
    world.fill_in(world.the(kind), "Next step", "2 weeks")
    if kind is Kind.SECOND_FOLLOW_UP:
        world.tick(world.the(kind), moment("2026-05-21 16:45"))
    world.run(moment("2026-05-21 17:00"))
    later = {Kind.SECOND_FOLLOW_UP: "Fri 2026-06-05 10:00", Kind.CLOSE_OUT: "Mon 2026-06-15 10:00"}
    assert at(world, Kind.CLOSE_OUT) == later[kind]
    assert quiet(world, "2026-05-21 17:05")
    assert quiet(world, "2026-06-04 17:05")


# second thoughts


def test_an_outcome_taken_back_opens_the_process_again():
    """A slip of the thumb: the same entries stand again."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.run(HELD)
    before = {one.uid: one.at for one in world.open() if one.interviews}
    world.fill_in(world.the(Kind.THANK_YOU), "Outcome", "rejected")
    world.run(moment("2026-05-05 09:00"))
    assert kinds(world.open()) == ["prepare", "thank-you"]
    world.take_back(world.the(Kind.THANK_YOU))
    world.run(moment("2026-05-05 10:00"))
    assert {one.uid: one.at for one in world.open() if one.interviews} == before


def test_after_an_outcome_nothing_rings_any_more():
    """Neither the thank-you it was typed into, the next morning, nor a task that holds the user's words."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.run(HELD)
    world.fill_in(world.the(Kind.FOLLOW_UP), "Next step", "they were not sure")
    world.fill_in(world.the(Kind.THANK_YOU), "Outcome", "rejected")
    world.run(moment("2026-05-04 20:00"))
    assert kinds(world.open()) == ["prepare", "thank-you", "follow-up"]
    assert not [one for one in world.open() if any(one.at + a.offset > moment("2026-05-04 20:00") for a in one.alarms)]
    world.take_back(world.the(Kind.THANK_YOU))
    world.run(moment("2026-05-04 21:00"))
    assert len(world.the(Kind.THANK_YOU).alarms) == 2
    assert len(world.the(Kind.FOLLOW_UP).alarms) == 1


def test_a_promise_stays_with_the_talk_it_was_typed_for():
    """Two back to back share a thank-you; one is put off: what was typed goes with the one that keeps the entry."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.fill_in(world.the(Kind.THANK_YOU), "Next step", "2 weeks")
    world.replace_interviews(*world.interviews, interview("2026-05-04 08:00", uid="two", people=(BEN,)))
    world.run(BEFORE)
    world.replace_interviews(world.interviews[0], interview("2026-05-07 08:00", uid="two", people=(BEN,)))
    world.run(BEFORE)
    assert world.run(BEFORE).actions == ()
    assert at(world, Kind.FOLLOW_UP) == "Fri 2026-05-15 08:30"


def test_a_task_ticked_and_unticked_is_where_it_was():
    """Nothing was asked, so nothing has changed."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.run(HELD)
    before = world.standing()
    world.tick(world.the(Kind.FOLLOW_UP), moment("2026-05-05 09:00"))
    world.run(moment("2026-05-05 09:00"))
    world.untick(next(one for one in world.standing() if one.status is ReminderStatus.DONE))
    world.run(moment("2026-05-05 09:05"))
    assert world.standing() == before


def test_a_task_moved_into_the_past_stays_there_and_counts_as_due():
    """Neither brought back nor doubled; ticked it leads on."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.move(world.the(Kind.FOLLOW_UP), moment("2026-05-05 08:00"))
    for now in ("2026-05-06 09:00", "2026-05-11 09:00"):
        world.run(moment(now))
        assert at(world, Kind.FOLLOW_UP) == "Tue 2026-05-05 08:00"
    world.tick(world.the(Kind.FOLLOW_UP), None)  # the app does not say when: on its day
    world.run(moment("2026-05-11 09:05"))
    assert at(world, Kind.SECOND_FOLLOW_UP) == "Fri 2026-05-15 08:30"


def test_a_question_ticked_before_the_talk_does_not_lead_to_a_second_one_before_it():
    """Ticked on the way there, or the talk was put off after it: counted from the talk."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.tick(world.the(Kind.FOLLOW_UP), BEFORE)
    world.replace_interviews(interview("2026-06-15 10:00"))
    world.run(moment("2026-05-03 09:00"))
    assert at(world, Kind.SECOND_FOLLOW_UP) == "Wed 2026-06-24 16:30"


def test_an_interview_put_off_by_months_takes_everything_along():
    """From May to September: the same entries, the promise counted anew, the contact's note with the new day."""
    told = "We will let you know within a week."
    held = interview(MONDAY)
    world = World(interviews=[replace(held, next_step=find_next_step(told, date(2026, 5, 4)))])
    world.run(BEFORE)
    uids = {one.uid for one in world.open() if one.interviews}
    later = interview("2026-09-07 10:00")
    world.replace_interviews(replace(later, next_step=find_next_step(told, date(2026, 9, 7))))
    world.run(moment("2026-05-02 09:00"))
    assert {one.uid for one in world.open() if one.interviews} == uids
    assert at(world, Kind.PREPARE) == "Mon 2026-09-07 09:00"
    assert at(world, Kind.FOLLOW_UP) == "Tue 2026-09-15 08:30"
    (contact,) = desired_contacts(world.processes, world.settings, world.wording)
    assert "7 September 2026" in contact.note
    assert "May" not in contact.note


# two of a kind


def test_another_application_to_the_same_company_is_not_ended_by_the_first():
    """Rejected as backend engineer, invited as data engineer: its own reminders, at a distance from the old ones."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.tick(world.the(Kind.FOLLOW_UP), moment("2026-05-11 16:40"))
    world.fill_in(world.the(Kind.THANK_YOU), "Outcome", "rejected")
    second = interview("2026-05-12 10:00", uid="data", position="Data Engineer")
    step = NextStep(kind=NextStepKind.EXACTLY, on=date(2026, 5, 13), phrase="call tomorrow")
    world.replace_interviews(*world.interviews, replace(second, next_step=step))
    world.run(moment("2026-05-11 18:00"))
    first, other = world.processes
    assert (first.outcome, other.outcome) == (Outcome.REJECTED, None)
    assert world.the(Kind.FOLLOW_UP).interviews == ("data",)
    assert at(world, Kind.FOLLOW_UP) == "Tue 2026-05-19 08:30"  # five working days from the call on the 11th


def test_two_companies_ask_on_one_day():
    """The distance is kept within a company, not between strangers."""
    world = World(interviews=[interview(MONDAY), interview("2026-05-04 14:00", uid="g", **GLOBEX)])
    world.run(BEFORE)
    assert [local_text(one.at) for one in world.open(Kind.FOLLOW_UP)] == ["Mon 2026-05-11 16:30"] * 2


# seen late


def test_an_interview_seen_after_it_was_held_begins_in_the_middle():
    """Ten days late, "results in about two weeks": contacts and a follow-up to come, no thanks, no preparation."""
    step = NextStep(kind=NextStepKind.BY, on=date(2026, 5, 18), phrase="results in about two weeks")
    world = World(interviews=[interview(MONDAY, next_step=step)])
    world.run(moment("2026-05-14 12:00"))
    assert kinds(world.open()) == ["follow-up", "keep-looking", "close-out"]
    assert at(world, Kind.FOLLOW_UP) == "Tue 2026-05-19 08:30"
    assert len(desired_contacts(world.processes, world.settings, world.wording)) == 1


def test_a_second_round_seen_late_withdraws_what_the_first_left_open():
    """Both were held before the pass: one question, for the later one."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    old = world.the(Kind.FOLLOW_UP)
    world.replace_interviews(*world.interviews, interview("2026-05-07 10:00", uid="two"))
    world.run(moment("2026-05-13 09:00"))
    assert world.traces[old.uid].fate is Fate.WITHDRAWN
    assert world.the(Kind.FOLLOW_UP).interviews == ("two",)
    assert at(world, Kind.FOLLOW_UP) == "Fri 2026-05-15 08:30"  # the 14th is Ascension Day
