"""What syncd writes is what khal, todoman and khard show, and what they write back is heard."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.system.dav_server import USER, DavServer
from tests.system.installed import Installed
from tests.system.invitation import PEOPLE, UID, invitation, working_day
from tests.system.terminal_clients import TerminalClients


@pytest.fixture
def clients(prepared: Path, folder: Path, dav: DavServer, syncd: Installed) -> TerminalClients:
    """The clients after syncd has met an interview on the last working day."""
    dav.put("personal/interview.ics", invitation(working_day(date.today(), 1)))
    syncd.configure(dav.url)
    syncd.run("sync")
    found = TerminalClients(programs=prepared / "clients" / "bin", home=folder / "clients", url=f"{dav.url}{USER}/")
    found.set_up()
    return found


def test_the_clients_show_reminder_task_and_contact(clients: TerminalClients, syncd: Installed) -> None:
    """The thank-you stands in khal with its alarm, the follow-up in todoman on its day, everyone met in khard."""
    planned = {due["kind"]: due for due in syncd.ask("status")["due"]}

    thanks = next(event for event in clients.events() if event["uid"] == planned["thank-you"]["uid"])
    assert thanks["title"] == planned["thank-you"]["summary"]
    fetched = [file.read_text(encoding="utf-8") for file in clients.home.rglob("*.ics")]
    assert any(thanks["uid"] in text and "BEGIN:VALARM" in text for text in fetched), "the alarm did not arrive"
    assert thanks["start"].startswith(f"{working_day(date.today(), 1):%Y-%m-%d}")

    task = next(task for task in clients.tasks() if task["summary"] == planned["follow-up"]["summary"])
    assert not task["completed"]
    interview = working_day(date.today(), 1)
    assert timedelta(days=4) < date.fromtimestamp(task["due"]) - interview.date() < timedelta(days=20)

    for name, address in PEOPLE.items():
        assert clients.addresses(name) == [address]
        assert "Kestrel" in clients.contact(name)


def test_a_task_ticked_on_the_terminal_stays_ticked(clients: TerminalClients, dav: DavServer, syncd: Installed) -> None:
    """`todo done` is an answer: the next passes leave it ticked, and none of them writes the task anew."""
    planned = next(due for due in syncd.ask("status")["due"] if due["kind"] == "follow-up")
    clients.tick(next(task["id"] for task in clients.tasks() if task["summary"] == planned["summary"]))
    clients.sync()
    (path,) = (path for path, text in dav.objects().items() if f"UID:{planned['uid']}" in text)
    ticked = dav.objects()[path]
    assert "STATUS:COMPLETED" in ticked

    syncd.run("sync")
    settled = dav.objects()
    again = syncd.ask("sync")

    assert settled[path] == ticked
    assert sum(f"UID:{planned['uid']}" in text for text in settled.values()) == 1
    assert again["actions"] == []
    assert dav.objects() == settled


def test_a_reminder_deleted_on_the_terminal_stays_away(
    clients: TerminalClients, dav: DavServer, syncd: Installed
) -> None:
    """What the user deletes in a client is not written again."""
    planned = next(due for due in syncd.ask("status")["due"] if due["kind"] == "thank-you")
    (file,) = (
        file for file in (clients.home / "calendars").rglob("*.ics") if f"UID:{planned['uid']}" in file.read_text()
    )
    file.unlink()
    clients.sync()

    syncd.run("sync")

    assert not any(f"UID:{planned['uid']}" in text for text in dav.objects().values())
    assert any(f"UID:{UID}" in text for text in dav.objects().values()), "the interview itself is untouched"
