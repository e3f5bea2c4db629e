"""Is this an interview? One quiet question a day at most, for events that may be one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from syncd.core.advice.situation import Situation, is_standing
from syncd.core.identity import reminder_uid
from syncd.core.model import Alarm, Component, Interview, Kind, Reminder
from syncd.core.process import ends_at, local_day, starts_at
from syncd.core.workdays import DAY, local


def confirm(unsure: Sequence[Interview], situation: Situation) -> Iterator[Reminder]:
    """The questions that stand, and a new one when none is ahead; each event is asked about once."""
    asked = {uid: trace for uid, trace in situation.traces.items() if trace.reminder.kind is Kind.CONFIRM}
    askable = [interview for interview in unsure if not interview.called_off and situation.is_recent(interview)]
    for interview in askable:
        trace = asked.get(reminder_uid(Kind.CONFIRM, interview.key))
        if trace is not None and is_standing(trace):
            yield _question(interview, situation, at=trace.reminder.at)
    if any(trace.reminder.at > situation.now for trace in asked.values()):
        return
    new = [interview for interview in askable if reminder_uid(Kind.CONFIRM, interview.key) not in asked]
    if new:
        yield _question(min(new, key=lambda interview: _urgency(interview, situation)), situation)


def _urgency(interview: Interview, situation: Situation) -> tuple[bool, timedelta, str]:
    """What is still ahead first, the nearest first."""
    ahead = starts_at(interview) - situation.now
    return ends_at(interview) <= situation.now, abs(ahead), interview.key


def quiet_hour(situation: Situation) -> datetime:
    """The next evening hour at which the user may be asked something."""
    zone, hour = situation.settings.me.zone, situation.settings.detect.ask_at
    today = situation.now.astimezone(zone).date()
    at = local(today, hour, zone)
    return at if at > situation.now else local(today + DAY, hour, zone)


def _question(interview: Interview, situation: Situation, at: datetime | None = None) -> Reminder:
    title = interview.event.summary
    text = situation.wording.text("confirm", {"title": title, "day": local_day(interview)})
    return Reminder(
        uid=reminder_uid(Kind.CONFIRM, interview.key),
        kind=Kind.CONFIRM,
        component=Component.VTODO,
        interviews=(interview.key,),
        summary=text.summary,
        description=text.description,
        at=at or quiet_hour(situation),
        alarms=(Alarm(offset=timedelta()),),
    )
