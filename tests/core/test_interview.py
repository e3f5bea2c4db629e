"""What is read from an invitation as a whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syncd.core.interview import interpret
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
