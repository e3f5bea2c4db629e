"""`syncd completion SHELL`: the script that lets a shell complete commands and options."""

from __future__ import annotations

import argparse
import sys
from importlib.resources import files

FILES = {"bash": "syncd.bash", "zsh": "_syncd", "fish": "syncd.fish"}
"""In syncd/share/, by shell."""
PLACES = {
    "bash": "~/.local/share/bash-completion/completions/syncd",
    "zsh": "a folder of $fpath, as _syncd",
    "fish": "~/.config/fish/completions/syncd.fish",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("shell", choices=tuple(FILES), metavar="SHELL", help=", ".join(FILES))
    where = "; ".join(f"{shell}: {place}" for shell, place in PLACES.items())
    parser.epilog = f"Keep it where the shell looks: {where}."


def run(args: argparse.Namespace) -> int:
    """Print the script."""
    sys.stdout.write((files("syncd") / "share" / FILES[args.shell]).read_text(encoding="utf-8"))
    return 0
