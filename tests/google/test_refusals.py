"""What Google's refusals mean, and where requests may go: tables without a server."""

from __future__ import annotations

from datetime import timedelta

import pytest

from syncd.errors import AuthError, ConfigError, ConflictError, ProviderError, TransientError
from syncd.providers.google.auth import checked_endpoint
from syncd.providers.google.refusals import Refusal, RefusedError, TooFastError, classify, parse_refusal

TABLE = [
    (401, "authError", AuthError, "no longer accepts the sign-in; run: syncd auth g"),
    (403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT", AuthError, "does not allow calendar.events.list"),
    (403, "insufficientPermissions", AuthError, "leave every box ticked"),
    (403, "rateLimitExceeded", TooFastError, "go slower"),
    (403, "userRateLimitExceeded", TooFastError, "go slower"),
    (429, "RATE_LIMIT_EXCEEDED", TooFastError, "go slower"),
    (403, "quotaExceeded", TransientError, "quota for today"),
    (403, "accessNotConfigured", ProviderError, "the Calendar API is switched off for your client; enable it at"),
    (403, "requiredAccessLevel", RefusedError, "no right to do this"),
    (404, "notFound", RefusedError, "404 notFound"),
    (409, "duplicate", RefusedError, "409 duplicate"),
    (410, "deleted", RefusedError, "410 deleted"),
    (412, "conditionNotMet", ConflictError, "somebody else changed it first"),
    (400, "failedPrecondition", ConflictError, "somebody else changed it first"),
    (503, "backendError", TransientError, "out of order"),
    (502, "", TransientError, "out of order"),
    (400, "invalid", RefusedError, "400 invalid"),
]


@pytest.mark.parametrize(("status", "reason", "error", "said"), TABLE)
def test_what_a_refusal_means(status: int, reason: str, error: type[Exception], said: str) -> None:
    """403 is too much, too little right, or a switch at Google; only 401 is the sign-in."""
    raised = classify(Refusal(status=status, reason=reason), "g", "calendar.events.list")
    assert type(raised) is error
    assert said in str(raised)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"error": {"code": 403, "message": "m", "errors": [{"reason": "quotaExceeded"}]}}', "quotaExceeded"),
        (
            b'{"error": {"code": 403, "status": "PERMISSION_DENIED", "details": [{"reason": "SERVICE_DISABLED"}]}}',
            "SERVICE_DISABLED",
        ),
        (b'{"error": {"code": 400, "status": "FAILED_PRECONDITION"}}', "FAILED_PRECONDITION"),
        (b'{"error": "invalid_grant"}', ""),
        (b"<html>", ""),
        (b"[]", ""),
        (b"", ""),
    ],
)
def test_every_shape_of_an_error_is_read(body: bytes, reason: str) -> None:
    """Calendar's, Tasks' and People's; a page of a front end has no reason."""
    assert parse_refusal(403, body, "7").reason == reason
    assert parse_refusal(403, body, "7").retry_after == timedelta(seconds=7)


@pytest.mark.parametrize(
    ("endpoint", "fine"),
    [
        ("http://127.0.0.1:8080", True),
        ("http://localhost:8080/", True),
        ("http://[::1]:8080", True),
        ("https://gateway.example/google/", True),
        ("http://gateway.example", False),
        ("http://192.168.1.2:8080", False),
        ("http://127.0.0.1.evil.example", False),
        ("ftp://127.0.0.1", False),
        ("127.0.0.1:8080", False),
        ("", False),
    ],
)
def test_http_is_for_this_machine_only(endpoint: str, fine: bool) -> None:
    """Tokens do not cross a network in the clear."""
    if fine:
        assert checked_endpoint(endpoint) == endpoint.rstrip("/")
    else:
        with pytest.raises(ConfigError, match="endpoint"):
            checked_endpoint(endpoint)
