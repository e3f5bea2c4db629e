"""`syncd sync`: one pass."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from datetime import datetime

from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import TaskID

from syncd.bootstrap import open_world
from syncd.cli.options import add_json, add_now, now_of
from syncd.cli.report import exit_code, print_actions, print_broken_templates, print_problems, report_to_json
from syncd.cli.tables import make_console
from syncd.config import Config, find_config, load
from syncd.reconcile import run_pass
from syncd.reconcile.world import PassReport, Progress


def configure(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    add_now(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Run one pass and say what it did."""
    config = load(find_config(args.config))
    report = show(config, now_of(args), as_json=args.json)
    return exit_code(report, len(config.accounts))


def show(config: Config, now: datetime, *, as_json: bool = False, listed: bool = True) -> PassReport:
    """Run one pass, print what it did (`listed`: each action, else their number), and return it."""
    console = make_console()
    with open_world(config) as world, reading_bar(shown=console.is_terminal and not as_json) as progress:
        report = run_pass(world, now, progress=progress)
    print_problems(report.problems)
    print_broken_templates(report.wording)
    if as_json:
        print(report_to_json(report))
    else:
        if listed and report.actions:
            print_actions(console, report.actions, config.settings.me.zone)
            console.print()
        _print_sum(console, report)
    return report


@contextlib.contextmanager
def reading_bar(*, shown: bool) -> Iterator[Progress | None]:
    """A progress bar per calendar while events are read."""
    if not shown:
        yield None
        return
    with Bar(transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def report(name: str, number: int, total: int) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(f"Reading {name}", total=total)
            bar.update(tasks[name], completed=number)

        yield Progress(report=report)


def _print_sum(console: Console, report: PassReport) -> None:
    if report.actions:
        kept = f", {report.unchanged} as they should be" if report.unchanged else ""
        console.print(f"{len(report.actions)} written{kept}.")
        console.print("They are in your calendar app now. Tick, move, delete or write into them: syncd follows.")
    elif not report.problems:
        console.print(f"Nothing changed: {report.unchanged} entries are as they should be.")
