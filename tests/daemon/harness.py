"""A service manager for tests: it starts a program with a notify socket and a watchdog, and listens."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]

INVITATION = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//x//EN
BEGIN:VEVENT
UID:acme@example.com
DTSTAMP:20261001T000000Z
DTSTART:20261020T090000Z
DTEND:20261020T100000Z
SUMMARY:Technical interview with Acme
DESCRIPTION:We look forward to our interview for the Engineer position.
ORGANIZER;CN=Ada Byron:mailto:ada@acme.example
ATTENDEE;CN=Sam Rivera;PARTSTAT=ACCEPTED:mailto:sam@example.com
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


@dataclass
class Service:
    """A running program and what it told so far."""

    process: subprocess.Popen[bytes]
    folder: Path
    socket: socket.socket
    messages: list[dict[str, str]] = field(default_factory=list)

    def listen(self, seconds: float) -> None:
        """Take in what arrives within the time."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0 and self._receive(left):
            pass

    def wait_for(self, *keys: str, timeout: float = 10.0, **values: str) -> dict[str, str]:
        """The next message, counted from now, that has these keys and values."""
        begin = len(self.messages)
        return self._wait(keys, values, begin, timeout)

    def expect(self, *keys: str, timeout: float = 10.0, **values: str) -> dict[str, str]:
        """The first message at all that has them."""
        return self._wait(keys, values, 0, timeout)

    def _wait(self, keys: Sequence[str], values: dict[str, str], begin: int, timeout: float) -> dict[str, str]:
        deadline = time.monotonic() + timeout
        while True:
            for message in self.messages[begin:]:
                if message.keys() >= {*keys, *values} and all(value in message[key] for key, value in values.items()):
                    return message
            begin = len(self.messages)
            left = deadline - time.monotonic()
            if left <= 0 or (not self._receive(min(left, 0.2)) and self.process.poll() is not None):
                raise AssertionError(f"no {keys} {values} in {self.messages}; stderr: {self.stderr}")

    def until(self, holds: Callable[[], object], timeout: float = 10.0) -> None:
        """Listen until something holds."""
        deadline = time.monotonic() + timeout
        while not holds():
            waits = time.monotonic() < deadline and self.process.poll() is None
            assert waits or holds(), f"{self.messages[-5:]} {self.events}; stderr: {self.stderr}"
            self._receive(0.05)

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def stop(self, timeout: float = 2.0) -> int:
        """SIGTERM; the exit code, which must come within the time."""
        self.signal(signal.SIGTERM)
        return self.process.wait(timeout)

    def behave(self, **behaviour: Any) -> None:
        """What the next passes do."""
        temporary = self.folder / "behaviour.tmp"
        temporary.write_text(json.dumps(behaviour))
        temporary.replace(self.folder / "behaviour.json")

    @property
    def stderr(self) -> str:
        return (self.folder / "stderr").read_text()

    @property
    def events(self) -> list[dict[str, Any]]:
        path = self.folder / "events.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def passes(self) -> int:
        return sum(event["what"] == "pass" for event in self.events)

    def rss_kib(self) -> int:
        """Resident memory of the process."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))

    def _receive(self, timeout: float) -> bool:
        self.socket.settimeout(max(timeout, 0.001))
        try:
            raw = self.socket.recv(65536).decode()
        except TimeoutError:
            return False
        self.messages.append(dict(line.split("=", 1) for line in raw.splitlines()))
        return True


@contextmanager
def running(
    folder: Path, arguments: Sequence[str], *, watchdog: float | None = None, python: str = sys.executable
) -> Iterator[Service]:
    """Start `python ARGUMENTS` as systemd would a Type=notify service; it is killed at the end, if it still runs."""
    with (
        tempfile.TemporaryDirectory() as short,  # a socket's path has room for 107 characters
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as receiver,
        (folder / "stderr").open("wb") as stderr,
    ):
        address = f"{short}/notify"
        receiver.bind(address)
        environ = {**os.environ, "NOTIFY_SOCKET": address, "PYTHONPATH": str(ROOT)}
        for variable in ("WATCHDOG_USEC", "WATCHDOG_PID", "JOURNAL_STREAM"):
            environ.pop(variable, None)
        if watchdog:
            environ["WATCHDOG_USEC"] = str(int(watchdog * 1e6))
        process = subprocess.Popen([python, *arguments], env=environ, stderr=stderr, cwd=ROOT)
        try:
            yield Service(process, folder, receiver)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
