"""From a host, a principal or a collection to the user's calendars and address books (RFC 6764, 4791, 6352)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin, urlsplit

from caldav.discovery import discover_service

from syncd.core.model import Component
from syncd.errors import AuthError, ProviderError, SyncdError, TransientError
from syncd.providers.base import Collection
from syncd.providers.dav_session import DavSession, absolute
from syncd.providers.dav_xml import Answer, answers, element, name, parse, path_of, prop, to_bytes

_WRITING = frozenset({name(f"d:{right}") for right in ("all", "write", "write-content", "bind")})
_NOT_CALENDARS = ("c:schedule-inbox", "s:subscribed")
"""Types of what looks like a calendar and is none. No outbox is a calendar, save SOGo's: there it is the main one."""


@dataclass(frozen=True, slots=True)
class Service:
    """What is looked for."""

    name: str
    """As in RFC 6764: caldav or carddav."""
    home_set: str
    collection: str
    """Element of DAV:resourcetype."""


CALENDARS = Service("caldav", "c:calendar-home-set", "c:calendar")
ADDRESS_BOOKS = Service("carddav", "a:addressbook-home-set", "a:addressbook")


XML = {"Content-Type": "application/xml; charset=utf-8"}


def propfind(session: DavSession, url: str, depth: int, *names: str) -> list[Answer]:
    """The properties of a resource, or of it and its members; each href as a full address.

    Raises:
        SyncdError: The server refuses, or answers with something else.
    """
    body = to_bytes(element("d:propfind", prop(*names)))
    reply = session.request("PROPFIND", url, body=body, headers={"Depth": str(depth), **XML})
    if reply.status >= HTTPStatus.MULTIPLE_CHOICES:
        raise reply.error(url)
    root = parse(reply.body)
    if reply.status != HTTPStatus.MULTI_STATUS or root is None:
        raise ProviderError(f"{url}: this is no WebDAV server, or its answer is broken. Is the address right?")
    return [Answer(absolute(reply.url, answer.href), answer.status, answer.found) for answer in answers(root)]


class Places:
    """Where a user's calendars or address books are; found at the first question and remembered."""

    def __init__(self, session: DavSession, service: Service) -> None:
        self._session = session
        self._service = service
        self._homes: list[str] = []

    def homes(self) -> list[str]:
        """Addresses of the collections that hold them, or of the one there is; never empty.

        Raises:
            SyncdError: Nothing that speaks WebDAV was found.
        """
        if not self._homes:
            self._homes = _find_homes(self._session, self._service)
        return self._homes

    def collections(self) -> list[Collection]:
        """The calendars or address books there are now.

        Raises:
            SyncdError: They cannot be listed.
        """
        try:
            return [each for home in self.homes() for each in _collections(self._session, self._service, home)]
        except ProviderError:
            self._homes = []  # a server that moved is looked for again next time
            raise


def _find_homes(session: DavSession, service: Service) -> list[str]:
    first: SyncdError | None = None
    away: set[str | None] = set()
    for url in _starts(session, service):
        host = urlsplit(url).hostname
        if host in away:
            continue
        try:
            found = _homes_from(session, url, service)
        except AuthError:
            raise
        except SyncdError as err:
            first = first or err
            if isinstance(err, TransientError):
                away.add(host)
            continue
        if found:
            return found
    what = "calendars" if service is CALENDARS else "address books"
    raise first or ProviderError(f"{session.url}: the server names no {what} of this user. Is the address right?")


def _collections(session: DavSession, service: Service, home: str) -> Iterator[Collection]:
    """The calendars or address books in a home, or the one that `home` itself is."""
    asked = (
        "d:resourcetype",
        "d:displayname",
        "d:current-user-privilege-set",
        "c:supported-calendar-component-set",
    )
    return collections_in(propfind(session, home, 1, *asked), service)


def collections_in(found: Iterable[Answer], service: Service) -> Iterator[Collection]:
    """The calendars or address books among the answers of a server."""
    for answer in found:
        if not answer.holds("d:resourcetype", service.collection):
            continue
        if any(answer.holds("d:resourcetype", other) for other in _NOT_CALENDARS):
            continue
        yield Collection(
            id=answer.href,
            name=answer.text("d:displayname") or path_of(answer.href).rstrip("/").rpartition("/")[2],
            components=_components(answer, service),
            writable=_writable(answer.found.get(name("d:current-user-privilege-set"))),
        )


def _starts(session: DavSession, service: Service) -> Iterator[str]:
    """Where the search may begin, most likely first."""
    if not session.names_host_only:
        yield session.url
    yield urljoin(session.url, f"/.well-known/{service.name}")
    yield urljoin(session.url, "/")
    if session.names_host_only:
        found = discover_service(urlsplit(session.url).hostname or "", service.name)
        if found is not None:
            yield found.url


def _homes_from(session: DavSession, url: str, service: Service) -> list[str] | None:
    """The home sets by way of the principal; None where this address leads nowhere."""
    asked = ("d:current-user-principal", service.home_set, "d:resourcetype")
    for answer in propfind(session, url, 0, *asked):
        if found := answer.hrefs(service.home_set):
            return [absolute(answer.href, href) for href in found]
        for principal in answer.hrefs("d:current-user-principal"):
            place = absolute(answer.href, principal)
            for whose in propfind(session, place, 0, service.home_set):
                if found := whose.hrefs(service.home_set):
                    return [absolute(whose.href, href) for href in found]
        if answer.holds("d:resourcetype", service.collection):
            return [answer.href]
    return None


def _components(answer: Answer, service: Service) -> frozenset[Component]:
    if service is ADDRESS_BOOKS:
        return frozenset({Component.VCARD})
    both = frozenset({Component.VEVENT, Component.VTODO})
    given: Any = answer.found.get(name("c:supported-calendar-component-set"))
    if given is None:
        return both  # RFC 4791 section 5.2.3: absent means all
    named = {each.get("name", "").upper() for each in given.iter(name("c:comp"))}
    return frozenset(component for component in both if component.value in named)


def _writable(privileges: Any | None) -> bool:
    """Unless the server says otherwise."""
    if privileges is None or len(privileges) == 0:
        return True
    return any(each.tag in _WRITING for each in privileges.iter())
