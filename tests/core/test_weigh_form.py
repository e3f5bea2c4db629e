"""What the hour, the length and the form of an entry say, whatever its words are."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from syncd.core.detect import detect
from syncd.core.reading import read_event
from tests.core.invitations import SETTINGS, START, invitation, read

ENTRY = invitation("Interview Larch")


def confidence(**changes) -> float:
    """How sure the same entry is with other facts."""
    return detect(read_event(replace(ENTRY, **changes), SETTINGS)).confidence


@pytest.mark.parametrize(
    ("days", "hours", "minutes"),
    [(4, 0, 60), (5, 0, 60), (0, 11, 60), (0, 13, 60), (0, -4, 60), (0, 0, 10), (0, 0, 300)],
    ids=["Saturday", "Sunday", "eight in the evening", "ten", "five in the morning", "ten minutes", "five hours"],
)
def test_an_odd_time_speaks_against_an_interview(days, hours, minutes):
    """On a Tuesday at nine for an hour people are interviewed; at odd times they rarely are."""
    start = START + timedelta(days=days, hours=hours)
    assert confidence(start_at=start, end_at=start + timedelta(minutes=minutes)) < confidence()


@pytest.mark.parametrize("title", ["Interview with the old baker of the village", "Interview about how bread was made"])
def test_a_sentence_of_ordinary_words_is_no_note_of_names(title):
    """Who notes an interview writes a firm or a person; a sentence tells of something else."""
    assert any("ordinary" in one.what for one in detect(read(title)).evidence)
    for names in ("Interview Larch GmbH", "interview larch gmbh, ask for jo"):
        assert not any("ordinary" in one.what for one in detect(read(names)).evidence)
