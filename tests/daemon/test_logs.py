"""What reaches the journal, and what never does."""

from __future__ import annotations

import array
import logging
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from syncd import systemd
from syncd.systemd import JournalHandler, encode_entry, notify, watchdog_interval

CODE = """
import logging, warnings
from syncd import logs
logs.setup({level!r})
for name in ("caldav", "niquests", "urllib3.connectionpool", "googleapiclient.http", "google.auth", "oauthlib", "x"):
    for level in (10, 20, 30, 40, 50):
        logging.getLogger(name).log(level, "CANARY")
logging.getLogger("caldav").setLevel(10)
logging.getLogger("caldav").critical("CANARY")
warnings.warn("CANARY")
logging.getLogger("syncd.x").debug("fine")
logging.getLogger("syncd.x").info("done")
"""


@pytest.fixture
def journal() -> Iterator[tuple[socket.socket, Path]]:
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as receiver:
        path = Path(folder) / "journal"
        receiver.bind(str(path))
        receiver.settimeout(5)
        yield receiver, path


def record(text: str, level: int = logging.INFO, **extra: str) -> logging.LogRecord:
    made = logging.LogRecord("syncd.daemon", level, __file__, 1, text, None, None, "f")
    made.__dict__.update(extra)
    return made


def test_a_record_reaches_the_journal_with_its_fields(journal):
    """Priority, account and uid are fields to search for: `journalctl SYNCD_ACCOUNT=home`."""
    receiver, path = journal
    JournalHandler(path).emit(record("2 written", logging.WARNING, account="home", uid="u-1"))
    lines = receiver.recv(65536).decode().splitlines()
    assert {"MESSAGE=2 written", "PRIORITY=4", "SYNCD_ACCOUNT=home", "SYNCD_UID=u-1"} <= set(lines)
    assert "SYSLOG_IDENTIFIER=syncd" in lines


def test_a_value_with_newlines_is_preceded_by_its_length():
    """systemd's journal export format."""
    assert encode_entry({"MESSAGE": "a\nb", "X": "c"}) == b"MESSAGE\n\x03\0\0\0\0\0\0\0a\nb\nX=c\n"


def test_a_record_too_long_for_a_datagram_goes_in_a_memory_file(journal):
    """Nothing is cut off."""
    receiver, path = journal
    JournalHandler(path).emit(record("x" * 1_000_000))
    data, ancillary, *_ = receiver.recvmsg(100, socket.CMSG_SPACE(4))
    assert data == b""
    descriptor = array.array("i", ancillary[0][2])[0]
    with os.fdopen(descriptor, "rb") as file:
        file.seek(0)
        assert b"x" * 1_000_000 in file.read()


@pytest.mark.parametrize("level", ["debug", "info", "error"])
def test_libraries_never_speak(level: str):
    """caldav logs event texts as warnings, oauthlib logs tokens: nothing of theirs passes at any level."""
    environ = {**os.environ, "JOURNAL_STREAM": ""}
    done = subprocess.run(
        [sys.executable, "-c", CODE.format(level=level)], capture_output=True, text=True, check=True, env=environ
    )
    assert "CANARY" not in done.stderr + done.stdout
    assert ("done" in done.stderr) == (level != "error")
    assert ("fine" in done.stderr) == (level == "debug")


def test_without_journald_lines_carry_their_priority(tmp_path: Path):
    """stderr is the journal's, but its socket cannot be reached: `<6>text` is understood by systemd."""
    code = CODE.format(level="info").replace("logs.setup", "logs.JournalHandler = refuse\nlogs.setup", 1)
    code = "def refuse(): raise OSError\n" + code
    with (tmp_path / "stderr").open("wb") as stderr:
        status = os.fstat(stderr.fileno())
        environ = {**os.environ, "JOURNAL_STREAM": f"{status.st_dev}:{status.st_ino}"}
        subprocess.run([sys.executable, "-c", code], stderr=stderr, check=True, env=environ)
    assert (tmp_path / "stderr").read_text() == "<6>done\n"


def test_notify_without_a_manager_does_nothing(monkeypatch: pytest.MonkeyPatch):
    """Nor does a manager that went away stop the service."""
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    assert not notify(READY=1)
    monkeypatch.setenv("NOTIFY_SOCKET", "/nowhere/notify")
    assert not notify(READY=1)


def test_notify_sends_one_line_a_variable(monkeypatch: pytest.MonkeyPatch):
    """To an abstract socket too; a newline cannot smuggle in a variable."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as receiver:
        receiver.bind("\0syncd-test-notify")
        monkeypatch.setenv("NOTIFY_SOCKET", "@syncd-test-notify")
        assert notify(READY=1, STATUS="a\nSTOPPING=1")
        assert receiver.recv(1000) == b"READY=1\nSTATUS=a STOPPING=1"


@pytest.mark.parametrize(
    ("microseconds", "pid", "seconds"),
    [("4000000", "own", 4), ("4000000", "1", None), ("4000000", None, 4), ("0", None, None), ("x", None, None)],
)
def test_the_watchdog_is_for_the_process_it_names(monkeypatch, microseconds, pid, seconds):
    """sd_watchdog_enabled(3)."""
    monkeypatch.setenv("WATCHDOG_USEC", microseconds)
    monkeypatch.delenv("WATCHDOG_PID", raising=False)
    if pid:
        monkeypatch.setenv("WATCHDOG_PID", str(os.getpid()) if pid == "own" else pid)
    interval = watchdog_interval()
    assert (interval and interval.total_seconds()) == seconds


@pytest.mark.parametrize(("level", "number"), [(50, 2), (40, 3), (30, 4), (20, 6), (10, 7)])
def test_levels_have_their_syslog_priority(level: int, number: int):
    """syslog(3)."""
    assert systemd.priority(level) == number
