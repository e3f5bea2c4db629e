"""People that the texts of an event name, title and description read line by line."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from syncd.core.layout import (
    BULLET,
    HEADER,
    after_bullet,
    after_closing,
    after_greeting,
    announced,
    given_names_first,
    has_times,
    imprint,
    names_arranger,
    people_column,
    quotations,
    tells_who_wrote,
)
from syncd.core.persons.cells import CELL, Cell, Mention, Place, in_cell
from syncd.core.persons.clues import Known
from syncd.core.text import EMAIL, clean, fold, lines
from syncd.core.vocabulary import phrased

LINES = 250
WRITTEN = 150
"""Of them, those that are not empty."""
CELLS = 30
"""In one line or title."""
MOST_MET = 60
"""Where so many were named as somebody met, what follows is no invitation's text."""
_SEGMENT = re.compile(r"(?:(?!\s[-\u2013\u2014+xX/]\s|[|:;\u00b7\u2022<>\u00d7\[\]\u3010\u3011\u2013\u2014]).)+")
_SIGNED_FOR = re.compile(r"^\s*(?:[ip]\.\s?[aopv]\.?|ppa\.|gez\.)\s+", re.IGNORECASE)


def in_title(title: str, known: Known, *, interview_ends: set[int]) -> list[Mention]:
    """People that a title names.

    Args:
        title: The title.
        known: What is known of the event.
        interview_ends: Where in it words for an interview end.
    """
    found: list[Mention] = []
    for cell in islice(_SEGMENT.finditer(title), CELLS):
        for mention, name in in_cell(Cell(title, cell.start(), cell.end(), -1, Place()), known):
            known_name = {"honorific", "given name"} & set(mention.clues)
            if len(title[: name.start].rstrip()) in interview_ends and not known_name:
                mention.clues.append("behind an interview word")
            elif known_name and name.full and not known.addressed:
                mention.clues.append("named in a title")
            found.append(mention)
    return found


def _rows(text: str) -> list[str]:
    """The lines of a description, as many as an invitation may have."""
    rows = lines(clean(text))[:LINES]
    written = [number for number, row in enumerate(rows) if row]
    return rows[: written[WRITTEN]] if len(written) > WRITTEN else rows


def in_body(text: str, known: Known) -> list[Mention]:
    """People that a description names, with what is said of them."""
    found: list[Mention] = []
    rows = _rows(text)
    listing = False
    listed_at = closed_at = timed_at = -9
    column: int | None = None
    met = 0
    legal = imprint(rows)
    for number, raw in enumerate(rows):
        if not raw or number in legal:
            continue
        header = HEADER.match(raw)
        if _is_mail_head(raw, header.group(1) if header else "", known):
            continue
        line = _SIGNED_FOR.sub("", raw.replace("\\,", ","))
        skip = after_greeting(line)
        below = next((row for row in rows[number + 1 : number + 3] if row), "")
        place = Place(below=below, arranging=names_arranger(BULLET.sub("", line)))
        if (label := announced(line)) is not None:
            listing, rest = (not label), given_names_first(label)
            if listing:
                listed_at = number
                continue
            line, place.label = line.removesuffix(label) + rest, bool(rest)
            skip = max(skip, len(line) - len(rest))
        if closing := after_closing(line):
            closed_at, listing = number, False
        shift = max(skip, closing, after_bullet(line))
        timed_at = number if has_times(line) else timed_at
        place.timed = number - timed_at <= 1
        place.closing = 0 <= number - closed_at <= 3
        cells = [(cell.start(), cell.end()) for cell in islice(CELL.finditer(line), CELLS)]
        if len(cells) > 1 and (where := people_column(line, cells)) is not None:
            column = where
            continue
        place.row = shift > 0 or len(cells) > 1
        mentions: list[Mention] = []
        for index, (start, end) in ((at, cell) for at, cell in enumerate(cells) if cell[1] > shift):
            listed = listing or (column is not None and len(cells) > 1 and index == column)
            here = Cell(line, max(start, shift), end, number, replace(place, listed=listed))
            mentions.extend(mention for mention, _ in in_cell(here, known))
        if header:
            _note_sender(header.group(1), line, mentions)
        listing = listing and (number - listed_at <= 1 or any("listed" in mention.clues for mention in mentions))
        if listing:
            listed_at = number
        if place.closing and any(mention.signed for mention in mentions):
            closed_at = -9
        found.extend(mentions)
        met += sum(mention.met for mention in mentions)
        if met > MOST_MET:
            break
    return _without_quoted(found, rows, known)


def _without_quoted(found: list[Mention], rows: list[str], known: Known) -> list[Mention]:
    """Those named outside older messages, if any of them is met; of the others those who have an address here.

    A user's own note may begin with a name and hold the message that matters below.
    """
    quoted = quotations(rows)
    if len({one.name for one in found if one.line not in quoted and one.met and one.full}) < (2 if known.own else 1):
        return found
    return [one for one in found if one.line not in quoted or one.spelled <= known.speech.called]


def _is_mail_head(line: str, header: str, known: Known) -> bool:
    """Whether a line belongs to the head of a quoted message; who wrote it counts where nobody has an address."""
    if fold(header) in phrased("names.headers"):
        return True
    if not known.addressed or not EMAIL.search(line):
        return False
    return fold(header) in phrased("names.sender") or tells_who_wrote(line)


def _note_sender(header: str, line: str, mentions: list[Mention]) -> None:
    """A name behind `From:` has its address beside it, whatever stands between."""
    if mentions and fold(header) in phrased("names.sender") and EMAIL.search(line):
        mentions[0].clues.append("address beside")
