"""The machine the checks run on: what it has, and running its programs."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest


def need(*programs: str) -> None:
    """Skip, and say why, where the machine has not what a check needs."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        pytest.skip(f"this machine has no {', '.join(missing)}")


def run(
    *command: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None, expect: int = 0
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, which must be `expect`; a failure shows what it said."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=cwd, env=env)
    said = f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
    assert done.returncode == expect, said
    return done
