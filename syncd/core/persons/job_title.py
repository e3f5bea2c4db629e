"""The job title that stands beside a name: behind it, before it or on the line below."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache

from syncd.core.companies.organisations import ends_legally, has_company_word
from syncd.core.names import is_given_name, is_honorific, is_spoken, is_title_word
from syncd.core.persons.names_in_text import is_written_honorific
from syncd.core.text import collapsed, fold, words
from syncd.core.vocabulary import lexicon, lexicon_of, phrased, word_list

LONGEST = 80
_PRONOUNS = re.compile(r"\s*[(\[][^\W\d_]{2,5}(?:\s?[/|,]\s?[^\W\d_]{2,5}){1,2}[)\]]")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{2,80})[)\]]")
_AFTER = re.compile(r"\s*(?:,|\||\u2013|\u2014|-|:|\u00b7|/|;)\s*(?=\D)")
_END = re.compile(
    r"\s[\u2013\u2014|-]\s|[;|:>\t\u00b7(\[\u2022]|(?<!ds)(?<!\b\w)(?<!resp)(?<!dir)(?<!\bing)(?<!\bsr)\.(?=\s)|[.!?]$|\+?\d[\d ()/.-]{5,}|\S+@\S+|https?:",
    re.IGNORECASE,
)
_SIGNS = frozenset("&+/")
_LABELS = ("job.titles", "job.recruiter", "job.assistant_title")
_ARRANGES = "job.assistant_title"
_OF_INTERVIEWS = ("names.coordinated", "job.recruiter")
"""What those coordinate who arrange interviews."""


def reads_as_title(text: str) -> bool:
    """Whether a short text holds a word that names a job or a department of recruiters."""
    found = words(text)
    if not found or len(found) > 10:
        return False
    return any(is_title_word(word.folded) for word in found) or any(
        hit.label in _LABELS for hit in lexicon().find(found)
    )


def arranges(title: str, *, timed: bool = False) -> bool:
    """Whether a title is one of those who arrange interviews and take no part in them.

    `Recruiting Coordinator`, but not `Director of Planning`: a job named first that is no recruiter's goes before.
    Whoever has an hour of the timetable and no job that has to do with interviews takes part in it.
    """
    found = words(title)
    hits = lexicon_of(_ARRANGES).find(found)
    if not hits or lexicon_of("names.leads").find(found) or _coordinates_work([word.folded for word in found]):
        return False
    if timed and not lexicon_of(*_OF_INTERVIEWS).find(found):
        return False
    recruiting = {hit.first for hit in lexicon().find(found) if hit.label == "job.recruiter"}
    first = min(hit.first for hit in hits)
    beside = recruiting | {at + 1 for at in recruiting}
    return not any(is_title_word(word.folded) for at, word in enumerate(found[:first]) if at not in beside)


@cache
def _coordinator() -> re.Pattern[str]:
    """A word for somebody who coordinates, or the end of a longer one."""
    return re.compile(rf"(?:{'|'.join(word_list('positions', 'coordinators'))})\w*")


def _coordinates_work(spoken: list[str]) -> bool:
    """Whether a title is of somebody who coordinates something else than interviews: `coordinateur m\u00e9dical`."""
    at = next((index for index, word in enumerate(spoken) if _coordinator().search(word)), None)
    if at is None or any(_coordinator().search(word) is None and _arrangers_of(word) for word in spoken):
        return False
    compound = _coordinator().sub("", spoken[at])
    what = [word for word in (*spoken[:at], compound, *spoken[at + 1 :]) if len(word) > 1]
    plain = [word for word in what if word not in phrased("names.our") | phrased("names.at")]
    return bool(plain) and not lexicon_of(*_OF_INTERVIEWS).find(words(" ".join(plain)))


@lru_cache(maxsize=2048)
def _arrangers_of(word: str) -> bool:
    return bool(lexicon_of(_ARRANGES).find(words(word)))


def _names_somebody(text: str, *, lenient: bool = False) -> bool:
    """Whether a text begins with somebody's name rather than a job: `Delphine Corthay, Head of Ethics`."""
    alone, comma, behind = text.partition(",")
    if comma and is_given_name(alone.strip()) and not is_title_word(alone.strip()) and reads_as_title(behind):
        return True
    spoken = [word.strip(",;()") for word in text.split()[:2]]
    if len(spoken) > 1 and is_honorific(spoken[0]) and is_written_honorific(spoken[0]):
        if fold(spoken[0]).strip(".") in phrased("names.sexes"):
            return True
        if not is_title_word(spoken[0]):
            return not reads_as_title(" ".join(text.split()[1:4]))
    return (
        len(spoken) > 1
        and all(word[:1].isupper() for word in spoken)
        and not any(map(is_title_word, spoken))
        and (is_given_name(spoken[0]) or (lenient and not any(map(is_spoken, spoken)) and not reads_as_title(text)))
    )


def title_after(rest: str, companies: Collection[str], *, lenient: bool, bare: bool) -> tuple[str, int] | None:
    """The title right behind a name, and where it ends: in brackets, after a comma or a dash, after `our`.

    Args:
        rest: The text behind the name.
        companies: Collapsed names of companies, which are cut off.
        lenient: Whether the place alone makes it a title, as in a list of interviewers; else a word must name a job.
        bare: Whether a title may follow without any sign between: `Uta Lenz HR`.
    """
    offset = 0
    if match := _PRONOUNS.match(rest):
        offset = match.end()
    if match := _BRACKETS.match(rest, offset):
        inside = _trimmed(match.group(1), companies)
        if (
            inside
            and "@" not in inside
            and not _names_somebody(inside)
            and (reads_as_title(inside) or (lenient and _may_be_title(inside)))
        ):
            return inside, match.end()
        offset = match.end()
    if match := _AFTER.match(rest, offset):
        start = match.end()
        if _names_somebody(rest[start:], lenient=lenient):
            return None
        return _title_in(rest, start, companies, lenient=lenient and rest[start : start + 1] != "(")
    first = words(rest[offset : offset + 40])[:1]
    if (
        bare
        and rest[offset : offset + 1] == " "
        and rest[offset + 1 : offset + 2].isalpha()
        and first
        and (first[0].folded in phrased("names.our") or is_title_word(first[0].folded))
    ):
        return _title_in(rest, offset, companies, lenient=False)
    return None


def title_alone(line: str, companies: Collection[str]) -> str | None:
    """The title that a line under a name consists of."""
    found = _title_in(line, 0, companies, lenient=False)
    return found[0] if found and len(line) < 120 else None


def title_before(before: str) -> str | None:
    """The title right before a name: `the rector`, `Schwester`, `director regional de ventas,`."""
    text = before.rstrip(' (,:=\u201e\u201c"')
    text = re.split(r"[.;:!?()\t|,+&\u2013\u2014]|\s-\s", text)[-1]
    spoken = text.split()[-7:]
    while spoken and is_honorific(spoken[-1]):
        spoken.pop()
    if before.rstrip().endswith("(") and spoken and not is_title_word(spoken[-1]):
        return None
    if spoken and fold(spoken[-1]) in phrased("names.at") | phrased("names.in"):
        return None
    first = next((index for index, word in enumerate(spoken) if is_title_word(word)), None)
    if first is None or any(fold(word) in phrased("people.and") | phrased("people.with") for word in spoken[first:]):
        return None
    return " ".join(spoken[first:])


def _title_in(rest: str, start: int, companies: Collection[str], *, lenient: bool) -> tuple[str, int] | None:
    end = _END.search(rest, start)
    stop = end.start() if end else len(rest)
    text = rest[start : min(stop, start + 2 * LONGEST)]
    text = text[: _sentence_end(text)]
    title = _trimmed(text, companies)
    if not title or not (reads_as_title(title) or (lenient and _may_be_title(title))):
        return None
    return title, start + text.find(title) + len(title)


def _sentence_end(text: str) -> int:
    """Where a title is over because the sentence goes on: `, who`, ` and `, ` will`."""
    for match in re.finditer(r"(,?)\s+([^\W\d_]+|[&+/](?=\s))|,", text):
        word = fold(match.group(2) or "")
        if word in _SIGNS and (
            _joins_named(text[match.end() :]) or _names_somebody(text[: match.start()], lenient=True)
        ):
            return match.start()
        opens = match.start() == 0 and word in phrased("names.our")
        ends = (word in phrased("names.stops") and not opens) or (match.start() > 0 and word in phrased("names.joins"))
        if ends or (word in phrased("people.and") and _joins_people(text, match)):
            return match.start()
    return len(text)


def _joins_named(behind: str) -> bool:
    """Whether a sign goes on to somebody else rather than to more of the title: `Engineer & Dunja Peric, Architect`."""
    spoken = behind.split()[:2]
    if len(spoken) < 2 or not all(word[0].isupper() for word in spoken):
        return False
    return is_given_name(spoken[0]) or (spoken[1][-1] == "," and reads_as_title(behind[:LONGEST].partition(",")[2]))


def _joins_people(text: str, match: re.Match[str]) -> bool:
    """Whether an `and` goes on to somebody else rather than to more of the title."""
    if match.group(1):
        return True
    behind = text[match.end() :].split()
    if not behind or len(behind) == 1:
        return not behind or (not behind[0][0].isupper() and not reads_as_title(" ".join(behind)))
    return (
        is_honorific(behind[0])
        or fold(behind[0]) in phrased("names.our")
        or (behind[0][:1].isupper() and behind[1][:1].isupper() and not reads_as_title(" ".join(behind[:2])))
    )


def _trimmed(text: str, companies: Collection[str]) -> str:
    """A title without articles before it and the company behind it."""
    spoken = text.strip(' ,-\u2013\u2014()\u201c\u201d"').split()[:12]
    while spoken and fold(spoken[0]).strip(".,") in phrased("names.our"):
        spoken.pop(0)
    kept = spoken
    for index, word in enumerate(spoken):
        at = fold(word) in phrased("names.at") and index > 0 and spoken[index + 1 : index + 2] != []
        tail = " ".join(spoken[index + 1 :])
        if (
            at
            and tail[:1].isupper()
            and (fold(word) in phrased("names.at_sure") or _names_one(tail.split(), companies))
        ):
            kept = spoken[:index]
            break
        if index and _is_company(" ".join(spoken[index:]), companies):
            after_comma = spoken[index - 1].endswith(",") and ends_legally(" ".join(spoken[index:]))
            if after_comma or collapsed(" ".join(spoken[index:])) in companies or _names_one(spoken[index:], companies):
                kept = spoken[:index]
                break
    title = " ".join(kept).strip(" ,-\u2013\u2014")
    return title[:LONGEST]


def _names_one(spoken: list[str], companies: Collection[str]) -> bool:
    joined = collapsed(" ".join(spoken))
    return len(joined) > 3 and any(
        one.startswith(joined) or joined.startswith(one) for one in companies if len(one) > 3
    )


def _is_company(text: str, companies: Collection[str]) -> bool:
    if not text[:1].isupper():
        return False
    return _names_one(text.split(), companies) or (has_company_word(text) and not reads_as_title(text))


def _may_be_title(text: str) -> bool:
    found = words(text)
    return 0 < len(found) <= 7 and not any(char.isdigit() for char in text) and not has_company_word(text)
