"""Everything syncd writes is well-formed: in the eyes of the libraries that other programs read with, and byte by byte."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.system.dav_server import DavServer
from tests.system.installed import Installed
from tests.system.invitation import invitation, working_day
from tests.system.machine import need, run

VALIDATORS = Path(__file__).parent / "validators"
JARS = "/usr/share/java/ez-vcard.jar:/usr/share/java/vinnie.jar"

GOOD_EVENT = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//syncd//checks//EN
BEGIN:VEVENT
UID:1
DTSTAMP:20260101T000000Z
DTSTART:20260102T090000Z
DTEND:20260102T100000Z
SUMMARY:Thank Jonas
END:VEVENT
END:VCALENDAR
"""
GOOD_CARD = """\
BEGIN:VCARD
VERSION:3.0
UID:1
FN:Jonas Vester
N:Vester;Jonas;;;
EMAIL:jonas@kestrel.example
END:VCARD
"""


class Validators:
    """All of them."""

    def __init__(self, classes: Path) -> None:
        self.classes = classes

    def complaints(self, files: Sequence[Path]) -> list[str]:
        """What any of them says against any of the files."""
        assert files, "there is nothing to check"
        events = [str(file) for file in files if file.suffix == ".ics"]
        cards = [str(file) for file in files if file.suffix == ".vcf"]
        said = _say(sys.executable, str(VALIDATORS / "check_python.py"), *events, *cards)
        said += _say(sys.executable, str(VALIDATORS / "check_bytes.py"), *events, *cards)
        if events:
            said += _say("/usr/bin/python3", str(VALIDATORS / "check_libical.py"), *events)
        if cards:
            said += _say("java", "-cp", f"{self.classes}:{JARS}", "CheckCards", *cards)
        return said


@pytest.fixture(scope="session")
def validators(prepared: Path) -> Validators:
    """The validators, with ez-vcard's front compiled; skipped where the machine lacks one."""
    need("java", "javac")
    bindings = subprocess.run(
        ["/usr/bin/python3", "-c", "import gi; gi.require_version('ICalGLib', '3.0')"], capture_output=True, check=False
    )
    if bindings.returncode != 0:
        pytest.skip("this machine has no gir1.2-ical-3.0 for /usr/bin/python3")
    if not all(Path(jar).exists() for jar in JARS.split(":")):
        pytest.skip("this machine has no libez-vcard-java or libvinnie-java")
    classes = prepared / "classes"
    run("javac", "-cp", JARS, "-d", classes, VALIDATORS / "CheckCards.java")
    return Validators(classes)


FAULTS = {
    "libical": ("DTSTAMP:20260101T000000Z\n", ""),
    "icalendar": ("DTSTART:20260102T090000Z", "DTSTART;TZID=Mars/Olympus:20260102T090000"),
    "vobject": ("UID:1\n", ""),
    "order of times": ("DTEND:20260102T100000Z", "DTEND:20260102T080000Z"),
    "length of lines": ("SUMMARY:Thank Jonas", f"SUMMARY:{'Thank Jonas ' * 9}"),
    "METHOD": ("PRODID", "METHOD:REQUEST\nPRODID"),
    "guests": ("SUMMARY", "ATTENDEE:mailto:jonas@kestrel.example\nSUMMARY"),
    "ranges": ("SUMMARY", "PRIORITY:12\nSUMMARY"),
    "status": ("SUMMARY", "STATUS:NEEDS-ACTION\nSUMMARY"),
    "alarms": ("END:VEVENT", "BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:x\nEND:VALARM\nEND:VEVENT"),
    "line ends": ("SUMMARY:Thank Jonas\n", "SUMMARY:Thank Jonas\r"),
    "cards": ("EMAIL:", "EMAIL;TYPE=WORK:"),
    "names of cards": ("N:Vester;Jonas;;;\n", "N:Vester;Jonas;;;\nN:Vester;J.;;;\n"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_validators_are_awake(validators: Validators, folder: Path, fault: str) -> None:
    """Each of them sees the fault that it is here for, and says nothing against an object without one."""
    text, name = (GOOD_CARD, "card.vcf") if "cards" in fault else (GOOD_EVENT, "event.ics")
    file = folder / name
    file.write_bytes(text.replace("\n", "\r\n").encode())
    assert validators.complaints([file]) == []

    assert FAULTS[fault][0] in text
    file.write_bytes(text.replace(*FAULTS[fault]).replace("\n", "\r\n").encode())
    assert validators.complaints([file]) != []


def test_what_the_demo_writes_is_valid(validators: Validators, folder: Path, syncd: Installed) -> None:
    """`syncd demo` leaves nothing that another program stumbles over."""
    syncd.run("demo")
    written = sorted((syncd.home / "syncd-demo" / "calendars" / "Interview follow-up").rglob("*.ics"))
    cards = sorted((syncd.home / "syncd-demo" / "contacts").rglob("*.vcf"))
    assert written
    assert cards

    assert validators.complaints([*written, *cards]) == []


def test_what_stands_on_a_server_is_valid(
    validators: Validators, folder: Path, dav: DavServer, syncd: Installed
) -> None:
    """What a server gives back of syncd's objects is valid too."""
    today = date.today()
    dav.put("personal/past.ics", invitation(working_day(today, -1)))
    dav.put("personal/next.ics", invitation(working_day(today, 1), uid="2", summary="Final interview Müller & Söhne"))
    syncd.configure(dav.url)
    syncd.run("sync")

    assert validators.complaints(_save(dav, folder / "served")) == []


KINDS = {"prepare", "thank-you", "follow-up", "second-follow-up", "close-out", "keep-looking", "attention"}
FOLDERS = """\
[me]
name = "Sam Rivera"
emails = ["sam@example.com"]
timezone = "Europe/Berlin"
language = "{language}"
[accounts.local]
type = "vdir"
path = "{home}/calendars"
contacts_path = "{home}/contacts"
[accounts.gone]
type = "vdir"
path = "{home}/not/there"
"""
HARD = "Technical interview: 株式会社テスト; Müller, Söhne \\\\ Co. – „Größe“ 🎉 " + "sehr langer Name " * 6


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "pt", "it", "nl"])
def test_every_kind_in_every_language_is_valid(
    validators: Validators, folder: Path, syncd: Installed, language: str
) -> None:
    """Six weeks of one process, with hard characters in its name, the first question ticked on the way."""
    home = syncd.home
    for name in ("calendars/personal", "contacts/book"):
        (home / name).mkdir(parents=True)
    syncd.config.parent.mkdir(parents=True)
    syncd.config.write_text(FOLDERS.format(home=home, language=language), encoding="utf-8")
    interview = working_day(date(2026, 9, 14), 1)
    text = invitation(interview, summary=HARD.replace(",", "\\,").replace(";", "\\;"))
    (home / "calendars/personal/interview.ics").write_text(text, encoding="utf-8", newline="")
    kept: dict[bytes, Path] = {}
    for day in (-1, 1, 12, 20, 30, 45):
        syncd.run("sync", "--now", (interview + timedelta(days=day, hours=9)).isoformat(), expect=None)
        for file in sorted((home / "calendars").rglob("*.ics")) + sorted((home / "contacts").rglob("*.vcf")):
            raw = file.read_bytes()
            if b"X-SYNCD" in raw and raw not in kept:
                kept[raw] = folder / f"{len(kept)}{file.suffix}"
                kept[raw].write_bytes(raw)
            if b"X-SYNCD-KIND:follow-up" in raw and day == 12 and b"STATUS:COMPLETED" not in raw:
                done = f"STATUS:COMPLETED\r\nCOMPLETED:{interview + timedelta(days=12):%Y%m%dT%H%M%SZ}"
                file.write_bytes(raw.replace(b"STATUS:NEEDS-ACTION", done.encode()))
    written = b"".join(kept)
    assert [kind for kind in sorted(KINDS) if f"X-SYNCD-KIND:{kind}\r\n".encode() not in written] == []
    assert b"BEGIN:VCARD" in written

    assert validators.complaints(list(kept.values())) == []


def _save(dav: DavServer, target: Path) -> list[Path]:
    """syncd's objects on a server, each as a file."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    ours = {path: text for path, text in dav.objects().items() if "X-SYNCD-" in text}
    assert any(path.endswith(".ics") for path in ours)
    assert any(path.endswith(".vcf") for path in ours)
    files = []
    for path, text in ours.items():
        file = target / path.replace("/", "_")
        file.write_bytes(text.encode())
        files.append(file)
    return files


def _say(*command: str) -> list[str]:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode in {0, 1}, f"{command[:2]} broke: {done.stderr}"
    assert done.returncode == 0 or done.stdout.strip(), f"{command[:2]} failed without a word: {done.stderr}"
    return [line for line in done.stdout.splitlines() if line]
