"""The unit of one person: set up by `syncd init`, kept by the user's own systemd, taken away again."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.system.container.conftest import PROGRAM
from tests.system.container.unit import Unit, as_user
from tests.system.dav_server import PASSWORD, USER, DavServer
from tests.system.invitation import PEOPLE, invitation, working_day
from tests.system.machine import run

PERSON = "robin"
HOME = Path("/home") / PERSON
QUICKER = "[Service]\nRestartSec=1s\nWatchdogSec=4s\n"


@pytest.fixture(scope="module")
def unit() -> Iterator[Unit]:
    """The unit of somebody who is not logged in, and whose services run all the same."""
    run("useradd", "--create-home", PERSON)
    run("loginctl", "enable-linger", PERSON)
    found = Unit(name="syncd.service", user=PERSON)
    deadline = time.monotonic() + 30
    while subprocess.run(
        [*as_user(PERSON), "systemctl", "--user", "is-system-running"], capture_output=True
    ).stdout in {
        b"",
        b"offline\n",
    }:
        assert time.monotonic() < deadline, "the user's manager does not come up"
        time.sleep(0.2)
    yield found
    run("loginctl", "terminate-user", PERSON)


def syncd(*arguments: str, expect: int = 0) -> str:
    """What a command of the person's prints."""
    environment = ["TZ=Europe/Berlin", f"HOME={HOME}", "LC_ALL=C.UTF-8"]
    done = subprocess.run(
        [*as_user(PERSON), *environment, PROGRAM, *arguments], capture_output=True, text=True, cwd=HOME
    )
    assert done.returncode == expect, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture
def running(unit: Unit, dav: DavServer) -> Iterator[Unit]:
    """The service as `syncd init` sets it up; only its waits are shortened."""
    dav.put("personal/interview.ics", invitation(working_day(date.today(), 1)))
    secret = HOME / "dav-password"
    secret.write_text(PASSWORD + "\n")
    secret.chmod(0o600)
    run("chown", PERSON, secret)
    run("install", "-d", "-o", PERSON, HOME / ".config/systemd/user/syncd.service.d")
    (HOME / ".config/systemd/user/syncd.service.d/quicker.conf").write_text(QUICKER)
    run("chown", "-R", PERSON, HOME / ".config")
    flags = {
        "name": "Sam Rivera",
        "email": "sam@example.com",
        "url": dav.url,
        "username": USER,
        "password-file": secret,
    }
    syncd("init", "--yes", "--force", "--service", *(str(word) for key in flags for word in (f"--{key}", flags[key])))
    unit.wait_for("the first pass", lambda: "1 interview" in unit.show("StatusText"))
    yield unit
    syncd("service", "uninstall")
    run("rm", "-rf", HOME / ".config", HOME / ".local")


def test_init_leaves_a_service_that_runs(running: Unit, dav: DavServer) -> None:
    """It is enabled, says how things stand, and has written the reminders; nothing private is in the journal."""
    assert running.show("ActiveState") == "active"
    assert running.show("UnitFileState") == "enabled"
    assert any("X-SYNCD-KIND:thank-you" in text for text in dav.objects().values())
    said = syncd("service", "status")
    assert "active since" in said
    assert "all is well" in said
    assert "log out" not in said
    own = [entry for entry in running.entries() if entry.get("SYSLOG_IDENTIFIER") == "syncd"]
    assert own
    for private in ("Kestrel", "sam@", PASSWORD, *PEOPLE, *PEOPLE.values()):
        assert private not in str(own) + said


def test_it_is_shut_in(running: Unit) -> None:
    """The hardening that user units silently lose on older systems holds: no rights, the home read-only."""
    status = Path(f"/proc/{running.pid}/status").read_text(encoding="utf-8")
    assert re.search(r"CapEff:\s*0+$", status, re.MULTILINE)
    assert re.search(r"NoNewPrivs:\s*1$", status, re.MULTILINE)
    assert re.search(r"Seccomp:\s*2$", status, re.MULTILINE)
    state = HOME / ".local/state/syncd"
    inside = ["nsenter", f"--target={running.pid}", "--mount", "touch"]
    assert "Read-only" in run(*inside, HOME / "probe", expect=1).stderr
    run(*inside, state / "probe")
    assert state.stat().st_mode & 0o777 == 0o700
    assert os.stat(f"/proc/{running.pid}").st_uid == state.stat().st_uid


def test_it_comes_back_after_a_hang(running: Unit) -> None:
    """The user's own manager kills it by its watchdog and starts it anew."""
    pid = running.pid
    os.kill(pid, 19)
    running.wait_for("a new start", lambda: running.show("NRestarts") == "1" and running.pid not in {0, pid})
    running.wait_for("a pass", lambda: "1 interview" in running.show("StatusText"))
    assert "Fatal Python error: Aborted" in running.text()


def test_reloading_takes_a_change_over(running: Unit, dav: DavServer) -> None:
    """`systemctl --user reload syncd` after an edit of the config."""
    pid = running.pid
    config = HOME / ".config/syncd/config.toml"
    config.write_text(re.sub(r"(?m)^\[prepare\].*\n", r"\g<0>enabled = false\n", config.read_text(), count=1))
    assert running.begin("reload") == 0
    running.wait_for(
        "the new config", lambda: not any("X-SYNCD-KIND:prepare" in text for text in dav.objects().values())
    )
    assert running.pid == pid


def test_a_password_may_be_a_credential(running: Unit) -> None:
    """`password.credential = "dav"`: the unit that is installed loads the file beside the config."""
    folder = HOME / ".config/syncd"
    (HOME / "dav-password").rename(folder / "dav")
    config = folder / "config.toml"
    config.write_text(re.sub(r"(?m)^password\..*$", 'password.credential = "dav"', config.read_text()))
    syncd("service", "install")
    running.wait_for("a pass", lambda: "1 interview" in running.show("StatusText"))
    assert "all is well" in running.show("StatusText")
    environment = Path(f"/proc/{running.pid}/environ").read_text(encoding="utf-8")
    assert "CREDENTIALS_DIRECTORY" in environment
    assert PASSWORD not in environment


def test_uninstalling_leaves_nothing_running(running: Unit) -> None:
    """The unit is gone, config and state stay; `status` says what to do."""
    pid = running.pid
    syncd("service", "uninstall")
    assert not Path(f"/proc/{pid}").exists()
    assert not (HOME / ".config/systemd/user/syncd.service").exists()
    assert running.show("LoadState") == "not-found"
    assert (HOME / ".config/syncd/config.toml").exists()
    assert "syncd service install" in syncd("service", "status", expect=1)
