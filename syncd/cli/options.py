"""Options that several commands share."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime


def add_now(parser: argparse.ArgumentParser) -> None:
    """`--now`, for commands that decide by the clock."""
    parser.add_argument(
        "--now",
        type=aware_time,
        default=None,
        metavar="ISO8601",
        help='as if it were this moment, e.g. "2026-10-05T09:00+02:00"',
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """`--json`, for scripts."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def aware_time(text: str) -> datetime:
    """An ISO 8601 date-time with an offset."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no date-time such as 2026-10-05T09:00+02:00') from None
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f'"{text}" names no offset; add one, such as +02:00 or Z')
    return moment


def now_of(args: argparse.Namespace) -> datetime:
    """`--now`, else the clock."""
    return args.now or datetime.now(UTC)
