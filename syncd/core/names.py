"""Names of people as calendars write them, and the words they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from nameparser import HumanName

from syncd.core.text import clean, collapsed, fold, folded_words
from syncd.core.vocabulary import ALL_LANGUAGES, phrased, read, spoken_words, stems_of

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>|\uff08[^\uff08\uff09]*\uff09")
_CUT = re.compile(r"\s+(?:via|from|at|@|bei|chez|da parte di)\s+|[|/\u2022]|\s[-\u2013\u2014]\s")
_IDEOGRAPHIC_NAME = re.compile(r"[\u4e00-\u9fff\u3005]{1,3}[ \u3000]?[\u4e00-\u9fff\u3005\u3040-\u30ff]{1,4}")
_CAMEL = re.compile(r"(?<!Mc)(?<!Mac)(?<!De)(?<!Di)(?<!Du)(?<!Le)(?<!La)(?<=[a-z])[A-Z]")


@dataclass(frozen=True, slots=True)
class Speech:
    """Which words are words in an event rather than names: `Vos` is one in Spanish, `Cole` and `Tea` in others."""

    languages: frozenset[str] = ALL_LANGUAGES
    called: frozenset[str] = frozenset()
    """The folded words of the names that its addresses bear."""

    def calls(self, word: str) -> bool:
        """Whether somebody is called so, each part of a double name."""
        return bool(self.called) and all(part in self.called for part in re.split(r"[-'\u2019.]", fold(word)) if part)


ANY = Speech()
"""Where nothing is known of the event."""


@cache
def _listed(key: str) -> frozenset[str]:
    """A list of the file of names, folded."""
    return frozenset(fold(name) for name in read("given_names")[key].split())


@cache
def particles() -> frozenset[str]:
    """The small words inside names: von, de la."""
    return _listed("particles")


def own_words(name: str) -> list[str]:
    """The words of a name without its particles; `Ben` at its beginning is none."""
    every = name.split()
    return [part for at, part in enumerate(every) if fold(part) not in particles() or (at == 0 and is_given_name(part))]


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    """What inflected names end with, and what the names themselves end with, longest first."""
    pairs = (pair.partition(">") for pair in read("given_names")["inflected"].split())
    return tuple(sorted(((fold(bent), fold(straight)) for bent, _, straight in pairs), key=lambda one: -len(one[0])))


def is_honorific(word: str) -> bool:
    """Whether a word is put before a name: Dr., Frau, Mme."""
    return fold(word.rstrip(".\u00aa\u00ba")).replace(".", " ") in phrased("people.honorifics")


@lru_cache(maxsize=8192)
def is_title_word(word: str) -> bool:
    """Whether a word names a job: engineer, Leiterin."""
    folded = fold(word).strip(".")
    for label in ("job.titles", "names.titles"):
        whole, beginnings, ends = stems_of(label)
        if folded in whole or (len(folded) > 3 and (folded.startswith(beginnings) or folded.endswith(ends))):
            return True
    return False


def is_no_name(word: str, speech: Speech = ANY) -> bool:
    """Whether a word never stands in a name: weekdays, places in a building, small words."""
    return not speech.calls(word) and _is_no_name(fold(word).strip("."), speech.languages)


@lru_cache(maxsize=8192)
def _is_no_name(folded: str, languages: frozenset[str]) -> bool:
    whole, beginnings, _ = stems_of("people.not_name", languages)
    return folded in whole or folded.startswith(beginnings)


@lru_cache(maxsize=8192)
def is_given_name(word: str) -> bool:
    """Whether a word is a common given name."""
    return all(part in _listed("names") for part in fold(word).strip(".").split("-"))


@lru_cache(maxsize=8192)
def is_also_word(word: str) -> bool:
    """Whether a word of everyday language is a given name too, where a surname follows: Kit, Floor."""
    return fold(word) in _listed("also_words")


@lru_cache(maxsize=8192)
def is_also_surname(word: str) -> bool:
    """Whether a given name is often a surname too: Martin, Frank."""
    return fold(word) in _listed("also_surnames")


def surnames() -> frozenset[str]:
    """Words of everyday language that are surnames too: Baker, Koch."""
    return stems_of("people.surnames").whole


@lru_cache(maxsize=8192)
def is_place(word: str) -> bool:
    """Whether a word is a city, a country or a people's language."""
    return fold(word) in _listed("places")


def is_spoken(word: str, speech: Speech = ANY) -> bool:
    """Whether a word is part of the vocabulary of a language that the event speaks, and so rather no name."""
    return not speech.calls(word) and _is_spoken(fold(word), speech.languages)


@lru_cache(maxsize=8192)
def _is_spoken(folded: str, languages: frozenset[str]) -> bool:
    if folded in surnames():
        return False
    whole, beginnings, ends = spoken_words(languages)
    parts = [part for part in re.split(r"[-'\u2019.]", folded) if len(part) > 1]
    return bool(parts) and all(part in whole or _stemmed(part, beginnings, ends) for part in parts)


def _stemmed(part: str, beginnings: tuple[str, ...], ends: tuple[str, ...]) -> bool:
    """Whether a word begins or ends with a listed stem that is half of it or more."""
    half = len(part) // 2
    return (part.startswith(beginnings) and any(len(one) >= half and part.startswith(one) for one in beginnings)) or (
        part.endswith(ends) and any(len(one) >= half and part.endswith(one) for one in ends)
    )


def is_camel(word: str) -> bool:
    """Whether a capital stands inside a word, as in names of products."""
    return _CAMEL.search(word) is not None


def _titlecase(word: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda match: match.group().capitalize(), word)


def _is_loud(word: str) -> bool:
    return len(word) > 1 and word.isupper() and "." not in word


def _cased(parts: list[str]) -> list[str]:
    """Capitals put right: `ORSINI Bastien` is Bastien Orsini, `QUIJADA LUNA` is Quijada Luna."""
    shouted = [_is_loud(part) for part in parts]
    if any(shouted) and not all(shouted) and shouted[0]:
        split = next(index for index, loud in enumerate(shouted) if not loud)
        if not any(shouted[split:]) and fold(parts[split]) not in particles():
            parts = parts[split:] + parts[:split]
    return [_titlecase(part) if _is_loud(part) else part for part in parts]


@lru_cache(maxsize=4096)
def person_name(display: str) -> str | None:
    """A display name as one would address an envelope: given name first, no honorifics, degrees or departments.

    None where the text is no name: an address, a number, an empty text.
    """
    text = clean(display, 120).strip(" \"'\u201c\u201d\u201e,;:")
    if "@" in text or not text:
        return None
    text = _BRACKETS.sub(" ", text)
    text = next((piece for piece in _CUT.split(text) if piece.strip()), "").strip(" ,;.")
    for honorific in ("様", "さん", "氏", "先生"):
        text = text.removesuffix(honorific).strip()
    if not text or any(char.isdigit() for char in text):
        return None
    if _IDEOGRAPHIC_NAME.fullmatch(text):
        return text
    whole, _, behind = text.partition(",")
    if len(whole.split()) > 1 and is_given_name(whole.split()[0]) and not is_given_name((behind.split() or ["-"])[0]):
        text = whole if len(behind.split()) > 1 else text
    if "," in text:
        parsed = HumanName(text)
        given = " ".join(part for part in (parsed.first, parsed.middle) if part)
        text = f"{given} {parsed.last}".strip() if parsed.last else given
    parts = text.split()
    while len(parts) > 1 and is_honorific(parts[0]) and len(parts[0]) > 1:
        parts.pop(0)
    if len(parts) > 2:
        suffix = {fold(part).strip(".") for part in HumanName(" ".join(parts)).suffix.replace(",", " ").split()}
        while len(parts) > 2 and suffix and fold(parts[-1]).strip(".,") in suffix:
            parts.pop()
    parts = _cased([part.strip(",") for part in parts])
    name = " ".join(part for part in parts if part)
    if name.islower():
        name = _titlecase(name)
    return name if any(char.isalpha() for char in name) and len(name) > 1 else None


def given_first(name: str, email: str | None = None) -> str:
    """A name of two words in the order it is spoken: `Bielak Sylwia` is Sylwia Bielak.

    What stands before the @ decides where it tells the order; else a word that is only ever a given name.
    """
    parts = name.split()
    if len(parts) != 2 or not all(part.isascii() or part[0].isalpha() for part in parts):
        return name
    first, last = map(collapsed, parts)
    pieces = [piece for piece in re.split(r"[._]", fold((email or "").partition("@")[0])) if piece]
    if len(pieces) == 2:
        if pieces[0] in {first, first[0]} and pieces[1] == last:
            return name
        if pieces[0] in {last, last[0]} and pieces[1] == first:
            return f"{parts[1]} {parts[0]}"
    reversed_order = is_given_name(parts[1]) and not is_given_name(parts[0]) and not is_also_surname(parts[1])
    return f"{parts[1]} {parts[0]}" if reversed_order else name


@lru_cache(maxsize=2048)
def straight(word: str, *, given: bool) -> str:
    """A word of a name without its case ending, where a known given name or a usual surname comes out."""
    folded = fold(word)
    for bent, straight in _endings():
        if len(folded) > len(bent) + 1 and folded.endswith(bent):
            plain = folded[: -len(bent)] + straight
            if not given or plain in _listed("names"):
                return word[: len(word) - len(bent)] + straight
    return word


def straightened(name: str) -> str:
    """A name in the nominative: `Grzegorzem Wilczyńskim` is Grzegorz Wilczyński."""
    parts = name.split()
    if not parts or (is_given_name(parts[0]) and parts[0][-1] not in "\u0105\u0119"):
        return name
    given = straight(parts[0], given=True)
    if given == parts[0]:
        return name
    return " ".join([given, *(straight(part, given=False) for part in parts[1:])])


def is_one_of(spoken: frozenset[str], people: Iterable[frozenset[str]]) -> bool:
    """Whether words are the name of one of these people, part of it, or hold all of it."""
    return any(spoken <= one or (len(one) > 1 and one <= spoken) for one in people)


@lru_cache(maxsize=4096)
def spelled(name: str) -> frozenset[str]:
    """The words of a name, folded, to compare it by."""
    return frozenset(folded_words(name))
