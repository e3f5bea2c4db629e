"""The line to Google: one authorised connection a thread, every write sent once, every error translated.

Three habits of the libraries are switched off here. httplib2 sends a request again when the connection closes without
an answer, a POST too, which makes twins; google-api-python-client's own retries do the same and are deaf to
Retry-After; and its service objects hand answers to the wrong thread when two share one.
"""

from __future__ import annotations

import contextlib
import http.client
import logging
import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httplib2
import socks  # type: ignore[import-untyped]  # PySocks ships no types
from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
from google.oauth2.credentials import Credentials
from google_auth_httplib2 import AuthorizedHttp
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

from syncd.errors import AuthError, ProviderError, SyncdError, TransientError
from syncd.providers.base import Facts
from syncd.providers.google.auth import (
    Token,
    check_scopes,
    checked_endpoint,
    credentials_of,
    is_loopback,
    read_client,
    read_token,
    write_token,
)
from syncd.providers.google.refusals import TooFastError, classify, parse_refusal
from syncd.providers.google.scopes import grants

_LOG = logging.getLogger(__name__)

TIMEOUT = timedelta(seconds=30)
TRIES = 4
"""How often a request that may be repeated is sent before the pass gives up on the account."""
_LONGEST_PAUSE = timedelta(seconds=10)
"""A longer wait is the daemon's to keep, not ours to sleep through."""
_APIS = {"calendar": ("v3", "calendar/v3/"), "tasks": ("v1", ""), "people": ("v1", "")}


class GoogleSession:
    """One account's line to Calendar, Tasks and People. Safe to use from several threads."""

    def __init__(
        self,
        account: str,
        client_secret: Path,
        token_file: Path,
        needed: tuple[str, ...],
        *,
        endpoint: str | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Prepare it; nothing is read or sent before the first request.

        Args:
            account: Name in the config.
            client_secret: The user's own client, from Google's console.
            token_file: Where `syncd auth` keeps the sign-in.
            needed: The scopes this config calls for.
            endpoint: Where every request goes instead of to Google; http only on loopback.
            sleep: Waits so many seconds between tries.

        Raises:
            ConfigError: The endpoint cannot be used.
        """
        self.account = account
        self._client_secret = client_secret
        self._token_file = token_file
        self._needed = needed
        self._endpoint = checked_endpoint(endpoint) if endpoint else None
        self._sleep = sleep
        self._here = threading.local()
        self._token_lock = threading.Lock()

    def of(self, path: str) -> Any:
        """The methods of a kind of thing: `calendar.events`, `tasks.tasklists`, `people.people.connections`.

        Kept for this thread alone: two threads on one service get each other's answers, and to make the methods
        anew for each request costs more than the request.
        """
        resources: dict[str, Any] = self._here.__dict__.setdefault("resources", {})
        if path not in resources:
            api, *names = path.split(".")
            resource = self._service(api)
            for name in names:
                resource = getattr(resource, name)()
            resources[path] = resource
        return resources[path]

    def is_granted(self, scope: str) -> bool:
        """The user granted this scope, or one that includes it."""
        self._authorized()
        token: Token = self._here.token
        return grants(token.scopes, scope)

    def facts(self) -> Facts:
        """When the user signed in, and how Google's clock stood to this machine's at its last answer."""
        line: _OnceHttp = self._authorized().http
        token: Token = self._here.token
        return Facts(ahead=line.ahead, signed_in_at=token.signed_in_at)

    def execute(self, request: Any, *, if_match: str | None = None, if_none_match: str | None = None) -> Any:
        """Send a request of one of the services and return the decoded answer.

        Reads are repeated with growing, jittered pauses; a write only when Google says that it did nothing.

        Raises:
            RefusedError: Google answered something else than success; the caller knows which to expect.
            ConflictError: The precondition does not hold any more.
            AuthError: The sign-in is lost or does not reach.
            TransientError: The line is down, or Google is; of a write it is not known whether it was done.
            ProviderError: Google refuses for good.
        """
        if if_match is not None:
            request.headers["If-Match"] = if_match
        if if_none_match is not None:
            request.headers["If-None-Match"] = if_none_match
        is_read = request.method == "GET"
        attempt = 1
        while True:
            try:
                return self._send(request)
            except TransientError as err:
                pause = _pause(attempt, err.retry_after)
                if attempt == TRIES or pause > _LONGEST_PAUSE or not (is_read or isinstance(err, TooFastError)):
                    raise
                _LOG.debug("%s: %s; again in %.1f s", self.account, request.methodId, pause.total_seconds())
                self._sleep(pause.total_seconds())
                attempt += 1

    def pages(
        self, method: Callable[..., Any], *, if_none_match: str | None = None, **parameters: Any
    ) -> Iterator[dict[str, Any]]:
        """Every page of a list, one request each.

        The library's own `list_next` fails on a parameter that is sent twice, as eventTypes is.

        Args:
            method: Makes a request of one of the services.
            if_none_match: Etag of the first page.
            parameters: Of the method.
        """
        page = self.execute(method(**parameters), if_none_match=if_none_match)
        yield page
        while page.get("nextPageToken"):
            page = self.execute(method(**parameters, pageToken=page["nextPageToken"]))
            yield page

    def _send(self, request: Any) -> Any:
        self._authorized()  # the line may have been dropped between two pages
        credentials: Credentials = self._here.credentials
        before = credentials.token
        try:
            return self._translated(request)
        except AuthError:
            self._here.__dict__.clear()  # the next request reads the sign-in anew: the user may have mended it
            raise
        finally:
            if credentials.token != before:
                self._keep(credentials)

    def _translated(self, request: Any) -> Any:
        try:
            return request.execute()
        except HttpError as err:
            refusal = parse_refusal(err.resp.status, err.content, err.resp.get("retry-after"))
            raise classify(refusal, self.account, request.methodId) from err
        except RefreshError as err:
            raise _refresh_error(err, self.account) from err
        except (httplib2.HttpLib2Error, http.client.HTTPException, OSError, GoogleAuthError, socks.ProxyError) as err:
            raise _line_error(err, request.methodId) from err

    def _service(self, name: str) -> Any:
        services: dict[str, Any] = self._here.__dict__.setdefault("services", {})
        if name not in services:
            version, path = _APIS[name]
            options = {"api_endpoint": f"{self._endpoint}/{path}"} if self._endpoint else {}
            services[name] = build(
                name,
                version,
                http=self._authorized(),
                static_discovery=True,
                cache_discovery=False,
                client_options=options,
            )
        return services[name]

    def _authorized(self) -> AuthorizedHttp:
        held = self._here.__dict__
        if "http" not in held:
            client = read_client(self._client_secret, self._endpoint)
            token = read_token(self._token_file, client, self.account)
            check_scopes(token, self._needed, self.account)
            held["token"] = token
            held["credentials"] = credentials_of(client, token)
            line = _OnceHttp(timeout=TIMEOUT.total_seconds())
            if self._endpoint and is_loopback(urlsplit(self._endpoint).hostname):
                line.proxy_info = None
            held["http"] = AuthorizedHttp(held["credentials"], http=line)
        return held["http"]

    def _keep(self, credentials: Credentials) -> None:
        """Keep a fresh access token, so that the next run need not ask for one."""
        with self._token_lock:
            client = read_client(self._client_secret, self._endpoint)
            token = read_token(self._token_file, client, self.account)
            if token.refresh_token != credentials.refresh_token:
                self._here.__dict__.clear()  # the user signed in again meanwhile
                return
            expires_at = credentials.expiry.replace(tzinfo=UTC)
            write_token(self._token_file, replace(token, access_token=credentials.token, expires_at=expires_at))


class _OnceHttp(httplib2.Http):  # type: ignore[misc]  # httplib2 ships no types
    """An httplib2 line that sends what changes something exactly once."""

    ahead: timedelta | None = None
    """By how much Google's clock was ahead of this machine's at its last answer."""

    def _conn_request(self, conn: Any, request_uri: str, method: str, body: Any, headers: Any) -> Any:
        if method not in {"GET", "HEAD"}:
            conn.close()  # a kept connection may have died unseen
            conn = _OnceConnection(conn)
        response, content = super()._conn_request(conn, request_uri, method, body, headers)
        with contextlib.suppress(KeyError, ValueError):
            self.ahead = parsedate_to_datetime(response["date"]) - datetime.now(UTC)
        return response, content


class _OnceConnection:
    """A connection whose silence is an error of the socket, which httplib2 passes on instead of sending again."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def getresponse(self) -> Any:
        try:
            return self._connection.getresponse()
        except http.client.HTTPException as err:
            self._connection.close()
            raise ConnectionResetError("the connection closed without an answer") from err


def _pause(attempt: int, retry_after: timedelta | None) -> timedelta:
    """1, 2, 4 seconds with as much again by chance, or what Google asks for if that is longer."""
    chosen = timedelta(seconds=2 ** (attempt - 1) * (1 + random.random()))  # noqa: S311  # spreads load, hides nothing
    return max(chosen, retry_after or timedelta())


def _refresh_error(err: RefreshError, account: str) -> SyncdError:
    """A lost sign-in, if Google says so (RFC 6749 section 5.2); anything else that went wrong may pass."""
    details = err.args[1] if len(err.args) > 1 and isinstance(err.args[1], dict) else {}
    reason = details.get("error")
    if err.retryable or not isinstance(reason, str):
        return TransientError("Google's sign-in service is out of order")
    if reason in {"invalid_client", "deleted_client", "unauthorized_client"}:
        return AuthError(
            "Google does not know your client any more; make a new Desktop client in Google's console, "
            f"then run: syncd auth {account}"
        )
    return AuthError(
        "the sign-in at Google has ended (revoked, unused for long, or older than 7 days while your client "
        f'is in "Testing"; publish it to production); run: syncd auth {account}'
    )


def _line_error(err: Exception, what: str) -> SyncdError:
    cause = err.args[0] if isinstance(err, TransportError) and err.args else err
    if isinstance(cause, httplib2.error.ProxiesUnavailableError):
        return ProviderError("http_proxy or https_proxy is set, and PySocks is not there; install it")
    if isinstance(cause, socks.ProxyError):
        return TransientError(f"the proxy named in https_proxy does not let us through ({cause})")
    return TransientError(f"Google cannot be reached ({what}: {cause or type(cause).__name__})")
