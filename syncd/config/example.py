"""config.toml as text: every option with its sentence, those that were chosen set, all others commented out."""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from syncd.config.schema import ACCOUNT_TYPES, TopLevel
from syncd.config.sections import Option, about, options, sections
from syncd.config.values import to_toml

_HEAD = """\
# syncd: interview follow-up in the calendar you already use. All options: man syncd.toml
# Lines that begin with `#` and a key show the default (or, after "for example", what a value looks like).
"""

EXAMPLE: Mapping[str, Any] = {
    "me": {"name": "Sam Rivera", "emails": ["sam@example.com"]},
    "accounts": {
        "home": {
            "type": "caldav",
            "url": "https://dav.example.com/",
            "username": "sam",
            "password": {"command": ["pass", "dav"]},
        }
    },
}
"""What is set in config.example.toml."""


def render(document: Mapping[str, Any] = EXAMPLE) -> str:
    """The text of a config that sets what `document` sets.

    Args:
        document: As tomllib would read it from the result. Account kinds that it does not use are shown commented out.
    """
    return "\n".join([_HEAD, *_lines(document)]).rstrip() + "\n"


def render_short(document: Mapping[str, Any]) -> str:
    """The same without a word of explanation."""
    tables = {"me": document["me"]} | {f"accounts.{_key(name)}": table for name, table in document["accounts"].items()}
    return "\n".join(
        "\n".join([f"[{name}]", *(_assignment(key, value) for key, value in table.items())])
        for name, table in tables.items()
    )


def _lines(document: Mapping[str, Any]) -> Iterator[str]:
    yield from _options(TopLevel, document)
    for name, cls in sections().items():
        yield f"[{name}]{_remark(about(cls))}"
        yield from _options(cls, document.get(name, {}))
        if name == "me":
            yield from _accounts(document.get("accounts", {}))


def _accounts(accounts: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for name, account in accounts.items():
        cls = ACCOUNT_TYPES[account["type"]]
        yield f"[accounts.{_key(name)}]{_remark(about(cls))}"
        yield f"type = {to_toml(account['type'])}"
        yield from _options(cls, {key: value for key, value in account.items() if key != "type"})
    used = {account["type"] for account in accounts.values()}
    for kind, cls in ACCOUNT_TYPES.items():
        if kind not in used:
            yield f"#[accounts.{kind}]{_remark(about(cls))}"
            yield f"#type = {to_toml(kind)}"
            for option in options(cls).values():
                yield from _commented(option)
            yield ""


def _options(cls: type[Any], chosen: Mapping[str, Any]) -> Iterator[str]:
    for option in options(cls).values():
        if option.key in chosen:
            yield from _prose(option.doc)
            yield _assignment(option.key, chosen[option.key])
        else:
            yield from _commented(option)
    yield ""


def _commented(option: Option) -> Iterator[str]:
    found_out = option.default is None or "Default:" in option.doc
    if found_out and option.example is not None:
        yield from _prose(f"{option.doc} For example:")
        yield "#" + _assignment(option.key, option.example)
    else:
        limits = f" ({bounds(option)})" if option.within else ""
        yield from _prose(option.doc + limits)
        yield "#" + _assignment(option.key, option.default)


def bounds(option: Option) -> str:
    """The range of an option in words; empty where it has none."""
    if option.within is None:
        return ""
    least, most = option.within
    return f"{to_toml(least)} to {to_toml(most)}".replace('"', "")


def _assignment(key: str, value: Any) -> str:
    if isinstance(value, Mapping):
        ((source, what),) = value.items()
        return f"{key}.{source} = {to_toml(what)}"
    return f"{key} = {to_toml(value)}"


def _prose(text: str) -> Iterator[str]:
    yield from textwrap.wrap(text, 100, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)


def _remark(text: str) -> str:
    return f"  # {text[:1].upper()}{text[1:]}"


def _key(name: str) -> str:
    """A bare key where it may be one (TOML v1.0.0, "Keys")."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else to_toml(name)


if __name__ == "__main__":
    sys.stdout.write(render())
