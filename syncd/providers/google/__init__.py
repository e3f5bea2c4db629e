"""Google Calendar, Tasks and Contacts. Nothing outside imports it unless a Google account is configured."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from syncd.providers.google.http import GoogleSession
from syncd.providers.google.ids import Ids
from syncd.providers.google.people import GoogleContacts
from syncd.providers.google.provider import GoogleCalendars
from syncd.providers.google.scopes import needed_scopes

__all__ = ["GoogleCalendars", "GoogleContacts", "GoogleSession", "Ids", "needed_scopes", "open_google"]


def open_google(
    account: str,
    *,
    client_secret: Path,
    token_file: Path,
    ids: Ids,
    zone: ZoneInfo,
    scopes: tuple[str, ...],
    calendars: Sequence[str] | None,
    category: str,
    endpoint: str | None,
) -> tuple[GoogleCalendars, GoogleContacts]:
    """Both doors of an account on one line; nothing is sent before they are asked something."""
    session = GoogleSession(account, client_secret, token_file, scopes, endpoint=endpoint)
    return (
        GoogleCalendars(session, ids, zone=zone, calendars=calendars),
        GoogleContacts(session, ids, category=category),
    )
