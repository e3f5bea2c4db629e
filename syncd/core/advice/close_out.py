"""Weeks without an answer: one last note, or move on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta

from syncd.core.advice.promise import waited_for
from syncd.core.advice.situation import (
    Situation,
    contacts_made,
    done_on,
    first_free_day,
    is_done,
    is_refused,
    is_standing,
    settle,
    uid_for,
)
from syncd.core.letters import Link, addressees, letter, people_met
from syncd.core.model import Alarm, Component, Kind, Reminder, Trace
from syncd.core.process import Process, ends_at, last_day
from syncd.core.workdays import DAY, local


def standing_close_out(process: Process, situation: Situation) -> tuple[Trace, ...]:
    """The one that stands and is still called for, if any: where the user did not move it, it gives way to the rest."""
    if not _is_called_for(process, situation):
        return ()
    keys = [interview.key for interview in process.rounds[-1]]
    trace = situation.traces.get(uid_for(Kind.CLOSE_OUT, keys, situation))
    return (trace,) if trace is not None and is_standing(trace) else ()


def close_out(process: Process, asking: Collection[Reminder], situation: Situation) -> Iterator[Reminder]:
    """One task after the last interview, at a distance from every follow-up, once every promise had run out.

    Args:
        process: One company's.
        asking: The follow-up that stands, if any.
        situation: For the rest.
    """
    if not _is_called_for(process, situation):
        return
    settings, members = situation.settings.close_out, process.rounds[-1]
    last, keys = members[-1], tuple(interview.key for interview in members)
    uid = uid_for(Kind.CLOSE_OUT, keys, situation)
    calendar, home, zone = situation.calendar_of(last), situation.home, situation.settings.me.zone
    made = contacts_made(situation, process, besides={uid, *(reminder.uid for reminder in asking)})
    taken = [done_on(trace, calendar) for trace in made]
    taken += [reminder.at.astimezone(calendar.zone).date() for reminder in asking]
    waited = waited_for(members, situation, calendar)
    earliest: date = max([last_day(last) + timedelta(days=settings.after_days), *taken, *waited])

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
    at = settle(find, situation.traces.get(uid), situation.now)
    days = (at.astimezone(calendar.zone).date() - last_day(last)).days
    text = situation.wording.text("close-out", {**about, "people": people, "days": days})
    yield Reminder(
        uid=uid,
        kind=Kind.CLOSE_OUT,
        component=Component.VTODO,
        interviews=keys,
        summary=text.summary,
        description=text.description,
        at=at,
        alarms=(Alarm(offset=timedelta()),),
    )


def _is_called_for(process: Process, situation: Situation) -> bool:
    """The last round was held, and neither the company nor the user has put an end to it."""
    if not situation.settings.close_out.enabled or not process.is_open:
        return False
    members = process.rounds[-1]
    closings = situation.served({Kind.CLOSE_OUT}, (interview.key for interview in members))
    return ends_at(members[-1]) <= situation.now and not any(is_done(trace) or is_refused(trace) for trace in closings)
