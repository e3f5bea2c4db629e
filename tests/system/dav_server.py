"""A Radicale of our own on the loopback: users, calendars and address books on disk, asked and filled over HTTP."""

from __future__ import annotations

import base64
import http.client
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

USER = "sam"
PASSWORD = "correct horse battery staple"  # one that shells and TOML must quote

CONFIG = """\
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = {folder}/collections
[logging]
level = warning
"""
MAKE_CALENDAR = """\
<?xml version="1.0"?>
<mkcol xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><set><prop>
<resourcetype><collection/><C:calendar/></resourcetype><displayname>{name}</displayname>
<C:supported-calendar-component-set><C:comp name="VEVENT"/><C:comp name="VTODO"/></C:supported-calendar-component-set>
</prop></set></mkcol>"""
MAKE_ADDRESS_BOOK = """\
<?xml version="1.0"?>
<mkcol xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><set><prop>
<resourcetype><collection/><C:addressbook/></resourcetype><displayname>{name}</displayname>
</prop></set></mkcol>"""


class DavServer:
    """A running Radicale; a context manager, because it is a process."""

    def __init__(self, folder: Path, *, port: int | None = None, python: str = sys.executable) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        self._python = python
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> DavServer:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "users").write_text(f"{USER}:{PASSWORD}\n", encoding="utf-8")
        (self.folder / "config").write_text(CONFIG.format(port=self.port, folder=self.folder), encoding="utf-8")
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def start(self) -> None:
        """Begin to answer; returns when it does."""
        command = [self._python, "-m", "radicale", "--config", str(self.folder / "config")]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        deadline = time.monotonic() + 20
        while True:
            try:
                self.ask("GET", "/.web/")
            except OSError:
                if time.monotonic() > deadline or self._process.poll() is not None:
                    raise RuntimeError(f"Radicale does not answer; see {self.folder}/log") from None
                time.sleep(0.1)
            else:
                return

    def stop(self) -> None:
        """Stop answering; the data stay."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(10)
            self._process = None

    def ask(self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and body of one request, as the user."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        login = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        connection.request(method, quote(path), body.encode(), {"Authorization": f"Basic {login}", **(headers or {})})
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        connection.close()
        return answer.status, text

    def make_calendar(self, path: str, name: str) -> None:
        """Make a calendar at `USER/path`."""
        self._must("MKCOL", f"/{USER}/{path}/", MAKE_CALENDAR.format(name=name))

    def make_address_book(self, path: str, name: str) -> None:
        """Make an address book at `USER/path`."""
        self._must("MKCOL", f"/{USER}/{path}/", MAKE_ADDRESS_BOOK.format(name=name))

    def put(self, path: str, text: str) -> None:
        """Store an object at `USER/path`."""
        kind = "text/vcard" if path.endswith(".vcf") else "text/calendar"
        self._must("PUT", f"/{USER}/{path}", text, {"Content-Type": f"{kind}; charset=utf-8"})

    def delete(self, path: str) -> None:
        """Remove `USER/path`."""
        self._must("DELETE", f"/{USER}/{path}")

    def objects(self) -> dict[str, str]:
        """Every object on the server by its path below the user, as it is stored."""
        home = self.folder / "collections" / "collection-root" / USER
        return {
            str(file.relative_to(home)): file.read_bytes().decode()
            for file in sorted(home.rglob("*"))
            if file.suffix in {".ics", ".vcf"} and ".Radicale.cache" not in file.parts
        }

    def _must(self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None) -> None:
        status, text = self.ask(method, path, body, headers)
        if status not in {200, 201, 204}:
            raise RuntimeError(f"{method} {path}: {status} {text}")


def free_port() -> int:
    """A port on the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
