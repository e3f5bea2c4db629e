"""Finding phrases: inflection, accents, gaps, sentence ends, and no more time than the text is long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncd.core.lexicon import Lexicon, pieces_of
from syncd.core.text import words

LETTERS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzäéøł", min_size=1, max_size=8)


def found(phrase: str, text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in Lexicon([("it", phrase)]).find(words(text))]


@pytest.mark.parametrize(
    ("phrase", "text", "hits"),
    [
        ("role", "payroll and the Role", ["Role"]),
        ("recruit*", "recruiters recruit, no precruit", ["recruiters", "recruit"]),
        ("*gespräch", "Bewerbungsgespräch, Gespräche", ["Bewerbungsgespräch"]),
        ("*forscher*", "Naturforscherin", ["Naturforscherin"]),
        ("gespräch", "GESPRACH Gespraech gespräch", ["GESPRACH", "Gespraech", "gespräch"]),
        ("call .. hr", "call from their friendly HR", ["call from their friendly HR"]),
        ("call .. hr", "call one two three four five hr", []),
        ("first round", "the first. Round two", []),
        ("first round", "the first\nround", []),
        ("first round", "first-round", ["first-round"]),
        ("面接", "二次面接の件", ["面接"]),
        ("rozmow* o prac*", "Rozmowa o pracę", ["Rozmowa o pracę"]),
    ],
)
def test_phrases_are_found_as_people_write_them(phrase, text, hits):
    """Word by word, not letter by letter."""
    assert found(phrase, text) == hits


@given(st.lists(LETTERS, min_size=1, max_size=4), st.lists(LETTERS, max_size=5), st.lists(LETTERS, max_size=5))
def test_a_phrase_is_found_among_any_words(phrase, before, after):
    """Whatever stands around it."""
    spoken = " ".join(phrase)
    assert spoken in found(spoken, " ".join([*before, spoken, *after]))


@given(st.text(max_size=60))
def test_any_phrase_may_be_listed(phrase):
    """Mere signs are no phrase, and find nothing."""
    assert all(pieces_of(phrase)) or not pieces_of(phrase)
    Lexicon([("it", phrase)])


def test_languages_of_a_phrase_come_with_the_hit():
    """Where the lexicon was told whose phrase it is."""
    lexicon = Lexicon([("it", "chat"), ("it", "call")], {"it": {"chat": frozenset({"en", "fr"})}})
    assert [hit.languages for hit in lexicon.find(words("chat call"))] == [{"en", "fr"}, frozenset()]
