"""Whether an event is a job interview of the user's: evidence is weighed for and against.

Weights are log-odds: they add up, and the logistic function of their sum is the confidence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from syncd.core.evidence import speaks_against, speaks_for
from syncd.core.lexicon import Lexicon
from syncd.core.model import Evidence, Strength, Verdict
from syncd.core.reading import Reading
from syncd.core.vendors import host_of, under
from syncd.core.weighing.against import against
from syncd.core.weighing.form import from_form
from syncd.core.weighing.sides import from_addresses, from_candidate, from_sides
from syncd.core.weighing.words import TALKS, in_favour, is_grounded, named_job, talked_of_job

PRIOR = -2.2
"""An event about which nothing is known is not an interview."""
TAG_WEIGHT = 20.0
STRONG = 1.5
"""What addresses, links and the user's own rules weigh at least: enough to stand without words."""
ANCHORS = (
    "interview.sure",
    "interview.likely",
    "interview.round",
    "interview.first",
    "job.process",
    "job.role",
    "job.invitation",
    "job.recruiter",
    "job.agency",
    "job.applied",
    "job.seeks",
)
"""Phrases without one of which, or an address or link that says as much, nothing is taken for an interview."""
TOGETHER = (("job.titles",), (*TALKS, "label.about"))
"""Phrases that say as much where each of these kinds stands in the title."""
_TAG = re.compile(r"(?:^|[^\w&#/])#(no|not|kein)?[-_]?interview(?![\w-])", re.IGNORECASE)


def _own_words(reading: Reading) -> Iterator[Evidence]:
    """The user's own keywords and domains from [detect]."""
    rules = reading.settings.detect
    own = Lexicon(
        [("for", word) for word in rules.keywords if word.strip()]
        + [("against", word) for word in rules.not_keywords if word.strip()]
    )
    for text, where, weight in ((reading.title, "title", 3.5), (reading.body, "description", 2.0)):
        for hit in own.find(text.words)[:1]:
            said = f"the {where} has your keyword “{text.phrase(hit)}”"
            yield speaks_for(weight, said) if hit.label == "for" else speaks_against(weight + 2, said)
    addresses = [one.email for one in reading.parties.others if one.email]
    for address in (*addresses, *reading.links):
        if under(address, rules.never_domains):
            yield speaks_against(10.0, f"you ruled out {host_of(address)}")
            return
    for address in addresses:
        if under(address, rules.always_domains):
            yield speaks_for(10.0, f"you named {host_of(address)} as a sure sign")
            return


def _tagged(reading: Reading) -> Evidence | None:
    """What the user said in the calendar itself: the last word."""
    for text in (
        reading.title.text,
        reading.event.summary[:600],
        reading.body.text,
        reading.event.description[:12_000],
    ):
        if match := _TAG.search(text):
            if match.group(1):
                return speaks_against(TAG_WEIGHT, "you marked it #nointerview")
            return speaks_for(TAG_WEIGHT, "you marked it #interview")
    for category in reading.event.categories[:50]:
        if category.strip().casefold() == "interview":
            return speaks_for(TAG_WEIGHT, "its category is Interview")
    return None


def weigh(reading: Reading) -> list[Evidence]:
    """All the evidence, for and against."""
    words = list(in_favour(reading))
    evidence = [*words, *from_addresses(reading), *from_sides(reading), *from_candidate(reading)]
    evidence.extend(against(reading, grounded=is_grounded(reading, words)))
    evidence.extend(from_form(reading))
    evidence.extend(_own_words(reading))
    return evidence


def _anchored(reading: Reading, evidence: list[Evidence]) -> bool:
    """Whether anything speaks of a job or an interview at all, and not only of a talk with somebody."""
    if reading.title.found(*ANCHORS) or reading.body.found(*ANCHORS) or talked_of_job(reading):
        return True
    if named_job(reading.title) or named_job(reading.body):
        return True
    if reading.me_in_title and reading.title.found("job.titles") and reading.parties.organizer:
        return True
    return any(one.supports and one.weight > STRONG for one in evidence)


def detect(reading: Reading) -> Verdict:
    """The verdict on an event, with its evidence, the weightiest first.

    Sure from `detect.threshold` on, unsure from `detect.ask_from` on. A `#interview` or `#nointerview` of the user's,
    or the category Interview, decides whatever the rest says.
    """
    evidence = sorted(weigh(reading), key=lambda one: -one.weight)
    anchored = _anchored(reading, evidence)
    tag = _tagged(reading)
    if tag is not None:
        sure = tag.supports
        return Verdict(
            strength=Strength.SURE if sure else Strength.NO,
            confidence=1.0 if sure else 0.0,
            evidence=(tag, *evidence),
        )
    total = PRIOR + sum(one.weight if one.supports else -one.weight for one in evidence)
    confidence = round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 3)
    rules = reading.settings.detect
    if not anchored:
        ask = talked_of_job(reading, or_somebodys=True)
        most = (rules.ask_from + rules.threshold) / 2 if ask else rules.ask_from / 2
        confidence = min(confidence, round(most, 3))
    if confidence >= rules.threshold:
        strength = Strength.SURE
    elif confidence >= rules.ask_from:
        strength = Strength.UNSURE
    else:
        strength = Strength.NO
    return Verdict(strength=strength, confidence=confidence, evidence=tuple(evidence))
