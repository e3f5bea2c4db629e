"""The advice, rule by rule: what should stand, when, and when no longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from syncd.core.follow_up import attention
from syncd.core.identity import reminder_uid
from syncd.core.model import (
    Alarm,
    Component,
    Fate,
    Kind,
    NextStep,
    NextStepKind,
    Outcome,
    Part,
    Person,
    Strength,
    Trace,
)
from syncd.core.settings import (
    CloseOutSettings,
    FollowUpSettings,
    KeepLookingSettings,
    Language,
    Me,
    OnDayOff,
    PrepareSettings,
    Settings,
    ThankYouSettings,
)
from syncd.core.wording import Wording
from tests.core.policy_world import ANNA, BEN, DEFAULTS, HOUR, World, interview, kinds, local_text, moment

MONDAY = "2026-05-04 10:00"
BEFORE = moment("2026-05-01 09:00")
SEVEN = NextStep(kind=NextStepKind.BY, on=date(2026, 5, 11), phrase="results in about seven days")
THREE = NextStep(kind=NextStepKind.EXACTLY, on=date(2026, 5, 7), phrase="call back in three days")


def asking_at(world: World, zone: str = "Europe/Berlin") -> str:
    return local_text(world.the(Kind.FOLLOW_UP).at, zone)


# 1. prepare


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


# 2. thank-you


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


# 3. follow-up: the day


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


# 4. second follow-up, caps


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


# 5. close-out, keep-looking


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


# 6. what ends or moves things


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


# 7. gestures


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


# confirm, attention


def unsure(number: int, start: str) -> object:
    return interview(
        start, uid=f"maybe{number}", strength=Strength.UNSURE, company=None, domain=None, summary="Coffee with Anna"
    )


def test_one_question_a_day_at_a_quiet_hour():
    """The nearest event first; the next one is asked about when the first question has been put."""
    world = World(unsure=[unsure(1, "2026-05-08 10:00"), unsure(2, "2026-05-05 10:00"), unsure(3, "2026-05-07 10:00")])
    world.run(moment("2026-05-04 09:00"))
    world.run(moment("2026-05-04 09:05"))
    question = world.the(Kind.CONFIRM)
    assert question.interviews == ("maybe2",)
    assert local_text(question.at) == "Mon 2026-05-04 18:00"
    assert question.component is Component.VTODO
    world.run(moment("2026-05-04 18:05"))
    assert [local_text(r.at) for r in world.open(Kind.CONFIRM)] == ["Mon 2026-05-04 18:00", "Tue 2026-05-05 18:00"]


def test_an_event_is_asked_about_once():
    """Deleted or ticked, the question does not come back."""
    world = World(unsure=[unsure(1, "2026-05-08 10:00")])
    world.run(moment("2026-05-04 09:00"))
    world.delete(world.the(Kind.CONFIRM))
    world.run(moment("2026-05-05 19:00"))
    assert not world.open(Kind.CONFIRM)


def test_a_question_that_nobody_answers_goes_in_time():
    """Two weeks after the event it no longer matters."""
    world = World(unsure=[unsure(1, "2026-05-08 10:00")])
    world.run(moment("2026-05-04 09:00"))
    world.run(moment("2026-05-20 09:00"))
    assert world.the(Kind.CONFIRM)
    world.run(moment("2026-05-23 09:00"))
    assert not world.open(Kind.CONFIRM)


def test_the_call_for_attention_is_the_same_all_day():
    """One entry an account, in the evening, equal on every pass until then."""
    wording = Wording(Language.EN)
    first = attention("home", "Sign in again: syncd auth home", moment("2026-05-04 09:00"), DEFAULTS, wording)
    assert first == attention("home", "Sign in again: syncd auth home", moment("2026-05-04 17:00"), DEFAULTS, wording)
    assert local_text(first.at) == "Mon 2026-05-04 18:00"
    assert "syncd auth home" in first.description
    later = attention("home", "Sign in again: syncd auth home", moment("2026-08-04 09:00"), DEFAULTS, wording)
    assert later.uid != first.uid, "deleted in May, it is said again in August"


# switches


@pytest.mark.parametrize(
    ("off", "kind"),
    [
        ({"prepare": PrepareSettings(enabled=False)}, Kind.PREPARE),
        ({"thank_you": ThankYouSettings(enabled=False)}, Kind.THANK_YOU),
        ({"follow_up": FollowUpSettings(enabled=False)}, Kind.FOLLOW_UP),
        ({"close_out": CloseOutSettings(enabled=False)}, Kind.CLOSE_OUT),
        ({"keep_looking": KeepLookingSettings(enabled=False)}, Kind.KEEP_LOOKING),
    ],
)
def test_each_rule_can_be_switched_off(off, kind):
    """And the others stand."""
    world = World(settings=replace(DEFAULTS, **off), interviews=[interview(MONDAY)])
    world.run(BEFORE)
    world.run(moment("2026-05-04 12:00"))
    every = {Kind.PREPARE, Kind.THANK_YOU, Kind.FOLLOW_UP, Kind.CLOSE_OUT, Kind.KEEP_LOOKING}
    assert {reminder.kind for reminder in world.open()} == every - {kind}


def test_the_second_alarm_of_the_thank_you_can_be_switched_off():
    """Then it rings once."""
    world = World(
        settings=replace(DEFAULTS, thank_you=ThankYouSettings(next_morning=None)), interviews=[interview(MONDAY)]
    )
    world.run(BEFORE)
    assert len(world.the(Kind.THANK_YOU).alarms) == 1


def test_the_user_abroad_is_not_called_out_of_bed():
    """A candidate in Auckland, a company in Berlin: their morning is the user's evening."""
    me = Me(name="Sam", emails=("s@example.com",), timezone="Pacific/Auckland", country="NZ")
    world = World(
        settings=Settings(me=me),
        interviews=[interview("2026-11-03 10:00", next_step=replace(SEVEN, on=date(2026, 11, 9)))],
    )
    world.run(moment("2026-11-01 09:00"))
    at = world.the(Kind.FOLLOW_UP).at
    assert local_text(at) == "Tue 2026-11-10 08:30"
    assert at.astimezone(me.zone).time() == time(20, 30)


def test_a_task_that_the_user_deleted_by_hand_in_the_past_is_remembered():
    """A trace of a deletion alone keeps it away."""
    world = World(interviews=[interview(MONDAY)])
    world.run(BEFORE)
    follow_up = world.the(Kind.FOLLOW_UP)
    world.traces = {follow_up.uid: Trace(reminder=follow_up, touched=frozenset({Part.AT}), fate=Fate.DELETED)}
    world.run(BEFORE)
    assert not world.open(Kind.FOLLOW_UP)
