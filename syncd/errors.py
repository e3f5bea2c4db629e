"""Every deliberate error of syncd, sorted by what the caller does about it.

    SyncdError
    ├── ConfigError         the config is wrong: show all problems, exit 78
    ├── AuthError           a sign-in is needed: pause the account, exit 77
    ├── TransientError      the other side is away: wait, try again, exit 75
    ├── ConflictError       somebody else changed the object first: read again
    ├── InvalidObjectError  one object cannot be read: report it once, skip it
    └── ProviderError       the other side refuses for good: report it, go on with the rest

Messages say what is wrong, where, and what to do next. Providers translate each error of an SDK at the door.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import ClassVar


class SyncdError(Exception):
    """Anything syncd reports on purpose."""

    exit_code: ClassVar[int] = 1


class ConfigError(SyncdError):
    """The configuration cannot be used; `problems` holds every one that was found."""

    exit_code = 78

    def __init__(self, path: Path | str | None, problems: Sequence[str]) -> None:
        self.path = path
        self.problems = tuple(problems)
        where = f"{path}: " if path else ""
        super().__init__("\n".join(f"{where}{problem}" for problem in self.problems))


class AuthError(SyncdError):
    """A password or token is refused; nothing works until the user signs in again."""

    exit_code = 77


class TransientError(SyncdError):
    """The other side is away or overloaded; the same call may succeed later."""

    exit_code = 75

    def __init__(self, message: str, *, retry_after: timedelta | None = None) -> None:
        self.retry_after = retry_after
        super().__init__(message)


class ConflictError(SyncdError):
    """The object changed, appeared or vanished since it was read; read it again and decide anew."""


class InvalidObjectError(SyncdError):
    """One object cannot be read or written; `href` says which."""

    def __init__(self, href: str, why: str) -> None:
        self.href = href
        self.why = why
        super().__init__(f"{href}: {why}")


class ProviderError(SyncdError):
    """The other side refuses for good (no such calendar, no right to write, quota of space)."""
