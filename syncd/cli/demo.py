"""`syncd demo`: the whole loop in ./syncd-demo/ on local files, no account needed."""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import textwrap
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from syncd.bootstrap import open_world
from syncd.cli.demo_files import Identity, copy_calendar, guess_identity, write_sample
from syncd.cli.options import add_now, now_of
from syncd.cli.report import exit_code, print_actions, print_problems
from syncd.cli.sync import reading_bar
from syncd.cli.verdict import print_verdict
from syncd.config import load
from syncd.config.here import system_timezone
from syncd.core.model import Kind, Reminder
from syncd.errors import ProviderError
from syncd.reconcile import run_pass
from syncd.reconcile.decide import Judged, judge
from syncd.reconcile.gather import own_rows
from syncd.reconcile.world import PassReport, World

_DRAFT = re.compile(r"(?<=\S)\?subject=\S+")
"""The draft inside a mailto link: readable in a mail app, not in a terminal."""
FOLDER = Path("syncd-demo")
CALENDAR = "Personal"
LOOK_AROUND = f"""\
Look around: ./{FOLDER}/calendars/ and ./{FOLDER}/contacts/ hold plain .ics and .vcf files; khal, todoman, khard or any
calendar app opens them."""
ANSWER_IT = f"""\
Answer it: delete a file in "./{FOLDER}/calendars/Interview follow-up/" (it stays away), change a DTSTART (it stays
moved), or write "Next step: call in 3 days" into a thank-you, as you would on the phone."""
RUN_AGAIN = f"""\
Then run `syncd demo` again, or `syncd -c {FOLDER}/config.toml plan`: a second run writes only what changed."""
YOUR_OWN = f"""\
Your own calendar: export it as .ics, delete ./{FOLDER} and run `syncd demo my-export.ics`."""
FOR_REAL = """\
For real: `syncd init` asks a few questions and sets up iCloud, Nextcloud, Google or any other CalDAV server."""
CONFIG = """\
# Made by `syncd demo`. Delete this folder to start over.
state_dir = {state}

[me]
name = {name}
emails = {emails}
timezone = {zone}

[accounts.demo]
type = "vdir"
path = {calendars}
contacts_path = {contacts}
calendars = ["{calendar}"]
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("ics", nargs="*", type=Path, metavar="ICS", help="your own exported calendar(s)")
    add_now(parser)


def run(args: argparse.Namespace) -> int:
    """Lay out the folder, run one real pass over it, and show what happened."""
    now: datetime = now_of(args)
    console = Console()
    fresh = _lay_out(console, args.ics, now)
    config = load(FOLDER / "config.toml")
    with open_world(config) as world, reading_bar(shown=console.is_terminal) as progress:
        report = run_pass(world, now, progress=progress)
        judged = judge(world)
        standing = [actual.reminder for _, actual in own_rows(world).values()]
    print_problems(report.problems)
    _show_found(console, judged, sample=fresh and not args.ics)
    _show_written(console, world, report, standing)
    _show_next(console, standing)
    return exit_code(report, 1)


def _lay_out(console: Console, exports: Sequence[Path], now: datetime) -> bool:
    """Make the folder with the sample or the user's own events; True when it was not there before."""
    for export in exports:
        if not export.is_file():
            raise ProviderError(f"{export}: there is no such file; export a calendar as .ics and name it")
    config = FOLDER / "config.toml"
    if FOLDER.exists() and not config.exists():
        raise ProviderError(f"./{FOLDER} is something else; move it away or run the demo in another folder")
    fresh = not FOLDER.exists()
    calendar = FOLDER / "calendars" / CALENDAR
    if fresh:
        calendar.mkdir(parents=True)
        (FOLDER / "contacts" / "Contacts").mkdir(parents=True)
        identity = guess_identity(exports) if exports else Identity(name="Sam Rivera", emails=("sam@example.com",))
        _write_config(config, identity, zone=system_timezone() if exports else "Europe/Berlin")
    else:
        console.print(f"Going on in ./{FOLDER} (delete it to start over).\n")
    try:
        if exports:
            count = sum(copy_calendar(export, calendar) for export in exports)
            console.print(f"Copied {count} events into ./{calendar}/.\n")
        elif fresh:
            write_sample(calendar, now)
    except OSError as err:
        if fresh:
            shutil.rmtree(FOLDER)
        raise ProviderError(f"{err.filename or FOLDER}: {err.strerror}") from err
    return fresh


def _write_config(path: Path, identity: Identity, *, zone: str) -> None:
    folder = FOLDER.absolute()
    path.write_text(
        CONFIG.format(
            state=_toml(folder / "state"),
            name=_toml(identity.name),
            emails="[" + ", ".join(_toml(email) for email in identity.emails) + "]",
            zone=_toml(zone),
            calendars=_toml(folder / "calendars"),
            contacts=_toml(folder / "contacts"),
            calendar=CALENDAR,
        ),
        encoding="utf-8",
    )
    path.chmod(0o600)


def _toml(value: object) -> str:
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def _show_found(console: Console, judged: Judged, *, sample: bool) -> None:
    console.rule("[bold]1  In your calendar", align="left")
    for interview in sorted((*judged.interviews, *judged.unsure), key=lambda found: found.event.start_at):
        print_verdict(console, interview, evidence=False)
    if not judged.interviews:
        console.print("No interviews found.")
    if sample:
        left = "the dentist's screening, the interview where you ask the questions, lunch"
        console.print(Text(f"✘ left alone: {left}", style="dim"))
    console.print()


def _show_written(console: Console, world: World, report: PassReport, standing: Sequence[Reminder]) -> None:
    console.rule("[bold]2  What syncd wrote beside it", align="left")
    if report.actions:
        print_actions(console, report.actions, world.settings.me.zone)
    else:
        console.print(f"Nothing changed: {report.unchanged} entries are as they should be.")
    thanks = [reminder for reminder in standing if reminder.kind is Kind.THANK_YOU]
    if thanks:
        first = min(thanks, key=lambda reminder: reminder.at)
        console.print("\nThis is what rings on your phone when you leave:\n")
        when = first.at.astimezone(world.settings.me.zone).strftime("%A %d %B, %H:%M")
        body = _DRAFT.sub("?…", first.description)
        console.print(Panel(Text(body), title=Text(first.summary), subtitle=when, width=min(console.width, 76)))
    console.print()


def _show_next(console: Console, standing: Sequence[Reminder]) -> None:
    console.rule("[bold]3  Try it", align="left")
    steps = [LOOK_AROUND]
    if standing:
        steps += [ANSWER_IT, RUN_AGAIN]
    steps += [YOUR_OWN, FOR_REAL]
    for step in steps:
        console.print(
            textwrap.fill(step, min(console.width, 100), initial_indent="• ", subsequent_indent="  "), markup=False
        )
    sys.stdout.flush()
