"""The thread that does the passes, so that the main loop can answer signals and the watchdog all the while.

One thread alone opens, uses and closes the work: an SQLite connection belongs to the thread that made it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from queue import SimpleQueue
from typing import Protocol

from syncd.config import Config
from syncd.errors import SyncdError
from syncd.reconcile.world import PassReport

ALIVE_EVERY = 1.0
"""Seconds between two signs of life at least: a pass over 10,000 events has 10,000 of them."""


class Work(Protocol):
    """What the daemon does each time."""

    def pass_(self, now: datetime, skip: Collection[str], alive: Callable[[], None]) -> PassReport:
        """One pass that leaves the accounts in `skip` alone and calls `alive` whenever it gets on."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


@dataclass(frozen=True, slots=True)
class Opened:
    """The work of a config is ready; `refused` says why it is not the new one's, if so."""

    config: Config
    refused: SyncdError | None = None


@dataclass(frozen=True, slots=True)
class Alive:
    """The pass that runs got on."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A pass came to its end."""

    report: PassReport


@dataclass(frozen=True, slots=True)
class Failed:
    """A pass was broken off by something that syncd reports on purpose."""

    error: SyncdError


@dataclass(frozen=True, slots=True)
class Ended:
    """The worker is gone; `error` says why, unless it was told to."""

    error: Exception | None = None


Event = Opened | Alive | Finished | Failed | Ended


class Worker:
    """Runs one thing after the other and reports to `tell`."""

    def __init__(self, open_work: Callable[[Config], Work], tell: Callable[[Event], None]) -> None:
        self._open = open_work
        self._tell = tell
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._work: Work | None = None
        self._config: Config | None = None
        self._alive_at = 0.0
        # A daemon thread: a request that hangs must not hold up the end. A pass may be cut off anywhere (law 5).
        threading.Thread(target=self._run, name="pass", daemon=True).start()

    def open(self, config: Config) -> None:
        """Open the work for a config, in place of the old one."""
        self._jobs.put(lambda: self._reopen(config))

    def start_pass(self, skip: Collection[str]) -> None:
        """Begin a pass as soon as the worker is free."""
        self._jobs.put(lambda: self._pass(skip))

    def stop(self) -> None:
        """Close the work and end the thread as soon as the worker is free."""
        self._jobs.put(None)

    def _run(self) -> None:
        try:
            while job := self._jobs.get():
                job()
            self._close()
        except Exception as err:  # noqa: BLE001  # the main loop ends the process and says why
            self._tell(Ended(err))
        else:
            self._tell(Ended())

    def _reopen(self, config: Config) -> None:
        self._close()
        try:
            self._work = self._open(config)
        except SyncdError as err:
            if self._config is None:
                raise
            self._work = self._open(self._config)
            self._tell(Opened(self._config, refused=err))
        else:
            self._config = config
            self._tell(Opened(config))

    def _pass(self, skip: Collection[str]) -> None:
        assert self._work is not None, "a pass is only asked for when the work is open"
        try:
            report = self._work.pass_(datetime.now(UTC), skip, self._alive)
        except SyncdError as err:
            self._tell(Failed(err))
        else:
            self._tell(Finished(report))

    def _alive(self) -> None:
        if time.monotonic() - self._alive_at >= ALIVE_EVERY:
            self._alive_at = time.monotonic()
            self._tell(Alive())

    def _close(self) -> None:
        if self._work is not None:
            self._work.close()
            self._work = None
