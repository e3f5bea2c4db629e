"""The command line: one module a command, imported only when it is asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from syncd import __version__

if TYPE_CHECKING:
    import argparse

COMMANDS = {
    "demo": "the whole loop in ./syncd-demo/ on local files; no account needed",
    "scan": "which events of these files are interviews? Offline, writes nothing",
    "init": "a few questions, then everything is set up",
    "auth": "sign in at Google",
    "check": "is everything all right? One line each, with the mend",
    "plan": "what the next pass would write, and why",
    "sync": "one pass",
    "run": "the daemon",
    "status": "interviews, companies, what is due",
    "explain": "why an event is (not) taken for an interview",
    "undo": "remove everything syncd wrote, and only that",
    "service": "install, remove or look at the systemd user service",
    "completion": "a script that completes commands in your shell",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code of the contract (0, 1, 2, 75, 77, 78)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments == ["--version"]:
        print(f"syncd {__version__}")
        return 0
    from syncd.cli.run_command import run_command  # noqa: PLC0415  # --version stays quick

    return run_command(arguments)


def build_parser(*names: str) -> argparse.ArgumentParser:
    """The parser, with the options of the commands in `names`; without names, of all of them."""
    from syncd.cli.parser import make_parser  # noqa: PLC0415  # --version stays quick

    return make_parser(names or tuple(COMMANDS))
