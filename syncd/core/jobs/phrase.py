"""A job as sentences name it: where it begins and ends behind or before a phrase that speaks of a role."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from itertools import takewhile

from syncd.core.names import is_title_word
from syncd.core.text import fold, has_ideographs
from syncd.core.vocabulary import stems_in, word_list

listed = partial(word_list, "positions")
"""A list of positions.toml, folded."""
AHEAD = 3
"""With more words behind an `and` a job in small letters ends before it."""
LONGEST = 9
"""Words of a job."""
_BREAK = re.compile(
    r"[\n\t;!?\u2022|\"\u201c\u201d\u201e\u00ab\u00bb\uff1a\u3002<>]|:(?=\s|$)|\s[\u2013\u2014-]\s"
    r"|\.(?=\s+[A-Z\u00c0-\u00de]|\s*$)(?<!\b\w\.)(?<!\b\w\w\.)|\s/\s(?=[^\W\d_]*\s?$)"
)
_TOKEN = re.compile(r"\([^()\n]{1,60}\)|[^\s,()]+(?:\((?:as?|os?|e|in|ra|trice)\))?|,")
GENDER = re.compile(
    r"\s*[(\[]\s*[mwfdxhg](?:\s?[/|,*]\s?[mwfdxhgi]){1,3}\s*[)\]]|\s+[mwfdx](?:/[mwfdx]){1,2}\b", re.IGNORECASE
)


@lru_cache(maxsize=8192)
def tells_job(word: str) -> bool:
    """Whether a word tells a job."""
    folded = fold(word).strip(".")
    whole, _, ends = stems_in("positions", "titles")
    if folded in listed("recruiting") | listed("articles") | listed("asked"):
        return False
    if folded in listed("no_titles"):
        return False
    long = len(folded) > 5 or has_ideographs(folded)
    return is_title_word(word) or folded in whole or (long and folded.endswith(ends))


def names_job(text: str) -> bool:
    """Whether a text holds a word that tells a job."""
    return any(tells_job(part) for part in re.split(r"[\s,()/&:*-]+", text) if part)


def job_behind(text: str, *, dashes: bool = True) -> str | None:
    """The job at the beginning of a text, without articles, up to where it ends."""
    if not re.match(r"[\s'\u2019.:]", text):
        return None
    text = text.lstrip(" '\u2019\u201e\u201c\"\u00ab:.")
    breaks = _BREAK.search(text)
    dashed = dashes and bool(breaks and breaks.group().strip() in {"-", "\u2013", "\u2014"})
    clause = text[: breaks.start()] if breaks else text
    tokens = [match.group() for match in _TOKEN.finditer(clause)]
    while tokens and _is_article(tokens[0]):
        tokens.pop(0)
    if not tokens or not (tokens[0][0].isalpha() or tokens[0][0] == "("):
        return None
    kept: list[str] = []
    upper = tokens[0][0].isupper()
    for index, token in enumerate(tokens):
        folded = fold(token).strip(".'\u2019")
        following = tokens[index + 1] if index + 1 < len(tokens) else ""
        if token == ",":  # noqa: S105  (a comma, no secret)
            more = list(takewhile(lambda one: one[0].isupper(), tokens[index + 1 :]))
            if not (upper and 0 < len(more) < 4 and names_job(" ".join(kept))):
                break
            kept.append(",")
            continue
        if token[0] == "(":
            kept.append(token)
            continue
        if folded in listed("until") and fold(following) in listed("until"):
            break
        inside = folded in listed("inside") and following[:1].isupper() == upper and bool(following[:1].isalpha())
        joined = not upper and folded in listed("ands") and len(tokens) - index > AHEAD
        if joined and not tells_job(following):
            behind = [one for one in tokens[index + 1 :] if one.lower() not in listed("articles")]
            if behind and behind[0][0].isupper() and names_job(" ".join(behind)) and not names_job(" ".join(kept)):
                return job_behind(" " + clause[clause.rindex(behind[0]) :])
            break
        if folded in listed("until") and not (inside and folded not in {"at", "with", "bei"}):
            break
        foreign = upper and token[0].islower() and folded not in listed("inside") and not is_title_word(token)
        if foreign and not _roman_lower(kept):
            break
        kept.append(token)
        if len(kept) > LONGEST:
            return None
    job = _joined(kept)
    if dashed and breaks and job == clause.strip() and upper and names_job(job):
        addition = re.match(r"\s*([A-Z][\w]+(?:\s[\w]+){0,3})(?=[,.\n]|$)", text[breaks.end() :])
        job = f"{job}{breaks.group()}{addition.group(1)}" if addition else job
    return job or None


def _is_article(token: str) -> bool:
    """Whether a word is an article, or several in one: `ein/e`."""
    pieces = fold(token).replace("\u2019", "'").strip("/'").split("/")
    return token.islower() and all(piece in listed("articles") for piece in pieces)


def _joined(kept: list[str]) -> str:
    return " ".join(kept).replace(" ,", ",").strip(" ,")


def _roman_lower(kept: list[str]) -> bool:
    """Whether a job that began with a capital goes on in small letters, as in the Romance languages and Swedish."""
    return len(kept) < 4 and bool(kept) and kept[-1][0].isalpha() and not kept[-1].endswith(("er", "or", "ing"))


def job_before(text: str) -> str | None:
    """The job that ends where a text ends: `the Senior Nurse` before `role`."""
    clause = re.split(r"[\n\t;:!?\u2022|\"\u201c\u201d()]|\.\s|\s[\u2013\u2014-]\s", text)[-1]
    tokens = [match.group() for match in _TOKEN.finditer(clause)]
    kept: list[str] = []
    for token in reversed(tokens):
        folded = fold(token).strip(".")
        if folded in listed("articles") and folded not in {"de", "di"}:
            break
        if token == ",":  # noqa: S105  (a comma, no secret)
            if not kept or not kept[0][0].isupper():
                break
        elif token[0].islower() and (folded not in listed("inside") or folded in {"for", "to", "the", "in"}):
            if kept and kept[0][0].isupper():
                break
            if folded in listed("until") or folded in {"for", "to", "the", "re", "abt", "about"}:
                break
        kept.insert(0, token)
        if len(kept) > LONGEST:
            return None
    while kept and fold(kept[0]) in listed("loose"):
        kept.pop(0)
    job = " ".join(kept).replace(" ,", ",").strip(" ,")
    return job if job and names_job(job) else None
