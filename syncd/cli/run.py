"""`syncd run`: the daemon."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime

from syncd.bootstrap import open_world
from syncd.config import Config, find_config, load
from syncd.daemon import run as run_daemon
from syncd.reconcile import run_pass
from syncd.reconcile.world import PassReport, Progress


def configure(parser: argparse.ArgumentParser) -> None:
    """It has no options of its own: what it does stands in the config."""
    parser.epilog = "SIGHUP reads the config again, SIGUSR1 asks for a pass now, SIGTERM ends it."


def run(args: argparse.Namespace) -> int:
    """Run until a signal ends it."""
    return run_daemon(lambda: load(find_config(args.config)), Passes)


class Passes:
    """The daemon's work: one world for all passes, each account read on its own thread."""

    def __init__(self, config: Config) -> None:
        self._open = ExitStack()
        self._world = self._open.enter_context(open_world(config))
        self._threads = self._open.enter_context(ThreadPoolExecutor(len(config.accounts), "account"))

    def pass_(self, now: datetime, skip: Collection[str], alive: Callable[[], None]) -> PassReport:
        """One pass; `alive` is called with every object that is read."""
        progress = Progress(report=lambda _name, _number, _total: alive())
        return run_pass(self._world, now, skip=skip, progress=progress, each=self._threads.map)

    def close(self) -> None:
        """Give the memory and its lock back."""
        self._open.close()
