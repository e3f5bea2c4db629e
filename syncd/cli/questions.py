"""Questions to a person, each of which a flag can answer."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Sequence

from rich.console import Console
from rich.markup import escape


class Questions:
    """Asks on a terminal; elsewhere, or with `--yes`, takes the defaults and demands the flags that have none."""

    def __init__(self, parser: argparse.ArgumentParser, *, yes: bool) -> None:
        self._parser = parser
        self.can_ask = not yes and sys.stdin.isatty()
        self.console = Console()

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
            question: Without a question mark's worth of grammar: "Your name".
            flag: The flag that answers it, for the error where nothing can be asked.
            given: What the flag said.
            default: For an empty answer; None where there must be one.
            problem: Says what is wrong with an answer; the question is then put again.
        """
        if given is None and not self.can_ask:
            given = default
        if given is not None:
            if wrong := problem(given):
                self._parser.error(f"{flag}: {wrong}")
            return given
        while True:
            answer = self._line(question, default)
            wrong = problem(answer) if answer else "an answer is needed"
            if not wrong:
                return answer
            self.console.print(f"  [red]{escape(wrong)}[/red]")

    def secret(self, question: str, flag: str) -> str:
        """A password, not shown while it is typed."""
        self._demand(flag)
        while not (answer := self._guarded(lambda: getpass.getpass(f"{question}: "))):
            self.console.print("  [red]an answer is needed[/red]")
        return answer

    def confirm(self, question: str, given: bool | None = None, *, default: bool) -> bool:
        """Yes or no."""
        if given is not None:
            return given
        if not self.can_ask:
            return default
        answer = self._line(f"{question} (y/n)", "y" if default else "n")
        return answer.lower().startswith("y")

    def choose(self, question: str, names: Sequence[str], *, default: str) -> list[int]:
        """Some of several, by number or name; empty for the default.

        Args:
            question: Put below the numbered names.
            names: What there is.
            default: What an empty answer means, for the user.
        """
        if not self.can_ask:
            return []
        for number, name in enumerate(names, 1):
            self.console.print(f"  {number}  {escape(name)}")
        while True:
            words = [word.strip() for word in self._line(question, default).split(",")]
            if words == [default]:
                return []
            chosen = [self._index(word, names) for word in words]
            found = [index for index in chosen if index is not None]
            if len(found) == len(words):
                return found
            self.console.print(f"  [red]numbers from 1 to {len(names)}, with commas between them[/red]")

    def say(self, text: str) -> None:
        """A line for the user; may hold rich markup."""
        self.console.print(text)

    def refuse(self, text: str) -> None:
        """Wrong usage: say why and leave with exit code 2."""
        self._parser.error(text)

    def _demand(self, flag: str) -> None:
        if not self.can_ask:
            self._parser.error(f"{flag} is needed: there is no terminal to ask on")

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
        return names.index(word) if word in names else None
