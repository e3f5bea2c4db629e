"""The two things a test here can ask for: the fake alone, or whatever account is the target."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes.google.gestures import in_utc
from tests.fakes.google.target import Client, Target, fake_client, live_client, open_target
from tests.fakes.google.world import FakeGoogle


@pytest.fixture
def google() -> Iterator[FakeGoogle]:
    """The fake, frozen on a Monday; whatever broke the contract fails the test."""
    with FakeGoogle(now=in_utc(2026, 3, 2, 9)) as fake:
        yield fake
    assert fake.violations == []


@pytest.fixture
def client(google: FakeGoogle) -> Client:
    """A client of the fake with every scope."""
    return fake_client(google)


@pytest.fixture
def target(request: pytest.FixtureRequest) -> Iterator[Target]:
    """The fake, or a real account when SYNCD_LIVE_GOOGLE names a saved sign-in."""
    saved = os.environ.get("SYNCD_LIVE_GOOGLE")
    if saved:
        with open_target(live_client(Path(saved)), is_live=True) as live:
            yield live
        return
    google = request.getfixturevalue("google")

    def pass_time() -> None:
        google.clock.advance(timedelta(seconds=1))

    with open_target(fake_client(google), is_live=False, pass_time=pass_time) as fake:
        yield fake
