"""Names of people: as calendars write them, and where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from nameparser import HumanName

from syncd.core.text import clean, fold, words
from syncd.core.vocabulary import LANGUAGES, phrases, read, spoken_words, words_of

LONGEST = 6
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'\u2019.\u00b7][^\W\d_]+)*[.\u00aa\u00ba]?")
_ADDRESSES = re.compile(r"https?://\S+|\bwww\.\S+|(?<![\w.+-])[\w.+-]+@[\w.-]+")
_ELIDED = re.compile(r"(?<![\w'\u2019])[a-z]{1,5}['\u2019](?=[^\W\d_]{2})")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>|\uff08[^\uff08\uff09]*\uff09")
_CUT = re.compile(r"\s+(?:via|from|at|@|bei|chez|da parte di)\s+|[|/\u2022]|\s[-\u2013\u2014]\s")
_IDEOGRAPHIC_NAME = re.compile(r"[\u4e00-\u9fff\u3005]{1,3}[ \u3000]?[\u4e00-\u9fff\u3005\u3040-\u30ff]{1,4}")
_JOINERS = re.compile(r"[ \u00a0]{1,3}")
_INITIAL = re.compile(r"(?:[^\W\d_]\.?-?){1,3}")
_CAMEL = re.compile(r"(?<!Mc)(?<!Mac)(?<!De)(?<!Di)(?<!Du)(?<!Le)(?<!La)(?<=[a-z])[A-Z]")


@dataclass(frozen=True, slots=True)
class Name:
    """A run of words in a text that may be a person's name."""

    text: str
    """Given name first, without honorifics and degrees."""
    start: int
    """Where it begins, honorifics included."""
    end: int
    honoured: bool = False
    """It stands behind an honorific."""
    role: str = ""
    """Job words right before it: `Schwester Adelheid Brunner`."""

    @property
    def parts(self) -> list[str]:
        """Its words, particles left out."""
        return [part for part in self.text.split() if fold(part) not in particles()]

    @property
    def full(self) -> bool:
        """More than a given name or a surname."""
        return len(self.parts) > 1


@dataclass(frozen=True, slots=True)
class Speech:
    """Which words are words in an event rather than names: `Vos` is one in Spanish, `Cole` and `Tea` in others."""

    languages: frozenset[str] = frozenset(LANGUAGES)
    called: frozenset[str] = frozenset()
    """The folded words of the names that its addresses bear."""


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


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    """What inflected names end with, and what the names themselves end with, longest first."""
    pairs = (pair.partition(">") for pair in read("given_names")["inflected"].split())
    return tuple(sorted(((fold(bent), fold(straight)) for bent, _, straight in pairs), key=lambda one: -len(one[0])))


@cache
def _known(label: str) -> frozenset[str]:
    return frozenset(fold(one) for one in phrases().get(label, ()) if " " not in one and "*" not in one)


@cache
def _open(label: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Beginnings and ends of the words of a list."""
    single = [fold(one) for one in phrases().get(label, ()) if " " not in one and "*" in one]
    return (
        tuple(sorted(one.rstrip("*") for one in single if one.endswith("*"))),
        tuple(sorted(one.lstrip("*") for one in single if one.startswith("*") and not one.endswith("*"))),
    )


def is_honorific(word: str) -> bool:
    """Whether a word is put before a name: Dr., Frau, Mme."""
    return fold(word).rstrip(".\u00aa\u00ba").replace(".", " ") in _honorifics()


@cache
def _honorifics() -> frozenset[str]:
    return frozenset(fold(one) for one in phrases().get("people.honorifics", ()))


@lru_cache(maxsize=8192)
def is_title_word(word: str) -> bool:
    """Whether a word names a job: engineer, Leiterin."""
    folded = fold(word).strip(".")
    for label in ("job.titles", "names.titles"):
        beginnings, ends = _open(label)
        if folded in _known(label) or (len(folded) > 3 and (folded.startswith(beginnings) or folded.endswith(ends))):
            return True
    return False


def is_no_name(word: str, speech: Speech = ANY) -> bool:
    """Whether a word never stands in a name: weekdays, places in a building, small words."""
    folded = fold(word).strip(".")
    return folded not in speech.called and _is_no_name(folded, speech.languages)


@lru_cache(maxsize=8192)
def _is_no_name(folded: str, languages: frozenset[str]) -> bool:
    whole, beginnings = words_of("people.not_name", languages)
    return folded in whole or folded.startswith(beginnings)


@lru_cache(maxsize=8192)
def is_given_name(word: str) -> bool:
    """Whether a word is a common given name."""
    return all(part in _listed("names") for part in fold(word).strip(".").split("-"))


@lru_cache(maxsize=8192)
def is_also_surname(word: str) -> bool:
    """Whether a given name is often a surname too: Martin, Frank."""
    return fold(word) in _listed("also_surnames")


@lru_cache(maxsize=8192)
def is_place(word: str) -> bool:
    """Whether a word is a city, a country or a people's language."""
    return fold(word) in _listed("places")


def is_spoken(word: str, speech: Speech = ANY) -> bool:
    """Whether a word is part of the vocabulary of a language that the event speaks, and so rather no name."""
    folded = fold(word)
    return folded not in speech.called and _is_spoken(folded, speech.languages)


@lru_cache(maxsize=8192)
def _is_spoken(folded: str, languages: frozenset[str]) -> bool:
    if folded in _known("people.surnames"):
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
        if not any(shouted[split:]):
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
    if "," in text:
        parsed = HumanName(text)
        given = " ".join(part for part in (parsed.first, parsed.middle) if part)
        text = f"{given} {parsed.last}".strip() if parsed.last else given
    parts = text.split()
    while len(parts) > 1 and is_honorific(parts[0]):
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
    first, last = (fold(part) for part in parts)
    pieces = [piece for piece in re.split(r"[._]", fold((email or "").partition("@")[0])) if piece]
    if len(pieces) == 2:
        if pieces[0] in {first, first[0]} and pieces[1] == last:
            return name
        if pieces[0] in {last, last[0]} and pieces[1] == first:
            return f"{parts[1]} {parts[0]}"
    reversed_order = is_given_name(parts[1]) and not is_given_name(parts[0]) and not is_also_surname(parts[1])
    return f"{parts[1]} {parts[0]}" if reversed_order else name


@lru_cache(maxsize=2048)
def _straight(word: str, *, given: bool) -> str:
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
    given = _straight(parts[0], given=True)
    if given == parts[0]:
        return name
    return " ".join([given, *(_straight(part, given=False) for part in parts[1:])])


def _alone(name: str) -> str:
    """A name behind an honorific in the nominative, a surname alone too: `panią Kowalską` is Kowalska."""
    inflected = " " not in name and name.endswith(("\u0105", "skim", "ckim", "dzkim"))
    return _straight(name, given=False) if inflected else straightened(name)


def masked(text: str) -> str:
    """The text with addresses, links and elided articles blotted out, every other character where it was."""
    text = _ELIDED.sub(lambda match: " " * len(match.group()), text)
    return _ADDRESSES.sub(lambda match: "@" * len(match.group()), text)


def names_in(text: str, speech: Speech = ANY) -> list[Name]:
    """The runs of capitalised words that may be people's names, in order.

    Args:
        text: One line or sentence.
        speech: What is no name in the event.
    """
    return [name for run in _runs(masked(text), speech) for name in _named(text, run, speech)]


def _runs(text: str, speech: Speech) -> Iterator[list[re.Match[str]]]:
    """Words that stand together and are written like a name: honorifics, capitalised words, particles between."""
    run: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        word = token.group()
        if run and not _continues(text, run, token):
            yield run
            run = []
        if _begins(word, speech) or (run and _within(word, run)):
            run.append(token)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _continues(text: str, run: list[re.Match[str]], token: re.Match[str]) -> bool:
    last = run[-1].group()
    joined = _JOINERS.fullmatch(text, run[-1].end(), token.start()) or (
        last.endswith(".") and run[-1].end() == token.start()
    )
    ended = last.endswith(".") and len(last) > 3 and not is_honorific(last) and not is_title_word(last)
    behind = is_honorific(token.group()) and not is_honorific(last) and not _INITIAL.fullmatch(token.group())
    return bool(joined) and not ended and not behind and len(run) <= LONGEST + 2


def _begins(word: str, speech: Speech) -> bool:
    if is_honorific(word):
        return _is_written_honorific(word)
    return word[0].isupper() and (not is_no_name(word, speech) or is_given_name(word))


@lru_cache(maxsize=8192)
def _is_written_honorific(word: str) -> bool:
    """Whether an honorific is written as one: `Hr.` and `hr.`, not `HR`; `M.`, not `m`."""
    letters = word.rstrip(".\u00aa\u00ba")
    if len(letters) < 2:
        return letters.isupper() and word.endswith(".")
    if letters.isupper() and len(letters) > 1:
        return False
    return letters[0].isupper() or len(letters) > 2 or word.endswith(".") or fold(letters) in {"mr", "ms", "dr"}


def _within(word: str, run: Sequence[re.Match[str]]) -> bool:
    """Whether a word may stand inside a name: a particle behind a first word."""
    return fold(word) in particles() and any(not is_honorific(one.group()) for one in run)


def _named(text: str, run: list[re.Match[str]], speech: Speech) -> Iterator[Name]:
    tokens = list(run)
    while tokens and fold(tokens[-1].group()) in particles():
        tokens.pop()
    role: list[str] = []
    honoured = False
    start = tokens[0].start() if tokens else 0
    while tokens:
        word = tokens[0].group()
        if len(tokens) > 1 and is_honorific(word) and _is_written_honorific(word) and not _is_initial(tokens):
            honoured = True
        elif (_is_degree(word) and len(tokens) > 1) or (
            is_title_word(word)
            and not (is_given_name(word) or fold(word) in speech.called)
            and not _is_surname_of(tokens, honoured=honoured)
        ):
            role.append(word)
        elif is_spoken(word, speech) and not is_given_name(word) and not honoured and len(tokens) > 1:
            start = tokens[1].start()
            role.clear()
        else:
            break
        tokens.pop(0)
    while len(tokens) > 1 and (_is_tail(tokens[-1].group(), speech) or _is_degree(tokens[-1].group())):
        tokens.pop()
    if not tokens or len(tokens) > LONGEST or tokens[0].group().islower():
        return
    if all(_INITIAL.fullmatch(token.group()) and len(token.group().strip(".")) < 2 for token in tokens):
        return
    end = tokens[-1].end()
    if text[end - 1] == "." and len(tokens[-1].group()) > 2:
        end -= 1
    name = person_name(text[tokens[0].start() : end])
    if name:
        yield Name(_alone(name) if honoured else straightened(name), start, end, honoured, " ".join(role))


def _is_initial(tokens: Sequence[re.Match[str]]) -> bool:
    """Whether a single letter is an initial rather than an honorific: `D. Nolan`, but `D. Luis Nolan`, `M. Nolan`."""
    letter = tokens[0].group().rstrip(".")
    return len(letter) == 1 and letter != "M" and len(tokens) < 3


def _is_surname_of(tokens: Sequence[re.Match[str]], *, honoured: bool) -> bool:
    """Whether a word that may be a job is a name here: `Frau Koch`, `Baker` alone is a job."""
    return len(tokens) == 1 if honoured else fold(tokens[0].group()) in _known("people.surnames") and len(tokens) > 1


def _is_tail(word: str, speech: Speech) -> bool:
    """Words that follow a name without belonging to it: `Uta Lenz HR`, `Ines Product Owner`."""
    if fold(word) in _known("people.surnames") | speech.called or is_given_name(word):
        return False
    return (
        is_title_word(word)
        or fold(word) in particles()
        or (is_spoken(word, speech) and len(word) < 5 and word.isupper())
    )


def _is_degree(word: str) -> bool:
    """Whether letters without a vowel stand beside a name: what somebody has learnt, `DGKP`, `RGN`."""
    return len(word) > 1 and word.isalpha() and word.isupper() and not set(fold(word)) & set("aeiouy")


@lru_cache(maxsize=4096)
def spelled(name: str) -> frozenset[str]:
    """The words of a name, folded, to compare it by."""
    return frozenset(word.folded for word in words(name))
