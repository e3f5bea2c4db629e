"""What users write back: the block "Next step: / Outcome:" of a reminder, and an outcome in the interview itself.

Every language is read, whatever language syncd writes in. The words are data: answers.toml.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from syncd.core.model import Event, EventStatus, Outcome

SET_OFF = re.compile(r"\s+[-\u2013\u2014~/]\s+|[:|\u00b7\u2022()\[\]{}<>,;]")
"""What sets a statement off from the rest of a title: " - Absage", "[rejected]", "Offer!: ..."."""
ENDS_OF_ANSWER = re.compile(r"[,;:.!(\u2013\u2014]|\s-\s")


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """A filled block."""

    next_step: str | None = None
    """The user's words after "Next step:"."""
    outcome: Outcome | None = None
    """None when nothing, or nothing unmistakable, was written."""


def read_answers(description: str) -> Answers:
    """What the user filled in; an answer may stand on the line below its label, as phones tempt to write it."""
    lines = description.splitlines()
    next_step: str | None = None
    outcome: Outcome | None = None
    for number, line in enumerate(lines):
        label, _colon, rest = line.partition(":")
        name = _labels().get(_plain(label))
        if name is None or not _colon:
            continue
        below = lines[number + 1] if number + 1 < len(lines) else ""
        value = rest.strip() or ("" if _is_label(below) else below.strip())
        if name == "next_step":
            next_step = value or next_step
        else:
            outcome = _read_outcome(value) or outcome
    return Answers(next_step=next_step, outcome=outcome)


def stated_outcome(event: Event) -> Outcome | None:
    """The outcome that the user wrote into an interview's own title or description.

    Only an unmistakable statement counts: set off in the title ("Interview Acme - rejected", "[Absage] ..."), alone
    on a line of the description, or behind the label. A cancelled event states no outcome: its "Absage:" was put
    there by the organizer's calendar.
    """
    if event.status is EventStatus.CANCELLED:
        return None
    answered = read_answers(event.description).outcome
    if answered is not None:
        return answered
    for piece in (*SET_OFF.split(event.summary), event.summary, *event.description.splitlines()):
        if "?" in piece:
            continue
        outcome = _statements().get(_statement(piece)) or _statements().get(_statement(piece).rstrip("!"))
        if outcome is not None:
            return outcome
    return None


@cache
def label(language: str, name: str) -> str:
    """The label that syncd writes, without colon; `name` is next_step or outcome."""
    return str(_data()[language][name][0])


def _read_outcome(value: str) -> Outcome | None:
    whole, first = _plain(value), _plain(ENDS_OF_ANSWER.split(value, maxsplit=1)[0])
    if "?" in value:
        return None
    return _answers().get(whole) or _answers().get(first)


def _is_label(line: str) -> bool:
    label, colon, _rest = line.partition(":")
    return bool(colon) and _plain(label) in _labels()


def _plain(text: str) -> str:
    """Letters and single spaces only, without case and accents."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w\s']+", " ", bare.replace("\u2019", "'")).split())


def _statement(text: str) -> str:
    """As `_plain`, with one "!" kept at the end."""
    return _plain(text) + ("!" if _plain(text) and text.rstrip().endswith("!") else "")


@cache
def _data() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((files("syncd.core") / "answers.toml").read_text("utf-8"))


@cache
def _labels() -> Mapping[str, str]:
    return {
        _plain(label): name for words in _data().values() for name in ("next_step", "outcome") for label in words[name]
    }


@cache
def _answers() -> Mapping[str, Outcome]:
    return _outcomes("answers")


@cache
def _statements() -> Mapping[str, Outcome]:
    return _outcomes("statements")


def _outcomes(table: str) -> Mapping[str, Outcome]:
    return {
        _statement(word): Outcome(outcome)
        for words in _data().values()
        for outcome, written in words[table].items()
        for word in written
    }
