"""The vocabulary files say what they may say, and nothing that defeats itself."""

from __future__ import annotations

import pytest

from syncd.core.language import languages_of
from syncd.core.lexicon import GAP, pieces_of
from syncd.core.text import fold, has_ideographs, words
from syncd.core.vocabulary import LANGUAGES, phrases, read
from syncd.core.weighing.against import REASONS

SECTIONS = {"interview", "stage", "job", "label", "against", "people", "next_step", "names"}
INTERVIEW = {"sure", "likely", "round", "first", "talk"}
AGAINST = {"title", "text", "world", "kin", "of", "has", "for", "asks"}
JUDGED = [
    (label, phrase)
    for label, listed in phrases().items()
    if label.startswith(("interview.", "job.", "against."))
    for phrase in listed
]


def test_ten_languages():
    """One file each."""
    assert set(LANGUAGES) == {"de", "en", "es", "fr", "it", "ja", "nl", "pl", "pt", "sv"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_has_the_known_sections_only(language):
    """A misspelt section would be read by nobody."""
    table = read(language)
    assert set(table) <= SECTIONS
    assert set(table["interview"]) == INTERVIEW
    assert set(table["against"]) == set(REASONS)
    for kind, lists in table["against"].items():
        assert set(lists) <= AGAINST, kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_stands_twice_in_a_list(language):
    """Lists are read by people too."""

    def check(table, path):
        for key, value in table.items():
            if isinstance(value, dict):
                check(value, f"{path}.{key}")
            elif value and all(isinstance(one, str) for one in value):
                twice = {one for one in value if value.count(one) > 1}
                assert not twice, f"{path}.{key}: {sorted(twice)}"

    table = read(language)
    check({section: table[section] for section in ("interview", "job", "against")}, language)


def test_every_phrase_can_be_found():
    """Words with at most a star at an end, gaps only between words."""
    for label, phrase in JUDGED:
        spellings = pieces_of(phrase)
        assert spellings, f"{label}: {phrase!r} has no word"
        for pieces in spellings:
            assert pieces[0] != GAP, f"{label}: {phrase!r}"
            assert pieces[-1] != GAP, f"{label}: {phrase!r}"


def test_a_star_leaves_enough_of_a_word():
    """`in*` would match half a language."""
    for label, phrase in JUDGED:
        for piece in phrase.split():
            if "*" in piece and not has_ideographs(piece) and " " not in phrase:
                assert len(piece.strip("*")) >= 3, f"{label}: {phrase!r}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_surely_an_interview_and_surely_none(language):
    """The same phrase for and against would only add noise."""
    table = read(language)
    sure = {fold(phrase) for key in ("sure", "likely") for phrase in table["interview"][key]}
    for kind, lists in table["against"].items():
        assert not sure & {fold(phrase) for phrase in lists.get("title", ())}, kind


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("Wir freuen uns auf das Gespräch mit Ihnen", {"de"}),
        ("We look forward to the call with you", {"en"}),
        ("Nous vous attendons pour votre entretien avec le directeur", {"fr"}),
        ("Le esperamos para la entrevista con el director", {"es"}),
        ("La aspettiamo per il colloquio con il direttore", {"it"}),
        ("Não se esqueça da entrevista com a diretora, obrigado", {"pt"}),
        ("Wij zien je graag voor het gesprek met de directeur", {"nl"}),
        ("Zapraszamy na rozmowę do biura, proszę o potwierdzenie", {"pl"}),
        ("Välkommen till intervjun hos oss och ta med dig ditt cv", {"sv"}),
        ("面接のご案内", {"ja", "en"}),
        ("Larch Ltd", set(LANGUAGES)),
    ],
)
def test_a_language_is_known_by_its_small_words(text, languages):
    """The likeliest is among them, and not all are; too little text may be in any."""
    spoken = languages_of(words(text))
    assert languages <= spoken
    assert len(spoken) <= 3 or spoken == set(LANGUAGES) == languages
