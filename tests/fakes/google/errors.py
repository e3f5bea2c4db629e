"""Google's refusals: what a behaviour module raises, and how each API words it on the wire."""

from typing import Final

from tests.fakes.google.schema import Json

# google.rpc.Code names: https://cloud.google.com/apis/design/errors#handling_errors
_STATUS: Final = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ALREADY_EXISTS",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}


class Refusal(Exception):  # noqa: N818 - it is an answer, not an error of the fake
    """Google says no: an HTTP status with a reason."""

    def __init__(
        self,
        code: int,
        reason: str,
        message: str,
        *,
        status: str | None = None,
        details: list[Json] | None = None,
    ) -> None:
        """Keep what the answer will say.

        Args:
            code: HTTP status.
            reason: Google's own word, such as `rateLimitExceeded`.
            message: For people.
            status: google.rpc.Code name where the HTTP status alone does not tell it.
            details: `google.rpc` detail objects.
        """
        super().__init__(message)
        self.code = code
        self.reason = reason
        self.message = message
        self.status = status or _STATUS.get(code, "UNKNOWN")
        self.details = details or []

    def as_json(self, api: str) -> Json:
        """Return the body as `api` words it.

        Calendar keeps the old shape without `status`
        (https://developers.google.com/workspace/calendar/api/guides/errors); Tasks and People
        add `status` and `details` (https://cloud.google.com/apis/design/errors#error_model).
        """
        error: Json = {
            "code": self.code,
            "message": self.message,
            "errors": [{"domain": "global", "reason": self.reason, "message": self.message}],
        }
        if api != "calendar" or self.details:
            error["status"] = self.status
        if self.details:
            error["details"] = self.details
        return {"error": error}


def invalid(message: str, reason: str = "invalid") -> Refusal:
    """Return the 400 for a value that Google does not accept."""
    return Refusal(400, reason, message)


def not_found(message: str = "Not Found") -> Refusal:
    """Return the 404 for something that is not there, or never was."""
    return Refusal(404, "notFound", message)


def scope_insufficient(method_id: str) -> Refusal:
    """Return the 403 for a token whose scopes do not reach.

    A client must not take it for a dead token:
    https://github.com/Muesli-HQ/muesli/issues/508 signed people out over this one.
    """
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
        "domain": "googleapis.com",
        "metadata": {"method": method_id},
    }
    message = "Request had insufficient authentication scopes."
    return Refusal(403, "insufficientPermissions", message, details=[info])
