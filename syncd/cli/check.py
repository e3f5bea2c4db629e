"""`syncd check`: is everything all right? One line each, with the mend."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from rich.text import Text

from syncd.bootstrap import DATABASE, peek_world
from syncd.cli import user_unit
from syncd.cli.options import add_json
from syncd.cli.tables import make_console, print_marked
from syncd.config import Config, VdirAccount, find_config, load
from syncd.core.model import Component
from syncd.core.workdays import work_calendar
from syncd.errors import AuthError, SyncdError, TransientError
from syncd.providers.base import Facts, HasFacts
from syncd.reconcile.world import SAME, Account

EXIT_PARTLY = 1
SERVICE = "service"
"""Where the findings on the background service are."""
SKEW = timedelta(minutes=5)
"""A clock that is wrong by more makes reminders early or late."""


class Level(StrEnum):
    """How a finding is to be taken."""

    OK = "ok"
    NOTE = "note"
    """Works, and could be better."""
    WRONG = "wrong"


MARKS = {Level.OK: ("✔", "green"), Level.NOTE: ("!", "yellow"), Level.WRONG: ("✘", "red")}


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that was looked at."""

    where: str
    """An account, or a part of syncd itself."""
    level: Level = Level.OK
    what: str
    """What was found."""
    mend: str | None = None
    """What to do about it, where that is not part of `what`."""
    error: SyncdError | None = None


def configure(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Look at everything; nothing is written anywhere."""
    findings = list(look(load(find_config(args.config))))
    if args.json:
        lines = [
            {"where": found.where, "ok": found.level is not Level.WRONG, "level": found.level}
            | {"what": found.what, "mend": found.mend}
            for found in findings
        ]
        print(json.dumps(lines, ensure_ascii=False))
    else:
        show(findings)
    return exit_code(findings)


def show(findings: Sequence[Finding]) -> None:
    """A line for each finding."""
    console = make_console()
    for found in findings:
        mark, style = MARKS[found.level]
        mend = f"; {found.mend}" if found.mend else ""
        print_marked(console, mark, style, Text.assemble((f"{found.where}: ", "bold"), found.what + mend))


def exit_code(findings: Sequence[Finding]) -> int:
    """77 when a sign-in is needed, 75 when all that is wrong is a server that is away, 1 when something else is."""
    wrong = [found for found in findings if found.level is Level.WRONG]
    if any(isinstance(found.error, AuthError) for found in wrong):
        return AuthError.exit_code
    if wrong and all(isinstance(found.error, TransientError) for found in wrong):
        return TransientError.exit_code
    return EXIT_PARTLY if wrong else 0


def look(config: Config) -> Iterator[Finding]:
    """Every finding: syncd itself first, then each account."""
    count = len(config.accounts)
    yield Finding(where="config", what=f"{config.path} is right, with {count} account{'s' if count > 1 else ''}")
    yield _state(config.state_dir)
    yield _holidays(config)
    yield from _service(config)
    with peek_world(config) as world:
        for problem in world.wording.problems:
            yield Finding(where="templates", level=Level.NOTE, what=problem, mend="mend or remove that file")
        for account in world.accounts.values():
            is_local = isinstance(config.account(account.name), VdirAccount)
            yield from _account(account, "there" if is_local else "reachable and signed in")


def _state(folder: Path) -> Finding:
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if os.access(there, os.W_OK | os.X_OK) and there.is_dir():
        return Finding(where="state", what=f"is kept in {folder / DATABASE}")
    return Finding(
        where="state",
        level=Level.WRONG,
        what=f"{there} cannot be written to",
        mend="mend its owner, or set `state_dir` above the first section",
    )


def _holidays(config: Config) -> Finding:
    me = config.settings.me
    if country := work_calendar(me.timezone, me).country:
        place = f"{country}-{me.subdivision}" if me.subdivision else country
        return Finding(where="holidays", what=f"of {place} are known")
    what = f"of {me.country} are unknown" if me.country else "no country is set"
    return Finding(where="holidays", level=Level.NOTE, what=f"{what}: only weekends are days off", mend=_COUNTRY)


_COUNTRY = 'set `country` in [me], such as "DE"'


def _service(config: Config) -> Iterator[Finding]:
    """The service that would run this config."""
    unit = user_unit.unit_path(os.environ)
    if not user_unit.runs_config(unit, config.path):
        yield Finding(
            where=SERVICE,
            level=Level.NOTE,
            what="not installed, so syncd works only when it is called",
            mend="syncd service install",
        )
        return
    if not user_unit.has_manager():
        yield Finding(where=SERVICE, level=Level.NOTE, what="installed, but no systemd user manager is here to run it")
        return
    known = user_unit.properties()
    if known.get("ActiveState") != "active":
        what = f"installed, but {known.get('ActiveState') or 'unknown to systemd'}"
        yield Finding(where=SERVICE, level=Level.WRONG, what=what, mend="why: journalctl --user -u syncd -n 30")
        return
    yield Finding(where=SERVICE, what=f"runs; {known['StatusText']}" if known.get("StatusText") else "runs")
    if known.get("UnitFileState") != "enabled":
        mend = f"systemctl --user enable {user_unit.NAME}"
        yield Finding(where=SERVICE, level=Level.NOTE, what="does not start by itself", mend=mend)
    if user_unit.lingers() is False:
        mend = "loginctl enable-linger"
        yield Finding(where=SERVICE, level=Level.NOTE, what="stops when you log out", mend=mend)


def _account(account: Account, stands: str) -> Iterator[Finding]:
    yield from _try(account.name, lambda: _calendars(account, stands))
    if isinstance(account.calendars, HasFacts):
        try:
            facts = account.calendars.facts()
        except SyncdError:
            return  # said above
        yield from _facts(account.name, facts, datetime.now(UTC))
    if account.contacts is not None:
        yield from _try(account.name, lambda: _address_books(account))


def _calendars(account: Account, stands: str) -> Iterator[str]:
    collections = account.calendars.calendars()
    events = [collection for collection in collections if Component.VEVENT in collection.components]
    missing = [name for name in account.watched or () if not any(c.is_called(name) for c in events)]
    names = ", ".join(sorted(collection.name for collection in events)) or "none"
    if missing:
        raise SyncdError(f'{stands}, but there is no calendar "{missing[0]}" (there are: {names}); mend `calendars`')
    if not events:
        raise SyncdError(f"{stands}, but there is no calendar; make one in your calendar app")
    for collection in collections:
        if account.watched is None or any(collection.is_called(n) for n in (*account.watched, account.write_to)):
            account.calendars.changes(collection, {}, None, since=datetime.now(UTC))  # a right to read shows in reading
    names = ", ".join(sorted(collection.name for collection in events if collection.name != account.write_to))
    watched = ", ".join(account.watched) if account.watched else f"every calendar: {names or 'none yet'}"
    yield f"{stands}; watches {watched}"
    yield _target(account)


def _target(account: Account) -> str:
    if account.write_to == SAME:
        return "reminders stand beside the interview"
    targets = account.calendars.targets(account.write_to, create=False)
    if targets is None:
        return f'reminders go to "{account.write_to}", which is made when it is needed'
    if not (targets.events.writable and targets.tasks.writable):
        raise SyncdError(f'"{account.write_to}" cannot be written to; choose another calendar in `write_to`')
    if Component.VTODO in targets.tasks.components:
        return f'reminders and tasks go to "{account.write_to}"'
    return f'reminders go to "{account.write_to}", tasks too, as events: it holds no tasks'


def _facts(where: str, facts: Facts, now: datetime) -> Iterator[Finding]:
    if facts.mails_guests is not None:
        if facts.mails_guests:
            what = "the server mails guests by itself; what syncd writes has none, so nobody is mailed"
        else:
            what = "the server mails nobody"
        yield Finding(where=where, what=what)
    if facts.ahead is not None:
        if abs(facts.ahead) > SKEW:
            minutes = round(abs(facts.ahead).total_seconds() / 60)
            side = "behind" if facts.ahead > timedelta() else "ahead of"
            what = f"this machine's clock is {minutes} minutes {side} the server's"
            yield Finding(where=where, level=Level.WRONG, what=what, mend="set it: timedatectl set-ntp true")
        else:
            yield Finding(where=where, what="the clocks agree")
    if facts.signed_in_at is not None:
        days = (now - facts.signed_in_at).days
        yield Finding(where=where, what=f"signed in {days} days ago" if days else "signed in today")


def _address_books(account: Account) -> Iterator[str]:
    assert account.contacts is not None, "only asked where there are contacts"
    books = [book for book in account.contacts.address_books() if book.writable]
    names = [book.name for book in books]
    if not books:
        raise SyncdError("no address book can be written to; make one, or set `address_book = false`")
    if account.address_book is not None and not any(account.address_book in {book.id, book.name} for book in books):
        raise SyncdError(
            f'there is no address book "{account.address_book}" (there are: {", ".join(names)}); mend `address_book`'
        )
    account.contacts.find(books[0], [], [])
    yield f'contacts go to "{account.address_book or names[0]}"'


def _try(where: str, ask: Callable[[], Iterator[str]]) -> Iterator[Finding]:
    try:
        for what in ask():
            yield Finding(where=where, what=what)
    except SyncdError as err:
        yield Finding(where=where, level=Level.WRONG, what=str(err), error=err)
