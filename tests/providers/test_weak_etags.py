"""A server behind a proxy that compresses what passes, and so weakens the ETags of what it gives."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler

from syncd.core.model import Component
from syncd.providers.base import Collection
from syncd.providers.dav_objects import ICALENDAR, DavObjects
from syncd.providers.dav_session import DavSession
from tests.providers.answering import Answering

EVENT = "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART:20261201T090000Z\nEND:VEVENT\nEND:VCALENDAR\n"
HREF = "/cal/1.ics"
REPORT = f"""<?xml version="1.0"?>
<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:response><d:href>{HREF}</d:href><d:propstat>
<d:prop><d:getetag>"%s"</d:getetag><c:calendar-data>{EVENT}</c:calendar-data></d:prop><d:status>HTTP/1.1 200 OK</d:status>
</d:propstat></d:response></d:multistatus>"""


class Weakened(Answering, BaseHTTPRequestHandler):
    """One object; a PUT is let through when If-Match is its ETag, and answered without one."""

    version = 1

    def do_GET(self):
        self.answer(200, EVENT, ETag=f'W/"{self.version}"')

    def do_REPORT(self):
        self.answer(207, REPORT % self.version)

    def do_PUT(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        fits = self.headers["If-Match"] == f'"{self.version}"'
        type(self).version += fits
        self.answer(204 if fits else 412)


def test_what_was_read_can_be_written_over(serve):
    """Twice: the answer to the first has no ETag, and what is read then is weakened as well."""
    url = serve(Weakened)
    objects = DavObjects(DavSession(url=url, username="sam", password=lambda: "x"), ICALENDAR)
    calendar = Collection(id=f"{url}cal/", name="Calendar", components=frozenset({Component.VEVENT}))
    read = objects.get(calendar, HREF)
    once = objects.update(calendar, read, EVENT)
    twice = objects.update(calendar, once, EVENT)
    assert (read.etag, once.etag, twice.etag) == ('"1"', '"2"', '"3"')
