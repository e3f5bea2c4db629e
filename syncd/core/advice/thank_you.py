"""Right after the interview: thank everyone met. Back-to-back interviews of a company share one entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from syncd.core.advice.situation import Situation, at_its_time, is_done, is_refused, uid_for
from syncd.core.letters import Link, addressees, letter, names_of, people_met
from syncd.core.model import Alarm, Interview, Kind, Reminder
from syncd.core.process import Process, ends_at, starts_at
from syncd.core.settings import Settings
from syncd.core.workdays import local

BREAK = timedelta(hours=2)
"""The longest pause between interviews of one day, lunch included, that leaves no time to write in between."""
NIGHT = timedelta(hours=5)
"""Until this hour the night belongs to the day before."""


def thank_you(process: Process, situation: Situation) -> Iterator[Reminder]:
    """One entry for each run of back-to-back interviews, after the last of them."""
    if not situation.settings.thank_you.enabled:
        return
    given: set[str] = set()
    for members in process.rounds:
        for run in _runs(members):
            wanted = _unanswered(run, situation)
            if not wanted or not situation.is_recent(wanted[-1]):
                continue
            uid = uid_for(Kind.THANK_YOU, [interview.key for interview in wanted], situation, given)
            given.add(uid)
            written = _written(uid, wanted, process, situation)
            standing = at_its_time(written, situation.traces.get(uid), situation.now)
            if standing is not None:
                yield replace(standing, alarms=_alarms(standing.at, situation.settings))


def _runs(members: Sequence[Interview]) -> Iterator[tuple[Interview, ...]]:
    run = list(members[:1])
    for before, interview in pairwise(members):
        if starts_at(interview) - max(ends_at(member) for member in (*run, before)) > BREAK:
            yield tuple(run)
            run = []
        run.append(interview)
    yield tuple(run)


def _unanswered(run: Sequence[Interview], situation: Situation) -> tuple[Interview, ...]:
    """Those whose thank-you was neither ticked nor deleted: either speaks for every interview it served."""
    answered = {
        key
        for trace in situation.served({Kind.THANK_YOU}, (interview.key for interview in run))
        if is_done(trace) or is_refused(trace)
        for key in trace.reminder.interviews
    }
    return tuple(sorted((i for i in run if i.key not in answered), key=lambda i: (ends_at(i), i.key)))


def _written(uid: str, run: Sequence[Interview], process: Process, situation: Situation) -> Reminder:
    settings, wording = situation.settings, situation.wording
    last = max(run, key=ends_at)
    position = last.position or process.position or ""
    company = last.company or process.company or ""
    about = {"company": company, "position": position, "me": settings.me.name}
    via_linkedin = any(interview.via_linkedin for interview in run)
    links = (Link.MAIL, Link.TEL, Link.PROFILE) if via_linkedin else (Link.MAIL, Link.TEL)
    people = addressees(people_met(run), wording, links, letter(wording, "thank-you-mail", about))
    text = wording.text(
        "thank-you",
        {
            **about,
            "names": names_of(people),
            "people": people,
            "can_write": any(person.mail for person in people),
            "via_linkedin": via_linkedin,
        },
    )
    return Reminder(
        uid=uid,
        kind=Kind.THANK_YOU,
        interviews=tuple(interview.key for interview in run),
        summary=text.summary,
        description=text.description,
        at=_quiet(ends_at(last), situation).astimezone(settings.me.zone),
    )


def _quiet(end: datetime, situation: Situation) -> datetime:
    """When to ring for an interview that ends then: never while the next one, with whomever, goes on."""
    after = situation.settings.thank_you.after
    at = end + after
    for start, until in situation.busy:
        if start <= at < until:
            at = until + after
    return at


def _alarms(at: datetime, settings: Settings) -> tuple[Alarm, ...]:
    """At once, and once more the next morning on the user's clock."""
    at_once = Alarm(offset=timedelta())
    if settings.thank_you.next_morning is None:
        return (at_once,)
    zone = settings.me.zone
    next_day = (at.astimezone(zone) - NIGHT).date() + timedelta(days=1)
    return (at_once, Alarm(offset=local(next_day, settings.thank_you.next_morning, zone) - at))
