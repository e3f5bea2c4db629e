"""Names that begin with what the organisation is."""

from __future__ import annotations

import pytest

from syncd.core.companies.kinds import headed

NAMED = [
    ("Journée d'essai boulangerie Paul", ["boulangerie Paul"]),
    ("Entretien avec Mme Garnier, clinique des Tilleuls", ["clinique des Tilleuls"]),
    ("Giornata di prova ristorante Da Nino", ["ristorante Da Nino"]),
    ("Colloquio studio legale Bassi", ["studio legale Bassi"]),
    ("2ª entrevista hospital La Paz enfermera UCI", ["hospital La Paz"]),
    ("Entrevista padaria Pão Quente", ["padaria Pão Quente"]),
    ("Sollicitatie basisschool De Regenboog", ["basisschool De Regenboog"]),
    ("Rozmowa przedszkole Słoneczko", ["przedszkole Słoneczko"]),
    ("Intervju förskolan Myran", ["förskolan Myran"]),
    ("Trial shift at Café Lune", ["Café Lune"]),
    ("Probetag Bäckerei Huber", ["Bäckerei Huber"]),
    ("Praxis Dr. Weber", ["Praxis Dr. Weber"]),
    ("Café avec Ana", []),
    ("Café Ana", []),
    ("Interview school librarian", []),
    ("entretien à la clinique", []),
]


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_a_kind_and_the_name_behind_it_are_one_name(text, names):
    """The small word belongs to the name; a kind alone, a job or a drink does not."""
    assert [text[start:end] for start, end in headed(text)] == names
