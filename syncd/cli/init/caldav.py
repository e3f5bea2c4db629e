"""The questions about a CalDAV server: which one, who, which calendars; the answers are tried at once."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from rich.markup import escape

from syncd.cli.init.draft import Answer, Draft
from syncd.cli.questions import Questions
from syncd.config.rules import server_problem
from syncd.config.schema import WRITE_TO
from syncd.core.model import Component
from syncd.discovery import Server, servers_of_host
from syncd.errors import AuthError, ProviderError, SyncdError, TransientError
from syncd.providers.base import Collection
from syncd.reconcile.world import SAME

BESIDE = "beside each interview, in the interview's own calendar"
NO_CONTACTS = "none: do not write contacts"
SOURCES = "--password-file or --password-command"


def ask_caldav(ask: Questions, args: argparse.Namespace, draft: Draft, servers: Sequence[Server]) -> Answer:
    """Ask until a server lets the user in, then what to watch and where to write.

    Args:
        ask: Puts the questions.
        args: What the flags said.
        draft: What is known of the user.
        servers: Guesses, most likely first.
    """
    name = args.account or "home"
    table, calendars = _sign_in(ask, args, draft, name, servers)
    own = args.write_to or WRITE_TO
    watched = [each for each in calendars if Component.VEVENT in each.components and each.name != own]
    watched.sort(key=lambda calendar: calendar.name.casefold())
    if not watched:
        raise ProviderError(
            f"{table['username']} has no calendar at {table['url']} yet; make one in your calendar app, then run "
            "`syncd init` again"
        )
    _choose_calendars(ask, args, table, watched)
    _choose_target(ask, args, table, watched)
    _choose_address_book(ask, args, draft, name, table)
    typed = table["password"] if isinstance(table["password"], str) else None
    if typed is not None:
        table["password"] = {"file": draft.password_file(name).name}
    return Answer(name=name, table=table, typed_password=typed)


def _sign_in(
    ask: Questions, args: argparse.Namespace, draft: Draft, name: str, servers: Sequence[Server]
) -> tuple[dict[str, Any], Sequence[Collection]]:
    guesses, usual_name = list(servers), draft.me["emails"][0]
    url, username = args.url, args.username
    password: str | Mapping[str, str] | None = given_password(args)
    while True:
        guess = guesses[0] if guesses else None
        if url is None and guess is not None and guess.password:  # at a known provider there is nothing to ask
            url = guess.caldav
        url = ask.text(
            "Server (its name, or its address from the provider's help page)",
            "--url",
            url,
            default=guess.caldav if guess else None,
            problem=_server_problem,
        )
        is_known = guess is not None and bool(guess.password) and guess.caldav == url
        user = username or ask.text("Your name at the server", "--username", default=usual_name)
        if password is None:
            if is_known and guess is not None:
                ask.say(f"[dim]{escape(guess.password or '')}[/dim]")
            password = ask.secret("Password", SOURCES)
        table = {"type": "caldav", "url": url, "username": user, "password": password}
        if guess is not None and guess.carddav and guess.caldav == url:
            table["carddav_url"] = guess.carddav
        if args.ca_file is not None:
            table["ca_file"] = str(args.ca_file.expanduser().absolute())
        try:
            return _try_in_turn(ask, draft, name, table)
        except SyncdError as err:
            if not ask.can_ask:
                raise
            ask.complain(str(err))
            if isinstance(err, TransientError) and ask.confirm("Try once more?", default=is_known):
                continue
            if not isinstance(err, AuthError):
                url, guesses = None, guesses[1:]
            username, password, usual_name = None, None, user  # a password is for the server it was typed for


def _server_problem(answer: str) -> str | None:
    return server_problem(servers_of_host(answer)[0].caldav or "")


def given_password(args: argparse.Namespace) -> dict[str, str] | None:
    """The source that a flag names."""
    if args.password_file is not None:
        return {"file": str(args.password_file.expanduser().absolute())}
    if args.password_command is not None:
        return {"command": args.password_command}
    return None


def _try_in_turn(
    ask: Questions, draft: Draft, name: str, table: dict[str, Any]
) -> tuple[dict[str, Any], Sequence[Collection]]:
    """Where programs have their calendars on this server; the first place that has this user's."""
    first: ProviderError | None = None
    for place in servers_of_host(table["url"]):
        tried = {**table, "url": place.caldav}
        try:
            with ask.console.status(f"Trying {escape(place.caldav or '')} ..."):
                calendars = draft.open(name, tried).calendars.calendars()
        except (AuthError, TransientError):
            raise
        except ProviderError as err:
            first = first or err
            continue
        ask.say(f"[green]✔[/green] signed in at {escape(place.caldav or '')}")
        return tried, calendars
    assert first is not None, "there is always a place to try"
    raise first


def _choose_calendars(
    ask: Questions, args: argparse.Namespace, table: dict[str, Any], calendars: Sequence[Collection]
) -> None:
    names = distinct_names(calendars)
    if len(names) > 1 or args.calendar:
        chosen = ask.choose(
            "Where do interview invitations arrive? (numbers)", "--calendar", names, args.calendar, default="all"
        )
        if chosen:
            table["calendars"] = [names[index] for index in chosen]
    else:
        ask.say(f"[green]✔[/green] calendar: {escape(names[0])}")


def _choose_target(
    ask: Questions, args: argparse.Namespace, table: dict[str, Any], calendars: Sequence[Collection]
) -> None:
    names = [WRITE_TO, BESIDE, *distinct_names([each for each in calendars if each.writable])]
    if args.write_to is not None:
        chosen = args.write_to
    elif ask.can_ask:
        ask.say("Reminders and tasks are best kept in a calendar of their own; it is made when it is missing.")
        chosen = ask.pick("Write them to", "--write-to", names, default=WRITE_TO)
    else:
        chosen = WRITE_TO
    if chosen != WRITE_TO:
        table["write_to"] = SAME if chosen == BESIDE else chosen


def _choose_address_book(
    ask: Questions, args: argparse.Namespace, draft: Draft, name: str, table: dict[str, Any]
) -> None:
    if args.no_contacts:
        table["address_book"] = False
        return
    contacts = draft.open(name, table).contacts
    assert contacts is not None, "a CalDAV account has a CardDAV side"
    try:
        books = [book for book in contacts.address_books() if book.writable]
        why = "it has none that can be written to"
    except SyncdError as err:
        books, why = [], str(err)
    names = distinct_names(books)
    if not names and args.address_book is None:
        ask.say(f"No address book was found, so no contacts will be written: {escape(why)}")
        table["address_book"] = False
    elif len(names) == 1 and args.address_book is None:
        ask.say(f"[green]✔[/green] address book: {escape(names[0])}")
    else:
        chosen = ask.pick(
            "The people you meet go to",
            "--address-book",
            [*names, NO_CONTACTS],
            args.address_book,
            default=names[0] if names else NO_CONTACTS,
        )
        table["address_book"] = False if chosen == NO_CONTACTS else chosen


def distinct_names(collections: Sequence[Collection]) -> list[str]:
    """What to call each: its display name, or its address where two share a name."""
    names = [each.name for each in collections]
    return [each.name if names.count(each.name) == 1 else each.id for each in collections]
