"""One systemd unit, asked and told through systemctl and journalctl."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.system.machine import run


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A unit of the system's manager, or of a user's."""

    name: str
    user: str | None = None

    def ctl(self, *arguments: str, expect: int = 0) -> str:
        """What systemctl prints."""
        return run(*self._manager(), *arguments, expect=expect).stdout

    def begin(self, verb: str) -> int:
        """Start, stop or reload; systemctl's own exit status, which is that of the job."""
        done = subprocess.run([*self._manager(), verb, self.name], capture_output=True, text=True, timeout=120)
        return done.returncode

    def show(self, key: str) -> str:
        """One property."""
        return self.ctl("show", "--property", key, "--value", self.name).strip()

    @property
    def pid(self) -> int:
        """The daemon's process; 0 when there is none."""
        return int(self.show("MainPID"))

    def kill(self, signal: str) -> None:
        """Send a signal to the daemon."""
        self.ctl("kill", "--kill-whom=main", f"--signal={signal}", self.name)

    def wait_for(self, what: str, true: Callable[[], object], *, seconds: float = 30) -> None:
        """Wait until `true` is; what the journal says is shown when it does not come to be."""
        deadline = time.monotonic() + seconds
        while not true():
            if time.monotonic() > deadline:
                raise AssertionError(f"not within {seconds} s: {what}\n{self.text()}")
            time.sleep(0.1)

    def entries(self) -> list[dict[str, Any]]:
        """The journal's entries of this unit, of the daemon's own and of systemd's about it."""
        # journalctl's own --user-unit is about the units of whoever asks.
        chosen = [f"_SYSTEMD_USER_UNIT={self.name}", "+", f"USER_UNIT={self.name}"] if self.user else ["-u", self.name]
        lines = run("journalctl", "--output=json", "--no-pager", *chosen).stdout.splitlines()
        return [json.loads(line) for line in lines]

    def text(self) -> str:
        """The journal's messages of this unit."""
        return "\n".join(str(entry.get("MESSAGE")) for entry in self.entries())

    def _manager(self) -> list[str]:
        return [*as_user(self.user), "systemctl", "--user"] if self.user else ["systemctl"]


def as_user(user: str) -> list[str]:
    """The beginning of a command that is run as a user whose manager is up."""
    uid = run("id", "-u", user).stdout.strip()
    return ["runuser", "-u", user, "--", "env", f"XDG_RUNTIME_DIR=/run/user/{uid}"]
