"""The plan: the user's hand wins, and only what is known to be called off is removed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from syncd.core.model import Actual, Alarm, Component, Fate, Kind, Part, Reminder, ReminderStatus, Trace
from syncd.core.plan import Do, Knowledge, difference, merge, plan

NOW = datetime(2026, 10, 5, 9, tzinfo=UTC)
AHEAD = NOW + timedelta(days=1)
PAST = NOW - timedelta(days=1)
ALL = Knowledge(live={"iv"}, called_off=set(), complete=True)


def reminder(**changes):
    fields = {"uid": "u", "kind": Kind.THANK_YOU, "interviews": ("iv",), "summary": "Thank Ada", "at": AHEAD} | changes
    return Reminder(**fields)


def only_action(result):
    (action,) = result.actions
    return action


def test_what_is_missing_is_created():
    """What should stand and never stood is created."""
    assert only_action(plan([reminder()], {}, {}, ALL, NOW)).do is Do.CREATE


def test_what_stands_as_it_should_is_left_alone():
    """Law 1: nothing is written when nothing differs."""
    result = plan([reminder()], {"u": Actual(reminder=reminder())}, {}, ALL, NOW)
    assert result.actions == ()
    assert result.unchanged == 1


def test_white_space_that_servers_trim_is_no_difference():
    """A server that strips line ends causes no write."""
    assert difference(reminder(description="a  \nb\n"), reminder(description="a\r\nb")) == ()


@pytest.mark.parametrize("moment", ["2026-10-25T00:45", "2026-10-25T01:45", "2027-03-28T00:59", "2027-03-28T01:00"])
def test_the_nights_in_which_clocks_change_are_no_difference(moment):
    """Law 1: what was written on the user's clock and is read back in UTC is the same."""
    there = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    wanted = there.astimezone(ZoneInfo("Europe/Berlin"))
    assert difference(reminder(at=wanted), reminder(at=there)) == ()


def test_an_hour_that_the_clock_leaves_out_is_no_difference():
    """Law 1, in spring."""
    gap = datetime(2027, 3, 28, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert difference(reminder(at=gap), reminder(at=gap.astimezone(UTC))) == ()


def test_what_the_user_deleted_is_not_recreated():
    """Law 3: a deletion is an answer, for ever."""
    traces = {"u": Trace(reminder=reminder(), fate=Fate.DELETED)}
    assert plan([reminder()], {}, traces, ALL, NOW).actions == ()


def test_what_syncd_withdrew_may_come_back():
    """A cancelled interview that is on again gets its reminders again."""
    traces = {"u": Trace(reminder=reminder(), fate=Fate.WITHDRAWN)}
    assert only_action(plan([reminder()], {}, traces, ALL, NOW)).do is Do.CREATE


@pytest.mark.parametrize(
    ("part", "changes"),
    [
        (Part.AT, {"at": AHEAD + timedelta(hours=5), "duration": timedelta(hours=1)}),
        (Part.SUMMARY, {"summary": "mine"}),
        (Part.DESCRIPTION, {"description": "my own words"}),
        (Part.LOCATION, {"location": "kitchen"}),
        (Part.ALARMS, {"alarms": (Alarm(offset=timedelta(minutes=-3)),)}),
    ],
)
def test_a_touched_part_stays_as_the_user_left_it(part, changes):
    """Law 3: each part the user took over is kept while the others follow the interview."""
    there = Actual(reminder=reminder(**changes), touched=frozenset({part}))
    wanted = reminder(at=AHEAD + timedelta(days=2), summary="new", description="new", location="new")
    merged = merge(wanted, there)
    for name, value in changes.items():
        assert getattr(merged, name) == value
    untouched = {"at", "summary", "description", "location"} - changes.keys()
    assert all(getattr(merged, name) == getattr(wanted, name) for name in untouched)


def test_a_ticked_task_is_never_reopened():
    """Law 3: what is done is left alone, whatever should stand."""
    done = reminder(kind=Kind.FOLLOW_UP, component=Component.VTODO, status=ReminderStatus.DONE)
    wanted = replace(done, status=ReminderStatus.OPEN, at=AHEAD + timedelta(days=3))
    assert plan([wanted], {"u": Actual(reminder=done)}, {}, ALL, NOW).actions == ()


def test_a_called_off_interview_takes_what_is_ahead_along():
    """Cancelled: what is still ahead goes, with the reason."""
    knowledge = Knowledge(live=set(), called_off={"iv"}, complete=True)
    action = only_action(plan([], {"u": Actual(reminder=reminder())}, {}, knowledge, NOW))
    assert action.do is Do.DELETE
    assert "called off" in action.reason


@pytest.mark.parametrize(
    "standing",
    [
        Actual(reminder=reminder(at=PAST)),
        Actual(reminder=reminder(kind=Kind.FOLLOW_UP, status=ReminderStatus.DONE)),
        Actual(reminder=reminder(description="mine"), touched=frozenset({Part.DESCRIPTION})),
        Actual(reminder=reminder(interviews=("iv", "never read"))),
    ],
    ids=["history", "done", "holds the user's words", "an interview nobody read"],
)
def test_what_is_never_deleted(standing):
    """History, ticked tasks, the user's words, and whatever belongs to an interview that was not read."""
    knowledge = Knowledge(live=set(), called_off={"iv"}, complete=True)
    assert plan([], {"u": standing}, {}, knowledge, NOW).actions == ()


@pytest.mark.parametrize(
    "standing",
    [
        Actual(
            reminder=reminder(description="mine", alarms=(Alarm(offset=timedelta()),)),
            touched=frozenset({Part.DESCRIPTION}),
        ),
        Actual(
            reminder=reminder(at=PAST, alarms=(Alarm(offset=timedelta()), Alarm(offset=timedelta(days=1, hours=1))))
        ),
    ],
    ids=["holds the user's words", "rings once more tomorrow"],
)
def test_what_stays_though_no_longer_called_for_rings_no_more(standing):
    """Called off: the words and the history stay, their alarms do not; only once, and never on what is ticked."""
    knowledge = Knowledge(live=set(), called_off={"iv"}, complete=True)
    action = only_action(plan([], {"u": standing}, {}, knowledge, NOW))
    assert action.do is Do.UPDATE
    assert action.reminder == replace(standing.reminder, alarms=())
    assert plan([], {"u": replace(standing, reminder=action.reminder)}, {}, knowledge, NOW).actions == ()
    ticked = replace(standing, reminder=replace(standing.reminder, status=ReminderStatus.DONE))
    assert plan([], {"u": ticked}, {}, knowledge, NOW).actions == ()
    own = replace(standing, touched=standing.touched | {Part.ALARMS})
    assert plan([], {"u": own}, {}, knowledge, NOW).actions == ()


def test_an_open_task_goes_even_when_overdue():
    """A follow-up that a new round made needless is withdrawn although its day has passed."""
    overdue = Actual(reminder=reminder(kind=Kind.FOLLOW_UP, component=Component.VTODO, at=PAST))
    assert only_action(plan([], {"u": overdue}, {}, ALL, NOW)).do is Do.DELETE


def test_a_partial_reading_removes_nothing_that_belongs_to_no_interview():
    """Law 6: the weekly task is judged only when every account was read."""
    weekly = Actual(reminder=reminder(kind=Kind.KEEP_LOOKING, interviews=(), component=Component.VTODO))
    partial = Knowledge(live=set(), called_off=set(), complete=False)
    assert plan([], {"u": weekly}, {}, partial, NOW).actions == ()
    assert only_action(plan([], {"u": weekly}, {}, ALL, NOW)).do is Do.DELETE
