"""Cutting the blocks that conference programs put into descriptions.

They hold telephone numbers, names ("X is inviting you to a scheduled Zoom meeting") and the word "meeting" in every
language, and say nothing about the event.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from syncd.core.text import fold
from syncd.core.vocabulary import read

LONGEST = 160
"""Characters of a line that begins a block."""
READ = 400
"""Characters of a line that are looked at."""
_RULE = re.compile(r"[_\-=*~:.\s]{8,}|---")
_MEET_EDGE = re.compile(r"-::~:~::~")
_NUMBER = re.compile(r"[\u2022\u00b7*-]?\s*\+?\d[\d ().,#*-]{6,}")
"""A line that begins with a number to dial."""


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(fold(phrase)) for phrase in sorted(phrases, key=len, reverse=True))


@cache
def _starts() -> re.Pattern[str]:
    return re.compile(_any_of(read("conferences")["starts"]))


@cache
def _inside() -> re.Pattern[str]:
    table = read("conferences")
    return re.compile(rf"https?://\S*(?:{_any_of(table['hosts'])})|{_any_of(table['inside'])}")


def _is_inside(line: str) -> bool:
    return not line or any(pattern.match(line) for pattern in (_RULE, _NUMBER)) or bool(_inside().search(fold(line)))


def without_conference(text: str) -> str:
    """The text without dial-in blocks; lines before and after a block stay."""
    kept: list[str] = []
    in_meet = in_block = False
    for raw in text.split("\n"):
        line = raw.strip()[:READ]
        if _MEET_EDGE.match(line):
            in_meet = not in_meet
            in_block = False
            continue
        if in_meet:
            continue
        if len(line) < LONGEST and _starts().search(fold(line)):
            in_block = True
            continue
        if in_block:
            if _is_inside(line):
                continue
            in_block = False
        kept.append(raw)
    return "\n".join(kept)
