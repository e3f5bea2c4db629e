"""People that the texts of an event name: in agendas, after `with`, under a greeting, beside a job title."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from syncd.core.lexicon import Lexicon
from syncd.core.names import Name, is_given_name, is_title_word, names_in
from syncd.core.reading import Reading, Text
from syncd.core.text import clean, fold, lines, words
from syncd.core.title import has_company_word
from syncd.core.vocabulary import lexicon, phrases

LINES = 250
_BULLET = re.compile(r"^[\u2022\u25cf\u25aa\u2023\u30fb*\u2013\u2014>-]\s*|^\d{1,2}[.)]\s+(?=\D)")
_TIMES = re.compile(
    r"^(?:(?:de |von |from |à |a las |alle |dalle |das |às |om |kl\.? ?)?\d{1,2}\s?(?:[:.h\u6642]\s?\d{0,2}|\s?(?=am|pm|uhr|h\b))\s?(?:am|pm|uhr|h|u|\u5206)?\.?"
    r"(?:\s?(?:[-\u2013\u2014\u301c~]|to|bis|à|a|alle|às|tot|do|till)+\s?\d{1,2}(?:[:.h\u6642]\s?\d{0,2})?\s?(?:am|pm|uhr|h|u|\u5206)?)?)[\s:,|\u2013\u2014-]*",
    re.IGNORECASE,
)
_PARENTHESES = re.compile(r"\s*\(([^()]{2,80})\)")
_AFTER = re.compile(r"\s*(?:,|\||\u2013|\u2014|-|:|\u00b7|/)\s*")
_TITLE_END = re.compile(
    r"\s[\u2013\u2014|-]\s|[;|:>\t\u00b7]|\.\s|\.$|\s(?:and|und|et|y|e|en|och|i|will|wird|leads|takes|who|der|die das)\s|\+?\d[\d ()/.-]{5,}|\S+@\S+|https?:",
    re.IGNORECASE,
)
_OUR = re.compile(
    r"^\s*(?:is|ist|est|es|é|è|as|als|who is|our|your|the|notre|le|la|il|nuestr[oa]|el|noss[oa]|o|a|nostr[oa]|unser(?:e|er|em|en)?|dein(?:e|er)?|ihr(?:e|er)?|onze|de|het|vår|nasz[ae]?)\s+",
    re.IGNORECASE,
)
_PRONOUNS = re.compile(
    r"\s*[(\[](?:she|he|they|sie|er|elle|il|ella|él|ela|ele|lei|lui|zij|hij|hon|han)[/ ,|][^)\]]{1,20}[)\]]",
    re.IGNORECASE,
)
_SIGNED_FOR = re.compile(r"^\s*(?:i\.\s?a\.|i\.\s?v\.|i\.\s?a|ppa\.|p\.?p\.|gez\.|p\.o\.)\s*", re.IGNORECASE)
_QUOTED_HEADER = re.compile(
    r"^(?:from|von|de|da|van|od|från|subject|betreff|objet|asunto|assunto|oggetto|onderwerp|to|an|à|para|a|aan|date|datum|sent|gesendet|cc)\s*:",
    re.IGNORECASE,
)
_LABEL_LINE = re.compile(r"^([^:：\n]{2,60}?)\s*(?:\([^)]{0,20}\))?\s*[:：]\s*(.*)$")
_JAPANESE = re.compile(r"([一-鿿]{1,3}[ \u3000]?[一-鿿぀-ヿ]{0,4}?)(?:様|さん|氏)(?!.{0,3}(?:へ|お世話))")


@dataclass(slots=True)
class Mention:
    """A person named in a text."""

    name: str
    line: int
    """Number of the line of the description; -1 for the title."""
    title: str | None = None
    met: bool = False
    """The text says, or its form shows, that this person is met."""
    arranges: bool = False
    """The text says that this person only arranges."""
    signed: bool = False
    """The name stands under the text."""
    full: bool = True
    """More than a given name."""
    spelled: set[str] = field(default_factory=set)
    """Its words, folded."""


@cache
def _contexts() -> Lexicon:
    labels = ("people.with", "people.meet", "people.label", "people.closing", "people.i_am", "job.assistant_title")
    return Lexicon((label, phrase) for label in labels for phrase in phrases().get(label, ()))


def _title_after(rest: str) -> str | None:
    """A job title right behind a name: in brackets, after a comma or a dash."""
    rest = _PRONOUNS.sub("", rest, count=1)
    match = _PARENTHESES.match(rest)
    if match:
        inside = match.group(1).strip()
        behind = _title_after(rest[match.end() :]) if not _reads_as_title(inside) else None
        return behind or (inside if _reads_as_title(inside) else None)
    match = _AFTER.match(rest)
    if match:
        return _as_title(rest[match.end() :])
    match = _OUR.match(rest)
    return _as_title(rest[match.end() :]) if match and match.end() < 20 else _as_title(rest, bare=True)


def _as_title(text: str, *, bare: bool = False) -> str | None:
    text = _OUR.sub("", text.lstrip()) if not bare else text.lstrip()
    end = _TITLE_END.search(text)
    title = text[: end.start()] if end else text
    title = title.strip(" ,.-\u2013()")[:80]
    if not title or not _reads_as_title(title):
        return None
    if bare and not (is_title_word(title.split()[0]) or title.split()[0].endswith(".")):
        return None
    inside = title.find("(")
    return title[:inside].strip() if inside > 0 else title


def _reads_as_title(text: str) -> bool:
    found = words(text)
    if not found or len(found) > 9:
        return False
    return any(hit.label in {"job.titles", "job.recruiter", "job.assistant_title"} for hit in lexicon().find(found))


def _arranging(text: str) -> bool:
    found = words(text)
    return any(hit.label == "job.assistant_title" for hit in lexicon().find(found))


def _context_before(line: str, name: Name) -> str | None:
    """The phrase that ends right before a name: `with`, `you'll meet`."""
    before = line[: name.start].rstrip(" :\u201e\u201c\"'(")[-120:]
    found = words(before)
    if line[: name.start].rstrip().endswith(("w/", "c/", "W/", "m/", "z/")):
        return "people.with"
    last = len(found) - 1
    if last < 0:
        return None
    if before and before[-1] in ",;.!?|" and found[-1].end < len(before):
        return None
    hits = [hit for hit in _contexts().find(found) if hit.last == last]
    labels = {hit.label for hit in hits}
    return next(
        (label for label in ("people.meet", "people.with", "people.i_am", "people.label") if label in labels), None
    )


def _make(name: Name, line: int, **facts: object) -> Mention:
    spelled = {word.folded for word in words(name.text)}
    mention = Mention(name=name.text, line=line, full=len(spelled) > 1, spelled=spelled)
    for key, value in facts.items():
        setattr(mention, key, value)
    return mention


def _is_closing(line: str) -> bool:
    found = words(line)
    if not found or len(found) > 6:
        return False
    return any(hit.label == "people.closing" and hit.first == 0 for hit in _contexts().find(found))


def _label_of(line: str) -> tuple[bool, str] | None:
    """(whether people are announced, the rest) where a line begins with a label and a colon."""
    match = _LABEL_LINE.match(line)
    if not match:
        return None
    found = words(match.group(1))
    if not found or len(found) > 7:
        return None
    people = any(hit.label in {"people.label", "people.meet"} for hit in _contexts().find(found))
    return people, match.group(2).strip()


def _together(line: str, names: list[Name]) -> list[list[Name]]:
    """Names joined by `and`, commas or plus signs, in groups."""
    groups: list[list[Name]] = []
    for name in names:
        if groups:
            between = line[groups[-1][-1].end : name.start]
            between = _PARENTHESES.sub("", between).strip()
            joined = fold(between).strip(" ,.")
            if between in {",", "&", "+", "/", "u.", "、"} or joined in {*phrases().get("people.and", ()), "u", ""}:
                groups[-1].append(name)
                continue
        groups.append([name])
    return groups


def in_title(title: Text, *, known: frozenset[str], allow_single: bool) -> list[Mention]:
    """People that a title names.

    Args:
        title: The title.
        known: Folded words of companies, which are not people.
        allow_single: Whether a given name alone may be a person (no one else is known).
    """
    found: list[Mention] = []
    strict_interview = bool(title.found("interview.sure", "interview.likely"))
    for group in _together(title.text, names_in(title.text, single=True)):
        context = _context_before(title.text, group[0])
        for name in group:
            mention = _make(name, -1)
            mention.title = _title_after(title.text[name.end :])
            first = name.text.split()[0]
            given = is_given_name(first)
            honoured = (
                title.text[name.start : name.end] != name.text and not title.text[name.start : name.end].isupper()
            )
            company = mention.spelled <= known or (has_company_word(name.text) and not given)
            if company and not mention.title:
                continue
            if mention.title:
                mention.met = mention.full or context is not None
            elif context in {"people.with", "people.meet"}:
                mention.met = (
                    given
                    or honoured
                    or (not strict_interview and mention.full)
                    or (allow_single and not strict_interview)
                )
            if not mention.full and not allow_single:
                mention.met = False
            mention.met = mention.met or (honoured and (mention.full or allow_single))
            found.append(mention)
    return found


def in_body(reading: Reading, *, known: frozenset[str], allow_single: bool) -> list[Mention]:
    """People that a description names, with what is said of them."""
    found: list[Mention] = []
    listing = 0
    closed_at = -10
    rows = lines(clean(reading.body.text))[:LINES]
    for number, raw in enumerate(rows):
        if not raw:
            listing = max(0, listing - 1) if listing != 2 else 1
            continue
        if (_QUOTED_HEADER.match(raw) and "@" in raw) or raw.lower().startswith(
            ("subject:", "betreff:", "objet:", "to:")
        ):
            continue
        line = _SIGNED_FOR.sub("", raw)
        label = _label_of(line)
        announced = False
        if label is not None:
            announced, rest = label
            if announced and not rest:
                listing = 2
                continue
        bare = _BULLET.sub("", line)
        timed = _TIMES.match(bare)
        row = bool(timed and timed.end()) or bare != line
        body = bare[timed.end() :] if timed else bare
        if listing:
            listing = 1 if listing == 2 else listing
        if _is_closing(line):
            closed_at = number
            listing = 0
        strong = announced or bool(listing) or row
        found.extend(
            _in_line(
                body,
                rows,
                number,
                strong=strong,
                listed=announced or bool(listing),
                after_closing=number - closed_at in {0, 1, 2},
                known=known,
                allow_single=allow_single,
            )
        )
    return found


def _in_line(
    line: str,
    rows: list[str],
    number: int,
    *,
    strong: bool,
    listed: bool,
    after_closing: bool,
    known: frozenset[str],
    allow_single: bool,
) -> list[Mention]:
    found: list[Mention] = []
    names = names_in(line)
    singles = [
        one
        for one in names_in(line, single=True)
        if not any(one.start < name.end and name.start < one.end for name in names)
    ]
    everyone = sorted([*names, *singles], key=lambda name: name.start)
    below = next((row for row in rows[number + 1 : number + 3] if row), "")
    for group in _together(line, everyone):
        context = _context_before(line, group[0])
        for index, name in enumerate(group):
            mention = _make(name, number)
            rest = line[name.end :]
            if mention.spelled <= known:
                continue
            mention.title = _title_after(rest)
            alone = not line[: name.start].strip(" -\u2013\u2014") and not _PRONOUNS.sub("", rest).strip(" .,!\u2013-")
            heads = not line[: name.start].strip(" -\u2013\u2014") and (mention.title is not None or alone)
            given = is_given_name(name.text.split()[0])
            company = has_company_word(name.text) and not given
            if mention.full and name.doubtful:
                mention.met = mention.title is not None and (context is not None or _begins(line, name))
            elif mention.full and not company:
                mention.met = strong and (
                    mention.title is not None or listed or _begins(line, name) or _after_colon(line, name)
                )
                mention.met = (
                    mention.met or context in {"people.with", "people.meet", "people.i_am"} or mention.title is not None
                )
            elif mention.full:
                mention.met = mention.title is not None and (strong or context is not None)
            elif (
                context in {"people.meet", "people.with", "people.i_am"}
                or listed
                or (index and found and found[-1].met)
            ):
                mention.met = allow_single and (
                    given or name.sure or (not company and context in {"people.meet", "people.with"})
                )
            elif mention.title is not None and allow_single and given:
                mention.met = True
            if alone or heads:
                titled = mention.title
                if (
                    alone
                    and below
                    and _reads_as_title(_TITLE_END.split(below, maxsplit=1)[0] or below)
                    and len(below) < 120
                ):
                    mention.title = _as_title(below)
                    titled = mention.title or below
                if not company and not name.doubtful and (after_closing or titled is not None or _contact_line(below)):
                    mention.signed = True
                    mention.met = mention.met or mention.full or allow_single
            mention.arranges = _arranging(mention.title or "") or (mention.signed and alone and _arranging(below))
            if mention.title is None and _arranging(rest[:40]) and rest.lstrip()[:1] in {"(", ",", "-", "\u2013", "|"}:
                mention.arranges = True
            found.append(mention)
    return found


def _begins(line: str, name: Name) -> bool:
    return not line[: name.start].strip(" \t-\u2013\u2014:|")


def _after_colon(line: str, name: Name) -> bool:
    before = line[: name.start].rstrip()
    return before.endswith((":", "|", "\t", "\u2013", "\u2014", " -", ",", ">", "/", "&", "\u2192")) or line[
        : name.start
    ].endswith("\t")


def _contact_line(line: str) -> bool:
    return bool(
        re.match(
            r"^\W*(?:tel|phone|mob|cel|t\b|m\b|o\b|fon|durchwahl|tfn|\+\d|\(?\d{2,4}\)?[ /-]\d)", line, re.IGNORECASE
        )
    ) or ("@" in line and len(line) < 80)


def japanese_names(text: str) -> list[str]:
    """Names with an honorific in Japanese text."""
    return [match.group(1).strip() for match in _JAPANESE.finditer(text)]
