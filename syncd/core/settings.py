"""What the user can set, with defaults and the sentence that explains each: the one source of the config's schema.

The config loader, `config.example.toml` and the man page are all made from these dataclasses. Option types are
str, int, float, bool, timedelta, time, Slot, StrEnum and tuples of str.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo


def option(doc: str, default: Any = ..., *, example: Any = None, within: tuple[Any, Any] | None = None) -> Any:
    """A dataclass field that carries its documentation; without a default it is required.

    Args:
        doc: One or two sentences for the example config and the man page.
        default: Used when the key is absent.
        example: Shown in the example config where the default would say little.
        within: The least and the greatest value that make sense.
    """
    metadata = {"doc": doc, "example": example, "within": within}
    if default is ...:
        return field(metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """A stretch of a day, local time: `08:30-09:00`."""

    start: time
    end: time


class OnDayOff(StrEnum):
    """Where an exact promise goes that falls on a day off."""

    NEXT = "next"
    PREVIOUS = "previous"
    KEEP = "keep"


class Weekday(StrEnum):
    """Days of the week, the first one first (ISO 8601)."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class Language(StrEnum):
    """Languages syncd writes in."""

    EN = "en"
    DE = "de"
    FR = "fr"
    ES = "es"
    PT = "pt"
    IT = "it"
    NL = "nl"


@dataclass(frozen=True, kw_only=True, slots=True)
class Me:
    """[me]: who the user is."""

    name: str = option("Your name as it stands in invitations.", example="Sam Rivera")
    emails: tuple[str, ...] = option("Every address invitations reach you at.", example=("sam@example.com",))
    timezone: str = option("IANA zone you live in. Default: the system's.", "UTC", example="Europe/Berlin")
    country: str | None = option("Country code for public holidays and phone numbers.", None, example="DE")
    subdivision: str | None = option("State or province, where holidays differ.", None, example="BE")
    language: Language = option("Language of what syncd writes: en, de, fr, es, pt, it or nl.", Language.EN)

    @property
    def zone(self) -> ZoneInfo:
        """The user's time zone."""
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, kw_only=True, slots=True)
class DetectSettings:
    """[detect]: what counts as an interview."""

    threshold: float = option("Confidence from which an event is taken for an interview.", 0.6, within=(0.0, 1.0))
    ask_from: float = option(
        "Confidence from which syncd asks you (one quiet task a day at most).", 0.4, within=(0.0, 1.0)
    )
    ask_at: time = option("When that task is due, on your clock.", time(18, 0))
    keywords: tuple[str, ...] = option("Words of your own that speak for an interview.", (), example=("casting",))
    not_keywords: tuple[str, ...] = option("Words of your own that speak against one.", (), example=("book club",))
    always_domains: tuple[str, ...] = option("Events from these domains are interviews.", (), example=("acme.example",))
    never_domains: tuple[str, ...] = option("Events from these domains never are.", (), example=("school.example",))


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactSettings:
    """[contacts]: the people you meet, in your address book."""

    enabled: bool = option("Write contacts.", default=True)
    recruiters: bool = option("Recruiters too, not only interviewers.", default=True)
    category: str = option("Category (or Google contact group) of what syncd writes.", "Interviewers")
    fill_missing: bool = option("Add empty fields to contacts you already had. Never overwrites.", default=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class PrepareSettings:
    """[prepare]: before the interview."""

    enabled: bool = option("Write a preparation reminder.", default=True)
    before: timedelta = option(
        "How long before the interview it rings.", timedelta(minutes=60), within=(timedelta(0), timedelta(days=7))
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class ThankYouSettings:
    """[thank_you]: right after the interview."""

    enabled: bool = option("Write a thank-you reminder.", default=True)
    after: timedelta = option(
        "How long after the interview's end it rings.", timedelta(minutes=15), within=(timedelta(0), timedelta(days=2))
    )
    next_morning: time | None = option("When it rings again the next morning.", time(9, 0))


@dataclass(frozen=True, kw_only=True, slots=True)
class FollowUpSettings:
    """[follow_up]: asking how things stand."""

    enabled: bool = option("Write follow-up tasks.", default=True)
    after_working_days: int = option("Working days to wait when nothing was promised.", 5, within=(1, 60))
    second_after_working_days: int = option("Working days from the first (ticked) to the second.", 7, within=(1, 60))
    max_per_process: int = option("Follow-ups per hiring process at most.", 2, within=(0, 2))
    gap_working_days: int = option("Fewest working days between two prompts to one company.", 5, within=(1, 60))
    on_day_off: OnDayOff = option(
        'Where "call in exactly three days" goes on a day off: next, previous or keep.', OnDayOff.NEXT
    )
    early: Slot = option("Early call slot, local time of the company.", Slot(start=time(8, 30), end=time(9, 0)))
    late: Slot = option("Late call slot, local time of the company.", Slot(start=time(16, 30), end=time(17, 0)))
    waking: Slot = option("Never outside these hours of your own zone.", Slot(start=time(7, 0), end=time(22, 0)))
    lookback: timedelta = option(
        "How old an interview may be when syncd first sees it.",
        timedelta(days=14),
        within=(timedelta(0), timedelta(days=366)),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class CloseOutSettings:
    """[close_out]: one last note or move on."""

    enabled: bool = option("Write a close-out task.", default=True)
    after_days: int = option("Days after the last interview with no outcome.", 25, within=(1, 365))
    at: time = option("When the task is due on that day, on your clock.", time(10, 0))


@dataclass(frozen=True, kw_only=True, slots=True)
class KeepLookingSettings:
    """[keep_looking]: never hang all hopes on one job."""

    enabled: bool = option("Write a weekly task while a process is open.", default=True)
    weekday: Weekday = option("Day of the week; the next working day where that is a day off.", Weekday.WEDNESDAY)
    at: time = option("When it is due on that day, on your clock.", time(10, 0))


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Everything a decision may depend on."""

    me: Me
    detect: DetectSettings = field(default_factory=DetectSettings)
    contacts: ContactSettings = field(default_factory=ContactSettings)
    prepare: PrepareSettings = field(default_factory=PrepareSettings)
    thank_you: ThankYouSettings = field(default_factory=ThankYouSettings)
    follow_up: FollowUpSettings = field(default_factory=FollowUpSettings)
    close_out: CloseOutSettings = field(default_factory=CloseOutSettings)
    keep_looking: KeepLookingSettings = field(default_factory=KeepLookingSettings)
