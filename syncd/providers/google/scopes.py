"""Which rights syncd asks Google for: the least that the config needs.

Source of what each method accepts: the discovery documents of Calendar v3, Tasks v1 and People v1.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

_BASE = "https://www.googleapis.com/auth/"
EVENTS_READ = f"{_BASE}calendar.events.readonly"
EVENTS_WRITE = f"{_BASE}calendar.events"
OWN_CALENDAR = f"{_BASE}calendar.app.created"
CALENDAR_LIST = f"{_BASE}calendar.calendarlist.readonly"
TASKS = f"{_BASE}tasks"
CONTACTS = f"{_BASE}contacts"

PURPOSES = {
    EVENTS_READ: "read the events of your calendars",
    EVENTS_WRITE: "write into the calendar that `write_to` names",
    OWN_CALENDAR: "make a calendar of its own and write there, and nowhere else",
    CALENDAR_LIST: "see the names of your calendars",
    TASKS: "keep a list of tasks",
    CONTACTS: "look up and add contacts",
}
"""What a right is for, as a sentence goes on after "syncd needs it to"."""

_WIDER = {
    EVENTS_READ: (f"{_BASE}calendar", f"{_BASE}calendar.readonly", EVENTS_WRITE),
    EVENTS_WRITE: (f"{_BASE}calendar",),
    OWN_CALENDAR: (f"{_BASE}calendar",),
    CALENDAR_LIST: (f"{_BASE}calendar", f"{_BASE}calendar.readonly", f"{_BASE}calendar.calendarlist"),
}
"""Scopes that include a narrower one."""


def is_calendar_id(name: str) -> bool:
    """It names a calendar by id (`primary`, or an address), which needs no right to list calendars."""
    return name == "primary" or "@" in name


def needed_scopes(
    calendars: Sequence[str] | None, write_to: str, *, reminders: bool, contacts: bool
) -> tuple[str, ...]:
    """The scopes this configuration calls for.

    Reminders go into a calendar that syncd makes itself: with `calendar.app.created` Google makes it impossible to
    touch any other. Only who names a calendar of their own in `write_to` grants more.

    Args:
        calendars: Watched calendars, by id or display name; None for the primary one.
        write_to: Name of the calendar for reminders, the id of an existing one, or `same`.
        reminders: Whether reminders are written into this account.
        contacts: Whether contacts are written into this account.
    """
    own = reminders and write_to != "same" and not is_calendar_id(write_to)
    scopes = [EVENTS_READ if own or not reminders else EVENTS_WRITE]
    if own:
        scopes.append(OWN_CALENDAR)
    if not all(is_calendar_id(name) for name in calendars or ()):
        scopes.append(CALENDAR_LIST)
    if reminders and write_to != "same":
        scopes.append(TASKS)
    if contacts:
        scopes.append(CONTACTS)
    return tuple(scopes)


def grants(granted: Collection[str], scope: str) -> bool:
    """`granted` holds the scope or one that includes it."""
    return any(each in granted for each in (scope, *_WIDER.get(scope, ())))


def missing_scopes(needed: Iterable[str], granted: Collection[str]) -> tuple[str, ...]:
    """What is needed and was not granted, in order."""
    return tuple(scope for scope in needed if not grants(granted, scope))


def explain_missing(missing: Sequence[str]) -> str:
    """One sentence a missing scope: its name, and what it is for."""
    return "; ".join(f"{scope.removeprefix(_BASE)} (to {PURPOSES[scope]})" for scope in missing)
