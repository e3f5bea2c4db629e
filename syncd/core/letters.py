"""People as the templates see them: with links that call them or begin a letter to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from syncd.core.model import Event, Interview, Person, PersonKind
from syncd.core.wording import Wording

Letter = Callable[[Person, int], str]
LONGEST_NAMES = 34
"""Characters of a title that are left for names."""


class Link(StrEnum):
    """Ways to somebody, in a template's `person.links`."""

    MAIL = "mail"
    """`mailto:` with subject and draft (RFC 6068)."""
    TEL = "tel"
    """`tel:` (RFC 3966)."""
    PROFILE = "profile"
    """LinkedIn or XING."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Addressee:
    """Somebody to write to or to call; what is not known is empty."""

    name: str
    """Never empty: the address where the name is not known."""
    who: str
    """Name and job title."""
    mail: str
    tel: str
    links: tuple[str, ...]
    """Those asked for that are known, in the order asked for."""
    is_recruiter: bool


def people_met(interviews: Iterable[Interview]) -> tuple[Person, ...]:
    """Everyone in these interviews, each once: the same address, or the same name."""
    met: list[Person] = []
    for interview in interviews:
        met.extend(person for person in interview.people if not any(is_same(person, other) for other in met))
    return tuple(met)


def is_same(one: Person, other: Person) -> bool:
    """Two mentions within one process are of the same person."""
    if one.email and other.email and one.email.casefold() == other.email.casefold():
        return True
    if one.name and other.name:
        return one.name.casefold() == other.name.casefold()
    return not (one.email or other.email) and one.name is None and one.phone is not None and one.phone == other.phone


def addressees(
    people: Sequence[Person], wording: Wording, links: Sequence[Link], write: Letter | None = None
) -> tuple[Addressee, ...]:
    """People with their links.

    Args:
        people: In order; who has neither name nor address nor number is left out.
        wording: The language.
        links: Which links to show, in this order.
        write: Makes the `mailto:` link of a person, given their number; without it there are none.
    """
    named = [person for person in people if person.name or person.email or person.phone]
    return tuple(_addressee(person, number, wording, links, write) for number, person in enumerate(named))


def _addressee(person: Person, number: int, wording: Wording, links: Sequence[Link], write: Letter | None) -> Addressee:
    name = person.name or person.email or person.phone or ""
    is_recruiter = person.kind is PersonKind.RECRUITER
    title = person.title or (wording.word("recruiter") if is_recruiter else "")
    ways = {
        Link.MAIL: write(person, number) if write and person.email else "",
        Link.TEL: tel(person.phone) if person.phone else "",
        Link.PROFILE: person.linkedin or "",
    }
    return Addressee(
        name=name,
        who=f"{name}, {title}" if title else name,
        mail=ways[Link.MAIL],
        tel=ways[Link.TEL],
        links=tuple(ways[link] for link in links if ways[link]),
        is_recruiter=is_recruiter,
    )


def letter(wording: Wording, draft: str, values: Mapping[str, Any]) -> Letter:
    """A writer of `mailto:` links: subject and a draft from a template, no two alike.

    Args:
        wording: The language.
        draft: Name of the template; it is given the person's name and number besides `values`.
        values: What else it may name.
    """

    def write(person: Person, number: int) -> str:
        text = wording.text(draft, {**values, "name": person.name or "", "number": number})
        return mailto(person.email or "", text.summary, text.description)

    return write


def names_of(people: Sequence[Addressee], length: int = LONGEST_NAMES) -> str:
    """As many names as a title holds: `Anna Jones, Bob Smith +2`; empty for nobody."""
    names = [person.name for person in people]
    for shown in range(len(names), 0, -1):
        more = f" +{len(names) - shown}" if shown < len(names) else ""
        joined = ", ".join(names[:shown]) + more
        if len(joined) <= length or shown == 1:
            return joined
    return ""


def tel(phone: str) -> str:
    """`tel:` link; only what can be dialled stays of a number as written (RFC 3966 section 5.1)."""
    return "tel:" + re.sub(r"[^\d+*#;=a-z]", "", re.sub(r"(?i)\s*(?:ext\.?|x)\s*", ";ext=", phone))


def mailto(email: str, subject: str, body: str) -> str:
    """`mailto:` link; line breaks become %0D%0A (RFC 6068 section 5)."""
    lines = "\r\n".join(body.splitlines())
    return f"mailto:{quote(email, safe='@+')}?subject={quote(subject, safe='')}&body={quote(lines, safe='')}"


def place_of(event: Event) -> str:
    """Where to go, else where to join, on one line; empty when unknown."""
    place = " ".join(event.location.split())
    return place or (event.links[0] if event.links else "")
