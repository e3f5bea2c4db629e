"""Finding one event in the watched calendars, whatever is remembered of it."""

from __future__ import annotations

import re
from datetime import datetime

from syncd.core.interview import interpret
from syncd.core.model import Interview
from syncd.errors import InvalidObjectError
from syncd.providers.base import Unreadable
from syncd.reconcile.gather import HISTORY, answers, believe, topology_of
from syncd.reconcile.world import World

_FOLD = re.compile(r"\r?\n[ \t]")
"""Where a long line goes on (RFC 5545 section 3.1)."""


def find_event(world: World, uid: str, now: datetime) -> list[Interview]:
    """Every occurrence of the event with this UID (or key), judged; read from the calendars themselves."""
    said = answers(world.store.traces())
    found = []
    for account in world.accounts.values():
        for collection in topology_of(world, account, now).watched:
            for resource in account.calendars.changes(collection, {}, None, since=now - HISTORY).changed:
                if isinstance(resource, Unreadable) or uid.partition("/")[0] not in _FOLD.sub("", resource.raw):
                    continue
                try:
                    events = account.calendars.decode(resource, world.settings.me.zone).events
                except InvalidObjectError:
                    continue
                found += [
                    believe(interpret(event, world.settings), said) for event in events if uid in {event.uid, event.key}
                ]
    return found
