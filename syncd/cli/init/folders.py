"""The questions about folders of .ics files, and where people keep them."""

from __future__ import annotations

import argparse
from pathlib import Path

from syncd.cli.init.draft import Answer, Draft
from syncd.cli.questions import Questions

USUAL = ("~/.local/share/calendars", "~/.calendars", "~/.local/share/vdirsyncer/calendars")
USUAL_CONTACTS = ("~/.local/share/contacts", "~/.contacts", "~/.local/share/vdirsyncer/contacts")
NONE = "none"


def ask_folders(ask: Questions, args: argparse.Namespace, draft: Draft) -> Answer:
    """Ask for the folder of calendars, which to watch, and for the folder of address books."""
    name = args.account or "local"
    path = ask.text(
        "Folder that holds one folder for each calendar", "--path", args.path, default=_there(USUAL), problem=_no_folder
    )
    contacts = ask.text(
        "The same for address books",
        "--contacts-path",
        NONE if args.no_contacts else args.contacts_path,
        default=_there(USUAL_CONTACTS) or NONE,
        problem=lambda answer: None if answer == NONE else _no_folder(answer),
    )
    table = {"type": "vdir", "path": at_home(path)}
    if contacts != NONE:
        table["contacts_path"] = at_home(contacts)
    if args.write_to is not None:
        table["write_to"] = args.write_to
    names = [calendar.name for calendar in draft.open(name, table).calendars.calendars()]
    chosen = []
    if len(names) > 1 or args.calendar:
        chosen = ask.choose(
            "Where do interview invitations arrive? (numbers)", "--calendar", names, args.calendar, default="all"
        )
    return Answer(name=name, table=table | ({"calendars": [names[index] for index in chosen]} if chosen else {}))


def at_home(path: str) -> str:
    """A path as it is kept in the config: below the home folder with a tilde."""
    absolute = Path(path).expanduser().absolute()
    home = Path.home()
    return f"~/{absolute.relative_to(home)}" if absolute.is_relative_to(home) else str(absolute)


def _there(folders: tuple[str, ...]) -> str | None:
    return next((folder for folder in folders if Path(folder).expanduser().is_dir()), None)


def _no_folder(path: str) -> str | None:
    return None if Path(path).expanduser().is_dir() else f"there is no folder {path}"
