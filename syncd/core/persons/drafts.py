"""People being put together from what the addresses and the texts of an event say of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from syncd.core.names import is_given_name, is_spoken
from syncd.core.text import collapsed, fold

LONGEST_ENDING = 2
"""Letters that a case adds or changes."""
SHORTEST = 3
"""Letters of an address that tells a name."""


@dataclass(slots=True)
class Draft:
    """A person being put together."""

    name: str | None
    email: str | None = None
    title: str | None = None
    phone: str | None = None
    linkedin: str | None = None
    line: int | None = None
    """Where the texts name the person last; None when they do not."""
    signed: bool = False
    """The text is signed with the name."""
    arranges: bool = False
    recruits: bool = False
    spelled: frozenset[str] = field(default_factory=frozenset)

    def is_called(self, spoken: frozenset[str]) -> bool:
        """Whether words name this person: all its words or fewer, initials, or what its address is made of."""
        if self.spelled and spoken:
            return (
                spoken <= self.spelled
                or self.spelled <= spoken
                or abbreviates(spoken, self.spelled)
                or _bent(spoken, self.spelled)
            )
        return bool(self.email and spoken) and (
            fits_address(spoken, self.email or "") or _is_initial_of(spoken, self.email or "")
        )


def _is_initial_of(spoken: frozenset[str], email: str) -> bool:
    """Whether a given name may be the initial in an address: `Uwe`, `u.hartwig@`."""
    first, dot, _ = email.partition("@")[0].partition(".")
    return (
        len(spoken) == 1
        and bool(dot)
        and any(one.startswith(fold(first)) and is_given_name(one) for one in spoken)
        and len(first) == 1
    )


def abbreviates(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two spellings share a word and the rest of one are initials of the other's: `C. Vantongeren`."""
    shared = one & other
    short, long = sorted((one - shared, other - shared), key=lambda rest: max(map(len, rest), default=0))
    return (
        bool(shared)
        and bool(short)
        and all(len(word) == 1 and any(full.startswith(word) for full in long) for word in short)
    )


def _bent(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two spellings are the same name in two cases: `Jana B\u0105ka` is Jan B\u0105k."""
    pairs = list(zip(sorted(one), sorted(other), strict=False))
    return len(one) == len(other) > 1 and all(
        abs(len(a) - len(b)) <= LONGEST_ENDING
        and a[: max(3, len(a) - LONGEST_ENDING)] == b[: max(3, len(a) - LONGEST_ENDING)]
        for a, b in pairs
    )


def fits_address(spoken: Iterable[str], email: str) -> bool:
    """Whether what stands before the @ is made of a name: whole words, or initials and a surname."""
    local = fold(email.partition("@")[0])
    pieces = {piece for piece in re.split(r"[._+-]", local) if len(piece) > 1}
    plain = collapsed(local)
    return bool(pieces & set(spoken)) or any(len(word) > 3 and word in plain for word in spoken)


def name_from_address(email: str, called: str = "") -> str | None:
    """`dilys.hopkin@` is Dilys Hopkin, `d.hopkin@` D. Hopkin; a word alone must be a common given name.

    Args:
        email: The address.
        called: What the text calls its owner: a given name stands for its initial.
    """
    parts = [part for part in re.split(r"[._]", email.partition("@")[0]) if part]
    if not parts or not all(part.replace("-", "").isalpha() for part in parts) or max(map(len, parts)) < SHORTEST:
        return None
    if len(parts) == 1 and not is_given_name(parts[0]):
        return None
    whole = [part for part in parts if len(part) > 1]
    if all(is_spoken(part) and not is_given_name(part) for part in whole):
        return None
    name = " ".join("-".join(piece.capitalize() for piece in part.split("-")) for part in parts[:3])
    if len(parts[0]) == 1:
        return name.replace(parts[0].upper(), called or f"{parts[0].upper()}.", 1)
    return name
