"""Signing in: the user approves in a browser, on whatever machine it runs.

Google sends the browser to http://localhost afterwards. Where that is this machine, a server of one page can take the
answer; elsewhere the browser shows an error, and the address it failed at is the answer, to be pasted. Codes are bound
to this run by PKCE (RFC 7636) and state (RFC 6749 section 10.12).
"""

from __future__ import annotations

import contextlib
import os
import secrets
import threading
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from time import monotonic
from urllib.parse import parse_qs, urlsplit

import requests
from google_auth_oauthlib.flow import Flow
from oauthlib.oauth2 import OAuth2Error  # type: ignore[import-untyped]  # ships no types

from syncd.errors import AuthError, TransientError
from syncd.providers.google.auth import Client, Token, is_loopback

_PAGE = "<!doctype html><meta charset=utf-8><title>syncd</title><p>{}</p>"
_ASK_AGAIN = "run the command again and use the address it prints this time"


class MispastedError(AuthError):
    """What was pasted is no answer at all; the attempt still stands."""


class SignIn:
    """One attempt to sign in."""

    def __init__(self, client: Client, scopes: Sequence[str], *, port: int | None = None) -> None:
        """Prepare it.

        Args:
            client: The user's own client.
            scopes: What to ask for.
            port: Of the server that takes the answer; any free-looking one when the answer is pasted.
        """
        self._client = client
        self._scopes = tuple(scopes)
        self._flow = Flow.from_client_config(
            {
                "installed": {
                    "client_id": client.client_id,
                    "client_secret": client.client_secret,
                    "auth_uri": client.auth_uri,
                    "token_uri": client.token_uri,
                }
            },
            list(scopes),
            redirect_uri=f"http://localhost:{port or 49152 + secrets.randbelow(16000)}/",
            autogenerate_code_verifier=True,
        )
        # Without consent shown Google gives no refresh token the second time.
        with _oauthlib_settings(client):
            self.url, self._state = self._flow.authorization_url(access_type="offline", prompt="consent")

    def finish(self, answer: str, now: datetime) -> Token:
        """The token for the address the browser was sent to.

        Args:
            answer: What the user pasted: `http://localhost:50123/?state=...&code=...`.
            now: To know when the token runs out, where Google says only for how long it holds.

        Raises:
            MispastedError: It is no answer.
            AuthError: The answer is not one to this attempt, the user refused, or Google did.
            TransientError: Google cannot be reached.
        """
        fields = parse_qs(urlsplit("".join(answer.split())).query)
        if "error" in fields:
            why = "you did not allow it" if fields["error"] == ["access_denied"] else fields["error"][0]
            raise AuthError(f"Google gave no access: {why}; {_ASK_AGAIN}")
        if "code" not in fields or "state" not in fields:
            raise MispastedError(
                "that is not the address the browser ended at: it begins with http://localhost and holds "
                "`state=` and `code=`. Copy all of it from the address bar, though the page shows an error."
            )
        if fields["state"] != [self._state]:
            raise AuthError(f"that answer belongs to an earlier attempt; {_ASK_AGAIN}")
        try:
            with _oauthlib_settings(self._client):
                given = self._flow.fetch_token(code=fields["code"][0])
        except OAuth2Error as err:
            raise AuthError(f"Google did not accept the answer ({err.error}); {_ASK_AGAIN}") from err
        except requests.RequestException as err:
            raise TransientError(f"Google cannot be reached to finish the sign-in ({type(err).__name__})") from err
        if not given.get("refresh_token"):
            raise AuthError(
                "Google gave no lasting access; remove syncd at https://myaccount.google.com/connections, "
                "then run the command again"
            )
        scopes = given.get("scope") or self._scopes  # left out where all was granted (RFC 6749 section 5.1)
        return Token(
            client_id=self._client.client_id,
            refresh_token=given["refresh_token"],
            access_token=given["access_token"],
            expires_at=now.astimezone(UTC) + timedelta(seconds=int(given.get("expires_in", 3599))),
            scopes=tuple(scopes.split() if isinstance(scopes, str) else scopes),
            signed_in_at=now.astimezone(UTC),
        )


def sign_in_by_browser(
    client: Client,
    scopes: Sequence[str],
    now: Callable[[], datetime],
    *,
    open_browser: Callable[[str], bool] = webbrowser.open,
    patience: timedelta = timedelta(minutes=5),
) -> Token:
    """Open the browser on this machine and wait for it to come back.

    Requests that are no answer (a favicon, a scan of ports) do not end the wait.

    Raises:
        AuthError: There is no browser, nobody answered in time, or what `SignIn.finish` raises.
        TransientError: Google cannot be reached.
    """
    with _AnswerServer(("127.0.0.1", 0), _AnswerPage) as server:
        attempt = SignIn(client, scopes, port=server.server_port)
        opened: list[bool] = []  # a browser of the terminal does not return before it has its page
        threading.Thread(target=lambda: opened.append(open_browser(attempt.url)), daemon=True).start()
        server.timeout = 0.2
        deadline = monotonic() + patience.total_seconds()
        while server.answer is None:
            if opened == [False]:
                raise AuthError("no browser can be opened here; run the command without --browser")
            if monotonic() > deadline:
                raise AuthError("nobody answered in the browser; run the command again")
            server.handle_request()
        return attempt.finish(server.answer, now())


class _AnswerServer(HTTPServer):
    """Waits for the browser to come back."""

    answer: str | None = None


class _AnswerPage(BaseHTTPRequestHandler):
    server: _AnswerServer

    def do_GET(self) -> None:
        fields = parse_qs(urlsplit(self.path).query)
        if "state" in fields and ("code" in fields or "error" in fields):
            self.server.answer = f"http://localhost{self.path}"
            text, status = "syncd has its answer. You can close this page.", 200
        else:
            text, status = "There is nothing here.", 404
        body = _PAGE.format(text).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name
        """Say nothing: the path holds the code."""


@contextlib.contextmanager
def _oauthlib_settings(client: Client) -> Iterator[None]:
    """Two of oauthlib's rules are switched off: unticked scopes are no error here, and loopback may be plain http."""
    wanted = {"OAUTHLIB_RELAX_TOKEN_SCOPE": "1"}
    if is_loopback(urlsplit(client.token_uri).hostname):
        wanted["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
