"""`syncd init`: a few questions, a sign-in that is tried at once, and a config at the end; each question has a flag."""

from __future__ import annotations

import argparse
import os
import pwd
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.markup import escape

from syncd.cli import auth, check, plan, service, sync, user_unit
from syncd.cli.init.caldav import ask_caldav
from syncd.cli.init.draft import Answer, Draft
from syncd.cli.init.folders import ask_folders
from syncd.cli.init.google import ask_google
from syncd.cli.questions import Questions
from syncd.cli.report import exit_code
from syncd.config import Config, GoogleAccount, config_to_write, load
from syncd.config.here import country_of_zone, is_zone, system_timezone
from syncd.config.rules import email_problem
from syncd.core.settings import Language
from syncd.discovery import Server, known_providers, lookup, servers_of_address
from syncd.errors import AuthError

ANY_CALDAV = "Nextcloud, or any other CalDAV server"
FOLDERS = "folders of .ics files on this computer"
WORDS = {"caldav": ANY_CALDAV, "nextcloud": ANY_CALDAV, "vdir": FOLDERS}
"""What `--provider` takes besides the names of the providers."""


def configure(parser: argparse.ArgumentParser) -> None:
    """A flag for every question."""
    parser.epilog = (
        "Every question has a flag, so a script can answer them all: syncd init --yes --name 'Sam Rivera' "
        "--email sam@example.com --url https://dav.example.com/ --username sam --password-file ~/dav-password"
    )
    parser.add_argument("--yes", action="store_true", help="ask nothing: take the defaults, write, run the first pass")
    parser.add_argument("--force", action="store_true", help="write over a config that is there (it is kept as .old)")
    you = parser.add_argument_group("you")
    you.add_argument("--name", help="your name as it stands in invitations")
    you.add_argument("--email", action="append", default=[], help="an address invitations reach you at; repeatable")
    you.add_argument("--timezone", metavar="ZONE", help="IANA zone you live in; default: this machine's")
    you.add_argument("--country", metavar="CODE", help="for public holidays; default: the time zone's")
    you.add_argument("--language", help=f"of what syncd writes: {', '.join(Language)}")
    where = parser.add_argument_group("your calendar")
    where.add_argument(
        "--provider", help="caldav, google, vdir, or a name such as icloud; default: found by your address"
    )
    where.add_argument("--account", metavar="NAME", help="what to call it in the config")
    where.add_argument("--url", help="CalDAV: the server's name or address")
    where.add_argument("--username", metavar="NAME", help="CalDAV: your name at the server")
    where.add_argument("--password-file", type=Path, metavar="FILE", help="CalDAV: a file that only you can read")
    where.add_argument("--password-command", metavar="COMMAND", help="CalDAV: a program that prints the password")
    where.add_argument("--ca-file", type=Path, metavar="FILE", help="CalDAV: certificate authority of your own server")
    where.add_argument("--client-secret", metavar="FILE", help="Google: the JSON file of your own Desktop client")
    where.add_argument("--endpoint", metavar="URL", help="Google: a gateway, or a test server on this machine")
    where.add_argument("--path", metavar="FOLDER", help="vdir: the folder that holds one folder for each calendar")
    where.add_argument("--contacts-path", metavar="FOLDER", help="vdir: the same for address books")
    where.add_argument("--calendar", action="append", default=[], metavar="NAME", help="watch this one; repeatable")
    where.add_argument("--write-to", metavar="NAME", help='calendar for the reminders; "same": beside the interview')
    where.add_argument("--address-book", metavar="NAME", help="where the people you meet go")
    where.add_argument("--no-contacts", action="store_true", help="write no contacts")
    then = parser.add_argument_group("afterwards")
    then.add_argument("--sync", action=argparse.BooleanOptionalAction, help="run the first pass; default: ask")
    then.add_argument(
        "--service", action=argparse.BooleanOptionalAction, help="install the background service; default: ask"
    )
    then.add_argument(
        "--linger", action=argparse.BooleanOptionalAction, help="let it run while you are logged out; default: ask"
    )


def run(args: argparse.Namespace) -> int:
    """Ask, try, write, check, show the first pass, offer the rest."""
    ask = Questions(yes=args.yes)
    path = config_to_write(args.config)
    if path.exists() and not args.force and not _may_replace(ask, path):
        ask.say("Nothing was changed.")
        return 0
    if ask.can_ask:
        ask.say("A few questions; Enter takes what stands in brackets, Ctrl-C leaves everything as it was.\n")
    draft = Draft(path=path, me=_me(ask, args))
    answer = _account(ask, args, draft)
    draft.load(answer.name, answer.table)
    kept = draft.write(answer)
    ask.say(f"\n[green]✔[/green] written: {escape(str(path))}")
    for old in kept:
        ask.say(f"  (what was there before: {escape(str(old))})")
    return _afterwards(ask, args, load(path))


def _may_replace(ask: Questions, path: Path) -> bool:
    if not ask.can_ask:
        ask.refuse(f"{path} is there already; --force writes over it and keeps it as {path.name}.old")
    ask.say(f"{escape(str(path))} is there already. (Another account is one more section in it: man syncd.toml.)")
    return ask.confirm("Make a new one? The old one is kept", default=False)


def _me(ask: Questions, args: argparse.Namespace) -> dict[str, Any]:
    emails = ask.text(
        "The e-mail addresses invitations reach you at, with commas between them",
        "--email",
        ",".join(args.email) or None,
        problem=lambda answer: next((wrong for each in _words(answer) if (wrong := email_problem(each))), None),
    )
    name = ask.text("Your name as it stands in invitations", "--name", args.name, default=_login_name())
    zone = ask.text(
        "Your time zone",
        "--timezone",
        args.timezone,
        default=system_timezone(),
        problem=lambda answer: None if is_zone(answer) else f'"{answer}" is no time zone such as Europe/Berlin',
    )
    languages = ", ".join(Language)
    language = ask.text(
        f"Language of your reminders ({languages})",
        "--language",
        args.language,
        default=_language(),
        problem=lambda answer: None if answer in list(Language) else f"one of {languages}",
    )
    me: dict[str, Any] = {"name": name, "emails": _words(emails), "timezone": zone, "language": language}
    if args.country is not None:
        me["country"] = args.country
    elif country_of_zone(zone) is None and ask.can_ask:
        country = ask.text("Your country's two-letter code, for public holidays", "--country", default="none")
        if country != "none":
            me["country"] = country
    return me


def _account(ask: Questions, args: argparse.Namespace, draft: Draft) -> Answer:
    if args.provider is None and args.url is not None:
        return ask_caldav(ask, args, draft, [])
    if args.provider is None and args.path is not None:
        return ask_folders(ask, args, draft)
    if args.provider is None and args.client_secret is not None:
        return ask_google(ask, args, draft)
    guesses = [] if args.url is not None else _guesses(ask, draft.me["emails"][0])
    provider = _provider(ask, args.provider, guesses)
    if provider == FOLDERS:
        return ask_folders(ask, args, draft)
    chosen = [guess for guess in (*guesses, *known_providers()) if guess.name == provider][:1]
    if chosen and chosen[0].type == "google":
        return ask_google(ask, args, draft)
    return ask_caldav(ask, args, draft, chosen or [guess for guess in guesses if guess.caldav and not guess.password])


def _guesses(ask: Questions, email: str) -> Sequence[Server]:
    with ask.console.status(f"Looking up where {escape(email.rpartition('@')[2])} keeps calendars ..."):
        return servers_of_address(email, lookup)


def _provider(ask: Questions, given: str | None, guesses: Sequence[Server]) -> str:
    """The name of a known provider, ANY_CALDAV or FOLDERS."""
    known = [provider.name for provider in known_providers()]
    found = next((guess for guess in guesses if guess.name in known), None)
    without = next((guess for guess in guesses if guess.instead), None)
    if without is not None and given is None:
        if not ask.can_ask:
            ask.refuse(f"{without.instead} Say which with --provider and --url")
        ask.say(escape(without.instead or ""))
    if ask.can_ask and given is None:
        ask.say("Where is your calendar?")
    given = WORDS.get(given.casefold(), given) if given else None
    names = [*known, ANY_CALDAV, FOLDERS]
    return ask.pick("Number or name", "--provider", names, given, default=found.name if found else ANY_CALDAV)


def _afterwards(ask: Questions, args: argparse.Namespace, config: Config) -> int:
    """Sign in where that comes last; check; show the first pass; write it and install the service if that is wanted."""
    path = config.path
    assert path is not None, "it was loaded from a file"
    account = config.accounts[0]
    if isinstance(account, GoogleAccount):
        if not ask.can_ask:
            ask.say(f"Now sign in: syncd auth {account.name}")
            return AuthError.exit_code
        ask.say("\nNow the sign-in.")
        auth.run(argparse.Namespace(config=path, account=account.name, browser=_has_screen(), verbose=0))
    ask.say()
    findings = [finding for finding in check.look(config) if finding.where != check.SERVICE]
    check.show(findings)
    if code := check.exit_code(findings):
        ask.say("\nMend that, then: syncd check")
        return code
    ask.say()
    now = datetime.now(UTC)
    report = plan.show(config, now)
    if report.actions and ask.confirm("\nWrite this now?", given=args.sync, default=True):
        report = sync.show(config, now, listed=False)
    installed = _service(ask, args, path)
    ask.say("How things stand, whenever you like: syncd status")
    return installed or exit_code(report, 1)


def _service(ask: Questions, args: argparse.Namespace, path: Path) -> int:
    """Install the service if that is wanted; without a question only where a flag asks for it. The exit code."""
    wanted = args.service
    if wanted is None and ask.can_ask and user_unit.has_manager():
        wanted = ask.confirm("Let it run by itself from now on?", default=True)
    if not wanted:
        ask.say("\nTo let it run by itself from now on: syncd service install")
        return 0
    linger = user_unit.has_manager() and ask.confirm(
        "Also while you are logged out?", given=args.linger, default=ask.can_ask
    )
    return service.install(path, linger=linger)


def _words(text: str) -> list[str]:
    return [word for word in text.replace(",", " ").split() if word]


def _login_name() -> str | None:
    """The full name of the login (its GECOS field), where it has one."""
    try:
        login = pwd.getpwuid(os.getuid())
    except KeyError:
        return None
    full_name = login.pw_gecos.split(",")[0].strip()
    return full_name if full_name not in {"", login.pw_name} else None


def _language() -> str:
    """The language of this machine, if syncd writes in it."""
    spoken = (os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "")[:2]
    return spoken if spoken in list(Language) else Language.EN


def _has_screen() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
