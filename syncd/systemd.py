"""The two datagram sockets through which a service talks to systemd: sd_notify(3) and journald's native protocol."""

from __future__ import annotations

import array
import errno
import fcntl
import logging
import os
import socket
import struct
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

JOURNAL = Path("/run/systemd/journal/socket")

_PRIORITIES = ((logging.CRITICAL, 2), (logging.ERROR, 3), (logging.WARNING, 4), (logging.INFO, 6))


def notify(**state: str | int) -> bool:
    """Tell the service manager, as in `notify(READY=1, STATUS="...")`.

    Returns:
        Whether there is a manager and it was told. Nothing here may stop the service.
    """
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return False
    message = "\n".join(f"{key}={str(value).replace(chr(10), ' ')}" for key, value in state.items())
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sender:
            sender.connect("\0" + address[1:] if address[0] == "@" else address)
            sender.sendall(message.encode())
    except OSError:
        return False
    return True


def notify_reloading() -> bool:
    """RELOADING=1 with the moment, by which `Type=notify-reload` knows which reload the next READY=1 ends."""
    return notify(RELOADING=1, MONOTONIC_USEC=time.monotonic_ns() // 1000)


def watchdog_interval() -> timedelta | None:
    """How long the manager waits for a WATCHDOG=1; None when this process is not watched (sd_watchdog_enabled(3))."""
    microseconds = os.environ.get("WATCHDOG_USEC", "")
    if not microseconds.isdecimal() or os.environ.get("WATCHDOG_PID", str(os.getpid())) != str(os.getpid()):
        return None
    return timedelta(microseconds=int(microseconds)) or None


def stderr_is_journal() -> bool:
    """Whether what this process writes to stderr ends up in the journal ($JOURNAL_STREAM, systemd.exec(5))."""
    try:
        status = os.fstat(2)
    except OSError:
        return False
    return os.environ.get("JOURNAL_STREAM") == f"{status.st_dev}:{status.st_ino}"


def priority(level: int) -> int:
    """The syslog priority of a logging level."""
    return next((number for least, number in _PRIORITIES if level >= least), 7)


class JournalHandler(logging.Handler):
    """Log records with their fields, straight to journald."""

    def __init__(self, address: Path = JOURNAL) -> None:
        super().__init__()
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)
        try:
            self._socket.connect(str(address))
        except OSError:
            self._socket.close()
            raise

    def emit(self, record: logging.LogRecord) -> None:
        """Send one record; one that cannot be sent is lost, as a full journal loses it."""
        fields = {
            "MESSAGE": self.format(record),
            "PRIORITY": str(priority(record.levelno)),
            "SYSLOG_IDENTIFIER": "syncd",
            "CODE_FUNC": f"{record.name}.{record.funcName}",
        }
        for key in ("account", "uid"):
            if value := getattr(record, key, None):
                fields[f"SYNCD_{key.upper()}"] = str(value)
        entry = encode_entry(fields)
        try:
            self._send(entry)
        except OSError:
            self.handleError(record)

    def close(self) -> None:
        """Let go of the socket."""
        self._socket.close()
        super().close()

    def _send(self, entry: bytes) -> None:
        """What is too long for a datagram goes in a sealed memory file (journald's native protocol)."""
        try:
            self._socket.sendall(entry)
        except OSError as err:
            if err.errno not in (errno.EMSGSIZE, errno.ENOBUFS):
                raise
            with os.fdopen(os.memfd_create("syncd", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING), "wb") as file:
                file.write(entry)
                file.flush()
                seals = fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SEAL
                fcntl.fcntl(file.fileno(), fcntl.F_ADD_SEALS, seals)
                rights = array.array("i", [file.fileno()])
                self._socket.sendmsg([], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])


def encode_entry(fields: Mapping[str, str]) -> bytes:
    """An entry in the journal export format: a value with a newline is preceded by its length."""
    lines = []
    for key, value in fields.items():
        raw = value.encode(errors="replace")
        lines.append(
            key.encode() + b"\n" + struct.pack("<Q", len(raw)) + raw if b"\n" in raw else key.encode() + b"=" + raw
        )
    return b"\n".join(lines) + b"\n"
