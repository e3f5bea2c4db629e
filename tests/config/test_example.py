"""config.example.toml is the schema, written out."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

from syncd.config import load
from syncd.config.example import render
from syncd.config.schema import ACCOUNT_TYPES, TopLevel
from syncd.config.sections import options, sections
from tests.config.conftest import Write

ROOT = Path(__file__).parents[2]
ASSIGNMENT = re.compile(r"^#(?=\[|[a-z_.]+ = )", re.MULTILINE)


def test_the_example_in_the_tree_is_up_to_date():
    """Made by `python -m syncd.config.example > config.example.toml`."""
    assert (ROOT / "config.example.toml").read_text(encoding="utf-8") == render()


def test_the_example_sets_nothing_but_what_is_required(write: Write):
    """It loads, and says the same as a config with the required keys alone."""
    required = """
[me]
name = "Sam Rivera"
emails = ["sam@example.com"]
[accounts.home]
type = "caldav"
url = "https://dav.example.com/"
username = "sam"
password.command = ["pass", "dav"]
"""
    example = load(write(render()))
    assert example == load(write(required))


def test_the_commented_lines_show_the_defaults(write: Write):
    """Taking the `#` off every line of the sections without examples changes no setting."""
    without = load(write(render()))
    text = re.sub(r"^#(subdivision|ca_file)", r"##\1", render(), flags=re.MULTILINE)
    shown = load(write(ASSIGNMENT.sub("", text)))
    assert replace(shown.settings, me=without.settings.me) == without.settings
    assert shown.daemon == without.daemon
    assert len(shown.accounts) == len(ACCOUNT_TYPES)


def test_every_option_is_shown():
    """No section and no key is left out."""
    uncommented = tomllib.loads(ASSIGNMENT.sub("", render()))
    assert set(uncommented) == {*sections(), "accounts", *options(TopLevel)}
    for name, cls in sections().items():
        assert set(uncommented[name]) == set(options(cls))
    for account in uncommented["accounts"].values():
        assert set(account) - {"type"} == set(options(ACCOUNT_TYPES[account["type"]]))
