"""The names in one stretch of a line, the clues for and against each, and what the clues add up to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from syncd.core.companies.kinds import headed
from syncd.core.layout import BULLET, contexts, is_contact
from syncd.core.lexicon import Hit
from syncd.core.names import is_given_name, is_spoken, is_title_word, own_words, particles, spelled
from syncd.core.persons.clues import ENOUGH, WEIGHTS, Known, looks, names_company
from syncd.core.persons.job_title import arranges, title_after, title_alone, title_before
from syncd.core.persons.names_in_text import Name, days, masked, names_in
from syncd.core.persons.told import only_lead, told, told_of
from syncd.core.text import EMAIL, collapsed, fold, folded_words, words
from syncd.core.vocabulary import phrased

SENTENCE = 6
"""More words in a line with an address are a sentence."""
TITLE_WORDS = 6
"""In which a line tells for whom somebody works."""
MOST_NAMES = 15
"""In one line."""
CELL = re.compile(r"[^\t|]+")
"""A cell of a row."""
_NUMBER = re.compile(r"\s\d{1,2}(?![\d:.h])(?!\s?(?:[ap]\.?m|uhr|h\b))", re.IGNORECASE)
"""Behind a word that is counted: `Band 5`, `Room 4`."""
_WITH = ("w/", "c/", "W/", "m/", "z/", "p/", " m.", " w.")
_APART_BEFORE = re.compile(r"(?:[,;:(=+&/|\u2013\u2014]|(?:^|\s)-)\s*$")


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
        return len(own_words(self.name)) > 1


@dataclass(slots=True)
class Place:
    """Where in the description a line stands."""

    row: bool = False
    label: bool = False
    listed: bool = False
    closing: bool = False
    below: str = ""
    arranging: bool = False
    """A label before the line tells that who follows only arranges."""
    timed: bool = False
    """The line is a row of a timetable, or stands below one."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of a line that is read by itself."""

    line: str
    start: int
    end: int
    number: int
    place: Place


def in_cell(cell: Cell, known: Known) -> Iterator[tuple[Mention, Name]]:
    """The candidates in a stretch of a line; what lies inside somebody's title is not looked at."""
    line, place = cell.line, cell.place
    text = line[: cell.end]
    names = names_in(text, known.speech)[:MOST_NAMES]
    hits = [hit for hit in _contexts_in(line) if hit.end <= cell.end] if names else []
    titled = cell.start
    last: Mention | None = None
    last_end = cell.start
    for name in (_without_company(one, line, known) for one in names):
        if name.start < titled:
            continue
        mention = Mention(name.text, cell.number, looks(name.text, known))
        given = "given name" in mention.clues or name.honoured
        nobody = not given and mention.clues.count("word of everyday language") == len(name.parts)
        organisation = "company" in mention.clues or any(start < name.end <= end for start, end in headed(line))
        lenient = place.listed or place.label
        rest = line[name.end : cell.end]
        behind = None if organisation or nobody else title_after(rest, known.companies, lenient=lenient, bare=given)
        if behind and _names_others(names, name.end, behind[1]):
            behind = None
        whole = ""
        if behind:
            mention.title, stop = behind
            mention.clues.append("title behind")
            titled = name.end + stop
            whole = f"{mention.title} {_of_what(rest[stop:], known)}"
        elif beside := _title_in_next_cell(cell, name, known):
            mention.title = beside
            mention.clues.append("title behind")
        before = job = title_before(line[cell.start : name.start]) if not name.role else None
        if before and not given and before == before.title():
            before = None
        if (before or (name.role and given)) and not (behind and place.row):
            mention.clues.append("title before")
            mention.title = mention.title or before or name.role
        mention.arranges = (
            arranges(whole or mention.title or "", timed=place.timed)
            or _arranges_behind(rest, timed=place.timed)
            or _is_assistant(rest.lstrip(" ,(|\u2013-"))
        )
        surname = name.honoured and "given name" not in mention.clues
        if organisation and not surname and not names_company(name.text, known):
            mention.clues.append("name of an organisation")
        mention.clues.extend(_clues(cell, name, hits, known, given=given, titled=bool(mention.title or job)))
        if before and "somebody works for them" in mention.clues:
            mention.title, mention.arranges = None, False
        mention.arranges = mention.arranges or place.arranging or "not met" in mention.clues
        if last is not None and "met before" in last.clues and _follows(line[last_end : name.start]) == "after another":
            mention.clues.append("met before")
        elif (
            last is not None
            and (last.met or known.speech.calls(last.name.split()[0]))
            and (joined := _follows(line[last_end : name.start]))
        ):
            mention.clues.append(joined)
        _look_below(cell, name, mention, known)
        yield mention, name
        last, last_end = mention, max(titled, name.end)


@lru_cache(maxsize=64)
def _contexts_in(line: str) -> tuple[Hit, ...]:
    """The phrases of a line that tell something of names; its cells are asked for them one by one."""
    found = words(masked(line))
    return (*contexts().find(found), *told(line, found))


def _names_others(names: list[Name], start: int, length: int) -> bool:
    """Whether somebody is named in a stretch of the line, whole and by a given name or behind a job."""
    inside = (one for one in names if start <= one.start < start + length and one.full)
    return any(one.role or is_given_name(one.parts[0]) for one in inside)


def _of_what(rest: str, known: Known) -> str:
    """What follows a title and tells of what it is: `of the ward`; empty where it is the company."""
    text = re.split(r"[.,;:()|\t]", rest[:40])[0]
    found = words(text)
    if not found or found[0].folded not in phrased("names.at") - phrased("names.at_sure"):
        return ""
    return "" if collapsed(text[found[0].end :]) in known.companies else text


def _without_company(name: Name, line: str, known: Known) -> Name:
    """A name without the company right behind it: `coffee w/ Theodora Ashgrove Press`."""
    parts = name.text.split()
    if not is_given_name(parts[0]) or known.speech.called & spelled(name.text):
        return name
    for index in range(1, len(parts)):
        tail = " ".join(parts[index:])
        if collapsed(tail) in known.companies and (at := line.find(tail, name.start)) > 0:
            kept = index - 1 if fold(parts[index - 1]) in particles() else index
            return replace(name, text=" ".join(parts[:kept]), end=at - 1)
    return name


def _title_in_next_cell(cell: Cell, name: Name, known: Known) -> str | None:
    """The title in the cell behind one that a name fills: `Adrian Cole | Head of Channels`."""
    if cell.end >= len(cell.line) or cell.line[cell.end] not in "\t|" or cell.line[name.end : cell.end].strip():
        return None
    behind = CELL.search(cell.line, cell.end)
    return title_alone(behind.group().strip(), known.companies) if behind else None


@cache
def _apart_behind() -> re.Pattern[str]:
    joined = "|".join(sorted(phrased("people.and")))
    at = "|".join(sorted(word for word in phrased("names.at") if word.isalpha() and len(word) > 1))
    return re.compile(
        rf"\s*(?:$|[,;:)(+&/|@\u2013\u2014]|-\s|\.(?:\s|$)|(?:{joined})\s+[^\W\d_]+\s*(?:$|[,;)(])|(?:{at})\s)",
        re.IGNORECASE,
    )


def _stands_apart(before: str, rest: str) -> bool:
    """Whether signs part a name from what stands around it, as in notes: `Acme - Gail + Wesley (CTO)`."""
    return (not before.strip() or bool(_APART_BEFORE.search(before))) and bool(_apart_behind().match(rest))


def _form(name: Name, written: str, rest: str, *, given: bool) -> Iterator[str]:
    """What a name's honorific, its capitals and a number behind it tell."""
    counted = fold(name.text) in days() or (is_spoken(name.text) and not is_given_name(name.text))
    if counted and _NUMBER.match(rest):
        yield "numbered"
    if name.honoured:
        yield "honorific"
        if not name.full:
            yield "named alone"
    short = [word for word in written.split() if word.isupper() and 1 < len(word) < 4]
    loud = written.isupper() and not (given and len(name.parts) < 3)
    if len(written) > 1 and (loud or (short and not given)):
        yield "all capitals"


def _clues(cell: Cell, name: Name, hits: list[Hit], known: Known, *, given: bool, titled: bool) -> Iterator[str]:
    """What a name's surroundings tell."""
    line, place = cell.line, cell.place
    before = line[cell.start : name.start]
    rest = line[name.end : cell.end]
    begins = not before.strip(" \t\"'\u201e\u201c/-\u2013\u2014") or before.endswith("(")
    yield from _form(name, line[name.start : name.end], rest, given=given)
    if begins:
        yield "begins"
        if given and name.full and (not rest.strip(" .,;!?\"'\u201d") or rest.startswith(")")):
            yield "fills"
        if place.listed:
            yield "listed"
    if place.row:
        yield "row"
    added = rest.lstrip()[:1] in {"+", "&"} or before.rstrip()[-1:] in {"+", "&"}
    alone = known.own and given and not name.honoured and (name.full or cell.number < 0 or added)
    if alone and _stands_apart(before, rest):
        yield "noted"
    if place.arranging:
        yield "not met"
    yield from told_of(line, name, hits)
    if any(hit.label == "names.assists" and 0 <= name.start - hit.end < 10 for hit in hits):
        yield "somebody works for them"
    if known.own and any(hit.label == "names.wrote" and 0 <= hit.start - name.end < 3 for hit in hits):
        yield "sender"
    found = words(before)
    last = found[-1].folded if found and found[-1].end >= len(before.rstrip()) else ""
    if (
        place.label
        and not re.search(r"[.!?]\s", before)
        and (begins or before.rstrip().endswith((",", ";", "&", "/", "+")) or last in phrased("people.and"))
    ):
        yield "label"
    if (context := _context(line, name, hits, known_name=given or name.full)) is not None:
        yield context
    elif (given or name.full or name.honoured) and any(
        hit.label == "names.joins" and 0 <= hit.start - name.end < 40 for hit in hits
    ):
        yield "they meet"
    elif given and last in phrased("names.at_sure") and fold(name.text) not in days():
        yield "with"
    if EMAIL.match(rest.lstrip(" (<,:-|\u2013[")):
        sentence = len(words(EMAIL.sub(" ", line))) > SENTENCE and cell.number >= 0
        yield "address in a sentence" if sentence and not titled else "address beside"
    if any(_writes_for(line, name, hit) for hit in hits):
        yield "somebody writes for them"
    yield from _from_place(cell, name, hits, known, last, given=given)


def _from_place(cell: Cell, name: Name, hits: list[Hit], known: Known, last: str, *, given: bool) -> Iterator[str]:
    """What the word right before a name tells: `at` a company, `in` a place, `with` somebody."""
    before = cell.line[: name.start]
    direct = cell.number < 0 and any(
        hit.label in {"people.meet", "people.with"} and hit.end <= name.start and not before[hit.end :].strip()
        for hit in hits
    )
    if direct:
        if known.own and known.companies and not given and not any(is_spoken(one, known.speech) for one in name.parts):
            yield "beside the company"
    elif not given and last in phrased("names.at") and last not in phrased("people.with"):
        yield "at a company"
    elif not given and last in phrased("names.in") and last not in phrased("people.with"):
        yield "in a place"


def _writes_for(line: str, name: Name, hit: Hit) -> bool:
    """Whether a phrase tells that somebody writes in another's name: `on behalf of NAME`, `NAME's assistant`."""
    if hit.label == "names.behalf_of":
        return 0 <= hit.start - name.end < 3
    if hit.label != "names.behalf" or hit.end > name.start:
        return False
    between = folded_words(line[hit.end : name.start])
    return len(between) < 5 and only_lead(between)


def _context(line: str, name: Name, hits: list[Hit], *, known_name: bool) -> str | None:
    """What the phrase before a name says of it: right before it, or farther away in the same sentence."""
    before = line[: name.start]
    if before.rstrip().endswith(_WITH):
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
    found = folded_words(between)
    signs = re.sub(r"[\w\s.'\u2019-]", "", between)
    if len(found) > 6 or re.search(r"[.!?]\s", between) or signs.strip(",&+/()\u3001;"):
        return None
    joins = [word for word in found if word in phrased("people.and")]
    rest = [word for word in found if word not in phrased("names.our") and not is_title_word(word)]
    if not (found or signs) or any(word not in phrased("people.and") for word in rest):
        return None
    return "after another" if joins or set(signs) & set("&+/") else "in a row of names"


def _arranges_behind(rest: str, *, timed: bool) -> bool:
    """Whether the words behind a name, in the same sentence, are those of somebody who arranges."""
    sentence = re.split(r"[.!?;\t]\s|\)", rest[:70])[0]
    return (
        bool(sentence)
        and sentence[:1] in {" ", "(", ",", "-"}
        and arranges(sentence, timed=timed)
        and not re.search(r"\s[A-Z]\w+ [A-Z]\w+", sentence)
    )


def _look_below(cell: Cell, name: Name, mention: Mention, known: Known) -> None:
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
    elif _is_assistant(place.below):
        mention.arranges = mention.signed = True
    elif is_contact(place.below):
        mention.clues.append("contact below")
        mention.signed = True


def _is_assistant(line: str) -> bool:
    """Whether a line tells for whom somebody works: `PA to Dr Benedict Yarrow, Medical Director`."""
    found = words(line)[:TITLE_WORDS]
    if len(found) == 1 and found[0].folded in {phrase.split()[0] for phrase in phrased("names.assists")}:
        return True
    return any(hit.label == "names.assists" and hit.first == 0 for hit in contexts().find(found))
