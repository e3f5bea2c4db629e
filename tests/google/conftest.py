"""Google with one account on it, and syncd signed in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from syncd.providers.google import needed_scopes
from tests.fakes.google import FakeGoogle
from tests.google.account import NAME, NOW, Account


@pytest.fixture
def google() -> Iterator[FakeGoogle]:
    with FakeGoogle(now=NOW) as fake:
        yield fake
        assert fake.violations == []
        assert fake.mails == []


@pytest.fixture
def scopes() -> tuple[str, ...]:
    return needed_scopes(None, NAME, reminders=True, contacts=True)


@pytest.fixture
def account(google: FakeGoogle, tmp_path: Path, scopes: tuple[str, ...]) -> Account:
    return Account(google, tmp_path, scopes)
