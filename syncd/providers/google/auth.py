"""What a sign-in at Google is made of: the user's own client, and the token that Google gave for it.

Both are files that only their owner reads. Neither the client's secret nor a token is ever shown or logged.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from google.oauth2.credentials import Credentials

from syncd.errors import AuthError, ConfigError, ProviderError
from syncd.providers.google.scopes import explain_missing, missing_scopes

_HOW = (
    'In Google\'s console (https://console.cloud.google.com/apis/credentials) choose "Create credentials", '
    '"OAuth client ID", application type "Desktop app", and download its JSON file.'
)
_WRONG_KINDS = {
    "web": "it belongs to a web application, which cannot sign in from this program",
    "authorized_user": "it is a saved sign-in, not a client",
    "service_account": "it is the key of a service account, which has calendars of its own and never sees yours",
    "external_account": "it is a workload identity, which never sees your calendar",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Client:
    """The user's own OAuth client ("Desktop app")."""

    client_id: str
    client_secret: str = field(repr=False)
    auth_uri: str
    token_uri: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """A finished sign-in."""

    client_id: str
    refresh_token: str = field(repr=False)
    access_token: str = field(repr=False)
    expires_at: datetime
    scopes: tuple[str, ...]
    """What the user granted, which may be less than was asked for."""
    signed_in_at: datetime | None = None
    """When the user approved; None in a sign-in kept by an early version."""


def is_loopback(host: str | None) -> bool:
    """It can only be this machine."""
    if host is None:
        return False
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def checked_endpoint(endpoint: str) -> str:
    """The `endpoint` setting without a final slash.

    Raises:
        ConfigError: It is no address, or would send tokens in the clear over a network.
    """
    parts = urlsplit(endpoint)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ConfigError(None, [f'endpoint: "{endpoint}" is no address; expected one such as http://127.0.0.1:8080'])
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ConfigError(
            None,
            [f"endpoint: {endpoint} would send your sign-in unencrypted; http is for this machine only, use https"],
        )
    return endpoint.rstrip("/")


def read_client(path: Path, endpoint: str | None = None) -> Client:
    """The client in a client_secret.json.

    Args:
        path: As downloaded from Google's console.
        endpoint: Where every request goes instead of to Google, the sign-in's own too.

    Raises:
        ConfigError: There is no such file, or it is of another kind; says which is needed and where to get it.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as err:
        raise ConfigError(path, [f"the client file cannot be read ({err.strerror}). {_HOW}"]) from err
    except ValueError as err:
        raise ConfigError(path, [f"it is not the JSON file that Google's console offers ({err}). {_HOW}"]) from err
    installed = content.get("installed") if isinstance(content, dict) else None
    if not isinstance(installed, dict):
        raise ConfigError(path, [f"{_kind(content)}. {_HOW}"])
    absent = [name for name in ("client_id", "client_secret") if not isinstance(installed.get(name), str)]
    if absent:
        raise ConfigError(path, [f"`{'`, `'.join(absent)}` is missing in it. {_HOW}"])
    auth_uri = str(installed.get("auth_uri", "https://accounts.google.com/o/oauth2/auth"))
    token_uri = str(installed.get("token_uri", "https://oauth2.googleapis.com/token"))
    return Client(
        client_id=installed["client_id"],
        client_secret=installed["client_secret"],
        auth_uri=_redirected(auth_uri, endpoint),
        token_uri=_redirected(token_uri, endpoint),
    )


def read_token(path: Path, client: Client, account: str) -> Token:
    """The sign-in that `write_token` kept.

    Raises:
        AuthError: There is none, it cannot be read, or another client made it.
    """
    mend = f"run: syncd auth {account}"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        token = Token(
            client_id=str(content["client_id"]),
            refresh_token=str(content["refresh_token"]),
            access_token=str(content["access_token"]),
            expires_at=datetime.fromisoformat(content["expires_at"]),
            scopes=tuple(map(str, content["scopes"])),
            signed_in_at=datetime.fromisoformat(content["signed_in_at"]) if content.get("signed_in_at") else None,
        )
    except FileNotFoundError as err:
        raise AuthError(f"{account} is not signed in at Google; {mend}") from err
    except OSError as err:
        raise AuthError(f"{path}: the sign-in cannot be read ({err.strerror}); mend its rights, or {mend}") from err
    except (ValueError, KeyError, TypeError) as err:
        raise AuthError(f"{path}: the kept sign-in is damaged; {mend}") from err
    if token.client_id != client.client_id:
        raise AuthError(f"{account} was signed in with another client_secret.json; {mend}")
    return token


def write_token(path: Path, token: Token) -> None:
    """Keep a sign-in: whole or not at all, for its owner alone.

    Raises:
        ProviderError: The file cannot be written.
    """
    signed_in_at = token.signed_in_at.isoformat() if token.signed_in_at else None
    content: dict[str, Any] = {
        **asdict(token),
        "expires_at": token.expires_at.isoformat(),
        "signed_in_at": signed_in_at,
    }
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as err:
        raise ProviderError(f"{path}: the sign-in cannot be kept there ({err.strerror})") from err
    try:
        with open(handle, "w", encoding="utf-8") as file:  # noqa: PTH123  # mkstemp gives a descriptor, made 0600
            json.dump(content, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError as err:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise ProviderError(f"{path}: the sign-in cannot be kept there ({err.strerror})") from err


def check_scopes(token: Token, needed: tuple[str, ...], account: str) -> None:
    """See that everything needed was granted.

    Raises:
        AuthError: Names what is missing, and what it is for.
    """
    missing = missing_scopes(needed, token.scopes)
    if missing:
        raise AuthError(
            f"the sign-in lacks {explain_missing(missing)}; run: syncd auth {account}, and leave every box ticked"
        )


def credentials_of(client: Client, token: Token) -> Credentials:
    """Credentials for one thread.

    Made by hand: `Credentials.from_authorized_user_info` puts Google's own address over `token_uri`.
    """
    return Credentials(
        token=token.access_token,
        refresh_token=token.refresh_token,
        token_uri=client.token_uri,
        client_id=client.client_id,
        client_secret=client.client_secret,
        scopes=None,  # with scopes, a refresh asks for them again and fails where one was withdrawn
        expiry=token.expires_at.astimezone(UTC).replace(tzinfo=None),
    )


def _kind(content: object) -> str:
    if not isinstance(content, Mapping):
        return "it is not the JSON file of an OAuth client"
    named = next((kind for kind in _WRONG_KINDS if kind in content), str(content.get("type", "")))
    return _WRONG_KINDS.get(named, "it is not the JSON file of an OAuth client")


def _redirected(uri: str, endpoint: str | None) -> str:
    """The same path at the endpoint."""
    if endpoint is None:
        return uri
    there, parts = urlsplit(checked_endpoint(endpoint)), urlsplit(uri)
    return urlunsplit((there.scheme, there.netloc, there.path + parts.path, parts.query, ""))
