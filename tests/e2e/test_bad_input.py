"""Bad input: said once, with the file and what is wrong; everything else goes on, and nothing is lost."""

from __future__ import annotations

import json

import pytest

from syncd.cli import main

NOW = "2026-11-24T09:00:00+00:00"
TIME = ("DTSTART:20261203T130000Z", "DTEND:20261203T140000Z")


def event(*lines):
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""])


GOOD = event(
    *TIME, "UID:good", "SUMMARY:Technical interview with Acme", "ORGANIZER;CN=Ada Byron:mailto:ada@acme.example"
)
BAD = {
    "broken.ics": (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Interview\r\n", "breaks off"),
    "no-calendar.ics": (b"\x00\xff\xfe junk", "no iCalendar object"),
    "no-start.ics": (event("UID:2", "SUMMARY:Interview with Boffin").encode(), "DTSTART"),
    "bad-start.ics": (event("UID:3", "DTSTART:soon", "SUMMARY:Interview with Boffin").encode(), "soon"),
    "bad-zone.ics": (
        event("UID:4", "DTSTART;TZID=Middle-earth/Shire:20261203T130000", "SUMMARY:Interview").encode(),
        "Middle-earth",
    ),
}
ODD = {
    "big.ics": event(*TIME, "UID:5", "SUMMARY:Phone screen with Globex", "DESCRIPTION:" + "lorem ipsum " * 450_000),
    "no-mailto.ics": event(*TIME, "UID:6", "SUMMARY:Onsite interview Initech", "ATTENDEE;CN=Kim:kim"),
    "endless.ics": event(*TIME, "UID:7", "SUMMARY:Standup", "RRULE:FREQ=DAILY"),
}


class Folder:
    """A person with calendars in folders."""

    def __init__(self, root):
        self.calendar = root / "calendars" / "Personal"
        self.book = root / "contacts" / "Contacts"
        self.calendar.mkdir(parents=True)
        self.book.mkdir(parents=True)
        self.config = root / "config.toml"
        self.config.write_text(
            f'state_dir = "{root}/state"\n[me]\nname = "Sam Rivera"\nemails = ["sam@example.com"]\n'
            f'timezone = "Europe/Berlin"\n[accounts.local]\ntype = "vdir"\npath = "{self.calendar.parent}"\n'
            f'contacts_path = "{self.book.parent}"\n',
            encoding="utf-8",
        )
        self.config.chmod(0o600)

    def sync(self, capsys):
        code = main(["-c", str(self.config), "sync", "--json", "--now", NOW])
        out, err = capsys.readouterr()
        return code, json.loads(out), err


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path)


def test_what_cannot_be_read_is_said_once_and_the_rest_goes_on(folder, capsys):
    """Each by its file, with exit code 1; the files stay as they are."""
    (folder.calendar / "good.ics").write_text(GOOD, newline="")
    for name, (content, _) in BAD.items():
        (folder.calendar / name).write_bytes(content)
    (folder.book / "bad.vcf").write_text("BEGIN:VCARD\nVERSION:3.0\nFN Ada\nEND")
    code, report, err = folder.sync(capsys)
    assert code == 1
    assert {error["where"]: error["account"] for error in report["errors"]} == dict.fromkeys(BAD, "local")
    for name, (content, why) in BAD.items():
        assert [why in line for line in err.splitlines() if name in line] == [True]
        assert (folder.calendar / name).read_bytes() == content
    assert {action["kind"] for action in report["actions"]} >= {"prepare", "thank-you", "follow-up"}
    assert [card.read_text().count("FN:Ada Byron") for card in folder.book.glob("*-*.vcf")] == [1]


def test_what_is_only_odd_is_read(folder, capsys):
    """Five megabytes of text, an attendee without an address, a series without an end."""
    for name, content in ODD.items():
        (folder.calendar / name).write_text(content, newline="")
    code, report, err = folder.sync(capsys)
    assert (code, report["errors"], err) == (0, [], "")
    assert {action["interview"] for action in report["actions"] if action["kind"] == "thank-you"} == {"5", "6"}


def test_a_mended_object_is_read(folder, capsys):
    """And a second look at what is still broken is no new error."""
    (folder.calendar / "a.ics").write_bytes(BAD["bad-start.ics"][0])
    assert folder.sync(capsys)[0] == 1
    assert folder.sync(capsys)[1]["actions"] == []
    (folder.calendar / "a.ics").write_text(GOOD, newline="")
    code, report, _ = folder.sync(capsys)
    assert (code, len(report["actions"])) == (0, 5)
