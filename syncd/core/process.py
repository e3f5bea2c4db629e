"""Interviews of one company -> one hiring process, with what is known of its end."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import TypeVar
from zoneinfo import ZoneInfo

from syncd.core.answers import read_answers, stated_outcome
from syncd.core.companies.organisations import company_key
from syncd.core.model import Fate, Interview, Kind, Outcome, ReminderStatus, Trace

SILENCE = timedelta(days=60)
"""After this long without a round, another interview with the company is a new process."""
AFTERMATH = timedelta(days=14)
"""An interview this long after one whose outcome is known is a new process (sooner, if it is for another position)."""
T = TypeVar("T")

WORKDAY = time(9, 0), time(17, 0)
"""What an interview without hours is taken to last."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Process:
    """All rounds with one company, from the first interview to an outcome."""

    interviews: tuple[Interview, ...]
    """In order of their start; never empty. Those called off stand among them."""
    outcome: Outcome | None = None
    """What the user said of how it ended."""
    moved_on: bool = False
    """The user answered the close-out (ticked or deleted it), or a later process with the company began."""
    earlier: tuple[str, ...] = ()
    """Keys of the interviews of earlier processes with the same company: one patience is tried by all."""

    @property
    def key(self) -> str:
        """Key of its first interview."""
        return self.interviews[0].key

    @property
    def company(self) -> str | None:
        """As the latest round writes it."""
        return _latest(interview.company for interview in self.interviews)

    @property
    def domain(self) -> str | None:
        """The company's own domain."""
        return _latest(interview.domain for interview in self.interviews)

    @property
    def position(self) -> str | None:
        """As the latest round writes it."""
        return _latest(interview.position for interview in self.interviews)

    @property
    def rounds(self) -> tuple[tuple[Interview, ...], ...]:
        """The interviews that were not called off, those of one local day together."""
        days: dict[date, list[Interview]] = defaultdict(list)
        for interview in self.interviews:
            if not interview.called_off:
                days[local_day(interview)].append(interview)
        return tuple(tuple(days[day]) for day in sorted(days))

    @property
    def is_open(self) -> bool:
        """An answer may still come: a round stands, no outcome is known and the user has not moved on."""
        return self.outcome is None and not self.moved_on and bool(self.rounds)


def group(interviews: Sequence[Interview], traces: Mapping[str, Trace]) -> tuple[Process, ...]:
    """The hiring processes behind the interviews, in order of their first one.

    Interviews belong together when they share the company's domain or name; where neither is known, when they are
    one series, have an interviewer's address in common, or when their titles differ only in the round. A scheduling
    service in common means nothing.

    Args:
        interviews: Each once; called-off ones included.
        traces: For what the user wrote into syncd's entries: outcomes, and close-outs that were answered.
    """
    ordered = sorted(interviews, key=lambda interview: (interview.event.start_at, interview.key))
    answers = _Answers(traces)
    processes = [process for thread in _threads(ordered) for process in _split(thread, answers)]
    return tuple(sorted(processes, key=lambda process: (process.interviews[0].event.start_at, process.key)))


def local_day(interview: Interview) -> date:
    """The day of the interview on the company's clock."""
    return starts_at(interview).date()


def last_day(interview: Interview) -> date:
    """The day on which it ends, on the company's clock: what was said at the end counts from there."""
    return max(starts_at(interview), ends_at(interview) - timedelta(minutes=1)).date()


def starts_at(interview: Interview) -> datetime:
    """When it begins, on the company's clock; an all-day entry begins with the working day."""
    event = interview.event
    if event.all_day:
        return datetime.combine(event.start_at.date(), WORKDAY[0], ZoneInfo(event.zone))
    return event.start_at.astimezone(ZoneInfo(event.zone))


def ends_at(interview: Interview) -> datetime:
    """When it ends, on the company's clock; an all-day entry ends with the working day."""
    event = interview.event
    if event.all_day:
        last_day = max(event.start_at, event.end_at - timedelta(minutes=1)).date()
        return datetime.combine(last_day, WORKDAY[1], ZoneInfo(event.zone))
    return event.end_at.astimezone(ZoneInfo(event.zone))


class _Answers:
    """What the traces say of the end of processes, by the key of the interview they serve."""

    def __init__(self, traces: Mapping[str, Trace]) -> None:
        self.outcomes: dict[str, Outcome] = {}
        self.closed: set[str] = set()
        for trace in sorted(traces.values(), key=lambda trace: (trace.reminder.at, trace.reminder.uid)):
            reminder = trace.reminder
            outcome = read_answers(reminder.description).outcome
            if outcome is not None:
                self.outcomes.update(dict.fromkeys(reminder.interviews, outcome))
            answered = reminder.status is ReminderStatus.DONE or trace.fate is Fate.DELETED
            if reminder.kind is Kind.CLOSE_OUT and answered:
                self.closed.update(reminder.interviews)

    def outcome(self, interview: Interview) -> Outcome | None:
        return self.outcomes.get(interview.key) or stated_outcome(interview.event)


def _split(thread: Sequence[Interview], answers: _Answers) -> Iterable[Process]:
    """Cut a company's interviews where one process ended and another began."""
    runs: list[list[Interview]] = [[thread[0]]]
    for interview in thread[1:]:
        if _begins_anew(interview, runs[-1], answers):
            runs.append([interview])
        else:
            runs[-1].append(interview)
    earlier: tuple[str, ...] = ()
    for number, run in enumerate(runs):
        last_round = [interview.key for interview in run if not interview.called_off][-1:]
        superseded = any(not interview.called_off for later in runs[number + 1 :] for interview in later)
        yield Process(
            interviews=tuple(run),
            outcome=_latest(answers.outcome(interview) for interview in run),
            moved_on=superseded or any(key in answers.closed for key in last_round),
            earlier=earlier,
        )
        earlier += tuple(interview.key for interview in run)


def _begins_anew(interview: Interview, run: Sequence[Interview], answers: _Answers) -> bool:
    waited = interview.event.start_at - run[-1].event.end_at
    ended = [before for before in run if answers.outcome(before) is not None]
    if not ended:
        return waited > SILENCE
    elsewhere = bool(interview.position and ended[-1].position) and interview.position != ended[-1].position
    return waited > AFTERMATH or elsewhere


def _threads(ordered: Sequence[Interview]) -> list[list[Interview]]:
    """The interviews of each company, in order."""
    names: dict[str, list[int]] = defaultdict(list)
    for number, interview in enumerate(ordered):
        for name in _names(interview):
            names[name].append(number)
    root = list(range(len(ordered)))

    def find(number: int) -> int:
        while root[number] != number:
            number = root[number]
        return number

    def join(one: int, other: int) -> None:
        low, high = sorted((find(one), find(other)))
        root[high] = low

    for members in names.values():
        for number in members[1:]:
            join(members[0], number)
    known = [number for number, interview in enumerate(ordered) if interview.domain or interview.company]
    for number in sorted(set(range(len(ordered))) - set(known)):
        kin = [other for other in range(len(ordered)) if other != number and _akin(ordered[number], ordered[other])]
        companies = {find(member) for member in known}
        candidates = {find(other) for other in kin} & companies
        if len(candidates) > 1:  # a recruiter who works for several
            continue
        for other in kin:
            if find(number) not in companies or find(other) not in companies:
                join(number, other)
                companies = {find(member) for member in known}
    threads: dict[int, list[Interview]] = defaultdict(list)
    for number, interview in enumerate(ordered):
        threads[find(number)].append(interview)
    return list(threads.values())


def _names(interview: Interview) -> Iterable[str]:
    yield f"uid {interview.event.uid}"
    if interview.domain:
        yield f"domain {interview.domain.casefold()}"
    if interview.company and company_key(interview.company):
        yield f"company {company_key(interview.company)}"


def _akin(one: Interview, other: Interview) -> bool:
    """They have somebody in common, or titles that differ only in the round and nobody who speaks against it."""
    mine, theirs = _addresses(one), _addresses(other)
    if mine & theirs:
        return True
    (my_thread, my_round), (their_thread, their_round) = _title(one.event.summary), _title(other.event.summary)
    same_thread = len(my_thread) > 1 and my_thread == their_thread and my_round != their_round
    return same_thread and not (mine and theirs)


def _addresses(interview: Interview) -> frozenset[str]:
    return frozenset(person.email.casefold() for person in interview.people if person.email)


def _title(summary: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a title, and apart from them those that say which round it is."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", summary.casefold()) if not unicodedata.combining(c))
    words = re.findall(r"[\w]+(?:-[\w]+)*", bare)
    is_round = [bool(re.fullmatch(r"\d+\w{0,3}", word)) or word in _round_words() for word in words]
    return (
        tuple(word for word, of_round in zip(words, is_round, strict=True) if not of_round),
        tuple(word for word, of_round in zip(words, is_round, strict=True) if of_round),
    )


@cache
def _round_words() -> frozenset[str]:
    data = tomllib.loads((files("syncd.core") / "rounds.toml").read_text("utf-8"))
    return frozenset(word for words in data.values() for word in words)


def _latest(values: Iterable[T | None]) -> T | None:
    found = [value for value in values if value is not None]
    return found[-1] if found else None
