"""What went wrong at a WebDAV server -> what the caller does about it. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from syncd.errors import AuthError, ConflictError, InvalidObjectError, ProviderError, SyncdError, TransientError

AWAY = frozenset({408, 425, 429, 500, 502, 503, 504})
GONE = frozenset({404, 410})
_UID_TAKEN = frozenset({"no-uid-conflict", "unique-scheduling-object-resource"})
_BAD_OBJECT = frozenset(
    {
        "valid-calendar-data",
        "valid-calendar-object-resource",
        "supported-calendar-data",
        "valid-address-data",
        "supported-address-data",
        "max-resource-size",
    }
)
_LONGEST_WAIT = timedelta(days=1)


def classify(
    status: int, *, where: str, preconditions: Collection[str] = (), retry_after: timedelta | None = None
) -> SyncdError:
    """The error an HTTP status stands for.

    Args:
        status: 300 or more.
        where: Path or name of what was asked for.
        preconditions: Local names of the elements in the body's DAV:error (RFC 4918 section 16).
        retry_after: What the server asked to wait.
    """
    named = set(preconditions)
    if status == HTTPStatus.UNAUTHORIZED:
        return AuthError(f"{where}: user name or password is refused. Check them (many servers want an app password).")
    if named & _UID_TAKEN:
        return ConflictError(f"{where}: the server has this UID under another name")
    if status == HTTPStatus.PRECONDITION_FAILED or (status == HTTPStatus.CONFLICT and not named):
        return ConflictError(f"{where}: it was changed, made or removed by somebody else")
    if named & _BAD_OBJECT or status in {400, 413, 415, 422}:
        detail = f" ({', '.join(sorted(named))})" if named else ""
        return InvalidObjectError(where, f"the server refuses it, status {status}{detail}")
    if status in AWAY or status == HTTPStatus.LOCKED:
        return TransientError(
            f"{where}: the server is overloaded or in trouble (status {status})", retry_after=retry_after
        )
    if status in GONE:
        return ProviderError(f"{where}: not found. Was it removed or renamed?")
    if status == HTTPStatus.FORBIDDEN:
        return ProviderError(f"{where}: the server forbids it. Does this account have the right?")
    if status == HTTPStatus.INSUFFICIENT_STORAGE:
        return ProviderError(f"{where}: no space is left on the server")
    return ProviderError(f"{where}: the server answers with status {status}")


def retry_after(header: str | None, now: datetime) -> timedelta | None:
    """How long a Retry-After header asks to wait, seconds or a date (RFC 9110 section 10.2.3); a day at most."""
    if header is None:
        return None
    if header.strip().isdecimal():
        wait = timedelta(seconds=min(int(header), int(_LONGEST_WAIT.total_seconds())))
    else:
        moment = http_date(header)
        if moment is None:
            return None
        wait = moment - now
    return max(timedelta(), min(wait, _LONGEST_WAIT))


def http_date(header: str | None) -> datetime | None:
    """The moment that a header such as Date names (RFC 9110 section 5.6.7); None where it names none."""
    try:
        moment = parsedate_to_datetime(header or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
