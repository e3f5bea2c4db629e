"""Names as calendars write them."""

from __future__ import annotations

import pytest

from syncd.core.names import given_first, person_name, straightened
from syncd.core.persons.names_in_text import names_in


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Roth, Anna (HR)", "Anna Roth"),
        ("Dr. Anna Roth", "Anna Roth"),
        ("ORSINI Bastien", "Bastien Orsini"),
        ("佐藤 健一", "佐藤 健一"),
        ("anna@acme.example", None),
        ("", None),
    ],
)
def test_display_names(written, name):
    """Given name first, without honorifics and departments."""
    assert person_name(written) == name


@pytest.mark.parametrize(
    ("written", "email", "name"),
    [
        ("Bielak Sylwia", "s.bielak@acme.example", "Sylwia Bielak"),
        ("Sylwia Bielak", "s.bielak@acme.example", "Sylwia Bielak"),
        ("Gendron Solange", None, "Solange Gendron"),
        ("Ottla Thomas", None, "Ottla Thomas"),
    ],
)
def test_the_given_name_goes_first(written, email, name):
    """The address tells the order; else a word that is only ever a given name."""
    assert given_first(written, email) == name


@pytest.mark.parametrize(
    ("bent", "name"),
    [
        ("Grzegorzem Wilczyńskim", "Grzegorz Wilczyński"),
        ("Martą Kowalską", "Marta Kowalska"),
        ("Tomkiem Rybickim", "Tomek Rybicki"),
        ("Anna Roth", "Anna Roth"),
    ],
)
def test_inflected_names_stand_in_the_nominative(bent, name):
    """Polish names after `z`."""
    assert straightened(bent) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("with Youssef el Amrani", ["Youssef el Amrani"]),
        ("la sig.ra Pia Carucci", ["Pia Carucci"]),
        ("l'avv. Pia Carucci", ["Pia Carucci"]),
        ("Schwester Adelheid Brunner", ["Adelheid Brunner"]),
        ("HR Business Partner", []),
    ],
)
def test_names_in_a_text(text, names):
    """Honorifics, jobs and elided articles are no part of them; particles are."""
    assert [name.text for name in names_in(text)] == names
