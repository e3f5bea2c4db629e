"""Asking how things stand: the follow-up and, when it was ticked and nothing was heard, the second and last one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from syncd.core.advice.close_out import standing_close_out
from syncd.core.advice.promise import answered, promise
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
from syncd.core.letters import Link, addressees, letter, names_of, people_met
from syncd.core.model import (
    Alarm,
    Component,
    Interview,
    Kind,
    NextStep,
    NextStepKind,
    Part,
    Reminder,
    Trace,
)
from syncd.core.process import Process, last_day
from syncd.core.settings import FollowUpSettings, OnDayOff, Slot
from syncd.core.workdays import DAY, WorkCalendar, call_at, local

ASKING = frozenset({Kind.FOLLOW_UP, Kind.SECOND_FOLLOW_UP})


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asking:
    """What both follow-ups of a process are made from."""

    process: Process
    members: tuple[Interview, ...]
    """The last round."""
    calendar: WorkCalendar
    situation: Situation

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(interview.key for interview in self.members)

    @property
    def day(self) -> date:
        return last_day(self.members[-1])


def follow_ups(process: Process, situation: Situation) -> Iterator[Reminder]:
    """The one follow-up that is open now, if any: a new round puts an end to those of the round before."""
    settings = situation.settings.follow_up
    if not settings.enabled or not process.is_open:
        return
    members = process.rounds[-1]
    asking = _Asking(process=process, members=members, calendar=situation.calendar_of(members[-1]), situation=situation)
    first, second = (situation.served({kind}, asking.keys) for kind in (Kind.FOLLOW_UP, Kind.SECOND_FOLLOW_UP))
    ticked = [trace for trace in first if is_done(trace)]
    if ticked:
        if not any(is_done(trace) or is_refused(trace) for trace in second):
            yield from _second(asking, ticked[-1])
    elif not any(is_refused(trace) for trace in first):
        yield from _first(asking)


def _first(asking: _Asking) -> Iterator[Reminder]:
    step = promise(asking.members, asking.situation)
    day, told = _day_after_interview(step, asking.day, asking.calendar, asking.situation.settings.follow_up)
    yield from _reminder(asking, Kind.FOLLOW_UP, day, step if step and step.on >= asking.day else None, told=told)


def _second(asking: _Asking, ticked: Trace) -> Iterator[Reminder]:
    settings = asking.situation.settings.follow_up
    asked_on = max(done_on(ticked, asking.calendar), asking.day)  # a talk put off since is yet to be held
    step = answered(ticked, asked_on)
    if step is not None and step.on >= asked_on:
        day, told = _day_told(step, asked_on, asking.calendar, settings)
    else:
        step = None
        day, told = asking.calendar.after(asked_on, settings.second_after_working_days), False
    yield from _reminder(asking, Kind.SECOND_FOLLOW_UP, day, step, told=told)


def _day_after_interview(
    step: NextStep | None, today: date, calendar: WorkCalendar, settings: FollowUpSettings
) -> tuple[date, bool]:
    if step is None or step.on < today:
        return calendar.after(today, settings.after_working_days), False
    return _day_told(step, today, calendar, settings)


def _day_told(step: NextStep, today: date, calendar: WorkCalendar, settings: FollowUpSettings) -> tuple[date, bool]:
    """The day a promise calls for, and whether it is that very day that was named."""
    if step.kind is NextStepKind.BY:
        return calendar.after(step.on, 1), False
    if step.on == today:  # one channel a day: today the thank-you is written
        return calendar.after(today, 1), False
    match settings.on_day_off:
        case OnDayOff.KEEP:
            return step.on, True
        case OnDayOff.PREVIOUS if calendar.previous_working(step.on) > today:
            return calendar.previous_working(step.on), True
        case _:
            return calendar.next_working(step.on), True


def _reminder(asking: _Asking, kind: Kind, day: date, step: NextStep | None, *, told: bool) -> Iterator[Reminder]:
    situation, calendar, settings = asking.situation, asking.calendar, asking.situation.settings.follow_up
    uid = uid_for(kind, asking.keys, situation)
    trace = situation.traces.get(uid)
    closing = standing_close_out(asking.process, situation)
    made = contacts_made(situation, asking.process, besides={uid, *(trace.reminder.uid for trace in closing)})
    here = {interview.key for interview in asking.process.interviews}
    asked = sum(trace.reminder.kind in ASKING and not here.isdisjoint(trace.reminder.interviews) for trace in made)
    if asked >= settings.max_per_process:
        return
    finder = _finder(
        day,
        told=told,
        late=kind is Kind.SECOND_FOLLOW_UP,
        taken=[done_on(trace, calendar) for trace in (*made, *(t for t in closing if Part.AT in t.touched))],
        asking=asking,
    )
    stands = trace is not None and is_standing(trace)
    if not stands and finder(None) <= situation.now and not situation.is_recent(asking.members[-1]) and not made:
        return
    at = settle(finder, trace, situation.now)
    text = situation.wording.text(kind.value, _values(asking, kind, step, at))
    yield Reminder(
        uid=uid,
        kind=kind,
        component=Component.VTODO,
        interviews=asking.keys,
        summary=text.summary,
        description=text.description,
        at=at,
        alarms=(Alarm(offset=timedelta()),),
        why=_why(kind, step, asking),
    )


def _why(kind: Kind, step: NextStep | None, asking: _Asking) -> str:
    """What calls for it, as `syncd plan` says it."""
    if step is not None and step.kind is NextStepKind.BY:
        return f"an answer was promised by {step.on:%a %d %b}: when that has passed, it is time to ask"
    if step is not None:
        return f"they asked to be contacted on {step.on:%a %d %b}"
    settings = asking.situation.settings.follow_up
    if kind is Kind.SECOND_FOLLOW_UP:
        return f"you asked, and {_working_days(settings.second_after_working_days)} later nothing was heard"
    return f"no answer was promised by a day: {_working_days(settings.after_working_days)} of patience"


def _working_days(number: int) -> str:
    return "1 working day" if number == 1 else f"{number} working days"


def _finder(
    day: date, *, told: bool, late: bool, taken: Collection[date], asking: _Asking
) -> Callable[[datetime | None], datetime]:
    situation, calendar = asking.situation, asking.calendar
    settings, zone = situation.settings.follow_up, situation.settings.me.zone

    def find(after: datetime | None) -> datetime:
        on = day
        while True:
            on = first_free_day(on, taken, calendar, settings)
            at = call_at(on, calendar, settings, zone, late=late)
            is_named = told and on == day
            fits = is_named or (calendar.is_working(on) and not situation.home.is_weekend(at.date()))
            if fits and (after is None or at > after):
                return at
            on += DAY

    return find


def _values(asking: _Asking, kind: Kind, step: NextStep | None, at: datetime) -> dict[str, Any]:
    process, members, situation = asking.process, asking.members, asking.situation
    about = {
        "company": process.company or "",
        "position": process.position or "",
        "me": situation.settings.me.name,
    }
    rounds = (members, *reversed(process.rounds[:-1]))
    met = next((people for people in map(people_met, rounds) if people), ())
    via_linkedin = any(interview.via_linkedin for interview in members)
    links = (Link.TEL, Link.MAIL, Link.PROFILE) if via_linkedin else (Link.TEL, Link.MAIL)
    people = addressees(met, situation.wording, links, letter(situation.wording, f"{kind}-mail", about))
    to_call = [person for person in people if person.tel]
    return {
        **about,
        "names": names_of(to_call[:1] or people),
        "people": people,
        "can_call": bool(to_call),
        "can_write": any(person.mail for person in people),
        "hours": _hours(at, asking.calendar, situation.settings.follow_up),
        "city": _city(at, asking),
        "promise": step.phrase if step else "",
        "has_run_out": step is not None and step.kind is NextStepKind.BY,
        "via_linkedin": via_linkedin,
    }


def _hours(at: datetime, calendar: WorkCalendar, settings: FollowUpSettings) -> str:
    """The slot that `at` lies in, on the company's clock; empty when it lies in none (the user moved it)."""
    there = at.astimezone(calendar.zone)

    def holds(slot: Slot) -> bool:
        return local(there.date(), slot.start, calendar.zone) <= there < local(there.date(), slot.end, calendar.zone)

    return next((f"{s.start:%H:%M}\u2013{s.end:%H:%M}" for s in (settings.early, settings.late) if holds(s)), "")


def _city(at: datetime, asking: _Asking) -> str:
    """Whose clock it is, where that differs from the user's."""
    there = at.astimezone(asking.calendar.zone)
    if there.utcoffset() == at.astimezone(asking.situation.settings.me.zone).utcoffset():
        return ""
    return asking.calendar.zone.key.rpartition("/")[2].replace("_", " ")
