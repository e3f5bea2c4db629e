"""What the words of an event say for and against an interview.

Weights are log-odds. What is fixed here is how much each kind of phrase counts; the phrases are in vocabulary/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from syncd.core.evidence import speaks_against, speaks_for
from syncd.core.lexicon import Hit
from syncd.core.model import Evidence
from syncd.core.reading import Reading, Text
from syncd.core.text import fold, has_ideographs
from syncd.core.title import pieces

TITLE = {
    "interview.sure": 3.3,
    "interview.likely": 2.5,
    "interview.round": 1.4,
    "interview.talk": 0.4,
    "job.process": 1.1,
    "job.role": 0.9,
    "job.titles": 0.7,
    "job.agency": 0.7,
    "job.invitation": 0.8,
    "job.recruiter": 0.7,
}
BODY = {
    "interview.sure": 1.2,
    "interview.likely": 0.9,
    "interview.round": 0.4,
    "job.process": 0.7,
    "job.role": 0.6,
    "job.titles": 0.4,
    "job.agency": 0.8,
    "job.invitation": 1.2,
    "job.recruiter": 0.8,
}
SECOND = 0.5
"""A second, different phrase of the same kind counts half, further ones nothing."""
TITLE_MOST = 5.5
BODY_MOST = 3.6
INTERVIEW_OR_JOB = ("interview", "job.process", "job.role", "job.invitation", "job.recruiter", "job.titles")
NAMED_JOB_TITLE = 1.3
NAMED_JOB_BODY = 1.2
TALK_OF_JOB = 1.2
TALK_WITH_TITLE = 0.5
ONE_TITLED = 0.4
TITLED = 0.9
OWN_ENTRY = 0.6
ROUND_AT = 0.9
AGAINST_TITLE = 4.2
AGAINST_TEXT_IN_TITLE = 2.4
"""What tells of another world in a description may be an employer's or a job's in a title."""
AGAINST_KIN = 2.8
"""One of the family or a friend beside an interview in the title."""
AGAINST_WORLD = 1.2
AGAINST_PLACE = 0.8
AGAINST_TEXT = 1.7
AGAINST_HIRING_TEXT = 2.8
AGAINST_KIND_MOST = 6.0
AGAINST_MOST = 10.0
BESIDE = 3
"""Words between the name of a job and `role`, `position`."""
_NAME_BEFORE = re.compile(r"[^\W\d_a-z][\w'’.-]*[ ][^\W\d_a-z][\w'’-]{1,30}\s?[,(|\t–-]\s?(?:[\w&]{1,20}\s){0,3}$")
GROUNDED = 4.0
"""From this weight of words on, a word of another world in the title counts a third."""

REASONS = {
    "research": "a study or a talk with customers",
    "press": "press, podcast or broadcast",
    "official": "an authority, a visa or a court",
    "admission": "a school or a course of study",
    "medical": "medicine",
    "practice": "practice or preparation",
    "training": "a talk, a course or a meetup",
    "test": "a test that nobody attends",
    "deadline": "a deadline or a task of your own",
    "fair": "a fair or an event for many",
    "networking": "a talk without a job",
    "offer": "an offer already made",
    "onboarding": "a job already begun",
    "checks": "references or checks",
    "exit": "leaving a job",
    "review": "everyday work with colleagues",
    "sales": "selling or buying",
    "finance": "money matters",
    "housing": "a home or help in the house",
    "leisure": "leisure",
    "family": "family and friends",
    "service": "repairs and services",
    "volunteer": "unpaid work, a club or an election",
    "other_person": "somebody else's interview",
    "hiring": "hiring somebody else",
}


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
        if taken.issuperset(span) or said in earlier or len(earlier) > 1:
            continue
        weight = min(left, weights[hit.label] * (SECOND if earlier else 1))
        earlier.add(said)
        taken.update(span)
        if weight > 0:
            left -= weight
            yield speaks_for(weight, f"the {where} says “{text.phrase(hit)}”")


def _named_job(text: Text) -> str | None:
    """Where a job and a word for a job stand side by side: `Head of Ops seat`, `poste d'ingénieur`."""
    reach = BESIDE * 3 if has_ideographs(text.text) else BESIDE
    roles = text.found("job.role")
    for job in text.found("job.titles"):
        for role in roles:
            first, last = sorted((job, role), key=lambda hit: hit.first)
            apart = last.first - first.last - 1
            if 0 <= apart <= reach and not any(word.breaks for word in text.words[first.last + 1 : last.first + 1]):
                return " ".join(text.text[first.start : last.end].split())
    return None


def _titled(body: Text) -> int:
    """How many times a job title stands behind a name: `Noor Haddad, Head of Product`."""
    return sum(
        _NAME_BEFORE.search(body.text, max(0, hit.start - 70), hit.start) is not None
        for hit in body.found("job.titles")[:40]
    )


def in_favour(reading: Reading) -> Iterator[Evidence]:
    """Evidence from the words of interviews, jobs and talks, alone and together."""
    title, body = reading.title, reading.body
    yield from _phrases(title, TITLE, TITLE_MOST, "title")
    yield from _phrases(body, BODY, BODY_MOST, "description")
    if job := _named_job(title):
        yield speaks_for(NAMED_JOB_TITLE, f"the title names a job: “{job}”")
    elif job := _named_job(body):
        yield speaks_for(NAMED_JOB_BODY, f"the description names a job: “{job}”")
    interview = title.found("interview.sure", "interview.likely")
    if title.found("interview.talk") and not interview:
        if title.found("job.role", "job.recruiter"):
            yield speaks_for(TALK_OF_JOB, "the title speaks of a talk about a job")
        elif title.found("job.titles"):
            yield speaks_for(TALK_WITH_TITLE, "the title speaks of a talk with somebody's job title")
    if titled := _titled(body):
        yield speaks_for(TITLED if titled > 1 else ONE_TITLED, "the description names people with their job titles")
    own = not reading.parties.others
    of_a_job = title.found("interview.round", "interview.likely", "interview.sure", "job.role", "job.process")
    if own and (of_a_job or (title.found("interview.talk") and title.found("job.recruiter"))):
        yield speaks_for(OWN_ENTRY, "you wrote it yourself, without guests")
    if (
        title.found("interview.round")
        and not interview
        and any(piece.text[:1].isupper() or own for piece in pieces(reading))
    ):
        yield speaks_for(ROUND_AT, "the title names a round, and with whom")


def is_grounded(reading: Reading, evidence: list[Evidence]) -> bool:
    """Whether the words speak so plainly of an interview that a stray word of another world counts little."""
    title = reading.title
    return (
        bool(title.found("interview.sure"))
        or bool(title.found("job.role", "job.recruiter") and title.found("interview"))
        or sum(one.weight for one in evidence if one.supports) >= GROUNDED
    )


def _within(hit: Hit, spans: list[tuple[int, int]]) -> bool:
    """Whether a phrase is only part of a longer one, as `final` of `final round`."""
    return any(first <= hit.first and hit.last <= last and last - first > hit.last - hit.first for first, last in spans)


def against(reading: Reading, *, grounded: bool) -> Iterator[Evidence]:
    """Evidence from phrases that tell of something else, one reason a kind."""
    left = AGAINST_MOST
    interview = reading.title.found("interview.sure", "interview.likely")
    said_for = [(hit.first, hit.last) for hit in reading.title.found(*INTERVIEW_OR_JOB)]
    for kind, reason in REASONS.items():
        said: list[tuple[float, str, str]] = []
        body_weight = AGAINST_HIRING_TEXT if kind == "hiring" else AGAINST_TEXT
        for text, key, weight, where in (
            (reading.title, "title", AGAINST_TITLE, "title"),
            (reading.title, "text", AGAINST_TEXT_IN_TITLE, "title"),
            (reading.title, "world", AGAINST_WORLD / (3 if grounded else 1), "title"),
            (reading.place, "world", 0 if grounded else AGAINST_PLACE, "place"),
            (reading.body, "text", body_weight, "description"),
            (reading.title, "kin", AGAINST_KIN if interview else 0, "title"),
        ):
            seen: set[str] = {fold(phrase) for _, phrase, place in said if place == where}
            for hit in text.found(f"against.{kind}.{key}"):
                phrase = text.phrase(hit)
                if text is reading.title and _within(hit, said_for):
                    continue
                if fold(phrase) not in seen and len(seen) < 3:
                    said.append((weight * SECOND ** len(seen), phrase, where))
                    seen.add(fold(phrase))
        weight = min(left, AGAINST_KIND_MOST, sum(one[0] for one in said))
        if weight <= 0:
            continue
        left -= weight
        _, phrase, where = max(said, key=lambda one: one[0])
        yield speaks_against(weight, f"the {where} speaks of {reason}: “{phrase}”")
