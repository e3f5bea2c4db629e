"""Weeks without an answer: one last note, or move on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta

from syncd.core.advice.asking import first_free_day
from syncd.core.advice.situation import (
    Situation,
    contacts_made,
    done_on,
    is_done,
    is_refused,
    settle,
    uid_for,
)
from syncd.core.letters import Link, addressees, letter, people_met
from syncd.core.model import Alarm, Component, Kind, Reminder
from syncd.core.process import Process, ends_at, local_day
from syncd.core.workdays import DAY, local


def close_out(process: Process, asking: Collection[Reminder], situation: Situation) -> Iterator[Reminder]:
    """One task after the last interview, at a distance from every follow-up.

    Args:
        process: One company's.
        asking: The follow-up that stands, if any.
        situation: For the rest.
    """
    settings = situation.settings.close_out
    if not settings.enabled or not process.is_open:
        return
    members = process.rounds[-1]
    last = members[-1]
    if ends_at(last) > situation.now:
        return
    keys = tuple(interview.key for interview in members)
    if any(is_done(trace) or is_refused(trace) for trace in situation.served({Kind.CLOSE_OUT}, keys)):
        return
    uid = uid_for(Kind.CLOSE_OUT, keys, situation)
    calendar, home, zone = situation.calendar_of(last), situation.home, situation.settings.me.zone
    made = contacts_made(situation, process, besides={uid, *(reminder.uid for reminder in asking)})
    taken = [done_on(trace, calendar) for trace in made]
    taken += [reminder.at.astimezone(calendar.zone).date() for reminder in asking]
    earliest: date = max([local_day(last) + timedelta(days=settings.after_days), *taken])

    def find(after: datetime | None) -> datetime:
        day = earliest
        while True:
            day = first_free_day(day, taken, calendar, situation.settings.follow_up)
            at = local(day, settings.at, zone)
            if calendar.is_working(day) and home.is_working(day) and (after is None or at > after):
                return at
            day += DAY

    about = {
        "company": process.company or "",
        "position": process.position or "",
        "me": situation.settings.me.name,
    }
    people = addressees(
        people_met(members), situation.wording, (Link.MAIL,), letter(situation.wording, "close-out-mail", about)
    )
    text = situation.wording.text("close-out", {**about, "people": people, "days": settings.after_days})
    yield Reminder(
        uid=uid,
        kind=Kind.CLOSE_OUT,
        component=Component.VTODO,
        interviews=keys,
        summary=text.summary,
        description=text.description,
        at=settle(find, situation.traces.get(uid), situation.now),
        alarms=(Alarm(offset=timedelta()),),
    )
