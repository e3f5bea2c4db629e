"""What the README says of Google, followed line by line: from the downloaded JSON file to reminders written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from syncd.cli import main
from tests.fakes.google import FakeGoogle
from tests.google.test_sign_in import approve

README = Path(__file__).parents[2].joinpath("README.md").read_text(encoding="utf-8")
SECTION = README.partition("\n### Google\n")[2].partition("\n## ")[0]


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.fixture
def google() -> Iterator[FakeGoogle]:
    with FakeGoogle() as fake:
        yield fake
        assert fake.violations == []
        assert fake.mails == []


@pytest.fixture
def home(google: FakeGoogle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home where only the JSON file was put."""
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "SYNCD_CONFIG", "STATE_DIRECTORY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    [file] = re.findall(r"Keep it as `(.*?)`", SECTION)
    folder = tmp_path / Path(file).relative_to("~").parent
    folder.mkdir(parents=True)
    google.write_client_secret(tmp_path / Path(file).relative_to("~"))
    return tmp_path


def write_config(home: Path, google: FakeGoogle, *parts: str) -> None:
    path = home / ".config/syncd/config.toml"
    endpoint = f'endpoint = "{google.url}"\n'
    text = "\n".join(parts).replace('type = "google"\n', f'type = "google"\n{endpoint}')
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)


def test_the_section_leads_from_the_key_to_the_reminders(
    home: Path, google: FakeGoogle, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each command as it stands there ends well, and afterwards everything is at Google."""
    me = next(block for block in blocks(README, "toml") if "[me]" in block).partition("\n[accounts")[0]
    write_config(home, google, me, blocks(SECTION, "toml")[0])
    start = google.clock.now().replace(microsecond=0) + timedelta(hours=2)
    google.add_event(
        summary="Job interview with Acme",
        start=start,
        description="Hi Sam, we look forward to our interview.",
        organizer={"email": "ada@acme.example", "displayName": "Ada Byron"},
    )
    shown: list[str] = []

    def paste(_: str) -> str:
        shown.append(capsys.readouterr().out)
        [address] = re.findall(r"http://\S+/o/oauth2/auth\S+", shown[-1])
        return approve(address)

    monkeypatch.setattr("builtins.input", paste)
    lines = blocks(SECTION, "sh")[0].splitlines()
    for line in lines:
        command, *arguments = line.partition("#")[0].split()
        assert command == "syncd"
        assert main(arguments) == 0, line
        shown.append(capsys.readouterr().out)
    assert len(lines) == 4
    [own] = google.calendar_ids("Interview follow-up")
    titles = {event["summary"].partition(":")[0] for event in google.events(own)}
    assert {"Get ready", "Say thank you"} <= titles
    assert google.tasks(google.task_list_ids("Interview follow-up")[0])
    assert [person["names"][0]["unstructuredName"] for person in google.contacts()] == ["Ada Byron"]
    assert main(["sync"]) == 0
    assert "Nothing changed" in capsys.readouterr().out


def test_the_example_of_two_accounts_is_a_config(home: Path, google: FakeGoogle) -> None:
    """Together with the one of the section above it."""
    by_hand = next(block for block in blocks(README, "toml") if "[accounts.home]" in block)
    write_config(home, google, by_hand, blocks(SECTION, "toml")[1])
    assert main(["status"]) == 0


def test_what_init_and_the_readme_tell_is_the_same() -> None:
    """The three APIs, the seven days, the type of the client."""
    from syncd.cli.init.google import STEPS  # noqa: PLC0415

    for word in ("Calendar", "Tasks", "People", "External", "Testing", "Desktop app"):
        assert word in SECTION
        assert word in STEPS
