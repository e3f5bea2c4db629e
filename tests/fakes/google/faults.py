"""What goes wrong on the way: answers that never come, come late, or say no."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from fnmatch import fnmatchcase
from typing import Literal

Trouble = Literal["drop-before", "drop-after"] | timedelta | int | tuple[int, str]
"""What happens to a request:

- `"drop-before"`: the connection closes without an answer, nothing was done;
- `"drop-after"`: it was done, and the connection closes without an answer;
- a timedelta: it is done that much later;
- `(403, "rateLimitExceeded")`: refused with this status and Google's reason, in Google's JSON;
- `503`: refused with an HTML page, as Google's front ends do when the API itself is not reached.
"""


@dataclass(kw_only=True)
class Fault:
    """Trouble waiting for its requests."""

    method: str
    """A method id or a pattern of ids: `calendar.events.insert`, `calendar.*`, `*`."""
    trouble: Trouble
    times: int
    headers: Mapping[str, str] = field(default_factory=dict)
    """Go out with a refusal, for example Retry-After."""


@dataclass(kw_only=True)
class Faults:
    """All trouble that is still to come, oldest first."""

    waiting: list[Fault] = field(default_factory=list)

    def take(self, method_id: str) -> Fault | None:
        """Return the trouble this request meets, and count it as met."""
        for fault in self.waiting:
            if fnmatchcase(method_id, fault.method):
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None
