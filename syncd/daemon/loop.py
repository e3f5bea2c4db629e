"""The main loop: it waits, answers signals, feeds the watchdog and says when the next pass is due.

Everything that takes time happens in the worker. All that happens arrives in one queue: signals, and what the worker
tells. Moments are seconds of the monotonic clock.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import random
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from queue import Empty, SimpleQueue

from syncd import logs
from syncd.config import Config
from syncd.daemon import words
from syncd.daemon.accounts import Accounts
from syncd.daemon.clock import JumpDetector
from syncd.daemon.worker import Alive, Ended, Event, Failed, Finished, Opened, Work, Worker
from syncd.errors import ConfigError, SyncdError
from syncd.reconcile.world import PassReport
from syncd.systemd import notify, notify_reloading, watchdog_interval

log = logging.getLogger("syncd.daemon")

BUG = 1
"""Exit code when syncd itself is wrong; the service manager starts it anew."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rhythm:
    """How the daemon keeps time."""

    look_up: timedelta = timedelta(seconds=20)
    """Longest wait between two looks at the clocks."""
    silence: timedelta = timedelta(minutes=10)
    """How long a pass may go on without a sign of life; then the watchdog is no longer fed."""
    stop_within: timedelta = timedelta(seconds=1)
    """How long a running pass may take to end when the service is stopped; then it is cut off."""
    first_retry: timedelta = timedelta(seconds=15)
    """How long an account rests after its first failure."""
    after_jump: timedelta = timedelta(seconds=5)
    """How long the network gets to come back after a sleep."""
    between_jumps: timedelta = timedelta(minutes=1)
    """However often the clock is set, it causes no more passes than one in this time."""


def run(load: Callable[[], Config], open_work: Callable[[Config], Work], rhythm: Rhythm | None = None) -> int:
    """Run until a signal ends it.

    Args:
        load: Reads the config; called at the start and at each SIGHUP.
        open_work: Makes what does the passes; called in the thread that will use and close it.
        rhythm: For tests, which cannot wait as long.

    Returns:
        The exit code.

    Raises:
        ConfigError: The config is wrong at the start.
    """
    faulthandler.enable()
    config = load()
    logs.setup(config.daemon.log_level)
    return _Loop(config, load, open_work, rhythm or Rhythm()).run()


class _Loop:
    def __init__(
        self, config: Config, load: Callable[[], Config], open_work: Callable[[Config], Work], rhythm: Rhythm
    ) -> None:
        self.config = config
        self.load = load
        self.rhythm = rhythm
        self.inbox: SimpleQueue[Event | signal.Signals] = SimpleQueue()
        self.worker = Worker(open_work, self.inbox.put)
        self.accounts = Accounts()
        self.clocks = JumpDetector(time.time(), time.monotonic())
        self.watchdog = watchdog_interval()
        self.ready = False
        self.opening = 1
        """How many configs the worker has still to open."""
        self.passing = False
        self.reloading = False
        self.asked = False
        """A pass was asked for while one was running."""
        self.skipped: frozenset[str] = frozenset()
        self.due = 0.0
        self.alive_at = time.monotonic()
        self.jumped_at = -self.rhythm.between_jumps.total_seconds()
        self.failures = 0
        self.unreadable = 0
        self.broken_texts = 0
        self.silent = False
        self.status = ""

    def run(self) -> int:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1):
            signal.signal(number, self._on_signal)
        self.worker.open(self.config)
        while True:
            event = self._next_event()
            if event in (signal.SIGTERM, signal.SIGINT):
                return self._stop()
            match event:
                case Ended(error=error):
                    return _failed(error)
                case signal.SIGHUP:
                    self._reload()
                case signal.SIGUSR1:
                    self._ask()
                case Opened(config=config, refused=refused):
                    self._opened(config, refused)
                case Alive():
                    self._alive()
                case Finished(report=report):
                    self._finished(report)
                case Failed(error=failure):
                    self._failed_pass(failure)
            self._watch_clocks()
            self._start_pass_when_due()
            self._feed_watchdog()

    @property
    def is_busy(self) -> bool:
        """Whether the worker opens the work or is in a pass."""
        return bool(self.opening) or self.passing

    def _on_signal(self, number: int, _frame: object) -> None:
        self.inbox.put(signal.Signals(number))  # SimpleQueue.put may be called from a signal handler

    def _next_event(self) -> Event | signal.Signals | None:
        now = time.monotonic()
        waits = [self.rhythm.look_up.total_seconds()]
        if self.watchdog:
            waits.append(self.watchdog.total_seconds() / 3)
        if not self.is_busy:
            waits.append(self._next_due() - now)
        try:
            return self.inbox.get(timeout=max(0.0, min(waits)))
        except Empty:
            return None

    def _next_due(self) -> float:
        """The poll, or the moment an account in trouble is tried again; with all in trouble only the latter."""
        retry = self.accounts.next_try()
        if retry is None:
            return self.due
        all_rest = self.accounts.backoffs.keys() >= {account.name for account in self.config.accounts}
        return retry if all_rest else min(self.due, retry)

    def _start_pass_when_due(self) -> None:
        now = time.monotonic()
        if self.is_busy or self._next_due() > now:
            return
        self.passing = True
        self.alive_at = now
        self.skipped = self.accounts.skip(now)
        self.worker.start_pass(self.skipped)

    def _opened(self, config: Config, refused: SyncdError | None) -> None:
        self.opening -= 1
        self.due = time.monotonic()
        if refused is not None:
            log.error("the new config cannot be used, the old one stays: %s", words.redacted(str(refused)))
        elif self.reloading:
            self.config = config
            self.accounts.forget()
            logs.setup(self.config.daemon.log_level)
            log.info("config read again")
        if not self.opening:
            self._end_reload()

    def _alive(self) -> None:
        self.alive_at = time.monotonic()
        self.silent = False
        self._be_ready("first look at the calendars")

    def _finished(self, report: PassReport) -> None:
        now = time.monotonic()
        self.failures = 0
        self._rest(now, self.config.daemon.poll_interval)
        for news in self.accounts.note(report, self.skipped, now, self._first_retry(), random.random):
            level = logging.INFO if news.good else logging.WARNING
            log.log(level, "%s: %s", news.account, news.text, extra={"account": news.account})
        for account, counts in words.written(report).items():
            log.info("%s: %s", account, counts, extra={"account": account})
        for action in report.actions:
            extra = {"account": action.account, "uid": action.uid}
            log.debug("%s %s: %s", action.do, action.summary, action.reason, extra=extra)
        for problem in report.problems:
            log.debug("%s: %s: %s", problem.account, problem.where, problem.what, extra={"account": problem.account})
        log.debug("pass ended, %d entries as they should be", report.unchanged)
        unreadable = words.unreadable(report, report.failed)
        if unreadable > self.unreadable:
            objects = words.number(unreadable, "object")
            log.warning("%s could not be read or written; see `syncd status`", objects)
        self.unreadable = unreadable
        if len(report.wording) > self.broken_texts:
            log.warning("%s of yours cannot be used; see `syncd plan`", words.number(len(report.wording), "text"))
        self.broken_texts = len(report.wording)
        zone = self.config.settings.me.zone
        well = words.troubles(self.accounts.backoffs) or "all is well"
        at = words.clock(datetime.now(UTC).astimezone(zone))
        self._settle(f"{well}; {words.summary(report, zone)}; last look {at}")

    def _failed_pass(self, error: SyncdError) -> None:
        now = time.monotonic()
        if not self.failures:
            log.warning("the pass was broken off (%s); trying again by itself", type(error).__name__)
        log.debug("broken off: %s", error)
        self._rest(now, min(self._first_retry() * 2 ** min(self.failures, 16), timedelta(hours=1)))
        self.failures += 1
        self._settle("the last pass was broken off, trying again by itself; see `syncd check`")

    def _settle(self, status: str) -> None:
        """After a pass, however it ended."""
        self.passing = False
        self.silent = False
        if self.asked:
            self.asked = False
            self.due = time.monotonic()
        self._be_ready(status)
        self._say(status)

    def _rest(self, now: float, wait: timedelta) -> None:
        self.due = now + wait.total_seconds() * random.uniform(0.9, 1.1)  # noqa: S311  # many daemons out of step

    def _first_retry(self) -> timedelta:
        return min(self.rhythm.first_retry, self.config.daemon.poll_interval)

    def _ask(self) -> None:
        log.info("a pass was asked for")
        self.accounts.retry_now()
        self.due = time.monotonic()
        self.asked = self.passing

    def _reload(self) -> None:
        notify_reloading()
        self.reloading = True
        try:
            config = self.load()
        except ConfigError as err:
            count = words.number(len(err.problems), "problem")
            log.error("the config has %s, the old one stays", count)  # noqa: TRY400
            for problem in err.problems:
                log.error("config: %s", words.redacted(problem))  # noqa: TRY400
            if not self.opening:
                self._end_reload()
            return
        self.opening += 1
        self.alive_at = time.monotonic()
        self.worker.open(config)

    def _end_reload(self) -> None:
        if self.reloading:
            self.reloading = False
            notify(READY=1, STATUS=self.status or "config read again")

    def _be_ready(self, status: str) -> None:
        if not self.ready:
            self.ready = True
            self.status = status
            notify(READY=1, STATUS=status, MAINPID=os.getpid())
            log.info("watching %s", words.number(len(self.config.accounts), "account"))

    def _say(self, status: str) -> None:
        if status != self.status:
            self.status = status
            notify(STATUS=status)

    def _watch_clocks(self) -> None:
        now = time.monotonic()
        jump = self.clocks.jumped(time.time(), now)
        if jump and now - self.jumped_at >= self.rhythm.between_jumps.total_seconds():
            self.jumped_at = now
            log.info("the clock moved by %d s: the machine slept, or its time was set", jump)
            self.accounts.retry_now()
            self.due = min(self.due, now + self.rhythm.after_jump.total_seconds())

    def _feed_watchdog(self) -> None:
        """From this loop only, and not for a worker that shows no life: a hang is for the manager to end."""
        silent = self.is_busy and time.monotonic() - self.alive_at > self.rhythm.silence.total_seconds()
        if silent and not self.silent:
            log.error("the pass shows no sign of life for %d s", self.rhythm.silence.total_seconds())
            faulthandler.dump_traceback(all_threads=True)
        self.silent = silent
        if silent:
            return
        if self.watchdog:
            notify(WATCHDOG=1)
        if not self.ready:
            notify(EXTEND_TIMEOUT_USEC=int(2e6 * self.rhythm.look_up.total_seconds()), STATUS="first look")

    def _stop(self) -> int:
        notify(STOPPING=1, STATUS="stopping")
        log.info("stopping")
        self.worker.stop()
        deadline = time.monotonic() + self.rhythm.stop_within.total_seconds()
        while (left := deadline - time.monotonic()) > 0:
            try:
                event = self.inbox.get(timeout=left)
            except Empty:
                break
            if isinstance(event, Ended):
                return 0
        log.info("the running pass was cut off; the next one goes on from there")
        logging.shutdown()
        os._exit(0)  # a thread of an SDK that hangs in a request would hold up an orderly exit


def _failed(error: Exception | None) -> int:
    """Say why the worker ended; the text of an unforeseen error may quote an event, so only its place is shown."""
    if isinstance(error, SyncdError):
        log.error("%s", words.redacted(str(error)))
        return error.exit_code
    if error is not None:
        where = "".join(traceback.format_tb(error.__traceback__))
        log.error("a bug in syncd, %s, at\n%s", type(error).__name__, where)
        log.debug("the bug says: %s", error)
    return BUG
