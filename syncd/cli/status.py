"""`syncd status`: how the job hunt stands, from memory alone."""

from __future__ import annotations

import argparse
import json
from datetime import datetime, tzinfo
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from syncd.bootstrap import peek_world
from syncd.cli.options import add_json
from syncd.config import find_config, load
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
        _print(Console(), status, config.settings.me.zone)
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


def _print(console: Console, status: Status, zone: tzinfo) -> None:
    if not status.processes:
        console.print("No interviews yet. Keep looking: they will show up here by themselves.")
    else:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for heading in ("Company", "Rounds", "Last or next", "Promised", "Stands"):
            table.add_column(heading, overflow="fold")
        for process in status.processes:
            last = process.interviews[-1]
            promised = f"{last.next_step.kind} {last.next_step.on:%a %d %b}" if last.next_step else ""
            stands = "open" if process.is_open else (process.outcome or "closed")
            table.add_row(
                Text(process.company or last.event.summary),
                f"{len(process.interviews)} ({last.stage.replace('_', ' ')})",
                _when(last.event.start_at, zone),
                promised,
                Text(stands, style="green" if process.is_open else "dim"),
            )
        console.print(table)
    if status.due:
        console.print("\n[bold]Due[/bold]")
        for due in status.due:
            console.print(f"  {_when(due.at, zone)}  ", Text(due.summary), sep="")
    if status.contacts:
        console.print(
            f"\n[bold]Contacts made[/bold]  {len(status.contacts)}: ", Text(", ".join(status.contacts)), sep=""
        )
    last_pass = _when(status.last_pass, zone) if status.last_pass else "never; run `syncd sync`"
    console.print(f"\n[dim]Last pass: {last_pass}[/dim]")
    for account, what in status.errors:
        console.print(Text(f"{account}: {what}", style="red"))


def _when(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).strftime("%a %d %b %H:%M")
