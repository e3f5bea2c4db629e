"""Where log lines go, and what may be in them.

INFO and above says what was done in counts, never names, titles or addresses; those are for DEBUG, and secrets are for
no level. The libraries below syncd know no such rule (caldav logs event texts as warnings, oauthlib logs tokens), so
only syncd's own loggers are let through.
"""

from __future__ import annotations

import logging
import sys

from syncd.systemd import JournalHandler, priority, stderr_is_journal

ROOT = "syncd"


def setup(level: str) -> None:
    """Send syncd's records of `level` (debug, info, warning, error) and above to the journal or to stderr.

    May be called again; the new level then holds.
    """
    handler = _handler()
    handler.addFilter(is_own)
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger(ROOT).setLevel(level.upper())
    logging.captureWarnings(capture=True)
    logging.raiseExceptions = False


def is_own(record: logging.LogRecord) -> bool:
    """Whether the record is syncd's own."""
    return record.name == ROOT or record.name.startswith(ROOT + ".")


def _handler() -> logging.Handler:
    if stderr_is_journal():
        try:
            return JournalHandler()
        except OSError:
            return _with_format(logging.StreamHandler(), _Prefixed())
    stamp = "%(asctime)s " if not sys.stderr.isatty() else ""
    return _with_format(logging.StreamHandler(), logging.Formatter(f"{stamp}%(levelname)s %(message)s"))


def _with_format(handler: logging.Handler, formatter: logging.Formatter) -> logging.Handler:
    handler.setFormatter(formatter)
    return handler


class _Prefixed(logging.Formatter):
    """`<6>text`: how a line on stderr tells journald its priority (sd-daemon(3))."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        return "\n".join(f"<{priority(record.levelno)}>{line}" for line in text.splitlines() or [""])
