"""`syncd plan`: what the next pass would write, with the reason of each action."""

from __future__ import annotations

import argparse
from datetime import datetime

from syncd.bootstrap import peek_world
from syncd.cli.options import add_json, add_now, now_of
from syncd.cli.report import exit_code, print_actions, print_broken_templates, print_problems, report_to_json
from syncd.cli.sync import reading_bar
from syncd.cli.tables import make_console
from syncd.config import Config, find_config, load
from syncd.reconcile import run_pass
from syncd.reconcile.world import PassReport


def configure(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    add_now(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Decide as a pass would, on a memory that is thrown away."""
    config = load(find_config(args.config))
    report = show(config, now_of(args), as_json=args.json)
    if report.actions and not args.json:
        make_console().print("\nNothing was written. `syncd sync` writes it.")
    return exit_code(report, len(config.accounts))


def show(config: Config, now: datetime, *, as_json: bool = False) -> PassReport:
    """Print what a pass would write, and return it."""
    console = make_console()
    with peek_world(config) as world, reading_bar(shown=console.is_terminal and not as_json) as progress:
        report = run_pass(world, now, dry_run=True, progress=progress)
    print_problems(report.problems)
    print_broken_templates(report.wording)
    if as_json:
        print(report_to_json(report))
    elif report.actions:
        print_actions(console, report.actions, config.settings.me.zone)
    elif report.unchanged:
        console.print(f"Nothing to write: {report.unchanged} entries are as they should be.")
    elif not report.problems:
        console.print("No interview is in sight yet, so there is nothing to write. It will be noticed when it comes.")
    return report
