"""What syncd knows of languages and vendors: data in TOML, read once.

One file a language. All languages are looked for in every event, since invitations mix them. Labels of phrases are
the dotted path of their list: `interview.sure`, `against.medical.title`, `stage.technical`, `job.titles`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from syncd.core.lexicon import GAP, Lexicon, pieces_of
from syncd.core.text import fold

LANGUAGES = tuple(
    sorted(
        name[:2] for file in resources.files(__name__).iterdir() if re.fullmatch(r"[a-z]{2}\.toml", name := file.name)
    )
)
"""Those that have a vocabulary file."""
ALL_LANGUAGES = frozenset(LANGUAGES)
LEAST_STEM = 4
WORDS_AROUND_NAMES = "names."
"""Labels of words that mean something only beside a name: they are not looked for in whole texts."""
NEXT_STEP_TABLES = ("weekdays", "months", "numbers")

Phrases = Mapping[str, tuple[str, ...]]


class Stems(NamedTuple):
    """Listed words, folded; a `*` stands for any ending or beginning of an open one."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]
    ends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DateWords:
    """A language's words for next steps and dates."""

    lists: Phrases
    """Phrases by name: `answer`, `ask`, `by`, `within` ..."""
    weekdays: tuple[tuple[str, ...], ...]
    """Monday first."""
    months: tuple[tuple[str, ...], ...]
    numbers: tuple[tuple[str, ...], ...]
    """The words for 1, 2, 3 ..."""


@cache
def read(name: str) -> Mapping[str, Any]:
    """The vocabulary file of this name, without `.toml`."""
    text = resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _labelled(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, value in table.items():
        label = f"{path}.{key}" if path else key
        if isinstance(value, dict):
            yield from _labelled(value, label)
        else:
            yield label, tuple(value)


def _lists_of(language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The phrases of a language by label, next steps left out."""
    return _labelled({section: value for section, value in read(language).items() if section != "next_step"})


@cache
def _spoken() -> dict[str, dict[str, frozenset[str]]]:
    """Every phrase by label, with the languages that have it, next steps left out."""
    merged: dict[str, dict[str, frozenset[str]]] = {}
    for language in LANGUAGES:
        for label, found in _lists_of(language):
            known = merged.setdefault(label, {})
            for phrase in found:
                known[phrase] = known.get(phrase, frozenset()) | {language}
    return merged


@cache
def phrases() -> Phrases:
    """Every phrase of every language by label, next steps left out."""
    return {label: tuple(found) for label, found in _spoken().items()}


@cache
def word_list(name: str, key: str) -> frozenset[str]:
    """A list of a vocabulary file, folded: `word_list("companies", "connectors")`."""
    return frozenset(map(fold, read(name)[key]))


@cache
def phrased(label: str) -> frozenset[str]:
    """The phrases of a label in every language, folded: `phrased("names.at")`."""
    return frozenset(map(fold, phrases().get(label, ())))


@cache
def lexicon() -> Lexicon:
    """The phrases of all languages that mean something wherever they stand, ready to be found."""
    labelled = [
        (label, phrase)
        for label, found in phrases().items()
        if not label.startswith(WORDS_AROUND_NAMES)
        for phrase in found
    ]
    return Lexicon(labelled, _spoken())


@cache
def lexicon_of(*labels: str) -> Lexicon:
    """The phrases of these labels in every language, ready to be found."""
    return Lexicon((label, phrase) for label in labels for phrase in phrases().get(label, ()))


@cache
def date_words(language: str) -> DateWords:
    """The next-step vocabulary of a language."""
    table = read(language)["next_step"]
    return DateWords(
        lists={key: tuple(value) for key, value in table.items() if key not in NEXT_STEP_TABLES},
        weekdays=tuple(tuple(names) for names in table["weekdays"]),
        months=tuple(tuple(names) for names in table["months"]),
        numbers=tuple(tuple(names) for names in table["numbers"]),
    )


@cache
def stems_in(name: str, key: str) -> Stems:
    """The words of a list of a vocabulary file."""
    return _stems(word_list(name, key))


@cache
def stems_of(label: str, languages: frozenset[str] = ALL_LANGUAGES) -> Stems:
    """The single words of a label in these languages."""
    spoken = _spoken().get(label, {}).items()
    return _stems(fold(phrase) for phrase, spoken_in in spoken if " " not in phrase and spoken_in & languages)


@cache
def spoken_words(languages: frozenset[str] = ALL_LANGUAGES) -> Stems:
    """Every word that any phrase of these languages is made of, but for the shortest stems.

    What stands here with a capital letter is more likely a word than somebody's name.
    """
    pieces = frozenset[str]().union(*map(_pieces_of, languages))
    return _stems(piece for piece in pieces if "*" not in piece or len(piece) > LEAST_STEM)


def _stems(listed: Iterable[str]) -> Stems:
    every = frozenset(listed)
    return Stems(
        frozenset(one for one in every if "*" not in one),
        tuple(sorted(one[:-1] for one in every if one[-1] == "*" and one[0] != "*")),
        tuple(sorted(one[1:] for one in every if one[0] == "*" and one[-1] != "*")),
    )


@cache
def _pieces_of(language: str) -> frozenset[str]:
    found = [
        phrase
        for label, listed in _lists_of(language)
        if label not in {"people.honorifics", "people.surnames"}
        for phrase in listed
    ]
    dates = date_words(language)
    found.extend(phrase for table in dates.lists.values() for phrase in table)
    found.extend(name for table in (*dates.weekdays, *dates.months, *dates.numbers) for name in table)
    return frozenset(piece for phrase in found for spelling in pieces_of(phrase) for piece in spelling if piece != GAP)
