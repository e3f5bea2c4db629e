"""Calendar v3 events that others wrote -> `Event`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from syncd.core.model import Attendee, Event, EventStatus
from syncd.errors import InvalidObjectError
from syncd.formats.google_time import from_event_time, is_all_day, zone_named
from syncd.formats.html import PlainText, is_html, to_text

EVENT_FIELDS = (
    "kind,id,etag,status,summary,description,location,start,end,iCalUID,recurringEventId,originalStartTime,"
    "organizer(email,displayName,self),creator(email,displayName,self),"
    "attendees(email,displayName,responseStatus,optional,resource),hangoutLink,"
    "conferenceData/entryPoints(entryPointType,uri),source/url,eventType,extendedProperties/private,reminders"
)
"""Partial response mask of everything that is read of an event."""

_PARTSTAT = {
    "needsAction": "NEEDS-ACTION",
    "declined": "DECLINED",
    "tentative": "TENTATIVE",
    "accepted": "ACCEPTED",
}
_NOBODY = ("@group.calendar.google.com", "@resource.calendar.google.com", "unknownorganizer@calendar.google.com")
"""Addresses that stand for a calendar or for nobody, where Google has no organizer to name."""
_STATUS = {"confirmed": EventStatus.CONFIRMED, "tentative": EventStatus.TENTATIVE, "cancelled": EventStatus.CANCELLED}


_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|nbsp|amp|lt|gt|quot);", re.IGNORECASE)
_STRUCTURE = re.compile(r"<(?:br|p|div|table|tr|ul|ol|li|h[1-6])\b", re.IGNORECASE)


def text_of(description: str) -> PlainText:
    """Text and links of a description, which Google lets be plain text, HTML, or lines of text with links in them."""
    if is_html(description):
        lines = description if _STRUCTURE.search(description) else description.replace("\n", "<br>")
        return to_text(lines)
    return PlainText(html.unescape(description) if _ENTITY.search(description) else description)


def from_google_event(item: Mapping[str, Any], zone: ZoneInfo) -> Event:
    """The event, or the occurrence of a series, that an item of events.list or events.get describes.

    Args:
        item: As Google sent it, cut to `EVENT_FIELDS`.
        zone: The reader's, for all-day events and those written in UTC.

    Raises:
        InvalidObjectError: It has no times.
    """
    href = str(item.get("id", ""))
    start = item.get("start") or {}
    try:
        start_at = from_event_time(start, zone)
        end_at = from_event_time(item["end"], zone) if item.get("end") else _default_end(start, start_at)
        recurrence_id = _recurrence_id(item, zone)
    except ValueError as err:
        raise InvalidObjectError(href, f"the event has no times that can be read ({err})") from err
    description = text_of(str(item.get("description", "")))
    named = zone_named(start.get("timeZone")) or zone
    return Event(
        uid=str(item.get("iCalUID") or href),
        recurrence_id=recurrence_id,
        summary=str(item.get("summary", "")),
        description=description.text,
        location=str(item.get("location", "")),
        links=tuple(dict.fromkeys([*_links(item), *description.links])),
        start_at=start_at,
        end_at=end_at,
        all_day=is_all_day(start),
        zone=named.key,
        status=_STATUS.get(str(item.get("status", "")), EventStatus.CONFIRMED),
        organizer=_organizer(item),
        attendees=tuple(_attendee(each) for each in item.get("attendees", ())),
        recurring=bool(item.get("recurringEventId")),
        sequence=int(item.get("sequence", 0)),
    )


def _default_end(start: Mapping[str, Any], start_at: datetime) -> datetime:
    return start_at + timedelta(days=1) if is_all_day(start) else start_at


def _recurrence_id(item: Mapping[str, Any], zone: ZoneInfo) -> str | None:
    """As RECURRENCE-ID reads in iCalendar: the moment in UTC, or the date, of the occurrence as first planned."""
    original = item.get("originalStartTime")
    if not item.get("recurringEventId") or not original:
        return None
    if is_all_day(original):
        return str(original["date"])
    return from_event_time(original, zone).astimezone(UTC).isoformat()


def _links(item: Mapping[str, Any]) -> Iterator[str]:
    source = item.get("source") or {}
    conference = item.get("conferenceData") or {}
    for link in (
        source.get("url"),
        *(point.get("uri") for point in conference.get("entryPoints", ())),
        item.get("hangoutLink"),
    ):
        if link:
            yield str(link)


def _organizer(item: Mapping[str, Any]) -> Attendee | None:
    """Who called the meeting; on a calendar of its own Google names the calendar, and the creator is the person."""
    for who in (item.get("organizer"), item.get("creator")):
        email = str((who or {}).get("email", "")).lower()
        if who and email and not email.endswith(_NOBODY):
            return Attendee(email=email, name=_name(who))
    return None


def _attendee(guest: Mapping[str, Any]) -> Attendee:
    email = str(guest.get("email", "")).lower() or None
    room = bool(guest.get("resource"))
    return Attendee(
        email=email,
        name=_name(guest),
        partstat=_PARTSTAT.get(str(guest.get("responseStatus", "")), "NEEDS-ACTION"),
        role="OPT-PARTICIPANT" if guest.get("optional") else "REQ-PARTICIPANT",
        cutype="ROOM" if room else "INDIVIDUAL",
    )


def _name(who: Mapping[str, Any]) -> str | None:
    name = str(who.get("displayName", "")).strip()
    return name if name and name.lower() != str(who.get("email", "")).lower() else None
