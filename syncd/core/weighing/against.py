"""What the words of an event say against an interview: that it belongs to another world, or to somebody else.

Weights are log-odds. A kind of phrase has up to four lists in vocabulary/: `title` decides where it stands in a title,
`world` only hints at a world that has employers too, `text` is what its own people write in descriptions, and `kin`
names relatives and friends.
"""

from __future__ import annotations

from collections.abc import Iterator

from syncd.core.companies.organisations import has_company_word
from syncd.core.companies.title import segments
from syncd.core.evidence import speaks_against
from syncd.core.lexicon import Hit
from syncd.core.model import Evidence
from syncd.core.reading import Reading, Text
from syncd.core.text import fold

TITLE = 4.2
TITLE_OF_JOB = 1.6
"""A word of another world that names a job as well, or stands beside what is surely an interview."""
TEXT_IN_TITLE = 2.4
"""What tells of another world in a description may be an employer's or a job's in a title."""
WORLD = 1.2
WORLD_OF_EMPLOYER = 0.5
"""Where the word is a job's or an employer's: `Officina Bruma`."""
PLACE = 0.8
TEXT = 2.0
PLAIN_TEXT = 2.4
"""In worlds that speak of careers, applications and interviews as well, and so explain such words away."""
HIRING_TEXT = 2.8
KIN = 2.8
ASIDE = 3.0
"""Who looks after the children meanwhile says little: it counts so many times less."""
NO_JOB = 0.7
CUSTOMER = 0.9
TOLD = 15
"""Words from which on a description would have spoken of a job."""
SECOND = 0.5
"""A second, different phrase counts half, a third a quarter, further ones nothing."""
KIND_MOST = 6.0
MOST = 10.0
PHRASES = 3
INTERVIEW_OR_JOB = ("interview", "job.process", "job.role", "job.invitation", "job.recruiter", "job.titles")

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
EMPLOYERS = frozenset(
    {"admission", "medical", "official", "finance", "leisure", "service", "press", "sales", "training", "volunteer"}
)
"""Worlds in which people are hired as well."""


EXPLAIN = frozenset({"practice", "admission", "research", "press", "networking", "volunteer", "other_person"})
"""Worlds with interviews and applications of their own."""
OF_HIRING = frozenset({"hiring", "checks", "test", "fair", "offer"})
"""What belongs to hiring and is no interview of the user's: it is told in the same words."""


def _within(hit: Hit, spans: list[tuple[int, int]]) -> bool:
    """Whether a phrase is only part of a longer one, as `final` of `final round`."""
    return any(first <= hit.first and hit.last <= last and last - first > hit.last - hit.first for first, last in spans)


def _is_in_a_name(title: Text, hit: Hit) -> bool:
    """Whether a phrase is part of a name with capitals, as `Mediation` of `Mill Street Mediation`."""
    if not hit.first or "de" in hit.languages or not title.text[hit.start].isupper():
        return False
    spoken = {index for one in title.found("interview") for index in range(one.first, one.last + 1)}
    return any(
        0 < index < len(title.words)
        and index not in spoken
        and title.text[title.words[index].start].isupper()
        and title.text[min(hit.end, title.words[index].end) : max(hit.start, title.words[index].start)] == " "
        for index in (hit.first - 1, hit.last + 1)
    )


def against(reading: Reading, *, grounded: bool) -> Iterator[Evidence]:
    """Evidence from phrases that tell of something else, one reason a kind."""
    left = MOST
    heard: set[tuple[str, int]] = set()
    for kind, reason in REASONS.items():
        said = list(_said(reading, kind, heard, grounded=grounded))
        weight = min(left, KIND_MOST, sum(one[0] for one in said))
        if weight <= 0:
            continue
        left -= weight
        _, phrase, where = max(said, key=lambda one: one[0])
        yield speaks_against(weight, f"the {where} speaks of {reason}: “{phrase}”")
    if _tells_of_no_job(reading):
        yield speaks_against(NO_JOB, "the description does not speak of a job")
    if _may_be_a_customer(reading):
        yield speaks_against(CUSTOMER, "a talk with somebody of a profession, as customers have it")


def _tells_of_no_job(reading: Reading) -> bool:
    """Whether there is an interview of whatever kind, and much is told about it, but nothing of a job."""
    title, body = reading.title, reading.body
    return (
        bool(title.found("interview.likely"))
        and len(body.words) >= TOLD
        and not (title.found("interview.sure", "interview.round", "job") or body.found("interview.sure", "job"))
    )


def _may_be_a_customer(reading: Reading) -> bool:
    """Whether the user notes a talk with an architect, an accountant: it needs a word of a job beside."""
    title, body = reading.title, reading.body
    served = {(hit.first, hit.last) for hit in title.found("job.serves")}
    other = [hit for hit in title.found("job") if (hit.first, hit.last) not in served]
    other += [hit for hit in body.found("job") if hit.label not in {"job.titles", "job.serves"}]
    return (
        not reading.parties.others
        and bool(title.found("interview.first") or (served and title.found("interview.talk")))
        and not title.found("interview.sure", "interview.likely", "interview.round")
        and not other
    )


def _is_aside(title: Text, hit: Hit) -> bool:
    """Whether it is told beside the interview: `Interview day Ashgrove (mum has the kids)`."""
    start, end = next((part for part in segments(title.text) if part[0] <= hit.start < part[1]), (0, 0))
    beside = not any(start <= one.start < end for one in title.found("interview"))
    return beside and sum(start <= word.start < end for word in title.words) > hit.last - hit.first + 1


def _said(
    reading: Reading, kind: str, heard: set[tuple[str, int]], *, grounded: bool
) -> Iterator[tuple[float, str, str]]:
    """What is said of a kind: weight, phrase and place; not of words already heard of in another kind."""
    title = reading.title
    interview = title.found("interview.sure", "interview.likely")
    spans = [(hit.first, hit.last) for hit in title.found(*INTERVIEW_OR_JOB)]
    jobs = {(hit.first, hit.last) for hit in title.found("job.titles")}
    plain = TITLE_OF_JOB if kind in EMPLOYERS and title.found("interview.sure") else TITLE
    body = HIRING_TEXT if kind in OF_HIRING else PLAIN_TEXT if kind in EXPLAIN else TEXT
    if kind == "family" and grounded:
        body /= ASIDE
    clear = grounded and kind in EMPLOYERS and not title.found("against")
    sources: tuple[tuple[Text, str, float, str], ...] = (
        (title, "title", plain, "title"),
        (title, "text", min(plain, TEXT_IN_TITLE), "title"),
        (title, "world", WORLD / (3 if grounded else 1), "title"),
        (reading.place, "world", 0 if grounded else PLACE, "place"),
        (reading.body, "text", body, "description"),
        (title, "kin", KIN if interview else 0, "title"),
    )
    seen: dict[str, set[str]] = {}
    for text, key, weight, where in sources:
        known = seen.setdefault(where, set())
        for hit in text.found(f"against.{kind}.{key}"):
            phrase = text.phrase(hit)
            if (text is title and _within(hit, spans)) or fold(phrase) in known or len(known) >= PHRASES:
                continue
            if key == "world" and (where, hit.first) in heard:
                continue
            if weight > 0:
                heard.update((where, index) for index in range(hit.first, hit.last + 1))
            hires = (
                text is title
                and kind in EMPLOYERS
                and ((hit.first, hit.last) in jobs or has_company_word(phrase) or _is_in_a_name(title, hit))
            )
            employers = WORLD_OF_EMPLOYER if grounded or key == "world" else min(weight, TITLE_OF_JOB)
            counts = employers if hires else weight
            if key == "kin" and _is_aside(title, hit):
                counts /= ASIDE
            if key == "text" and clear and hit.first == hit.last:
                counts *= SECOND
            yield counts * SECOND ** len(known), phrase, where
            known.add(fold(phrase))
