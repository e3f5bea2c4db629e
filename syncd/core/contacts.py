"""People met -> contacts: one for each person over all rounds, with a note of where and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from syncd.core.companies.organisations import company_key
from syncd.core.identity import contact_uid
from syncd.core.letters import is_same, place_of
from syncd.core.model import Contact, Interview, Person, PersonKind
from syncd.core.process import Process, local_day
from syncd.core.settings import Settings
from syncd.core.wording import Wording, shorten

LONGEST_PLACE = 80


@dataclass(kw_only=True, slots=True)
class _Met:
    """Everything the rounds say of one person."""

    mentions: list[tuple[Person, Interview]] = field(default_factory=list)

    @property
    def first(self) -> tuple[Person, Interview]:
        return self.mentions[0]


def desired_contacts(processes: Sequence[Process], settings: Settings, wording: Wording) -> tuple[Contact, ...]:
    """The contacts that should stand, by the order in which the people were met.

    Interviews that were called off name nobody: a contact they led to earlier is left as it is by the planner. A
    person is known again by the address everywhere, by the name within a company. The UID comes from the first
    mention, so that an address learned in a later round completes the contact instead of making another.
    """
    if not settings.contacts.enabled:
        return ()
    everyone: list[_Met] = []
    held = (interview for process in processes for members in process.rounds for interview in members)
    for interview in sorted(held, key=lambda interview: (interview.event.start_at, interview.key)):
        for person in interview.people:
            wanted = settings.contacts.recruiters or person.kind is PersonKind.INTERVIEWER
            if wanted and (person.name or person.email):
                _remember(person, interview, everyone)
    contacts = {contact.uid: contact for contact in (_contact(met, settings, wording) for met in reversed(everyone))}
    return tuple(reversed(contacts.values()))


def _remember(person: Person, interview: Interview, everyone: list[_Met]) -> None:
    for met in everyone:
        if any(_again(person, interview, other, before) for other, before in met.mentions):
            met.mentions.append((person, interview))
            return
    everyone.append(_Met(mentions=[(person, interview)]))


def _again(person: Person, interview: Interview, other: Person, before: Interview) -> bool:
    if person.email and other.email and person.email.casefold() == other.email.casefold():
        return True
    return _company(interview) == _company(before) and is_same(person, other)


def _company(interview: Interview) -> str:
    return interview.domain or (company_key(interview.company) if interview.company else "") or interview.key


def _contact(met: _Met, settings: Settings, wording: Wording) -> Contact:
    people = [person for person, _interview in met.mentions]
    interviews = list({interview.key: interview for _person, interview in met.mentions}.values())
    first, first_interview = met.first
    name = _last(person.name for person in people)
    email = _last(person.email for person in people)
    emails = tuple(dict.fromkeys(person.email for person in people if person.email))
    return Contact(
        uid=contact_uid(email=first.email, name=first.name, company=first_interview.company),
        name=name or email or "",
        emails=emails,
        phones=tuple(dict.fromkeys(person.phone for person in people if person.phone)),
        title=_last(person.title for person in people),
        organization=_organization(met),
        linkedin=_last(person.linkedin for person in people),
        note=wording.note(
            {
                "is_recruiter": people[-1].kind is PersonKind.RECRUITER,
                "meetings": [_meeting(interview, wording) for interview in interviews],
                "me": settings.me.name,
            }
        ),
        categories=(settings.contacts.category,),
        interviews=tuple(interview.key for interview in interviews),
    )


def _organization(met: _Met) -> str | None:
    """The company they work for; None for a recruiter whose address shows that it is another one."""

    def works_there(person: Person, interview: Interview) -> bool:
        if person.kind is PersonKind.INTERVIEWER:
            return True
        domain = (person.email or "").rpartition("@")[2]
        return interview.domain is not None and (domain == interview.domain or domain.endswith(f".{interview.domain}"))

    return _last(interview.company for person, interview in met.mentions if works_there(person, interview))


def _meeting(interview: Interview, wording: Wording) -> dict[str, object]:
    return {
        "day": local_day(interview),
        "stage": wording.stage(interview.stage),
        "company": interview.company or "",
        "position": interview.position or "",
        "place": shorten(place_of(interview.event), LONGEST_PLACE),
    }


def _last(values: Iterable[str | None]) -> str | None:
    found = [value for value in values if value]
    return found[-1] if found else None
