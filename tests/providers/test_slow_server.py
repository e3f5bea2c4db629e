"""A server that takes its time."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from syncd.errors import TransientError
from syncd.providers.dav_session import DavSession

TIMEOUT = 0.2


class Slow(BaseHTTPRequestHandler):
    """Answers everything, twice as late as is waited for."""

    def do_GET(self):
        time.sleep(2 * TIMEOUT)
        self.send_response(207)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_REPORT = do_GET  # noqa: N815  # the same

    def log_message(self, *_arguments):
        """Say nothing."""


@pytest.fixture
def session():
    with ThreadingHTTPServer(("127.0.0.1", 0), Slow) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/"
        yield DavSession(url=url, username="sam", password=lambda: "x", timeout=TIMEOUT)
        server.shutdown()


def test_a_search_through_everything_may_take_longer(session):
    """A server that looks at ten thousand events for the first time would else never be read to the end."""
    assert session.request("REPORT", session.url).status == 207


def test_a_single_object_may_not(session):
    """It is the server that is away."""
    with pytest.raises(TransientError):
        session.request("GET", session.url)
