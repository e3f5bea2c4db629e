"""WebDAV's XML: requests are built, multistatus answers are read (RFC 4918, 4791, 6352)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree

DAV, CALDAV, CARDDAV = "DAV:", "urn:ietf:params:xml:ns:caldav", "urn:ietf:params:xml:ns:carddav"
CALENDARSERVER = "http://calendarserver.org/ns/"
_NAMESPACES = {"d": DAV, "c": CALDAV, "a": CARDDAV, "s": CALENDARSERVER}
_OK = 200


def name(short: str) -> str:
    """`d:href` -> lxml's full name of the element."""
    prefix, _, local = short.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


def element(short: str, *children: Any, text: str | None = None, **attributes: str) -> Any:
    """An element with its children."""
    made = etree.Element(name(short), {key.replace("_", "-"): value for key, value in attributes.items()}, _NAMESPACES)
    made.text = text
    made.extend(children)
    return made


def prop(*names: str) -> Any:
    """A DAV:prop that asks for these."""
    return element("d:prop", *(element(each) for each in names))


def to_bytes(root: Any) -> bytes:
    """The document."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def parse(body: bytes) -> Any | None:
    """The root element; None when the body is no XML.

    Entities are not resolved and nothing is fetched: the other side is not trusted.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


@dataclass(frozen=True, slots=True)
class Answer:
    """One DAV:response of a multistatus."""

    href: str
    status: int
    """Of the whole response; 200 where only properties have one."""
    found: dict[str, Any]
    """Properties by full name, those with status 200."""

    def text(self, short: str) -> str | None:
        """Text of a property."""
        value = self.found.get(name(short))
        return None if value is None else (value.text or "").strip()

    def holds(self, short: str, child: str) -> bool:
        """The property has this element in it."""
        value = self.found.get(name(short))
        return value is not None and value.find(f".//{name(child)}") is not None

    def hrefs(self, short: str) -> list[str]:
        """The DAV:hrefs in a property."""
        value = self.found.get(name(short))
        return [] if value is None else [each.text.strip() for each in value.iter(name("d:href")) if each.text]


def answers(root: Any | None) -> Iterator[Answer]:
    """The responses of a multistatus; none where there is none."""
    if root is None:
        return
    for response in root.iter(name("d:response")):
        href = (response.findtext(name("d:href")) or "").strip()
        whole = response.findtext(name("d:status"))
        found: dict[str, Any] = {}
        for propstat in response.findall(name("d:propstat")):
            if _status(propstat.findtext(name("d:status"))) == _OK:
                found |= {each.tag: each for each in propstat.iterfind(f"{name('d:prop')}/*")}
        yield Answer(href, _status(whole) if whole else _OK, found)


def preconditions(root: Any | None) -> list[str]:
    """Local names of the elements in a DAV:error (RFC 4918 section 16)."""
    if root is None or root.tag != name("d:error"):
        return []
    return [etree.QName(each).localname for each in root if isinstance(each.tag, str)]


def multiget(kind: str, data: str, hrefs: Iterable[str]) -> bytes:
    """A multiget REPORT: `kind` is the report's element, `data` the property that holds an object's text."""
    return to_bytes(element(kind, prop("d:getetag", data), *(element("d:href", text=href) for href in hrefs)))


def path_of(href: str) -> str:
    """The unquoted path of an href, however the server spelled it."""
    return unquote(urlsplit(href).path)


def _status(line: str | None) -> int:
    """`HTTP/1.1 404 Not Found` -> 404; a missing or odd one counts as 200."""
    parts = (line or "").split()
    return int(parts[1]) if len(parts) > 1 and parts[1].isdecimal() else _OK
