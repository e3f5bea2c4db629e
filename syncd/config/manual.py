"""syncd.toml(5), the manual page of the config, from the same schema as the loader.

Made by `python -m syncd.config.manual > syncd/share/syncd.toml.5`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from syncd.config.example import EXAMPLE, bounds, render_short
from syncd.config.roff import bold, example, heading, item, page, paragraph, subheading, variable
from syncd.config.schema import ACCOUNT_TYPES, TopLevel
from syncd.config.sections import Option, about, options, sections
from syncd.config.values import expected, to_toml


def render() -> str:
    """The text of the page."""
    return page("syncd.toml", 5, "Configuration", _parts())


def _parts() -> Iterator[str]:
    yield heading("Name")
    yield r"syncd.toml \- the configuration of syncd"
    yield heading("Description")
    yield paragraph(
        "One TOML file says who you are, where your calendars are, and what you want to be reminded of. `syncd init` "
        "writes it, with every option explained in it. All problems in it are reported at once; an unknown key is an "
        "error that names the nearest known one."
    )
    yield paragraph(
        "It is looked for in `$SYNCD_CONFIG`, then `$XDG_CONFIG_HOME/syncd/config.toml` "
        "(~/.config/syncd/config.toml), then `/etc/syncd/config.toml`; `syncd -c FILE` names another."
    )
    yield paragraph(
        'Lengths of time are written such as "90m", "1h30m" or "14d", times of day such as "09:00", stretches of a day '
        'such as "08:30-09:00". `false` switches an option off where that makes sense. Paths may begin with ~ or hold '
        "variables; relative ones count from the folder of the file."
    )
    yield heading("Above the first section")
    yield from _options(TopLevel)
    for name, cls in sections().items():
        yield heading(f"[{name}]")
        yield paragraph(_sentence(about(cls)))
        yield from _options(cls)
        if name == "me":
            yield heading("[accounts.NAME]")
            yield paragraph("One section for each account, with a name of your choice and a `type`:")
            for kind, account in ACCOUNT_TYPES.items():
                yield subheading(f'type = "{kind}"')
                yield paragraph(_sentence(about(account)))
                yield from _options(account)
    yield heading("Example")
    yield example(render_short(EXAMPLE))
    yield heading("See also")
    yield paragraph("`syncd`(1)")


def _options(cls: type[Any]) -> Iterator[str]:
    for option in options(cls).values():
        kind = expected(option.type).split(", such as")[0].removeprefix("a ")
        yield item(f"{bold(option.key)} ({variable(kind)})", f"{option.doc} {_what_else(option)}")


def _what_else(option: Option) -> str:
    if option.required:
        return f"Required, for example `{to_toml(option.example)}`."
    if option.default is None or "Default:" in option.doc:
        return f"For example `{to_toml(option.example)}`."
    within = f", {bounds(option)}" if option.within else ""
    return f"Default: `{to_toml(option.default)}`{within}."


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


if __name__ == "__main__":
    sys.stdout.write(render())
