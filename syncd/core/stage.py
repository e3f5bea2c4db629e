"""Which round it is."""

from __future__ import annotations

from syncd.core.model import Stage
from syncd.core.reading import Reading

ORDER = (
    Stage.FINAL,
    Stage.CASE_STUDY,
    Stage.ONSITE,
    Stage.PANEL,
    Stage.TECHNICAL,
    Stage.HIRING_MANAGER,
    Stage.RECRUITER_SCREEN,
)
"""Where a title names several, the first of these counts."""


def find_stage(reading: Reading) -> Stage:
    """The round that the title names, else the one that the description speaks of most plainly."""
    named = {hit.label for hit in reading.title.found("stage")}
    for stage in ORDER:
        if f"stage.{stage}" in named:
            return stage
    counts: dict[str, int] = {}
    for hit in reading.body.found("stage"):
        counts[hit.label] = counts.get(hit.label, 0) + 1
    if counts:
        best = max(counts, key=lambda label: counts[label])
        return Stage(best.removeprefix("stage."))
    if reading.title.found("job.recruiter") or reading.title.found("job.agency"):
        return Stage.RECRUITER_SCREEN
    return Stage.OTHER
