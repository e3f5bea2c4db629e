"""Labelled lines of a description: `Position: Nurse`, `会社名:...`, a booking form's question and its answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from syncd.core.text import folded_words, lines
from syncd.core.vocabulary import phrases

ROWS = 250
LABEL_WORDS = 4
QUESTION_WORDS = 14
_LABEL = re.compile(r"^[^\w\n]*([^:：\t】\n]{2,90}?)\s*(?:\([^)]{0,20}\)\s*)?[:：】\t]\s*(.*)$")
_QUESTION = re.compile(r"^[^\w\n]*([^\n?？]{8,110})[?？][*:：\s]*(.*)$")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a label says."""

    label: str
    """Its words, folded."""
    value: str
    asked: bool = False
    """The label is a question."""


@lru_cache(maxsize=8)
def labelled(text: str) -> tuple[Stated, ...]:
    """The labelled lines of a text, in order; an answer may stand on the line below its question or label."""
    return tuple(_labelled(text))


def _labelled(text: str) -> Iterator[Stated]:
    rows = lines(text)[:ROWS]
    for number, row in enumerate(rows):
        asked = _QUESTION.match(row)
        match = asked or _LABEL.match(row)
        below = next((one for one in rows[number + 1 : number + 3] if one), "")
        if match:
            value = match.group(2).strip() or ("" if _LABEL.match(below) or _QUESTION.match(below) else below)
            if value:
                yield Stated(spoken(match.group(1)), value, asked=bool(asked))
        elif row and len(row) < 30 and below and not _LABEL.match(below):
            yield Stated(spoken(row), below)


def spoken(label: str) -> str:
    """The words of a label, folded, as `Stated.label` holds them."""
    return " ".join(folded_words(label))


@cache
def labels(key: str) -> frozenset[str]:
    """The labels a list of the vocabulary holds, as `Stated.label` writes them."""
    return frozenset(spoken(phrase) for phrase in phrases().get(key, ()))


def names(stated: Stated, wanted: frozenset[str], *, asked: frozenset[str] = frozenset()) -> bool:
    """Whether a label is one of those wanted, alone or with an article; a question may hold a word of `asked`."""
    said = stated.label.split()
    if not said:
        return False
    if stated.asked:
        return len(said) <= QUESTION_WORDS and bool(asked & set(said))
    return stated.label in wanted or (len(said) <= LABEL_WORDS and " ".join(said[1:]) in wanted)
