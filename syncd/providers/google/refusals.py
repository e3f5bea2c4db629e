"""What Google's refusals mean for the caller: a pure table, no I/O."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from syncd.errors import AuthError, ConflictError, ProviderError, SyncdError, TransientError


class RefusedError(ProviderError):
    """An answer other than success that is no trouble of the line: `status` tells which, `reason` in Google's word."""

    def __init__(self, message: str, *, status: int, reason: str) -> None:
        self.status = status
        self.reason = reason
        super().__init__(message)


class TooFastError(TransientError):
    """Refused before anything was done, because too much was asked: any request may be sent again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """What an error answer says."""

    status: int
    reason: str = ""
    """`rateLimitExceeded`, `ACCESS_TOKEN_SCOPE_INSUFFICIENT`, `notFound` ..."""
    message: str = ""
    retry_after: timedelta | None = None


_TOO_FAST = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED", "RESOURCE_EXHAUSTED"})
_QUOTA = frozenset({"quotaExceeded", "dailyLimitExceeded", "dailyLimitExceededUnreg", "calendarUsageLimits"})
_SCOPE = frozenset({"insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"})
_SWITCHED_OFF = frozenset({"accessNotConfigured", "SERVICE_DISABLED"})
_NO_RIGHT = frozenset({"forbidden", "requiredAccessLevel", "forbiddenForNonOrganizer"})
_QUOTA_PAUSE = timedelta(hours=1)
_APIS = "https://console.cloud.google.com/apis/library"


def parse_refusal(status: int, body: bytes, retry_after: str | None) -> Refusal:
    """What the answer says: the JSON of any of the three APIs, or the HTML page of a front end.

    Args:
        status: HTTP status.
        body: Of the answer.
        retry_after: The header, in seconds; the form with a date is not read.
    """
    pause = timedelta(seconds=int(retry_after)) if retry_after and retry_after.isdecimal() else None
    try:
        error = json.loads(body)["error"]
        message = str(error.get("message", ""))
        details = [each.get("reason") for each in error.get("details", ())]
        errors = [each.get("reason") for each in error.get("errors", ())]
        reason = next((str(each) for each in (*details, *errors, error.get("status")) if each), "")
    except (ValueError, KeyError, TypeError, AttributeError):
        return Refusal(status=status, retry_after=pause)
    return Refusal(status=status, reason=reason, message=message, retry_after=pause)


def classify(refusal: Refusal, account: str, what: str) -> SyncdError:
    """The error to raise: 401 is a lost sign-in, 403 is either too much, or too little right, or a switch at Google.

    Args:
        refusal: What the answer says.
        account: Name of the account in the config, for the mend.
        what: The method: `calendar.events.list`.
    """
    status, reason = refusal.status, refusal.reason
    said = f"{what}: {refusal.message or 'no reason given'} ({status}{f' {reason}' if reason else ''})"
    if status == HTTPStatus.UNAUTHORIZED:
        return AuthError(f"Google no longer accepts the sign-in; run: syncd auth {account}")
    if status == HTTPStatus.TOO_MANY_REQUESTS or (status == HTTPStatus.FORBIDDEN and reason in _TOO_FAST):
        return TooFastError(f"Google asks to go slower ({what})", retry_after=refusal.retry_after)
    if status == HTTPStatus.FORBIDDEN and reason in _QUOTA:
        pause = refusal.retry_after or _QUOTA_PAUSE
        return TransientError(f"Google's quota for today is used up ({what})", retry_after=pause)
    if status == HTTPStatus.FORBIDDEN and reason in _SCOPE:
        return AuthError(f"the sign-in does not allow {what}; run: syncd auth {account}, and leave every box ticked")
    if status == HTTPStatus.FORBIDDEN and reason in _SWITCHED_OFF:
        api = what.partition(".")[0].capitalize()
        return ProviderError(f"the {api} API is switched off for your client; enable it at {_APIS}")
    if status == HTTPStatus.FORBIDDEN and reason in _NO_RIGHT:
        return RefusedError(f"no right to do this: {said}", status=status, reason=reason)
    if status in {408, 500, 502, 503, 504}:
        return TransientError(f"Google is out of order ({what}, {status})", retry_after=refusal.retry_after)
    if status == HTTPStatus.PRECONDITION_FAILED or reason in {"failedPrecondition", "FAILED_PRECONDITION"}:
        return ConflictError(f"somebody else changed it first ({what})")
    return RefusedError(f"Google refused {said}", status=status, reason=reason)
