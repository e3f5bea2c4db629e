"""No figure of the detection falls below the one recorded."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

COLUMNS = {
    "precision": "P",
    "recall": "R",
    "people_precision": "people P",
    "people_recall": "people R",
    "company": "company",
    "next_step": "next",
}
RECORDED = tomllib.loads(Path(__file__).with_name("figures.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def measured():
    """Part -> column -> figure, as the runner prints them."""
    root = Path(__file__).parents[2]
    printed = subprocess.run(
        [sys.executable, "-m", "tests.corpus"], cwd=root, capture_output=True, text=True, check=True
    )
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in printed.stdout.split("\n\n")[0].splitlines()
        if line.startswith("|")
    ]
    return {row[0]: dict(zip(rows[0], row, strict=True)) for row in rows[2:]}


@pytest.mark.parametrize("part", RECORDED)
@pytest.mark.parametrize("figure", COLUMNS)
def test_no_figure_falls(measured, part, figure):
    """Recorded when it was last raised."""
    assert float(measured[part][COLUMNS[figure]]) >= RECORDED[part][figure]
