"""Which of a server's collections are calendars."""

from __future__ import annotations

import pytest

from syncd.core.model import Component
from syncd.providers.dav_discovery import ADDRESS_BOOKS, CALENDARS, collections_in
from syncd.providers.dav_xml import answers, parse


def listed(kinds, more="", service=CALENDARS):
    """The collections in an answer with one member of these resource types."""
    types = "".join(f"<{kind}/>" for kind in kinds)
    text = f"""<?xml version="1.0"?>
    <D:multistatus xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:A="urn:ietf:params:xml:ns:carddav"
     xmlns:S="http://calendarserver.org/ns/"><D:response><D:href>/dav/sam/personal/</D:href><D:propstat>
    <D:prop><D:resourcetype><D:collection/>{types}</D:resourcetype>{more}</D:prop><D:status>HTTP/1.1 200 OK</D:status>
    </D:propstat></D:response></D:multistatus>"""
    return list(collections_in(answers(parse(text.encode())), service))


@pytest.mark.parametrize(
    ("kinds", "is_calendar"),
    [
        (["C:calendar"], True),
        (["C:calendar", "C:schedule-outbox"], True),
        (["C:calendar", "C:schedule-inbox"], False),
        (["C:calendar", "S:subscribed"], False),
        (["C:schedule-outbox"], False),
        (["A:addressbook"], False),
        ([], False),
    ],
    ids=["calendar", "SOGo's main calendar", "inbox", "subscription", "outbox", "address book", "folder"],
)
def test_what_is_a_calendar(kinds, is_calendar):
    """Servers give a collection several types at once."""
    assert bool(listed(kinds)) is is_calendar


def test_an_address_book_is_one():
    """And it holds contacts."""
    (book,) = listed(["A:addressbook"], service=ADDRESS_BOOKS)
    assert book.components == {Component.VCARD}


def test_what_it_is_called_holds_and_allows_is_read():
    """A name that is not there is the last part of the address; rights that are not told are there."""
    (bare,) = listed(["C:calendar"])
    assert (bare.name, bare.writable, bare.components) == ("personal", True, {Component.VEVENT, Component.VTODO})
    more = (
        "<D:displayname>Work</D:displayname>"
        '<C:supported-calendar-component-set><C:comp name="VEVENT"/></C:supported-calendar-component-set>'
        "<D:current-user-privilege-set><D:privilege><D:read/></D:privilege></D:current-user-privilege-set>"
    )
    (read_only,) = listed(["C:calendar"], more)
    assert (read_only.name, read_only.writable, read_only.components) == ("Work", False, {Component.VEVENT})
