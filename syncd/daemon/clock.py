"""Two clocks side by side: when they part, the machine slept or somebody set the time."""

from __future__ import annotations

from dataclasses import dataclass

JUMP = 10.0
"""Seconds; less is the ordinary slewing of a time service."""


@dataclass(slots=True)
class JumpDetector:
    """Compares wall clock and monotonic clock from one look to the next.

    Linux stops the monotonic clock while the machine sleeps, so waking up shows as the wall clock running ahead.
    """

    wall: float
    monotonic: float

    def jumped(self, wall: float, monotonic: float) -> float:
        """The seconds that the wall clock is off since the last look; 0 when that is within the ordinary."""
        ahead = (wall - self.wall) - (monotonic - self.monotonic)
        self.wall, self.monotonic = wall, monotonic
        return ahead if abs(ahead) >= JUMP else 0.0
