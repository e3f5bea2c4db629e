"""What syncd asks and calls for, and every switch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from syncd.core.follow_up import attention
from syncd.core.model import (
    Component,
    Fate,
    Kind,
    Part,
    Strength,
    Trace,
)
from syncd.core.settings import (
    CloseOutSettings,
    FollowUpSettings,
    KeepLookingSettings,
    Language,
    Me,
    PrepareSettings,
    Settings,
    ThankYouSettings,
)
from syncd.core.wording import Wording
from tests.core.policy_world import (
    BEFORE,
    DEFAULTS,
    MONDAY,
    SEVEN,
    World,
    interview,
    local_text,
    moment,
)

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
