"""The labelled events: where they lie, and what syncd makes of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from syncd.core.interview import interpret
from syncd.core.model import Interview
from syncd.core.phones import country_of
from syncd.core.settings import Me, Settings
from syncd.formats.ical import events_from_ical

HERE = Path(__file__).parent
PARTS = ("shared", "dev", "aside")


@dataclass(frozen=True)
class Example:
    """A labelled event."""

    part: str
    label: dict[str, Any]
    raw: str
    settings: Settings

    @property
    def file(self) -> str:
        """Where it lies, below this folder."""
        return f"{self.part}/{self.label['file']}"

    @property
    def language(self) -> str:
        """The first of its tags."""
        return str(self.label["tags"][0])


@cache
def owners(part: str) -> dict[str, Settings]:
    """The settings of each owner of a part's calendars."""
    found = {}
    for file in sorted((HERE / part).glob("me*.json")):
        for owner, me in json.loads(file.read_text(encoding="utf-8")).items():
            zone = me["timezone"]
            found[owner] = Settings(
                me=Me(name=me["name"], emails=tuple(me["emails"]), timezone=zone, country=country_of(zone))
            )
    return found


def examples(*parts: str) -> Iterator[Example]:
    """The labelled events of these parts."""
    for part in parts or PARTS:
        for file in sorted((HERE / part).glob("labels*.jsonl")):
            for line in file.read_text(encoding="utf-8").splitlines():
                label = json.loads(line)
                raw = (HERE / part / label["file"]).read_bytes().decode("utf-8", errors="replace")
                yield Example(part, label, raw, owners(part)[label["file"].partition("/")[0]])


def predict(example: Example) -> dict[str, Any]:
    """What syncd reads from an event, as `syncd scan --json` writes it; of a series, from its master."""
    events = events_from_ical(example.raw, example.settings.me.zone)
    return as_json(interpret(events[0], example.settings))


def as_json(interview: Interview) -> dict[str, Any]:
    """The facts that are scored."""
    step = interview.next_step
    return {
        "is_interview": interview.verdict.is_interview,
        "strength": str(interview.verdict.strength),
        "stage": str(interview.stage),
        "company": interview.company,
        "position": interview.position,
        "interviewers": [
            {"name": one.name, "email": one.email, "phone": one.phone, "title": one.title, "kind": str(one.kind)}
            for one in interview.people
        ],
        "next_step": {"kind": str(step.kind), "date": step.on.isoformat()} if step else None,
    }
