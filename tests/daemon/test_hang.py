"""A server that keeps the line open and never comes to an end holds up no other account."""

from __future__ import annotations

import contextlib
import signal
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from syncd.cli.run import Passes
from syncd.config import load
from syncd.daemon.lanes import Lanes
from syncd.errors import TransientError
from syncd.providers.memory import MemoryCalendars
from syncd.reconcile.world import Account
from tests.daemon.harness import INVITATION, running

NOW = datetime(2026, 10, 5, 7, tzinfo=UTC)
CONFIG = """
state_dir = "{folder}/state"
[me]
name = "Sam Rivera"
emails = ["sam@example.com"]
timezone = "Europe/Berlin"
[accounts.far]
type = "caldav"
url = "http://127.0.0.1:{port}/"
username = "sam"
password = "x"
[accounts.near]
type = "vdir"
path = "{folder}/calendars"
"""


class Tarpit:
    """Answers every request with a header a moment, for ever: no time limit of a socket ever strikes."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self.visitors = 0
        self._open = True
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        """Let everybody go."""
        self._open = False
        self._server.close()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                visitor, _ = self._server.accept()
                self.visitors += 1
                threading.Thread(target=self._drip, args=(visitor,), daemon=True).start()

    def _drip(self, visitor: socket.socket) -> None:
        with visitor, contextlib.suppress(OSError):
            visitor.recv(65536)
            visitor.sendall(b"HTTP/1.1 207 Multi-Status\r\n")
            while self._open:
                visitor.sendall(b"X-Wait: a\r\n")
                time.sleep(0.2)


@pytest.fixture
def tarpit() -> Iterator[Tarpit]:
    made = Tarpit()
    yield made
    made.close()


@pytest.fixture
def passes(tmp_path: Path, tarpit: Tarpit) -> Iterator[Passes]:
    """The daemon's work for an account in the tarpit and one on disk, with little patience."""
    (tmp_path / "calendars/private").mkdir(parents=True)
    (tmp_path / "calendars/private/acme.ics").write_text(INVITATION.replace("\n", "\r\n"), newline="")
    config = tmp_path / "config.toml"
    config.write_text(CONFIG.format(folder=tmp_path, port=tarpit.port))
    config.chmod(0o600)
    made = Passes(load(config), patience=timedelta(seconds=1))
    yield made
    made.close()


def kinds(folder: Path) -> set[str]:
    texts = [file.read_text() for file in (folder / "calendars").rglob("*.ics")]
    return {line.split(":")[1] for text in texts for line in text.splitlines() if line.startswith("X-SYNCD-KIND")}


def test_an_account_that_never_answers_does_not_stop_the_other(passes: Passes, tmp_path: Path, tarpit: Tarpit):
    """The other one's reminders stand after the time limit; the one that hangs is away, and is not asked twice."""
    deadline = time.monotonic() + 30
    report = passes.pass_(NOW, (), lambda: None)
    while "near" in report.failed and time.monotonic() < deadline:  # on a slow machine the first look takes longer
        report = passes.pass_(NOW, (), lambda: None)
    assert {"prepare", "thank-you", "follow-up"} <= kinds(tmp_path)
    assert report.failed == {"far"}
    (problem,) = (problem for problem in report.problems if problem.account == "far")
    assert isinstance(problem.error, TransientError)
    assert "no sign of life" in problem.what
    assert tarpit.visitors == 1

    begin = time.monotonic()
    report = passes.pass_(NOW, (), lambda: None)

    assert time.monotonic() - begin < 1, "it was waited for again"
    assert report.failed == {"far"}
    assert report.actions == ()
    assert tarpit.visitors == 1


def test_when_it_lets_go_it_is_tried_again(passes: Passes, tarpit: Tarpit):
    """The thread that hung ends with its request; the next pass begins anew."""
    passes.pass_(NOW, (), lambda: None)
    tarpit.close()
    deadline = time.monotonic() + 20
    while "no sign of life" in (what := passes.pass_(NOW, (), lambda: None).problems[0].what):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert "no answer" in what


DAEMON = """
import sys
from datetime import timedelta
from pathlib import Path
from syncd import daemon
from syncd.cli.run import Passes
from syncd.config import load
sys.exit(daemon.run(lambda: load(Path(sys.argv[1])), lambda config: Passes(config, timedelta(seconds=1))))
"""


def test_the_daemon_lives_with_it_and_stops_in_time(tmp_path: Path, tarpit: Tarpit):
    """Ready although one account hangs; a reload begins anew; SIGTERM ends it within two seconds, request or no."""
    (tmp_path / "calendars/private").mkdir(parents=True)
    config = tmp_path / "config.toml"
    config.write_text(CONFIG.format(folder=tmp_path, port=tarpit.port))
    config.chmod(0o600)
    with running(tmp_path, ["-c", DAEMON, str(config)]) as service:
        service.expect(READY="1", timeout=30)
        service.expect(STATUS="far: server away", timeout=30)
        service.signal(signal.SIGHUP)
        service.wait_for(READY="1", timeout=30)
        service.until(lambda: tarpit.visitors == 2, timeout=30)
        assert service.stop(timeout=2) == 0
        assert "Traceback" not in service.stderr


def account(name: str) -> Account:
    return Account(name=name, calendars=MemoryCalendars(), write_account=name, contacts_account=None)


def instead(account: Account, error: TransientError) -> str:
    return f"{account.name} hangs"


def test_signs_of_life_keep_the_others_waiting():
    """What is slow and gets on is waited for, however long it takes; each sign is passed on."""
    signs = []
    lanes = Lanes(timedelta(seconds=1))
    lanes.tell = lambda: signs.append(1)

    def slowly(account: Account) -> str:
        for _ in range(12):
            time.sleep(0.1)
            lanes.alive()
        return account.name

    assert lanes.each(slowly, [account("a"), account("b")], instead) == ["a", "b"]
    assert len(signs) == 24


def test_what_was_given_up_ends_at_its_next_sign_of_life():
    """It does not go on writing by itself to an account that is thought to be away."""
    lanes = Lanes(timedelta(seconds=0.2))
    release, ended, written = threading.Event(), threading.Event(), []

    def hang(_account: Account) -> str:
        try:
            release.wait(10)
            lanes.alive()
            written.append(1)
        finally:
            ended.set()
        return "done"

    assert lanes.each(hang, [account("a")], instead) == ["a hangs"]
    release.set()
    assert ended.wait(10)
    assert written == []


def test_a_bug_in_one_lane_is_not_hidden():
    """It ends the process, as anywhere else."""

    def wrong(_account: Account) -> str:
        raise KeyError("x")

    with pytest.raises(KeyError):
        Lanes(timedelta(seconds=5)).each(wrong, [account("a")], instead)
