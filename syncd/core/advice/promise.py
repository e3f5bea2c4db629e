"""What the company said will happen next: in the invitation, or as the user wrote it down afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from syncd.core.advice.situation import Situation, done_on, is_done
from syncd.core.answers import read_answers
from syncd.core.model import Interview, Kind, NextStep, NextStepKind, Trace
from syncd.core.next_step import read_next_step
from syncd.core.process import last_day
from syncd.core.workdays import WorkCalendar


def promise(members: Sequence[Interview], situation: Situation) -> NextStep | None:
    """What was said in the interview or before: what the user typed wins over what the invitation says.

    A number of days typed by the user counts from the interview's day.
    """
    keys = [interview.key for interview in members]
    for kind in (Kind.FOLLOW_UP, Kind.THANK_YOU, Kind.PREPARE):
        for trace in reversed(situation.served({kind}, keys)):
            step = answered(trace, last_day(members[-1]))
            if step is not None:
                return step
    steps = [interview.next_step for interview in members if interview.next_step is not None]
    return steps[-1] if steps else None


def answered(trace: Trace, on: date) -> NextStep | None:
    """What the user typed after "Next step:" into this entry; relative words count from `on`."""
    answer = read_answers(trace.reminder.description).next_step
    return read_next_step(answer, on) if answer else None


def waited_for(members: Sequence[Interview], situation: Situation, calendar: WorkCalendar) -> tuple[date, ...]:
    """The days after which each promise had run out, those made when the user asked included: until then they wait."""
    return tuple(
        calendar.after(step.on, 1) if step.kind is NextStepKind.BY else calendar.next_working(step.on)
        for step in _said(members, situation, calendar)
    )


def _said(members: Sequence[Interview], situation: Situation, calendar: WorkCalendar) -> Iterator[NextStep]:
    first = promise(members, situation)
    if first is not None:
        yield first
    keys = [interview.key for interview in members]
    for trace in situation.served({Kind.FOLLOW_UP, Kind.SECOND_FOLLOW_UP, Kind.CLOSE_OUT}, keys):
        if trace.reminder.kind is Kind.CLOSE_OUT:  # not from its own day: what it says would drive it on for ever
            on = last_day(members[-1]) + timedelta(days=situation.settings.close_out.after_days)
        elif is_done(trace) or trace.reminder.kind is Kind.SECOND_FOLLOW_UP:
            on = done_on(trace, calendar)
        else:
            continue
        step = answered(trace, on)
        if step is not None:
            yield step
