"""What the answers amount to so far: it can be tried out, and then written, whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from syncd.bootstrap import build_account
from syncd.cli.atomic import write_atomically
from syncd.config import Config, loads
from syncd.config.example import render
from syncd.errors import ProviderError
from syncd.reconcile.world import Account
from syncd.store import Store


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """An account, as the questions about it ended."""

    name: str
    table: Mapping[str, Any]
    """As it will stand in the config."""
    typed_password: str | None = None
    """One that was typed: it gets a file of its own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A config to be."""

    path: Path
    """Where it will be written."""
    me: Mapping[str, Any]

    def load(self, name: str, table: Mapping[str, Any]) -> Config:
        """The config with this account, checked; nothing is written.

        Raises:
            ConfigError: With all that is wrong.
        """
        text = render({"me": self.me, "accounts": {name: table}})
        return loads(text, self.path.parent / "config being made")

    def open(self, name: str, table: Mapping[str, Any]) -> Account:
        """The account, to be tried out."""
        config = self.load(name, table)
        return build_account(config.accounts[0], config, Store.open_in_memory())

    def write(self, answer: Answer) -> list[Path]:
        """Write the config, and beside it the typed password; both for the user's eyes alone.

        Returns:
            What stood there before, each under its new name.

        Raises:
            ProviderError: A file cannot be written; then none is.
        """
        texts = {self.path: render({"me": self.me, "accounts": {answer.name: dict(answer.table)}})}
        if answer.typed_password is not None:
            texts = {self.password_file(answer.name): f"{answer.typed_password}\n", **texts}
        kept: list[Path] = []
        made: list[Path] = []
        try:
            for path, text in texts.items():
                if path.exists():
                    kept.append(path.with_name(f"{path.name}.old"))
                    write_atomically(kept[-1], path.read_text(encoding="utf-8"), mode=0o600)
                else:
                    made.append(path)
                write_atomically(path, text, mode=0o600)
        except BaseException as err:
            for path in made:
                path.unlink(missing_ok=True)
            if isinstance(err, OSError):
                raise ProviderError(f"{path}: cannot be written ({err.strerror}); mend its owner or rights") from err
            raise
        return kept

    def password_file(self, name: str) -> Path:
        """Where a typed password is kept."""
        return self.path.parent / f"{name}.password"
