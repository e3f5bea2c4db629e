"""Who is met: people from the invitation's addresses and from its texts, never robots, rooms or the user."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from syncd.core.mentions import Mention, in_body, in_title, japanese_names
from syncd.core.model import Attendee, Person, PersonKind
from syncd.core.names import person_name
from syncd.core.parties import is_my_name, may_be_person
from syncd.core.phones import country_of, phones_in
from syncd.core.reading import Reading
from syncd.core.text import collapsed, fold, lines, words
from syncd.core.vendors import mailbox_kind, vendor_kind
from syncd.core.vocabulary import lexicon

MOST_PEOPLE = 15
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PROFILE = re.compile(
    r"(?:https?://)?(?:[a-z]{2,3}\.)?(?:linkedin\.com/in|xing\.com/profile)/([\w%.~-]{2,100})/?", re.IGNORECASE
)


@dataclass(slots=True)
class _Draft:
    """A person being put together."""

    name: str | None
    email: str | None = None
    title: str | None = None
    phone: str | None = None
    linkedin: str | None = None
    line: int | None = None
    """Where the texts name the person last; None when they do not."""
    arranges: bool = False
    recruits: bool = False
    spelled: set[str] = field(default_factory=set)
    from_address: bool = False

    def is_called(self, spoken: set[str]) -> bool:
        """Whether words name this person: all its words or fewer, or what its address is made of."""
        if self.spelled and (spoken <= self.spelled or self.spelled <= spoken):
            return True
        if self.email and not self.name and spoken:
            return _fits_address(spoken, self.email)
        return False


def _fits_address(spoken: set[str], email: str) -> bool:
    local = fold(email.partition("@")[0])
    pieces = {piece for piece in re.split(r"[._+-]", local) if len(piece) > 1}
    plain = collapsed(local)
    long_words = [word for word in spoken if len(word) > 2]
    if pieces & spoken:
        return True
    return any(len(word) > 3 and word in plain for word in long_words)


def _name_from_address(email: str) -> str | None:
    parts = [part for part in re.split(r"[._]", email.partition("@")[0]) if part]
    if len(parts) > 1 and all(part.isalpha() and len(part) > 1 for part in parts):
        return " ".join("-".join(piece.capitalize() for piece in part.split("-")) for part in parts[:3])
    return None


def _from_addresses(reading: Reading) -> list[_Draft]:
    drafts = []
    for one in reading.parties.others[:60]:
        if not may_be_person(one) or reading.parties.is_own(one) or (one.role == "NON-PARTICIPANT" and not one.name):
            continue
        name = person_name(one.name or "")
        drafts.append(
            _Draft(
                name=name,
                email=one.email,
                spelled={word.folded for word in words(name or "")},
                from_address=True,
                recruits=_recruits(one.name or ""),
            )
        )
    return drafts


def _recruits(text: str) -> bool:
    hits = lexicon().find(words(text))
    managers = any(hit.label == "stage.hiring_manager" for hit in hits)
    return not managers and any(hit.label == "job.recruiter" for hit in hits)


def _is_me(reading: Reading, mention: Mention) -> bool:
    return is_my_name(reading.settings.me, mention.name)


def _take_mention(drafts: list[_Draft], mention: Mention, *, may_add: bool) -> None:
    known = next((draft for draft in drafts if draft.is_called(mention.spelled)), None)
    if known is None:
        if not may_add:
            return
        known = _Draft(name=mention.name, spelled=set(mention.spelled))
        drafts.append(known)
    if known.name is None or (len(mention.spelled) > len(known.spelled) and known.spelled <= mention.spelled):
        known.name = mention.name
        known.spelled = set(mention.spelled)
    if mention.title and not known.title:
        known.title = mention.title
        known.recruits = known.recruits or _recruits(mention.title)
    known.arranges = known.arranges or mention.arranges
    if mention.line >= 0 and (known.line is None or mention.signed):
        known.line = mention.line


def _nearest(drafts: list[_Draft], line: int, reach: int = 5) -> _Draft | None:
    above = [draft for draft in drafts if draft.line is not None and 0 <= line - draft.line <= reach]
    return max(above, key=lambda draft: draft.line or 0, default=None)


def _give_phones(reading: Reading, drafts: list[_Draft]) -> None:
    if not drafts:
        return
    zones = (reading.event.zone, reading.settings.me.timezone)
    countries = list(
        dict.fromkeys(
            code for code in (*map(country_of, zones[:1]), reading.settings.me.country, country_of(zones[1])) if code
        )
    )
    rows = lines(reading.body.text)
    numbered: list[tuple[int, str]] = []
    text = "\n".join(rows)
    numbered.extend((text.count("\n", 0, phone.start), phone.number) for phone in phones_in(text, countries))
    numbered.extend((-1, phone.number) for phone in phones_in(reading.location, countries))
    for line, number in numbered:
        spoken = {word.folded for word in words(rows[line])} if line >= 0 else set()
        named = [draft for draft in drafts if draft.spelled & spoken]
        owner = named[0] if len(named) == 1 else _nearest(drafts, line) if line >= 0 else None
        if owner is None and len(drafts) == 1:
            owner = drafts[0]
        if owner is not None and owner.phone is None:
            owner.phone = number


def _give_addresses(reading: Reading, drafts: list[_Draft]) -> None:
    """Hand addresses and profiles that stand in the text to the people they belong to."""
    mine = {email.lower() for email in reading.settings.me.emails}
    taken = {draft.email for draft in drafts if draft.email}
    for number, row in enumerate(lines(reading.body.text)):
        for email in (found.lower().rstrip(".") for found in _EMAIL.findall(row)):
            if email in mine or email in taken or mailbox_kind(email) or vendor_kind(email) not in {None, "free_mail"}:
                continue
            spoken = {word.folded for word in words(row.replace(email, ""))}
            free = [draft for draft in drafts if draft.email is None]
            fitting = [draft for draft in free if draft.name and _fits_address(draft.spelled, email)]
            near = [draft for draft in free if draft.spelled & spoken]
            owner = next(iter(fitting or near), None) or (_nearest(free, number, 3))
            if owner is not None:
                owner.email = email
                taken.add(email)
    profiles = dict.fromkeys(
        match.group() for text in (*reading.links, reading.body.text) for match in _PROFILE.finditer(text)
    )
    for profile in profiles:
        slug = collapsed(profile.rstrip("/").rpartition("/")[2])
        owners = [draft for draft in drafts if any(len(word) > 2 and word in slug for word in draft.spelled)]
        owner = owners[0] if owners else drafts[0] if len(drafts) == 1 else None
        if owner is not None and owner.linkedin is None:
            owner.linkedin = profile


def _arranger(reading: Reading, drafts: list[_Draft], mentions: Iterable[Mention]) -> None:
    """Mark who says of themselves that they only arrange: the one who signed, else the organizer."""
    if not (reading.body.found("job.assistant_says") or reading.title.found("job.assistant_says")):
        return
    signed = [mention for mention in mentions if mention.signed]
    organizer = reading.parties.organizer
    for mention in signed[-1:]:
        for draft in drafts:
            if draft.is_called(mention.spelled):
                draft.arranges = True
                return
    for draft in drafts:
        if organizer and draft.email and draft.email == organizer.email:
            draft.arranges = True


def _known_words(company: str | None) -> frozenset[str]:
    texts = [company or ""]
    return frozenset(word.folded for text in texts for word in words(text))


def find_people(reading: Reading, company: str | None = None) -> tuple[Person, ...]:
    """The people met, in the order the invitation names them.

    Args:
        reading: The event.
        company: The hiring company as far as it is known without the people; its name is nobody's.

    Returns:
        Interviewers and recruiters. Never the user, rooms, groups, robots, note takers, or those who only arrange.
    """
    drafts = _from_addresses(reading)
    known = _known_words(company)
    alone = not drafts
    mentions = [
        *in_body(reading, known=known, allow_single=alone),
        *in_title(reading.title, known=known, allow_single=alone),
    ]
    mentions = [mention for mention in mentions if not _is_me(reading, mention)]
    for full in (True, False):
        for mention in mentions:
            if mention.full is full:
                _take_mention(drafts, mention, may_add=mention.met and not (mention.arranges and not mention.title))
    for name in japanese_names(reading.body.text):
        spelled = {word.folded for word in words(name)}
        if (
            len(name) > 1
            and not is_my_name(reading.settings.me, name)
            and not any(draft.is_called(spelled) for draft in drafts)
        ):
            drafts.append(_Draft(name=name, spelled=spelled))
    _arranger(reading, drafts, mentions)
    _give_addresses(reading, drafts)
    _give_phones(reading, drafts)
    return tuple(
        _finished(draft) for draft in drafts[:MOST_PEOPLE] if not draft.arranges and _worth_keeping(reading, draft)
    )


def _worth_keeping(reading: Reading, draft: _Draft) -> bool:
    mine = {email.lower() for email in reading.settings.me.emails}
    return (
        bool(draft.name or draft.email)
        and (draft.email or "") not in mine
        and not (draft.name and is_my_name(reading.settings.me, draft.name))
    )


def _finished(draft: _Draft) -> Person:
    name = draft.name or (_name_from_address(draft.email) if draft.email else None)
    return Person(
        name=name,
        email=draft.email,
        phone=draft.phone,
        title=draft.title,
        linkedin=draft.linkedin,
        kind=PersonKind.RECRUITER if draft.recruits else PersonKind.INTERVIEWER,
    )


def with_kind(people: tuple[Person, ...], kind: PersonKind) -> tuple[Person, ...]:
    """The people with a kind for those of whom no title tells it."""
    return tuple(person if person.title else replace(person, kind=kind) for person in people)


def attendee_names(attendees: Iterable[Attendee]) -> list[str]:
    """Names of attendees that may be people."""
    return [name for one in attendees if may_be_person(one) and (name := person_name(one.name or ""))]
