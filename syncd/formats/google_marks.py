"""How Google carries syncd's mark: what it is for, whom it serves, and what syncd wrote there.

On events the mark is `extendedProperties.private`, on contacts `clientData`, on tasks, which have neither, the last
line of the notes. A part whose value no longer has the digest in the mark was touched by the user.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar
from urllib.parse import parse_qs, quote, urlencode

from syncd.core.identity import digest
from syncd.core.model import Alarm, Kind

PREFIX = "syncd_"
_VALUE_LIMIT = 1000
"""Google takes 1024 characters in the value of an extended property."""
_TASK_MARK = re.compile(r"(?<!\S)syncd:(?P<kind>[a-z-]+)\?(?P<fields>\S+)")

_P = TypeVar("_P", bound=StrEnum)


def event_id(uid: str, generation: int = 0) -> str:
    """The id an event is written under: derived, so that a second insert is refused instead of doubling it.

    Ids hold 0-9 and a-v only, and the id of a deleted event stays taken for ever (Calendar API, Event.id): what syncd
    withdrew itself and writes again needs the next `generation`.
    """
    name = uid if generation == 0 else f"{uid}\n{generation}"
    return "sd" + base64.b32hexencode(hashlib.sha256(name.encode()).digest()).decode().rstrip("=").lower()


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """What syncd remembers in an object of its own."""

    uid: str
    kind: Kind
    interviews: tuple[str, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    """As they were wanted, which is more than Google can express."""
    applied: Mapping[str, str]
    """Digest of each part as it was written, by the part's name."""


def digests(values: Mapping[_P, str]) -> dict[str, str]:
    """What `Mark.applied` holds after these values were written."""
    return {str(part): digest(value) for part, value in values.items()}


def touched_parts(values: Mapping[_P, str], applied: Mapping[str, str]) -> frozenset[_P]:
    """The parts whose value is not the one that was written; a part without a digest never was syncd's."""
    return frozenset(part for part, value in values.items() if applied.get(str(part)) != digest(value))


def applied_to_text(applied: Mapping[str, str]) -> str:
    """`at:0123456789ab summary:...`, sorted."""
    return " ".join(f"{part}:{value}" for part, value in sorted(applied.items()))


def applied_from_text(text: str) -> dict[str, str]:
    """The inverse of `applied_to_text`; what does not belong there is passed over."""
    pairs = (item.partition(":") for item in text.split())
    return {part: value for part, colon, value in pairs if colon and value}


def alarms_to_text(alarms: Iterable[Alarm]) -> str:
    """Offsets in seconds, comma-separated, in order."""
    return ",".join(str(int(alarm.offset.total_seconds())) for alarm in alarms)


def alarms_from_text(text: str) -> tuple[Alarm, ...]:
    """The inverse of `alarms_to_text`.

    Raises:
        ValueError: It is no list of numbers.
    """
    return tuple(Alarm(offset=timedelta(seconds=int(item))) for item in text.split(",") if item)


def keys_to_properties(name: str, keys: Iterable[str]) -> dict[str, str]:
    """Interview keys, one a line, spread over `name`, `name_2` ... because each value is short."""
    pages: list[str] = []
    for key in keys:
        if pages and len(pages[-1]) + 1 + len(key) <= _VALUE_LIMIT:
            pages[-1] += f"\n{key}"
        else:
            pages.append(key)
    return {name if number == 1 else f"{name}_{number}": page for number, page in enumerate(pages, start=1)}


def keys_from_properties(name: str, properties: Mapping[str, str]) -> tuple[str, ...]:
    """The inverse of `keys_to_properties`."""
    keys: list[str] = []
    number, key = 1, name
    while key in properties:
        keys += properties[key].split("\n")
        number += 1
        key = f"{name}_{number}"
    return tuple(each for each in keys if each)


def event_mark_to_properties(mark: Mark, own_id: str) -> dict[str, str]:
    """The private extended properties that make an event syncd's.

    Args:
        mark: What to remember.
        own_id: Of the event itself: a copy the user makes of it is not syncd's.
    """
    properties = {
        f"{PREFIX}kind": mark.kind.value,
        f"{PREFIX}uid": mark.uid,
        f"{PREFIX}id": own_id,
        f"{PREFIX}alarms": alarms_to_text(mark.alarms),
        f"{PREFIX}applied": applied_to_text(mark.applied),
        **keys_to_properties(f"{PREFIX}interview", mark.interviews),
    }
    return {name: value for name, value in properties.items() if value}


def event_mark_from_properties(properties: Mapping[str, str]) -> Mark | None:
    """The mark of an event; None where there is none.

    Raises:
        ValueError: The mark cannot be read.
    """
    kind, uid = properties.get(f"{PREFIX}kind"), properties.get(f"{PREFIX}uid")
    if kind is None or not uid:
        return None
    return Mark(
        uid=uid,
        kind=Kind(kind),
        interviews=keys_from_properties(f"{PREFIX}interview", properties),
        alarms=alarms_from_text(properties.get(f"{PREFIX}alarms", "")),
        applied=applied_from_text(properties.get(f"{PREFIX}applied", "")),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskMark:
    """A mark with what else a task of Google's cannot hold."""

    mark: Mark
    at: datetime
    """The moment that was wanted; the task keeps the date alone."""
    location: str = ""


def task_mark_to_line(task: TaskMark) -> str:
    """One line without blanks, which no edit around it breaks."""
    mark = task.mark
    fields: list[tuple[str, str]] = [("uid", mark.uid), ("at", task.at.isoformat())]
    fields += [("for", key) for key in mark.interviews]
    fields += [(part, value) for part, value in sorted(mark.applied.items()) if part != "at"]
    fields += [("on", mark.applied["at"])] if "at" in mark.applied else []
    fields += [("alarms", alarms_to_text(mark.alarms))] if mark.alarms else []
    fields += [("place", task.location)] if task.location else []
    return f"syncd:{mark.kind.value}?{urlencode(fields, quote_via=quote, safe=':@+,')}"


def split_notes(notes: str) -> tuple[str, TaskMark | None]:
    """The notes without the mark, and the mark; None where there is none or it was damaged."""
    for match in reversed(list(_TASK_MARK.finditer(notes))):
        task = _task_mark(match["kind"], match["fields"])
        if task is not None:
            before, after = notes[: match.start()].rstrip(), notes[match.end() :].strip()
            return "\n".join(text for text in (before, after) if text), task
    return notes, None


def join_notes(text: str, task: TaskMark, limit: int) -> str:
    """Notes that end in the mark; the text is cut where both together would be longer than `limit`."""
    line = task_mark_to_line(task)
    room = max(limit - len(line) - 2, 0)
    kept = fitting(text, room).rstrip("\n")
    return f"{kept}\n\n{line}" if kept else line


def fitting(text: str, room: int) -> str:
    """The text, or its beginning with an ellipsis."""
    return text if len(text) <= room else text[: max(room - 1, 0)] + "…"


def _task_mark(kind: str, query: str) -> TaskMark | None:
    fields = parse_qs(query.replace("+", "%2B"))
    first = {name: values[0] for name, values in fields.items()}
    try:
        at = datetime.fromisoformat(first["at"])
        mark = Mark(
            uid=first["uid"],
            kind=Kind(kind),
            interviews=tuple(fields.get("for", ())),
            alarms=alarms_from_text(first.get("alarms", "")),
            applied={
                **{part: first[part] for part in ("summary", "description", "status") if part in first},
                **({"at": first["on"]} if "on" in first else {}),
            },
        )
    except (KeyError, ValueError):
        return None
    if at.tzinfo is None:
        return None
    return TaskMark(mark=mark, at=at, location=first.get("place", ""))
