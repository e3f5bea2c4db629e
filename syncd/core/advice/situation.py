"""What every rule decides by: the past, the settings, the words and the clock."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from syncd.core.identity import reminder_uid
from syncd.core.model import Fate, Interview, Kind, Part, Reminder, ReminderStatus, Trace
from syncd.core.process import Process, ends_at
from syncd.core.settings import FollowUpSettings, Settings
from syncd.core.wording import Wording
from syncd.core.workdays import DAY, WorkCalendar, work_calendar

PROMPTS = frozenset({Kind.FOLLOW_UP, Kind.SECOND_FOLLOW_UP, Kind.CLOSE_OUT})
"""Kinds that lead to a message to the company beyond the thank-you."""
WORDS = frozenset({Part.SUMMARY, Part.DESCRIPTION, Part.LOCATION})


@dataclass(frozen=True, kw_only=True, slots=True)
class Situation:
    """The inputs of a rule besides the process."""

    traces: Mapping[str, Trace]
    live: frozenset[str]
    """Keys of all interviews that stand."""
    busy: tuple[tuple[datetime, datetime], ...]
    """Beginning and end of each of them, whichever company's, in order; not of those without hours."""
    settings: Settings
    wording: Wording
    now: datetime

    def served(self, kinds: Collection[Kind], interviews: Iterable[str]) -> tuple[Trace, ...]:
        """Traces of these kinds that serve one of these interviews, in order of their time."""
        keys = frozenset(interviews)
        found = [
            trace
            for trace in self.traces.values()
            if trace.reminder.kind in kinds and keys.intersection(trace.reminder.interviews)
        ]
        return tuple(sorted(found, key=lambda trace: (trace.reminder.at, trace.reminder.uid)))

    def is_recent(self, interview: Interview) -> bool:
        """It ended so lately that something may still be begun for it."""
        return ends_at(interview) >= self.now - self.settings.follow_up.lookback

    def calendar_of(self, interview: Interview) -> WorkCalendar:
        """The working days of the company."""
        return work_calendar(interview.event.zone, self.settings.me)

    def knowing(self, reminders: Iterable[Reminder]) -> Situation:
        """The same, with every entry serving the interviews it is to serve from now on."""
        traces = {
            reminder.uid: replace(trace, reminder=replace(trace.reminder, interviews=reminder.interviews))
            for reminder in reminders
            if (trace := self.traces.get(reminder.uid)) is not None and is_standing(trace)
        }
        return replace(self, traces={**self.traces, **traces}) if traces else self

    @property
    def home(self) -> WorkCalendar:
        """The working days of the user."""
        return work_calendar(self.settings.me.timezone, self.settings.me)


def uid_for(kind: Kind, interviews: Sequence[str], situation: Situation, given: Collection[str] = ()) -> str:
    """UID of the entry of this kind for these interviews.

    It is the one that stands already for one of them, unless it bears the name of an interview elsewhere: so another
    member, or the loss of one, never makes a second entry.
    """
    own = [reminder_uid(kind, key) for key in interviews]
    others = {reminder_uid(kind, key) for key in situation.live}.difference(own)
    standing = {trace.reminder.uid for trace in situation.served({kind}, interviews) if is_standing(trace)}
    free = standing.difference(others, given)
    return next((uid for uid in (*own, *sorted(free)) if uid in free), own[0])


def is_done(trace: Trace) -> bool:
    """Ticked; a deletion afterwards only tidies up."""
    return trace.reminder.status is ReminderStatus.DONE


def is_refused(trace: Trace) -> bool:
    """Deleted unticked: no, for ever."""
    return trace.fate is Fate.DELETED and not is_done(trace)


def is_standing(trace: Trace) -> bool:
    """Still in the calendar and open."""
    return trace.fate is Fate.STANDING and not is_done(trace)


def done_on(trace: Trace, calendar: WorkCalendar) -> date:
    """The company's day on which it was ticked, or was due where the app did not say when."""
    return (trace.reminder.done_at or trace.reminder.at).astimezone(calendar.zone).date()


def contacts_made(situation: Situation, process: Process, *, besides: Collection[str]) -> tuple[Trace, ...]:
    """Prompts to the company that stand whatever is decided now: ticked, or holding the user's own words.

    Args:
        situation: For the traces.
        process: Earlier processes with the company count as well.
        besides: UIDs of what is being decided.
    """
    keys = (*process.earlier, *(interview.key for interview in process.interviews))
    return tuple(
        trace
        for trace in situation.served(PROMPTS, keys)
        if trace.reminder.uid not in besides and (is_done(trace) or (is_standing(trace) and trace.touched & WORDS))
    )


def first_free_day(day: date, taken: Collection[date], calendar: WorkCalendar, settings: FollowUpSettings) -> date:
    """`day`, or the first later one that is far enough from every other prompt to the company."""
    while any(calendar.distance(other, day) < settings.gap_working_days for other in taken):
        day += DAY
    return day


def at_its_time(reminder: Reminder, trace: Trace | None, now: datetime) -> Reminder | None:
    """An entry whose time is given by the interview: it moves along, and is not begun once its time has passed."""
    if trace is None or trace.fate is Fate.WITHDRAWN:
        return reminder if reminder.at > now else None
    if not is_standing(trace):
        return None
    if Part.AT in trace.touched:
        return replace(reminder, at=trace.reminder.at, duration=trace.reminder.duration)
    return reminder


def settle(find: Callable[[datetime | None], datetime], trace: Trace | None, now: datetime) -> datetime:
    """When a task is due that is sensible on later days, too; the same on every pass once it stands.

    The user's own time is kept. What is overdue stays overdue, unless its time has been put off since. Else it is
    the planned time, or the next one after now where that has passed.

    Args:
        find: The first fitting time after a moment; the planned time for None.
        trace: Of this task.
        now: The clock.
    """
    planned = find(None)
    if trace is not None and is_standing(trace):
        there = trace.reminder.at
        if Part.AT in trace.touched or planned <= there <= now:
            return there
    return planned if planned > now else find(now)
