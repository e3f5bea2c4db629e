"""Questions to a person, each of which a flag can answer."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from rich.markup import escape

from syncd.cli.tables import make_console
from syncd.errors import SyncdError


class UsageError(SyncdError):
    """A flag is wrong, or missing where nobody can be asked."""

    exit_code = 2


class Questions:
    """Asks on a terminal; elsewhere, or with `--yes`, takes the defaults and demands the flags that have none."""

    def __init__(self, *, yes: bool) -> None:
        self.can_ask = not yes and sys.stdin.isatty()
        self.console = make_console()

    def text(
        self,
        question: str,
        flag: str,
        given: str | None = None,
        *,
        default: str | None = None,
        problem: Callable[[str], str | None] = lambda _: None,
    ) -> str:
        """A line of text.

        Args:
            question: What is wanted, as a noun: "Your name".
            flag: The flag that answers it, for the error where nothing can be asked.
            given: What the flag said.
            default: For an empty answer; None where there must be one.
            problem: Says what is wrong with an answer; the question is then put again.
        """
        if given is None and not self.can_ask:
            given = default
        if given is not None:
            if wrong := problem(given):
                self.refuse(f"{flag}: {wrong}")
            return given
        self._demand(flag)
        while True:
            answer = self._line(question, default)
            wrong = problem(answer) if answer else "an answer is needed"
            if not wrong:
                return answer
            self.complain(wrong)

    def secret(self, question: str, flag: str) -> str:
        """A password, not shown while it is typed."""
        self._demand(flag)
        while not (answer := self._guarded(lambda: getpass.getpass(f"{question} (not shown while you type): "))):
            self.complain("an answer is needed")
        return answer

    def confirm(self, question: str, *, given: bool | None = None, default: bool) -> bool:
        """Yes or no."""
        if given is not None:
            return given
        if not self.can_ask:
            return default
        answer = self._line(f"{question} (y/n)", "y" if default else "n")
        return answer.casefold() in {"y", "yes"}

    def choose(
        self, question: str, flag: str, names: Sequence[str], given: Sequence[str] = (), *, default: str
    ) -> list[int]:
        """Some of several, by number or name; empty for the default.

        Args:
            question: Put below the numbered names.
            flag: The flag that answers it.
            names: What there is.
            given: What the flag said.
            default: What an empty answer means, for the user.
        """
        unknown = [name for name in given if name not in names]
        if unknown:
            self.refuse(f'{flag}: there is no "{unknown[0]}"; there are: {", ".join(names)}')
        if given or not self.can_ask:
            return [names.index(name) for name in given]
        self._list(names)
        while True:
            words = [word.strip() for word in self._line(question, default).split(",")]
            if words == [default]:
                return []
            chosen = [index for index in (self._index(word, names) for word in words) if index is not None]
            if len(chosen) == len(words):
                return chosen
            self.complain(f"numbers from 1 to {len(names)}, with commas between them")

    def pick(self, question: str, flag: str, names: Sequence[str], given: str | None = None, *, default: str) -> str:
        """One of several, by number or name; a name in any case."""
        self._list(names if given is None and self.can_ask else ())

        def problem(answer: str) -> str | None:
            known = self._index(answer, names) is not None
            return None if known else f'"{answer}" is none of {", ".join(names)}'

        index = self._index(self.text(question, flag, given, default=default, problem=problem), names)
        assert index is not None, "only known answers are let through"
        return names[index]

    def say(self, text: str = "") -> None:
        """A line for the user; may hold rich markup."""
        self.console.print(text)

    def complain(self, text: str) -> None:
        """What is wrong with an answer, before the question is put again."""
        self.console.print(f"  [red]{escape(text)}[/red]")

    @staticmethod
    def refuse(text: str) -> NoReturn:
        """A flag is wrong or missing."""
        raise UsageError(text)

    def _list(self, names: Sequence[str]) -> None:
        for number, name in enumerate(names, 1):
            self.console.print(f"  {number:>2}  {escape(name)}")

    def _demand(self, flag: str) -> None:
        if not self.can_ask:
            self.refuse(f"{flag} is needed: there is nobody to ask")

    def _line(self, question: str, default: str | None) -> str:
        hint = f" [dim]\\[{escape(default)}][/dim]" if default else ""
        return self._guarded(lambda: self.console.input(f"{escape(question)}{hint}: ")).strip() or default or ""

    @staticmethod
    def _guarded(ask: Callable[[], str]) -> str:
        """The end of input is an interruption like Ctrl-C."""
        try:
            return ask()
        except EOFError:
            raise KeyboardInterrupt from None

    @staticmethod
    def _index(word: str, names: Sequence[str]) -> int | None:
        if word.isdecimal() and 1 <= int(word) <= len(names):
            return int(word) - 1
        return next((i for i, name in enumerate(names) if name.casefold() == word.casefold()), None)
