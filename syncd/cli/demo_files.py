"""The events of a demo: the built-in sample around today, or the user's own export."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path

from syncd.formats.ical import split_ical

_DAY = re.compile(r"\{\+(\d+)\}")
_ATTENDEE = re.compile(r"^ATTENDEE(?P<parameters>[^:\r\n]*):mailto:(?P<email>\S+)", re.IGNORECASE | re.MULTILINE)
_NAME = re.compile(r';CN=(?:"(?P<quoted>[^"]*)"|(?P<plain>[^;:]*))', re.IGNORECASE)
_FOLD = re.compile(r"\r?\n[ \t]")
SATURDAY = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """Whose calendar it is."""

    name: str
    emails: tuple[str, ...]


def write_sample(calendar: Path, now: datetime) -> None:
    """Write the sample's events; `{+n}` in them is the n-th working day after `now`."""
    for entry in files("syncd.cli").joinpath("sample").iterdir():
        if entry.name.endswith(".ics"):
            text = entry.read_bytes().decode()
            dated = _DAY.sub(lambda found: f"{_working_day(now, int(found[1])):%Y%m%d}", text)
            (calendar / entry.name).write_bytes(dated.encode())


def copy_calendar(export: Path, calendar: Path) -> int:
    """Write each event of an export as a file of its own; how many there were."""
    count = 0
    with export.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        for raw in split_ical(lines):
            content = raw.encode()
            (calendar / f"{hashlib.sha256(content).hexdigest()[:24]}.ics").write_bytes(content)
            count += 1
    return count


def guess_identity(exports: Sequence[Path]) -> Identity:
    """Whoever is invited most often in a calendar is its owner."""
    seen: Counter[str] = Counter()
    names: dict[str, Counter[str]] = {}
    for export in exports:
        with export.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            for raw in split_ical(lines):
                for found in _ATTENDEE.finditer(_FOLD.sub("", raw)):
                    email = found["email"].casefold()
                    seen[email] += 1
                    if called := _NAME.search(found["parameters"]):
                        names.setdefault(email, Counter())[called["quoted"] or called["plain"] or ""] += 1
    if not seen:
        return Identity(name="", emails=())
    email = seen.most_common(1)[0][0]
    usual = [name for name, _ in names.get(email, Counter()).most_common() if name and "@" not in name]
    return Identity(name=usual[0] if usual else "", emails=(email,))


def _working_day(now: datetime, number: int) -> datetime:
    day = now
    while number > 0:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY:
            number -= 1
    return day
