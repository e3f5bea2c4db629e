"""Whether an event tells of the interview of somebody else: `Lena's interview`, `entretien de Marie`, `Dear Lena`."""

from __future__ import annotations

import re

from syncd.core.evidence import speaks_against
from syncd.core.layout import greeted
from syncd.core.model import Evidence
from syncd.core.names import is_given_name, spelled
from syncd.core.parties import is_my_name
from syncd.core.persons.names_in_text import names_in
from syncd.core.reading import Reading
from syncd.core.text import Word, lines, words
from syncd.core.vendors import company_domain

OWNED = 3.5
"""A third person owns the interview by the grammar of the title."""
FOR = 2.4
"""It is done for somebody: `Praktikum für Emil`."""
NAMED = 1.6
"""A bare given name stands before it: whose it is stays open."""
WHOSE = 0.9
"""A bare given name is all that follows: it may be theirs, or the interviewer's."""
GREETED = 4.0
"""The text greets somebody else, and the user nowhere."""
GREETED_LINES = 60
GREETED_WORDS = 4
GENITIVES = (("s", ""), ("y", "a"), ("i", "a"), ("i", "ia"))
"""Endings of names that own something, and what the names themselves end with."""
_SIGN = re.compile(r"[^\s\w]")


class _Title:
    """The words of a title, asked for names."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.title.text
        self.words: list[Word] = reading.title.words
        self._me = reading.settings.me
        spans = (range(hit.first, hit.last + 1) for hit in reading.title.found("interview"))
        self._interview = frozenset(index for span in spans for index in span)

    def said(self, index: int) -> str:
        """A word as it is written; empty beyond the ends."""
        return self.text[self.words[index].start : self.words[index].end] if 0 <= index < len(self.words) else ""

    def names_other(self, index: int) -> bool:
        """Whether a word is somebody else's given name."""
        said = self.said(index)
        if index in self._interview or not said[:1].isupper():
            return False
        return is_given_name(said) and not is_my_name(self._me, said)

    def owns(self, index: int) -> bool:
        """Whether a word is somebody else's given name in the genitive: `Lenas`, `Oli`."""
        said = self.said(index)
        if index in self._interview or not said[:1].isupper() or is_given_name(said):
            return False
        names = [said[: -len(bent)] + straight for bent, straight in GENITIVES if said.endswith(bent)]
        return any(is_given_name(name) and not is_my_name(self._me, name) for name in names)


def somebody_elses(reading: Reading) -> Evidence | None:
    """Evidence that the interview in the title is a third person's, by the words around it."""
    title = _Title(reading)
    of = {hit.first: hit.last + 1 for hit in reading.title.found("against.other_person.of")}
    has = {hit.last: hit.first - 1 for hit in reading.title.found("against.other_person.has")}
    for hit in reading.title.found("interview.sure", "interview.likely"):
        before, after = hit.first - 1, hit.last + 1
        named = of.get(after)
        if named is not None and title.names_other(named) and not title.said(named + 1)[:1].isupper():
            return _owned(title.said(named), OWNED)
        holder = has.get(before, before - 1 if title.said(before) == "s" else None)
        if holder is not None and title.names_other(holder):
            return _owned(title.said(holder), OWNED)
        for index in (before, after):
            if title.owns(index):
                return _owned(title.said(index), OWNED)
        alone = before == 0 and not any(company_domain(one.email or "") for one in reading.parties.others)
        if alone and title.names_other(0) and not _SIGN.search(title.text, title.words[0].end, hit.start):
            return _owned(title.said(0), NAMED)
        if before < 1 and title.names_other(after) and after == len(title.words) - 1 and not reading.parties.others:
            return speaks_against(WHOSE, f"it may be the interview of {title.said(after)}")
    asks = {hit.last for hit in reading.title.found("against.other_person.asks")}
    for hit in reading.title.found("against.other_person.for"):
        if hit.last in asks:
            continue
        named = hit.last + 1
        if title.names_other(named) and not title.said(named + 1)[:1].isupper():
            return _owned(title.said(named), FOR)
    return None


def greets_other(reading: Reading) -> Evidence | None:
    """Evidence that what is written was written to a third person, whose name its first greeting has."""
    me = spelled(reading.settings.me.name)
    if not me:
        return None  # nobody knows whom a text to the user would greet
    other = None
    for line in lines(reading.body.text)[:GREETED_LINES]:
        called = greeted(line)
        if called is None:
            continue
        if me & spelled(called):
            return None
        names = [name for name in names_in(called) if is_given_name(name.text.split()[0]) or " " in name.text]
        if names and len(words(called)) <= GREETED_WORDS and other is None:
            other = names[0].text
    return speaks_against(GREETED, f"it is written to somebody else ({other})") if other else None


def _owned(name: str, weight: float) -> Evidence:
    return speaks_against(weight, f"the title tells of somebody else's interview ({name})")
