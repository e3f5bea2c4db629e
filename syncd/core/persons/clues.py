"""What tells a person's name from other capitalised words: clues, and the weight of each."""

from __future__ import annotations

from dataclasses import dataclass

from syncd.core.companies.organisations import agency_names, has_company_word
from syncd.core.names import (
    ANY,
    Speech,
    is_also_word,
    is_camel,
    is_given_name,
    is_place,
    is_spoken,
    is_title_word,
    own_words,
)
from syncd.core.text import collapsed
from syncd.core.vendors import vendor_names

ENOUGH = 3.0
"""What the clues must add up to."""
WEIGHTS = {
    # what the words look like
    "given name": 2.0,
    "given name last": 1.5,
    "particle": 0.5,
    "word of everyday language": -1.5,
    "company word": -3.0,
    "company": -4.0,
    "place": -3.0,
    "capital inside": -2.0,
    "all capitals": -1.5,
    "unknown words": 0.5,
    "one word": -0.5,
    "one word among addresses": -3.0,
    # where they stand
    "honorific": 3.0,
    "named alone": 0.5,
    "they meet": 3.0,
    "they are met": 3.0,
    "with": 1.5,
    "far behind a meeting": 1.0,
    "I am": 3.0,
    "label": 2.5,
    "listed": 2.0,
    "row": 0.5,
    "begins": 0.5,
    "fills": 1.0,
    "signature": 3.0,
    "title behind": 2.0,
    "title before": 2.0,
    "title below": 1.5,
    "contact below": 1.5,
    "address beside": 4.0,
    "address in a sentence": 0.5,
    "somebody writes for them": 0.0,
    "after another": 2.0,
    "in a row of names": 1.0,
    "named in a title": 1.0,
    "noted": 1.5,
    "beside the company": 2.0,
    "sender": 2.0,
    "not met": -6.0,
    "somebody works for them": -6.0,
    "met before": -8.0,
    "at the door": 0.0,
    "at a company": -2.0,
    "in a place": -2.0,
    "numbered": -4.0,
    "name of an organisation": -5.0,
    "behind an interview word": -1.0,
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before the texts are read."""

    companies: frozenset[str]
    """Collapsed names of companies and labels of domains."""
    addressed: bool
    """The people met have addresses in the event, so that a word alone names hardly anybody else."""
    own: bool = False
    """Nobody has a personal address here: the user's own note, or what an office sends."""
    speech: Speech = ANY
    """What is a word rather than a name here."""


def looks(name: str, known: Known) -> list[str]:
    """What the words of a name tell by themselves."""
    every = name.split()
    parts = own_words(name) or every

    foreign = all(map(is_spoken, parts)) and not any(map(known.speech.calls, parts))

    def is_word(part: str) -> bool:
        return foreign or is_spoken(part, known.speech) or (is_title_word(part) and not known.speech.calls(part))

    clues = []
    if is_given_name(parts[0]) or (
        len(parts) > 1 and is_also_word(parts[0]) and not any(is_spoken(part, known.speech) for part in parts[1:])
    ):
        clues.append("given name")
    elif len(parts) > 1 and is_given_name(parts[-1]) and not is_spoken(parts[0], known.speech):
        clues.append("given name last")
    given = bool(clues)
    if len(parts) > 1 and not given and not any(map(is_word, parts)):
        clues.append("unknown words")
    if len(parts) < len(every) and given:
        clues.append("particle")
    rest = parts[1:] if clues == ["given name"] else parts
    clues.extend("word of everyday language" for part in rest if is_word(part))
    if has_company_word(name):
        clues.append("company word")
    if names_company(name, known):
        clues.append("company")
    if any(is_place(part) for part in (parts[2:] if given and len(parts) > 1 else parts)):
        clues.append("place")
    if any(is_camel(part) for part in parts):
        clues.append("capital inside")
    if len(parts) == 1:
        clues.append("one word among addresses" if known.addressed else "one word")
    return clues


def names_company(name: str, known: Known) -> bool:
    """Whether a name is a company's or begins like one."""
    joined = collapsed(name)
    if joined in vendor_names() or joined in agency_names():
        return True
    for company in known.companies:
        if joined == company or (len(joined) > 3 and company.startswith(joined)):
            return True
        if len(company) > 4 and joined.startswith(company) and not is_given_name(name.split(maxsplit=1)[0]):
            return True
        common = next(
            (at for at, (a, b) in enumerate(zip(joined, company, strict=False)) if a != b),
            min(len(joined), len(company)),
        )
        if common > 6 and common * 2 > len(company) and not is_given_name(name.split(maxsplit=1)[0]):
            return True
    return False
