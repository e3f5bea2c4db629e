"""`syncd check`: is everything all right? One line each, with the mend."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from syncd.bootstrap import DATABASE, peek_world
from syncd.cli.options import add_json
from syncd.config import Config, find_config, load
from syncd.core.model import Component
from syncd.core.workdays import work_calendar
from syncd.errors import AuthError, SyncdError, TransientError
from syncd.reconcile.world import SAME, Account

EXIT_PARTLY = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that was looked at."""

    where: str
    """An account, or syncd itself."""
    ok: bool
    what: str
    """What was found; with the mend, when it is not all right."""
    error: SyncdError | None = None


def configure(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Look at everything; nothing is written anywhere."""
    config = load(find_config(args.config))
    findings = list(look(config))
    if args.json:
        print(json.dumps([{k: v for k, v in asdict(f).items() if k != "error"} for f in findings], ensure_ascii=False))
    else:
        console = Console()
        for finding in findings:
            mark, style = ("✔", "green") if finding.ok else ("✘", "red")
            console.print(Text.assemble((f"{mark} ", style), (f"{finding.where}: ", "bold"), finding.what))
    return _exit_code(findings)


def look(config: Config) -> Iterator[Finding]:
    """Every finding: syncd itself first, then each account."""
    yield Finding(where="config", ok=True, what=f"{config.path} is right ({len(config.accounts)} accounts)")
    yield _state(config.state_dir)
    me = config.settings.me
    known = bool(work_calendar(me.timezone, me).country)
    mend = "" if known else "; set `country` in [me], else only weekends count"
    yield Finding(
        where="holidays", ok=known, what=f"of {me.country or 'no country'} {'known' if known else 'unknown'}{mend}"
    )
    with peek_world(config) as world:
        for account in world.accounts.values():
            yield from _account(account)


def _state(folder: Path) -> Finding:
    there = next(path for path in (folder, *folder.parents) if path.exists())
    ok = os.access(there, os.W_OK)
    what = f"{folder / DATABASE} can be written" if ok else f"{there} cannot be written; mend its owner or `state_dir`"
    return Finding(where="state", ok=ok, what=what)


def _account(account: Account) -> Iterator[Finding]:
    yield from _try(account.name, lambda: _calendars(account))
    if account.contacts is not None:
        yield from _try(account.name, lambda: _address_books(account))


def _calendars(account: Account) -> str:
    collections = account.calendars.calendars()
    events = [collection for collection in collections if Component.VEVENT in collection.components]
    missing = [name for name in account.watched or () if not any(name in {c.id, c.name} for c in events)]
    names = ", ".join(sorted(collection.name for collection in events)) or "none"
    if missing:
        raise SyncdError(f'reachable, but there is no calendar "{missing[0]}" (there are: {names}); mend `calendars`')
    targets = None if account.write_to == SAME else account.calendars.targets(account.write_to, create=False)
    if targets is None:
        where = "beside the interview" if account.write_to == SAME else f'"{account.write_to}" is made when needed'
    else:
        tasks = "tasks" if Component.VTODO in targets.tasks.components else "no tasks: events are written instead"
        if not targets.events.writable:
            raise SyncdError(f'"{account.write_to}" cannot be written to; choose another calendar in `write_to`')
        where = f'"{account.write_to}" holds {tasks}'
    return f"reachable, signed in; watches {names}; reminders: {where}"


def _address_books(account: Account) -> str:
    assert account.contacts is not None, "only asked where there are contacts"
    books = [book.name for book in account.contacts.address_books() if book.writable]
    if not books:
        raise SyncdError("no address book can be written to; make one, or set `address_book = false`")
    if account.address_book is not None and account.address_book not in books:
        raise SyncdError(f'there is no address book "{account.address_book}" (there are: {", ".join(books)})')
    return f"contacts go to {account.address_book or books[0]}"


def _try(where: str, ask: Callable[[], str]) -> Iterator[Finding]:
    try:
        yield Finding(where=where, ok=True, what=ask())
    except SyncdError as err:
        yield Finding(where=where, ok=False, what=str(err), error=err)


def _exit_code(findings: list[Finding]) -> int:
    errors = [finding.error for finding in findings if finding.error is not None]
    for kind in (AuthError, TransientError):
        if any(isinstance(error, kind) for error in errors):
            return kind.exit_code
    return EXIT_PARTLY if errors else 0
