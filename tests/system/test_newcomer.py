"""Somebody's first five minutes: install it, answer its questions, and find the reminder on the phone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.system.dav_server import PASSWORD, USER, DavServer
from tests.system.installed import Installed
from tests.system.invitation import PEOPLE, invitation, working_day
from tests.system.machine import run
from tests.system.terminal_clients import TerminalClients

pexpect = pytest.importorskip("pexpect", reason="run by .ci/system, which prepares the machine")

ANSWERS = {
    "e-mail addresses": "sam@example.com",
    "Your name as": "Sam Rivera",
    "time zone": "",
    "Language": "",
    "Number or name": "",
    "Server": "{url}",
    "name at the server": USER,
    "not shown": PASSWORD,
    "Write them to": "",
    "Write this now": "y",
}
"""What is asked, and what is typed; an empty line takes the suggestion."""


@pytest.fixture
def syncd(prepared: Path, folder: Path) -> Installed:
    """syncd, installed by pip into an environment that was just made."""
    (wheel,) = (prepared / "dist").glob("*.whl")
    environment = folder / "venv"
    run("/usr/bin/python3", "-m", "venv", environment)
    run(environment / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    (folder / "home").mkdir()
    return Installed(program=environment / "bin" / "syncd", home=folder / "home")


def test_a_newcomer_finds_reminder_task_and_contact(
    prepared: Path, folder: Path, dav: DavServer, syncd: Installed
) -> None:
    """From `pip install` to what khal, todoman and khard show, with nothing but `syncd init` in between."""
    interview = working_day(date.today(), 1)
    dav.put("personal/interview.ics", invitation(interview))

    said = talk(syncd, dav.url)

    assert PASSWORD not in said
    assert syncd.config.stat().st_mode & 0o777 == 0o600
    clients = TerminalClients(programs=prepared / "clients" / "bin", home=folder / "clients", url=f"{dav.url}{USER}/")
    clients.set_up()
    titles = [event["title"] for event in clients.events()]
    assert any(title.startswith("Say thank you") for title in titles), titles
    assert any("Kestrel Analytics" in task["summary"] for task in clients.tasks())
    assert [clients.addresses(name) for name in PEOPLE] == [[address] for address in PEOPLE.values()]
    assert syncd.ask("plan")["actions"] == []


def talk(syncd: Installed, url: str) -> str:
    """Answer what `syncd init` asks; all that stood on the screen."""
    child = pexpect.spawn(
        str(syncd.program), ["init"], env=syncd.environment, cwd=syncd.home, encoding="utf-8", timeout=60
    )
    screen = ""
    for question, answer in ANSWERS.items():
        child.expect(question)
        screen += child.before + child.after
        child.sendline(answer.format(url=url))
    while child.expect([r"\[y/n\][^\n]*", r"\[Y/n\][^\n]*", r"\[y/N\][^\n]*", pexpect.EOF]) != 3:
        screen += child.before + child.after
        child.sendline("n")
    screen += child.before
    child.close()
    assert child.exitstatus == 0, screen
    return screen
