"""What goes into a behaviour module, and what comes out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from tests.fakes.google.clock import parse_timestamp
from tests.fakes.google.contract import Method
from tests.fakes.google.errors import Refusal, invalid
from tests.fakes.google.oauth import Grant
from tests.fakes.google.schema import Json


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request that the contract allows, by somebody who may call the method."""

    method: Method
    path: Mapping[str, str]
    query: Mapping[str, Sequence[str]]
    body: Json
    """Empty where the method takes none."""
    headers: Mapping[str, str]
    """By lower-case name."""
    grant: Grant

    def text(self, name: str) -> str | None:
        """Return a query parameter, None when it was not sent."""
        return self.query[name][0] if name in self.query else None

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a boolean query parameter."""
        return default if name not in self.query else self.query[name][0] == "true"

    def number(self, name: str, default: int) -> int:
        """Return an integer query parameter."""
        return int(self.query[name][0]) if name in self.query else default

    def moment(self, name: str) -> datetime | None:
        """Return a time that a query parameter names.

        Raises:
            Refusal: It is no RFC 3339 time (Tasks types its times as plain strings, so the
                contract lets everything through).
        """
        text = self.text(name)
        if text is None:
            return None
        moment = parse_timestamp(text)
        if moment is None:
            raise invalid(f"Invalid value for: {name}")
        return moment

    def check_if_match(self, etag: str) -> None:
        """Refuse a write whose If-Match names an older version.

        https://developers.google.com/workspace/calendar/api/guides/version-resources

        Raises:
            Refusal: 412.
        """
        wanted = self.headers.get("if-match")
        if wanted is not None and wanted not in {"*", etag}:
            raise Refusal(412, "conditionNotMet", "Precondition Failed")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What Google sends back."""

    status: int = 200
    body: Json | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


Handler = Callable[[Call], Answer]

NO_CONTENT = Answer(status=204)


def merge_patch(old: Json, patch: Json) -> Json:
    """Return `old` with `patch` laid over it, as Google's patch semantics say.

    Objects are merged field by field, null removes a field, an array replaces the whole array:
    https://developers.google.com/workspace/calendar/api/guides/performance#patch
    """
    merged = dict(old)
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        elif isinstance(value, dict):
            before = merged.get(name)
            merged[name] = merge_patch(cast("Json", before) if isinstance(before, dict) else {}, value)
        else:
            merged[name] = value
    return merged
