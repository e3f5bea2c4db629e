"""Accounts in trouble rest longer each time, up to an hour, and are spoken of once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from syncd.daemon.accounts import Accounts, Trouble
from syncd.daemon.clock import JumpDetector
from syncd.errors import AuthError, ProviderError, SyncdError, TransientError
from syncd.reconcile.world import PassReport, Problem

FIRST = timedelta(seconds=15)


def failed(**errors: SyncdError) -> PassReport:
    problems = tuple(Problem(account=name, where=name, what=str(error), error=error) for name, error in errors.items())
    return PassReport(problems=problems, failed=frozenset(errors))


def note(accounts: Accounts, report: PassReport, at: float, *, skipped=(), chance: float = 0.0) -> list[str]:
    return [f"{news.account}: {news.text}" for news in accounts.note(report, skipped, at, FIRST, lambda: chance)]


def test_each_failure_doubles_the_rest_up_to_an_hour():
    """15 s, 30 s, 60 s ... 3600 s."""
    accounts, at, waits = Accounts(), 0.0, []
    for _ in range(12):
        note(accounts, failed(home=TransientError("x")), at)
        until = accounts.next_try()
        waits.append(until - at)
        at = until
    assert waits[:4] == [15, 30, 60, 120]
    assert waits[-1] == 3600 == max(waits)


def test_a_server_that_names_a_time_is_given_it():
    """Retry-After wins over syncd's own wish when it is longer, even past the hour."""
    accounts = Accounts()
    note(accounts, failed(home=TransientError("x", retry_after=timedelta(hours=2))), 0)
    assert accounts.next_try() == 7200


def test_chance_keeps_daemons_apart():
    """Up to a fifth longer."""
    accounts = Accounts()
    note(accounts, failed(home=TransientError("x")), 0, chance=1.0)
    assert accounts.next_try() == pytest.approx(18)


@pytest.mark.parametrize(
    ("error", "trouble"),
    [(AuthError("x"), Trouble.SIGN_IN), (TransientError("x"), Trouble.AWAY), (ProviderError("x"), Trouble.REFUSED)],
)
def test_trouble_is_said_once_and_its_end_once(error: SyncdError, trouble: Trouble):
    """And again only when it becomes another trouble."""
    accounts = Accounts()
    assert note(accounts, failed(home=error), 0) == [f"home: {trouble}"]
    assert note(accounts, failed(home=error), 5000) == []
    assert note(accounts, PassReport(), 10000) == ["home: back"]
    assert note(accounts, PassReport(), 10001) == []
    assert accounts.next_try() is None


def test_an_account_that_was_left_alone_is_not_back():
    """Only a pass that tried it can say so."""
    accounts = Accounts()
    note(accounts, failed(home=TransientError("x")), 0)
    assert note(accounts, PassReport(), 100, skipped={"home"}) == []
    assert accounts.skip(14) == {"home"}
    assert accounts.skip(16) == frozenset()


def test_a_wish_ends_the_rest_but_not_the_trouble():
    """After waking up every account is tried at once; one that still fails is not lost a second time."""
    accounts = Accounts()
    note(accounts, failed(home=AuthError("x")), 0)
    assert accounts.skip(1) == {"home"}
    accounts.retry_now()
    assert accounts.skip(1) == frozenset()
    assert note(accounts, failed(home=AuthError("x")), 2) == []


@pytest.mark.parametrize(
    ("wall", "monotonic", "jump"), [(30, 30, 0), (33, 30, 0), (3630, 30, 3600), (-3570, 30, -3600)]
)
def test_clocks_that_part_are_noticed(wall: float, monotonic: float, jump: float):
    """A sleep or a set clock, forwards and backwards; slewing is nothing; each is noticed once."""
    clocks = JumpDetector(1000.0, 50.0)
    assert clocks.jumped(1000 + wall, 50 + monotonic) == jump
    assert clocks.jumped(1000 + wall + 20, 50 + monotonic + 20) == 0
