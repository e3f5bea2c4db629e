"""What is known without asking anybody."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from syncd.core.model import Reminder, ReminderStatus
from syncd.core.nudge import nudge_uid
from syncd.core.process import Process, group
from syncd.reconcile.decide import judge
from syncd.reconcile.gather import own_rows
from syncd.reconcile.world import PassReport, Problem, World
from syncd.store import ContactFate, Store

LAST_RUN = "last-run"


@dataclass(frozen=True, kw_only=True, slots=True)
class Status:
    """How the job hunt stands."""

    processes: tuple[Process, ...]
    due: tuple[Reminder, ...]
    """Open reminders in order of time; a task and the event that rings for it are one."""
    contacts: tuple[str, ...]
    """Names of the contacts syncd made."""
    last_pass: datetime | None
    errors: tuple[tuple[str, str], ...]
    """Account and what is wrong with it, as of the last pass."""


def remember_pass(store: Store, report: PassReport, now: datetime) -> None:
    """Keep when the last pass was, and what went wrong, for `status`."""
    errors = [[problem.account, _said(problem)] for problem in report.problems]
    value = json.dumps({"at": now.isoformat(), "errors": errors}, ensure_ascii=False)
    if store.note(LAST_RUN) != value:
        store.put_note(LAST_RUN, value)


def _said(problem: Problem) -> str:
    """Where and what; the account stands before it already."""
    return problem.what if problem.where == problem.account else f"{problem.where}: {problem.what}"


def read_status(world: World) -> Status:
    """What the last pass knew."""
    last = json.loads(world.store.note(LAST_RUN) or "{}")
    judged = judge(world)
    standing = {uid: actual.reminder for uid, (_, actual) in own_rows(world).items()}
    nudges = {nudge_uid(uid, reminder.kind) for uid, reminder in standing.items()}
    ahead = [reminder for uid, reminder in standing.items() if uid not in nudges]
    return Status(
        processes=group(judged.interviews, world.store.traces()),
        due=tuple(sorted((r for r in ahead if r.status is ReminderStatus.OPEN), key=lambda r: r.at)),
        contacts=tuple(
            sorted(row.desired.name for row in world.store.contact_rows().values() if row.fate is ContactFate.OURS)
        ),
        last_pass=datetime.fromisoformat(last["at"]) if last else None,
        errors=tuple((account, what) for account, what in last.get("errors", [])),
    )
