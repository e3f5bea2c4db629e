"""Accounts that need the user: said once in a calendar that can still be written to, and taken back when mended."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from syncd.core.follow_up import attention
from syncd.core.model import Reminder
from syncd.errors import AuthError, ProviderError
from syncd.reconcile.world import Problem, World

PATIENCE = timedelta(days=1)
"""A server may be away for a night; then it is worth a word. A sign-in that is refused is so at once."""


class Trouble(StrEnum):
    """What cannot be done with an account; also the beginning of the names of the notes about it."""

    READING = "trouble:"
    WRITING = "unwritten:"


def note_troubles(world: World, trouble: Trouble, found: Mapping[str, Problem | None], now: datetime) -> None:
    """Remember since when accounts fail, and why; forget it when they work again.

    Args:
        world: Its store remembers.
        trouble: What was tried.
        found: What went wrong with each account that it was tried with; None where all went well.
        now: The moment of the pass.
    """
    for account, problem in found.items():
        name = trouble + account
        held = world.store.note(name)
        if problem is None:
            if held is not None:
                world.store.put_note(name, None)
            continue
        needs_user = isinstance(problem.error, AuthError)
        # A sign-in that was refused stays lost while the server is away for an hour: one entry, not one an outage.
        if held is None or (needs_user and not json.loads(held)["needs_user"]):
            refused = trouble is Trouble.READING and isinstance(problem.error, ProviderError)
            value = {"since": now.isoformat(), "what": problem.what, "needs_user": needs_user, "writable": refused}
            world.store.put_note(name, json.dumps(value, ensure_ascii=False))


def attentions(world: World, now: datetime) -> list[Reminder]:
    """One reminder for each account that needs the user."""
    found: dict[str, Reminder] = {}
    for trouble in Trouble:
        for account, value in world.store.notes(trouble).items():
            held = json.loads(value)
            begin = datetime.fromisoformat(held["since"]) + (timedelta() if held["needs_user"] else PATIENCE)
            if account in world.accounts and begin <= now:
                reminder = attention(account, held["what"], begin, world.settings, world.wording)
                found.setdefault(account, reminder)
    return list(found.values())


def troubled(world: World) -> Collection[str]:
    """Names of the accounts that nothing can be written to now.

    One that answers, and refuses to be read (a calendar was renamed, another was taken away), can say so itself.
    """
    return {
        account
        for trouble in Trouble
        for account, value in world.store.notes(trouble).items()
        if not json.loads(value).get("writable")
    }
