"""Address books on a CardDAV server (RFC 6352), over the same session as calendars."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from syncd.core.model import ActualContact, Contact
from syncd.errors import ConflictError
from syncd.formats.vcard import to_vcard
from syncd.providers.base import Collection, Resource, Unreadable
from syncd.providers.dav_discovery import ADDRESS_BOOKS, XML, Places
from syncd.providers.dav_objects import VCARD, DavObjects
from syncd.providers.dav_session import DavSession, absolute
from syncd.providers.dav_xml import answers, element, parse, path_of, prop, to_bytes
from syncd.providers.decode import bears_name, decode_contact


class CarddavContacts:
    """A ContactProvider over a CardDAV server; nothing is asked of the server before the first call.

    Args:
        url: Host, principal or address book: what discovery starts from.
        username: As the server knows the user.
        password: Called when the first request is made.
        timeout: Seconds to wait for an answer.
        ca_file: Certificate authority of a server of the user's own.

    Raises:
        ConfigError: The address is none, or would send the password unprotected over a network.
    """

    def __init__(
        self,
        *,
        url: str,
        username: str,
        password: Callable[[], str],
        timeout: float = 30.0,
        ca_file: Path | None = None,
    ) -> None:
        self._session = DavSession(url=url, username=username, password=password, timeout=timeout, ca_file=ca_file)
        self._places = Places(self._session, ADDRESS_BOOKS)
        self._objects = DavObjects(self._session, VCARD)

    def address_books(self) -> Sequence[Collection]:
        """Every address book of the user."""
        return self._places.collections()

    def find(self, book: Collection, emails: Sequence[str], names: Sequence[str]) -> Sequence[Resource]:
        """Ask for what contains an address or name, and take what is equal to one, case-folded."""
        tests = [("EMAIL", email) for email in emails if email] + [("FN", name) for name in names if name]
        if not tests:
            return []
        hrefs = self._matching(book, tests)
        found = self.list(book) if hrefs is None else self._objects.read(book, hrefs)
        return [each for each in found if isinstance(each, Resource) and bears_name(each, emails, names)]

    def list(self, book: Collection) -> Iterator[Resource | Unreadable]:
        """All contacts, a hundred in a request."""
        return self._objects.read(book, list(self._objects.etags(book)))

    def get(self, book: Collection, href: str) -> Resource | None:
        """One contact."""
        return self._objects.get(book, href)

    def decode(self, resource: Resource) -> ActualContact:
        """Parse the vCard."""
        return decode_contact(resource)

    def create(self, book: Collection, contact: Contact) -> Resource:
        """PUT with If-None-Match; servers that keep twins of a UID are asked for one first."""
        if self._matching(book, [("UID", contact.uid)]):
            raise ConflictError(f"{contact.uid} is in the address book already")
        return self._objects.create(book, contact.uid, to_vcard(contact, stamp=datetime.now(UTC)))

    def update(self, book: Collection, resource: Resource, contact: Contact) -> Resource:
        """PUT with If-Match."""
        text = to_vcard(contact, stamp=datetime.now(UTC), base=resource.raw)
        return self._objects.update(book, resource, text)

    def delete(self, book: Collection, resource: Resource) -> None:
        """DELETE with If-Match."""
        self._objects.delete(book, resource)

    def _matching(self, book: Collection, tests: Sequence[tuple[str, str]]) -> Sequence[str] | None:
        """Hrefs of contacts in which a property contains a text (RFC 6352 section 8.6); None: the server cannot say."""
        filters = (
            element(
                "a:prop-filter",
                element("a:text-match", text=text, collation="i;unicode-casemap", match_type="contains"),
                name=property_name,
            )
            for property_name, text in tests
        )
        body = to_bytes(element("a:addressbook-query", prop("d:getetag"), element("a:filter", *filters, test="anyof")))
        reply = self._session.request("REPORT", book.id, body=body, headers={"Depth": "1", **XML})
        root = parse(reply.body) if reply.status == HTTPStatus.MULTI_STATUS else None
        if root is None:
            return None
        return [path_of(absolute(reply.url, answer.href)) for answer in answers(root) if answer.found]
