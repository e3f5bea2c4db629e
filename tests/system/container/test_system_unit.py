"""The unit for servers, under a real systemd: it starts, follows, reloads, stops, and is brought back when it hangs."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.system.container.unit import Unit
from tests.system.dav_server import PASSWORD, USER, DavServer
from tests.system.installed import CONFIG
from tests.system.invitation import PEOPLE, invitation, working_day

UNITS = Path(__file__).parents[3] / "systemd"
ETC = Path("/etc/syncd")
HOMES = Path("/etc/systemd/system")
QUICKER = "[Service]\nRestartSec=1s\nWatchdogSec=4s\n"


def write_config(url: str, *, more: str = "") -> None:
    """Write the instance's config; its password is a credential."""
    secret = 'credential = "sam_dav"'
    text = CONFIG.format(url=url, user=USER, secret=secret, poll="1h") + more
    (ETC / "sam.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def unit(dav: DavServer) -> Iterator[Unit]:
    """The instance of one person, installed and not yet started; only its waits are shortened."""
    (HOMES / "syncd@.service").write_bytes((UNITS / "syncd@.service").read_bytes())
    (HOMES / "syncd@.service.d").mkdir(exist_ok=True)
    (HOMES / "syncd@.service.d" / "quicker.conf").write_text(QUICKER)
    credentials = ETC / "sam.credentials"
    credentials.mkdir(parents=True, exist_ok=True)
    (credentials / "dav").write_text(PASSWORD + "\n")
    (credentials / "dav").chmod(0o600)
    write_config(dav.url)
    dav.put("personal/interview.ics", invitation(working_day(date.today(), 1)))
    found = Unit(name="syncd@sam.service")
    found.ctl("daemon-reload")
    subprocess.run(["journalctl", "--rotate", "--vacuum-time=1s", "-q"], check=True, capture_output=True)
    yield found
    found.ctl("stop", found.name)
    subprocess.run(["systemctl", "reset-failed", found.name], capture_output=True, check=False)
    subprocess.run(["rm", "-rf", "/var/lib/syncd", "/var/lib/private/syncd"], check=True)


def ours(dav: DavServer) -> list[str]:
    """What syncd wrote on the server."""
    return [text for text in dav.objects().values() if "X-SYNCD-" in text]


def kinds(dav: DavServer) -> set[str]:
    """The kinds of reminders that stand on the server."""
    return {found[1] for text in ours(dav) if (found := re.search(r"X-SYNCD-KIND:(\S+)", text))}


def start(unit: Unit, dav: DavServer) -> None:
    """Start it, and wait until the first pass is through."""
    assert unit.begin("start") == 0, unit.text()
    unit.wait_for("the first pass", lambda: "1 interview" in unit.show("StatusText"))


def test_it_starts_follows_and_says_how_things_stand(unit: Unit, dav: DavServer) -> None:
    """Started means ready; the status line tells how the job hunt stands, in counts and times alone."""
    start(unit, dav)

    assert unit.show("ActiveState") == "active"
    assert {"thank-you", "follow-up"} <= kinds(dav)
    status = unit.show("StatusText")
    assert "all is well" in status
    assert status in unit.ctl("status", unit.name)
    said = unit.text()
    for private in ("Kestrel", "sam@", PASSWORD, *PEOPLE, *PEOPLE.values()):
        assert private not in status
        assert private not in said


def test_it_is_not_ready_before_it_has_looked(unit: Unit, dav: DavServer) -> None:
    """While a server takes the connection and does not answer, the unit is starting, not started."""
    dav.stop()
    with socket.create_server(("127.0.0.1", dav.port)):
        unit.ctl("start", "--no-block", unit.name)
        time.sleep(4)
        assert unit.show("ActiveState") == "activating"


def test_it_writes_to_the_journal_with_fields(unit: Unit, dav: DavServer) -> None:
    """Each line carries its priority, and the account that it is about, so that journalctl can choose."""
    start(unit, dav)

    own = [entry for entry in unit.entries() if entry.get("SYSLOG_IDENTIFIER") == "syncd"]
    assert own
    assert {entry["PRIORITY"] for entry in own} == {"6"}
    assert any(entry.get("SYNCD_ACCOUNT") == "home" for entry in own)


def test_the_password_is_a_credential_and_the_user_is_nobody(unit: Unit, dav: DavServer) -> None:
    """Only root may read the password on disk; the daemon, a user that is not in /etc/passwd, has it all the same."""
    start(unit, dav)

    uid = os.stat(f"/proc/{unit.pid}").st_uid
    assert uid >= 61184  # systemd's range of dynamic users
    assert f":{uid}:" not in Path("/etc/passwd").read_text(encoding="utf-8")
    assert PASSWORD not in Path(f"/proc/{unit.pid}/environ").read_text(encoding="utf-8", errors="replace")
    assert ours(dav)


def test_its_memory_is_its_own(unit: Unit, dav: DavServer) -> None:
    """The state folder is 0700 and what is in it can be read by nobody else."""
    start(unit, dav)

    state = Path("/var/lib/private/syncd/sam")
    assert state.stat().st_mode & 0o777 == 0o700
    files = [file for file in state.rglob("*") if file.is_file()]
    assert files
    assert all(file.stat().st_mode & 0o077 == 0 for file in files)


def test_a_pass_can_be_asked_for(unit: Unit, dav: DavServer) -> None:
    """SIGUSR1 looks at once, whatever the poll interval."""
    start(unit, dav)
    dav.put("personal/second.ics", invitation(working_day(date.today(), 1), uid="2", summary="Interview at Osprey"))

    unit.kill("USR1")

    unit.wait_for("the second interview", lambda: "2 interviews" in unit.show("StatusText"))


def test_a_good_config_is_taken_over(unit: Unit, dav: DavServer) -> None:
    """Reload reads the config again, in the same process; what it no longer asks for is withdrawn."""
    start(unit, dav)
    pid = unit.pid
    assert "prepare" in kinds(dav)
    write_config(dav.url, more="\n[prepare]\nenabled = false\n")

    assert unit.begin("reload") == 0

    unit.wait_for("the new config", lambda: "prepare" not in kinds(dav))
    assert unit.pid == pid
    assert "thank-you" in kinds(dav)


def test_a_bad_config_is_reported_and_the_old_one_stays(unit: Unit, dav: DavServer) -> None:
    """A slip in the config never stops a running service: it is said, and the work goes on as before."""
    start(unit, dav)
    pid = unit.pid
    write_config(dav.url, more="\n[prepare]\nenabld = false\n")
    unit.begin("reload")
    unit.wait_for("the problem", lambda: "enabld" in unit.text())
    assert any(entry.get("PRIORITY") == "3" and "enabled" in str(entry["MESSAGE"]) for entry in unit.entries())

    dav.put("personal/second.ics", invitation(working_day(date.today(), 1), uid="2", summary="Interview at Osprey"))
    unit.kill("USR1")

    unit.wait_for("the second interview", lambda: "2 interviews" in unit.show("StatusText"))
    assert unit.pid == pid
    assert unit.show("ActiveState") == "active"


def test_it_stops_within_two_seconds(unit: Unit, dav: DavServer) -> None:
    """SIGTERM ends it in good order."""
    start(unit, dav)

    begun = time.monotonic()
    assert unit.begin("stop") == 0

    assert time.monotonic() - begun < 2
    assert unit.show("Result") == "success"
    assert unit.show("ExecMainStatus") == "0"


def test_it_stops_within_two_seconds_while_a_server_does_not_answer(unit: Unit, dav: DavServer) -> None:
    """Nor does a request that hangs hold it up."""
    start(unit, dav)
    dav.stop()
    with socket.create_server(("127.0.0.1", dav.port)) as deaf:
        unit.kill("USR1")
        deaf.settimeout(20)
        connection, _ = deaf.accept()
        with connection:
            begun = time.monotonic()
            assert unit.begin("stop") == 0
            assert time.monotonic() - begun < 2
    assert unit.show("Result") == "success"


def test_a_server_that_is_away_is_no_failure(unit: Unit, dav: DavServer) -> None:
    """Whether at boot or later: the service runs, says once that the server is lost and once that it is back."""
    dav.stop()
    assert unit.begin("start") == 0
    unit.wait_for("the loss", lambda: "server away" in unit.show("StatusText"))
    for _ in range(3):
        unit.kill("USR1")
        time.sleep(1)
    assert unit.text().count("server away") == 1

    dav.start()
    unit.kill("USR1")

    unit.wait_for("the return", lambda: "all is well" in unit.show("StatusText"))
    assert unit.text().count("home: back") == 1
    assert unit.show("NRestarts") == "0"


def test_a_hang_ends_in_a_traceback_and_a_new_start(unit: Unit, dav: DavServer) -> None:
    """A daemon that no longer moves is killed by the watchdog; the journal shows where in Python it stood."""
    start(unit, dav)
    pid = unit.pid
    written = dav.objects()

    os.kill(pid, 19)  # SIGSTOP: nothing in it runs any more, not even the loop that feeds the watchdog

    unit.wait_for("a new start", lambda: unit.show("NRestarts") == "1" and unit.show("ActiveState") == "active")
    unit.wait_for("a pass", lambda: "1 interview" in unit.show("StatusText"))
    said = unit.text()
    assert "Watchdog timeout" in said
    assert "Fatal Python error: Aborted" in said
    assert re.search(r'File ".*/syncd/daemon/loop\.py", line \d+ in ', said)
    assert unit.pid not in {0, pid}
    assert dav.objects() == written, "the new one found everything as it should be"


def test_a_crash_ends_in_a_new_start(unit: Unit, dav: DavServer) -> None:
    """Killed from outside, it comes back by itself and writes nothing twice."""
    start(unit, dav)
    written = dav.objects()

    unit.kill("KILL")

    unit.wait_for("a new start", lambda: unit.show("NRestarts") == "1" and unit.show("ActiveState") == "active")
    unit.wait_for("a pass", lambda: "1 interview" in unit.show("StatusText"))
    assert dav.objects() == written


def test_a_wrong_config_at_the_start_is_not_tried_again(unit: Unit, dav: DavServer) -> None:
    """Exit 78 stays down: trying again mends no config; the journal says what is wrong."""
    write_config(dav.url, more="\n[prepare]\nenabld = false\n")

    assert unit.begin("start") != 0
    time.sleep(3)

    assert unit.show("ActiveState") == "failed"
    assert unit.show("ExecMainStatus") == "78"
    assert unit.show("NRestarts") == "0"
    assert "enabld" in unit.text()
