"""One TOML value <-> one Python value, by the type that an option declares."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
import types
from collections.abc import Mapping
from datetime import time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from syncd.config.secrets import Secret, secret_from_toml
from syncd.core.settings import Slot

_UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
_DURATION = re.compile(r"(?:\d+[wdhms])+")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def from_toml(value: Any, wanted: Any, base: Path) -> Any:
    """The Python value of `value` if it fits the type.

    Args:
        value: As tomllib gives it.
        wanted: The option's type: str, int, float, bool, timedelta, time, Slot, Path, Secret, a StrEnum,
            tuple[str, ...], or a union of one of these with None or Literal[False].
        base: The folder that a relative path counts from.

    Raises:
        ValueError: What was expected.
    """
    if get_origin(wanted) in (Union, types.UnionType):
        return _from_union(value, get_args(wanted), base)
    match value:
        case str() if wanted is str and value.strip():
            return value.strip()
        case int() if wanted is int and not isinstance(value, bool):
            return value
        case int() | float() if wanted is float and not isinstance(value, bool):
            return float(value)
        case bool() if wanted is bool:
            return value
        case time() if wanted is time and value.tzinfo is None:
            return value
        case str() if wanted in (timedelta, time, Slot) or _is_enum(wanted):
            return _from_text(value, wanted)
        case str() if wanted is Path and value:
            return _path(value, base)
        case list() if get_origin(wanted) is tuple and all(isinstance(item, str) and item.strip() for item in value):
            return tuple(item.strip() for item in value)
        case _ if wanted is Secret:
            return secret_from_toml(value, base)
    raise ValueError(expected(wanted))


def to_toml(value: Any) -> str:
    """The value as it is written in the config; None and False are both `false` (switched off)."""
    match value:
        case None:
            return "false"
        case bool():
            return "true" if value else "false"
        case StrEnum() | str() | Path():
            return _quote(str(value))
        case int() | float():
            return str(value)
        case timedelta():
            return _quote(duration(value))
        case time():
            return _quote(f"{value:%H:%M}")
        case Slot():
            return _quote(f"{value.start:%H:%M}-{value.end:%H:%M}")
        case tuple() | list():
            return "[" + ", ".join(to_toml(item) for item in value) + "]"
        case Mapping():
            return "{ " + ", ".join(f"{key} = {to_toml(item)}" for key, item in value.items()) + " }"
    raise TypeError(f"no TOML for {type(value).__name__}")


def plain(value: Any) -> Any:
    """An option's default or example as tomllib would have read it from the config."""
    return tomllib.loads(f"value = {to_toml(value)}")["value"]


def expected(wanted: Any) -> str:
    """What a value of this type looks like, for the user."""
    if get_origin(wanted) in (Union, types.UnionType):
        members = [member for member in get_args(wanted) if member is not types.NoneType]
        names = [expected(member) for member in members if get_origin(member) is not Literal]
        return " or ".join([*names, "false"])
    if get_origin(wanted) is tuple:
        return 'a list of texts, such as ["one", "two"]'
    if _is_enum(wanted):
        return "one of " + ", ".join(wanted)
    return {
        str: "a text in quotes",
        int: "a whole number",
        float: "a number",
        bool: "true or false",
        timedelta: 'a length of time, such as "90m", "1h30m" or "14d"',
        time: 'a time of day, such as "09:00"',
        Slot: 'a stretch of a day, such as "08:30-09:00"',
        Path: "a path in quotes",
        Secret: "a password's source",
    }[wanted]


def duration(value: timedelta) -> str:
    """The shortest of `14d`, `1h30m`, `90s`; weeks are days."""
    rest = int(value.total_seconds())
    text = ""
    for unit, length in (("d", 86400), ("h", 3600), ("m", 60), ("s", 1)):
        count, rest = divmod(rest, length)
        if count:
            text += f"{count}{unit}"
    return text or "0s"


def nearest(word: str, known: Mapping[str, Any] | list[str]) -> str | None:
    """The known word that `word` was probably meant to be."""
    close = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return close[0] if close else None


def _from_union(value: Any, members: tuple[Any, ...], base: Path) -> Any:
    """A union's None or False is written `false`; anything else must fit its one real member."""
    real = [member for member in members if member is not types.NoneType and get_origin(member) is not Literal]
    if value is False:
        return False if len(real) < len(members) and Literal[False] in members else None
    try:
        return from_toml(value, real[0], base)
    except ValueError as err:
        raise ValueError(f"{err}, or false") from None


def _from_text(text: str, wanted: Any) -> Any:
    compact = "".join(text.split())
    if wanted is timedelta and _DURATION.fullmatch(compact):
        parts = re.findall(r"(\d+)([wdhms])", compact)
        try:
            return sum((timedelta(**{_UNITS[unit]: int(count)}) for count, unit in parts), timedelta())
        except OverflowError:
            raise ValueError("a length of time that fits into a life") from None
    if wanted is time and (clock := _CLOCK.fullmatch(compact)):
        return time(int(clock[1]), int(clock[2]))
    if wanted is Slot:
        ends = [_CLOCK.fullmatch(end) for end in compact.replace("\N{EN DASH}", "-").split("-")]
        if len(ends) == 2 and ends[0] and ends[1]:
            start, end = (time(int(clock[1]), int(clock[2])) for clock in ends if clock)
            if start < end:
                return Slot(start=start, end=end)
            raise ValueError("a stretch of a day whose end is after its start")
    if _is_enum(wanted):
        if text.lower() in list(wanted):
            return wanted(text.lower())
        near = nearest(text, list(wanted))
        raise ValueError(expected(wanted) + (f' (did you mean "{near}"?)' if near else ""))
    raise ValueError(expected(wanted))


def _path(text: str, base: Path) -> Path:
    filled = os.path.expandvars(text)
    missing = re.search(r"\$(\w+|\{\w+\})", filled)
    if missing:
        raise ValueError(f"a path whose variables are set; {missing[0]} is not")
    try:
        return base / Path(filled).expanduser()
    except RuntimeError:
        raise ValueError("a path whose home folder (~) is known") from None


def _is_enum(wanted: Any) -> bool:
    return isinstance(wanted, type) and issubclass(wanted, StrEnum)


def _quote(text: str) -> str:
    """A basic string (TOML v1.0.0, "String"): backslash, quote and control characters escaped."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\u{ord(found[0]):04x}", escaped) + '"'
