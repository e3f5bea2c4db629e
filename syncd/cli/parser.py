"""The argument parser, from the commands' own modules."""

from __future__ import annotations

import argparse
from collections.abc import Collection
from importlib import import_module
from pathlib import Path

from syncd import __version__
from syncd.cli import COMMANDS


def make_parser(names: Collection[str]) -> argparse.ArgumentParser:
    """The parser with every command; only those in `names` know their options (the others are not imported)."""
    parser = argparse.ArgumentParser(
        prog="syncd",
        description="Job-interview follow-up in the calendar you already use.",
        epilog="Start with: syncd demo",
    )
    _add_global_options(parser)
    parser.add_argument("--version", action="version", version=f"syncd {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        sub = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
        _add_global_options(sub, repeated=True)
        if name in names:
            import_module(f"syncd.cli.{name}").configure(sub)
    return parser


def _add_global_options(parser: argparse.ArgumentParser, *, repeated: bool = False) -> None:
    """Global options are understood before and behind the command."""
    default = argparse.SUPPRESS if repeated else None
    parser.add_argument("-c", "--config", type=Path, metavar="FILE", default=default, help="the config to use")
    parser.add_argument(
        "-v", "--verbose", action="count", default=argparse.SUPPRESS if repeated else 0, help="say more (-vv: all)"
    )
