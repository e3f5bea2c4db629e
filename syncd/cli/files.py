"""Events of .ics files and folders: each judged, none kept in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from syncd.core.interview import interpret
from syncd.core.model import Interview
from syncd.core.prefilter import prefilter
from syncd.core.settings import Settings
from syncd.errors import InvalidObjectError, ProviderError
from syncd.formats.ical import events_from_ical, split_ical
from syncd.formats.ical_glance import Glance, glance


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """An event that was read and judged."""

    file: Path
    interview: Interview


@dataclass(frozen=True, kw_only=True, slots=True)
class Ordinary:
    """An event that nothing speaks for; it was only glanced at."""

    file: Path
    glance: Glance


@dataclass(frozen=True, kw_only=True, slots=True)
class Broken:
    """An event, or a file, that cannot be read."""

    file: Path
    why: str


def read_paths(paths: Sequence[Path], settings: Settings) -> Iterator[Judged | Ordinary | Broken]:
    """Every event of the files and of the .ics files in the folders, in order of name.

    Raises:
        ProviderError: A path that does not exist.
    """
    for path in paths:
        if not path.exists():
            raise ProviderError(f"{path}: there is no such file or folder")
    for path in paths:
        files = sorted(path.rglob("*.ics")) if path.is_dir() else [path]
        for file in files:
            yield from _read_file(file, settings)


def _read_file(file: Path, settings: Settings) -> Iterator[Judged | Ordinary | Broken]:
    passes = prefilter(settings).passes
    try:
        with file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            for raw in split_ical(lines):
                if passes(raw):
                    yield from _judge(file, raw, settings)
                elif seen := glance(raw, settings.me.zone):
                    yield Ordinary(file=file, glance=seen)
                else:
                    yield from _judge(file, raw, settings)
    except OSError as err:
        yield Broken(file=file, why=f"cannot be read: {err.strerror}")
    except InvalidObjectError as err:
        yield Broken(file=file, why=err.why)


def _judge(file: Path, raw: str, settings: Settings) -> Iterator[Judged | Broken]:
    try:
        events = events_from_ical(raw, settings.me.zone)
    except InvalidObjectError as err:
        yield Broken(file=file, why=err.why)
        return
    for event in events:
        yield Judged(file=file, interview=interpret(event, settings))
