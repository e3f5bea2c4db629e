"""`syncd service` and the units: silent to systemd's own check, closed as far as can be, made for one's config."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from syncd.cli import user_unit
from syncd.config import load

ROOT = Path(__file__).parents[2]
UNITS = ROOT / "systemd"

analyze = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")

CONFIG = """
state_dir = "{folder}/my state 100%"
[me]
name = "Sam Rivera"
emails = ["sam@example.com"]
[accounts.local]
type = "vdir"
path = "{folder}/$HOME calendars"
contacts_path = "{folder}/contacts"
[accounts.dav]
type = "caldav"
url = "https://dav.example.com/"
username = "sam"
password.credential = "dav"
"""


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", "x")
    path = tmp_path / "config.toml"
    path.write_text(CONFIG.format(folder=tmp_path))
    return path


def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*arguments], capture_output=True, text=True, env={**os.environ, **environ}, check=False, cwd=ROOT
    )


def shipped(tmp_path: Path, name: str) -> Path:
    """A shipped unit whose program exists, an instance if it is a template."""
    program = tmp_path / "syncd"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    text = re.sub(r"^ExecStart=\S+", f"ExecStart={program}", (UNITS / name).read_text(), flags=re.MULTILINE)
    unit = tmp_path / name.replace("@.", "@sam.")
    unit.write_text(text)
    return unit


@analyze
@pytest.mark.parametrize(("name", "scope"), [("syncd.service", "--user"), ("syncd@.service", "--system")])
def test_systemd_finds_nothing_to_say(tmp_path: Path, name: str, scope: str):
    """`systemd-analyze verify` exits 0 even on unknown keys, so it must be silent too."""
    unit = shipped(tmp_path, name)
    done = run("systemd-analyze", scope, "verify", str(unit), XDG_RUNTIME_DIR=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")


@analyze
@pytest.mark.parametrize(
    ("name", "scope", "most"), [("syncd.service", "--user", 17), ("syncd@.service", "--system", 11)]
)
def test_the_units_are_closed_as_far_as_can_be(tmp_path: Path, name: str, scope: str, most: int):
    """Exposure at most 1.7 for the user's and 1.1 for the system's unit."""
    unit = shipped(tmp_path, name)
    arguments = ["systemd-analyze", scope, "security", "--offline=true", f"--threshold={most}", str(unit)]
    done = run(*arguments, XDG_RUNTIME_DIR=str(tmp_path))
    assert done.returncode == 0, done.stdout[-200:]


@pytest.mark.parametrize("name", ["syncd.service", "syncd@.service"])
def test_what_the_daemon_counts_on_is_in_the_units(name: str):
    """Notifications, the watchdog, the signal for a reload, and the exit codes that a restart does not mend."""
    lines = set((UNITS / name).read_text().splitlines())
    assert {
        "Type=notify",
        "ExecReload=/bin/kill -HUP $MAINPID",
        "Restart=on-failure",
        "RestartPreventExitStatus=77 78",
        "WatchdogSec=60s",
        "UMask=0077",
    } <= lines


@analyze
def test_the_installed_unit_is_made_for_the_config(config: Path, tmp_path: Path):
    """It starts this Python with this config, and may write to what the config names and nothing else."""
    unit = user_unit.render_unit(load(config), config, {"PATH": "/usr/bin:/my bin", "HOME": "/x"})
    assert f"ExecStart={sys.executable} -m syncd --config {config} run\n" in unit
    assert f'ReadWritePaths="{tmp_path}/my state 100%%" "-{tmp_path}/x calendars" -{tmp_path}/contacts\n' in unit
    assert 'Environment="PATH=/usr/bin:/my bin"\n' in unit
    assert f"LoadCredential=dav:{tmp_path}/dav\n" in unit
    path = tmp_path / "syncd.service"
    path.write_text(unit)
    done = run("systemd-analyze", "--user", "verify", str(path), XDG_RUNTIME_DIR=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("text", "word"),
    [("/usr/bin/python3", "/usr/bin/python3"), ("/a b", '"/a b"'), ("50%", "50%%"), ('a"\\', '"a\\"\\\\"')],
)
def test_words_are_quoted_as_systemd_reads_them(text: str, word: str):
    """systemd.syntax(7)."""
    assert user_unit.quote(text) == word


def test_without_a_manager_the_unit_is_written_and_the_way_on_shown(config: Path, tmp_path: Path):
    """In a container, or over su: exit code 1, nothing half done; uninstall takes it away again."""
    (tmp_path / "dav").write_text("x")
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "etc"), "PATH": "/nowhere", "HOME": str(tmp_path)}
    done = run(sys.executable, "-m", "syncd", "-c", str(config), "service", "install", **environ)
    unit = tmp_path / "etc/systemd/user/syncd.service"
    assert done.returncode == 1, done.stderr
    assert "systemctl --user enable --now syncd.service" in done.stderr
    assert unit.stat().st_mode & 0o777 == 0o644
    assert (tmp_path / "my state 100%").stat().st_mode & 0o777 == 0o700
    done = run(sys.executable, "-m", "syncd", "-c", str(config), "service", "uninstall", **environ)
    assert done.returncode == 0, done.stderr
    assert not unit.exists()


def test_a_missing_credential_is_said_before_systemd_says_243(config: Path, tmp_path: Path):
    """A unit whose credential is missing cannot start; the file it needs is named."""
    done = run(sys.executable, "-m", "syncd", "-c", str(config), "service", "install", HOME=str(tmp_path))
    assert done.returncode == 78
    assert f"needs a file {tmp_path}/dav (0600)" in done.stderr


def test_the_wheel_brings_the_units():
    """`syncd service install` finds them after `pip install`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["force-include"]["systemd"] == "syncd/systemd_units"
