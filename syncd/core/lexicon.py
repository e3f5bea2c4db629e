"""Finding many phrases in a text at once, in time linear in the text.

A phrase is written as people write it. `*` at the end of a word stands for any ending (`bewerb*`), at its beginning
for any beginning (`*gespräch`); `..` between words for up to four others. In scripts without spaces a phrase is found
anywhere. Accents and case do not matter, and `ä` is also found as `ae`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from syncd.core.text import DIGRAPHS, WORD_LIMIT, Word, folded_words

NO_LANGUAGES: frozenset[str] = frozenset()
GAP = ".."
GAP_WORDS = 4
HITS_LIMIT = 600
"""A text in which more is found is no invitation."""
FEW = 4
"""More phrases with one beginning are sifted by the words that follow before each is looked at by itself."""
AHEAD = 3
"""So many words are looked at to sift them."""
REMEMBERED = 20_000
"""Words whose phrases are kept in mind."""
_PIECES = re.compile(r"\.\.|\*?[^\W_]+\*?")


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that was found."""

    label: str
    first: int
    """Index of its first word."""
    last: int
    """Index of its last word."""
    start: int
    end: int
    languages: frozenset[str] = NO_LANGUAGES
    """Those whose phrase it is, where the lexicon was told."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    label: str
    rest: tuple[str, ...]
    languages: frozenset[str]


def _matches(pattern: str, word: str) -> bool:
    if pattern[0] == "*":
        return pattern[1:-1] in word if pattern[-1] == "*" else word.endswith(pattern[1:])
    return word.startswith(pattern[:-1]) if pattern[-1] == "*" else word == pattern


def _goes_on(rest: tuple[str, ...], at: int, word: str) -> bool:
    """Whether a word may stand at a place of the rest of a phrase, which may be over or have a gap before it."""
    return at >= len(rest) or GAP in rest[: at + 1] or _matches(rest[at], word)


def pieces_of(phrase: str) -> set[tuple[str, ...]]:
    """The words of a phrase, folded, in each of its spellings; `*` and `..` stay as they are, mere signs give none."""
    spellings = {phrase} if phrase.isascii() else {phrase, phrase.translate(DIGRAPHS)}
    return {tuple(_pieces(spelling)) for spelling in spellings} - {()}


def _pieces(spelling: str) -> Iterator[str]:
    for piece in _PIECES.findall(spelling):
        if piece.isascii() and len(piece) <= WORD_LIMIT:
            yield piece.lower()
            continue
        folded = folded_words(piece)
        if piece[0] == "*":
            folded[0] = "*" + folded[0]
        if piece[-1] == "*":
            folded[-1] += "*"
        yield from folded


class Lexicon:
    """Labelled phrases, indexed by their first word."""

    def __init__(
        self, phrases: Iterable[tuple[str, str]], languages: Mapping[str, Mapping[str, frozenset[str]]] | None = None
    ) -> None:
        """Index (label, phrase) pairs; `languages` tells by label and phrase whose they are."""
        self._exact: defaultdict[str, list[_Phrase]] = defaultdict(list)
        self._prefix: defaultdict[str, list[_Phrase]] = defaultdict(list)
        self._suffix: defaultdict[str, list[_Phrase]] = defaultdict(list)
        self._infix: defaultdict[str, list[_Phrase]] = defaultdict(list)
        for label, phrase in phrases:
            spoken = languages.get(label, {}).get(phrase, NO_LANGUAGES) if languages else NO_LANGUAGES
            for first, *rest in pieces_of(phrase):
                entry = _Phrase(label, tuple(rest), spoken)
                if first[0] == "*" and first[-1] == "*":
                    self._infix[first[1:-1]].append(entry)
                elif first[0] == "*":
                    self._suffix[first[1:]].append(entry)
                elif first[-1] == "*":
                    self._prefix[first[:-1]].append(entry)
                else:
                    self._exact[first].append(entry)
        self._prefix_lengths = sorted({len(key) for key in self._prefix})
        self._suffix_lengths = sorted({len(key) for key in self._suffix})
        self._known: dict[str, tuple[_Phrase, ...]] = {}

    def find(self, found: Sequence[Word]) -> list[Hit]:
        """Every phrase in the text, in order; the same words may bear several labels."""
        hits: list[Hit] = []
        for index, word in enumerate(found):
            phrases = self._known.get(word.folded)
            if phrases is None:
                phrases = self._starting(word.folded)
            if not phrases:
                continue
            if len(hits) > HITS_LIMIT:
                break
            for phrase in self._sifted(phrases, found, index) if len(phrases) > FEW else phrases:
                last = self._end(phrase.rest, found, index) if phrase.rest else index
                if last is not None:
                    hits.append(Hit(phrase.label, index, last, word.start, found[last].end, phrase.languages))
        return hits

    def _starting(self, word: str) -> tuple[_Phrase, ...]:
        """The phrases whose first word may be this one, kept in mind."""
        if len(self._known) > REMEMBERED:
            self._known.clear()
        self._known[word] = phrases = tuple(self._look_up(word))
        return phrases

    def _sifted(self, phrases: tuple[_Phrase, ...], found: Sequence[Word], index: int) -> tuple[_Phrase, ...]:
        """Of the many phrases that a word begins, those that may go on with the next ones."""
        begun = found[index].folded
        for at, word in enumerate(found[index + 1 : index + 1 + AHEAD]):
            begun = f"{begun} {word.folded}"
            known = self._known.get(begun)
            if known is None:
                known = self._known[begun] = tuple(one for one in phrases if _goes_on(one.rest, at, word.folded))
            phrases = known
            if len(phrases) <= FEW:
                break
        return phrases

    def _look_up(self, word: str) -> list[_Phrase]:
        entries = list(self._exact.get(word, ()))
        size = len(word)
        for length in self._prefix_lengths:
            if length > size:
                break
            entries.extend(self._prefix.get(word[:length], ()))
        for length in self._suffix_lengths:
            if length > size:
                break
            entries.extend(self._suffix.get(word[-length:], ()))
        for part, phrases in self._infix.items():
            if part in word:
                entries.extend(phrases)
        return entries

    @staticmethod
    def _end(rest: tuple[str, ...], found: Sequence[Word], index: int) -> int | None:
        position = index
        spare = 0
        for pattern in rest:
            if pattern == GAP:
                spare = GAP_WORDS
                continue
            position += 1
            while position < len(found):
                word = found[position]
                if word.breaks and not found[position - 1].folded.isdigit():
                    return None
                if word.folded == pattern or ("*" in pattern and _matches(pattern, word.folded)):
                    break
                if not spare:
                    return None
                spare -= 1
                position += 1
            else:
                return None
            spare = 0
        return position
