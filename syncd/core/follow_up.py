"""The advice as rules: everything that should stand in the calendar now.

Pure and level-based: the same past, settings and clock give the same reminders. Nothing begins in the past; what
stands moves in place; what the user deleted stays away; what they moved stays where they put it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from syncd.core.advice.asking import follow_ups
from syncd.core.advice.close_out import close_out
from syncd.core.advice.confirm import confirm, quiet_hour
from syncd.core.advice.keep_looking import keep_looking
from syncd.core.advice.prepare import prepare
from syncd.core.advice.situation import Situation
from syncd.core.advice.thank_you import thank_you
from syncd.core.identity import reminder_uid
from syncd.core.model import Alarm, Fate, Interview, Kind, Reminder, Trace
from syncd.core.process import Process, ends_at, starts_at
from syncd.core.settings import Settings
from syncd.core.wording import Wording

LONGEST_TALK = timedelta(hours=12)
"""What lasts longer is a period, or a slip of whoever entered it: other reminders do not wait for its end."""


def desired(  # noqa: PLR0917  everything the advice depends on, and nothing else
    processes: Sequence[Process],
    unsure: Sequence[Interview],
    traces: Mapping[str, Trace],
    settings: Settings,
    wording: Wording,
    now: datetime,
) -> tuple[Reminder, ...]:
    """Everything that should stand, with its texts; what stands and is missing here is no longer called for.

    Args:
        processes: As grouped from the interviews and the same traces.
        unsure: Events that may be interviews: the user is asked about them, one a day.
        traces: What was written once, by UID: all that is known of the past.
        settings: The user's choices.
        wording: The user's language.
        now: The clock.
    """
    live = [interview for process in processes for interview in process.interviews if not interview.called_off]
    situation = Situation(
        traces=traces,
        live=frozenset(interview.key for interview in live),
        busy=tuple(sorted((starts_at(i), ends_at(i)) for i in live if _is_talk(i))),
        settings=settings,
        wording=wording,
        now=now,
    )
    begun = [process for process in processes if process.is_open and _is_begun(process, situation)]
    reminders = [
        *(reminder for process in begun for reminder in _for(process, situation)),
        *keep_looking(begun, situation),
        *confirm(unsure, situation),
    ]
    return tuple(reminder for reminder in reminders if not _is_deleted(traces.get(reminder.uid)))


def _is_talk(interview: Interview) -> bool:
    return not interview.event.all_day and ends_at(interview) - starts_at(interview) <= LONGEST_TALK


def attention(account: str, message: str, now: datetime, settings: Settings, wording: Wording) -> Reminder:
    """An entry that says what the user must do for an account; ticked or deleted, it says no more of this trouble.

    Args:
        account: Its name in the config.
        message: What is wrong and what to do.
        now: When that began to matter; it stands at the next quiet hour, and trouble of another day is another entry.
        settings: For that hour.
        wording: The user's language.
    """
    situation = Situation(traces={}, live=frozenset(), busy=(), settings=settings, wording=wording, now=now)
    text = wording.text("attention", {"account": account, "message": message})
    at = quiet_hour(situation)
    return Reminder(
        uid=reminder_uid(Kind.ATTENTION, f"{account} {at:%Y-%m-%d}"),
        kind=Kind.ATTENTION,
        summary=text.summary,
        description=text.description,
        at=at,
        alarms=(Alarm(offset=timedelta()),),
    )


def _for(process: Process, situation: Situation) -> Iterator[Reminder]:
    yield from prepare(process, situation)
    thanks = tuple(thank_you(process, situation))
    yield from thanks
    situation = situation.knowing(thanks)
    asking = tuple(follow_ups(process, situation))
    yield from asking
    yield from close_out(process, asking, situation.knowing(asking))


def _is_begun(process: Process, situation: Situation) -> bool:
    """Something was written for it once, or it is recent enough to begin with."""
    keys = frozenset(interview.key for interview in process.interviews)
    return situation.is_recent(process.rounds[-1][-1]) or any(
        not keys.isdisjoint(trace.reminder.interviews) for trace in situation.traces.values()
    )


def _is_deleted(trace: Trace | None) -> bool:
    return trace is not None and trace.fate is Fate.DELETED
