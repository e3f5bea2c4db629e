"""What this machine says about where its user lives: time zone and country, the defaults of [me]."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

_TABLES = "zoneinfo"


def is_zone(name: str) -> bool:
    """Whether `name` is an IANA time zone that can be used on this machine.

    The zoneinfo folder may also hold `localtime`, `posixrules` and the trees `posix/` and `right/`: no names of zones.
    """
    if name in ("", "localtime", "posixrules", "Factory") or name.startswith(("posix/", "right/")):
        return False
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # bad key, a folder such as "Europe", an unknown name
        return False
    return True


def system_timezone(environ: Mapping[str, str] | None = None, root: Path = Path("/")) -> str:
    """The IANA name of the system's time zone; "UTC" where it has none that is valid.

    Args:
        environ: Instead of this process's environment.
        root: Where `etc/localtime` and `etc/timezone` are looked for.
    """
    environ = os.environ if environ is None else environ
    candidates = [_zone_of_path(environ.get("TZ", "").removeprefix(":"))]
    localtime = root / "etc/localtime"
    if localtime.is_symlink():
        candidates += [_zone_of_path(target) for target in (str(localtime.readlink()), os.path.realpath(localtime))]
    with contextlib.suppress(OSError, UnicodeDecodeError):
        candidates += (root / "etc/timezone").read_text(encoding="ascii").split("\n", 1)[:1]
    return next((name for name in map(str.strip, candidates) if name and is_zone(name)), "UTC")


def country_of_zone(zone: str) -> str | None:
    """The ISO 3166 code of the country whose zone this is, from the tz database's own table; None if it is nobody's."""
    return _country_by_zone().get(zone)


@cache
def countries() -> dict[str, str]:
    """ISO 3166 codes with their English names."""
    return {row[0]: row[1] for row in _table("iso3166.tab")}


@cache
def _country_by_zone() -> dict[str, str]:
    return {row[2]: row[0] for row in _table("zone.tab")}


def _table(name: str) -> list[list[str]]:
    text = (files("tzdata") / _TABLES / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def _zone_of_path(path: str) -> str:
    """`/usr/share/zoneinfo/Europe/Berlin` -> `Europe/Berlin`."""
    name = path.rpartition("zoneinfo/")[2]
    for variant in ("posix/", "right/"):
        name = name.removeprefix(variant)
    return name if not name.startswith(("/", ".")) else ""
