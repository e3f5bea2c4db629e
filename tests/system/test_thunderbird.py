"""What syncd writes is what Thunderbird shows: the reminder rings, the task can be ticked, the people are there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.system.dav_server import DavServer
from tests.system.installed import Installed
from tests.system.invitation import PEOPLE, ZONE, invitation
from tests.system.machine import need, run
from tests.system.pictures import subscribe
from tests.system.thunderbird import PROGRAMS, Thunderbird


@pytest.fixture
def client(folder: Path, dav: DavServer, syncd: Installed) -> Iterator[Thunderbird]:
    """A Thunderbird that is opened twenty minutes after an interview that syncd knew of before."""
    need(*PROGRAMS)
    now = datetime.now(ZONE)
    dav.put("personal/interview.ics", invitation(now - timedelta(minutes=80)))
    syncd.configure(dav.url)
    syncd.run("sync", "--now", (now - timedelta(hours=3)).isoformat())
    with subscribe(folder, dav) as opened:
        yield opened


def test_thunderbird_shows_reminder_task_and_contact(
    client: Thunderbird, folder: Path, dav: DavServer, syncd: Installed
) -> None:
    """Everything arrives; the thank-you pops up by itself; a task ticked there is done for syncd too."""
    items = {item["uid"]: item for item in client.items(at_least=4)}
    planned = {due["kind"]: due for due in syncd.ask("status")["due"]}
    task = items[planned["follow-up"]["uid"]]
    assert (task["title"], task["task"], task["completed"]) == (planned["follow-up"]["summary"], True, False)
    assert task["alarms"] >= 1
    thanks = next(item for item in items.values() if item["title"].startswith("Say thank you"))
    assert thanks["title"] in client.alarms(), "the reminder window does not show it"
    client.photograph(folder / "reminder.png")
    client.close_alarms()
    assert {card["name"]: card["email"] for card in client.cards()} == PEOPLE

    client.show_task(task["uid"])
    client.photograph(folder / "task.png")
    for picture in ("reminder.png", "task.png"):
        assert int(run("identify", "-format", "%k", folder / picture).stdout) > 100, "an empty screen"

    assert client.complete(task["uid"])
    (ticked,) = (text for text in dav.objects().values() if f"UID:{task['uid']}" in text)
    assert "STATUS:COMPLETED" in ticked
    assert "X-SYNCD-KIND:follow-up" in ticked
    syncd.run("sync")
    assert ticked in dav.objects().values()
    assert not any(due["uid"] == task["uid"] for due in syncd.ask("status")["due"])
