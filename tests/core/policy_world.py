"""A calendar in memory on which the policy and the plan play their rounds, and a user who handles what they wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from syncd.core.follow_up import desired
from syncd.core.model import (
    Actual,
    Event,
    Fate,
    Interview,
    Kind,
    NextStep,
    NextStepKind,
    Part,
    Person,
    Reminder,
    ReminderStatus,
    Stage,
    Strength,
    Trace,
    Verdict,
)
from syncd.core.plan import Do, Knowledge, Plan, plan
from syncd.core.process import Process, group
from syncd.core.settings import Language, Me, Settings
from syncd.core.wording import Wording

ANNA = Person(name="Anna Jones", email="anna.jones@acme.example", phone="+493012345", title="CTO")
BEN = Person(name="Ben Okafor", email="ben.okafor@acme.example")
SAM = Me(name="Sam Rivera", emails=("sam@example.com",), timezone="Europe/Berlin", country="DE")
DEFAULTS = Settings(me=SAM)
HOUR = timedelta(hours=1)


def moment(text: str, zone: str = "Europe/Berlin") -> datetime:
    """An aware datetime from `2026-05-04 10:00` on the clock of `zone`."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def interview(
    start: str | datetime = "2026-05-04 10:00",
    *,
    uid: str = "one@acme.example",
    company: str | None = "Acme",
    domain: str | None = "acme.example",
    position: str | None = "Backend Engineer",
    people: tuple[Person, ...] = (ANNA,),
    zone: str = "Europe/Berlin",
    length: timedelta = HOUR,
    summary: str = "Interview Acme",
    description: str = "",
    location: str = "",
    links: tuple[str, ...] = (),
    stage: Stage = Stage.OTHER,
    next_step: NextStep | None = None,
    called_off: bool = False,
    via_linkedin: bool = False,
    strength: Strength = Strength.SURE,
    all_day: bool = False,
) -> Interview:
    """An interview as detection would hand it on: by default one hour with Anna of Acme, on a Monday in Berlin."""
    start_at = moment(start, zone) if isinstance(start, str) else start
    return Interview(
        event=Event(
            uid=uid,
            summary=summary,
            description=description,
            location=location,
            links=links,
            start_at=start_at,
            end_at=start_at + length,
            zone=zone,
            all_day=all_day,
        ),
        verdict=Verdict(strength=strength, confidence=0.9),
        stage=stage,
        company=company,
        domain=domain,
        position=position,
        people=people,
        next_step=next_step,
        called_off=called_off,
        via_linkedin=via_linkedin,
    )


@dataclass
class World:
    """What stands, what is remembered, and the gestures of a user."""

    settings: Settings = DEFAULTS
    interviews: list[Interview] = field(default_factory=list)
    unsure: list[Interview] = field(default_factory=list)
    traces: dict[str, Trace] = field(default_factory=dict)
    wording: Wording = field(default_factory=lambda: Wording(Language.EN))

    @property
    def processes(self) -> tuple[Process, ...]:
        return group(self.interviews, self.traces)

    def desired(self, now: datetime) -> tuple[Reminder, ...]:
        return desired(self.processes, self.unsure, self.traces, self.settings, self.wording, now)

    def run(self, now: datetime) -> Plan:
        """One pass: what it wrote."""
        standing = {
            uid: Actual(reminder=trace.reminder, touched=trace.touched)
            for uid, trace in self.traces.items()
            if trace.fate is Fate.STANDING
        }
        both = (*self.interviews, *self.unsure)
        knowledge = Knowledge(
            live={i.key for i in both if not i.called_off},
            called_off={i.key for i in both if i.called_off},
            complete=True,
        )
        written = plan(self.desired(now), standing, self.traces, knowledge, now)
        for action in written.actions:
            uid, before = action.reminder.uid, self.traces.get(action.reminder.uid)
            match action.do:
                case Do.CREATE:
                    self.traces[uid] = Trace(reminder=action.reminder)
                case Do.UPDATE:
                    assert before is not None
                    self.traces[uid] = replace(before, reminder=action.reminder)
                case Do.DELETE:
                    assert before is not None
                    self.traces[uid] = replace(before, fate=Fate.WITHDRAWN)
        return written

    def standing(self, kind: Kind | None = None) -> list[Reminder]:
        """What the user sees in the calendar, in order."""
        found = [
            trace.reminder
            for trace in self.traces.values()
            if trace.fate is Fate.STANDING and kind in (None, trace.reminder.kind)
        ]
        return sorted(found, key=lambda reminder: (reminder.at, reminder.uid))

    def open(self, kind: Kind | None = None) -> list[Reminder]:
        """What the user sees and has not ticked."""
        return [reminder for reminder in self.standing(kind) if reminder.status is ReminderStatus.OPEN]

    def the(self, kind: Kind) -> Reminder:
        """The one that is open."""
        (reminder,) = self.open(kind)
        return reminder

    def tick(self, reminder: Reminder, at: datetime | None) -> None:
        self._change(reminder, Part.STATUS, status=ReminderStatus.DONE, done_at=at)

    def untick(self, reminder: Reminder) -> None:
        trace = self.traces[reminder.uid]
        opened = replace(trace.reminder, status=ReminderStatus.OPEN, done_at=None)
        self.traces[reminder.uid] = replace(trace, reminder=opened, touched=trace.touched - {Part.STATUS})

    def move(self, reminder: Reminder, at: datetime) -> None:
        self._change(reminder, Part.AT, at=at)

    def write(self, reminder: Reminder, description: str) -> None:
        self._change(reminder, Part.DESCRIPTION, description=description)

    def fill_in(self, reminder: Reminder, label: str, answer: str) -> None:
        """Type behind a label of the block."""
        self.write(reminder, reminder.description.replace(f"{label}:", f"{label}: {answer}"))

    def rename(self, reminder: Reminder, summary: str) -> None:
        self._change(reminder, Part.SUMMARY, summary=summary)

    def take_back(self, reminder: Reminder) -> None:
        """Remove every word of the user's own: the text is as syncd wrote it."""
        trace = self.traces[reminder.uid]
        text = "\n".join(
            f"{line.partition(':')[0]}:" if ":" in line else line for line in reminder.description.splitlines()
        )
        there = replace(reminder, description=text)
        self.traces[reminder.uid] = replace(
            trace, reminder=there, touched=trace.touched - {Part.SUMMARY, Part.DESCRIPTION}
        )

    def delete(self, reminder: Reminder) -> None:
        self.traces[reminder.uid] = replace(self.traces[reminder.uid], fate=Fate.DELETED)

    def replace_interviews(self, *interviews: Interview) -> None:
        self.interviews = list(interviews)

    def _change(self, reminder: Reminder, part: Part, **parts: object) -> None:
        trace = self.traces[reminder.uid]
        changed = replace(trace.reminder, **parts)
        self.traces[reminder.uid] = replace(trace, reminder=changed, touched=trace.touched | {part})


def kinds(reminders: Sequence[Reminder]) -> list[str]:
    """The kinds, in order."""
    return [str(reminder.kind) for reminder in reminders]


def local_text(at: datetime, zone: str = "Europe/Berlin") -> str:
    """`Mon 2026-05-04 10:00` on the clock of `zone`."""
    return at.astimezone(ZoneInfo(zone)).strftime("%a %Y-%m-%d %H:%M")


MONDAY = "2026-05-04 10:00"
BEFORE = moment("2026-05-01 09:00")
SEVEN = NextStep(kind=NextStepKind.BY, on=date(2026, 5, 11), phrase="results in about seven days")
THREE = NextStep(kind=NextStepKind.EXACTLY, on=date(2026, 5, 7), phrase="call back in three days")


def asking_at(world: World, zone: str = "Europe/Berlin") -> str:
    return local_text(world.the(Kind.FOLLOW_UP).at, zone)
