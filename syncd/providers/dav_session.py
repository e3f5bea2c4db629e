"""One user's HTTP session with a CalDAV and CardDAV server: sign-in, redirects, one retry, errors translated."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from caldav import DAVClient
from caldav.lib.error import DAVError, RateLimitError

from syncd import __version__
from syncd.core.vendors import registrable_domain
from syncd.errors import ConfigError, ProviderError, SyncdError, TransientError
from syncd.providers.dav_errors import classify, retry_after
from syncd.providers.dav_xml import parse, preconditions

for _talker in ("caldav", "niquests", "urllib3_future"):
    logging.getLogger(_talker).setLevel(logging.CRITICAL)  # they write what events say, at WARNING and above

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_SEARCHING = 5
"""A server that goes through ten thousand objects for a REPORT may take so many times as long (seen at Radicale)."""
_PATH = "/:@!$&'()*+,;=~"
_HEADERS = {
    "User-Agent": f"syncd/{__version__}",
    "Accept": "text/xml, application/xml, text/calendar, text/vcard, */*;q=0.1",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that was received; what it means is the caller's to say."""

    url: str
    """Where it came from, after redirects."""
    status: int
    headers: Mapping[str, str]
    body: bytes
    repeated: bool = False
    """The connection broke at the first attempt, which may have arrived nevertheless."""

    @property
    def text(self) -> str:
        """The body, with line ends as the server sent them."""
        return self.body.decode("utf-8", errors="replace")

    @property
    def etag(self) -> str | None:
        """The ETag, if it promises that nothing at all was changed (RFC 9110 section 8.8.1)."""
        etag = self.headers.get("ETag")
        return None if etag is None or etag.startswith("W/") else etag

    def error(self, where: str) -> SyncdError:
        """What a refusal means."""
        return classify(
            self.status,
            where=where,
            preconditions=preconditions(parse(self.body)),
            retry_after=retry_after(self.headers.get("Retry-After"), datetime.now(UTC)),
        )


class DavSession:
    """Requests to one server as one user.

    Args:
        url: Host, principal or collection: what discovery starts from.
        username: As the server knows the user.
        password: Called when the first request is made, and again after a refusal: a changed one needs no restart.
        timeout: Seconds to wait for an answer.
        ca_file: Certificate authority of a server of the user's own.

    Raises:
        ConfigError: The address would send the password in clear text over a network.
    """

    def __init__(
        self,
        *,
        url: str,
        username: str,
        password: Callable[[], str],
        timeout: float = 30,
        ca_file: Path | None = None,
    ) -> None:
        self.url = url if "://" in url else f"https://{url}"
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ConfigError(None, [f"{url}: is no address of a server (https://...)"])
        if not _is_private(self.url):
            raise ConfigError(None, [f"{url}: would send the password unprotected; use https://"])
        self.names_host_only = "://" not in url
        self._username = username
        self._password = password
        self._timeout = timeout
        self._ca_file = ca_file
        self._client: DAVClient | None = None

    @property
    def client(self) -> DAVClient:
        """The library's client with the user signed in; made at first use."""
        if self._client is None:
            self._client = DAVClient(
                url=self.url,
                username=self._username,
                password=self._password(),
                auth_type="basic",  # saves a refused request; other ways are taken up when the server names them
                timeout=self._timeout,
                ssl_verify_cert=str(self._ca_file) if self._ca_file else True,
                enable_rfc6764=False,
                headers=_HEADERS,
            )
            session = self._client.session
            session.request = partial(session.request, allow_redirects=False)  # it would turn PROPFIND into GET
        return self._client

    def request(self, method: str, url: str, *, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Reply:
        """One request; redirects are followed with method and body kept.

        A dropped connection is tried again once where that is harmless: reading, and writing under a condition.

        Raises:
            AuthError: The sign-in is refused.
            TransientError: No answer, or the server asks to wait.
            ProviderError: It cannot be reached safely.
        """
        headers = dict(headers or {})
        reply = self._send(method, url, body, headers)
        for _ in range(_MOST_REDIRECTS):
            if reply.status not in _REDIRECTS or "Location" not in reply.headers:
                break
            target = urljoin(reply.url, reply.headers["Location"])
            if not _may_follow(reply.url, target):
                raise ProviderError(f"{reply.url}: sends us on to {target}. If that is right, set it as `url`.")
            reply = self._send(method, target, body, headers)
        if reply.status == HTTPStatus.UNAUTHORIZED:
            self._client = None
            raise reply.error(reply.url)
        if reply.status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
            raise reply.error(reply.url)
        return reply

    def translated(self, err: DAVError | OSError, where: str) -> SyncdError:
        """What an error of the library means."""
        if isinstance(err, RateLimitError):
            wait = timedelta(seconds=err.retry_after_seconds) if err.retry_after_seconds else None
            return TransientError(f"{where}: the server asks to wait", retry_after=wait)
        if isinstance(err, DAVError):
            if err.status is not None:
                named = [each.rpartition("}")[2] for each in err.preconditions]
                return classify(err.status, where=where, preconditions=named)
            return ProviderError(f"{where}: the server's answer makes no sense ({type(err).__name__})")
        if type(err).__name__ == "SSLError":
            return ProviderError(
                f"{urlsplit(where).hostname}: its certificate is not trusted; for a server of your own set `ca_file`"
            )
        return TransientError(f"{urlsplit(where).hostname or where}: no answer ({type(err).__name__})")

    def _send(self, method: str, url: str, body: bytes, headers: dict[str, str]) -> Reply:
        if not _is_private(url):
            raise ProviderError(f"{url}: the password would be sent unprotected; use https://")
        conditional = {"If-Match", "If-None-Match"} & headers.keys()
        try:
            try:
                return self._once(method, url, body, headers)
            except OSError as err:
                if not _was_dropped(err) or not (method in _SAFE or conditional):
                    raise
                return replace(self._once(method, url, body, headers), repeated=True)
        except OSError as err:
            raise self.translated(err, url) from err

    def _once(self, method: str, url: str, body: bytes, headers: dict[str, str]) -> Reply:
        # not DAVClient.request: it takes a vCard for broken XML and logs it
        client = self.client
        response = self._exchange(client, method, url, body, headers)
        offered = client.extract_auth_types(response.headers.get("WWW-Authenticate", ""))
        if response.status_code == HTTPStatus.UNAUTHORIZED and offered and "basic" not in offered:
            client.build_auth_object(sorted(offered))
            response = self._exchange(client, method, url, body, headers)
        return Reply(url, int(response.status_code), response.headers, response.content or b"")

    @staticmethod
    def _exchange(client: DAVClient, method: str, url: str, body: bytes, headers: dict[str, str]) -> Any:
        return client.session.request(
            method,
            url,
            data=body or None,
            headers={**_HEADERS, **headers},
            auth=client.auth,
            timeout=(client.timeout, client.timeout * (_SEARCHING if method == "REPORT" else 1)),
            verify=client.ssl_verify_cert,
        )


def absolute(base: str, href: str) -> str:
    """The full address of an href, each character spelled one way only."""
    parts = urlsplit(urljoin(base, href))
    return urlunsplit((parts.scheme, parts.netloc, quote(unquote(parts.path), safe=_PATH), "", ""))


def address(base: str, path: str) -> str:
    """The full address of an unquoted path on the host of `base`."""
    parts = urlsplit(base)
    return urlunsplit((parts.scheme, parts.netloc, quote(path, safe=_PATH), "", ""))


def _was_dropped(err: OSError) -> bool:
    """The connection broke, as opposed to: it took too long, or was never trusted."""
    names = {each.__name__ for each in type(err).__mro__}
    return bool(names & {"ConnectionError", "ChunkedEncodingError"}) and not names & {"SSLError", "Timeout"}


def _is_private(url: str) -> bool:
    """Encrypted, or never leaves this machine."""
    parts = urlsplit(url)
    if parts.scheme == "https" or parts.hostname == "localhost":
        return True
    try:
        return ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False


def _may_follow(source: str, target: str) -> bool:
    """The password may go there: the same site, and not in clear text."""
    here, there = urlsplit(source), urlsplit(target)
    if not _is_private(target) or (here.scheme == "https" and there.scheme != "https"):
        return False
    site = registrable_domain(here.hostname or "")
    return here.hostname == there.hostname or (site is not None and site == registrable_domain(there.hostname or ""))
