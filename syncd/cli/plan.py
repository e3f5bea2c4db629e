"""`syncd plan`: what the next pass would write, with the reason of each action."""

from __future__ import annotations

import argparse

from rich.console import Console

from syncd.bootstrap import peek_world
from syncd.cli.options import add_json, add_now, now_of
from syncd.cli.report import exit_code, print_actions, print_problems, report_to_json
from syncd.cli.sync import reading_bar
from syncd.config import find_config, load
from syncd.reconcile import run_pass


def configure(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    add_now(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Decide as a pass would, on a memory that is thrown away."""
    config = load(find_config(args.config))
    console = Console()
    with peek_world(config) as world, reading_bar(shown=console.is_terminal and not args.json) as progress:
        report = run_pass(world, now_of(args), dry_run=True, progress=progress)
    print_problems(report.problems)
    if args.json:
        print(report_to_json(report))
    elif report.actions:
        print_actions(console, report.actions, config.settings.me.zone)
        console.print("\nNothing was written. `syncd sync` writes it.")
    elif not report.problems:
        console.print(f"Nothing to write: {report.unchanged} entries are as they should be.")
    return exit_code(report, len(config.accounts))
