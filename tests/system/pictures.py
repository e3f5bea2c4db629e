"""The README's pictures: what syncd wrote for one interview, as Thunderbird shows it.

    python -m tests.system.pictures FOLDER

Runs in the environment of the tests, where the programs are that `.ci/system` installs, and pngquant.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, datetime, time, timedelta
from pathlib import Path

from tests.system.dav_server import USER, DavServer
from tests.system.installed import Installed
from tests.system.invitation import ZONE, invitation
from tests.system.machine import run
from tests.system.thunderbird import Thunderbird

PROMISE = "We would like you to call us in exactly three days."
EVENT = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Sam//Phone//EN
BEGIN:VEVENT
UID:{title}
DTSTAMP:20260101T000000Z
DTSTART;TZID=Europe/Berlin:{start:%Y%m%dT%H%M%S}
DURATION:PT1H
SUMMARY:{title}
END:VEVENT
END:VCALENDAR
"""
WINDOW = "1280x676+0+100"
"""What is of interest on the screen: all but the window's frame."""
ORDINARY = {"Dentist": (0, 9), "Lunch with Mia": (2, 12), "Pick up parcel": (3, 16)}
"""Weekday and hour."""


def subscribe(folder: Path, dav: DavServer) -> Thunderbird:
    """A Thunderbird with the user's calendar, the one that syncd made, and the address book; to be entered."""
    own = next(path.split("/")[0] for path, text in dav.objects().items() if "X-SYNCD-KIND" in text)
    home = f"{dav.url}{USER}"
    calendars = {"Personal": f"{home}/personal/", "Interview follow-up": f"{home}/{own}/"}
    return Thunderbird(folder / "thunderbird", calendars, f"{home}/contacts/")


def take(folder: Path, target: Path) -> None:
    """Play one interview in the week after this one, and photograph what comes of it."""
    today = date.today()
    monday = today + timedelta(days=7 - today.weekday())
    with ExitStack() as stack:
        dav = stack.enter_context(DavServer(folder / "dav"))
        dav.make_calendar("personal", "Personal")
        dav.make_address_book("contacts", "Contacts")
        for title, (day, hour) in ORDINARY.items():
            start = datetime.combine(monday + timedelta(days=day), time(hour))
            dav.put(f"personal/{day}.ics", EVENT.format(title=title, start=start).replace("\n", "\r\n"))
        start = datetime.combine(monday + timedelta(days=1), time(13), ZONE)
        dav.put("personal/interview.ics", invitation(start, promise=PROMISE))
        syncd = Installed(program=Path(sys.executable).with_name("syncd"), home=folder / "home")
        syncd.configure(dav.url)
        syncd.run("sync")
        task = next(due["uid"] for due in syncd.ask("status")["due"] if due["kind"] == "follow-up")
        client = stack.enter_context(subscribe(folder, dav))
        client.items(at_least=4 + len(ORDINARY))
        client.cards()
        pictures: dict[str, Callable[[], None]] = {
            "calendar": lambda: client.show_week(start.date()),
            "task": lambda: client.show_task(task),
            "contact": client.show_address_book,
        }
        for name, show in pictures.items():
            show()
            client.photograph(folder / f"{name}.png")
            shrink(folder / f"{name}.png", target / f"thunderbird-{name}.png")


def shrink(picture: Path, target: Path) -> None:
    """Cut it out, and keep the sixty-four colours that count."""
    run("mogrify", "-crop", WINDOW, "+repage", picture)
    run("pngquant", "--force", "--strip", "--nofs", "--output", target, "64", picture)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        take(Path(scratch), Path(sys.argv[1]))
