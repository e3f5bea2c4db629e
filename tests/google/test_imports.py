"""What Google costs those who do not use it: nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFIG = """
state_dir = "{folder}/state"
[me]
name = "Sam Rivera"
emails = ["sam@example.com"]
timezone = "Europe/Berlin"
"""
CALDAV = """
[accounts.home]
type = "caldav"
url = "http://127.0.0.1:9/"
username = "sam"
password = "x"
"""
GOOGLE = """
[accounts.g]
type = "google"
client_secret = "{folder}/client_secret.json"
endpoint = "http://127.0.0.1:9"
"""
PASS = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from syncd.bootstrap import open_world
from syncd.config import load
from syncd.daemon import loop
from syncd.reconcile import run_pass
with open_world(load(Path(sys.argv[1]))) as world:
    run_pass(world, datetime.now(UTC))
foreign = {"google", "googleapiclient", "google_auth_oauthlib", "google_auth_httplib2", "httplib2", "oauthlib"}
print(" ".join(sorted(foreign & sys.modules.keys())))
resident = next(line for line in open("/proc/self/status") if line.startswith("VmRSS"))
print(int(resident.split()[1]) // 1024)
"""


def loaded(folder: Path, accounts: str) -> tuple[set[str], int]:
    """Google's modules after a pass with these accounts, and the MiB that the process holds."""
    config = folder / "config.toml"
    config.write_text((CONFIG + accounts).format(folder=folder), encoding="utf-8")
    config.chmod(0o600)
    command = [sys.executable, "-c", PASS, str(config)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True, env={**os.environ})
    modules, resident = run.stdout.splitlines()[-2:]
    return set(modules.split()), int(resident)


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], int]:
    return loaded(tmp_path_factory.mktemp("caldav"), CALDAV)


def test_a_caldav_config_imports_nothing_of_googles(without: tuple[set[str], int]) -> None:
    """Neither at the start nor in a pass."""
    assert without[0] == set()


def test_a_google_account_is_what_brings_them(without: tuple[set[str], int], tmp_path: Path) -> None:
    """And the memory they take; sign-in's own stay out of the daemon."""
    modules, resident = loaded(tmp_path, CALDAV + GOOGLE)
    assert {"google", "googleapiclient", "httplib2"} <= modules
    assert "google_auth_oauthlib" not in modules
    assert resident > without[1]
    assert resident - without[1] < 60
