"""The way to a Google account: a client of the user's own, made once in Google's console."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from syncd.cli.init.draft import Answer, Draft
from syncd.cli.init.folders import at_home
from syncd.cli.questions import Questions
from syncd.errors import ConfigError

STEPS = """\
Google wants you to make a key of your own, once (about five minutes), at [bold]https://console.cloud.google.com/[/bold]:

  1. Make a project. Under "APIs & Services" enable three APIs: Google Calendar API, Google Tasks API, People API.
  2. In the "Google Auth Platform" get started: any name, your address, audience External. Then, under "Audience",
     [bold]publish the app to production[/bold]: while it is in Testing, the sign-in dies after seven days.
  3. Under "Clients" create one of the type Desktop app; download its JSON file there and then (it is shown once).
"""


def ask_google(ask: Questions, args: argparse.Namespace, draft: Draft) -> Answer:
    """Show the way, and ask for the file that lies at its end."""
    if ask.can_ask and args.client_secret is None:
        ask.say(STEPS)
    usual = draft.path.parent / "client_secret.json"
    answer = ask.text(
        "That JSON file",
        "--client-secret",
        args.client_secret,
        default=at_home(str(usual)) if usual.is_file() else None,
        problem=_not_a_client,
    )
    table: dict[str, Any] = {"type": "google", "client_secret": at_home(answer)}
    if args.endpoint is not None:
        table["endpoint"] = args.endpoint
    if args.calendar:
        table["calendars"] = args.calendar
    if args.write_to is not None:
        table["write_to"] = args.write_to
    if args.no_contacts:
        table["address_book"] = False
    return Answer(name=args.account or "google", table=table)


def _not_a_client(path: str) -> str | None:
    from syncd.providers.google.auth import read_client  # noqa: PLC0415  # Google's libraries, only where they serve

    try:
        read_client(Path(path).expanduser())
    except ConfigError as err:
        return " ".join(err.problems)
    return None
