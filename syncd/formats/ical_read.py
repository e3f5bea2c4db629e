"""iCalendar text as real producers write it -> Event values (RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component
from icalendar.prop import vDDDTypes

from syncd.core.model import Attendee, Event, EventStatus
from syncd.errors import InvalidObjectError
from syncd.formats.html import LIMIT, is_html, to_text
from syncd.formats.ical_glance import unsound
from syncd.formats.ical_series import occurrences
from syncd.formats.ical_value import moment_of, values_of
from syncd.formats.zones import find_zone

LINK_PROPERTIES = (
    "URL",
    "CONFERENCE",
    "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
)
ATTENDEES = 300
"""Read of one event: nobody is interviewed by more."""
LONGEST_LINE = 300_000
"""Characters of one content line that are read; the rest of a hostile one is cut."""
BLOCK = 1 << 18
"""Characters of a stream that are read at once."""
_BLANK = "\ufeff \r\n\t"
_CALENDAR = "BEGIN:VCALENDAR"
_BEGIN = re.compile(r"\n(?i:BEGIN:(VEVENT|VTIMEZONE))[ \t]*\r?(?=\n)")
_END = {name: re.compile(rf"\n(?i:END:{name})[ \t]*\r?(?=\n|\Z)") for name in ("VEVENT", "VTIMEZONE")}
_SERIES = re.compile(r"\n(?:RRULE|RDATE|RECURRENCE-ID)[:;]")
_UID = re.compile(r"\nUID[^:\n]*:([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)")
_TAIL = 64
"""Characters that the end of a component may span, white space included."""
_LINE_END = re.compile(r"\r\n|\n|\r")
"""Of a content line; other line separators of Unicode are text in it, pasted from web pages."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_URL = re.compile(r"https?://[^\s<>\"'\\]+")
_ESCAPED = re.compile(r"\\([\\;,nN])")
"""As signs are written in a property of text; the parser leaves them in one that it does not know."""
_ADDRESS = re.compile(r"[^\s@<>:,;]+@[^\s@<>:,;]+\.[^\s@<>:,;]+")


def events_from_ical(text: str, zone: ZoneInfo) -> tuple[Event, ...]:
    """Every VEVENT of a calendar object; a short series is unfolded, and its moved occurrences are events of their own.

    Args:
        text: One calendar object.
        zone: The reader's, for floating, UTC and all-day times.

    Raises:
        InvalidObjectError: It cannot be understood; the message says why.
    """
    calendar = parse(text)
    try:
        return tuple(_event(component, calendar, zone) for component in occurrences(calendar))
    except OverflowError as err:
        raise InvalidObjectError("", "a time in it lies beyond the years 1 to 9999") from err


def parse(text: str) -> Calendar:
    """The VCALENDAR in `text`.

    Raises:
        InvalidObjectError: There is none, or it is broken.
    """
    lines = _LINE_END.split(text.strip(_BLANK))
    if not lines[0].upper().startswith(_CALENDAR):
        raise InvalidObjectError("", "it is no iCalendar object (no BEGIN:VCALENDAR)")
    try:
        calendar = Calendar.from_ical("\r\n".join(_cut(lines)))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as err:  # icalendar lets all of these out
        raise InvalidObjectError("", unsound(text) or f"it is broken: {str(err).partition(chr(10))[0]}") from err
    if not isinstance(calendar, Calendar):
        raise InvalidObjectError("", "it is no single iCalendar object")
    return calendar


def split_ical(stream: TextIO) -> Iterator[str]:
    """Stand-alone calendar objects, one for each event of a stream of any size, each with the zones it names.

    A series and its moved occurrences are one object, and come last: exports scatter them. What is no calendar, or
    breaks off, is yielded as it is, so that reading it says so.
    """
    rest = _head(stream)
    if not rest.upper().startswith(_CALENDAR):
        yield from filter(None, [rest])
        return
    zones: dict[str, str] = {}
    series: dict[str, list[str]] = {}
    searched = 0
    block = rest
    while block:
        at = 0
        while begin := _BEGIN.search(rest, at):
            name = begin[1].upper()
            end = _END[name].search(rest, max(begin.end() - 1, searched))
            if end is None:
                at = begin.start()
                break
            component = rest[begin.start() + 1 : end.end()].rstrip("\r\n")
            if name == "VTIMEZONE":
                zones[_tzid(component)] = component
            elif _SERIES.search(component) and (uid := _UID.search(component)):
                series.setdefault(uid[1], []).append(component)
            else:
                yield _stand_alone(component, zones)
            at = searched = end.end()
        else:
            at = max(at, rest.rfind("\n"), 0)
        rest = rest[at:]
        searched = max(0, len(rest) - _TAIL)
        block = stream.read(BLOCK)
        rest += block
    for components in series.values():
        yield _stand_alone("\r\n".join(components), zones)
    if _BEGIN.match(rest):
        yield _CALENDAR + rest


def _head(stream: TextIO) -> str:
    """The beginning of a stream, without what is blank: enough to tell what it is."""
    head = ""
    while len(head) < len(_CALENDAR) and (block := stream.read(BLOCK)):
        head = (head + block).lstrip(_BLANK)
    return head


def _tzid(zone: str) -> str:
    return next((line.partition(":")[2].strip() for line in zone.splitlines() if line.upper().startswith("TZID")), "")


def _stand_alone(event: str, zones: Mapping[str, str]) -> str:
    used = [zone for tzid, zone in zones.items() if tzid and tzid in event]
    text = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *used, event, "END:VCALENDAR", ""])
    return text if text.count("\n") == text.count("\r\n") else text.replace("\r\n", "\n").replace("\n", "\r\n")


def _cut(lines: list[str]) -> Iterator[str]:
    """The lines without control characters, and without what is beyond reason of a content line."""
    length = 0
    for line in lines:
        length = length + len(line) if line[:1] in {" ", "\t"} else len(line)
        if length <= LONGEST_LINE:
            yield _CONTROL.sub("", line)
        elif line[:1] not in {" ", "\t"}:
            yield _CONTROL.sub("", line[:LONGEST_LINE])


def _event(component: Component, calendar: Calendar, zone: ZoneInfo) -> Event:
    uid = str(component.get("UID", "")).strip()
    start, all_day, named = _moment(component.get("DTSTART"), calendar, zone, "DTSTART")
    end = _end(component, calendar, zone, start, all_day=all_day)
    description, links = _description(component)
    return Event(
        uid=uid or f"{start.isoformat()} {component.get('SUMMARY', '')}",
        recurrence_id=_recurrence_id(component, calendar, zone),
        summary=_line(component.get("SUMMARY")),
        description=description,
        location=_line(component.get("LOCATION")),
        links=tuple(dict.fromkeys([*_links(component), *links])),
        start_at=start,
        end_at=max(end, start),
        all_day=all_day,
        zone=named,
        status=_status(component),
        organizer=next(_people(component, "ORGANIZER"), None),
        attendees=tuple(_people(component, "ATTENDEE")),
        categories=tuple(category for category in _categories(component) if category),
        recurring=any(name in component for name in ("RRULE", "RDATE", "RECURRENCE-ID")),
        sequence=sequence if isinstance(sequence := component.get("SEQUENCE"), int) else 0,
    )


def _moment(value: Any, calendar: Calendar, zone: ZoneInfo, name: str) -> tuple[datetime, bool, str]:
    """The moment, whether it is a whole day, and the name of the zone it was written in."""
    if isinstance(value, list):
        value = value[0]
    moment = moment_of(value)
    if isinstance(moment, datetime):
        tzid = value.params.get("TZID") if isinstance(value, vDDDTypes) else None
        if tzid:
            there = find_zone(str(tzid), calendar)
            if there is not None:
                return moment.replace(tzinfo=there), False, there.key
            if moment.tzinfo is None:
                raise InvalidObjectError(
                    "", f'{name} names the zone "{tzid}", which nobody knows and it does not define'
                )
            return moment.astimezone(zone), False, zone.key
        if moment.tzinfo is None:
            return moment.replace(tzinfo=zone), False, zone.key
        return moment.astimezone(zone), False, zone.key
    if isinstance(moment, date):
        return datetime.combine(moment, time(), tzinfo=zone), True, zone.key
    raise InvalidObjectError("", f"it has no {name}" if value is None else f"{name} cannot be read: {value}")


def _end(component: Component, calendar: Calendar, zone: ZoneInfo, start: datetime, *, all_day: bool) -> datetime:
    if "DTEND" in component:
        return _moment(component.get("DTEND"), calendar, zone, "DTEND")[0]
    duration = moment_of(component.get("DURATION"))
    if isinstance(duration, timedelta):
        return start + duration
    return start + timedelta(days=1) if all_day else start


def _recurrence_id(component: Component, calendar: Calendar, zone: ZoneInfo) -> str | None:
    if "RECURRENCE-ID" not in component:
        return None
    moment, all_day, _ = _moment(component.get("RECURRENCE-ID"), calendar, zone, "RECURRENCE-ID")
    return moment.date().isoformat() if all_day else moment.astimezone(UTC).isoformat()


def _description(component: Component) -> tuple[str, tuple[str, ...]]:
    """The richer of DESCRIPTION and its HTML alternative, as text; and the links of both."""
    plain = _text(component.get("DESCRIPTION"))
    alternative = component.get("X-ALT-DESC") or component.get("STYLED-DESCRIPTION")
    html = _ESCAPED.sub(lambda sign: "\n" if sign[1] in "nN" else sign[1], _text(alternative))
    links: list[str] = []
    if is_html(plain):
        found = to_text(plain)
        plain = found.text
        links += found.links
    if is_html(html):
        found = to_text(html)
        links += found.links
        if len(found.text) > len(plain) or "\t" in found.text:
            plain = found.text
    return plain[:LIMIT], tuple(links)


def _links(component: Component) -> Iterator[str]:
    for name in LINK_PROPERTIES:
        for value in values_of(component.get(name)):
            yield from _URL.findall(str(value)[:2000])


def _people(component: Component, name: str) -> Iterator[Attendee]:
    for value in values_of(component.get(name))[:ATTENDEES]:
        address = _ADDRESS.search(re.sub(r"^mailto:", "", str(value).strip(), flags=re.IGNORECASE)[:400])
        parameters = {key.upper(): given for key, given in getattr(value, "params", {}).items()}
        given = parameters.get("EMAIL")
        email = (str(given) if given else address.group() if address else "").casefold() or None
        cn = _line(parameters.get("CN")).strip("'\" ")
        yield Attendee(
            email=email,
            name=cn if cn and cn.casefold() != email else None,
            partstat=str(parameters.get("PARTSTAT", "NEEDS-ACTION")).upper(),
            role=str(parameters.get("ROLE", "REQ-PARTICIPANT")).upper(),
            cutype=str(parameters.get("CUTYPE", "INDIVIDUAL")).upper(),
        )


def _status(component: Component) -> EventStatus:
    try:
        return EventStatus(str(component.get("STATUS", "CONFIRMED")).strip().upper())
    except ValueError:
        return EventStatus.CONFIRMED


def _categories(component: Component) -> Iterator[str]:
    for value in values_of(component.get("CATEGORIES")):
        for category in getattr(value, "cats", [value]):
            yield _line(category)


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0]
    return "" if value is None else str(value)[:LIMIT].replace("\r\n", "\n").replace("\r", "\n").strip()


def _line(value: Any) -> str:
    return " ".join(_text(value)[:2000].split())
