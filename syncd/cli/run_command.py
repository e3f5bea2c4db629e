"""From arguments to an exit code: errors become a line on stderr that says what to do next."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module

from syncd.cli import COMMANDS
from syncd.cli.parser import make_parser
from syncd.errors import SyncdError
from syncd.logs import setup

INTERRUPTED = 130
LEVELS = ("warning", "info", "debug")
"""What is logged, by the number of -v."""


def run_command(arguments: Sequence[str]) -> int:
    """Parse, run, and report what went wrong."""
    parser = make_parser({argument for argument in arguments if argument in COMMANDS})
    try:
        args = parser.parse_args(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    setup(LEVELS[min(args.verbose, len(LEVELS) - 1)])
    try:
        code = int(import_module(f"syncd.cli.{args.command}").run(args))
        sys.stdout.flush()
    except SyncdError as err:
        if args.verbose > 1:
            traceback.print_exc()
        for line in str(err).splitlines():
            print(f"syncd: {line}", file=sys.stderr)
        return err.exit_code
    except KeyboardInterrupt:
        print("syncd: interrupted; nothing is half-written", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output went away: `syncd scan ... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code
