"""How each account is doing: who is left alone until when, and what is worth saying once.

Pure: moments are seconds of a monotonic clock, chance is an argument.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from syncd.errors import AuthError, TransientError
from syncd.reconcile.world import PassReport

LONGEST_WAIT = timedelta(hours=1)


class Trouble(StrEnum):
    """What is wrong with an account, in words for the log and the status line."""

    SIGN_IN = "sign-in needed; see `syncd check`"
    AWAY = "server away, trying again by itself"
    REFUSED = "refused; see `syncd status`"


@dataclass(frozen=True, slots=True)
class Backoff:
    """An account in trouble."""

    trouble: Trouble
    tries: int
    until: float
    """When it is tried again."""


@dataclass(frozen=True, slots=True)
class News:
    """A line for the log."""

    account: str
    text: str
    good: bool


@dataclass(slots=True)
class Accounts:
    """The accounts in trouble."""

    backoffs: dict[str, Backoff] = field(default_factory=dict)

    def skip(self, at: float) -> frozenset[str]:
        """The accounts whose time has not come yet."""
        return frozenset(name for name, backoff in self.backoffs.items() if backoff.until > at)

    def next_try(self) -> float | None:
        """When the first account in trouble is tried again."""
        return min((backoff.until for backoff in self.backoffs.values()), default=None)

    def retry_now(self) -> None:
        """Forget the waiting, not the trouble: the network or the sign-in may have come back."""
        self.backoffs = {
            name: Backoff(backoff.trouble, backoff.tries, until=0) for name, backoff in self.backoffs.items()
        }

    def forget(self) -> None:
        """Start anew, after another config was read."""
        self.backoffs = {}

    def note(
        self, report: PassReport, skipped: Collection[str], at: float, first: timedelta, chance: Callable[[], float]
    ) -> list[News]:
        """Take a pass's outcome in.

        Args:
            report: What the pass says.
            skipped: The accounts that it left alone.
            at: When it ended.
            first: How long an account rests after its first failure; each further one doubles it, up to an hour.
            chance: A number from 0 to 1, so that many daemons do not come back in step.

        Returns:
            What is new: an account lost, in other trouble than before, or back.
        """
        news = []
        for name in report.failed:
            before = self.backoffs.get(name)
            trouble = _trouble(report, name)
            tries = before.tries + 1 if before and before.trouble is trouble else 1
            wait = LONGEST_WAIT if trouble is Trouble.SIGN_IN else first * 2 ** min(tries - 1, 16)
            asked = report.retry_after.get(name) or timedelta(0)
            seconds = max(min(wait, LONGEST_WAIT), asked).total_seconds()
            self.backoffs[name] = Backoff(trouble, tries, until=at + seconds * (1 + 0.2 * chance()))
            if before is None or before.trouble is not trouble:
                news.append(News(name, trouble, good=False))
        for name in self.backoffs.keys() - report.failed - set(skipped):
            del self.backoffs[name]
            news.append(News(name, "back", good=True))
        return sorted(news, key=lambda each: each.account)


def _trouble(report: PassReport, name: str) -> Trouble:
    errors = [problem.error for problem in report.problems if problem.account == name]
    if any(isinstance(error, AuthError) for error in errors):
        return Trouble.SIGN_IN
    if any(isinstance(error, TransientError) for error in errors):
        return Trouble.AWAY
    return Trouble.REFUSED
