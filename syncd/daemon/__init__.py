"""The service: a pass every few minutes, for months, with systemd looking on."""

from syncd.daemon.loop import Rhythm, run
from syncd.daemon.worker import Work

__all__ = ["Rhythm", "Work", "run"]
