"""People that the texts of an event name: candidates, the clues for and against each, and what the clues add up to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from syncd.core.clues import ENOUGH, WEIGHTS, Known, looks, names_company
from syncd.core.job_title import arranges, title_after, title_alone, title_before
from syncd.core.kinds import headed
from syncd.core.layout import (
    BULLET,
    after_bullet,
    after_closing,
    after_greeting,
    announced,
    contexts,
    given_names_first,
    imprint,
    names_arranger,
    people_column,
)
from syncd.core.lexicon import Hit
from syncd.core.names import is_given_name, is_spoken, is_title_word, particles, spelled
from syncd.core.names_in_text import Name, masked, names_in
from syncd.core.text import EMAIL, clean, fold, lines, words
from syncd.core.vocabulary import phrased

LINES = 250
WRITTEN = 150
"""Of them, those that are not empty."""
CELLS = 30
"""In one line or title."""
MOST_NAMES = 15
"""In one line."""
MOST_MET = 60
"""Where so many were named as somebody met, what follows is no invitation's text."""
_CELL = re.compile(r"[^\t|]+")
_SEGMENT = re.compile(r"(?:(?!\s[-\u2013\u2014+xX/]\s|[|:;\u00b7\u2022<>\u00d7\[\]\u3010\u3011\u2013\u2014]).)+")
_IN_BRACKETS = re.compile(r"\([^()]*\)|[\w.+-]+@[\w.-]+")
_HEADER = re.compile(r"^\W*([^\W\d_]{1,12})\s*:\s*(.+)$")
_NUMBER = re.compile(r"\s\d{1,2}(?![\d:.h])(?!\s?(?:[ap]\.?m|uhr|h\b))", re.IGNORECASE)
"""Behind a word that is counted: `Band 5`, `Room 4`."""
_JOINED = rf"(?:{'|'.join(sorted(phrased('people.and'), key=len, reverse=True))})"
_APART_BEFORE = re.compile(r"(?:[,;:(=+&/|\u2013\u2014]|(?:^|\s)-)\s*$")
_APART_BEHIND = re.compile(rf"\s*(?:$|[,;:)(+&/|\u2013\u2014]|-\s|{_JOINED}\s+[^\W\d_]+\s*(?:$|[,;)(]))", re.IGNORECASE)
_SIGNED_FOR = re.compile(r"^\s*(?:[ip]\.\s?[aopv]\.?|ppa\.|gez\.)\s+", re.IGNORECASE)


@dataclass(slots=True)
class Mention:
    """A person named in a text, or what may be one."""

    name: str
    line: int
    """Number of the line of the description; -1 for the title."""
    clues: list[str] = field(default_factory=list)
    title: str | None = None
    arranges: bool = False
    """The text says that this person only arranges."""
    signed: bool = False
    """The name stands under the text."""

    @property
    def score(self) -> float:
        """What the clues add up to."""
        return sum(WEIGHTS[clue] for clue in self.clues)

    @property
    def met(self) -> bool:
        """Whether this is somebody, and somebody who is met."""
        return self.score >= ENOUGH

    @property
    def spelled(self) -> frozenset[str]:
        """The words of the name, folded."""
        return spelled(self.name)

    @property
    def full(self) -> bool:
        """More than a given name or a surname."""
        return len(self.spelled - particles()) > 1


@dataclass(slots=True)
class _Place:
    """Where in the description a line stands."""

    row: bool = False
    label: bool = False
    listed: bool = False
    closing: bool = False
    below: str = ""
    arranging: bool = False
    """A label before the line tells that who follows only arranges."""


def in_title(title: str, known: Known, *, interview_ends: set[int]) -> list[Mention]:
    """People that a title names.

    Args:
        title: The title.
        known: What is known of the event.
        interview_ends: Where in it words for an interview end.
    """
    found: list[Mention] = []
    for cell in islice(_SEGMENT.finditer(title), CELLS):
        for mention, name in _in_cell(_Cell(title, cell.start(), cell.end(), -1, _Place()), known):
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
    listed_at = closed_at = -9
    column: int | None = None
    met = 0
    legal = imprint(rows)
    for number, raw in enumerate(rows):
        if not raw or number in legal:
            continue
        header = _HEADER.match(raw)
        if header and fold(header.group(1)) in phrased("names.headers"):
            continue
        line = _SIGNED_FOR.sub("", raw.replace("\\,", ","))
        skip = after_greeting(line)
        below = next((row for row in rows[number + 1 : number + 3] if row), "")
        place = _Place(below=below, arranging=names_arranger(BULLET.sub("", line)))
        if (label := announced(line)) is not None:
            listing, rest = (not label), given_names_first(label)
            if listing:
                listed_at = number
                continue
            line = line.removesuffix(label) + rest
            place.label = bool(rest)
            skip = max(skip, len(line) - len(rest))
        if closing := after_closing(line):
            closed_at, listing = number, False
            skip = max(skip, closing)
        shift = max(skip, after_bullet(line))
        place.closing = 0 <= number - closed_at <= 3
        cells = [(cell.start(), cell.end()) for cell in islice(_CELL.finditer(line), CELLS) if cell.end() > shift]
        if len(cells) > 1 and (where := people_column(line, cells)) is not None:
            column = where
            continue
        place.row = shift > 0 or len(cells) > 1
        mentions: list[Mention] = []
        for index, (start, end) in enumerate(cells):
            listed = listing or (column is not None and len(cells) > 1 and index == column)
            here = _Cell(line, max(start, shift), end, number, replace(place, listed=listed))
            mentions.extend(mention for mention, _ in _in_cell(here, known))
        if header and fold(header.group(1)) in phrased("names.sender") and EMAIL.search(line):
            for mention in mentions[:1]:
                mention.clues.append("address beside")
        listing = listing and (number - listed_at <= 1 or any("listed" in mention.clues for mention in mentions))
        if listing:
            listed_at = number
        if place.closing and any(mention.signed for mention in mentions):
            closed_at = -9
        found.extend(mentions)
        met += sum(mention.met for mention in mentions)
        if met > MOST_MET:
            break
    return found


@dataclass(frozen=True, slots=True)
class _Cell:
    """A stretch of a line that is read by itself."""

    line: str
    start: int
    end: int
    number: int
    place: _Place


def _in_cell(cell: _Cell, known: Known) -> Iterator[tuple[Mention, Name]]:
    """The candidates in a stretch of a line; what lies inside somebody's title is not looked at."""
    line, place = cell.line, cell.place
    text = line[: cell.end]
    names = names_in(text, known.speech)[:MOST_NAMES]
    hits = contexts().find(words(masked(text))) if names else []
    titled = cell.start
    last: Mention | None = None
    last_end = cell.start
    for name in names:
        if name.start < titled:
            continue
        mention = Mention(name.text, cell.number, looks(name.text, known))
        given = "given name" in mention.clues or name.honoured
        organisation = "company" in mention.clues or any(start < name.end <= end for start, end in headed(line))
        lenient = place.listed or place.label
        rest = line[name.end : cell.end]
        behind = None if organisation else title_after(rest, known.companies, lenient=lenient, bare=given)
        if behind:
            mention.title, stop = behind
            mention.clues.append("title behind")
            titled = name.end + stop
        elif beside := _title_in_next_cell(cell, name, known):
            mention.title = beside
            mention.clues.append("title behind")
        before = title_before(line[cell.start : name.start]) if not name.role else None
        if before and not given and before == before.title():
            before = None
        if (before or (name.role and given)) and not (behind and place.row):
            mention.clues.append("title before")
            mention.title = mention.title or before or name.role
        mention.arranges = arranges(mention.title or "") or _arranges_behind(rest)
        if organisation and not names_company(name.text, known):
            mention.clues.append("name of an organisation")
        mention.clues.extend(_clues(cell, name, hits, known, given=given))
        mention.arranges = mention.arranges or place.arranging or "not met" in mention.clues
        if last is not None and last.met and (joined := _follows(line[last_end : name.start])):
            mention.clues.append(joined)
        _look_below(cell, name, mention, known)
        yield mention, name
        last, last_end = mention, max(titled, name.end)


def _title_in_next_cell(cell: _Cell, name: Name, known: Known) -> str | None:
    """The title in the cell behind one that a name fills: `Adrian Cole | Head of Channels`."""
    if cell.end >= len(cell.line) or cell.line[cell.end] not in "\t|" or cell.line[name.end : cell.end].strip():
        return None
    behind = _CELL.search(cell.line, cell.end)
    return title_alone(behind.group().strip(), known.companies) if behind else None


def _stands_apart(before: str, rest: str) -> bool:
    """Whether signs part a name from what stands around it, as in notes: `Acme - Gail + Wesley (CTO)`."""
    return (not before.strip() or bool(_APART_BEFORE.search(before))) and bool(_APART_BEHIND.match(rest))


def _clues(cell: _Cell, name: Name, hits: list[Hit], known: Known, *, given: bool) -> Iterator[str]:
    """What a name's surroundings tell."""
    line, place = cell.line, cell.place
    before = line[cell.start : name.start]
    rest = line[name.end : cell.end]
    begins = not before.strip(" \t\"'\u201e\u201c/-\u2013\u2014") or before.endswith("(")
    if _NUMBER.match(rest) and is_spoken(name.text) and not is_given_name(name.text):
        yield "numbered"
    if name.honoured:
        yield "honorific"
        if not name.full:
            yield "named alone"
    written = line[name.end - len(name.text) : name.end]
    if written.isupper() and len(written) > 1 and not given:
        yield "all capitals"
    if begins:
        yield "begins"
        if given and name.full and (not rest.strip(" .,;!?\"'\u201d") or rest.startswith(")")):
            yield "fills"
        if place.listed:
            yield "listed"
    if place.row:
        yield "row"
    if known.own and given and not name.honoured and (name.full or cell.number < 0) and _stands_apart(before, rest):
        yield "noted"
    if place.arranging or any(_is_left_out(line, name, hit) for hit in hits):
        yield "not met"
    found = words(before)
    last = found[-1].folded if found and found[-1].end >= len(before.rstrip()) else ""
    if place.label and (begins or before.rstrip().endswith((",", ";", "&", "/", "+")) or last in phrased("people.and")):
        yield "label"
    if (context := _context(line, name, hits, known_name=given or name.full)) is not None:
        yield context
    elif any(hit.label == "names.joins" and 0 <= hit.start - name.end < 40 for hit in hits):
        yield "they meet"
    elif given and last in phrased("names.at_sure"):
        yield "with"
    if EMAIL.match(rest.lstrip(" (<,:-|\u2013[")):
        yield "address beside"
    if not given and last in phrased("names.at") and last not in phrased("people.with"):
        yield "at a company"
    elif not given and last in phrased("names.in"):
        yield "in a place"


def _is_left_out(line: str, name: Name, hit: Hit) -> bool:
    """Whether a phrase tells that somebody is not met: `instead of NAME`, `NAME coordinates`."""
    if hit.label == "names.instead":
        return 0 <= name.start - hit.end < 10 and not line[hit.end : name.start].strip()
    if hit.label != "names.not_met" or hit.start < name.end:
        return False
    between = line[name.end : hit.start]
    if not _IN_BRACKETS.sub("", between).strip(" ,"):
        return True
    return len(between) < 40 and not re.search(r"[,;.!?:\t|]", between) and len(words(between)) < 4


def _context(line: str, name: Name, hits: list[Hit], *, known_name: bool) -> str | None:
    """What the phrase before a name says of it: right before it, or farther away in the same sentence."""
    before = line[: name.start]
    if before.rstrip().endswith(("w/", "c/", "W/", "m/", "z/")):
        return "with"
    role = len(words(name.role))
    near: str | None = None
    for hit in reversed(hits):
        if hit.end > name.start or hit.label.startswith("names."):
            continue
        between = line[hit.end : name.start]
        if re.search(r"[.!?;\t]\s|[\n|()]", between):
            break
        gap = len(words(between)) - role
        close = gap <= 1 and not between.strip(" :\u201e\u201c\"'(-\u2013*").endswith(",")
        if hit.label == "people.meet" and gap <= (5 if known_name else 1):
            return "they are met"
        if hit.label == "people.i_am" and gap <= 0:
            return "I am"
        if hit.label == "people.with" and close and _small(between):
            near = near or "with"
        if hit.label in {"people.meet", "people.with"} and gap <= 14 and near is None and name.full:
            near = "far behind a meeting"
    return near


def _small(between: str) -> bool:
    return all(word.folded in phrased("names.our") for word in words(between))


def _follows(between: str) -> str | None:
    """How two names belong together where only a comma, an `and`, articles and jobs stand between them."""
    found = [word.folded for word in words(between)]
    signs = re.sub(r"[\w\s.'\u2019-]", "", between)
    if len(found) > 6 or re.search(r"[.!?]\s", between) or signs.strip(",&+/()\u3001;"):
        return None
    joins = [word for word in found if word in phrased("people.and")]
    rest = [word for word in found if word not in phrased("names.our") and not is_title_word(word)]
    if not (found or signs) or any(word not in phrased("people.and") for word in rest):
        return None
    return "after another" if joins or set(signs) & set("&+/") else "in a row of names"


def _arranges_behind(rest: str) -> bool:
    """Whether the words behind a name, in the same sentence, are those of somebody who arranges."""
    sentence = re.split(r"[.!?;\t]\s|\)", rest[:70])[0]
    return (
        bool(sentence)
        and sentence[:1] in {" ", "(", ",", "-"}
        and arranges(sentence)
        and not re.search(r"\s[A-Z]\w+ [A-Z]\w+", sentence)
    )


def _look_below(cell: _Cell, name: Name, mention: Mention, known: Known) -> None:
    """Signatures: a name that heads its line, with a title or a telephone number below."""
    line, place = cell.line, cell.place
    if line[cell.start : name.start].strip(" \t\"'/-\u2013\u2014") and not place.closing:
        return
    heads = not line[: cell.start].strip() or place.closing
    alone = heads and not re.sub(r"[\s.,!\u2013-]|\([^)]*\)", "", line[name.end :])
    against = {"company", "company word"} & set(mention.clues)
    known_name = name.full or "given name" in mention.clues or name.honoured
    if place.closing and heads and (alone or mention.title) and known_name and not against:
        mention.signed = True
        mention.clues.append("signature")
    if not alone:
        return
    below = title_alone(BULLET.sub("", place.below), known.companies)
    if below and mention.title is None:
        mention.title = below
        mention.arranges = mention.arranges or arranges(place.below)
        mention.clues.append("title below")
        mention.signed = mention.signed or not place.listed
    elif _is_contact(place.below):
        mention.clues.append("contact below")
        mention.signed = True


def _is_contact(line: str) -> bool:
    first = words(line)[:1]
    return bool(re.match(r"^\W*\+?\(?\d[\d ()/.-]{6,}", line)) or (
        bool(first) and (first[0].folded in phrased("names.phone") or ("@" in line and len(line) < 80))
    )
