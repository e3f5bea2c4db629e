"""People in Japanese texts, where no spaces and no capitals show what is a name.

A name is known by a common surname, by the space between its two parts, or by the interpuncts of a foreign one; and by
what stands around it: a department and a position before, an honorific behind, the label of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from syncd.core.names import is_title_word
from syncd.core.text import has_ideographs
from syncd.core.vocabulary import read

LINES = 150
IN_CHARGE = "\u304c\u62c5\u5f53"
"""What is said of who interviews, and by who writes of themselves."""
_KANJI = "\u4e00-\u9fff\u3005"
_KANA = "\u3041-\u3096\u30a1-\u30fa\u30fc"
_SPLIT = re.compile(r"[\u3001,\uff0c/\uff0f()\uff08\uff09\u3010\u3011\[\]\u300c\u300d|\t\u2192\u3002;]|\s&\s")
_FOREIGN = re.compile(
    r"[\u30a1-\u30fa\u30fc]+(?:[\u30fb=][\u30a1-\u30fa\u30fc]+)+|[A-Z][\w'\u2019-]+(?: [A-Z][\w'\u2019-]+)+"
)
_SPACED = (
    rf"(?<![{_KANJI}{_KANA}])(?![{_KANJI}]{{0,2}}[\u9577\u90e8\u8ab2\u5ba4\u5c40\u54e1\u8005\u4efb][ \u3000])"
    rf"[{_KANJI}]{{1,3}}[ \u3000]"
)
_LABEL = re.compile(r"(?:^|^.{1,40}?\s)\W*([^\s:\uff1a\u3010\u3011]{2,12})\s*[:\uff1a\u3011]\s*(.*)$")


@dataclass(frozen=True, slots=True)
class JapaneseName:
    """A person in a Japanese text."""

    name: str
    line: int
    title: str | None
    honorific: str
    met: bool
    """The text says, or its form shows, that this person is met."""
    arranges: bool = False
    """The sentence tells that this person only arranges."""


@cache
def _words(key: str) -> tuple[str, ...]:
    return tuple(sorted(read("japanese")[key].split(), key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    """Department, position, name, position, honorific; the name alone is required."""

    def either(key: str) -> str:
        return "|".join(map(re.escape, _words(key)))

    surname = either("surnames")
    return re.compile(
        rf"(?P<unit>[{_KANJI}{_KANA}A-Z\u30fb]{{0,12}}(?:{either('units')})(?!\u9577))?[ \u306e]?(?P<position>(?:{either('positions')})+)?[ \u306e\uff1a:]?"
        rf"(?P<name>{_FOREIGN.pattern}|{_SPACED}(?!{surname})[{_KANJI}{_KANA}]{{1,4}}?(?=(?:{either('positions')}|{either('honorifics')}|[^{_KANJI}{_KANA}]|$|(?<=[{_KANJI}])[がはをにともでよの]))|[{_KANJI}]{{2,3}}(?=さん|氏)|(?:{surname})(?P<given>(?!{either('honorifics')}|{either('positions')})[{_KANJI}]{{1,2}}(?=$|[ \u3000]?(?:{either('honorifics')}))|))"
        rf"[ \u3000]?(?P<behind>{either('positions')})?[ \u3000]?(?P<honorific>{either('honorifics')})?(?P<self>(?:{either('selves')}))?"
    )


def is_japanese_office(name: str) -> bool:
    """Whether the display name of an address is a department's or a company's."""
    return has_ideographs(name) and (
        any(word in name for word in _words("no_names")) or name.endswith(_words("units")) or len(name) > 9
    )


def japanese_names(text: str, *, first_line: int = 0) -> Iterator[JapaneseName]:
    """The people in a text, line by line; those addressed with \u69d8 in a greeting are left to the caller."""
    for number, raw in enumerate(text.split("\n")[:LINES], start=first_line):
        line = raw.strip()[:300]
        if not has_ideographs(line):
            continue
        label = _LABEL.match(line)
        labelled = bool(label) and any(word in label.group(1) for word in _words("labels")) if label else False
        for part in _SPLIT.split(label.group(2) if label and labelled else line):
            yield from _in_part(part.strip(), number, labelled=labelled)


def _arranges(part: str, name: re.Match[str]) -> bool:
    """Whether a sentence is about who arranges; whoever somebody writes for is named with `\u306e` behind."""
    return any(word in part for word in _words("arrangers")) and not part[name.end() :].startswith("\u306e")


def _in_part(part: str, number: int, *, labelled: bool) -> Iterator[JapaneseName]:
    for match in _pattern().finditer(part):
        name = match.group("name").strip()
        if (
            any(word in name for word in _words("no_names"))
            or (len(name) == 1 and not (match.group("honorific") or labelled))
            or (_is_latin(name) and not (labelled or match.group("unit") or match.group("position")))
            or (_is_latin(name) and all(map(is_title_word, name.split())))
        ):
            continue
        title = " ".join(one for one in (match.group("unit"), match.group("position")) if one) or match.group("behind")
        fills = match.end() - match.start() >= len(part) and match.start() == 0
        honorific = match.group("honorific") or ""
        met = labelled or bool(title) or (bool(honorific) and honorific != "\u69d8")
        if match.group("self") and not (match.group("self") == IN_CHARGE and title):
            met = False
        if match.group("unit") and not fills and not labelled and not honorific and not match.group("position"):
            met = match.end() == len(part)
        yield JapaneseName(name, number, title.strip() if title else None, honorific, met, _arranges(part, match))


def _is_latin(name: str) -> bool:
    return name[0].isascii()
