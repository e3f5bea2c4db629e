"""syncd as a user has it: a program, a home, a config."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.system.dav_server import PASSWORD, USER

CONFIG = """\
[me]
name = "Sam Rivera"
emails = ["sam@example.com"]
timezone = "Europe/Berlin"
country = "DE"

[accounts.home]
type = "caldav"
url = "{url}"
username = "{user}"
password.{secret}

[daemon]
poll_interval = "{poll}"
"""


@dataclass(frozen=True, kw_only=True)
class Installed:
    """One installation, used by one person."""

    program: Path
    home: Path

    @property
    def config(self) -> Path:
        """Where the config stands unless another is named."""
        return self.home / ".config" / "syncd" / "config.toml"

    @property
    def environment(self) -> dict[str, str]:
        """A login shell's: nothing of the session that runs the checks."""
        return {
            "HOME": str(self.home), "PATH": f"{self.program.parent}:/usr/bin:/bin", "TZ": "Europe/Berlin",
            "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "USER": os.environ.get("USER", "root"),
        }  # fmt: skip

    def configure(self, url: str, *, poll: str = "5m", secret: str | None = None) -> None:
        """Write a config for a server, as the manual shows it."""
        self.config.parent.mkdir(parents=True, exist_ok=True)
        secret = secret or f"command = {json.dumps(['echo', PASSWORD])}"
        self.config.write_text(CONFIG.format(url=url, user=USER, poll=poll, secret=secret), encoding="utf-8")
        self.config.chmod(0o600)

    def run(self, *arguments: str, expect: int | None = 0) -> subprocess.CompletedProcess[str]:
        """Run one command to the end; it must end with `expect`, if that is said."""
        self.home.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            [self.program, *arguments], capture_output=True, text=True, env=self.environment, cwd=self.home, timeout=180
        )
        said = f"syncd {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
        assert expect is None or done.returncode == expect, said
        return done

    def ask(self, *arguments: str) -> Any:
        """What a command prints with --json."""
        return json.loads(self.run(*arguments, "--json").stdout)
