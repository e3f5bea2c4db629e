"""Lists in pages, for all three APIs."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.fakes.google.errors import invalid
from tests.fakes.google.exchange import Call
from tests.fakes.google.schema import Json

# These may differ between the pages of one list without making it another list.
_FREE = frozenset({"pageToken", "maxResults", "pageSize", "fields", "alt", "prettyPrint"})


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of a list."""

    items: Sequence[Json]
    next_token: str | None
    total: int
    """How many items the whole list has."""

    @property
    def next_field(self) -> Json:
        """`nextPageToken`, left out on the last page."""
        return {} if self.next_token is None else {"nextPageToken": self.next_token}


@dataclass(frozen=True, kw_only=True)
class _Rest:
    question: object
    items: Sequence[Json]
    total: int


@dataclass(kw_only=True)
class Pager:
    """Hands out lists page by page, as they stood when the first page was asked for."""

    limit: int | None = None
    """A test's wish for small pages: "the number of events in the resulting page may be less
    than this value, or none at all, even if there are more" (discovery, events.list.maxResults)."""
    empty_first_page: bool = False
    """Makes every first page empty when there is anything to list (same source)."""
    _rests: dict[str, _Rest] = field(default_factory=dict)

    def page(self, call: Call, items: Sequence[Json], size: int) -> Page:
        """Return the page that `call` asks for.

        Args:
            call: Its `pageToken` continues an earlier list, whose parameters must be the same
                ("all other parameters must match the first call", people.connections.list).
            items: The whole list as it is now; not looked at when there is a `pageToken`.
            size: How many items the caller takes at most.

        Raises:
            Refusal: The token is unknown, or belongs to another question.
        """
        question = (
            call.method.id,
            sorted(call.path.items()),
            sorted((name, tuple(values)) for name, values in call.query.items() if name not in _FREE),
        )
        token = call.text("pageToken")
        rest = _Rest(question=question, items=items, total=len(items))
        if token is not None:
            known = self._rests.get(token)
            if known is None or known.question != question:
                raise invalid("Invalid page token value.")
            rest = known
        if self.limit is not None:
            size = min(size, self.limit)
        if token is None and self.empty_first_page:
            size = 0
        taken, left = rest.items[:size], rest.items[size:]
        if not left:
            return Page(items=taken, next_token=None, total=rest.total)
        next_token = secrets.token_urlsafe(12)
        self._rests[next_token] = _Rest(question=question, items=left, total=rest.total)
        return Page(items=taken, next_token=next_token, total=rest.total)
