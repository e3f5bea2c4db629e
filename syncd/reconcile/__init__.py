"""One pass: gather, decide, apply. It makes no decisions of its own and may be repeated at any time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Protocol, TypeVar

from syncd.core.model import Contact, Fate, Kind, Trace
from syncd.core.plan import Action, Do, is_pending
from syncd.errors import ConflictError, InvalidObjectError, TransientError
from syncd.reconcile.apply import Applied, account_of, apply, preview
from syncd.reconcile.decide import Decision, decide
from syncd.reconcile.gather import Gathered, gather
from syncd.reconcile.people import write_contacts
from syncd.reconcile.status import remember_pass
from syncd.reconcile.trouble import Trouble, attentions, note_troubles, troubled
from syncd.reconcile.world import Account, Done, PassReport, Problem, Progress, World
from syncd.store import Place, Role

ATTEMPTS = 3
"""How often what somebody else changed meanwhile is read again and decided anew within one pass."""

T = TypeVar("T")


class Each(Protocol):
    """How something is done for several accounts: one after the other, or each on its own thread."""

    def __call__(
        self,
        do: Callable[[Account], T],
        accounts: Sequence[Account],
        instead: Callable[[Account, TransientError], T],
        /,
    ) -> list[T]:
        """What `do` returns for each; `instead` speaks for one that is not waited for."""
        ...


def one_by_one(
    do: Callable[[Account], T], accounts: Sequence[Account], _instead: Callable[[Account, TransientError], T]
) -> list[T]:
    """In turn, however long it takes."""
    return [do(account) for account in accounts]


def run_pass(
    world: World,
    now: datetime,
    *,
    dry_run: bool = False,
    skip: Collection[str] = (),
    progress: Progress | None = None,
    each: Each = one_by_one,
) -> PassReport:
    """Read the world and write the difference.

    Args:
        world: Accounts, memory and wishes; with a memory that is thrown away, for a dry run.
        now: The moment to decide for.
        dry_run: Write nothing, only say what would be written.
        skip: Accounts that are left alone this time.
        progress: Told how far it is.
        each: Runs what is done for each account.
    """
    progress = progress or Progress()
    done: list[Done] = []
    problems: dict[tuple[str, str, str], Problem] = {}
    for attempt in range(1, ATTEMPTS + 1):
        accounts = [account for account in world.accounts.values() if account.name not in skip]
        gathered = each(lambda account: gather(world, account, now, progress), accounts, _unread)
        failed = {found.account for found in gathered if found.failed}
        note_troubles(world, Trouble.READING, {found.account: _failure(found) for found in gathered}, now)
        decision = decide(world, now, attentions(world, now), complete=not failed and not skip)
        _note(problems, chain.from_iterable(found.problems for found in gathered))
        away = failed | set(skip)
        mute = {*skip, *troubled(world)}
        actions = [
            action
            for action in decision.plan.actions
            if not _is_away(world, decision, action, mute if _is_call(action) else away)
            and _is_in_sight(decision, action, gathered)
        ]
        if dry_run:
            done += preview(world, decision, actions)
            applied = Applied()
        else:
            applied = _apply(world, decision, actions, progress, each)
            note_troubles(world, Trouble.WRITING, _refusals(world, applied, away), now)
            done += applied.done
            _note(problems, applied.problems)
            failed |= applied.failed
        if not applied.conflicts:
            break
        if attempt == ATTEMPTS:
            _give_way(world, decision, applied.conflicts, problems)
    unchanged = decision.plan.unchanged
    people = _people(world, decision, away)
    homes = [world.accounts[name] for name in people]
    for written, wrong, settled in each(
        lambda home: write_contacts(world, home, people[home.name], progress, dry_run=dry_run), homes, _no_contacts
    ):
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
        wording=tuple(world.wording.problems),
    )
    world.forget_all_but([*world.store.rows(Role.EVENT), *world.store.rows(Role.OWN)])
    if not dry_run:
        remember_pass(world.store, report, now)
    return report


def _apply(world: World, decision: Decision, actions: Sequence[Action], progress: Progress, each: Each) -> Applied:
    """Write to all accounts; what the writing to one brings stays together."""
    shares: dict[str, list[Action]] = {}
    for action in actions:
        account = account_of(world, decision, action)
        assert account is not None, "only what has an account is written"
        shares.setdefault(account.name, []).append(action)
    accounts = [world.accounts[name] for name in shares]
    whole = Applied()
    for part in each(lambda account: apply(world, decision, shares[account.name], progress), accounts, _unwritten):
        whole.done += part.done
        whole.problems += part.problems
        whole.conflicts += part.conflicts
        whole.failed |= part.failed
    return whole


def _people(world: World, decision: Decision, away: Collection[str]) -> Mapping[str, Sequence[Contact]]:
    """The contacts that each account is to have; an account that is away gets and gives none."""
    found: dict[str, list[Contact]] = {}
    for contact in decision.contacts:
        row = decision.judged.rows.get(contact.interviews[0])
        account = world.accounts.get(row.account) if row is not None else None
        home = world.accounts.get(account.contacts_account or "") if account is not None else None
        if account is not None and home is not None and not {account.name, home.name} & set(away):
            found.setdefault(home.name, []).append(contact)
    return found


def _no_answer(account: Account, error: TransientError) -> Problem:
    return Problem(account=account.name, where=account.name, what=str(error), error=error)


def _unread(account: Account, error: TransientError) -> Gathered:
    return Gathered(account=account.name, problems=[_no_answer(account, error)], failed=True)


def _unwritten(account: Account, error: TransientError) -> Applied:
    return Applied(problems=[_no_answer(account, error)], failed={account.name})


def _no_contacts(account: Account, error: TransientError) -> tuple[list[Done], list[Problem], int]:
    return [], [_no_answer(account, error)], 0


def _failure(found: Gathered) -> Problem | None:
    return next((problem for problem in found.problems if problem.error is not None), None) if found.failed else None


def _refusals(world: World, applied: Applied, away: Collection[str]) -> Mapping[str, Problem | None]:
    """What is wrong with the writing to each account that was not left alone."""
    lasting = [problem for problem in applied.problems if not isinstance(problem.error, InvalidObjectError)]
    wrong = {problem.account: problem for problem in reversed(lasting)}
    return {name: wrong.get(name) for name in world.accounts if name not in away}


def _is_away(world: World, decision: Decision, action: Action, away: Collection[str]) -> bool:
    account = account_of(world, decision, action)
    return account is None or account.name in away


def _is_in_sight(decision: Decision, action: Action, gathered: Iterable[Gathered]) -> bool:
    """Not where a calendar was not read to the end: what it holds may be there no more, or be changed."""
    row, _ = decision.standing.get(action.reminder.uid, (None, None))
    return row is None or any(row.account == found.account and row.collection in found.compared for found in gathered)


def _is_call(action: Action) -> bool:
    """What is wrong with an account may be said even where not all could be read."""
    return action.reminder.kind is Kind.ATTENTION and action.do is Do.CREATE


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
