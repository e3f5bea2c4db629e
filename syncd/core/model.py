"""The values that every part of syncd speaks in.

Frozen, keyword-only, without behaviour beyond what their fields say. Aware datetimes end in `_at` (or are named `at`),
dates in `_on`, durations are timedelta. Words follow RFC 5545 (calendar) and RFC 6350 (contacts).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

YEARS = range(1000, 9000)
"""In which times are looked at: beyond them stand placeholders, and dates that cannot be reckoned with."""


class EventStatus(StrEnum):
    """RFC 5545 section 3.8.1.11, STATUS of a VEVENT."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


class Component(StrEnum):
    """What an object on the wire is."""

    VEVENT = "VEVENT"
    VTODO = "VTODO"
    VCARD = "VCARD"


@dataclass(frozen=True, kw_only=True, slots=True)
class Attendee:
    """An ORGANIZER or ATTENDEE (RFC 5545 section 3.8.4)."""

    email: str | None
    """Lower-case address without `mailto:`; None where the calendar address is something else."""
    name: str | None = None
    """CN as written; None when missing or when it only repeats the address."""
    partstat: str = "NEEDS-ACTION"
    role: str = "REQ-PARTICIPANT"
    cutype: str = "INDIVIDUAL"
    """INDIVIDUAL, GROUP, RESOURCE, ROOM or UNKNOWN."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One calendar event, or one occurrence of a series, as its producer wrote it."""

    uid: str
    recurrence_id: str | None = None
    """ISO 8601 of RECURRENCE-ID (UTC, or a date); None for a single event and for the master of a series."""
    summary: str = ""
    description: str = ""
    """Plain text. HTML was turned into text: a table row is a line, its cells are separated by tabs."""
    location: str = ""
    links: tuple[str, ...] = ()
    """URL, CONFERENCE, conference X-properties and the targets of HTML links, in order, each once."""
    start_at: datetime
    """Aware, in the event's own zone; an all-day event starts at midnight of the reader's zone."""
    end_at: datetime
    """Aware; from DTEND or DURATION, else RFC 5545's default (start, or the day's end for all-day events)."""
    all_day: bool = False
    zone: str = "UTC"
    """IANA name of the zone the event was written in; the reader's zone for floating, all-day and UTC times."""
    status: EventStatus = EventStatus.CONFIRMED
    organizer: Attendee | None = None
    attendees: tuple[Attendee, ...] = ()
    categories: tuple[str, ...] = ()
    recurring: bool = False
    """True for the master of a series and its occurrences."""
    sequence: int = 0
    """Grows when the organizer changes the event (RFC 5546 section 2.1.4): of two copies, the lower is out of date."""

    @property
    def key(self) -> str:
        """What names this occurrence across calendars and passes."""
        return f"{self.uid}/{self.recurrence_id}" if self.recurrence_id else self.uid


class PersonKind(StrEnum):
    """On which side of the process a person stands."""

    INTERVIEWER = "interviewer"
    RECRUITER = "recruiter"


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody who is met in an interview."""

    name: str | None
    """As one would address an envelope, without honorifics and degrees; None when only an address is known."""
    email: str | None = None
    phone: str | None = None
    """E.164 where it parses, else as written."""
    title: str | None = None
    """Job title."""
    linkedin: str | None = None
    """Address of a LinkedIn or XING profile."""
    kind: PersonKind = PersonKind.INTERVIEWER


class Stage(StrEnum):
    """Which round of a hiring process an interview is."""

    RECRUITER_SCREEN = "recruiter_screen"
    HIRING_MANAGER = "hiring_manager"
    TECHNICAL = "technical"
    CASE_STUDY = "case_study"
    PANEL = "panel"
    ONSITE = "onsite"
    FINAL = "final"
    OTHER = "other"


class NextStepKind(StrEnum):
    """What was promised: an answer no later than a day, or a call wanted on a day."""

    BY = "by"
    EXACTLY = "exactly"


@dataclass(frozen=True, kw_only=True, slots=True)
class NextStep:
    """What the company said will happen next, and when."""

    kind: NextStepKind
    on: date
    phrase: str
    """The words in the text that say so."""


class Outcome(StrEnum):
    """How a hiring process ended."""

    OFFER = "offer"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    HIRED = "hired"


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """One reason for or against taking an event for an interview."""

    supports: bool
    weight: float
    """Greater than 0; how much it counts."""
    what: str
    """A phrase a person understands: `the title says "technical interview"`."""


class Strength(StrEnum):
    """How sure a verdict is: act, ask the user, or do nothing."""

    SURE = "sure"
    UNSURE = "unsure"
    NO = "no"


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Whether an event is an interview of the user's, and why."""

    strength: Strength
    confidence: float
    """0 to 1: how likely it is an interview."""
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_interview(self) -> bool:
        """True when syncd acts on it without asking."""
        return self.strength is Strength.SURE


@dataclass(frozen=True, kw_only=True, slots=True)
class Interview:
    """An event that is an interview, with everything that was read from it."""

    event: Event
    verdict: Verdict
    stage: Stage = Stage.OTHER
    company: str | None = None
    """The hiring company as a person would write it; None rather than a guess."""
    domain: str | None = None
    """Registrable domain of the company's own addresses, never of an agency, a vendor or free mail."""
    position: str | None = None
    people: tuple[Person, ...] = ()
    next_step: NextStep | None = None
    called_off: bool = False
    """Cancelled by the organizer or declined by the user."""
    via_linkedin: bool = False
    """The first contact came through LinkedIn."""

    @property
    def key(self) -> str:
        """The interview's UID (with the occurrence, in a series): what X-SYNCD-INTERVIEW holds."""
        return self.event.key


class Kind(StrEnum):
    """X-SYNCD-KIND: what an entry that syncd writes is for."""

    PREPARE = "prepare"
    THANK_YOU = "thank-you"
    FOLLOW_UP = "follow-up"
    SECOND_FOLLOW_UP = "second-follow-up"
    CLOSE_OUT = "close-out"
    KEEP_LOOKING = "keep-looking"
    CONFIRM = "confirm"
    ATTENTION = "attention"


TASK_KINDS = frozenset({Kind.FOLLOW_UP, Kind.SECOND_FOLLOW_UP, Kind.CLOSE_OUT, Kind.KEEP_LOOKING, Kind.CONFIRM})
"""Kinds that are ticked: a VTODO where the calendar holds such, else a VEVENT. The others are VEVENTs everywhere."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Alarm:
    """A display alarm, relative to the reminder's `at` so that it moves along."""

    offset: timedelta
    """Negative rings before, positive after."""


class ReminderStatus(StrEnum):
    """What the user did with a reminder."""

    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reminder:
    """An entry that syncd writes into the user's calendar: a task to tick, or a reminder at a time."""

    uid: str
    kind: Kind
    component: Component = Component.VEVENT
    interviews: tuple[str, ...] = ()
    """Keys of the interviews it serves, the first one leading."""
    summary: str
    description: str = ""
    location: str = ""
    at: datetime
    """Aware. DTSTART of a VEVENT, DUE of a VTODO."""
    duration: timedelta = timedelta(minutes=15)
    """Length of the VEVENT; a VTODO has none."""
    alarms: tuple[Alarm, ...] = ()
    status: ReminderStatus = ReminderStatus.OPEN
    done_at: datetime | None = None
    """When it was ticked; None while open, or when the app did not say."""
    why: str = field(default="", compare=False)
    """Why it is called for, where its kind does not say it all; known when it is decided, never stored."""


class Part(StrEnum):
    """The parts of a reminder that syncd writes and the user may take over, one by one."""

    AT = "at"
    SUMMARY = "summary"
    DESCRIPTION = "description"
    LOCATION = "location"
    ALARMS = "alarms"
    STATUS = "status"


@dataclass(frozen=True, kw_only=True, slots=True)
class Actual:
    """A reminder as it stands in the calendar now."""

    reminder: Reminder
    touched: frozenset[Part] = frozenset()
    """Parts that are no longer as syncd wrote them: the user's hand."""


class Fate(StrEnum):
    """What became of a reminder that syncd wrote once."""

    STANDING = "standing"
    DELETED = "deleted"
    """By the user: never write it again."""
    WITHDRAWN = "withdrawn"
    """By syncd, because it was no longer called for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Trace:
    """What is remembered of a reminder that was written once, whatever became of it."""

    reminder: Reminder
    """As last seen: the user's texts, times and tick included."""
    touched: frozenset[Part] = frozenset()
    fate: Fate = Fate.STANDING


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """A person in the user's address book."""

    uid: str
    name: str
    """FN."""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    title: str | None = None
    organization: str | None = None
    linkedin: str | None = None
    note: str = ""
    categories: tuple[str, ...] = ()
    interviews: tuple[str, ...] = ()
    """X-SYNCD-INTERVIEW: keys of the interviews the person was met in; empty for a contact that is not syncd's."""


class ContactPart(StrEnum):
    """The parts of a contact that syncd fills."""

    NAME = "name"
    EMAILS = "emails"
    PHONES = "phones"
    TITLE = "title"
    ORGANIZATION = "organization"
    LINKEDIN = "linkedin"
    NOTE = "note"


@dataclass(frozen=True, kw_only=True, slots=True)
class ActualContact:
    """A contact as it stands in the address book now."""

    contact: Contact
    ours: bool
    """It bears syncd's mark."""
    touched: frozenset[ContactPart] = frozenset()
    """Parts that are no longer as syncd wrote them (only meaningful when `ours`)."""
    extra: bool = False
    """It holds properties that syncd did not write (a photo, a birthday): somebody else's work."""
