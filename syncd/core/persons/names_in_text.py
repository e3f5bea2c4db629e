"""Where people's names stand in a text: runs of capitalised words, honorifics before them and jobs around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from syncd.core.names import (
    ANY,
    Speech,
    is_also_word,
    is_given_name,
    is_honorific,
    is_no_name,
    is_spoken,
    is_title_word,
    own_words,
    particles,
    person_name,
    straight,
    straightened,
    surnames,
)
from syncd.core.text import fold
from syncd.core.vocabulary import LANGUAGES, date_words, phrased

LONGEST = 6
LONG = 2
"""Letters of an initial with its dot."""
SHORT = frozenset({"dr", "fr", "hr", "mr", "ms", "mw", "pr", "sr"})
"""Honorifics of two letters that are written small too; `me.` ends a sentence."""
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'\u2019.\u00b7][^\W\d_]+)*[.\u00aa\u00ba]?")
_ADDRESSES = re.compile(r"https?://\S+|\bwww\.\S+|(?<![\w.+-])[\w.+-]+@[\w.-]+")
_ELIDED = re.compile(r"(?<![\w'\u2019])[a-z]{1,5}['\u2019](?=[^\W\d_]{2})")
_JOINERS = re.compile(r"[ \u00a0]{1,3}")
_JOB_FOLLOWS = re.compile(r"\s?\([^\W\d]|,\s(?=[^\W\d])|;")
_ABBREVIATED = re.compile(r"[^\W\d_][a-z]{1,3}\.")
SENIORITY = frozenset({"sr", "jr"})
"""English before a job; Spanish, and English behind a surname, for a man."""
_NUMERAL = re.compile(r"I{2,3}|I?V|VI{1,3}|IX")
"""A grade behind a job: `Engineer II`."""
_INITIAL = re.compile(r"(?:[^\W\d_]\.?-?){1,3}")


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
        return own_words(self.text)

    @property
    def full(self) -> bool:
        """More than a given name or a surname."""
        return len(self.parts) > 1


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
        if _begins(word, speech) or (run and _is_surname(text, run, token)) or (run and _within(word, run)):
            run.append(token)
        elif run:
            yield run
            run = []
    if run:
        yield run


@cache
def days() -> frozenset[str]:
    """The names of weekdays and months in every language, folded."""
    tables = (table for language in LANGUAGES for table in (date_words(language).weekdays, date_words(language).months))
    return frozenset(fold(name) for table in tables for names in table for name in names)


def _is_surname(text: str, run: Sequence[re.Match[str]], token: re.Match[str]) -> bool:
    """Whether a word of everyday language is a surname between a given name and a job: `Greta Sala, Store Manager`."""
    word = token.group()
    return (
        word[0].isupper()
        and is_given_name(run[-1].group())
        and bool(_JOB_FOLLOWS.match(text, token.end()))
        and fold(word) not in days()
    )


def _continues(text: str, run: list[re.Match[str]], token: re.Match[str]) -> bool:
    last = run[-1].group()
    joined = _JOINERS.fullmatch(text, run[-1].end(), token.start()) or (
        last.endswith(".") and text[run[-1].end() : token.start()] in {"", "-"}
    )
    ended = last.endswith(".") and not is_honorific(last) and len(last) > 2
    ended = ended and (
        (len(last) > 3 and not is_title_word(last))
        or (len(run) > 1 and is_given_name(run[-2].group()) and not _is_degree(last[:-1].upper()))
    )
    behind = is_honorific(token.group()) and not is_honorific(last) and not _INITIAL.fullmatch(token.group())
    return bool(joined) and not ended and not behind and len(run) <= LONGEST + 2


def _begins(word: str, speech: Speech) -> bool:
    if is_honorific(word) and len(word) > 1:
        return is_written_honorific(word)
    return (
        word[0].isupper()
        and not _NUMERAL.fullmatch(word)
        and (not is_no_name(word, speech) or is_given_name(word) or is_also_word(word))
    )


@lru_cache(maxsize=8192)
def is_written_honorific(word: str) -> bool:
    """Whether an honorific is written as one: `Hr.` and `hr.`, not `HR`; `M.`, not `m`."""
    letters = word.rstrip(".\u00aa\u00ba")
    if len(letters) < 2:
        return (letters.isupper() or letters == "p") and word.endswith(".")
    if letters.isupper() and len(letters) > 1:
        return False
    return letters[0].isupper() or len(letters) > 2 or fold(letters) in SHORT


def _within(word: str, run: Sequence[re.Match[str]]) -> bool:
    """Whether a word may stand inside a name: a particle behind a first word, `Le` behind `M.` too."""
    return fold(word) in particles() and (word[0].isupper() or any(not is_honorific(one.group()) for one in run))


def _named(text: str, run: list[re.Match[str]], speech: Speech) -> Iterator[Name]:
    tokens = list(run)
    while tokens and fold(tokens[-1].group()) in particles() and not is_given_name(tokens[-1].group()):
        tokens.pop()
    role: list[str] = []
    honoured = False
    start = tokens[0].start() if tokens else 0
    while tokens:
        word = tokens[0].group()
        if (
            len(tokens) > 1
            and is_honorific(word)
            and is_written_honorific(word)
            and not _is_initial(tokens)
            and not _heads_job(tokens, speech)
        ):
            honoured = True
        elif (len(tokens) > 1 and (_is_degree(word) or (len(tokens) > 2 and _ABBREVIATED.fullmatch(word)))) or (
            is_title_word(word)
            and not (is_given_name(word) or speech.calls(word))
            and not _is_surname_of(tokens, honoured=honoured)
        ):
            role.append(word)
        elif (
            len(tokens) > 1
            and not (honoured or is_given_name(word) or _opens_name(tokens, speech))
            and (is_spoken(word, speech) or _precedes_called(tokens, speech))
        ):
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
    if text[end - 2 : end] in {"'s", "\u2019s"}:
        end -= 2
    name = person_name(text[tokens[0].start() : end])
    if name:
        inflected = "pl" in speech.languages and not is_spoken(name.split()[0], speech)
        nominative = _alone(name) if honoured else straightened(name)
        yield Name(nominative if inflected else name, start, end, honoured, " ".join(role))


def _heads_job(tokens: Sequence[re.Match[str]], speech: Speech) -> bool:
    """Whether what may be an honorific is the first word of a job: `Dir Ops`, `Eng Manager`, `Sr. Data Engineer`."""
    word, following = tokens[0].group(), tokens[1].group()
    if fold(word).strip(".") in SENIORITY and len(tokens) > 2 and is_title_word(tokens[-1].group()):
        return not is_given_name(following)
    if is_honorific(following) or fold(word).strip(".") in phrased("names.sexes"):
        return False
    return is_title_word(word) and (is_title_word(following) or is_spoken(following, speech))


def _opens_name(tokens: Sequence[re.Match[str]], speech: Speech) -> bool:
    """Whether a word that is a given name too stands before what can only be a surname."""
    return is_also_word(tokens[0].group()) and not is_spoken(tokens[1].group(), speech)


def _precedes_called(tokens: Sequence[re.Match[str]], speech: Speech) -> bool:
    """Whether a word that names nobody stands before the given name of somebody invited: `Seremos Gemma`."""
    word, following = tokens[0].group(), tokens[1].group()
    return not speech.calls(word) and speech.calls(following) and is_given_name(following) and len(word) > LONG


def _is_initial(tokens: Sequence[re.Match[str]]) -> bool:
    """Whether a single letter is an initial rather than an honorific: `D. Nolan`, but `D. Luis Nolan`, `M. Nolan`."""
    letter = tokens[0].group().rstrip(".")
    return len(letter) == 1 and letter.isupper() and letter != "M" and len(tokens) < 3


def _is_surname_of(tokens: Sequence[re.Match[str]], *, honoured: bool) -> bool:
    """Whether a word that may be a job is a name here: `Frau Koch`, `Baker` alone is a job."""
    return len(tokens) == 1 if honoured else fold(tokens[0].group()) in surnames() and len(tokens) > 1


def _is_tail(word: str, speech: Speech) -> bool:
    """Words that follow a name without belonging to it: `Uta Lenz HR`, `Ines Product Owner`."""
    if fold(word) in surnames() or speech.calls(word) or is_given_name(word):
        return False
    return (
        is_title_word(word)
        or fold(word) in particles()
        or (is_spoken(word, speech) and len(word) < 5 and word.isupper())
    )


def _is_degree(word: str) -> bool:
    """Whether letters without a vowel stand beside a name: what somebody has learnt, `DGKP`, `RGN`."""
    return len(word) > 1 and word.isalpha() and word.isupper() and not set(fold(word)) & set("aeiouy")


def _alone(name: str) -> str:
    """A name behind an honorific in the nominative, a surname alone too: `panią Kowalską` is Kowalska."""
    inflected = " " not in name and name.endswith(("\u0105", "skim", "ckim", "dzkim"))
    return straight(name, given=False) if inflected else straightened(name)
