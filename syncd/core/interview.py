"""From an event to an interview: the one entrance to everything that is read from invitations."""

from __future__ import annotations

from syncd.core.companies.employers import is_agency
from syncd.core.company import find_company
from syncd.core.detect import detect
from syncd.core.evidence import speaks_against
from syncd.core.model import YEARS, Event, EventStatus, Interview, NextStep, PersonKind, Stage, Strength, Verdict
from syncd.core.next_step import find_next_step
from syncd.core.people import find_people, with_kind
from syncd.core.position import find_position
from syncd.core.reading import Reading, read_event
from syncd.core.settings import Settings
from syncd.core.stage import find_stage

_THROUGH_LINKEDIN = "people.through_linkedin"


def interpret(event: Event, settings: Settings) -> Interview:
    """What an event is, and, unless it is plainly no interview, who is met, where, for what, and what comes next."""
    if year := next((moment.year for moment in (event.start_at, event.end_at) if moment.year not in YEARS), None):
        why = speaks_against(10.0, f"it is in the year {year}")
        return Interview(event=event, verdict=Verdict(strength=Strength.NO, confidence=0.0, evidence=(why,)))
    reading = read_event(event, settings)
    verdict = detect(reading)
    called_off = event.status is EventStatus.CANCELLED or reading.parties.declined
    if verdict.strength is Strength.NO:
        return Interview(event=event, verdict=verdict, called_off=called_off)
    agency = is_agency(reading)
    company, domain = find_company(reading, [], agency=agency)
    people = find_people(reading, company)
    if names := [person.name for person in people if person.name and (person.email or person.name != company)]:
        company, domain = find_company(reading, names, agency=agency)
    position = find_position(reading, company, people)
    stage = find_stage(reading, people, position=position, for_client=agency and company is None)
    if stage is Stage.RECRUITER_SCREEN or agency:
        people = with_kind(people, PersonKind.RECRUITER)
    return Interview(
        event=event,
        verdict=verdict,
        stage=stage,
        company=company,
        domain=domain,
        position=position,
        people=people,
        next_step=_next_step(reading),
        called_off=called_off,
        via_linkedin=_THROUGH_LINKEDIN in reading.title.kinds | reading.body.kinds,
    )


def _next_step(reading: Reading) -> NextStep | None:
    event = reading.event
    month_first = event.zone.startswith("America/") and not reading.settings.me.timezone.startswith("Europe/")
    return find_next_step(reading.body.text, event.start_at.date(), month_first=month_first)
