"""Mozilla's remote control, as far as it is needed here: run a script inside the program and have its answer.

The protocol is length-prefixed JSON over TCP: `[0, id, command, parameters]` there, `[1, id, error, result]` back
(https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html).
"""

from __future__ import annotations

import json
import socket
import time
from typing import Any

SCRIPT = """
const done = arguments[arguments.length - 1];
const args = Array.from(arguments).slice(0, -1);
(async () => {{ {body} }})().then(value => done({{value}}), error => done({{error: `${{error}} ${{error.stack ?? ""}}`}}));
"""


class Marionette:
    """A session with privileged scripts."""

    def __init__(self, port: int, *, patience: float = 90) -> None:
        self._socket = _connect(port, patience)
        self._buffer = b""
        self._number = 0
        self._receive()  # the greeting
        self._command("WebDriver:NewSession", capabilities={"alwaysMatch": {"unhandledPromptBehavior": "ignore"}})
        self._command("Marionette:SetContext", value="chrome")
        self._command("WebDriver:SetTimeouts", script=60_000)

    def run(self, body: str, *args: object) -> Any:
        """What `body` (the inside of an async function with `args`) returns.

        Raises:
            RuntimeError: It threw; the message holds its stack.
        """
        answer = self._command("WebDriver:ExecuteAsyncScript", script=SCRIPT.format(body=body), args=list(args))
        outcome = answer["value"]
        if "error" in outcome:
            raise RuntimeError(outcome["error"])
        return outcome.get("value")

    def wait_for(self, body: str, *args: object, seconds: float = 60) -> Any:
        """The first true value of `body`, asked again and again; the last value when time is up."""
        deadline = time.monotonic() + seconds
        while not (value := self.run(body, *args)) and time.monotonic() < deadline:
            time.sleep(0.5)
        return value

    def close(self) -> None:
        """End the session."""
        self._socket.close()

    def _command(self, name: str, **parameters: object) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, name, parameters]).encode()
        self._socket.sendall(str(len(message)).encode() + b":" + message)
        _, _, error, result = self._receive()
        if error:
            raise RuntimeError(f"{name}: {error['message']}")
        return result

    def _receive(self) -> Any:
        while b":" not in self._buffer:
            self._more()
        length, _, rest = self._buffer.partition(b":")
        self._buffer = rest
        while len(self._buffer) < int(length):
            self._more()
        message, self._buffer = self._buffer[: int(length)], self._buffer[int(length) :]
        return json.loads(message)

    def _more(self) -> None:
        chunk = self._socket.recv(65536)
        if not chunk:
            raise RuntimeError("the program closed the connection")
        self._buffer += chunk


def _connect(port: int, patience: float) -> socket.socket:
    deadline = time.monotonic() + patience
    while True:
        try:
            connection = socket.create_connection(("127.0.0.1", port), 5)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.3)
        else:
            connection.settimeout(90)
            return connection
