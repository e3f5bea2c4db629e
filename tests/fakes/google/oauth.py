"""Signing in at Google: consent, token, refresh, revoke.

Shapes and errors: https://developers.google.com/identity/protocols/oauth2/native-app , RFC 6749
section 5.2, RFC 7636 (PKCE).
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.fakes.google.clock import Clock
from tests.fakes.google.schema import Json

CLIENT_ID = "1234567890-syncdtests.apps.googleusercontent.com"
CLIENT_SECRET = "GOCSPX-not-a-secret"
_LIFETIME = timedelta(seconds=3599)


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What a user allowed a client."""

    client_id: str
    scopes: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class IssuedToken:
    """A finished sign-in, as a client would have saved it."""

    access_token: str
    refresh_token: str
    client_id: str
    client_secret: str
    token_uri: str
    scopes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Access:
    grant: Grant
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class _Code:
    grant: Grant
    redirect_uri: str
    challenge: str | None
    offline: bool


@dataclass(frozen=True, kw_only=True)
class OAuthAnswer:
    """An answer of an OAuth endpoint: JSON, or a redirect."""

    status: int
    body: Json | None = None
    location: str | None = None


def _error(status: int, error: str, description: str) -> OAuthAnswer:
    return OAuthAnswer(status=status, body={"error": error, "error_description": description})


@dataclass(kw_only=True)
class OAuth:
    """The accounts.google.com of the fake."""

    clock: Clock
    denies_consent: bool = False
    """The user presses Cancel."""
    unticked: frozenset[str] = frozenset()
    """Scopes the user unticks on the consent screen."""
    _access: dict[str, _Access] = field(default_factory=dict)
    _refresh: dict[str, Grant] = field(default_factory=dict)
    _codes: dict[str, _Code] = field(default_factory=dict)
    _consented: set[str] = field(default_factory=set)

    def grant_of(self, access_token: str) -> Grant | None:
        """Return what a bearer may do, None when Google would answer 401."""
        access = self._access.get(access_token)
        if access is None or access.expires_at <= self.clock.now():
            return None
        return access.grant

    def issue(self, scopes: Iterable[str], base_url: str) -> IssuedToken:
        """Return a sign-in for `scopes` without the walk through the browser."""
        wanted = tuple(scopes)
        grant = Grant(client_id=CLIENT_ID, scopes=frozenset(wanted))
        return IssuedToken(
            access_token=self._new_access(grant),
            refresh_token=self._new_refresh(grant),
            client_id=CLIENT_ID,
            client_secret=CLIENT_SECRET,
            token_uri=f"{base_url}/token",
            scopes=wanted,
        )

    def expire_access_tokens(self) -> None:
        """Make every access token stale; refresh tokens still work."""
        for token, access in self._access.items():
            self._access[token] = replace(access, expires_at=self.clock.now())

    def revoke_everything(self) -> None:
        """Do what the user does under "Third-party apps with account access"."""
        self._access.clear()
        self._refresh.clear()
        self._codes.clear()

    def authorize(self, query: Mapping[str, list[str]]) -> OAuthAnswer:
        """Answer the consent page, where this user says yes at once."""
        asked = {name: values[0] for name, values in query.items()}
        if asked.get("client_id") != CLIENT_ID:
            return _error(401, "invalid_client", "The OAuth client was not found.")
        redirect_uri = asked.get("redirect_uri", "")
        where = urlsplit(redirect_uri)
        # Loopback stays for desktop apps, the copied code is gone:
        # https://developers.google.com/identity/protocols/oauth2/resources/oob-migration
        if where.scheme != "http" or where.hostname not in {"localhost", "127.0.0.1", "::1"}:
            return _error(400, "redirect_uri_mismatch", redirect_uri)
        if asked.get("response_type") != "code" or not asked.get("scope"):
            return _error(400, "invalid_request", "Missing required parameter")
        back = {"state": asked["state"]} if "state" in asked else {}
        if self.denies_consent:
            return _redirect(redirect_uri, {"error": "access_denied", **back})
        if asked.get("code_challenge") and asked.get("code_challenge_method") != "S256":
            return _error(400, "invalid_request", "code_challenge_method: only S256 here")
        granted = frozenset(asked["scope"].split()) - self.unticked
        # No refresh token unless the screen is shown: https://github.com/pdobsan/oama/issues/36
        shown = asked.get("prompt") == "consent" or CLIENT_ID not in self._consented
        self._consented.add(CLIENT_ID)
        code = "4/" + secrets.token_urlsafe(24)
        self._codes[code] = _Code(
            grant=Grant(client_id=CLIENT_ID, scopes=granted),
            redirect_uri=redirect_uri,
            challenge=asked.get("code_challenge"),
            offline=asked.get("access_type") == "offline" and shown,
        )
        return _redirect(redirect_uri, {**back, "code": code, "scope": " ".join(sorted(granted))})

    def token(self, form: Mapping[str, list[str]], authorization: str) -> OAuthAnswer:
        """Answer the token endpoint."""
        sent = {name: values[0] for name, values in form.items()}
        if not _is_client(sent, authorization):
            return _error(401, "invalid_client", "Unauthorized")
        match sent.get("grant_type"):
            case "authorization_code":
                return self._redeem(sent)
            case "refresh_token":
                grant = self._refresh.get(sent.get("refresh_token", ""))
                if grant is None:
                    return _error(400, "invalid_grant", "Token has been expired or revoked.")
                return OAuthAnswer(status=200, body=self._token_body(grant))
            case other:
                return _error(400, "unsupported_grant_type", f"Invalid grant_type: {other}")

    def revoke(self, form: Mapping[str, list[str]]) -> OAuthAnswer:
        """Answer the revocation endpoint: both kinds of token end the whole grant."""
        token = form.get("token", [""])[0]
        access = self._access.get(token)
        grant = access.grant if access else self._refresh.get(token)
        if grant is None:
            return _error(400, "invalid_token", "Token expired or revoked")
        self._access = {name: a for name, a in self._access.items() if a.grant != grant}
        self._refresh = {name: g for name, g in self._refresh.items() if g != grant}
        return OAuthAnswer(status=200, body={})

    def _redeem(self, sent: Mapping[str, str]) -> OAuthAnswer:
        code = self._codes.pop(sent.get("code", ""), None)
        if code is None:
            return _error(400, "invalid_grant", "Malformed auth code.")
        if sent.get("redirect_uri") != code.redirect_uri:
            return _error(400, "redirect_uri_mismatch", "Bad Request")
        if code.challenge is not None and _s256(sent.get("code_verifier", "")) != code.challenge:
            return _error(400, "invalid_grant", "Invalid code verifier.")
        body = self._token_body(code.grant)
        if code.offline:
            body["refresh_token"] = self._new_refresh(code.grant)
        return OAuthAnswer(status=200, body=body)

    def _token_body(self, grant: Grant) -> Json:
        return {
            "access_token": self._new_access(grant),
            "expires_in": int(_LIFETIME.total_seconds()),
            "scope": " ".join(sorted(grant.scopes)),
            "token_type": "Bearer",
        }

    def _new_access(self, grant: Grant) -> str:
        token = "ya29." + secrets.token_urlsafe(24)
        self._access[token] = _Access(grant=grant, expires_at=self.clock.now() + _LIFETIME)
        return token

    def _new_refresh(self, grant: Grant) -> str:
        token = "1//" + secrets.token_urlsafe(24)
        self._refresh[token] = grant
        return token


def parse_form(raw: bytes) -> dict[str, list[str]]:
    """Return the fields of an `application/x-www-form-urlencoded` body."""
    return parse_qs(raw.decode("ascii", "replace"), keep_blank_values=True)


def _redirect(redirect_uri: str, query: Mapping[str, str]) -> OAuthAnswer:
    separator = "&" if urlsplit(redirect_uri).query else "?"
    return OAuthAnswer(status=302, location=redirect_uri + separator + urlencode(query))


def _s256(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _is_client(sent: Mapping[str, str], authorization: str) -> bool:
    client_id, secret = sent.get("client_id", ""), sent.get("client_secret", "")
    if authorization.startswith("Basic "):
        try:
            client_id, _, secret = base64.b64decode(authorization[6:]).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return False
    return client_id == CLIENT_ID and hmac.compare_digest(secret, CLIENT_SECRET)
