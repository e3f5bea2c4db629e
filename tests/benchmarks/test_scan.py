"""A scan costs a fraction of a parse, and holds no more of a big file than of a small one."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from icalendar import Calendar

SCAN = Path(__file__).parents[2] / "benchmarks" / "scan.py"


@pytest.fixture(scope="module")
def bench():
    """benchmarks/scan.py as a module."""
    spec = importlib.util.spec_from_file_location("scan_benchmark", SCAN)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def events(bench):
    return list(bench.ordinary(3000))


def written(bench, events, file):
    file.write_text(bench.calendar(events), encoding="utf-8", newline="")
    return file


def test_a_scan_costs_at_most_an_eighth_of_a_parse(bench, events, tmp_path):
    """CPU time of the best of three runs, against the faster of two ways to parse."""
    file = written(bench, events, tmp_path / "all.ics")
    bench.scan(file)
    scanned = min(bench.seconds(bench.scan, file) for _ in range(3))
    parsed = min(bench.seconds(bench.parse_each, events), bench.seconds(Calendar.from_ical, bench.calendar(events)))
    assert scanned <= parsed / 8


def test_memory_does_not_grow_with_the_number_of_events(bench, events, tmp_path):
    """Both files are bigger than what is read at once."""
    half, whole = written(bench, events[:1500], tmp_path / "half.ics"), written(bench, events, tmp_path / "whole.ics")
    bench.scan(half)
    assert bench.peak(whole) <= 1.2 * bench.peak(half) + 100_000
