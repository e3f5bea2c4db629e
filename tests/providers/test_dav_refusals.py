"""Refusals that are nobody's word on the object."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler

import pytest

from syncd.core.model import Component
from syncd.errors import ConflictError, ProviderError
from syncd.providers.base import Collection, Resource
from syncd.providers.dav_objects import ICALENDAR, DavObjects
from syncd.providers.dav_session import DavSession
from tests.providers.answering import Answering

EVENT = "BEGIN:VCALENDAR\nEND:VCALENDAR\n"
CUT_SHORT = """<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">
<d:response><d:href>/cal/1.ics</d:href><d:propstat><d:prop><d:getetag>"1"</d:getetag></d:prop>
<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>
<d:response><d:href>/cal/</d:href><d:status>HTTP/1.1 507 Insufficient Storage</d:status></d:response></d:multistatus>"""


class Unwilling(Answering, BaseHTTPRequestHandler):
    """Another program has locked its object, and it lists only some of what it has."""

    def do_PUT(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(423)

    def do_PROPFIND(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(207, CUT_SHORT)


@pytest.fixture
def place(serve):
    url = serve(Unwilling)
    objects = DavObjects(DavSession(url=url, username="sam", password=lambda: "x"), ICALENDAR)
    return objects, Collection(id=f"{url}cal/", name="Calendar", components=frozenset({Component.VEVENT}))


def test_a_locked_object_is_tried_again(place):
    """As a conflict it would be taken for the user's last word."""
    objects, calendar = place
    with pytest.raises(ProviderError, match="locked") as refused:
        objects.update(calendar, Resource(href="/cal/1.ics", etag='"1"', raw=EVENT), EVENT)
    assert not isinstance(refused.value, ConflictError)


def test_a_list_that_is_cut_short_says_nothing_of_the_rest(place):
    """Objects it does not name would be taken for deleted."""
    objects, calendar = place
    with pytest.raises(ProviderError, match="does not name all"):
        objects.etags(calendar)
