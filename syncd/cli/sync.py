"""`syncd sync`: one pass."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from datetime import tzinfo

from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import TaskID

from syncd.bootstrap import open_world
from syncd.cli.options import add_json, add_now, now_of
from syncd.cli.report import exit_code, print_actions, print_problems, report_to_json
from syncd.config import find_config, load
from syncd.reconcile import run_pass
from syncd.reconcile.world import PassReport, Progress


def configure(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    add_now(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Run one pass and say what it did."""
    config = load(find_config(args.config))
    console = Console()
    with open_world(config) as world, reading_bar(shown=console.is_terminal and not args.json) as progress:
        report = run_pass(world, now_of(args), progress=progress)
    print_problems(report.problems)
    if args.json:
        print(report_to_json(report))
    else:
        _print(console, report, config.settings.me.zone)
    return exit_code(report, len(config.accounts))


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


def _print(console: Console, report: PassReport, zone: tzinfo) -> None:
    if report.actions:
        print_actions(console, report.actions, zone)
        console.print(f"\n{len(report.actions)} written, {report.unchanged} as they should be.")
        console.print("They are in your calendar app now. Tick, move, delete or write into them: syncd follows.")
    elif not report.problems:
        console.print(f"Nothing changed: {report.unchanged} entries are as they should be.")
