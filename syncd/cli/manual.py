"""syncd(1), the manual page of the commands, from the same parsers as the program; and completions for shells.

Made by `python -m syncd.cli.manual`, which writes all of syncd/share/ (it needs shtab).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from syncd.cli import build_parser
from syncd.cli.completion import FILES
from syncd.config import manual as config_manual
from syncd.config.roff import bold, escape, example, heading, item, page, paragraph, subheading, variable
from syncd.errors import AuthError, ConfigError, TransientError

EXIT_CODES = {
    0: "Done.",
    1: "Done, but some object or account failed; all others were done.",
    2: "Wrong usage.",
    TransientError.exit_code: "A server is away; try later.",
    AuthError.exit_code: "A sign-in is needed.",
    ConfigError.exit_code: "The config is wrong.",
    130: "Interrupted.",
}
PLACES = {
    "~/.config/syncd/config.toml": "The config; see `syncd.toml`(5).",
    "/etc/syncd/config.toml": "The config where the user has none.",
    "~/.local/state/syncd/": "What syncd remembers. It may be lost without harm: what was written is found again.",
}
VARIABLES = {
    "SYNCD_CONFIG": "The config to use unless `-c` names one.",
    "XDG_CONFIG_HOME, XDG_STATE_HOME": "Where config and state are, instead of ~/.config and ~/.local/state.",
    "STATE_DIRECTORY, CREDENTIALS_DIRECTORY": "Set by systemd for a service.",
}
FIRST_STEPS = """\
syncd demo                   # the whole loop on sample events
syncd init                   # a few questions, then everything is set up
syncd plan                   # what would be written next, and why
syncd status                 # how the job hunt stands
syncd undo --dry-run         # what taking it all away would remove"""


def render() -> str:
    """The text of syncd(1)."""
    return page("syncd", 1, "User Commands", _parts(build_parser()))


def completions() -> dict[str, str]:
    """A script for each shell."""
    import shtab  # noqa: PLC0415  # needed to make them, not to use them

    parser = build_parser()
    for each in (parser, *_all(parser)):
        for action in each._actions:  # noqa: SLF001  # argparse offers no other way to see its options
            if action.metavar in {"FILE", "PATH", "ICS", "UID|PATH"}:
                action.complete = shtab.FILE  # type: ignore[attr-defined]  # shtab's own attribute
            elif action.metavar == "FOLDER":
                action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
    return {shell: shtab.complete(parser, shell=shell) for shell in FILES}


def _parts(parser: argparse.ArgumentParser) -> Iterator[str]:
    yield heading("Name")
    yield rf"syncd \- {escape('job-interview follow-up in the calendar you already use')}"
    yield heading("Synopsis")
    yield rf"{bold('syncd')} [{bold('-c')} {variable('FILE')}] [{bold('-v')}] {variable('COMMAND')} ..."
    yield heading("Description")
    yield paragraph(
        "syncd notices job interviews in your calendar. It keeps the people you will meet in your address book, "
        "reminds you to get ready and to say thank you, and puts a follow-up into your task list on the day that the "
        "company's own promise calls for. You answer in your calendar app: tick, move or delete what it wrote, or "
        "write into it."
    )
    yield heading("First steps")
    yield example(FIRST_STEPS)
    yield heading("Options of all commands")
    yield from _options(parser)
    yield heading("Commands")
    for each in _all(parser):
        if not _commands(each):
            yield from _command(each)
    yield heading("Exit status")
    for code, meaning in EXIT_CODES.items():
        yield item(bold(str(code)), meaning)
    yield heading("Files")
    for place, meaning in PLACES.items():
        yield item(variable(place), meaning)
    yield heading("Environment")
    for name, meaning in VARIABLES.items():
        yield item(bold(name), meaning)
    yield heading("See also")
    yield paragraph("`syncd.toml`(5), `systemctl`(1), `journalctl`(1)")


def _command(parser: argparse.ArgumentParser) -> Iterator[str]:
    arguments = list(parser._get_positional_actions())  # noqa: SLF001
    named = " ".join(f"{action.metavar}{'...' if action.nargs in {'*', '+'} else ''}" for action in arguments)
    yield subheading(f"{parser.prog} {named}".rstrip())
    yield paragraph(parser.description or "")
    yield from (item(variable(str(action.metavar)), _sentence(action.help or "")) for action in arguments)
    yield from _options(parser, shared=False)
    if parser.epilog:
        yield paragraph(parser.epilog)


def _options(parser: argparse.ArgumentParser, *, shared: bool = True) -> Iterator[str]:
    for action in parser._get_optional_actions():  # noqa: SLF001
        if action.dest in {"config", "verbose", "help"} and not shared:
            continue
        value = f" {variable(str(action.metavar or action.dest.upper()))}" if action.nargs != 0 else ""
        names = ", ".join(bold(name) for name in action.option_strings)
        yield item(f"{names}{value}", _sentence(action.help or ""))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + "."


def _all(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    for command in _commands(parser):
        yield command
        yield from _all(command)


def _commands(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    found = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001
    return [command for action in found for command in action.choices.values()]


def write(folder: Path) -> None:
    """Make every file of syncd/share/ anew."""
    (folder / "syncd.1").write_text(render(), encoding="utf-8")
    (folder / "syncd.toml.5").write_text(config_manual.render(), encoding="utf-8")
    for shell, text in completions().items():
        (folder / FILES[shell]).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(__file__).parents[1] / "share")
