"""What no validator sees in the .ics and .vcf files named on the command line; status 1 if there is something.

Line ends and lengths, times in the wrong order, numbers out of range, a status of the other kind of object, a METHOD in
what is stored, anybody a server could write to.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

LONGEST = 75
"""Octets of a line, without its end (RFC 5545 section 3.1, RFC 2426 section 2.6)."""
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
STATUS = {
    "VEVENT": {"TENTATIVE", "CONFIRMED", "CANCELLED"},
    "VTODO": {"NEEDS-ACTION", "COMPLETED", "IN-PROCESS", "CANCELLED"},
}
RANGE = {"PERCENT-COMPLETE": 100, "PRIORITY": 9}
MAILS = {"METHOD", "ORGANIZER", "ATTENDEE", "REQUEST-STATUS"}
ONCE = {
    "VEVENT": {"UID", "DTSTAMP", "DTSTART", "SUMMARY"},
    "VTODO": {"UID", "DTSTAMP", "DUE", "SUMMARY"},
    "VCARD": {"VERSION", "UID", "FN", "N"},
}


def complaints(raw: bytes) -> list[str]:
    """Everything that is wrong with one file."""
    found = list(_lines(raw))
    lines = re.sub(r"\r?\n[ \t]", "", raw.decode(errors="replace")).splitlines()
    return found + (list(_card(lines)) if lines[:1] == ["BEGIN:VCARD"] else list(_calendar(lines)))


def _lines(raw: bytes) -> Iterator[str]:
    if not raw.endswith(b"\r\n"):
        yield "does not end with a line end"
    if b"\n" in raw.replace(b"\r\n", b"") or b"\r" in raw.replace(b"\r\n", b""):
        yield "a line ends with something else than CRLF"
    if CONTROL.search(raw):
        yield "holds a control character"
    for number, line in enumerate(raw.split(b"\r\n"), 1):
        if len(line) > LONGEST:
            yield f"line {number} has {len(line)} octets"
        try:
            line.decode()
        except UnicodeDecodeError:
            yield f"line {number} breaks a character"


def _card(lines: list[str]) -> Iterator[str]:
    if lines[1:2] != ["VERSION:3.0"]:
        yield "VERSION:3.0 is not in its place"
    yield from _counts("VCARD", [_split(line)[0] for line in lines])


def _calendar(lines: list[str]) -> Iterator[str]:
    if lines[0] != "BEGIN:VCALENDAR" or lines[-1] != "END:VCALENDAR":
        yield "is no VCALENDAR"
    if not {"VERSION:2.0"} <= set(lines):
        yield "has no VERSION:2.0"
    names = [_split(line)[0] for line in lines]
    yield from (f"{name}: somebody could be written to" for name in sorted(MAILS & set(names)))
    parts = [(kind, _inside(lines, kind)) for kind in STATUS if f"BEGIN:{kind}" in lines]
    if len(parts) != 1:
        yield "is not one VEVENT or one VTODO"
    for kind, part in parts:
        yield from _component(kind, part, zones="BEGIN:VTIMEZONE" in lines)


def _component(kind: str, lines: list[str], *, zones: bool) -> Iterator[str]:
    alarms = "\n".join(lines).split("BEGIN:VALARM")
    own = [_split(line) for line in alarms[0].splitlines()]
    yield from _counts(kind, [name for name, _, _ in own])
    values = {name: value for name, _, value in own}
    begin, end = values.get("DTSTART", ""), values.get("DTEND") or values.get("DUE", "")
    if begin and end and (len(begin) != len(end) or begin >= end):
        yield f"ends ({end}) before it begins ({begin})"
    if "DURATION" in values and end:
        yield "has both an end and a DURATION"
    if values.get("STATUS") not in {None, *STATUS[kind]}:
        yield f"STATUS:{values['STATUS']} is none of a {kind}"
    if (values.get("STATUS") == "COMPLETED") != ("COMPLETED" in values) and kind == "VTODO":
        yield "STATUS and COMPLETED do not agree"
    for name, most in RANGE.items():
        if name in values and not 0 <= int(values[name]) <= most:
            yield f"{name}:{values[name]} is out of range"
    if any("TZID=" in parameters for _, parameters, _ in own) and not zones:
        yield "names a zone without a VTIMEZONE"
    for alarm in alarms[1:]:
        inside = {name: (parameters, value) for name, parameters, value in map(_split, alarm.splitlines())}
        if not {"ACTION", "TRIGGER", "DESCRIPTION"} <= inside.keys():
            yield "an alarm without ACTION, TRIGGER or DESCRIPTION"
        elif "RELATED=END" in inside["TRIGGER"][0] and not end:
            yield "an alarm at the end of what has none"


def _counts(kind: str, names: list[str]) -> Iterator[str]:
    counted = Counter(names)
    yield from (f"{name} stands {counted[name]} times" for name in sorted(ONCE[kind]) if counted[name] != 1)


def _inside(lines: list[str], kind: str) -> list[str]:
    return lines[lines.index(f"BEGIN:{kind}") + 1 : lines.index(f"END:{kind}")]


def _split(line: str) -> tuple[str, str, str]:
    """Name, parameters, value; good enough for what syncd writes, which has no colon in a parameter."""
    head, _, value = line.partition(":")
    name, _, parameters = head.partition(";")
    return name.upper(), parameters, value


def main(files: list[str]) -> int:
    """Check every file."""
    all_found = [f"{file}: {found}" for file in files for found in complaints(Path(file).read_bytes())]
    print("\n".join(all_found))
    return 1 if all_found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
