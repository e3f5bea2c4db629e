"""A thread for each account: one that hangs holds up none of the others."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from syncd.errors import TransientError
from syncd.reconcile.world import Account

T = TypeVar("T")


@dataclass(eq=False, slots=True)
class _Job:
    """Something that is done for one account."""

    do: Callable[[], Any]
    alive_at: float
    done: threading.Event = field(default_factory=threading.Event)
    given_up: bool = False
    result: Any = None
    error: BaseException | None = None


class Lanes:
    """Runs the same thing for several accounts at once, and waits for each as long as it shows signs of life.

    A thread cannot be ended from outside. One that was given up ends at its next sign of life, or stays in its request;
    until it has ended, nothing else is begun for its account.

    Args:
        patience: How long an account may be silent.
    """

    def __init__(self, patience: timedelta) -> None:
        self.tell: Callable[[], None] = lambda: None
        """Called at every sign of life."""
        self._patience = patience
        self._stuck: dict[str, _Job] = {}
        self._here = threading.local()

    def each(
        self, do: Callable[[Account], T], accounts: Sequence[Account], instead: Callable[[Account, TransientError], T]
    ) -> list[T]:
        """What `do` returns for each account; what `instead` returns for one that gives no sign of life."""
        jobs = [self._start(do, account) for account in accounts]
        return [self._result(job, account, instead) for job, account in zip(jobs, accounts, strict=True)]

    def alive(self) -> None:
        """Called by what is done: it got on.

        Raises:
            TransientError: It took too long; nobody waits for it any more.
        """
        job: _Job = self._here.job
        if job.given_up:
            raise TransientError("given up meanwhile")
        job.alive_at = time.monotonic()
        self.tell()

    def _start(self, do: Callable[[Account], Any], account: Account) -> _Job:
        stuck = self._stuck.get(account.name)
        if stuck is not None and not stuck.done.is_set():
            return stuck
        job = _Job(do=lambda: do(account), alive_at=time.monotonic())
        # Not a pool, which waits for its threads at the end of the process.
        threading.Thread(target=self._run, args=(job,), name=account.name, daemon=True).start()
        return job

    def _run(self, job: _Job) -> None:
        self._here.job = job
        try:
            job.result = job.do()
        except BaseException as err:  # noqa: BLE001  # raised again where it is waited for
            job.error = err
        finally:
            job.done.set()

    def _result(self, job: _Job, account: Account, instead: Callable[[Account, TransientError], T]) -> T:
        patience = self._patience.total_seconds()
        while not job.given_up and not job.done.wait(max(0.0, job.alive_at + patience - time.monotonic())):
            job.given_up = time.monotonic() - job.alive_at >= patience
        if job.given_up:
            self._stuck[account.name] = job
            self.tell()
            return instead(account, TransientError(f"{account.name}: no sign of life for {patience:.0f} s"))
        if job.error is not None:
            raise job.error
        result: T = job.result
        return result
