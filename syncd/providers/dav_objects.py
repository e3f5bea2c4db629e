"""Reading and writing the objects of a WebDAV collection, calendar objects and contacts alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from itertools import islice

from syncd.errors import ConflictError, InvalidObjectError, ProviderError, SyncdError, TransientError
from syncd.formats.ical import actual_from_ical
from syncd.formats.vcard import contact_from_vcard
from syncd.providers.base import Collection, Resource, Unreadable
from syncd.providers.dav_discovery import XML, propfind
from syncd.providers.dav_errors import GONE
from syncd.providers.dav_session import DavSession, Reply, absolute, address
from syncd.providers.dav_xml import Answer, answers, element, multiget, parse, path_of, preconditions, prop, to_bytes

CHUNK = 100
"""Objects asked for in one request: a few hundred kilobytes, and progress to show."""


@dataclass(frozen=True, slots=True)
class Medium:
    """What an object is made of."""

    content_type: str
    multiget: str
    """Element of the REPORT that reads several."""
    data: str
    """Property that holds an object's text."""
    suffix: str
    meaning: Callable[[str], object]
    """Value of a text: equal for texts a server spelled differently."""


ICALENDAR = Medium("text/calendar; charset=utf-8", "c:calendar-multiget", "c:calendar-data", ".ics", actual_from_ical)
VCARD = Medium("text/vcard; charset=utf-8", "a:addressbook-multiget", "a:address-data", ".vcf", contact_from_vcard)


class DavObjects:
    """The objects of one kind in the user's collections; hrefs are unquoted paths."""

    def __init__(self, session: DavSession, medium: Medium) -> None:
        self._session = session
        self._medium = medium

    def etags(self, collection: Collection) -> dict[str, str]:
        """Every object of the collection; one that the server has trouble with is there, with an empty etag.

        Raises:
            SyncdError: The collection cannot be listed.
        """
        found = self._list(collection)
        if found is None:
            raise ProviderError(f"{collection.name}: it is not there any more")
        own = path_of(collection.id).rstrip("/")
        return {
            href: answer.text("d:getetag") or ""
            for answer in found
            if answer.status not in GONE
            and not answer.holds("d:resourcetype", "d:collection")
            and (href := path_of(answer.href)).rstrip("/") != own
        }

    def _list(self, collection: Collection) -> list[Answer] | None:
        """What is in the collection; None when it is gone (which Xandikos says inside an answer 207)."""
        own = path_of(collection.id).rstrip("/")
        found = list(propfind(self._session, collection.id, 1, "d:getetag", "d:resourcetype"))
        itself = {answer.status for answer in found if path_of(answer.href).rstrip("/") == own}
        if HTTPStatus.INSUFFICIENT_STORAGE in itself:  # what is not named is not gone (RFC 6578 section 3.6)
            raise ProviderError(f"{collection.name}: the server does not name all that is in it")
        return None if itself & GONE else found

    def read(self, collection: Collection, hrefs: Sequence[str]) -> Iterator[Resource | Unreadable]:
        """The objects, a hundred in a request; what vanished meanwhile is left out."""
        waiting = iter(hrefs)
        while chunk := list(islice(waiting, CHUNK)):
            yield from self._read_some(collection, chunk)

    def get(self, collection: Collection, href: str) -> Resource | None:
        """One object; None when it is gone.

        Raises:
            ProviderError: The server has it and cannot give it.
        """
        reply = self._session.request("GET", address(collection.id, href))
        if reply.status in GONE:
            return None
        if reply.status != HTTPStatus.OK:
            raise _refusal(reply, href)
        there = Resource(href=href, etag=reply.headers.get("ETag", ""), raw=reply.text)
        if reply.etag is None:  # weakened by a proxy that compresses: no If-Match will ever be true of it
            return self._multiget(collection, [href])[0].get(href, there)
        return there

    def create(self, collection: Collection, uid: str, text: str) -> Resource:
        """Write a new object.

        Raises:
            ConflictError: It is there already.
        """
        href = f"{path_of(collection.id).rstrip('/')}/{uid}{self._medium.suffix}"
        return self._put(collection, href, text, {"If-None-Match": "*"})

    def update(self, collection: Collection, resource: Resource, text: str) -> Resource:
        """Write over an object that is as it was read.

        Raises:
            ConflictError: It is not.
        """
        return self._put(collection, resource.href, text, {"If-Match": resource.etag})

    def delete(self, collection: Collection, resource: Resource) -> None:
        """Remove an object that is as it was read, or is gone already.

        Raises:
            ConflictError: It was changed.
        """
        # Schedule-Reply (RFC 6638 section 8.1): no server may tell anybody that the user declines
        headers = {"If-Match": resource.etag, "Schedule-Reply": "F"}
        reply = self._session.request("DELETE", address(collection.id, resource.href), headers=headers)
        if reply.status < HTTPStatus.MULTIPLE_CHOICES or reply.status in GONE:
            return
        if reply.status == HTTPStatus.PRECONDITION_FAILED and self.get(collection, resource.href) is None:
            return
        raise _refusal(reply, resource.href)

    def discard(self, collection: Collection) -> None:
        """Remove the collection itself, if there is nothing in it.

        Raises:
            ProviderError: There is something in it.
        """
        body = to_bytes(element("d:propfind", prop("d:resourcetype")))
        if self._session.request("PROPFIND", collection.id, body=body, headers={"Depth": "0", **XML}).status in GONE:
            return
        if self._list(collection) is None:
            return
        if self.etags(collection):
            raise ProviderError(f"{collection.name}: it is not empty")
        reply = self._session.request("DELETE", collection.id, headers={"Schedule-Reply": "F"})
        if reply.status >= HTTPStatus.MULTIPLE_CHOICES and reply.status not in GONE:
            raise reply.error(collection.name)

    def _put(self, collection: Collection, href: str, text: str, condition: dict[str, str]) -> Resource:
        headers = {"Content-Type": self._medium.content_type, **condition}
        reply = self._session.request("PUT", address(collection.id, href), body=text.encode(), headers=headers)
        if reply.status in GONE and "If-Match" in condition:
            raise ConflictError(f"{href}: it was removed by somebody else")
        if reply.status >= HTTPStatus.MULTIPLE_CHOICES:
            refusal = _refusal(reply, href)
            there = self.get(collection, href) if reply.repeated and isinstance(refusal, ConflictError) else None
            if there is not None and self._says_the_same(there.raw, text):
                return there  # the first attempt arrived, only its answer was lost
            if self._is_unexplained(reply) and self.get(collection, href) is None:
                raise ProviderError(f"{href}: the server refuses it and does not say why (status 409)")
            raise refusal
        if reply.etag is not None:
            return Resource(href=href, etag=reply.etag, raw=text)
        there = self.get(collection, href)  # no ETag: the server keeps something else than was sent (RFC 4791, 5.3.4)
        if there is None:
            raise ConflictError(f"{href}: it was removed by somebody else")
        return there

    @staticmethod
    def _is_unexplained(reply: Reply) -> bool:
        """A conflict with nobody knows what: taken for the user's hand, it would be the last word on the object."""
        return reply.status == HTTPStatus.CONFLICT and not preconditions(parse(reply.body))

    def _says_the_same(self, there: str, sent: str) -> bool:
        try:
            return self._medium.meaning(there) == self._medium.meaning(sent)
        except InvalidObjectError:
            return False

    def _read_some(self, collection: Collection, hrefs: Sequence[str]) -> Iterator[Resource | Unreadable]:
        found, gone = self._multiget(collection, hrefs)
        yield from found.values()
        missing = [href for href in hrefs if href not in found and href not in gone]
        unreadable: list[Unreadable] = []
        for href in missing:  # one by one: an object that makes the server stumble must not hide the others
            try:
                there = self.get(collection, href)
            except ProviderError as err:
                unreadable.append(Unreadable(href=href, etag="", why=str(err)))
            else:
                if there is not None:
                    yield there
        if len(unreadable) == len(hrefs) > 1:
            raise TransientError(f"{collection.name}: the server gives none of its objects ({unreadable[0].why})")
        yield from unreadable

    def _multiget(self, collection: Collection, hrefs: Sequence[str]) -> tuple[dict[str, Resource], set[str]]:
        """What one REPORT gives, and which are gone; of the rest it says nothing."""
        paths = [address("", href) for href in hrefs]
        body = multiget(self._medium.multiget, self._medium.data, paths)
        reply = self._session.request("REPORT", collection.id, body=body, headers={"Depth": "1", **XML})
        root = parse(reply.body) if reply.status == HTTPStatus.MULTI_STATUS else None
        found: dict[str, Resource] = {}
        gone: set[str] = set()
        for answer in answers(root):
            href = path_of(absolute(reply.url, answer.href))
            raw, etag = answer.text(self._medium.data), answer.text("d:getetag")
            if raw and etag:
                found[href] = Resource(href=href, etag=etag, raw=raw + "\n")
            elif answer.status in GONE:
                gone.add(href)
        return {href: found[href] for href in hrefs if href in found}, gone


def _refusal(reply: Reply, href: str) -> SyncdError:
    """Why one object is refused; a server that fails on it alone is no reason to leave the others waiting."""
    if reply.status == HTTPStatus.LOCKED:
        return ProviderError(f"{href}: another program has locked it; the next pass tries again")
    if reply.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        return ProviderError(f"{href}: the server fails on it (status 500)")
    return reply.error(href)
