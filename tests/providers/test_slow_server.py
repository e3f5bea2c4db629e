"""A server that takes its time."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler

import pytest

from syncd.errors import TransientError
from syncd.providers.dav_session import DavSession
from tests.providers.answering import Answering

TIMEOUT = 0.2


class Slow(Answering, BaseHTTPRequestHandler):
    """Answers everything, twice as late as is waited for."""

    def do_GET(self):
        time.sleep(2 * TIMEOUT)
        self.answer(207)

    do_REPORT = do_GET  # noqa: N815  # the same


@pytest.fixture
def session(serve):
    return DavSession(url=serve(Slow), username="sam", password=lambda: "x", timeout=TIMEOUT)


def test_a_search_through_everything_may_take_longer(session):
    """A server that looks at ten thousand events for the first time would else never be read to the end."""
    assert session.request("REPORT", session.url).status == 207


def test_a_single_object_may_not(session):
    """It is the server that is away."""
    with pytest.raises(TransientError):
        session.request("GET", session.url)
