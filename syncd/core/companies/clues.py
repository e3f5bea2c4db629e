"""What the words around a name in a text tell: that it is a client's, a seeking company's, a role's, a speaker's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, partial

from syncd.core.companies.employers import client_phrases, is_served
from syncd.core.companies.organisations import is_company_word, runs
from syncd.core.layout import greeted
from syncd.core.names import is_given_name, is_place, is_spoken, is_title_word
from syncd.core.reading import Text
from syncd.core.text import fold, folded_words, words
from syncd.core.vocabulary import lexicon, read, word_list

listed = partial(word_list, "companies")
"""A list of companies.toml, folded."""
CLIENT_REACH = 4000
"""Characters of a text in which it is looked for."""
LONGEST_NAME = 60
"""Characters in which a signature names somebody."""
SIGNATURE = 6
"""Lines of a signature."""
INTRODUCTION = 6
"""Words before a company's name with which somebody introduces themselves."""


@cache
def _client_label() -> re.Pattern[str]:
    """A label before the name of an agency's client: `Kunde: Pumpen Roth`."""
    said = "|".join(re.escape(word) for word in read("companies")["client_labels"])
    return re.compile(rf"\b(?:{said})\s?:\s?", re.IGNORECASE)


def named_clients(text: Text) -> Iterator[str]:
    """Names behind a phrase for an agency's client, or a label: `our client, Fosse & Lane`, `Kunde: Pumpen Roth`."""
    for match in _client_label().finditer(text.text[:CLIENT_REACH]):
        near = next(iter(runs(text.text[match.end() : match.end() + 60])), None)
        if near and " " in near.text and text.text[match.end() :].startswith(near.text[:4]):
            yield near.text
    for hit in client_phrases().find(text.words):
        if is_served(text.words, hit):
            continue
        ahead = text.text[hit.end : hit.end + 60]
        told = any(word.folded in listed("clients") for word in text.words[hit.first : hit.last + 1])
        label = hit.label == "agency" and told and ahead.lstrip().startswith(":")
        bare = _without_article(ahead.lstrip(" ,:(\u2013-"))
        if hit.label == "client" and (apposed := _apposed(text.text[max(0, hit.start - 60) : hit.start])):
            yield apposed
        near = next(iter(runs(bare)), None)
        named = near is not None and not all(is_company_word(word) for word in near.text.split())
        if (hit.label == "client" or label) and named and near and bare.startswith(near.text[:4]):
            yield near.text


def _without_article(text: str) -> str:
    """A text from its first name on, where an article opens it: `der Pumpen Roth GmbH`."""
    first, _space, rest = text.partition(" ")
    return rest.lstrip() if first in listed("small_articles") and rest[:1].isupper() else text


def _apposed(ahead: str) -> str | None:
    """A name before a comma or bracket that ends a text: `Pharmalys Ouest, ` before `notre client`."""
    bare = ahead.rstrip(" ")
    named = [run.text for run in runs(bare[:-1].rpartition("\n")[2])] if bare.endswith((",", "(")) else []
    return named[-1] if named and bare[:-1].endswith(named[-1]) else None


def introduces(row: str, name: str) -> bool:
    """Whether somebody tells who they are: `Selma von Parkplatzheld hier`."""
    before = row[: row.find(name)].split()
    return 1 < len(before) < INTRODUCTION and is_given_name(before[-2].strip(",")) and before[-2][0].isupper()


def seeks(row: str, name: str) -> bool:
    """Whether a name is followed by what those do who have a job to give: `Hopewell needs a cook`."""
    behind = row[row.find(name) + len(name) :][:20].lstrip(" .").split()
    return bool(behind) and fold(behind[0]) in listed("seeks")


def is_known(name: str) -> bool:
    """Whether a word of a name is one of everyday language, a job, a place or a given name."""
    return any(is_spoken(one) or is_title_word(one) or is_place(one) or is_given_name(one) for one in name.split())


def speaks_of_meeting(row: str) -> bool:
    """Whether a line holds a word of interviews or jobs."""
    return any(hit.label.startswith(("interview", "job")) for hit in lexicon().find(words(row)))


def is_explained(row: str, name: str) -> bool:
    """Whether it is told at once what a name is: `with Fosse & Lane, a furniture maker`."""
    behind = row[row.find(name) + len(name) :]
    following = folded_words(behind[:20])[:1]
    return behind.startswith((",", " (")) and bool(following) and following[0] in listed("a")


def is_role(text: str) -> bool:
    """Whether a text reads as somebody's job: what stands between a name and a company in a signature."""
    return any(is_title_word(word.strip(",.|-\u2013:()")) for word in text.split()[-6:] if word.strip(",.|-\u2013:()"))


def signed(rows: list[str], people: Sequence[frozenset[str]]) -> frozenset[int]:
    """The lines of signatures: those below the name of somebody met, up to a gap."""
    found: set[int] = set()
    for number, row in enumerate(rows):
        spoken = set(folded_words(row[:LONGEST_NAME]))
        if not spoken or not any(len(one) > 1 and one <= spoken for one in people):
            continue
        for line in range(number + 1, min(number + SIGNATURE, len(rows))):
            if not rows[line]:
                break
            found.add(line)
    return frozenset(found)


def heads(rows: list[str], line: int) -> bool:
    """Whether a line stands at the head of a letter: before it only lines of mail headers, behind it the greeting."""
    if any(row and ":" not in row and not row.startswith("-") for row in rows[:line]):
        return False
    return any(greeted(row) is not None for row in rows[line + 1 : line + 6] if row)
