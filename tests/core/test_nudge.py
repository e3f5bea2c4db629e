"""The event beside a task that holds a date alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from syncd.core.model import Actual, Component, Kind, Part, Reminder, ReminderStatus
from syncd.core.nudge import nudge
from syncd.core.plan import Knowledge, plan

AT = datetime(2026, 10, 13, 6, 30, tzinfo=UTC)
BEFORE, AFTER = AT - timedelta(days=1), AT + timedelta(minutes=1)
DAY = timedelta(days=1)
TASK = Reminder(
    uid="task", kind=Kind.FOLLOW_UP, component=Component.VTODO, interviews=("i",), summary="Ask", description="", at=AT
)
STANDS = Actual(reminder=TASK, touched=frozenset())


def test_it_rings_at_the_hour_the_task_cannot_hold() -> None:
    """An event of the same title, under a UID of its own that is always the same."""
    first, again = nudge(TASK, None, None, BEFORE), nudge(TASK, STANDS, None, BEFORE)
    assert first == again
    assert (first.component, first.at, first.summary, first.interviews) == (Component.VEVENT, AT, "Ask", ("i",))
    assert first.uid != TASK.uid


def test_a_plan_tells_the_two_apart() -> None:
    """Else the same line would stand in it twice."""
    beside = nudge(TASK, None, None, BEFORE)
    made = plan([TASK, beside], {}, {}, Knowledge(live={"i"}, called_off=set(), complete=True), BEFORE)
    assert len({action.reason for action in made.actions}) == 2


@pytest.mark.parametrize("by_user", [True, False])
def test_it_goes_with_the_date_of_the_task(by_user: bool) -> None:
    """With the user's where they moved the task; else with the one that is called for now."""
    touched = frozenset({Part.AT}) if by_user else frozenset()
    standing = Actual(reminder=replace(TASK, at=AT + 3 * DAY), touched=touched)
    assert nudge(TASK, standing, None, BEFORE).at == (AT + 3 * DAY if by_user else AT)


def test_it_goes_away_when_the_task_is_ticked() -> None:
    """Whatever the hour."""
    done = Actual(reminder=replace(TASK, status=ReminderStatus.DONE), touched=frozenset({Part.STATUS}))
    assert nudge(TASK, done, STANDS, BEFORE) is None


def test_one_that_rang_stays_and_none_is_made_for_the_past() -> None:
    """A notification must not vanish from the phone while it is read."""
    assert nudge(TASK, STANDS, None, AFTER) is None
    assert nudge(TASK, STANDS, STANDS, AFTER) is not None


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.FOLLOW_UP, Kind.SECOND_FOLLOW_UP}))
def test_only_a_call_has_an_hour(kind: Kind) -> None:
    """Other tasks are for a day."""
    assert nudge(replace(TASK, kind=kind), None, None, BEFORE) is None
