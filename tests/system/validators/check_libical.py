"""libical's opinion of the iCalendar files named on the command line: a line for each complaint, and status 1 if any.

libical is what Evolution, GNOME Calendar and KOrganizer read with. Its table of what may and must stand where belongs
to iTIP, so a METHOD is lent to each file; what iTIP alone asks for (ORGANIZER and ATTENDEE, and the DTSTART and
PRIORITY of a task) is not held against a stored object. Runs with the system's Python, which has the bindings
(gir1.2-ical-3.0, python3-gi).
"""

import re
import sys
from pathlib import Path

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402  # the version is asked for first

ONLY_FOR_MAIL = re.compile("for (ORGANIZER|ATTENDEE) property|VTODO: .*for (DTSTART|PRIORITY) property. Expected 1")


def complaints(text: str) -> list[str]:
    """What libical has to say about one file."""
    try:
        component = ICalGLib.Component.new_from_string(text.replace("VERSION:2.0", "VERSION:2.0\r\nMETHOD:PUBLISH", 1))
    except TypeError:  # what the bindings make of libical's NULL
        return ["cannot be read"]
    ICalGLib.restriction_check(component)
    found = []
    within = []
    for line in re.sub(r"\r?\n[ \t]", "", component.as_ical_string()).splitlines():
        name, _, value = line.partition(":")
        if name == "BEGIN":
            within.append(value)
        elif name == "END":
            within.pop()
        elif name.startswith("X-LIC-ERROR"):
            found.append(f"{'/'.join(within)}: {value}")
    return [complaint for complaint in found if not ONLY_FOR_MAIL.search(complaint)]


def main(files: list[str]) -> int:
    """Check every file."""
    all_found = [f"{file}: {found}" for file in files for found in complaints(Path(file).read_bytes().decode())]
    print("\n".join(all_found))
    return 1 if all_found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
