"""How a person names a calendar or an address book in the config."""

from __future__ import annotations

import pytest

from syncd.providers.base import Collection

THERE = Collection(id="https://dav.example.com/sam/b%C3%BCro/", name="Büro", components=frozenset())


@pytest.mark.parametrize(
    ("wanted", "is_it"),
    [
        ("Büro", True),
        ("https://dav.example.com/sam/b%C3%BCro/", True),
        ("https://dav.example.com/sam/b%C3%BCro", True),
        ("https://dav.example.com/sam/büro/", True),
        ("/sam/büro/", True),
        ("/sam/b%C3%BCro", True),
        ("https://dav.example.com/sam/", False),
        ("https://other.example.com/sam/büro/", False),
        ("büro", False),
        ("/", False),
        ("", False),
    ],
)
def test_a_collection_is_called_by_its_name_or_its_address(wanted, is_it):
    """An address may be spelled as browsers and apps show it."""
    assert THERE.is_called(wanted) is is_it
