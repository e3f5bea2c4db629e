"""What a daemon keeps in mind between two passes does not grow with what happens."""

from __future__ import annotations

from datetime import timedelta

from tests.laws.hunt import BEGIN, Hunt


def test_only_what_stands_is_kept_in_mind():
    """An interview that is moved thirty times is one, and so are the reminders that move with it."""
    hunt = Hunt()
    for day in range(2, 32):
        hunt.invite("acme", BEGIN + timedelta(days=day))
        hunt.sync()
    assert len(hunt.world.events) == 1
    assert len(hunt.world.actuals) <= len(hunt.own())
