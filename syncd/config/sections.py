"""The schema as a list: which sections there are, and which options each has."""

from __future__ import annotations

import dataclasses
import inspect
from dataclasses import dataclass
from typing import Any, get_type_hints

from syncd.config.schema import DaemonSettings
from syncd.core.settings import Settings


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One key of the config."""

    key: str
    type: Any
    doc: str
    required: bool
    default: Any
    """None where there is none, or where it is found out at run time."""
    example: Any
    within: tuple[Any, Any] | None


def options(cls: type[Any]) -> dict[str, Option]:
    """The options of a section's or account's dataclass by key: required ones first, else in the order of the class."""
    hints = get_type_hints(cls)
    found = [
        Option(
            key=each.name,
            type=hints[each.name],
            doc=each.metadata["doc"],
            required=each.default is dataclasses.MISSING,
            default=None if each.default is dataclasses.MISSING else each.default,
            example=each.metadata["example"],
            within=each.metadata["within"],
        )
        for each in dataclasses.fields(cls)
        if "doc" in each.metadata
    ]
    return {option.key: option for option in sorted(found, key=lambda option: not option.required)}


def sections() -> dict[str, type[Any]]:
    """Every section but the accounts, by its name in the config."""
    hints = get_type_hints(Settings)
    return {each.name: hints[each.name] for each in dataclasses.fields(Settings)} | {"daemon": DaemonSettings}


def about(cls: type[Any]) -> str:
    """The sentence that describes a section or kind of account."""
    text = inspect.getdoc(cls) or ""
    return text.split("]: ", 1)[-1].strip()
