"""What was asked of the fake, in order."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(kw_only=True)
class Logged:
    """One request as it arrived."""

    number: int
    """Counts from 1 over the life of the fake."""
    method: str
    """A method id (`calendar.events.list`), `oauth.token` and the like, or `?` for no such place."""
    is_write: bool
    """Whether it might change the account's data."""
    path: Mapping[str, str]
    query: Mapping[str, Sequence[str]]
    headers: Mapping[str, str]
    body: object
    status: int | None = None
    """What was answered; None while it is under way, and for ever when it was dropped unhandled."""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One of the two boundaries of a request, at which a test may act."""

    stage: Literal["before", "after"]
    """`before` anything is done, or `after` it is done and before the answer leaves."""
    request: Logged


@dataclass(kw_only=True)
class Journal:
    """All requests since the last `clear`."""

    requests: list[Logged] = field(default_factory=list)
    _count: int = 0

    def note(self, logged: Logged) -> None:
        """Number a request and keep it."""
        self._count += 1
        logged.number = self._count
        self.requests.append(logged)

    def counts(self) -> Counter[str]:
        """Return how often each method was called."""
        return Counter(logged.method for logged in self.requests)

    def writes(self) -> list[Logged]:
        """Return the requests that might have changed the account's data."""
        return [logged for logged in self.requests if logged.is_write]

    def clear(self) -> None:
        """Forget the requests, not their number."""
        self.requests.clear()
