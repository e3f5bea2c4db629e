"""`syncd scan`: detection only, offline; writes nothing."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from syncd.cli.files import Broken, Judged, Ordinary, read_paths
from syncd.cli.me import add_me, settings_of
from syncd.cli.options import add_json, add_now
from syncd.cli.tables import make_console
from syncd.cli.verdict import interview_to_json, ordinary_to_json, print_verdict
from syncd.core.model import Strength


def configure(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="an .ics file, or a folder of them")
    add_me(parser)
    add_now(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Judge every event; a line of JSON for each, or a list of what is, or may be, an interview."""
    settings = settings_of(args)
    console = make_console()
    counts = {Strength.SURE: 0, Strength.UNSURE: 0, Strength.NO: 0}
    broken = 0
    write = sys.stdout.write
    for item in read_paths(args.paths, settings):
        match item:
            case Broken():
                broken += 1
                print(f"syncd: {item.file}: {item.why}", file=sys.stderr)
            case Ordinary():
                counts[Strength.NO] += 1
                if args.json:
                    write(ordinary_to_json(str(item.file), item.glance) + "\n")
            case Judged():
                strength = item.interview.verdict.strength
                counts[strength] += 1
                if args.json:
                    line = interview_to_json(str(item.file), item.interview)
                    write(json.dumps(line, ensure_ascii=False) + "\n")
                elif strength is not Strength.NO or args.verbose:
                    print_verdict(console, item.interview, evidence=bool(args.verbose))
    if not args.json:
        unsure = f", {counts[Strength.UNSURE]} it would ask you about" if counts[Strength.UNSURE] else ""
        total = sum(counts.values())
        console.print(f"\n{total} events read: {counts[Strength.SURE]} interviews{unsure}.")
    return 1 if broken else 0
