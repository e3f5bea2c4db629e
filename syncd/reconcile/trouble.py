"""Accounts that need the user: said once in a calendar that can still be written to, and taken back when mended."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from syncd.core.follow_up import attention
from syncd.core.model import Reminder
from syncd.errors import AuthError
from syncd.reconcile.gather import Gathered
from syncd.reconcile.world import World

PATIENCE = timedelta(days=1)
"""A server may be away for a night; then it is worth a word. A sign-in that is refused is so at once."""
PREFIX = "trouble:"


def note_troubles(world: World, gathered: Iterable[Gathered], now: datetime) -> None:
    """Remember since when each account fails, and why; forget it when it works again."""
    for found in gathered:
        name = PREFIX + found.account
        held = world.store.note(name)
        if not found.failed:
            if held is not None:
                world.store.put_note(name, None)
            continue
        problem = next(problem for problem in found.problems if problem.error is not None)
        needs_user = isinstance(problem.error, AuthError)
        if held is None or json.loads(held)["needs_user"] != needs_user:
            value = {"since": now.isoformat(), "what": problem.what, "needs_user": needs_user}
            world.store.put_note(name, json.dumps(value, ensure_ascii=False))


def attentions(world: World, now: datetime) -> list[Reminder]:
    """One reminder for each account that needs the user."""
    found = []
    for account, value in world.store.notes(PREFIX).items():
        trouble = json.loads(value)
        since = datetime.fromisoformat(trouble["since"])
        if account in world.accounts and (trouble["needs_user"] or now - since >= PATIENCE):
            begin = since if trouble["needs_user"] else since + PATIENCE
            found.append(attention(account, trouble["what"], begin, world.settings, world.wording))
    return found


def troubled(world: World) -> Collection[str]:
    """Names of the accounts that fail."""
    return world.store.notes(PREFIX).keys()
