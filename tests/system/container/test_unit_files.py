"""The unit files themselves, in systemd's own eyes."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

UNITS = Path(__file__).parents[3] / "systemd"
USER = UNITS / "syncd.service"
SERVER = UNITS / "syncd@.service"


def analyze(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run systemd-analyze."""
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(folder)}  # --user wants one, whichever
    return subprocess.run(["systemd-analyze", *arguments], capture_output=True, text=True, env=environment)


@pytest.mark.parametrize(("unit", "manager"), [(USER, "--user"), (SERVER, "--system")])
def test_systemd_has_nothing_to_say(unit: Path, manager: str, folder: Path) -> None:
    """`systemd-analyze verify` is silent; its exit status alone would let unknown keys through."""
    copy = folder / unit.name
    # A program that is there, in place of the one in some home.
    copy.write_text(unit.read_text(encoding="utf-8").replace("%h/.local/bin/syncd", "/usr/local/bin/syncd"))
    named = copy.rename(folder / unit.name.replace("@.", "@sam."))

    done = analyze(manager, "--man=no", "verify", str(named), folder=folder)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(("unit", "manager", "most"), [(USER, "--user", 1.7), (SERVER, "--system", 1.1)])
def test_exposure_is_low(unit: Path, manager: str, most: float, folder: Path) -> None:
    """What the daemon could do, were it taken over, is little: `systemd-analyze security`."""
    arguments = ("security", "--offline=true", f"--threshold={most * 10:.0f}", "--no-pager", str(unit))

    done = analyze(manager, *arguments, folder=folder)

    assert done.returncode == 0, done.stdout[-400:]


def test_the_drop_in_for_a_fixed_server_is_understood(folder: Path) -> None:
    """Silent too, and the exposure is a tenth less."""
    unit = folder / "syncd@sam.service"
    unit.write_bytes(SERVER.read_bytes())
    (folder / "syncd@sam.service.d").mkdir()
    example = UNITS / "syncd@.service.d" / "fixed-server.conf.example"
    (folder / "syncd@sam.service.d" / "fixed-server.conf").write_bytes(example.read_bytes())

    done = analyze("--man=no", "verify", str(unit), folder=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = analyze("security", "--offline=true", "--threshold=10", "--no-pager", str(unit), folder=folder)
    assert done.returncode == 0, done.stdout[-400:]
