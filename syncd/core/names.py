"""Names of people: as calendars write them, and where they stand in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from nameparser import HumanName

from syncd.core.text import clean, fold
from syncd.core.vocabulary import phrases, read, spoken_words

LONGEST = 5
PARTICLES = frozenset(
    [
        "von",
        "van",
        "vom",
        "zu",
        "zur",
        "zum",
        "der",
        "den",
        "de",
        "da",
        "das",
        "dos",
        "do",
        "di",
        "del",
        "della",
        "delle",
        "dello",
        "dei",
        "du",
        "des",
        "la",
        "las",
        "le",
        "los",
        "el",
        "al",
        "bin",
        "ibn",
        "ben",
        "bint",
        "ter",
        "ten",
        "te",
        "'t",
        "af",
        "av",
        "und",
        "y",
        "e",
    ]
)
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*\.?")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>")
_CUT = re.compile(r"\s+(?:via|from|at|@|bei|chez|da parte di)\s+|[|/\u00b7\u2022]|\s[-\u2013\u2014]\s")
_IDEOGRAPHIC_NAME = re.compile(r"[\u4e00-\u9fff]{1,3}[ \u3000]?[\u4e00-\u9fff\u3040-\u30ff]{1,4}")
_JOINERS = re.compile(r"[ \u00a0]{1,3}")
JAPANESE_HONORIFICS = ("様", "さん", "氏", "先生")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in a text."""

    text: str
    """Without honorifics and degrees."""
    start: int
    """Where it begins, honorifics included."""
    end: int
    sure: bool = False
    """It begins with a common given name or an honorific."""
    doubtful: bool = False
    """Its last word is a word of everyday language."""


@cache
def _known(label: str) -> frozenset[str]:
    return frozenset(
        fold(word).rstrip("*").strip("*")
        for phrase in phrases().get(label, ())
        for word in [phrase]
        if " " not in phrase
    )


@cache
def _stems(label: str) -> tuple[str, ...]:
    return tuple(
        sorted({fold(phrase)[:-1] for phrase in phrases().get(label, ()) if phrase.endswith("*") and " " not in phrase})
    )


def is_honorific(word: str) -> bool:
    """Whether a word is put before a name: Dr., Frau, Mme."""
    return fold(word).rstrip(".") in _known("people.honorifics")


@lru_cache(maxsize=8192)
def is_title_word(word: str) -> bool:
    """Whether a word names a job: engineer, Leiterin."""
    folded = fold(word).strip(".")
    if folded in _known("job.titles"):
        return True
    return any(
        folded.startswith(fold(one).rstrip("*")) if one.endswith("*") else folded.endswith(fold(one).lstrip("*"))
        for one in _open_titles()
        if len(folded) > 3
    )


@cache
def _open_titles() -> tuple[str, ...]:
    return tuple(one for one in phrases().get("job.titles", ()) if "*" in one and " " not in one)


@lru_cache(maxsize=8192)
def _is_no_name(word: str) -> bool:
    folded = fold(word).strip(".")
    if folded in _known("people.not_name"):
        return True
    return any(folded.startswith(stem) for stem in _stems("people.not_name"))


@cache
def _given() -> frozenset[str]:
    return frozenset(fold(name) for name in read("given_names")["names"].split())


@lru_cache(maxsize=8192)
def is_given_name(word: str) -> bool:
    """Whether a word is a common given name."""
    return all(part in _given() for part in fold(word).strip(".").split("-"))


@lru_cache(maxsize=8192)
def is_spoken(word: str) -> bool:
    """Whether a word is part of the vocabulary of any language, and so rather no name."""
    whole, beginnings, ends = spoken_words()
    parts = [part for part in re.split(r"[-'\u2019.]", fold(word)) if len(part) > 1]
    return bool(parts) and all(part in whole or part.startswith(beginnings) or part.endswith(ends) for part in parts)


def _titlecase(word: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda match: match.group().capitalize(), word)


def _cased(parts: list[str]) -> list[str]:
    """Capitals put right: `ORSINI Bastien` is Bastien Orsini, `QUIJADA LUNA` is Quijada Luna."""
    shouted = [len(part) > 1 and part.isupper() and "." not in part for part in parts]
    if any(shouted) and not all(shouted) and shouted[0]:
        split = next(index for index, loud in enumerate(shouted) if not loud)
        if not any(shouted[split:]):
            parts = parts[split:] + parts[:split]
    return [_titlecase(part) if len(part) > 1 and part.isupper() and "." not in part else part for part in parts]


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
    for honorific in JAPANESE_HONORIFICS:
        text = text.removesuffix(honorific).strip()
    if not text or any(char.isdigit() for char in text):
        return None
    if _IDEOGRAPHIC_NAME.fullmatch(text):
        return text
    if "," in text:
        parsed = HumanName(text)
        given = " ".join(part for part in (parsed.first, parsed.middle) if part)
        text = f"{given} {parsed.last}".strip() if parsed.last else given
    parts = text.split()
    while len(parts) > 1 and is_honorific(parts[0]):
        parts.pop(0)
    if len(parts) > 1:
        suffix = {fold(part).strip(".") for part in HumanName(" ".join(parts)).suffix.replace(",", " ").split()}
        while len(parts) > 1 and suffix and fold(parts[-1]).strip(".,") in suffix and len(parts) > 2:
            parts.pop()
    parts = _cased([part.strip(",") for part in parts])
    name = " ".join(part for part in parts if part)
    if name.islower():
        name = _titlecase(name)
    return name if any(char.isalpha() for char in name) and len(name) > 1 else None


def _is_capital(word: str) -> bool:
    return word[0].isupper() and (len(word) > 1 or word[0].isalpha())


def names_in(text: str, *, single: bool = False) -> list[Name]:
    """The runs of capitalised words that look like people's names, in order.

    Args:
        text: One line or sentence.
        single: Whether one word is enough (a given name after `with`).
    """
    found: list[Name] = []
    run: list[re.Match[str]] = []

    def close() -> None:
        if run and (name := _name_of(text, run, single=single)):
            found.append(name)
        run.clear()

    for token in _TOKEN.finditer(text):
        word = token.group()
        if run and (not _JOINERS.fullmatch(text, run[-1].end(), token.start()) or len(run) > LONGEST):
            close()
        if run and run[-1].group().endswith(".") and not (is_honorific(run[-1].group()) or len(run[-1].group()) < 3):
            close()
        if is_honorific(word) and not _is_shout(word):
            if run and not is_honorific(run[-1].group()):
                close()
            run.append(token)
        elif (fold(word) in PARTICLES and run and word.islower()) or (_is_capital(word) and not _is_no_name(word)):
            run.append(token)
        else:
            close()
    close()
    return found


def _is_shout(word: str) -> bool:
    return len(word) > 3 and word.isupper()


def _name_of(text: str, run: list[re.Match[str]], *, single: bool) -> Name | None:
    tokens = list(run)
    while tokens and fold(tokens[-1].group()) in PARTICLES and tokens[-1].group().islower():
        tokens.pop()
    honoured = bool(tokens) and is_honorific(tokens[0].group())
    while tokens and not honoured and is_spoken(tokens[0].group()) and not is_given_name(tokens[0].group()):
        tokens.pop(0)
    proper = [token for token in tokens if not is_honorific(token.group())]
    proper = [token for token in proper if len(token.group().strip(".")) > 1] or proper
    if not proper or len(tokens) > LONGEST + 1:
        return None
    capitals = [token.group() for token in proper if not token.group().islower()]
    if not capitals or (len(capitals) < 2 and not (single or honoured)):
        return None
    if is_title_word(capitals[-1]) and fold(capitals[-1]) not in _known("people.surnames"):
        return None
    if len(capitals) == 1 and (_is_shout(capitals[0]) or "'" in capitals[0] or "\u2019" in capitals[0]):
        return None
    given = is_given_name(capitals[0]) or (len(capitals) > 1 and is_given_name(capitals[-1]))
    end = tokens[-1].end()
    if text[end - 1] == "." and len(tokens[-1].group()) > 2:
        end -= 1
    name = person_name(text[tokens[0].start() : end])
    if not name:
        return None
    doubtful = is_spoken(capitals[-1]) and not given and not honoured
    return Name(name, tokens[0].start(), end, sure=given or honoured, doubtful=doubtful)
