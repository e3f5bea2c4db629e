"""Scanning a big calendar against merely parsing it: `python benchmarks/scan.py [EVENTS]`.

Prints the seconds that `icalendar` needs to parse the events one by one and as one file, the seconds that a scan of the
same file takes, their ratio, and how much memory the scan held at most for a tenth of the events and for all of them.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from icalendar import Calendar

from syncd.cli.files import read_paths
from syncd.core.settings import Me, Settings

ME = Settings(me=Me(name="Sam Rivera", emails=("sam@example.com",), timezone="Europe/Berlin"))
TITLES = (
    "Standup", "Lunch with Kim", "Dentist", "1:1 Lee / Sam", "Sprint planning", "Gym", "Payroll review", "Call mum",
    "Zahnarzt", "Elternabend", "Réunion d'équipe", "Cena con Marta", "Corso di nuoto", "Tandarts", "Yoga", "Focus time",
    "Budget 2027", "Flight LH 198", "Geburtstag Oma", "Rendez-vous garage", "Release 4.2", "Träff med Eva", "歯医者",
)  # fmt: skip
NOTES = (
    "", "Agenda:\\n- numbers\\n- plans for May\\n\\nhttps://meet.google.com/abc-defg-hij", "Bring the keys.",
    "Join with Google Meet: https://meet.google.com/xyz-abcd-efg\\nLearn more at: https://support.google.com/a",
    "Bitte die Unterlagen mitbringen\\, wir treffen uns im zweiten Stock.", "Confirmation number: 8KJ2P1",
)  # fmt: skip


def ordinary(count: int) -> Iterator[str]:
    """Events of an ordinary life, as Google exports them; the same ones each time."""
    chance = random.Random(7)  # no secret
    start = datetime(2021, 1, 4, 7, tzinfo=UTC)
    for number in range(count):
        start += timedelta(hours=chance.randrange(2, 9))
        yield "\r\n".join(
            [
                "BEGIN:VEVENT",
                f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
                f"DTEND:{start + timedelta(minutes=45):%Y%m%dT%H%M%SZ}",
                "DTSTAMP:20261001T060000Z",
                f"UID:{number}-{chance.getrandbits(60):x}@google.com",
                "CREATED:20210101T060000Z",
                f"DESCRIPTION:{chance.choice(NOTES)}",
                "LAST-MODIFIED:20210301T060000Z",
                f"LOCATION:{chance.choice(('', 'Room 4', 'Home'))}",
                "SEQUENCE:0",
                "STATUS:CONFIRMED",
                f"SUMMARY:{chance.choice(TITLES)}",
                "TRANSP:OPAQUE",
                "END:VEVENT",
            ]
        )


def calendar(events: list[str]) -> str:
    """One VCALENDAR."""
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Google Inc//EN", *events, "END:VCALENDAR", ""])


def scan(file: Path) -> int:
    """How many events a scan reads."""
    return sum(1 for _ in read_paths([file], ME))


def seconds(work: object, *arguments: object) -> float:
    """CPU seconds that a call takes."""
    began = time.process_time()
    work(*arguments)  # type: ignore[operator]
    return time.process_time() - began


def peak(file: Path) -> int:
    """Bytes that a scan holds at most."""
    tracemalloc.start()
    scan(file)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def parse_each(events: list[str]) -> None:
    """What a full parse of every event costs."""
    for event in events:
        Calendar.from_ical(calendar([event]))


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    events = list(ordinary(count))
    with tempfile.TemporaryDirectory() as folder:
        all_of_them, tenth = Path(folder, "all.ics"), Path(folder, "tenth.ics")
        all_of_them.write_text(calendar(events), encoding="utf-8", newline="")
        tenth.write_text(calendar(events[: count // 10]), encoding="utf-8", newline="")
        scan(tenth)  # vocabularies and patterns are read once a process
        each, whole = seconds(parse_each, events), seconds(Calendar.from_ical, calendar(events))
        scanned = seconds(scan, all_of_them)
        print(f"events                     {count}")
        print(f"icalendar, event by event  {each:.2f} s")
        print(f"icalendar, one file        {whole:.2f} s")
        print(f"syncd scan                 {scanned:.2f} s   1/{min(each, whole) / scanned:.1f} of the faster parse")
        print(f"memory, a tenth and all    {peak(tenth) / 1e6:.1f} MB, {peak(all_of_them) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
