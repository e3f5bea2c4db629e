"""Before the interview: who, where, what to ask. It ends when the interview begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from syncd.core.advice.situation import Situation, at_its_time
from syncd.core.identity import reminder_uid
from syncd.core.letters import Link, addressees, place_of
from syncd.core.model import Alarm, Interview, Kind, Reminder, Stage
from syncd.core.process import Process, starts_at


def prepare(process: Process, situation: Situation) -> Iterator[Reminder]:
    """One entry for each interview that stands."""
    if not situation.settings.prepare.enabled:
        return
    for members in process.rounds:
        for interview in members:
            if situation.is_recent(interview):
                yield from _for(interview, _quiet(interview, situation), situation)


def _quiet(interview: Interview, situation: Situation) -> datetime:
    """When to ring for it: never while another interview goes on, so before that one."""
    before = situation.settings.prepare.before
    at = starts_at(interview) - before
    for start, end in reversed(situation.busy):
        if start <= at < end:
            at = start - before
    return at


def _for(interview: Interview, at: datetime, situation: Situation) -> Iterator[Reminder]:
    people = addressees(interview.people, situation.wording, (Link.TEL, Link.PROFILE))
    place = place_of(interview.event)
    values = {
        "company": interview.company or "",
        "position": interview.position or "",
        "stage": situation.wording.stage(interview.stage),
        "is_screen": interview.stage is Stage.RECRUITER_SCREEN,
        "place": place,
        "links": tuple(link for link in interview.event.links if link not in place),
        "people": people,
        "me": situation.settings.me.name,
    }
    text = situation.wording.text("prepare", values)
    uid = reminder_uid(Kind.PREPARE, interview.key)
    reminder = Reminder(
        uid=uid,
        kind=Kind.PREPARE,
        interviews=(interview.key,),
        summary=text.summary,
        description=text.description,
        location=interview.event.location,
        at=at.astimezone(situation.settings.me.zone),
        duration=situation.settings.prepare.before,
        alarms=(Alarm(offset=timedelta()),),
    )
    standing = at_its_time(reminder, situation.traces.get(uid), situation.now)
    if standing is not None:
        yield standing
