"""Making evidence: a reason for or against, with its weight in log-odds and the sentence that tells it."""

from __future__ import annotations

from syncd.core.model import Evidence


def speaks_for(weight: float, what: str) -> Evidence:
    """A reason to take an event for an interview."""
    return Evidence(supports=True, weight=round(weight, 2), what=what)


def speaks_against(weight: float, what: str) -> Evidence:
    """A reason not to."""
    return Evidence(supports=False, weight=round(weight, 2), what=what)
