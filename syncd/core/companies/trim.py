"""What stands around the name of a company and is no part of it: departments, streets, articles, whom it belongs to."""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial

from syncd.core.companies.organisations import Run, ends_legally, has_company_word, is_company_word
from syncd.core.names import is_given_name, is_spoken
from syncd.core.text import fold
from syncd.core.vocabulary import read, word_list

listed = partial(word_list, "companies")
"""A list of companies.toml, folded."""
LEAST_BEFORE_STREET = 3
SHORT_FIRM = 5
"""Letters of `Firma`, which begins no name with a capital either, unlike `Azienda`."""
_TEAM = re.compile(r"(?<=\w)-(?:Team|Crew|HR|Recruiting|Karriere|Personalteam)\Z")
_KATAKANA = re.compile(r"(?<=[\u30a1-\u30ff])\u793e\Z")
"""`社` behind a name is said, not part of it."""
_BELONGINGS = re.compile(r"(.{2,}?)(?:['\u2019]s|(?<=s)['\u2019])\s+(.+)")


@lru_cache(maxsize=4096)
def tidied(name: str) -> str:
    """A name without signs around it and what is no part of it."""
    name = _KATAKANA.sub("", name)
    name = _TEAM.sub("", name.strip(" ,;:-\u2013\u2014/&'\"").lstrip("."))
    name = name if ends_legally(name) else name.rstrip(" .,")
    return _without_department(_without_street(_without_belongings(_without_firm(name))))


def _without_firm(name: str) -> str:
    """A name without a word that only tells that it is one, and as it is written outside of a sentence."""
    head, _, rest = name.partition(" ")
    told = fold(head).strip(".") in listed("firms") and (head[0].islower() or len(head) <= SHORT_FIRM)
    if rest and told and fold(rest.split()[0]) not in listed("kinds_of"):
        return rest
    bare = head.removesuffix("n") if head.endswith("n") else head.removesuffix("es")
    bent = bare != head and not is_company_word(head) and is_company_word(bare)
    return f"{bare} {rest}" if rest and bent else name


def _without_street(name: str) -> str:
    """A name without the street of a branch: `Harrow & Lunn Henry St`."""
    parts = name.split()
    branch = len(parts) > LEAST_BEFORE_STREET and fold(parts[-1]).strip(".") in listed("streets")
    return " ".join(parts[:-2]) if branch else name


def is_own_head(run: Run) -> bool:
    """Whether everyday words before a name on a line of its own belong to it: `Dam Civiel BV`."""
    head = run.wide[: max(run.wide.find(run.text), 0)].split()
    leads = listed("before") - listed("connectors")
    return bool(head) and all(word[0].isupper() and fold(word).strip(".") not in leads for word in head)


def without_lead(name: str) -> str:
    """A piece without capitalised words that lead to a name: `Your Acme`, `Probehalbtag Acme`."""
    parts = name.split()
    while len(parts) > 1 and fold(parts[0]).strip(".") in listed("before") - listed("connectors") - listed("saints"):
        parts.pop(0)
    return " ".join(parts)


@cache
def _departments() -> tuple[str, ...]:
    return tuple(" " + fold(name) for name in read("companies")["departments"])


def _without_department(name: str) -> str:
    """A name without the department that writes: `Pecan Ridge ISD Human Resources`."""
    folded = fold(name) if len(fold(name)) == len(name) else name.lower()
    begins = next(
        (len(one) for one in _departments() if set(" &") & set(one[1:]) and folded.startswith(one[1:] + " ")), 0
    )
    if begins:
        name, folded = name[begins:], folded[begins:]
    ends = next((len(one) for one in _departments() if folded.endswith(one) and len(one) < len(name) - 2), 0)
    return name[:-ends].rstrip(" ,-\u2013") if ends else name


def _without_belongings(name: str) -> str:
    """A name without what belongs to it, and whom: `Lakeport Logistics' Toledo DC`, `Daan van Tuinbouw Verlinden`."""
    parts = name.split()
    if len(parts) > 2 and fold(parts[1]) in listed("of_theirs"):
        rest = " ".join(parts[2:])
        of_theirs = is_company_word(parts[2]) and not has_company_word(parts[0]) and not is_spoken(parts[0])
        given = is_given_name(parts[0]) and has_company_word(rest)
        name = rest if (of_theirs or given) and fold(parts[0]) not in listed("saints") else name
    match = _BELONGINGS.fullmatch(name)
    if not match or has_company_word(match.group(2)) or fold(name.split()[0]).strip(".") in listed("saints"):
        return name
    return match.group(1)
