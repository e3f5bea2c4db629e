"""The transport: HTTP/1.1 with keep-alive on a free port of 127.0.0.1."""

import contextlib
import socket
import sys
import threading
import traceback
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final, cast

from tests.fakes.google.front import WireAnswer, WireRequest

Answerer = Callable[[WireRequest], WireAnswer | None]


class _Handler(BaseHTTPRequestHandler):
    """Reads one request after the other off a connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 60

    def _serve(self) -> None:
        server = cast("Server", self.server)
        length = int(self.headers.get("content-length") or 0)
        wire = WireRequest(
            verb=self.command,
            target=self.path,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(length),
        )
        answer = server.answerer(wire)
        if answer is None:
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status not in {204, 304}:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815 - the library's names

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing; the journal keeps what was asked."""


class Server(ThreadingHTTPServer):
    """Serves from its construction until `stop`."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, answerer: Answerer, on_crash: Callable[[str], None], port: int = 0) -> None:
        """Listen on `port` (0: a free one) and give each request to `answerer`."""
        self.answerer: Final = answerer
        self._on_crash = on_crash
        self._connections: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """`http://127.0.0.1:PORT`, without a final slash."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def stop(self) -> None:
        """Close the port, and with it every connection that clients keep alive."""
        self.shutdown()
        self.server_close()
        for connection in list(self._connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._thread.join()

    def get_request(self) -> tuple[socket.socket, object]:
        """Remember a new connection."""
        connection, address = super().get_request()
        self._connections.add(connection)
        return connection, address

    def shutdown_request(self, request: object) -> None:
        """Forget a connection that ends."""
        self._connections.discard(cast("socket.socket", request))
        super().shutdown_request(cast("socket.socket", request))

    def handle_error(self, request: object, client_address: object) -> None:
        """Report a crash of the fake itself; a client that went away is none."""
        error = sys.exception()
        if not isinstance(error, ConnectionError | TimeoutError):
            self._on_crash(f"the fake crashed: {traceback.format_exc()}")
