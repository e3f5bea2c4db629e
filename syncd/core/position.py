"""For which job an interview is: from labels, the title's segments, and sentences that speak of a role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain, islice, pairwise

from syncd.core.companies.title import segments
from syncd.core.jobs.phrase import GENDER, job_before, job_behind, names_job, tells_job
from syncd.core.jobs.trim import TERSE, Trim, meets
from syncd.core.labelled import labelled, names, spoken
from syncd.core.lexicon import Lexicon
from syncd.core.model import Person
from syncd.core.names import is_given_name, is_honorific, spelled
from syncd.core.reading import Reading, Text, read_text
from syncd.core.text import TITLE_LIMIT, collapsed, fold, folded_words, lines
from syncd.core.vocabulary import read, word_list

listed = partial(word_list, "positions")
"""A list of positions.toml, folded."""
REACH = 140
"""Characters behind a phrase in which the job stands."""
BODY = 6000
NOTE = 30
"""Lines of a note that may be nothing but a job."""
LABEL = 40
"""Characters of a line that may be a label."""
ENOUGH = 1.0
_CLAUSE = re.compile(r"[,;:!?|\u2022\u00b7()]|\.\s|\s[-\u2013\u2014+]\s|\.$")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d|@|https?:")


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    weight: float
    unknown: float = -1.5
    """What it costs when no word of it is known to tell a job."""


@cache
def _labels(key: str) -> frozenset[str]:
    return frozenset(map(spoken, read("positions")[key]))


@cache
def _around() -> Lexicon:
    table = read("positions")
    sides = [(side, phrase) for side in ("before", "after") for found in table[side].values() for phrase in found]
    return Lexicon([*sides, *(("weak", phrase) for phrase in table["weak"])])


def find_position(reading: Reading, company: str | None, people: Sequence[Person] = ()) -> str | None:
    """The job, or None where the event does not tell.

    Args:
        reading: The event.
        company: The hiring company, whose name is no part of the job.
        people: Those who are met; what they are called is not the job at stake.
    """
    taken = frozenset(collapsed(person.title) for person in people if person.title)
    persons = tuple(spelled(one.name) for one in people if one.name)
    trim = Trim(reading, company, taken, persons)
    best: _Candidate | None = None
    sources = (_stated(reading), _in_title(reading, trim), _in_sentences(reading), _in_notes(reading, persons))
    for candidate in dict.fromkeys(chain(*sources, _in_second_titles(reading, company, taken, persons))):
        job = trim.tidy(candidate.text)
        if job is None:
            continue
        weight = candidate.weight + (1.5 if names_job(job) else candidate.unknown)
        if best is None or weight > best.weight:
            best = _Candidate(job, weight)
    return best.text if best and best.weight >= ENOUGH else None


def _stated(reading: Reading) -> Iterator[_Candidate]:
    for stated in labelled(reading.body.text[:BODY]):
        if names(stated, _labels("labels"), asked=listed("asked")):
            value = re.split(r"[|\t;\u2022\u00b7]", stated.value)[0]
            yield _Candidate(
                _clipped(value) if stated.asked else value.split(". ")[0], 3.2 if not stated.asked else 2.2
            )


def _in_title(reading: Reading, trim: Trim) -> Iterator[_Candidate]:
    text = reading.title.text
    bars = [part for part in re.split(r"\s*\|+\s*", text) if part]
    if len(bars) > 2:
        for part in bars:
            if " - " in part and not trim.holds_noise(part):
                yield _Candidate(part, 2.2)
    for start, end in _parts(text):
        segment = trim.shortened(trim.inside(start, end))
        if segment and not meets(segment.split()[:1]) and not trim.is_theirs(segment, start):
            longer = 0.01 * len(segment.split())
            yield _Candidate(segment, 1.9 + longer, -0.6 if trim.may_be_unheard_of(segment) else -1.5)
            parts = segment.split()
            for place in range(len(parts) - 1, 0, -1):
                if fold(parts[place - 1]).strip(".:") in listed("middle") and names_job(" ".join(parts[place:])):
                    yield _Candidate(" ".join(parts[place:]), 1.98)
                    break
    yield from _around_phrases(reading.title, 1.95)


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """The segments of a title; what stands in brackets behind a job belongs to it."""
    found = segments(text)
    for number, (start, end) in enumerate(found):
        yield start, end
        if number + 1 < len(found) and text[end : found[number + 1][0]].strip() == "(":
            close = text.find(")", found[number + 1][0])
            if close > 0 and names_job(text[start:end]):
                yield start, close + 1
        if number + 1 < len(found) and text[end : found[number + 1][0]].strip() == ",":
            following = text[found[number + 1][0] : found[number + 1][1]]
            if following[:1].isupper() and len(following.split()) < 4:
                yield start, found[number + 1][1]


def _in_sentences(reading: Reading) -> Iterator[_Candidate]:
    yield from _around_phrases(reading.body, 2.0)


def _around_phrases(text: Text, weight: float) -> Iterator[_Candidate]:
    for hit in _around().find(text.words[:900]):
        if hit.label != "after":
            job = job_behind(text.text[hit.end : hit.end + REACH], dashes=weight >= 2)
            # the longer the phrase, the surer: `position of` before `position`
            sure = 0.1 * min(3, hit.last - hit.first)
        else:
            job = job_before(text.text[max(0, hit.start - REACH) : hit.start])
            sure = 0.15
        if job:
            bare = GENDER.sub("", job) if weight >= 2 and job.endswith(")") else job
            told = hit.last > hit.first and hit.label != "weak"
            yield _Candidate(bare, weight + sure, -0.9 if told else -1.5)


def _in_second_titles(
    reading: Reading, company: str | None, titles: frozenset[str], persons: tuple[frozenset[str], ...]
) -> Iterator[_Candidate]:
    """What a booking page calls the event: `Event Name`, `Service`."""
    rows = [row for row in lines(reading.body.text[:BODY]) if row]
    wanted = _labels("second_titles")
    below = [other for row, other in pairwise(rows[:NOTE]) if spoken(row[:LABEL].rstrip(":")) in wanted]
    stated = islice(labelled(reading.body.text[:BODY]), NOTE)
    for value in (*below, *(one.value for one in stated if names(one, wanted))):
        other = replace(reading, title=read_text(value[:TITLE_LIMIT]))
        yield from _in_title(other, Trim(other, company, titles, persons))


def _in_notes(reading: Reading, persons: tuple[frozenset[str], ...]) -> Iterator[_Candidate]:
    """A line or clause that is nothing but a job: `deputy manager, starts in May`; beside nobody's name."""
    own = reading.event.organizer is None
    rows = [row for row in lines(reading.body.text[:BODY]) if row][:NOTE]
    for number, row in enumerate(rows):
        greets = ":" in row or row.endswith((",", "!"))
        if (not own and (number > len(rows) // 2 or greets)) or _CLOCK.search(row):
            continue
        clauses = [row] if not own else _CLAUSE.split(row)
        before = rows[number - 1] if number else ""
        for clause in clauses:
            said = folded_words(clause)
            beside = any(set(words_of) & one for one in persons for words_of in (said, fold(before).split()[-3:]))
            before = clause
            if not beside and 0 < len(said) <= TERSE and _is_terse(clause.strip().split()):
                yield _Candidate(clause.strip(), 0.6)


def _is_terse(parts: list[str]) -> bool:
    if not parts or not (tells_job(parts[0].strip("(),")) or tells_job(parts[-1].strip("(),"))):
        return False
    if any(any(char.isdigit() for char in part) or is_given_name(part) or is_honorific(part) for part in parts):
        return False
    said = [fold(part).strip(".,:()") for part in parts]
    return not any(word in listed("until") - listed("inside") or word in listed("meets") for word in said)


def _clipped(text: str) -> str:
    return job_behind(" " + text) or text
