"""`syncd undo`: remove everything syncd wrote, and only that."""

from __future__ import annotations

import argparse
import sys

from rich.console import Console

from syncd.bootstrap import open_world, peek_world
from syncd.cli.report import exit_code, print_actions, print_problems
from syncd.cli.tables import make_console
from syncd.config import find_config, load
from syncd.reconcile.undo import undo


def configure(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--dry-run", action="store_true", help="only say what would be removed")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(args: argparse.Namespace) -> int:
    """Show what would go, ask on a terminal, remove."""
    config = load(find_config(args.config))
    console = make_console()
    with peek_world(config) as world:
        preview = undo(world, dry_run=True)
    if not preview.actions:
        print_problems(preview.problems)
        console.print("Nothing that syncd wrote is there.")
        return exit_code(preview, len(config.accounts))
    if args.dry_run or not args.yes:
        print_actions(console, preview.actions, config.settings.me.zone)
        _print_kept(console, preview.unchanged)
    if args.dry_run:
        print_problems(preview.problems)
        return exit_code(preview, len(config.accounts))
    if not args.yes and sys.stdin.isatty() and not _agrees(len(preview.actions)):
        console.print("Nothing was removed.")
        return 0
    with open_world(config) as world:
        report = undo(world)
    print_problems(report.problems)
    console.print(f"{len(report.actions)} removed. What you deal with now, syncd will not write again.")
    _print_kept(console, report.unchanged)
    return exit_code(report, len(config.accounts))


def _agrees(count: int) -> bool:
    answer = input(f"Remove these {count}? [y/N] ")
    return answer.strip().casefold() in {"y", "yes"}


def _print_kept(console: Console, kept: int) -> None:
    if kept:
        console.print(f"{kept} kept: you wrote into them, so they are yours.")
