"""What the words of a sentence mean for dates: numbers, units, weekdays, prepositions; and what a date is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache

from syncd.core.lexicon import Hit, Lexicon
from syncd.core.text import Word
from syncd.core.vocabulary import date_words

NOT_DATES = frozenset(
    {"answer", "decide", "hint", "ask", "note", "not", "topic", "request", "other", "whether"}
    | {"call", "joins", "short", "ordinal"}
)
"""Lists of the vocabulary that are not about time."""
BEFORE_DATES = frozenset({"by", "within", "in", "on", "skip", "next", "coming", "this"})
PREPOSITION_WORDS = 6
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|e|o|a|ste|de)?\Z")
_TIME = re.compile(r"\d{1,2}(?:[:.h]\d{2}|h)(?!\d)", re.IGNORECASE)


class Manner(Enum):
    """How a date is named."""

    LIMIT = "limit"
    """`by Friday`, `within a week`."""
    DAY = "day"
    """`on Friday`, `in a week`."""
    PERIOD = "period"
    """`next week`, `at the end of May`: its last day."""


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text."""

    on: date
    manner: Manner
    start: int
    end: int
    first: int
    """Index of its first word."""
    last: int
    clock: bool
    """A time of day follows: an appointment rather than a promise."""
    bare_weekday: bool = False


@cache
def _lexicon(language: str) -> Lexicon:
    spoken = date_words(language)
    labelled = [
        (label, phrase) for label, listed in spoken.lists.items() if label not in NOT_DATES for phrase in listed
    ]
    for kind, table in (("weekday", spoken.weekdays), ("monthname", spoken.months), ("number", spoken.numbers)):
        labelled.extend((f"{kind}.{index}", name) for index, names in enumerate(table) for name in names)
    return Lexicon(labelled)


def place_of(hit: Hit) -> int:
    """The place in its table of a weekday, month or number."""
    return int(hit.label.partition(".")[2])


class TimeWords:
    """A sentence indexed by what its words mean for dates, in one language."""

    def __init__(self, text: str, words: Sequence[Word], language: str) -> None:
        """Index the words of the sentence by what they may mean."""
        self._text = text
        self._words = words
        self._ordinals = date_words(language).lists.get("ordinal", ("",))
        self._at: defaultdict[int, list[tuple[str, Hit]]] = defaultdict(list)
        self._ending: defaultdict[int, list[Hit]] = defaultdict(list)
        for hit in _lexicon(language).find(words):
            self._at[hit.first].append((hit.label.partition(".")[0], hit))
            self._ending[hit.last].append(hit)

    def _label(self, index: int, *labels: str) -> Hit | None:
        """The longest hit of one of these labels that starts at a word."""
        longest: Hit | None = None
        for label, hit in self._at.get(index, ()):
            if label in labels and (longest is None or hit.last > longest.last):
                longest = hit
        return longest

    def _skip(self, index: int, *also: str) -> int:
        """The index after words that do not matter (`the`, `of`, `about`)."""
        for _ in range(4):
            hit = self._label(index, "skip", *also)
            if hit is None:
                break
            index = hit.last + 1
        return index

    def _preposition(self, index: int) -> tuple[str | None, int]:
        """The preposition that ends right before a word, words that do not matter apart, and where it starts."""
        back = index
        for _ in range(PREPOSITION_WORDS):
            hits = [hit for hit in self._ending.get(back - 1, ()) if hit.label in BEFORE_DATES]
            if not hits:
                break
            best = min(hits, key=lambda hit: (hit.first, hit.label == "skip"))
            if best.label != "skip":
                return best.label, best.first
            back = best.first
        return None, index

    def _number(self, index: int) -> tuple[int, int] | None:
        """A number and the index after it."""
        hit = self._label(index, "number")
        if hit is not None:
            return place_of(hit) + 1, hit.last + 1
        if index < len(self._words) and self._words[index].folded.isdecimal() and len(self._words[index].folded) < 3:
            return int(self._words[index].folded), index + 1
        return None

    def _day_number(self, index: int) -> int | None:
        if index >= len(self._words):
            return None
        match = _ORDINAL.match(self._words[index].folded)
        return int(match.group(1)) if match and 1 <= int(match.group(1)) <= 31 else None

    def _is_time(self, index: int) -> bool:
        """Whether a time of day starts at a word: `at 10`, `10:30`, `14 Uhr`."""
        before = self._label(index, "at_time")
        if before is not None:
            index = before.last + 1
        if index >= len(self._words) or not self._words[index].folded[:1].isdecimal():
            return False
        if before is not None or _TIME.match(self._text, self._words[index].start):
            return True
        return self._label(index + 1, "time_unit") is not None or self._label(index, "time_unit") is not None

    def _make(
        self, on: date | None, first: int, last: int, manner: Manner = Manner.DAY, *, bare: bool = False
    ) -> Found | None:
        if on is None:
            return None
        preposition, start = self._preposition(first)
        if preposition in {"by", "within"} or self._label(last + 1, "by_after") is not None:
            manner = Manner.LIMIT
        return Found(
            on=on,
            manner=manner,
            start=self._words[start].start,
            end=self._words[last].end,
            first=start,
            last=last,
            clock=self._is_time(last + 1),
            bare_weekday=bare and preposition is None,
        )
