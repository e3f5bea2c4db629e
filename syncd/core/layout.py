"""What the lines of an invitation are for: greeting, taking leave, announcing people, heading a table."""

from __future__ import annotations

import re
from functools import cache

from syncd.core.lexicon import Hit, Lexicon
from syncd.core.names import is_given_name, is_spoken, is_title_word
from syncd.core.text import EMAIL, fold, folded_words, words
from syncd.core.vocabulary import lexicon_of, phrased

BULLET = re.compile(
    r"^[\u2022\u00b7\u25e6\u25ba\u27a4\u2713\u25cf\u25aa\u2023\u30fb*\u2013\u2014>\u00ab\u00bb/\"\u201e\u201c-]+\s*|^\d{1,2}[.)]\s+(?=\D)"
)
_CLOCK = r"\d{1,2}\s?(?:[:.hH\u6642]\s?\d{0,2})?\s?(?:am|pm|a\.m\.|p\.m\.|uhr|hrs|h|u|\u5206)?\.?"
_TIMES = re.compile(
    rf"^(?:[^\W\d_]{{1,5}}\.?\s)?{_CLOCK}(?:\s?(?:[-\u2013\u2014\u301c~]|[^\W\d_]{{1,5}})\s?{_CLOCK})?[\s:,|\u2013\u2014-]*",
    re.IGNORECASE,
)
HEADER = re.compile(r"^\W*([^\W\d_]{1,12})\s*:\s*(.+)$")
"""A line of the head of a message, or one like it."""
HEAD = 200
"""Characters in which an older message shows that it begins."""
SHORT = 6
"""Fewer words tell nothing but that an older message follows."""
ARRANGER = 120
"""Characters of a line that names who arranges."""
NEAR = 2
"""Lines between the register and the managers of a company."""
GREETING = 80
"""Characters of a line in which it greets."""
_LABEL = re.compile(r"^([^:\uff1a\n]{2,70}?)\s*(?:\([^)]{0,20}\))?\s*[:=\uff1a]\s*(.*)$")
_HOURS = re.compile(r"\d[:.hH\u6642]\s?\d\d|\d\s?[ap]\.?m|uhr", re.IGNORECASE)
_SENTENCES = re.compile(r"[.!?]\s+(?=\S)")
_NUMBER = re.compile(r"\d[\d. /-]{2,}")
_TURNED = re.compile(r"([^\W\d_][\w'\u2019-]+), ([^\W\d_][\w'\u2019-]+)(?=\s*(?:$|;|\(|\[))")


@cache
def contexts() -> Lexicon:
    """The phrases that tell something of the name beside them."""
    return lexicon_of(
        "people.with",
        "people.meet",
        "people.label",
        "people.i_am",
        "names.joins",
        "names.not_met",
        "names.instead",
        "names.assists",
        "names.wrote",
        "names.behalf",
        "names.behalf_of",
        "names.arrange",
    )


def after_greeting(line: str) -> int:
    """How much of a line is a greeting; nobody greeted is somebody met."""
    greeting = _greeting(line)
    if greeting is None:
        return 0
    end = re.search(r"[,!:;.\u2013\u2014-](?=\s|$)", line[greeting.end :])
    whole = len(words(line[:GREETING])) <= 8
    return greeting.end + end.end() if end and end.start() < 60 else len(line) if whole else 0


def greeted(line: str) -> str | None:
    """What stands behind a greeting at the beginning of a line, None where there is none."""
    greeting = _greeting(line)
    return line[greeting.end : GREETING] if greeting else None


def _greeting(line: str) -> Hit | None:
    hits = lexicon_of("names.greeting").find(words(line[:GREETING]))
    return next((hit for hit in hits if hit.first == 0), None)


def after_closing(line: str) -> int:
    """How much of a line takes leave; what follows on it may be the name of who signs."""
    found = words(line)
    if not found or len(found) > 9:
        return 0
    return max((hit.end for hit in lexicon_of("people.closing").find(found) if hit.first == 0), default=0)


def announced(line: str) -> str | None:
    """What follows a label that announces people, empty for a list below; None where there is no such label."""
    bare = BULLET.sub("", line)
    match = _LABEL.match(_SENTENCES.split(bare)[-1] if bare.endswith((":", "\uff1a")) else bare)
    if not match or "," in match.group(1):
        return None
    found = words(match.group(1))
    if not found or len(found) > 12:
        return None
    hits = [hit for hit in contexts().find(found) if hit.label in {"people.label", "people.meet", "names.joins"}]
    if not any(len(found) - hit.last <= 4 for hit in hits) and len(found) > 4:
        return None
    return match.group(2).strip() if hits else None


def given_names_first(listed: str) -> str:
    """A list of people with the surnames behind: `Okonjo, Tobenna (Director); Hope, Lionel`."""
    pairs = [match.groups() for match in _TURNED.finditer(listed)]
    if not any(_is_surname_first(last, first) for last, first in pairs):
        return listed
    return _TURNED.sub(r"\2 \1", listed)


def _is_surname_first(last: str, first: str) -> bool:
    if not (last[0].isupper() and first[0].isupper()) or is_title_word(first) or is_given_name(last):
        return False
    return is_given_name(first) or not (is_spoken(first) or is_spoken(last))


def quotations(rows: list[str]) -> frozenset[int]:
    """The lines of older messages below one: marked lines, and all behind a line or a head that begins one."""
    written = [number for number, row in enumerate(rows) if row]
    begins = next((number for number in written[1:] if _begins_older(rows, number)), len(rows))
    return frozenset(number for number in written if number >= begins or rows[number].startswith(">"))


def _begins_older(rows: list[str], number: int) -> bool:
    line = rows[number].lstrip("> ")
    spoken = folded_words(line[:HEAD])
    if len(spoken) < SHORT and " ".join(spoken).startswith(tuple(phrased("names.quoted"))):
        return True
    if EMAIL.search(line) and line.endswith(":") and tells_who_wrote(line):
        return True
    header = HEADER.match(line)
    below = {fold(head.group(1)) for row in rows[number + 1 : number + 5] if (head := HEADER.match(row))}
    sender = header is not None and fold(header.group(1)) in phrased("names.sender")
    return sender and len(below & phrased("names.headers")) > 1


def tells_who_wrote(line: str) -> bool:
    """Whether a line ends with the words before an older message: `Ana Ruiz <ana@acme.example> escribi\u00f3:`."""
    last = folded_words(line)[-2:]
    return bool({" ".join(last), *last[-1:]} & phrased("names.wrote"))


def imprint(rows: list[str]) -> set[int]:
    """The lines that tell who a company is by law: the register, and the managers named beside it."""
    legal = lexicon_of("names.register", "names.manages")
    hits = {number: {hit.label for hit in legal.find(words(row))} for number, row in enumerate(rows) if row}
    registers = {
        number for number, labels in hits.items() if "names.register" in labels and _NUMBER.search(rows[number])
    }
    return {number for number, labels in hits.items() if labels and any(abs(number - one) <= NEAR for one in registers)}


def people_column(line: str, cells: list[tuple[int, int]]) -> int | None:
    """Which cell of a table's head stands over people."""
    if any(char.isdigit() for char in line) or any(is_given_name(word.folded) for word in words(line)):
        return None
    for index, (start, end) in enumerate(cells):
        found = words(line[start:end])
        hits = contexts().find(found)
        if (
            found
            and len(found) < 4
            and any(hit.label == "people.label" and hit.first == 0 and hit.last == len(found) - 1 for hit in hits)
        ):
            return index
    return None


def after_bullet(line: str) -> int:
    """How much of a line is a bullet and times."""
    bare = BULLET.sub("", line)
    timed = _TIMES.match(bare)
    return len(line) - len(bare) + (timed.end() if timed else 0)


def has_times(line: str) -> bool:
    """Whether a line begins with hours, as the rows of a timetable do."""
    timed = _TIMES.match(BULLET.sub("", line))
    return timed is not None and bool(_HOURS.search(timed.group()))


def names_arranger(line: str) -> bool:
    """Whether a line begins with a label for those who arrange: `Minutes:`, `Secretary to the panel:`."""
    match = _LABEL.match(line) if len(line) < ARRANGER else None
    found = words(match.group(1)) if match else []
    return 0 < len(found) < 12 and any(
        hit.label == "names.arrange" and (hit.first == 0 or hit.last == len(found) - 1 > 0)
        for hit in contexts().find(found)
    )


def is_contact(line: str) -> bool:
    """Whether a line is a telephone number or an address, as below a signature."""
    first = words(line)[:1]
    return bool(re.match(r"^\W*\+?\(?\d[\d ()/.-]{6,}", line)) or (
        bool(first) and (first[0].folded in phrased("names.phone") or ("@" in line and len(line) < 80))
    )
