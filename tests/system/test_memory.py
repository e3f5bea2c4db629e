"""A daemon that runs for months stays as small as on its first day."""

from __future__ import annotations

import signal
import time
from datetime import date
from pathlib import Path

import pytest

from tests.daemon.harness import Service, running
from tests.system.dav_server import DavServer
from tests.system.installed import Installed
from tests.system.invitation import invitation, working_day

FEW, MANY = 10, 1000


def test_a_thousand_idle_passes_take_no_more_memory_than_ten(
    prepared: Path, folder: Path, dav: DavServer, syncd: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Resident memory after 1,000 passes over a CalDAV account is at most 5 % above that after 10."""
    dav.put("personal/interview.ics", invitation(working_day(date.today(), 1)))
    syncd.configure(dav.url, poll="1h")
    with syncd.config.open("a", encoding="utf-8") as config:
        config.write('log_level = "debug"\n')
    python = str(prepared / "syncd" / "bin" / "python")
    arguments = ["-m", "syncd", "--config", str(syncd.config), "run"]
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
    with running(folder, arguments, python=python) as service:
        service.expect(READY="1", timeout=60)
        at_ten = reach(service, FEW)
        begun = time.monotonic()
        at_the_end = reach(service, MANY)
        took = (time.monotonic() - begun) / (MANY - FEW)
        assert service.stop() == 0
    growth = at_the_end / at_ten - 1
    print(f"{at_ten} KiB after {FEW} passes, {growth:+.1%} after {MANY}; {took * 1000:.0f} ms a pass")
    assert growth <= 0.05


def reach(service: Service, count: int) -> int:
    """Resident memory in KiB after so many passes in all."""
    while (ended := service.stderr.count("pass ended")) < count:
        service.signal(signal.SIGUSR1)
        service.until(lambda ended=ended: service.stderr.count("pass ended") > ended, timeout=60)
    return service.rss_kib()
