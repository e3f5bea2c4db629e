"""`syncd explain`: why an event is (not) taken for an interview, who was found, why these dates."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.text import Text

from syncd.bootstrap import peek_world
from syncd.cli.files import Broken, Judged, Ordinary, read_paths
from syncd.cli.me import add_me, settings_of
from syncd.cli.options import add_now, now_of
from syncd.cli.tables import make_console, print_indented
from syncd.cli.verdict import print_verdict
from syncd.config import find_config, load
from syncd.core.follow_up import desired
from syncd.core.model import Interview, Strength
from syncd.core.process import group
from syncd.core.settings import Settings
from syncd.core.wording import Wording
from syncd.errors import ProviderError
from syncd.reconcile.search import find_event


def configure(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("subject", metavar="UID|PATH", help="an event's UID in your calendars, or an .ics file")
    add_me(parser)
    add_now(parser)


def run(args: argparse.Namespace) -> int:
    """Print the evidence, the people and the dates."""
    console = make_console()
    if _is_path(args.subject):
        return _explain_file(console, Path(args.subject), settings_of(args), now_of(args))
    config = load(find_config(args.config))
    with peek_world(config) as world:
        found = find_event(world, args.subject, now_of(args))
    if not found:
        raise ProviderError(
            f'"{args.subject}" is neither a file nor the UID of an event in a watched calendar; '
            "`syncd scan FILE --json` and `syncd status --json` print UIDs"
        )
    for interview in found:
        _explain(console, interview, config.settings, now_of(args))
    return 0


def _is_path(subject: str) -> bool:
    try:
        return Path(subject).exists()
    except OSError:  # a UID may be longer than the name of any file
        return False


def _explain_file(console: Console, path: Path, settings: Settings, now: datetime) -> int:
    broken = False
    for item in read_paths([path], settings):
        match item:
            case Broken():
                broken = True
                console.print(Text(f"✘ {item.file}: {item.why}", style="red"))
            case Ordinary():
                console.print("✘ nothing in its text speaks of an interview, an application or a hiring tool")
            case Judged():
                _explain(console, item.interview, settings, now)
    return 1 if broken else 0


def _explain(console: Console, interview: Interview, settings: Settings, now: datetime) -> None:
    print_verdict(console, interview, evidence=True)
    verdict = interview.verdict
    print_indented(console, Text(f"confidence {verdict.confidence:.2f}; sure from {settings.detect.threshold:.2f}"))
    if verdict.strength is not Strength.SURE:
        return
    if interview.next_step:
        print_indented(
            console,
            Text(
                f'promised: {interview.next_step.kind} {interview.next_step.on:%a %d %b %Y} — "'
                f'{interview.next_step.phrase}"'
            ),
        )
    wording = Wording(settings.me.language)
    reminders = desired(group([interview], {}), [], {}, settings, wording, now)
    for reminder in sorted(reminders, key=lambda reminder: reminder.at):
        when = reminder.at.astimezone(settings.me.zone).strftime("%a %d %b %Y %H:%M")
        print_indented(console, Text(f"{when}  {reminder.kind}: {reminder.summary}"))
