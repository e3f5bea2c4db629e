"""`syncd run`: the daemon."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection
from contextlib import ExitStack
from datetime import datetime, timedelta

from syncd.bootstrap import open_world
from syncd.config import Config, find_config, load
from syncd.daemon import run as run_daemon
from syncd.daemon.lanes import Lanes
from syncd.reconcile import run_pass
from syncd.reconcile.world import PassReport, Progress


def configure(parser: argparse.ArgumentParser) -> None:
    """It has no options of its own: what it does stands in the config."""
    parser.epilog = "SIGHUP reads the config again, SIGUSR1 asks for a pass now, SIGTERM ends it."


def run(args: argparse.Namespace) -> int:
    """Run until a signal ends it."""
    return run_daemon(lambda: load(find_config(args.config)), Passes)


PATIENCE = timedelta(minutes=4)
"""How long an account may give no sign of life before the pass goes on without it; less than the daemon's `silence`."""


class Passes:
    """The daemon's work: one world for all passes, each account on its own thread."""

    def __init__(self, config: Config, patience: timedelta = PATIENCE) -> None:
        self._open = ExitStack()
        self._world = self._open.enter_context(open_world(config))
        self._lanes = Lanes(patience)

    def pass_(self, now: datetime, skip: Collection[str], alive: Callable[[], None]) -> PassReport:
        """One pass; `alive` is called with every object that is read, and before each that is written."""
        self._lanes.tell = alive
        progress = Progress(report=lambda _name, _number, _total: self._lanes.alive(), alive=self._lanes.alive)
        return run_pass(self._world, now, skip=skip, progress=progress, each=self._lanes.each)

    def close(self) -> None:
        """Give the memory and its lock back."""
        self._open.close()
