"""What the words of an event say for an interview.

Weights are log-odds. What is fixed here is how much each kind of phrase counts; the phrases are in vocabulary/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from syncd.core.companies.organisations import has_company_word
from syncd.core.companies.title import pieces, segments
from syncd.core.evidence import speaks_for
from syncd.core.model import Evidence
from syncd.core.parties import my_name_in
from syncd.core.reading import Reading, Text
from syncd.core.text import fold, has_ideographs, words
from syncd.core.vendors import hosts

TITLE = {
    "interview.sure": 3.0,
    "interview.likely": 2.2,
    "interview.round": 1.1,
    "interview.first": 1.2,
    "interview.talk": 1.0,
    "job.applied": 2.0,
    "job.process": 0.6,
    "job.role": 0.9,
    "job.titles": 0.7,
    "job.agency": 0.7,
    "job.invitation": 0.5,
    "job.recruiter": 0.5,
}
BODY = {
    "interview.sure": 0.6,
    "interview.likely": 0.1,
    "interview.round": 0.1,
    "interview.first": 0.1,
    "job.applied": 2.0,
    "job.process": 0.9,
    "job.role": 0.2,
    "job.titles": 0.7,
    "job.agency": 0.8,
    "job.invitation": 0.9,
    "job.recruiter": 0.8,
}
SECOND = 0.5
"""A second, different phrase of the same kind counts half, further ones nothing."""
TITLE_MOST = 5.5
BODY_MOST = 3.6
NAMED_JOB_TITLE = 1.3
NAMED_JOB_BODY = 0.9
TALK_OF_JOB = 1.2
TALK_WITH_TITLE = 0.2
ONE_TITLED = 0.7
TITLED = 1.2
OWN_ENTRY = 0.7
ROUND_AT = 1.1
SOUGHT = 1.2
VACANT = 0.8
BESIDE = 3
"""Words between the name of a job and `role`, `position`."""
NEXT = 1
TALKS = ("interview.talk", "interview.first")
ABOUT = ("label.about", "label.purpose")
"""Words after which the job of a talk is named; the former need no word for a talk in a note of the user's."""
APART = 3
"""Words before a job that are looked at for what it is to a talk."""
JOBS = 20
SOUGHT_WITHIN = 5
"""Words from `looking for` to the name of a job."""
_NAME_BEFORE = re.compile(r"[^\W\d_a-z][\w'’.-]*[ ][^\W\d_a-z][\w'’-]{1,30}\s?[,(|\t–-]\s?(?:[\w&]{1,20}\s){0,3}$")
BOOKED = ("interview.sure", "interview.likely", "interview.round", "interview.first", "job")
GROUNDED = 4.0
"""From this weight of words on, a word of another world in the title counts a third."""


@cache
def _booking() -> re.Pattern[str]:
    """The line in which a scheduling program tells what was booked, where the title has only the two names."""
    labels = "|".join(re.escape(label) for label in hosts("general_scheduling", "booked"))
    return re.compile(rf"(?:{labels})[ :：]*\n?[ ]*([^\n]{{2,120}})", re.IGNORECASE)


def _phrases(text: Text, weights: dict[str, float], most: float, where: str) -> Iterator[Evidence]:
    """Evidence from the phrases of a text; each word counts once, for its heaviest label."""
    left = most
    taken: set[int] = set()
    seen: dict[str, set[str]] = {}
    ranked = sorted(
        (hit for hit in text.hits if hit.label in weights),
        key=lambda hit: (-weights[hit.label], hit.first - hit.last, hit.first),
    )
    for hit in ranked:
        span = range(hit.first, hit.last + 1)
        said = fold(text.phrase(hit))
        earlier = seen.setdefault(hit.label, set())
        if not taken.isdisjoint(span) or said in earlier or len(earlier) > 1:
            continue
        weight = min(left, weights[hit.label] * (SECOND if earlier else 1))
        earlier.add(said)
        taken.update(span)
        if weight > 0:
            left -= weight
            yield speaks_for(weight, f"the {where} says “{text.phrase(hit)}”")


def named_job(text: Text) -> str | None:
    """Where a job and a word for a job stand side by side: `Head of Ops seat`, `poste d'ingénieur`.

    Some of these words mean as much elsewhere, and must stand next to it: `Account Specialist post`.
    """
    wide = 3 if has_ideographs(text.text) else 1
    roles = text.found("job.role", "job.seat")
    for job in text.found("job.titles"):
        for role in roles:
            first, last = sorted((job, role), key=lambda hit: hit.first)
            apart = last.first - first.last - 1
            reach = wide * (BESIDE if role.label == "job.role" else NEXT)
            if 0 <= apart <= reach and not any(word.breaks for word in text.words[first.last + 1 : last.first + 1]):
                return " ".join(text.text[first.start : last.end].split())
    return None


def _sought_job(text: Text) -> str | None:
    """Where somebody is sought for a job: `looking for a staff engineer`, `sucht einen Polier`."""
    reach = SOUGHT_WITHIN * 3 if has_ideographs(text.text) else SOUGHT_WITHIN
    jobs = text.found("job.titles")
    for seeks in text.found("job.seeks"):
        for job in jobs:
            between = text.words[seeks.last + 1 : job.first + 1]
            if 0 < len(between) <= reach and not any(word.breaks for word in between):
                return " ".join(text.text[seeks.start : job.end].split())
    return None


def _vacant_job(text: Text) -> str | None:
    """Where somebody leaves a job: `their deputy leaves in May`, `sein Einkaufsleiter geht in Rente`."""
    for leaves in text.found("job.leaves"):
        for job in text.found("job.titles"):
            between = text.words[job.last + 1 : leaves.first + 1]
            if 0 < len(between) <= BESIDE and not any(word.breaks for word in between):
                return " ".join(text.text[job.start : leaves.end].split())
    return None


def talked_of_job(reading: Reading, *, or_somebodys: bool = False) -> str | None:
    """The job that stands apart from a talk: `zoom Priya (Castlegate) - shift manager`, `coffee w/ Jo re waiter`.

    It has a segment of its own or a word like `about` before it, and no article or pronoun, by which people tell who
    somebody is: `lunch with Kim, my old manager`. Where nothing but a person stands before it, it may be somebody's:
    `call Lee, site manager`.
    """
    title = reading.title
    talks = title.found(*TALKS)
    about = {hit.last for hit in title.found(*(ABOUT if talks else ABOUT[:1]))}
    if not talks and (reading.parties.others or not about):
        return None
    known = {hit.last for hit in title.found("label.known")}
    served = {(hit.first, hit.last) for hit in title.found("job.serves")}
    parts = segments(title.text)
    names = _named(reading)
    for job in title.found("job.titles")[:JOBS]:
        if (job.first, job.last) in served or any(hit.first <= job.first <= hit.last for hit in talks):
            continue
        start, end = next((part for part in parts if part[0] <= job.start < part[1]), (0, 0))
        before = {at for at in range(max(0, job.first - APART), job.first) if title.words[at].start >= start}
        told = max(about & before, default=-1)
        alone = bool(talks) and not any(start <= talk.start < end for talk in talks)
        if any(at > told for at in known & before) or not (told >= 0 or alone):
            continue
        begins = title.words[told].start if told >= 0 else start
        others = [name for at, name in names if not begins <= at < end]
        if not talks and not others:
            continue
        if told >= 0 or or_somebodys or len(others) > 1 or any(map(has_company_word, others)):
            return " ".join(title.text[job.start : job.end].split())
    return None


def _named(reading: Reading) -> list[tuple[int, str]]:
    """The names in a title and where they begin; in one all in small letters every word may be a name."""
    text = reading.title.text
    small = text == text.lower()
    names = [piece.text for piece in pieces(reading) if small or piece.text != piece.text.lower()]
    return [(text.find(name), name) for name in names]


def _titled(reading: Reading) -> int:
    """How many times a job title stands behind somebody's name: `Noor Haddad, Head of Product`."""
    body = reading.body
    named = (_NAME_BEFORE.search(body.text, max(0, hit.start - 70), hit.start) for hit in body.found("job.titles")[:40])
    return sum(match is not None and not my_name_in(reading.settings.me, words(match.group())) for match in named)


def in_favour(reading: Reading) -> Iterator[Evidence]:
    """Evidence from the words of interviews, jobs and talks, alone and together."""
    title, body = reading.title, reading.body
    yield from _phrases(title, TITLE, TITLE_MOST, "title")
    yield from _phrases(body, BODY, BODY_MOST, "description")
    if job := named_job(title):
        yield speaks_for(NAMED_JOB_TITLE, f"the title names a job: “{job}”")
    elif job := named_job(body):
        yield speaks_for(NAMED_JOB_BODY, f"the description names a job: “{job}”")
    if sought := _sought_job(title) or _sought_job(body):
        yield speaks_for(SOUGHT, f"somebody is sought for a job: “{sought}”")
    elif vacant := _vacant_job(body):
        yield speaks_for(VACANT, f"somebody leaves a job: “{vacant}”")
    interview = title.found("interview.sure", "interview.likely")
    if not interview:
        yield from _talk(reading, of_job=bool(job or sought))
    if titled := _titled(reading):
        yield speaks_for(TITLED if titled > 1 else ONE_TITLED, "the description names people with their job titles")
    own = not reading.parties.others
    if own:
        yield speaks_for(OWN_ENTRY, "you wrote it yourself, without guests")
    if (
        title.found("interview.round")
        and not interview
        and any(piece.text[:1].isupper() or own for piece in pieces(reading))
    ):
        yield speaks_for(ROUND_AT, "the title names a round, and with whom")


def _talk(reading: Reading, *, of_job: bool) -> Iterator[Evidence]:
    """Evidence from a talk with somebody: what it is about."""
    title, body = reading.title, reading.body
    talk = title.found("interview.talk", "interview.first") or reading.me_in_title
    recruiter = title.found("job.recruiter", "job.agency")
    booked = _booking().search(body.text) if reading.me_in_title else None
    if booked:
        if any(booked.start(1) <= hit.start < booked.end(1) for hit in body.found(*BOOKED)):
            yield speaks_for(TALK_OF_JOB, f"what was booked is about a job: “{' '.join(booked.group(1).split())}”")
    elif (
        talked_of_job(reading)
        or (talk and (recruiter or title.found("job.role")))
        or (recruiter and title.found("job.titles", "job.role"))
    ):
        yield speaks_for(TALK_OF_JOB, "the title speaks of a talk about a job")
    elif talk and (
        of_job
        or body.found("job.applied", "job.invitation", "job.agency", *(["job.role"] if reading.me_in_title else []))
    ):
        yield speaks_for(TALK_OF_JOB, "a talk with somebody, and a job in the description")
    elif talk and title.found("job.titles") and not title.found("job.serves"):
        yield speaks_for(TALK_WITH_TITLE, "the title speaks of a talk with somebody's job title")


def _interview_for_job(title: Text) -> bool:
    """Whether a title has an interview and a job that is no word of another world: `Interview, head of year`."""
    other = {(hit.first, hit.last) for hit in title.found("against")}
    jobs = {(hit.first, hit.last) for hit in title.found("job.titles")}
    return bool(title.found("interview.sure", "interview.likely") and jobs - other)


def is_grounded(reading: Reading, evidence: list[Evidence]) -> bool:
    """Whether the words speak so plainly of an interview that a stray word of another world counts little."""
    title = reading.title
    return (
        bool(title.found("interview.sure"))
        or bool(title.found("job.role", "job.recruiter") and title.found("interview"))
        or _interview_for_job(title)
        or any(named_job(text) or _sought_job(text) for text in (title, reading.body))
        or sum(one.weight for one in evidence if one.supports) >= GROUNDED
    )
