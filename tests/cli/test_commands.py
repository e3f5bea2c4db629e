"""The contract of the commands: options, exit codes, what goes to stdout and what to stderr, the shapes of JSON."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from syncd import __version__
from syncd.cli import COMMANDS, check, main
from syncd.providers.base import Facts
from tests.servers import PASSWORD, free_port
from tests.system.invitation import UID, invitation

NOW = "2026-10-05T09:00+02:00"
START = datetime(2026, 10, 6, 9, tzinfo=UTC)
OWN = "Interview follow-up"
DENTIST = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//practice//EN
BEGIN:VEVENT
UID:dentist
DTSTAMP:20260901T000000Z
DTSTART:20261007T080000Z
DTEND:20261007T083000Z
SUMMARY:Dentist
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
AWAY = """
[accounts.away]
type = "caldav"
url = "http://127.0.0.1:{port}/"
username = "sam"
password.command = ["echo", "secret"]
"""
SCAN_KEYS = {
    *("file", "uid", "recurrence_id", "summary", "start", "end", "is_interview", "confidence", "evidence"),
    *("stage", "company", "position", "interviewers", "next_step"),
}
ACTION_KEYS = {
    *("do", "account", "collection", "component", "kind", "uid", "interview", "summary", "at", "reason"),
}


@dataclass
class Desk:
    """Somebody with folders of calendars, and a config for them."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    def configure(self, more: str = "", above: str = "") -> None:
        self.config.write_text(
            f'{above}\nstate_dir = "{self.folder}/state"\n[me]\nname = "Sam Rivera"\nemails = ["sam@example.com"]\n'
            f'timezone = "Europe/Berlin"\n[accounts.local]\ntype = "vdir"\npath = "{self.folder}/calendars"\n'
            f'contacts_path = "{self.folder}/contacts"\n{more}'
        )
        self.config.chmod(0o600)

    def put(self, name: str, text: str) -> Path:
        path = self.folder / "calendars/personal" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, newline="")
        return path

    def written(self) -> list[str]:
        return [path.name for path in (self.folder / "calendars" / OWN).glob("*.ics")]

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Exit code, stdout and stderr."""
        self.capsys.readouterr()
        code = main([*arguments])
        said = self.capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out, said.err

    def ask(self, *arguments: str, expect: int = 0) -> Any:
        """What is printed with --json: all of stdout."""
        code, out, err = self.run("-c", str(self.config), *arguments, "--json")
        assert code == expect, (out, err)
        return json.loads(out)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "SYNCD_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    somebody = Desk(tmp_path, capsys)
    somebody.configure()
    (tmp_path / "contacts/people").mkdir(parents=True)
    somebody.put("interview.ics", invitation(START))
    somebody.put("dentist.ics", DENTIST)
    return somebody


def test_every_command_of_the_contract_is_there(desk):
    """Each explains itself, and knows the global options before and behind its name."""
    wanted = {"demo", "scan", "init", "auth", "check", "plan", "sync", "run", "status", "explain", "undo"}
    assert wanted <= set(COMMANDS)
    for name in COMMANDS:
        code, out, _ = desk.run(name, "--help")
        assert code == 0
        assert "--config FILE" in out


def test_the_version(desk):
    """Quickly or among other options."""
    assert desk.run("--version") == (0, f"syncd {__version__}\n", "")
    assert desk.run("-v", "--version")[1] == f"syncd {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [[], ["dance"], ["plan", "--now", "yesterday"], ["plan", "--now", "2026-10-05T09:00"], ["scan"], ["plan", "--jsn"]],
    ids=" ".join,
)
def test_wrong_usage(desk, arguments):
    """Exit code 2; a moment without an offset is refused."""
    code, out, err = desk.run(*arguments)
    assert (code, out) == (2, "")
    assert "error" in err


@pytest.mark.parametrize("arguments", [["plan"], ["sync"], ["check"], ["status"], ["undo"], ["explain", "x"]])
def test_without_a_config(desk, arguments):
    """Exit code 78 (the service is not restarted), and what makes one."""
    desk.config.unlink()
    code, out, err = desk.run(*arguments)
    assert (code, out) == (78, "")
    assert "syncd init" in err


def test_all_problems_of_a_config_are_said_at_once(desk):
    """One line each; an unknown key names the nearest known one."""
    desk.configure('colour = "blue"\n[folow_up]\n[prepare]\nbefor = "2h"\n', above='languge = "en"')
    code, out, err = desk.run("-c", str(desk.config), "plan")
    lines = err.splitlines()
    assert (code, out) == (78, "")
    assert len(lines) == 4
    assert all(line.startswith(f"syncd: {desk.config}: ") for line in lines)
    for words in ("did you mean [follow_up]", "did you mean `before`", "languge", "colour"):
        assert any(words.replace("[", "`").replace("]", "`") in line or words in line for line in lines), (words, lines)


def test_where_the_config_is_looked_for(desk, monkeypatch):
    """-c, else $SYNCD_CONFIG, else the user's."""
    nowhere = str(desk.folder / "nowhere.toml")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(desk.folder / "xdg"))
    (desk.folder / "xdg/syncd").mkdir(parents=True)
    (desk.folder / "xdg/syncd/config.toml").write_bytes(desk.config.read_bytes())
    assert desk.run("status")[0] == 0
    monkeypatch.setenv("SYNCD_CONFIG", nowhere)
    assert nowhere in desk.run("status")[2]
    assert desk.run("status", "-c", str(desk.config))[0] == 0


def test_scan_needs_no_config_and_prints_an_object_for_each_event(desk):
    """One line an event, with exactly the keys of the contract."""
    desk.config.unlink()
    folder = str(desk.folder / "calendars")
    code, out, err = desk.run("scan", folder, "--json", "--me", "sam@example.com", "--name", "Sam Rivera")
    lines = [json.loads(line) for line in out.splitlines()]
    assert (code, err, len(lines)) == (0, "", 2)
    assert all(set(line) == SCAN_KEYS for line in lines)
    (dentist, interview) = sorted(lines, key=lambda line: line["is_interview"])
    assert dentist["interviewers"] == []
    assert dentist["stage"] is None
    assert interview["stage"] == "technical"
    assert {"name", "email", "phone", "title", "linkedin", "kind"} == set(interview["interviewers"][0])
    assert {"for", "weight", "what"} == set(interview["evidence"][0])
    assert {"kind", "date", "phrase"} == set(interview["next_step"])
    assert datetime.fromisoformat(interview["start"]) == START


def test_one_broken_file_stops_nothing(desk):
    """It is named on stderr, all others are judged, and the exit code is 1."""
    desk.put("broken.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:interview\r\n")
    code, out, err = desk.run("scan", str(desk.folder / "calendars"), "--json")
    assert code == 1
    assert "broken.ics" in err
    assert "interview" in {json.loads(line)["is_interview"] and "interview" for line in out.splitlines()}
    actions = desk.ask("sync", "--now", NOW, expect=1)
    assert actions["errors"][0]["account"] == "local"
    assert set(actions["errors"][0]) == {"account", "where", "what"}
    assert desk.written()


def test_plan_writes_nothing_and_sync_does_what_it_said(desk):
    """The same actions, in the shape of the contract; a second pass has nothing to do."""
    planned = desk.ask("plan", "--now", NOW)
    assert set(planned) == {"actions", "unchanged", "errors"}
    assert not desk.written()
    assert not (desk.folder / "state").exists()
    for action in planned["actions"]:
        assert set(action) == ACTION_KEYS
        assert action["do"] == "create"
        assert (action["component"] == "VCARD") == (action["at"] is None) == (action["kind"] == "contact")
        assert action["interview"] in {UID, None}
        assert action["at"] is None or datetime.fromisoformat(action["at"]).tzinfo
    done = desk.ask("sync", "--now", NOW)

    def essence(report):
        return sorted((action["uid"], action["kind"], action["at"]) for action in report["actions"])

    assert essence(done) == essence(planned)
    assert len(desk.written()) == sum(action["component"] != "VCARD" for action in done["actions"])
    again = desk.ask("sync", "--now", NOW)
    assert again == {"actions": [], "unchanged": len(done["actions"]), "errors": []}


def test_what_is_printed_for_people_goes_to_stdout(desk):
    """A line for each action, on a pipe without ornament; nothing on stderr."""
    code, out, err = desk.run("-c", str(desk.config), "plan", "--now", NOW)
    assert (code, err) == (0, "")
    assert "\x1b" not in out
    (line,) = [line for line in out.splitlines() if "  thank-you  " in line]
    assert re.match(r"\+  thank-you +Tue 06 Oct 12:15  Say thank you: ", line)


@pytest.mark.parametrize("command", ["plan", "sync"])
def test_a_text_of_ones_own_that_fails_is_told(desk, command):
    """And syncd's own is used: nothing is lost, so nothing failed."""
    texts = desk.folder / "texts"
    texts.mkdir()
    (texts / "thank-you.j2").write_text("Thanks\n{{ nobody.knows }}\n")
    desk.configure(above=f'templates = "{texts}"')
    code, out, err = desk.run("-c", str(desk.config), command, "--now", NOW)
    assert (code, "Say thank you" in out) == (0, True)
    assert re.fullmatch(r"syncd: templates: thank-you\.j2, line 2: .*; the built-in text is used\n", err)


def test_status_is_known_without_asking_anybody(desk):
    """From memory alone: the calendars may be gone."""
    desk.ask("sync", "--now", NOW)
    (desk.folder / "calendars").rename(desk.folder / "elsewhere")
    status = desk.ask("status")
    (process,) = status["processes"]
    assert (process["company"], process["open"]) == ("Kestrel Analytics", True)
    assert process["rounds"][0]["stage"] == "technical"
    assert process["rounds"][0]["next_step"]["kind"] == "by"
    assert {due["kind"] for due in status["due"]} >= {"prepare", "thank-you", "follow-up"}
    assert status["contacts"] == ["Jonas Vester", "Priya Raman"]
    assert datetime.fromisoformat(status["last_pass"]) == datetime.fromisoformat(NOW)
    assert status["errors"] == []
    code, out, err = desk.run("-c", str(desk.config), "status")
    assert (code, err) == (0, "")
    for words in ("Kestrel Analytics  1, technical", "Jonas Vester, Priya Raman", "Last pass: Mon 05 Oct 09:00"):
        assert words in out


def test_status_before_the_first_pass(desk):
    """It says so, and what to do."""
    assert "syncd sync" in desk.run("-c", str(desk.config), "status")[1]


def test_check_says_a_line_for_each_finding(desk):
    """With the level and the mend; nothing is written."""
    findings = desk.ask("check")
    assert all(set(found) == {"where", "ok", "level", "what", "mend"} for found in findings)
    assert {"config", "state", "holidays", "service", "local"} == {found["where"] for found in findings}
    assert all(found["ok"] for found in findings)
    (service,) = [found for found in findings if found["where"] == "service"]
    assert (service["level"], service["mend"]) == ("note", "syncd service install")
    assert not (desk.folder / "state").exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ('calendars = ["Work"]', 'there is no calendar "Work" (there are: personal)'),
        ('address_book = "Friends"', 'there is no address book "Friends" (there are: people)'),
    ],
)
def test_check_finds_what_the_config_cannot_know(desk, more, words):
    """Names that are nowhere: exit code 1, with the names there are."""
    desk.configure(more)
    assert any(words in found["what"] and not found["ok"] for found in desk.ask("check", expect=1))


@pytest.mark.parametrize(
    ("ahead", "words"), [(9, "9 minutes behind the server"), (-9, "9 minutes ahead of the server"), (1, "agree")]
)
def test_check_knows_whose_clock_is_wrong(ahead, words):
    """By more than some minutes, reminders would be early or late."""
    (found,) = check._facts("home", Facts(ahead=timedelta(minutes=ahead)), datetime.now(UTC))
    assert words in found.what
    assert (found.level is check.Level.OK) == (words == "agree")


def test_check_asks_a_real_server_what_it_is_like(desk, user):
    """Whether it mails guests, whether its clock agrees, where contacts go."""
    user.make_calendar("Personal")
    user.make_address_book("Contacts")
    desk.configure(
        f'[accounts.home]\ntype = "caldav"\nurl = "{user.url}"\nusername = "{user.name}"\npassword = "{PASSWORD}"\n'
    )
    said = [found["what"] for found in desk.ask("check") if found["where"] == "home"]
    assert any(what.startswith("reachable and signed in; watches every calendar: ") for what in said)
    assert "the clocks agree" in said
    assert any("mails" in what for what in said)
    assert any(what.startswith("contacts go to ") for what in said)


@pytest.mark.parametrize(
    ("password", "code", "words"),
    [
        ('password = "wrong"', 77, "refused"),
        ('password.env = "NO_SUCH_VARIABLE"', 77, "not set"),
        ('password.file = "/nowhere"', 77, "cannot be read"),
    ],
)
@pytest.mark.parametrize("command", ["check", "plan", "sync"])
def test_a_sign_in_that_is_needed(desk, radicale, password, code, words, command):
    """Exit code 77 (the service is not restarted), and the other account is served all the same."""
    table = AWAY.format(port=radicale.port).replace('password.command = ["echo", "secret"]', password)
    desk.configure(table)
    exit_code, out, err = desk.run("-c", str(desk.config), command, *(["--now", NOW] if command != "check" else []))
    assert exit_code == code
    assert words in err + out
    assert bool(desk.written()) == (command == "sync")


@pytest.mark.parametrize("command", ["check", "plan", "sync"])
def test_a_server_that_is_away(desk, command):
    """Exit code 75 where nothing else could be done; 1 where another account was served."""
    now = ["--now", NOW] if command != "check" else []
    desk.configure(AWAY.format(port=free_port()))
    code, out, err = desk.run("-c", str(desk.config), command, *now)
    assert code == (75 if command == "check" else 1)
    assert "no answer" in (out if command == "check" else err)
    text = desk.config.read_text()
    start = text.index("[accounts.local]")
    desk.config.write_text(text[:start] + text[text.index("[accounts.away]") :])
    assert desk.run("-c", str(desk.config), command, *now)[0] == 75


def test_explain_by_file_and_by_uid(desk):
    """The evidence, the people, the dates."""
    desk.ask("sync", "--now", NOW)
    for subject in (str(desk.folder / "calendars/personal/interview.ics"), UID):
        code, out, err = desk.run("-c", str(desk.config), "explain", subject, "--now", NOW)
        assert (code, err) == (0, "")
        for words in ("for: ", "meets Jonas Vester", "promised: by", "thank-you: "):
            assert words in out
    code, out, err = desk.run("-c", str(desk.config), "explain", "nobody@nowhere", "--now", NOW)
    assert (code, out) == (1, "")
    assert "nobody@nowhere" in err


def test_explain_by_a_uid_that_is_longer_than_a_file_name(desk):
    """And that stands in several lines, which some apps end in one character."""
    uid = "0123456789abcdef" * 40
    long = invitation(START).replace(f"UID:{UID}", "UID:" + "\r\n ".join(uid[at : at + 64] for at in range(0, 640, 64)))
    desk.put("interview.ics", long.replace("\r\n", "\n"))
    code, out, err = desk.run("-c", str(desk.config), "explain", uid, "--now", NOW)
    assert (code, err) == (0, "")
    assert "meets Jonas Vester" in out


def test_undo_removes_what_syncd_wrote_and_only_that(desk):
    """--dry-run only says so; on a pipe it never asks."""
    desk.ask("sync", "--now", NOW)
    before = len(desk.written())
    code, out, _ = desk.run("-c", str(desk.config), "undo", "--dry-run")
    assert code == 0
    assert "-  thank-you" in out
    assert len(desk.written()) == before
    assert desk.run("-c", str(desk.config), "undo", "--yes")[0] == 0
    assert desk.written() == []
    assert not list((desk.folder / "contacts").rglob("*.vcf"))
    assert len(list((desk.folder / "calendars/personal").glob("*.ics"))) == 2
    assert desk.run("-c", str(desk.config), "undo")[0] == 0


def test_a_traceback_is_shown_only_when_it_is_asked_for(desk):
    """-vv, for a report of a bug."""
    done = [
        subprocess.run(
            [sys.executable, "-m", "syncd", *more, "-c", "/nowhere.toml", "plan"], capture_output=True, text=True
        )
        for more in ([], ["-vv"])
    ]
    assert [each.returncode for each in done] == [78, 78]
    assert [("Traceback" in each.stderr) for each in done] == [False, True]
    assert [each.stdout for each in done] == ["", ""]


def test_a_reader_that_goes_away_is_no_error(desk):
    """`syncd scan ... | head -1`, even when all of it is still in the buffer at the end."""
    command = f"'{sys.executable}' -m syncd scan calendars/personal/interview.ics --json; echo code $? >&2"
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(
        ["bash", "-c", f"({command}) | exec 0<&-"], capture_output=True, text=True, cwd=desk.folder, env=environ
    )
    assert done.stderr == "code 0\n"
