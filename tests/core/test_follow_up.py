"""Asking: on which day, at which hour, how often at the most."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from syncd.core.model import (
    Kind,
    NextStep,
    NextStepKind,
)
from syncd.core.settings import (
    FollowUpSettings,
    OnDayOff,
)
from tests.core.policy_world import (
    ANNA,
    BEFORE,
    DEFAULTS,
    HOUR,
    MONDAY,
    SEVEN,
    THREE,
    World,
    asking_at,
    interview,
    local_text,
    moment,
)

# follow-up: the day


@pytest.mark.parametrize(
    ("start", "step", "zone", "there"),
    [
        # the article's cases: seven days told on a Monday -> the eighth day; three days -> exactly the third
        (MONDAY, SEVEN, "Europe/Berlin", "Tue 2026-05-12 08:30"),
        (MONDAY, THREE, "Europe/Berlin", "Thu 2026-05-07 08:30"),
        # nothing known -> five working days
        (MONDAY, None, "Europe/Berlin", "Mon 2026-05-11 16:30"),
        ("2026-05-06 10:00", None, "Europe/Berlin", "Wed 2026-05-13 08:30"),
        # the eighth day is a Saturday, a holiday, a Friday
        ("2026-05-08 10:00", NextStep(kind=NextStepKind.BY, on=date(2026, 5, 15), phrase="in a week"), "Europe/Berlin", "Mon 2026-05-18 16:30"),
        ("2026-05-06 10:00", NextStep(kind=NextStepKind.BY, on=date(2026, 5, 13), phrase="in a week"), "Europe/Berlin", "Fri 2026-05-15 08:30"),
        # five working days over Good Friday and Easter Monday, over Labour Day, over Christmas
        ("2026-03-31 10:00", None, "Europe/Berlin", "Thu 2026-04-09 08:30"),
        ("2026-04-29 10:00", None, "Europe/Berlin", "Thu 2026-05-07 08:30"),
        ("2026-12-22 10:00", None, "Europe/Berlin", "Wed 2026-12-30 08:30"),
        # over the change of clocks: the hour stays
        ("2026-03-26 10:00", None, "Europe/Berlin", "Thu 2026-04-02 08:30"),
        ("2026-10-22 10:00", None, "Europe/Berlin", "Thu 2026-10-29 08:30"),
        # companies elsewhere, the candidate in Berlin
        (MONDAY, SEVEN, "America/New_York", "Tue 2026-05-12 08:30"),
        ("2026-06-29 10:00", None, "America/New_York", "Tue 2026-07-07 08:30"),  # over Independence Day
        (MONDAY, SEVEN, "Asia/Kolkata", "Tue 2026-05-12 16:30"),
        ("2026-11-02 10:00", NextStep(kind=NextStepKind.BY, on=date(2026, 11, 9), phrase="in a week"), "Pacific/Auckland", "Tue 2026-11-10 08:30"),
        # nothing known, and five working days on is a Monday there but a Sunday here: the day after
        ("2026-11-02 10:00", None, "Pacific/Auckland", "Tue 2026-11-10 08:30"),
    ],
)  # fmt: skip
def test_the_follow_up_is_on_the_day_the_promise_calls_for(start, step, zone, there):
    """The first working day after what was told, exactly the day that was named, else five working days."""
    world = World(interviews=[interview(start, zone=zone, next_step=step)])
    world.run(moment(start, zone) - timedelta(days=2))
    assert asking_at(world, zone) == there


@pytest.mark.parametrize(
    ("choice", "on", "there"),
    [
        (OnDayOff.NEXT, date(2026, 5, 9), "Mon 2026-05-11 16:30"),
        (OnDayOff.PREVIOUS, date(2026, 5, 9), "Fri 2026-05-08 08:30"),
        (OnDayOff.KEEP, date(2026, 5, 9), "Sat 2026-05-09 08:30"),
        (OnDayOff.PREVIOUS, date(2026, 5, 14), "Wed 2026-05-13 08:30"),  # Ascension Day
        (OnDayOff.NEXT, date(2026, 5, 14), "Fri 2026-05-15 08:30"),
    ],
)
def test_a_named_day_that_is_off_goes_where_the_user_says(choice, on, there):
    """Next, previous or kept."""
    settings = replace(DEFAULTS, follow_up=FollowUpSettings(on_day_off=choice))
    step = NextStep(kind=NextStepKind.EXACTLY, on=on, phrase="call us then")
    world = World(settings=settings, interviews=[interview("2026-05-06 10:00", next_step=step)])
    world.run(BEFORE)
    assert asking_at(world) == there


def test_the_previous_working_day_is_never_the_interviews_own():
    """Told on Friday to call on Saturday: not on Friday, when the thank-you is written."""
    settings = replace(DEFAULTS, follow_up=FollowUpSettings(on_day_off=OnDayOff.PREVIOUS))
    step = NextStep(kind=NextStepKind.EXACTLY, on=date(2026, 5, 9), phrase="call tomorrow")
    world = World(settings=settings, interviews=[interview("2026-05-08 10:00", next_step=step)])
    world.run(BEFORE)
    assert asking_at(world) == "Mon 2026-05-11 16:30"


def test_one_channel_a_day():
    """Asked to call the same day: that day the thank-you is written, the call is on the next."""
    step = NextStep(kind=NextStepKind.EXACTLY, on=date(2026, 5, 4), phrase="call this afternoon")
    world = World(interviews=[interview(MONDAY, next_step=step)])
    world.run(BEFORE)
    assert asking_at(world) == "Tue 2026-05-05 08:30"


def test_a_promise_that_had_run_out_before_the_interview_says_nothing():
    """An old date in a copied invitation is not followed."""
    step = NextStep(kind=NextStepKind.BY, on=date(2026, 4, 1), phrase="by 1 April")
    world = World(interviews=[interview(MONDAY, next_step=step)])
    world.run(BEFORE)
    assert asking_at(world) == "Mon 2026-05-11 16:30"
    assert "1 April" not in world.the(Kind.FOLLOW_UP).description


@pytest.mark.parametrize(
    ("answer", "there"),
    [
        ("7 days", "Tue 2026-05-12 08:30"),
        ("call Thursday", "Thu 2026-05-07 08:30"),
        ("in 3 Tagen anrufen", "Thu 2026-05-07 08:30"),
        ("two weeks", "Tue 2026-05-19 08:30"),
        ("they were nice", "Mon 2026-05-11 16:30"),
    ],
)
@pytest.mark.parametrize("kind", [Kind.THANK_YOU, Kind.FOLLOW_UP])
def test_what_the_user_fills_in_counts_from_the_interviews_day(kind, answer, there):
    """Typed into the thank-you or into the follow-up itself, it moves the follow-up in place, once."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    uid = world.the(Kind.FOLLOW_UP).uid
    world.fill_in(world.the(kind), "Next step", answer)
    for now in ("2026-05-05 09:00", "2026-05-05 09:05", "2026-05-06 20:00"):
        world.run(moment(now))
        assert asking_at(world) == there
    assert world.the(Kind.FOLLOW_UP).uid == uid


def test_what_the_user_fills_in_wins_over_the_invitation():
    """They were there."""
    world = World(interviews=[interview(MONDAY, next_step=SEVEN)])
    world.run(BEFORE)
    world.fill_in(world.the(Kind.THANK_YOU), "Next step", "call Thursday")
    world.run(moment("2026-05-04 12:00"))
    assert asking_at(world) == "Thu 2026-05-07 08:30"


def test_a_promise_filled_in_late_leads_to_the_next_fitting_hour():
    """Its day has passed: the next slot after now, which then stays."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.fill_in(world.the(Kind.THANK_YOU), "Next step", "1 day")
    world.run(moment("2026-05-07 12:00"))
    assert asking_at(world) == "Fri 2026-05-08 08:30"
    world.run(moment("2026-05-08 12:00"))
    world.run(moment("2026-05-13 12:00"))
    assert asking_at(world) == "Fri 2026-05-08 08:30"


@pytest.mark.parametrize(
    ("step", "why"),
    [
        (None, "no answer was promised by a day: 5 working days of patience"),
        (NextStep(kind=NextStepKind.BY, on=date(2026, 5, 11), phrase=""), "an answer was promised by Mon 11 May"),
        (
            NextStep(kind=NextStepKind.EXACTLY, on=date(2026, 5, 7), phrase=""),
            "they asked to be contacted on Thu 07 May",
        ),
    ],
)
def test_the_plan_says_what_calls_for_a_follow_up(step, why):
    """Nothing promised, an answer by a day, or a day on which they want to hear from the user."""
    world = World(interviews=[interview(MONDAY, next_step=step)])
    reasons = {action.reminder.kind: action.reason for action in world.run(BEFORE).actions}
    assert reasons[Kind.FOLLOW_UP].startswith(why)


def test_linkedin_is_spoken_of_only_when_the_contact_came_from_there():
    """A message there when it began there; else not a word."""
    anna = replace(ANNA, linkedin="https://www.linkedin.com/in/anna")
    for via in (True, False):
        world = World(interviews=[interview(MONDAY, people=(anna,), via_linkedin=via)])
        world.run(BEFORE)
        for kind in (Kind.THANK_YOU, Kind.FOLLOW_UP):
            assert ("linkedin" in world.the(kind).description.casefold()) is via


def test_the_hours_are_said_on_the_companys_clock():
    """A Berlin candidate reads when to call New York in New York's hours."""
    world = World(interviews=[interview(MONDAY, zone="America/New_York", next_step=SEVEN)])
    world.run(BEFORE)
    assert "08:30\u201309:00 in New York" in world.the(Kind.FOLLOW_UP).description
    world.move(world.the(Kind.FOLLOW_UP), moment("2026-05-13 12:00"))
    world.run(BEFORE)
    assert "08:30" not in world.the(Kind.FOLLOW_UP).description


# second follow-up, caps


def ticked_world(at: str = "2026-05-11 16:40", **changes: int) -> World:
    world = World(settings=replace(DEFAULTS, follow_up=FollowUpSettings(**changes)), interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.tick(world.the(Kind.FOLLOW_UP), moment(at))
    world.run(moment(at) + HOUR)
    return world


def test_the_second_follows_seven_working_days_after_the_tick():
    """Counted from the day it was ticked, over a holiday (Ascension Day)."""
    assert local_text(ticked_world().the(Kind.SECOND_FOLLOW_UP).at) == "Thu 2026-05-21 16:30"


def test_a_tick_without_a_time_counts_on_the_day_it_was_due():
    """Some apps do not say when."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.tick(world.the(Kind.FOLLOW_UP), None)
    world.run(moment("2026-05-11 18:00"))
    assert local_text(world.the(Kind.SECOND_FOLLOW_UP).at) == "Thu 2026-05-21 16:30"


def test_there_is_no_second_before_the_first_is_ticked():
    """However long it is overdue."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    for day in range(1, 25):
        world.run(moment(MONDAY) + timedelta(days=day))
        assert not world.open(Kind.SECOND_FOLLOW_UP)
        assert asking_at(world) == "Mon 2026-05-11 16:30"


def test_taking_back_the_tick_takes_back_the_second():
    """The first is open again, and the only one."""
    world = ticked_world()
    (first,) = world.standing(Kind.FOLLOW_UP)
    world.untick(first)
    world.run(moment("2026-05-12 09:00"))
    assert not world.open(Kind.SECOND_FOLLOW_UP)
    assert world.the(Kind.FOLLOW_UP).uid == first.uid


def test_ticked_and_then_deleted_is_ticked():
    """Tidying up is not a no."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    first = world.the(Kind.FOLLOW_UP)
    world.tick(first, moment("2026-05-11 16:40"))
    world.delete(first)
    world.run(moment("2026-05-12 09:00"))
    assert local_text(world.the(Kind.SECOND_FOLLOW_UP).at) == "Thu 2026-05-21 16:30"


def test_never_a_third():
    """After the second nothing more is asked."""
    world = ticked_world()
    world.tick(world.the(Kind.SECOND_FOLLOW_UP), moment("2026-05-21 16:40"))
    world.run(moment("2026-05-22 09:00"))
    assert not world.open(Kind.FOLLOW_UP)
    assert not world.open(Kind.SECOND_FOLLOW_UP)


@pytest.mark.parametrize(("cap", "first", "second"), [(0, 0, 0), (1, 1, 0), (2, 1, 1)])
def test_the_cap_is_the_users(cap, first, second):
    """None, one or two."""
    world = World(
        settings=replace(DEFAULTS, follow_up=FollowUpSettings(max_per_process=cap)), interviews=[interview(MONDAY)]
    )
    world.run(BEFORE)
    assert len(world.open(Kind.FOLLOW_UP)) == first
    for reminder in world.open(Kind.FOLLOW_UP):
        world.tick(reminder, moment("2026-05-11 17:00"))
    world.run(moment("2026-05-12 09:00"))
    assert len(world.open(Kind.SECOND_FOLLOW_UP)) == second


def test_the_gap_is_kept_between_rounds():
    """Asked on Monday; a round on Tuesday that says "call in three days": not before the next Monday."""
    world = ticked_world()
    step = NextStep(kind=NextStepKind.EXACTLY, on=date(2026, 5, 15), phrase="call in three days")
    world.replace_interviews(*world.interviews, interview("2026-05-12 10:00", uid="two", next_step=step))
    world.run(moment("2026-05-11 19:00"))
    assert not world.open(Kind.SECOND_FOLLOW_UP)
    assert asking_at(world) == "Tue 2026-05-19 08:30"  # five working days after the 11th, Ascension Day between


def test_a_wider_gap_puts_the_second_off():
    """The gap is the least distance, whatever the other setting says."""
    world = ticked_world(second_after_working_days=2, gap_working_days=6)
    assert local_text(world.the(Kind.SECOND_FOLLOW_UP).at) == "Wed 2026-05-20 16:30"


def test_what_they_said_at_the_first_call_moves_the_second():
    """ "Next step" filled into a ticked follow-up counts from the day of the call."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.fill_in(world.the(Kind.FOLLOW_UP), "Next step", "3 weeks")
    world.run(moment("2026-05-04 12:00"))
    world.tick(world.the(Kind.FOLLOW_UP), moment("2026-05-11 09:00"))
    world.run(moment("2026-05-11 09:05"))
    assert local_text(world.the(Kind.SECOND_FOLLOW_UP).at) == "Tue 2026-06-02 16:30"
