"""vdirsyncer, khal, todoman and khard as one person uses them: synchronised folders, read on the terminal."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.system.dav_server import PASSWORD, USER

VDIRSYNCER = """\
[general]
status_path = "{home}/status/"

[pair calendars]
a = "calendars_here"
b = "calendars_there"
collections = ["from b"]
conflict_resolution = "b wins"

[storage calendars_here]
type = "filesystem"
path = "{home}/calendars/"
fileext = ".ics"

[storage calendars_there]
type = "caldav"
url = "{url}"
username = "{user}"
password = "{password}"

[pair contacts]
a = "contacts_here"
b = "contacts_there"
collections = ["from b"]
conflict_resolution = "b wins"

[storage contacts_here]
type = "filesystem"
path = "{home}/contacts/"
fileext = ".vcf"

[storage contacts_there]
type = "carddav"
url = "{url}"
username = "{user}"
password = "{password}"
"""
KHAL = """\
[calendars]
[[all]]
path = {home}/calendars/*
type = discover
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Berlin
default_timezone = Europe/Berlin
"""
TODOMAN = """\
path = "{home}/calendars/*"
date_format = "%Y-%m-%d"
time_format = "%H:%M"
"""
KHARD = """\
[addressbooks]
[[book]]
path = {book}
[general]
default_action = list
"""


@dataclass(frozen=True, kw_only=True)
class TerminalClients:
    """The four programs of one environment, in a home of their own."""

    programs: Path
    home: Path
    url: str

    def set_up(self) -> None:
        """Write the four configs and fetch everything for the first time."""
        values = {"home": self.home, "url": self.url, "user": USER, "password": PASSWORD}
        configs = {"vdirsyncer/config": VDIRSYNCER, "khal/config": KHAL, "todoman/config.py": TODOMAN}
        for place, text in configs.items():
            self._write(place, text.format(**values))
        self.run("vdirsyncer", "discover", answer="y\n" * 20)
        self.sync()
        (book,) = (self.home / "contacts").iterdir()
        self._write("khard/khard.conf", KHARD.format(book=book))

    def sync(self) -> None:
        """Exchange changes with the server, both ways."""
        self.run("vdirsyncer", "-v", "WARNING", "sync")

    def events(self, days: int = 14) -> list[dict[str, str]]:
        """What khal shows from today on."""
        fields = ("uid", "title", "start", "calendar")
        options = [part for field in fields for part in ("--json", field)]
        lines = self.run("khal", "list", *options, "today", f"{days}d").splitlines()
        return [event for line in lines for event in json.loads(line)]

    def tasks(self) -> list[dict[str, Any]]:
        """What todoman shows, done ones too."""
        found: list[dict[str, Any]] = json.loads(self.run("todo", "--porcelain", "list", "--status", "ANY"))
        return found

    def tick(self, number: int) -> None:
        """Tick a task, by todoman's number."""
        self.run("todo", "done", str(number))

    def addresses(self, name: str) -> list[str]:
        """The e-mail addresses that khard completes a name to, as a mail program asks it."""
        lines = self.run("khard", "email", "--parsable", name).splitlines()
        return [line.split("\t")[0] for line in lines if "\t" in line]

    def contact(self, name: str) -> str:
        """The whole contact as khard prints it."""
        return self.run("khard", "show", "--format=yaml", name)

    def run(self, program: str, *arguments: str, answer: str = "") -> str:
        """What one of them prints; it must end well."""
        environment = {
            **os.environ, "HOME": str(self.home), "XDG_CONFIG_HOME": str(self.home / ".config"),
            "XDG_DATA_HOME": str(self.home / ".local"), "XDG_CACHE_HOME": str(self.home / ".cache"),
            "LC_ALL": "C.UTF-8", "TZ": "Europe/Berlin", "EDITOR": "true",
        }  # fmt: skip
        done = subprocess.run(
            [self.programs / program, *arguments],
            input=answer,
            capture_output=True,
            text=True,
            env=environment,
            timeout=120,
        )
        assert done.returncode == 0, (
            f"{program} {arguments} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
        )
        return done.stdout

    def _write(self, place: str, text: str) -> None:
        path = self.home / ".config" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
