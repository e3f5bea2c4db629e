"""Questions to the domain name system."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import dns.exception
import dns.resolver

RecordType = Literal["SRV", "MX", "TXT"]

Lookup = Callable[[str, RecordType], list[str]]
"""Name and type of a record -> its values in the zone-file form, best first; empty when there is none or no answer."""

_PATIENCE = 4.0
"""Seconds for one question."""


def lookup(name: str, kind: RecordType) -> list[str]:
    """Ask the system's resolver; a `Lookup`."""
    try:
        answer = dns.resolver.resolve(name, kind, lifetime=_PATIENCE, search=False)
    except (dns.exception.DNSException, OSError):
        return []
    return sorted((record.to_text() for record in answer), key=_preference)


def _preference(text: str) -> tuple[int, int]:
    """SRV: priority, then the greater weight (RFC 2782); MX: preference (RFC 5321); TXT: as it comes."""
    numbers = [int(word) if word.isdecimal() else 0 for word in text.split()[:2]]
    return (numbers[0] if numbers else 0, -numbers[1] if len(numbers) > 1 else 0)
