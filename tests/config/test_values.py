"""Values survive the way into TOML and back."""

from __future__ import annotations

import contextlib
import tomllib
from datetime import time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncd.config.values import duration, from_toml, plain, to_toml
from syncd.core.settings import OnDayOff, Slot

HERE = Path("/")
clock = st.times().map(lambda at: at.replace(second=0, microsecond=0))
texts = st.text(min_size=1).filter(lambda text: text == text.strip() != "")


@given(st.integers(0, 10**8).map(lambda seconds: timedelta(seconds=seconds)))
def test_durations_round_trip(value: timedelta):
    """`to_toml` writes what `from_toml` reads."""
    assert from_toml(duration(value), timedelta, HERE) == value


@given(texts.filter(lambda text: not any("\ud800" <= char <= "\udfff" for char in text)))
def test_any_text_round_trips(text: str):
    """Quotes, backslashes and control characters are escaped as TOML wants."""
    assert from_toml(plain(text), str, HERE) == text


@given(clock, clock)
def test_slots_round_trip_or_are_refused(start: time, end: time):
    """A slot whose end is not after its start is refused."""
    text = plain(Slot(start=start, end=end))
    if start < end:
        assert from_toml(text, Slot, HERE) == Slot(start=start, end=end)
    else:
        with pytest.raises(ValueError, match="end is after its start"):
            from_toml(text, Slot, HERE)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists))
def test_a_wrong_value_is_a_value_error_and_nothing_else(value: object):
    """Whatever TOML can hold, the answer is the value or what was expected."""
    for wanted in (str, int, float, bool, timedelta, time, Slot, Path, OnDayOff, tuple[str, ...], time | None):
        with contextlib.suppress(ValueError):
            from_toml(value, wanted, HERE)


def test_tables_are_written_inline():
    """A mapping becomes an inline table."""
    assert tomllib.loads("x = " + to_toml({"command": ("pass", "a b")})) == {"x": {"command": ["pass", "a b"]}}
