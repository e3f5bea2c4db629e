"""What a sentence tells of those who are not met: they only arrange, were met before, are the user's own, open doors.

Whoever arranges is known by two words that stand together, what they do and what it is done with: `Ana lleva su
agenda`, `den Raum hat Rolf gebucht`. Neither alone tells it: other people organise teams and speak of diaries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from syncd.core.lexicon import Hit
from syncd.core.names import is_honorific, is_title_word
from syncd.core.persons.names_in_text import Name
from syncd.core.text import Word, folded_words, words
from syncd.core.vocabulary import lexicon_of, phrased

BETWEEN = 4
"""Words between what somebody does and what it is done with."""
ARTICLES = 3
"""Words between `I am` and whose assistant."""
AT_THE_DOOR = 4
"""Words between a name and the door at which it is asked for."""
AHEAD = 6
"""So many phrases are looked at for the second half of a pair."""
_LABELS = (
    "names.arranges",
    "names.arranges_alone",
    "names.arranges_me",
    "names.arranged",
    "names.interviews",
    "names.former",
    "names.after",
    "names.past",
    "names.through",
    "names.kin",
    "names.reception",
)
_ENDS = re.compile(r"[.!?;:](?=\s|$)|[\n\t|]")
_CLAUSE_ENDS = re.compile(r"\s*(?:$|[.;!?)\n\t|])")
_IN_BRACKETS = re.compile(r"\([^()]*\)|[\w.+-]+@[\w.-]+")
_SENTENCES = re.compile(r"[.!?](?=\s|$)|\n")


def told(text: str, found: Sequence[Word]) -> list[Hit]:
    """What a line tells of those named in it.

    Returns:
        Hits of `names.not_met` (behind a name: they arrange), `names.done_by` (before a name), `names.former`,
        `names.kin` and `names.reception`.
    """
    hits = lexicon_of(*_LABELS).find(found)
    if not hits:
        return []
    kept = [hit for hit in hits if hit.label in {"names.former", "names.kin", "names.reception"}]
    past = [hit for hit in hits if hit.label == "names.past"]
    after = (hit for hit in hits if hit.label == "names.after")
    kept.extend(
        replace(hit, label="names.former")
        for hit in after
        if any(not _apart(text, hit, one, _SENTENCES) for one in past)
    )
    through = _pairs(text, hits, "names.through")
    kept.extend(pair for pair in through if pair.label == "names.done_by")
    interviews = [hit for hit in hits if hit.label == "names.interviews"]
    alone = (one for one in hits if one.label == "names.arranges_alone" and _CLAUSE_ENDS.match(text, one.end))
    bare = (replace(one, label="names.not_met") for one in alone)
    kept.extend(
        pair
        for pair in (*_pairs(text, hits, "names.arranges"), *bare)
        if not any(one.start >= pair.end and not _apart(text, pair, one, _SENTENCES) for one in interviews)
    )
    return kept


def i_arrange(text: str, found: Sequence[Word]) -> bool:
    """Whether who writes says that they only arrange: `I look after her diary`, `I am the assistant of NAME`."""
    if any(_pairs(text, lexicon_of(*_LABELS).find(found), "names.arranges_me")):
        return True
    hits = lexicon_of("names.assists", "people.i_am").find(found)
    mine = {hit.last for hit in hits if hit.label == "people.i_am"}
    assists = [hit for hit in hits if hit.label == "names.assists"]
    return any(mine & set(range(hit.first - ARTICLES, hit.first)) for hit in assists)


def _pairs(text: str, hits: Sequence[Hit], does: str) -> Iterator[Hit]:
    """The stretches that tell what somebody does and with what, in either order: the second goes before its doer."""
    for at, one in enumerate(hits):
        if one.label not in {does, "names.arranged"}:
            continue
        for other in hits[at + 1 : at + 1 + AHEAD]:
            if {one.label, other.label} != {does, "names.arranged"} or other.first <= one.last:
                continue
            if other.first - one.last - 1 > BETWEEN or _apart(text, one, other, _ENDS):
                continue
            yield Hit("names.not_met", one.first, other.last, one.start, other.end)
            if one.label == "names.arranged":
                yield Hit("names.done_by", one.first, other.last, one.start, other.end)
            break


def _apart(text: str, one: Hit, other: Hit, ends: re.Pattern[str]) -> bool:
    """Whether a sentence ends between two phrases."""
    first, second = sorted((one, other), key=lambda hit: hit.start)
    return ends.search(text, first.end, max(first.end, second.start)) is not None


def told_of(line: str, name: Name, hits: Iterable[Hit]) -> Iterator[str]:
    """What the phrases of a line tell of one of those it names, as clues."""
    yield from dict.fromkeys(clue for hit in hits if (clue := _clue(line, name, hit)))


def _clue(line: str, name: Name, hit: Hit) -> str | None:
    match hit.label:
        case "names.former" if _leads_to(line, name, hit):
            return "met before"
        case "names.reception" if _is_asked_for(line, name, hit):
            return "at the door"
        case "names.done_by" | "names.kin" if _leads_to(line, name, hit):
            return "not met"
        case "names.instead" | "names.not_met" if _is_left_out(line, name, hit):
            return "not met"
        case _:
            return None


def _is_left_out(line: str, name: Name, hit: Hit) -> bool:
    """Whether a phrase tells that somebody is not met: `instead of NAME`, `NAME coordinates`."""
    if hit.label == "names.instead":
        return 0 <= name.start - hit.end < 10 and not line[hit.end : name.start].strip()
    if hit.start < name.end:
        return False
    between = line[name.end : hit.start]
    if not _IN_BRACKETS.sub("", between).strip(" ,"):
        return True
    return len(between) < 40 and not re.search(r"[,;.!?:\t|]", between) and len(words(between)) < 4


def _leads_to(line: str, name: Name, hit: Hit) -> bool:
    """Whether nothing but articles and jobs stand between a phrase and the name it leads to."""
    between = line[hit.end : name.start]
    return (
        hit.start < name.start
        and hit.end < name.end
        and not re.search(r"[.!?;:)]", between)
        and only_lead(folded_words(between))
    )


def only_lead(spoken: Iterable[str]) -> bool:
    """Whether words are only what leads to a name: articles, prepositions, honorifics and jobs."""
    small = phrased("names.our") | phrased("names.at")
    return all(word in small or is_honorific(word) or is_title_word(word) for word in spoken)


def _is_asked_for(line: str, name: Name, hit: Hit) -> bool:
    """Whether somebody is asked for where the visitor comes in: `Ask at reception for NAME`."""
    between = line[hit.end : name.start]
    return hit.end <= name.start and len(words(between)) <= AT_THE_DOOR and not re.search(r"[.!?;](?:\s|$)", between)
