"""What of a calendar is followed, and what is remembered of it between two polls.

No sync token of Google's is used: its deltas know no window, so that one touched weekly meeting brings hundreds of
instances, and a window once begun never moves on. Instead the ids and etags of a window are listed each time. The
window has whole days, so that all polls of a day ask for the same thing and Google can answer "not modified".
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from syncd.formats.google_time import to_rfc3339

AHEAD = timedelta(days=400)
"""How far ahead events are read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """A stretch of time as events.list takes it; None for no bound."""

    since: datetime | None
    until: datetime | None

    def parameters(self) -> dict[str, str]:
        """The bounds as `timeMin` and `timeMax`."""
        bounds = {"timeMin": self.since, "timeMax": self.until}
        return {name: to_rfc3339(bound) for name, bound in bounds.items() if bound is not None}


def window_from(since: datetime | None, now: datetime) -> Window:
    """From the day of `since` to `AHEAD` from now; all times where `since` is None."""
    if since is None:
        return Window(since=None, until=None)
    return Window(since=_midnight(since), until=_midnight(now + AHEAD) + timedelta(days=1))


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowToken:
    """What one poll leaves to the next."""

    window: Window
    etag: str | None
    """Of the list, when it had one page: an etag of the first says nothing sure of the others."""
    outside: frozenset[str]
    """Known events that were found to stand outside the window; they are not asked for again."""

    def to_text(self) -> str:
        """JSON."""
        return json.dumps(
            {"window": self.window.parameters(), "etag": self.etag, "outside": sorted(self.outside)},
            separators=(",", ":"),
        )


def read_window_token(text: str | None, window: Window) -> WindowToken | None:
    """The token, if it was left for this very window; on another day everything is compared anew."""
    if text is None:
        return None
    try:
        content: dict[str, Any] = json.loads(text)
        if content["window"] != window.parameters():
            return None
        return WindowToken(window=window, etag=content["etag"], outside=frozenset(content["outside"]))
    except (ValueError, KeyError, TypeError):
        return None


def _midnight(moment: datetime) -> datetime:
    return datetime.combine(moment.astimezone(UTC).date(), time(), UTC)
