"""The texts the user reads, from one folder of Jinja2 templates a language, in a sandbox.

A template's first line is the title of the entry, what follows is its text. The user's own templates stand in for
single ones of syncd's; one that is broken is reported and syncd's own used instead.
"""

from __future__ import annotations

import re
import tomllib
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, Template, TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from syncd.core.answers import label
from syncd.core.model import Stage
from syncd.core.settings import Language

TEMPLATES = (
    "prepare",
    "thank-you",
    "thank-you-mail",
    "follow-up",
    "follow-up-mail",
    "second-follow-up",
    "second-follow-up-mail",
    "close-out",
    "close-out-mail",
    "keep-looking",
    "confirm",
    "attention",
    "contact-note",
)
"""What a user's own templates may be called, with or without `.j2`."""
LONGEST_SUMMARY = 60
"""Characters of a title that a phone shows."""
OWN = "own/"
BROKEN = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
"""What the expressions of a template can raise."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A rendered template."""

    summary: str
    """The first line, cut to what a phone shows."""
    description: str


class Wording:
    """The texts of one language.

    Attributes:
        problems: What is wrong with the user's own templates, each with name and line; grows when one fails later.
    """

    def __init__(self, language: Language, overrides: Mapping[str, str] | None = None) -> None:
        """Prepare the templates.

        Args:
            language: What to write in.
            overrides: Texts of the user's own templates by name (one of TEMPLATES).
        """
        self.problems: list[str] = []
        self._language = language
        self._words = _words(language)
        self._own = {name.removesuffix(".j2"): text for name, text in (overrides or {}).items()}
        self._environment = SandboxedEnvironment(
            loader=FunctionLoader(self._load), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._environment.filters["date"] = self.date
        self._environment.globals["answer_block"] = self.answer_block
        for name in sorted(self._own):
            self._check(name)

    @property
    def answer_block(self) -> str:
        """The lines to fill in: labels only."""
        return f"{label(self._language, 'next_step')}:\n{label(self._language, 'outcome')}:"

    def date(self, day: date) -> str:
        """A date in words: `4 May 2026`."""
        month = self._words["months"][day.month - 1]
        return str(self._words["date"]).format(day=day.day, month=month, year=day.year)

    def word(self, name: str) -> str:
        """A single word of words.toml."""
        return str(self._words[name])

    def stage(self, stage: Stage) -> str:
        """What a round is called, in the middle of a sentence; empty for OTHER."""
        return str(self._words["stages"].get(stage, ""))

    def text(self, name: str, values: Mapping[str, Any]) -> Text:
        """Render a template of an entry or a mail.

        Args:
            name: One of TEMPLATES.
            values: What the template may name; a missing one is an error of the template.
        """
        summary, _newline, description = self._render(name, values).partition("\n")
        return Text(summary=shorten(summary, LONGEST_SUMMARY), description=description.strip())

    def note(self, values: Mapping[str, Any]) -> str:
        """Render the note of a contact, which has no title."""
        return self._render("contact-note", values)

    def _render(self, name: str, values: Mapping[str, Any]) -> str:
        if name in self._own:
            rendered = self._try(lambda: self._environment.get_template(OWN + name), name, values)
            if rendered is not None:
                return rendered
        return _tidy(self._environment.get_template(name).render(values))

    def _try(self, load: Callable[[], Template], name: str, values: Mapping[str, Any]) -> str | None:
        try:
            return _tidy(load().render(values))
        except BROKEN as error:
            problem = f"{name}.j2, line {_line(error, OWN + name)}: {error}; the built-in text is used"
            if problem not in self.problems:
                self.problems.append(problem)
            return None

    def _check(self, name: str) -> None:
        """Report at once what can be known without values: a wrong name, a syntax error."""
        if name not in TEMPLATES:
            self.problems.append(f"{name}.j2: there is no such template; known are {', '.join(TEMPLATES)}")
            return
        try:
            self._environment.get_template(OWN + name)
        except TemplateSyntaxError as error:
            self.problems.append(f"{name}.j2, line {error.lineno}: {error.message}; the built-in text is used")
            del self._own[name]

    def _load(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        if name.startswith(OWN):
            own = self._own.get(name.removeprefix(OWN))
            return None if own is None else (own, name, lambda: True)
        source = files("syncd.core") / "templates" / self._language / f"{name}.j2"
        return (source.read_text("utf-8"), name, lambda: True) if source.is_file() else None


def shorten(text: str, length: int) -> str:
    """`text`, cut at a word and ended by an ellipsis where it is longer than `length`."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    head, space, _tail = cut.rpartition(" ")
    return (head if space and len(head) > length // 2 else cut).rstrip(" ,;:(-\u2013") + "\u2026"


def _tidy(text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines)


def _line(error: BaseException, filename: str) -> int:
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno or 0 for frame in reversed(frames) if frame.filename == filename), 0)


@cache
def _words(language: Language) -> Mapping[str, Any]:
    return tomllib.loads((files("syncd.core") / "templates" / language / "words.toml").read_text("utf-8"))
