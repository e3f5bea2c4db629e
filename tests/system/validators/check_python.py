"""What icalendar and vobject make of the .ics and .vcf files named on the command line; status 1 if they complain."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import icalendar
import vobject

DATES = {
    "VEVENT": ("DTSTART", "DTEND", "DURATION", "start", "end", "duration"),
    "VTODO": ("DTSTART", "DUE", "DURATION"),
}


def by_vobject(raw: bytes) -> list[str]:
    """vobject reads, validates and can write it."""
    try:
        component = vobject.readOne(raw.decode())
        component.validate(raiseException=True)
        component.serialize()
    except (vobject.base.VObjectError, ValueError) as err:
        return [f"vobject: {type(err).__name__}: {err}"]
    return []


def by_icalendar(raw: bytes) -> list[str]:
    """icalendar reads it without a word, and every date in it means something."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            calendar = icalendar.Calendar.from_ical(raw)
        except ValueError as err:
            return [f"icalendar: {err}"]
        found = [f"{component.name} {error}" for component in calendar.walk() for error in component.errors]
        found += [wrong for component in calendar.walk() for wrong in _wrong_dates(component)]
        found += [f"no VTIMEZONE for {zone}" for zone in calendar.get_missing_tzids()]
    return [f"icalendar: {what}" for what in (*found, *(str(warning.message) for warning in said))]


def _wrong_dates(component: icalendar.Component) -> list[str]:
    found = []
    for name in DATES.get(component.name, ()):
        try:
            getattr(component, name)
        except (icalendar.InvalidCalendar, ValueError, TypeError) as err:  # TypeError: naive against aware
            found.append(f"{component.name}.{name}: {err}")
    return found


def main(files: list[str]) -> int:
    """Check every file with whoever reads its kind."""
    complained = False
    for file in files:
        raw = Path(file).read_bytes()
        found = by_vobject(raw) + (by_icalendar(raw) if file.endswith(".ics") else [])
        for what in found:
            print(f"{file}: {what}")
        complained = complained or bool(found)
    return 1 if complained else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
