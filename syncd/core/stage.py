"""Which round it is: what the title says, what the text says, and who takes part."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import cache

from syncd.core.lexicon import Hit, Lexicon
from syncd.core.model import Person, PersonKind, Stage
from syncd.core.names import spelled
from syncd.core.reading import Reading, Text
from syncd.core.text import words
from syncd.core.vendors import vendor_kind
from syncd.core.vocabulary import read

TITLE_ORDER = (
    Stage.FINAL,
    Stage.CASE_STUDY,
    Stage.PANEL,
    Stage.TECHNICAL,
    Stage.ONSITE,
    Stage.HIRING_MANAGER,
)
"""Where a title names several, the first of these counts."""
TITLE = "title."
"""Begins the labels of what counts in titles alone."""
TOGETHER = 3
"""So many people make a panel; those who recruit count only after the first talk."""
LONG = timedelta(minutes=75)
"""So long is more than a talk with one person."""
HALF_DAY = timedelta(minutes=110)
LETTER = 25
"""Words of a text that is more than a note."""
_FROM_FILES = frozenset(f"stage.{stage}" for stage in TITLE_ORDER)


@cache
def _phrases() -> Lexicon:
    table = dict(read("stages"))
    titles = {f"{TITLE}{label}": listed for label, listed in table.pop("title").items()}
    return Lexicon((label, phrase) for label, listed in (table | titles).items() for phrase in listed)


def find_stage(
    reading: Reading, people: Sequence[Person] = (), *, position: str | None = None, for_client: bool = False
) -> Stage:
    """The round.

    Args:
        reading: The event.
        people: Those who are met: only recruiters make a screening, three interviewers a panel.
        position: The job; words of its name tell no round.
        for_client: An agency asks, and does not say for whom.
    """
    title = _named(reading.title, position)
    body = {hit.label for hit in _phrases().find(reading.body.words[:900])}
    screened = Stage.RECRUITER_SCREEN in title
    for stage in TITLE_ORDER:
        if stage in title and not (screened and stage is Stage.HIRING_MANAGER):
            return stage
    if for_client:
        return Stage.RECRUITER_SCREEN
    for stage in (Stage.PANEL, Stage.FINAL, Stage.CASE_STUDY):
        if stage in body:
            return stage
    interviewers = [one for one in people if one.kind is PersonKind.INTERVIEWER and not _is_titled(one, "personnel")]
    recruiters = [one for one in people if one not in interviewers]
    if not screened and (
        "loop" in title | body
        or _visits(reading, len(interviewers), told=bool(body & {"onsite", "arrival"}), title=title)
    ):
        return Stage.ONSITE
    if "technical" in body and interviewers:
        return Stage.TECHNICAL
    if interviewers and len(interviewers if "first_talk" in title else people) >= TOGETHER:
        return Stage.PANEL
    led = any(_is_titled(one, "boss") for one in interviewers)
    if screened and not led:
        return Stage.RECRUITER_SCREEN
    if interviewers and (recruiters or led):
        return Stage.HIRING_MANAGER
    if not recruiters and ("informal" in title or _speaks_of_boss(reading, body, position)):
        return Stage.HIRING_MANAGER
    if recruiters and not interviewers:
        return Stage.RECRUITER_SCREEN
    if "first_talk" in title | body:
        return Stage.RECRUITER_SCREEN if len(interviewers) < 2 and reading.event.organizer else Stage.OTHER
    if len(interviewers) > 1 and reading.event.organizer:
        return Stage.HIRING_MANAGER
    if len(interviewers) < 2 and body & {Stage.RECRUITER_SCREEN, f"{TITLE}{Stage.RECRUITER_SCREEN}"}:
        return Stage.RECRUITER_SCREEN
    return Stage.OTHER


def _named(title: Text, position: str | None) -> set[str]:
    """The rounds that a title names, the words of the job left out."""
    place = title.text.lower().find(position.lower()) if position else -1
    job = range(place, place + len(position or "")) if place >= 0 else range(0)

    def beside_job(hit: Hit) -> bool:
        return hit.start not in job or hit.end - hit.start == len(job)

    own = {hit.label.removeprefix(TITLE) for hit in _phrases().find(title.words) if beside_job(hit)}
    files = {hit.label.removeprefix("stage.") for hit in title.hits if hit.label in _FROM_FILES and beside_job(hit)}
    return own | files


def _speaks_of_boss(reading: Reading, body: set[str], position: str | None) -> bool:
    """Whether an invitation comes from one who leads, or a note of the user's names one, beside the job itself."""
    if reading.event.organizer:
        return "own_team" in body
    job = spelled(position or "")
    for text in (reading.title, reading.body):
        for hit in _phrases().find(text.words[:80]):
            if hit.label == "boss" and not job & {word.folded for word in text.words[hit.first : hit.last + 1]}:
                return True
    return False


def _is_titled(person: Person, label: str) -> bool:
    """Whether somebody's job is one of those who lead (`boss`), of those who hire (`personnel`)."""
    return any(hit.label == label for hit in _phrases().find(words(person.title or "")))


def _visits(reading: Reading, interviewers: int, *, told: bool, title: set[str]) -> bool:
    """Whether the user travels to them for long: the text says where, or an organizer gives a street and no link."""
    event = reading.event
    remote = any(hit.label == "remote" for hit in _phrases().find(words(reading.location[:200])))
    linked = any(vendor_kind(link) == "conferencing" for link in reading.links)
    if remote or linked or not event.organizer or title & {"remote", "informal"}:
        return False
    street = any(char.isdigit() for char in reading.location) and len(reading.body.words) > LETTER
    if not (told or street):
        return False
    length = event.end_at - event.start_at
    return length >= HALF_DAY or (interviewers < TOGETHER and (length >= LONG or interviewers > 1))
