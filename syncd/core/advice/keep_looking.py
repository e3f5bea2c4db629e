"""Never hang all hopes on one company: a task a week while an answer is awaited, at most one open at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from syncd.core.advice.situation import Situation, is_done, is_refused, is_standing
from syncd.core.identity import reminder_uid
from syncd.core.model import Alarm, Component, Fate, Kind, Reminder
from syncd.core.process import SILENCE, Process, ends_at, starts_at
from syncd.core.settings import Weekday
from syncd.core.workdays import local

WEEK = timedelta(days=7)


def keep_looking(processes: Sequence[Process], situation: Situation) -> Iterator[Reminder]:
    """The task of this week or the next; a deleted one silences them until a new process begins."""
    awaited = [
        process
        for process in processes
        if process.is_open and ends_at(process.rounds[-1][-1]) + SILENCE > situation.now
    ]
    if not situation.settings.keep_looking.enabled or not awaited:
        return
    traces = sorted(
        (trace for trace in situation.traces.values() if trace.reminder.kind is Kind.KEEP_LOOKING),
        key=lambda trace: (trace.reminder.at, trace.reminder.uid),
    )
    refused_at = max((trace.reminder.at for trace in traces if is_refused(trace)), default=None)
    if refused_at is not None and all(starts_at(process.rounds[0][0]) <= refused_at for process in awaited):
        return
    for trace in traces:
        # what cannot be ticked is done when its time has passed
        is_over = trace.reminder.component is Component.VEVENT and trace.reminder.at <= situation.now
        if is_standing(trace) and not is_over:
            yield _task(trace.reminder.uid, trace.reminder.at, situation)
            return
    written = [trace for trace in traces if trace.fate is not Fate.WITHDRAWN or is_done(trace)]
    after = max([situation.now, *(trace.reminder.at for trace in written)])
    used = {trace.reminder.uid for trace in written}
    yield next(task for task in _weeks(after, situation) if task.uid not in used)


def _weeks(after: datetime, situation: Situation) -> Iterator[Reminder]:
    settings, home = situation.settings.keep_looking, situation.home
    first = after.astimezone(home.zone).date()
    monday = first - timedelta(days=first.weekday())
    while True:
        year, week, _day = monday.isocalendar()
        day = home.next_working(monday + timedelta(days=list(Weekday).index(settings.weekday)))
        at = local(day, settings.at, home.zone)
        if at > after:
            yield _task(reminder_uid(Kind.KEEP_LOOKING, f"{year}-W{week:02}"), at, situation)
        monday += WEEK


def _task(uid: str, at: datetime, situation: Situation) -> Reminder:
    text = situation.wording.text("keep-looking", {"me": situation.settings.me.name})
    return Reminder(
        uid=uid,
        kind=Kind.KEEP_LOOKING,
        component=Component.VTODO,
        summary=text.summary,
        description=text.description,
        at=at,
        alarms=(Alarm(offset=timedelta()),),
    )
