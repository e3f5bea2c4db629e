"""Who is who in an event: the user, the others, and on whose side of the table they sit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from syncd.core.model import Attendee, Event
from syncd.core.names import is_given_name, spelled
from syncd.core.settings import Me, Settings
from syncd.core.text import Word, fold, folded_words
from syncd.core.vendors import company_domain, is_mail_host, mailbox_kind, name_kind, vendor_kind

ATTENDEE_LIMIT = 200
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")


@dataclass(frozen=True, slots=True)
class Parties:
    """The people and addresses of an event, sorted."""

    me: Me
    own_domains: frozenset[str]
    """Registrable domains of the user's own addresses: their present employer, or their own."""
    organizer: Attendee | None
    organized_by_me: bool
    invited_as: str | None
    """The user's address among the organizer and attendees."""
    declined: bool
    others: tuple[Attendee, ...]
    """Everybody but the user, the organizer first, each address once; rooms and robots included."""
    my_spellings: frozenset[frozenset[str]]
    """The folded words of the user's name, as configured and as written beside the user's addresses."""

    @property
    def outsiders(self) -> tuple[Attendee, ...]:
        """The others that may be people and do not share the user's domain."""
        return tuple(other for other in self.others if may_be_person(other) and not self.is_own(other))

    @property
    def colleagues(self) -> tuple[Attendee, ...]:
        """The others (groups and robots too) under the user's own domain."""
        return tuple(other for other in self.others if self.is_own(other))

    @property
    def sent_by_robot(self) -> bool:
        """Whether the organizer's address is one from which machines write."""
        return self.organizer is not None and mailbox_kind(self.organizer.email or "") == "robots"

    def is_own(self, attendee: Attendee) -> bool:
        """Whether an address lies under one of the user's own domains."""
        return bool(attendee.email) and company_domain(attendee.email or "") in self.own_domains


def is_room(attendee: Attendee) -> bool:
    """Whether an attendee is a room or a thing (RFC 5545 section 3.2.3, CUTYPE)."""
    if attendee.cutype in {"ROOM", "RESOURCE"}:
        return True
    return mailbox_kind(attendee.email or "") == "rooms" and not _is_named_so(attendee)


def may_be_person(attendee: Attendee) -> bool:
    """False for rooms, groups, role addresses, robots and vendors' own addresses."""
    if is_room(attendee) or attendee.cutype == "GROUP":
        return False
    if attendee.name and attendee.email and not vendor_kind(attendee.email) and _is_spelled_out(attendee):
        return mailbox_kind(attendee.email) in {None, "rooms"}
    if attendee.email and (mailbox_kind(attendee.email) or vendor_kind(attendee.email) not in {None, "free_mail"}):
        return False
    return not (attendee.name and _names_nobody(attendee.name))


def _names_nobody(display: str) -> bool:
    """Whether a display name is a group's, a room's or a note taker's; a department in brackets belongs to a person."""
    outside = _BRACKETS.sub(" ", display).strip()
    return bool(name_kind(outside or display)) or name_kind(display) == "note_taker"


def _is_spelled_out(attendee: Attendee) -> bool:
    """Whether an address is its owner's given name and surname: `floor.wessels@` is Floor Wessels, not a floor."""
    pieces = [piece for piece in re.split(r"[._]", fold((attendee.email or "").partition("@")[0])) if piece]
    spoken = folded_words(attendee.name or "")
    return len(pieces) == 2 and len(spoken) < 5 and set(pieces) <= set(spoken)


def _is_named_so(attendee: Attendee) -> bool:
    """Whether the word for a room in an address is a surname: `piero.sala@` is Piero Sala, `sala.verde@` a room."""
    return is_given_name((attendee.name or "").partition(" ")[0]) and _is_spelled_out(attendee)


@lru_cache(maxsize=64)
def name_forms(name: str) -> frozenset[tuple[str, ...]]:
    """The ways a person's name is written: whole, first, last, initials, either order, without middle names."""
    parts = tuple(folded_words(name))
    if not parts:
        return frozenset()
    forms = {parts, parts[:1]}
    for last in parts[1:]:
        first = parts[0]
        forms |= {(first, last), (last, first), (first[0], last), (first, last[0]), (last,), (last, first[0])}
    if len(parts) > 2:
        forms |= {(parts[0], *parts[2:]), (*parts[1:], parts[0]), (parts[0][0], *parts[1:]), parts[1:]}
    return frozenset(form for form in forms if sum(map(len, form)) > 2)


def is_my_name(me: Me, name: str) -> bool:
    """Whether a name is one of the forms of the user's name."""
    spoken = tuple(folded_words(name))
    forms = name_forms(me.name)
    return spoken in forms or (len(spoken) > 1 and set(spoken) == spelled(me.name))


def my_name_in(me: Me, found: list[Word]) -> list[tuple[int, int]]:
    """Where the user's name stands: (first, last) word indices, longest forms first, none overlapping."""
    forms = sorted(name_forms(me.name), key=len, reverse=True)
    spans: list[tuple[int, int]] = []
    taken: set[int] = set()
    folded = tuple(word.folded for word in found)
    said = set(folded)
    for form in (one for one in forms if said.issuperset(one)):
        for index in range(len(folded) - len(form) + 1):
            span = range(index, index + len(form))
            if folded[index : index + len(form)] == form and not taken.intersection(span):
                spans.append((index, index + len(form) - 1))
                taken.update(span)
    return spans


def _is_called_like_me(me: Me, attendee: Attendee) -> bool:
    """The user at an address the config does not name: their whole name, or any form of it without an address."""
    spoken = spelled(_BRACKETS.sub(" ", attendee.name or ""))
    whole = len(spoken) > 1 and spoken == spelled(me.name)
    return whole or (not attendee.email and is_my_name(me, attendee.name or ""))


def named(me: Me, event: Event) -> Me:
    """The user, by the name beside their address where nothing else tells it."""
    if me.name:
        return me
    there = (event.organizer, *event.attendees[:ATTENDEE_LIMIT])
    addresses = {email.lower() for email in me.emails}
    mine = (
        _BRACKETS.sub(" ", one.name or "").strip() for one in there if one and (one.email or "").lower() in addresses
    )
    return replace(me, name=next((name for name in mine if name and "@" not in name), ""))


def parties(event: Event, settings: Settings) -> Parties:
    """Sort an event's organizer and attendees; at most `ATTENDEE_LIMIT` of them are looked at."""
    mine = {email.lower() for email in settings.me.emails}
    organizer = event.organizer
    seen: set[str] = set()
    others: list[Attendee] = []
    invited_as = None
    declined = False
    my_names = {settings.me.name}
    for attendee in (*((organizer,) if organizer else ()), *event.attendees[:ATTENDEE_LIMIT]):
        key = (attendee.email or fold(attendee.name or "")).lower()
        if key in mine or _is_called_like_me(settings.me, attendee):
            invited_as = invited_as or attendee.email
            my_names.add(_BRACKETS.sub(" ", attendee.name or ""))
            declined = declined or (attendee.partstat == "DECLINED" and attendee is not organizer)
        elif key and key not in seen:
            seen.add(key)
            others.append(attendee)
    return Parties(
        me=settings.me,
        own_domains=frozenset(
            domain for email in mine if (domain := company_domain(email)) and not is_mail_host(email)
        ),
        organizer=organizer,
        organized_by_me=organizer is not None
        and ((organizer.email or "").lower() in mine or _is_called_like_me(settings.me, organizer)),
        invited_as=invited_as,
        declined=declined,
        others=tuple(others),
        my_spellings=frozenset(map(spelled, (name for name in my_names if "@" not in name))) - {frozenset()},
    )
