"""Which languages a text may be written in.

Calendars mix languages, and words of one are other words in the next: `pain` and `chat`, `wg` and `finale`. So a text
is asked for its small words first; a text too short to tell may be in any.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from syncd.core.text import Word, fold, has_ideographs
from syncd.core.vocabulary import LANGUAGES, read

ENOUGH = 2
"""So many small words of a language tell it."""
SHARE = 0.6
"""Of the small words of the likeliest language; a language with fewer is not spoken."""
WORDS_READ = 400


@cache
def _small_words() -> dict[str, frozenset[str]]:
    table = read("common_words")
    spoken: dict[str, set[str]] = {}
    for language, listed in table.items():
        for word in listed:
            spoken.setdefault(fold(word), set()).add(language)
    return {word: frozenset(languages) for word, languages in spoken.items()}


def languages_of(found: Iterable[Word]) -> frozenset[str]:
    """The languages that the words may belong to; all of them when nothing tells."""
    said = {word.folded for _, word in zip(range(WORDS_READ), found, strict=False)}
    if any(has_ideographs(word) for word in said):
        return frozenset({"ja", "en"})
    small = _small_words()
    counts = dict.fromkeys(LANGUAGES, 0)
    for word in said:
        for language in small.get(word, ()):
            counts[language] += 1
    most = max(counts.values())
    if most < ENOUGH:
        return frozenset(LANGUAGES)
    return frozenset(language for language, count in counts.items() if count >= SHARE * most)
