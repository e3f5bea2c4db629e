"""Reading text as words: folded for comparison, with their place in the original kept.

Everything here is linear in the length of the text, and texts are capped: a title of a megabyte costs no more than a
long one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

TITLE_LIMIT = 300
TEXT_LIMIT = 8_000
LINE_LIMIT = 600
WORD_LIMIT = 60
REMEMBERED = 160
"""The words of a text no longer than this are kept in mind."""
WORDS_LIMIT = 2_500
"""As many words of a text are read; where no spaces part them, characters."""

_IDEOGRAPH = r"\u3041-\u3096\u309d-\u30fa\u30fc-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_IDEOGRAPH}]|[^\W_{_IDEOGRAPH}]+")
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
"""An address in a text."""
_BREAK = re.compile(r"[\n!?;|\u3002]|[.](?=\s+[^a-z\s])|[.]\s*$")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe0f]")
_SPACES = re.compile(r"[ \u00a0\u2000-\u200a\u202f\u3000]+")
_IDEOGRAPHS = re.compile(f"[{_IDEOGRAPH}]")
LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th"})
DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "ae", "Ö": "oe", "Ü": "ue"})
"""Letters that are also written as two."""
_VOICING = "\u3099\u309a"
"""Japanese voicing marks: combining characters that must stay."""


class Word(NamedTuple):
    """A run of letters or digits; a tuple, for thousands are made of one text."""

    folded: str
    start: int
    end: int
    breaks: bool
    """A sentence, line or cell ended between the word before and this one."""


@lru_cache(maxsize=8192)
def _fold_word(text: str) -> str:
    text = text.casefold().translate(LETTERS)
    decomposed = unicodedata.normalize("NFKD", text)
    kept = "".join(char for char in decomposed if not unicodedata.combining(char) or char in _VOICING)
    return unicodedata.normalize("NFKC", kept)


def fold(text: str) -> str:
    """The text without case and accents: `Gespräch` and `GESPRACH` are one, `面接` stays."""
    return text.lower() if text.isascii() else _fold_word(text)


def clean(text: str, limit: int = TEXT_LIMIT) -> str:
    """At most `limit` characters, without control, zero-width and direction characters, with plain spaces.

    Beside ideographs the wide forms of letters, digits and signs become the plain ones.
    """
    text = text[: limit * 2].replace("\r\n", "\n").replace("\r", "\n")
    text = _SPACES.sub(" ", _CONTROL.sub("", text)).strip()
    return unicodedata.normalize("NFKC" if has_ideographs(text) else "NFC", text)[:limit]


def words(text: str) -> list[Word]:
    """The words in order; what stands between two of them tells whether they belong to one sentence.

    Where a script sets no spaces between words, every character counts as a word.
    """
    return list(_words_of_line(text)) if len(text) <= REMEMBERED else _words(text)


def folded_words(text: str) -> list[str]:
    """The words in order, folded, wherever they stand."""
    return [word.folded for word in words(text)]


@lru_cache(maxsize=2048)
def _words_of_line(text: str) -> tuple[Word, ...]:
    """Lines, titles and names are asked for their words again and again."""
    return tuple(_words(text))


def _words(text: str) -> list[Word]:
    found: list[Word] = []
    last = 0
    for match in islice(_WORD.finditer(text), WORDS_LIMIT):
        start, end = match.span()
        if not found or start == last:
            breaks = False
        elif start - last == 1:
            breaks = text[last] in "\n!?;|\u3002"
        else:
            breaks = _BREAK.search(text, last, start + 1) is not None
        found.append(Word(fold(text[start : min(end, start + WORD_LIMIT)]), start, end, breaks))
        last = end
    return found


def lines(text: str) -> list[str]:
    """The lines without their outer white space, empty ones included, each of a bearable length."""
    return [line.strip()[:LINE_LIMIT] for line in text.split("\n")]


def has_ideographs(text: str) -> bool:
    """Whether words are not set apart by spaces (Japanese, Chinese, Korean)."""
    return _IDEOGRAPHS.search(text) is not None


@lru_cache(maxsize=2048)
def collapsed(text: str) -> str:
    """Folded letters and digits only: `Teal & Tannin` is `tealtannin`."""
    return "".join(_WORD.findall(fold(text)))
