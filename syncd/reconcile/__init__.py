"""One pass: gather, decide, apply. It makes no decisions of its own and may be repeated at any time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from itertools import chain

from syncd.core.model import Fate, Trace
from syncd.core.plan import Action, Do, is_pending
from syncd.errors import ConflictError
from syncd.reconcile.apply import Applied, account_of, apply, preview
from syncd.reconcile.decide import Decision, decide
from syncd.reconcile.gather import Gathered, gather
from syncd.reconcile.people import write_contacts
from syncd.reconcile.status import remember_pass
from syncd.reconcile.trouble import attentions, note_troubles
from syncd.reconcile.world import Account, Done, PassReport, Problem, Progress, World
from syncd.store import Place

ATTEMPTS = 3
"""How often what somebody else changed meanwhile is read again and decided anew within one pass."""

Each = Callable[[Callable[[Account], Gathered], Sequence[Account]], Iterable[Gathered]]
"""How the accounts are read: one after the other, or each on its own thread."""


def run_pass(
    world: World,
    now: datetime,
    *,
    dry_run: bool = False,
    skip: Collection[str] = (),
    progress: Progress | None = None,
    each: Each = map,
) -> PassReport:
    """Read the world and write the difference.

    Args:
        world: Accounts, memory and wishes; with a memory that is thrown away, for a dry run.
        now: The moment to decide for.
        dry_run: Write nothing, only say what would be written.
        skip: Accounts that are left alone this time.
        progress: Told how far reading is.
        each: Runs the reading of the accounts.
    """
    done: list[Done] = []
    problems: dict[tuple[str, str, str], Problem] = {}
    for attempt in range(1, ATTEMPTS + 1):
        accounts = [account for account in world.accounts.values() if account.name not in skip]
        gathered = list(each(lambda account: gather(world, account, now, progress), accounts))
        failed = {found.account for found in gathered if found.failed}
        note_troubles(world, gathered, now)
        decision = decide(world, now, attentions(world, now), complete=not failed and not skip)
        _note(problems, chain.from_iterable(found.problems for found in gathered))
        away = failed | set(skip)
        actions = [action for action in decision.plan.actions if not _is_away(world, decision, action, away)]
        if dry_run:
            done += preview(world, decision, actions)
            applied = Applied()
        else:
            applied = apply(world, decision, actions)
            done += applied.done
            _note(problems, applied.problems)
            failed |= applied.failed
        if not applied.conflicts:
            break
        if attempt == ATTEMPTS:
            _give_way(world, decision, applied.conflicts, problems)
    unchanged = decision.plan.unchanged
    for account in world.accounts.values():
        if account.name in away:
            continue
        mine = [
            contact
            for contact in decision.contacts
            if any(
                (row := decision.judged.rows.get(key)) is not None and row.account == account.name
                for key in contact.interviews[:1]
            )
        ]
        written, wrong, settled = write_contacts(world, account, mine, dry_run=dry_run)
        done += written
        unchanged += settled
        _note(problems, wrong)
        failed |= {problem.account for problem in wrong if problem.error is not None}
    report = PassReport(
        actions=tuple(done),
        unchanged=unchanged,
        problems=tuple(problems.values()),
        interviews=len(decision.judged.interviews),
        failed=frozenset(failed),
        next_due=_next_due(decision, now),
    )
    if not dry_run:
        remember_pass(world.store, report, now)
    return report


def _is_away(world: World, decision: Decision, action: Action, away: Collection[str]) -> bool:
    account = account_of(world, decision, action)
    return account is None or account.name in away


def _give_way(
    world: World, decision: Decision, conflicts: Sequence[Action], problems: dict[tuple[str, str, str], Problem]
) -> None:
    """An object that cannot be made although none of ours is there was made foreign by the user: theirs it is."""
    for action in conflicts:
        account = account_of(world, decision, action)
        assert account is not None, "only what has an account was tried"
        if action.do is Do.CREATE:
            place = Place(account=account.name, collection="")
            world.store.put_trace(Trace(reminder=action.reminder, fate=Fate.DELETED), place)
        else:
            what = "it keeps changing while syncd writes; the next pass tries again"
            problem = Problem(account=account.name, where=action.reminder.summary, what=what, error=ConflictError(what))
            _note(problems, [problem])


def _note(problems: dict[tuple[str, str, str], Problem], new: Iterable[Problem]) -> None:
    problems.update({(problem.account, problem.where, problem.what): problem for problem in new})


def _next_due(decision: Decision, now: datetime) -> datetime | None:
    ahead = [actual.reminder.at for _, actual in decision.standing.values() if is_pending(actual.reminder, now)]
    return min((at for at in ahead if at > now), default=None)
