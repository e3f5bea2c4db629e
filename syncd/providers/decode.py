"""What the providers of iCalendar and vCard texts have in common: naming the object that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from syncd.core.model import ActualContact
from syncd.errors import InvalidObjectError
from syncd.formats.ical import actual_from_ical, events_from_ical
from syncd.formats.ical_glance import glance
from syncd.formats.vcard import contact_from_vcard
from syncd.providers.base import Decoded, Resource

_ENDLESS = re.compile(r"^(?:RRULE|RDATE|BEGIN:VTODO)", re.MULTILINE)
_UTC = ZoneInfo("UTC")
MARK = "X-SYNCD-KIND"


def decode_object(resource: Resource, zone: ZoneInfo) -> Decoded:
    """A reminder of syncd's, or the events of somebody else."""
    try:
        if MARK in resource.raw:
            actual = actual_from_ical(resource.raw)
            if actual is not None:
                return Decoded(actual=actual)
        return Decoded(events=events_from_ical(resource.raw, zone))
    except InvalidObjectError as err:
        raise InvalidObjectError(resource.href, err.why) from err


def decode_contact(resource: Resource) -> ActualContact:
    """A contact, syncd's or somebody else's."""
    try:
        return contact_from_vcard(resource.raw)
    except InvalidObjectError as err:
        raise InvalidObjectError(resource.href, err.why) from err


def ended_before(raw: str, since: datetime) -> bool:
    """A single event of others that ended before; what a glance cannot tell did not."""
    if MARK in raw or _ENDLESS.search(raw):
        return False
    seen = glance(raw, _UTC)
    return seen is not None and seen.end_at.astimezone(UTC) < since


def bears_name(resource: Resource, emails: Sequence[str], names: Sequence[str]) -> bool:
    """The contact has one of the addresses or full names, case-folded; one that cannot be read has none."""
    try:
        contact = contact_from_vcard(resource.raw).contact
    except InvalidObjectError:
        return False
    wanted = {email.casefold() for email in emails}
    called = {name.casefold() for name in names}
    return contact.name.casefold() in called or any(email.casefold() in wanted for email in contact.emails)
