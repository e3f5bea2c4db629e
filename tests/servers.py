"""Real CalDAV and CardDAV servers on the loopback, each its own process, and the apps that people use with them.

`start_radicale` and `start_xandikos` take a fraction of a second; one process of each serves a whole pytest session
(with xdist: a worker's). Every test makes a user of its own there.
"""

from __future__ import annotations

import base64
import contextlib
import http.client
import itertools
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

PASSWORD = "Täglich 1 neues: 🔑"
_NAMES = itertools.count(1)
_MKCOL = """\
<?xml version="1.0" encoding="utf-8"?>
<mkcol xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:A="urn:ietf:params:xml:ns:carddav"><set><prop>
<resourcetype><collection/>{kind}</resourcetype><displayname>{name}</displayname>{components}
</prop></set></mkcol>"""


@dataclass(frozen=True)
class Server:
    """A running server."""

    name: str
    port: int
    has_accounts: bool
    """Users are told apart by name and password; else there is one, who leaves nothing behind for the next test."""
    folder: Path

    def url(self, path: str = "/") -> str:
        """Address of a path on it."""
        return f"http://127.0.0.1:{self.port}{path}"

    def new_user(self) -> User:
        """Somebody who has never been here."""
        if not self.has_accounts:
            return User(self, "sam")
        user = User(self, f"sam-{next(_NAMES)}")
        with (self.folder / "users").open("a", encoding="utf-8") as users:
            users.write(f"{user.name}:{PASSWORD}\n")
        return user


@dataclass(frozen=True)
class User:
    """Somebody with an account, and with apps that speak plain HTTP to the server."""

    server: Server
    name: str

    @property
    def url(self) -> str:
        """Where discovery starts."""
        return self.server.url()

    def request(
        self, method: str, path: str, body: str = "", headers: Mapping[str, str] | None = None
    ) -> tuple[int, Mapping[str, str], str]:
        """Status, headers and body of one request of the user's app."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        token = base64.b64encode(f"{self.name}:{PASSWORD}".encode()).decode()
        with contextlib.closing(connection):
            connection.request(
                method,
                quote(path),
                body=body.encode() or None,
                headers={"Authorization": f"Basic {token}", "Content-Type": "application/xml", **(headers or {})},
            )
            response = connection.getresponse()
            return response.status, dict(response.getheaders()), response.read().decode(errors="replace")

    def make_calendar(self, name: str, components: tuple[str, ...] = ("VEVENT", "VTODO")) -> str:
        """Path of a new calendar of this display name."""
        listed = "".join(f'<C:comp name="{component}"/>' for component in components)
        chosen = f"<C:supported-calendar-component-set>{listed}</C:supported-calendar-component-set>"
        return self._make("calendars", "<C:calendar/>", name, chosen)

    def make_address_book(self, name: str) -> str:
        """Path of a new address book of this display name."""
        return self._make("contacts", "<A:addressbook/>", name, "")

    def put(self, collection: str, name: str, text: str) -> str:
        """Write an object, over whatever is there; its path."""
        kind = "text/vcard" if name.endswith(".vcf") else "text/calendar"
        path = collection + name
        status, _, answer = self.request("PUT", path, text, {"Content-Type": f"{kind}; charset=utf-8"})
        assert status in {200, 201, 204}, (status, answer)
        return path

    def get(self, path: str) -> str | None:
        """Text of an object; None when there is none."""
        status, _, text = self.request("GET", path, headers={"Accept": "*/*"})
        return text if status == 200 else None

    def delete(self, path: str) -> None:
        """Remove an object or a collection."""
        status, _, answer = self.request("DELETE", path)
        assert status in {200, 204}, (status, answer)

    def ctag(self, collection: str) -> str:
        """Changes with anything in the collection."""
        body = '<propfind xmlns="DAV:"><prop><getctag xmlns="http://calendarserver.org/ns/"/></prop></propfind>'
        return self.request("PROPFIND", collection, body, {"Depth": "0"})[2]

    def count(self, collection: str) -> int:
        """How many objects are in the collection."""
        body = '<propfind xmlns="DAV:"><prop><getetag/></prop></propfind>'
        answer = self.request("PROPFIND", collection, body, {"Depth": "1"})[2]
        return len(re.findall(r"<(?:\w+:)?href>[^<]*\.(?:ics|vcf)</", answer))

    def leave(self) -> None:
        """Remove every collection of the user."""
        for home in ("",) if self.server.has_accounts else ("calendars/", "contacts/"):
            path = f"/{self.name}/{home}"
            body = '<propfind xmlns="DAV:"><prop><resourcetype/></prop></propfind>'
            answer = self.request("PROPFIND", path, body, {"Depth": "1"})[2]
            for href in re.findall(r"<(?:\w+:)?href>([^<]*/)</", answer):
                if unquote(href).rstrip("/") != path.rstrip("/"):
                    self.request("DELETE", unquote(href))

    def _make(self, home: str, kind: str, name: str, components: str) -> str:
        folder = re.sub(r"[^a-z0-9]+", "-", name.lower())
        path = f"/{self.name}/{folder}/" if self.server.has_accounts else f"/{self.name}/{home}/{folder}/"
        body = _MKCOL.format(kind=kind, name=name, components=components)
        status, _, answer = self.request("MKCOL", path, body)
        assert status == 201, (status, answer)
        return path


@contextlib.contextmanager
def start_radicale(folder: Path) -> Iterator[Server]:
    """Radicale, with users and passwords."""
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "users").touch()
    (folder / "config").write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\nmax_connections = 20\n"
        f"[auth]\ntype = htpasswd\nhtpasswd_filename = {folder}/users\nhtpasswd_encryption = plain\n"
        "htpasswd_cache = False\ndelay = 0\n"
        f"[storage]\nfilesystem_folder = {folder}/data\n"
        "[rights]\ntype = owner_only\n[web]\ntype = none\n[logging]\nlevel = warning\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "radicale", "--config", f"{folder}/config"]
    with _running(command, folder, port):
        yield Server("radicale", port, has_accounts=True, folder=folder)


@contextlib.contextmanager
def start_xandikos(folder: Path) -> Iterator[Server]:
    """Xandikos, which takes any password on the loopback and has one user."""
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    command = [
        *(sys.executable, "-m", "xandikos", "serve", "-d", f"{folder}/data", "--state-dir", f"{folder}/state"),
        *("--defaults", "--current-user-principal", "/sam/", "-l", "127.0.0.1", "-p", str(port)),
        "--no-detect-systemd",
    ]
    with _running(command, folder, port):
        yield Server("xandikos", port, has_accounts=False, folder=folder)


def free_port() -> int:
    """One nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def _running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    try:
        for _ in range(400):
            if process.poll() is not None:
                break
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.05)
        assert process.poll() is None, (folder / "log").read_text(encoding="utf-8")
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)
