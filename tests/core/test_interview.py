"""What is read from an invitation as a whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syncd.core.interview import interpret
from syncd.core.model import Strength
from tests.core.policy_world import DEFAULTS, interview


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("We found you on LinkedIn.", True),
        ("Wir haben Sie über LinkedIn gefunden.", True),
        ("Nous vous avons trouvé sur LinkedIn.", True),
        ("Te encontramos a través de LinkedIn.", True),
        ("Encontrámos o seu perfil no LinkedIn.", True),
        ("L'abbiamo trovata su LinkedIn.", True),
        ("We vonden je op LinkedIn.", True),
        ("Znaleźliśmy Cię na LinkedIn.", True),
        ("Vi hittade dig på LinkedIn.", True),
        ("LinkedIn経由でご連絡しました。", True),
        ("My LinkedIn profile: linkedin.com/in/ada", False),
    ],
)
def test_who_came_through_linkedin(text, is_so):
    """In ten languages; a link to a profile alone says nothing of it."""
    event = replace(interview(summary="Job interview with Acme").event, description=text)
    assert interpret(event, DEFAULTS).via_linkedin is is_so


@pytest.mark.parametrize("year", [1, 9999])
def test_what_stands_at_the_end_of_time_is_no_interview(year):
    """Placeholders of other programs; no reminder can be reckoned from them. Whatever the title says."""
    event = interview(summary="Job interview with Acme #interview").event
    beyond = replace(
        event, start_at=event.start_at.replace(year=year), end_at=event.end_at.replace(year=max(year, 2026))
    )
    verdict = interpret(beyond, DEFAULTS).verdict
    assert verdict.strength is Strength.NO
    assert [one.what for one in verdict.evidence] == [f"it is in the year {year}"]
