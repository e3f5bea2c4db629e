"""`syncd status`: how the job hunt stands, from memory alone."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime, tzinfo
from typing import Any

from rich.console import Console
from rich.text import Text

from syncd.bootstrap import peek_world
from syncd.cli.options import add_json
from syncd.cli.tables import make_console, print_marked, print_table
from syncd.config import find_config, load
from syncd.core.process import Process
from syncd.reconcile.status import Status, read_status


def configure(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Print what the last pass knew; no account is asked."""
    config = load(find_config(args.config))
    with peek_world(config) as world:
        status = read_status(world)
    if args.json:
        print(json.dumps(_to_json(status), ensure_ascii=False))
    else:
        _print(make_console(), status, config.settings.me.zone, datetime.now(UTC))
    return 0


def _to_json(status: Status) -> dict[str, Any]:
    return {
        "processes": [
            {
                "company": process.company,
                "open": process.is_open,
                "outcome": process.outcome,
                "rounds": [
                    {
                        "uid": interview.key,
                        "summary": interview.event.summary,
                        "stage": interview.stage,
                        "start": interview.event.start_at.isoformat(),
                        "called_off": interview.called_off,
                        "next_step": interview.next_step
                        and {
                            "kind": interview.next_step.kind,
                            "date": interview.next_step.on.isoformat(),
                            "phrase": interview.next_step.phrase,
                        },
                        "people": [person.name or person.email for person in interview.people],
                    }
                    for interview in process.interviews
                ],
            }
            for process in status.processes
        ],
        "due": [
            {"uid": due.uid, "kind": due.kind, "summary": due.summary, "at": due.at.isoformat()} for due in status.due
        ],
        "contacts": list(status.contacts),
        "last_pass": status.last_pass.isoformat() if status.last_pass else None,
        "errors": [{"account": account, "what": what} for account, what in status.errors],
    }


def _print(console: Console, status: Status, zone: tzinfo, now: datetime) -> None:
    if not status.processes:
        console.print("No interviews yet. Keep looking: they will show up here by themselves.")
    else:
        headings = ("Company", "Round", "Interview", "Promised", "")
        print_table(console, headings, [_row(process, zone) for process in status.processes])
    if status.due:
        console.print("\n[bold]Due[/bold]")
        styles = ("yellow" if due.at <= now else "" for due in status.due)
        rows = [(Text(_when(due.at, zone), style), due.summary) for due, style in zip(status.due, styles, strict=True)]
        print_table(console, ("", ""), rows)
    if status.contacts:
        console.print("\n[bold]Contacts made[/bold]")
        console.print(Text(", ".join(status.contacts)))
    last_pass = _when(status.last_pass, zone) if status.last_pass else "never; run `syncd sync`"
    console.print(f"\n[dim]Last pass: {last_pass}[/dim]")
    for account, what in status.errors:
        print_marked(console, "✘", "red", Text(f"{account}: {what}"))


def _row(process: Process, zone: tzinfo) -> tuple[Text | str, ...]:
    last = process.interviews[-1]
    stands = "open" if process.is_open else (process.outcome or "closed")
    return (
        process.company or last.event.summary,
        f"{len(process.interviews)}, {last.stage.replace('_', ' ')}",
        _when(last.event.start_at, zone),
        f"{last.next_step.kind} {last.next_step.on:%a %d %b}" if last.next_step else "",
        Text(stands, style="green" if process.is_open else "dim"),
    )


def _when(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).strftime("%a %d %b %H:%M")
