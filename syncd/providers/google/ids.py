"""Names that Google chose and syncd must find again: the store keeps them, and losing them does no harm."""

from __future__ import annotations

from typing import Protocol


class Ids(Protocol):
    """A small memory of one account's."""

    def get(self, name: str) -> str | None:
        """What was kept under the name."""
        ...

    def set(self, name: str, value: str | None) -> None:
        """Keep it; None forgets."""
        ...
