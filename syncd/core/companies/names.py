"""Where names stand that may be the hiring company's: title, place, senders and text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from syncd.core.companies.candidates import SHORT, Candidates, listed
from syncd.core.companies.clues import (
    heads,
    introduces,
    is_explained,
    is_known,
    is_role,
    named_clients,
    seeks,
    signed,
    speaks_of_meeting,
)
from syncd.core.companies.employers import takes_notes
from syncd.core.companies.kinds import headed
from syncd.core.companies.organisations import LONGEST, Run, ends_legally, has_company_word, is_company_word, runs
from syncd.core.companies.title import AT, STRONG_AT, WITH, Piece, pieces, segments
from syncd.core.companies.trim import is_own_head, without_lead
from syncd.core.labelled import labelled, labels, names
from syncd.core.names import is_given_name, is_honorific, is_spoken, is_title_word
from syncd.core.text import collapsed, fold, folded_words, has_ideographs, lines, words
from syncd.core.vendors import host_of, mailbox_kind, vendor_kind

_INCLUSIVE = re.compile(r"(?:[*:_/]\s?in\b|\s?\((?:m|w|f|h|x|d|g)[/|])")
"""Behind a job, for whoever may have it: `*in`, `(m/w/d)`."""
TEAM = 6
"""Words of a line with which a team signs: `Il team di Acme`."""


@cache
def _around_team() -> frozenset[str]:
    return listed("before") | listed("behind") | listed("connectors")


def from_title(found: Candidates) -> None:
    """What a title leaves when interview words, jobs and the user are taken away."""
    reading = found.reading
    text = reading.title.text
    bounds = segments(text)
    jobs = [any(start <= hit.start < end for hit in reading.title.found("job.titles")) for start, end in bounds]
    previous = ""
    for number, piece in enumerate(pieces(reading)):
        weight = _where_it_stands(piece, found)
        if piece.whole:
            weight += 0.2
            behind = piece.segment + 1 < len(jobs) and jobs[piece.segment + 1]
            if behind and len(piece.text.split()) in {2, 3} and not has_company_word(piece.text):
                weight -= 0.3
        if len(piece.text.split()) > 5:
            weight -= 0.8
        if previous and piece.whole and is_given_name(previous.split(maxsplit=1)[0]):
            weight += 0.4
        previous = piece.text
        if _INCLUSIVE.search(text[text.find(piece.text) + len(piece.text) :][:8]):
            weight -= 2.0
        article = f"{piece.after} " if found.uncased and piece.after in listed("small_articles") else ""
        own = piece.after in AT | STRONG_AT | WITH and fold(piece.text.split()[0]) in listed("small_articles")
        own = own or (0, len(piece.text)) in headed(piece.text)
        name = piece.text if own else without_lead(piece.text)
        found.add(article + name, "title", weight - 0.1 * number)
    for run in runs(text):
        if has_ideographs(run.text):
            found.add(run.text, "title", 1.5)
        elif found.backed(run.wide) or found.backed(run.text):
            found.add_run(run, "title", 0.2)


def _where_it_stands(piece: Piece, found: Candidates) -> float:
    """What the words beside a piece of the title tell: behind `at` a company, behind `with` rather a person."""
    upper = piece.text[0].isupper() or piece.text[0].isdigit() or has_ideographs(piece.text[0])
    noun = (
        piece.after
        and piece.after not in WITH | AT
        and not is_known(piece.text)
        and "interview" in found.leads(piece.after)
    )
    weight = 1.2 if upper else 1.0 if found.uncased else 0.9 if noun else 0.3
    if found.uncased and len(piece.text) <= SHORT:
        weight -= 0.6
    after = piece.after.rpartition("'")[2]
    if after in listed("firms") or (" " in piece.text and fold(piece.text.split()[0]) in listed("firms")):
        return weight + 2.5
    sure = bool(found.reading.title.found("interview.sure", "interview.likely"))
    if after in WITH or (after in listed("with_in_english") and not found.polish):
        theirs = piece.behind in listed("behind")
        company = "&" in piece.text or has_company_word(piece.text)
        weight += 1.0 if theirs else 0.2 if sure or company else 0.0 if found.uncased else -0.7
    elif after in STRONG_AT:
        weight += 2.5
    if after in WITH | listed("with_in_english") and _is_described(found.reading.title.text, piece.text):
        weight -= 1.5
    if found.agency and any(word.folded in listed("clients") for word in found.reading.title.words):
        weight += 1.0
    elif after in AT:
        weight += 0.6
    elif after in listed("short_roles") and (upper or found.uncased):
        person = len(piece.text.split()) > 1 and not has_company_word(piece.text) and piece.led in WITH
        weight -= 0.7 if person else -1.0
    elif is_honorific(after) and not is_title_word(after) and after not in listed("connectors"):
        weight -= 3.0
    if piece.behind in listed("seeks"):
        weight += 0.5
    return weight


def _is_described(text: str, name: str) -> bool:
    """Whether somebody's job stands in brackets behind a name: `Arlo (VP Eng)`."""
    behind = re.match(r"\s\(([^()]{2,40})\)", text[text.find(name) + len(name) :])
    told = behind.group(1).replace(",", " ").split() if behind else []
    return any(is_title_word(word) or fold(word) in listed("short_roles") for word in told) or (
        len(told) > 1 and told[0].isupper() and len(told[0]) <= SHORT
    )


def _is_somebody(text: str, people: Sequence[frozenset[str]]) -> bool:
    """Whether a line up to a company's name is the name of somebody met: `Paul, `."""
    spoken = set(folded_words(re.split(r"[.!?]\s+", text.rstrip(" ,|-\u2013\u2014\u00b7"))[-1]))
    return bool(spoken) and any(spoken <= one for one in people)


def from_place(found: Candidates) -> None:
    """A location often begins with the company's name and ends with the town."""
    place = found.reading.location
    if not place or "://" in place[:12]:
        return
    head, *rest = re.split(r"[,;\n|]|\s[-\u2013]\s", place)
    for run in list(runs(head, 120))[:1]:
        if run.opens and not has_digit(head):
            venue = any(word.folded in listed("venues") for word in words(run.text))
            found.add(run.text, "place", 0.5 if has_company_word(run.text) and not venue else -0.5)
    for candidate in [*found.found.values()]:
        key = collapsed(candidate.text)
        if len(key) > 3 and "title" in candidate.weights:
            if collapsed(head).startswith(key):
                candidate.weights["placed"] = 0.9
                if has_company_word(head) and len(head.split()) <= LONGEST and not has_digit(head):
                    found.add(head, "alone", 0.5)
            elif any(key == collapsed(one) for one in rest):
                candidate.weights["placed"] = -0.9


def has_digit(text: str) -> bool:
    """Whether a text holds a digit."""
    return any(char.isdigit() for char in text)


def from_display_names(found: Candidates) -> None:
    """What role mailboxes and vendors' senders are called: `Acme Recruiting`."""
    for one in found.reading.parties.others[:40]:
        if not one.name or "@" in one.name or one.cutype in {"ROOM", "RESOURCE"}:
            continue
        if takes_notes(one.email or ""):
            continue
        kind = vendor_kind(one.email or "")
        robot = kind in {"applicant_tracking", "interview_scheduling", "platform"}
        mailbox = bool(one.email) and mailbox_kind(one.email or "") in {"groups", "robots"}
        if has_ideographs(one.name):
            name = re.split(r"[ \u3000()（）]|採用|人事|面接|担当", one.name)[0]
            if robot or mailbox:
                found.add(name, "display", 2.5)
            continue
        for run in runs(one.name, 120):
            brackets = run.text != one.name and not run.opens
            if (robot or mailbox) and not mailbox_is_vendor(run.text, one.email or ""):
                rest = one.name[one.name.find(run.headed) + len(run.headed) :].split()
                trusted = robot and bool(rest) and fold(rest[0]) in listed("behind") - {fold(run.headed)}
                kept = robot or mailbox_kind(one.email or "") != "robots"
                found.add(run.headed, "display", 5.0 if trusted else 1.6 if kept else 1.2)
            elif brackets and has_company_word(run.text):
                found.add(run.text, "display", 0.6)
            elif has_company_word(run.text) and len(run.text.split()) > 1:
                found.add(run.text, "display", 1.3)


def mailbox_is_vendor(name: str, email: str) -> bool:
    """Whether a sender's display name is the vendor's own: `Workday Notifications`, `softgarden`."""
    host = host_of(email)
    return any(fold(word) in host for word in name.split()[:1] if len(word) > 3) and vendor_kind(email) is not None


def from_body(found: Candidates) -> None:
    """What labels, sentences, signatures and lines of their own name."""
    reading = found.reading
    text = reading.body.text
    rows = lines(text)
    signatures = signed(rows, found.known.people[1:])
    for stated in labelled(text):
        if names(stated, labels("label.company")):
            value = next(iter(runs(stated.value)), None)
            found.add(value.text if value else stated.value[:60], "stated", 5.0)
    for one in (reading.title, reading.body):
        for name in named_clients(one):
            found.add(name, "client", 3.0)
    for run in runs(text):
        if run.before == "sender" and found.agency:
            continue
        weight, why = max(_clues(found, run, rows, signatures), default=(0.0, ""))
        if ends_legally(run.wide) and run.wide == rows[run.line].strip() and is_own_head(run):
            found.add(run.wide, "alone", 1.5)
        elif why:
            found.add_run(run, why, weight)
    for candidate in found.found.values():
        times = text.count(candidate.text, 0, 6000)
        if times > 1 and not is_spoken(candidate.text):
            candidate.weights["often"] = min(0.4, 0.2 * (times - 1))


def _clues(found: Candidates, run: Run, rows: list[str], signatures: frozenset[int]) -> Iterator[tuple[float, str]]:
    """What the words beside a name in the text speak for it, each clue with its kind."""
    row, form = rows[run.line], has_company_word(run.text)
    several = " " in run.text
    if run.before == "sender" or has_ideographs(run.text):
        yield (2.0, "display") if run.before == "sender" else (1.3, "alone")
        return
    if run.before == "of role":
        yield -0.5, "named" if form else ""
        return
    if run.before in listed("of_theirs") | WITH and introduces(row, run.text):
        yield 1.0, "after_at"
    if run.before in STRONG_AT | listed("body_at") or (form and run.before in WITH and speaks_of_meeting(row)):
        yield 1.0 if form or (found.by_hand and run.before in STRONG_AT) else 0.6, "after_at"
    alone = collapsed(row) == collapsed(run.text) or row.startswith(run.text + " (")
    if run.opens and run.closes and alone and (run.line or form):
        role = is_role(run.text)
        signs = form and not role and (run.line > len(rows) // 2 or heads(rows, run.line))
        below = run.line in signatures and not (form or role)
        yield (1.2, "signed") if below else (1.5 if signs else 0.9 if form else 0.4, "alone")
    said = row.split() if run.line else []
    told = [word for word in said if fold(word).strip(",.!") not in _around_team()] if len(said) <= TEAM else said
    if len(told) < len(said) and collapsed(" ".join(told)) == collapsed(run.text):
        yield 1.2, "signed"
    if run.opens and row.endswith(run.text) and _is_somebody(row[: -len(run.text)], found.known.people[1:]):
        yield 1.3, "signed"
    if run.opens and row.endswith(run.text) and run.line and is_role(row[: row.rfind(run.text)]):
        yield 1.0, "behind_role"
    if found.by_hand and run.opens and run.line == 0 and row.startswith(run.text) and several:
        yield 0.95, "opens"
    if found.by_hand and seeks(row, run.text):
        yield 1.0, "after_at"
    if found.by_hand and several and f"({run.text})" in row and not is_known(run.text):
        yield 0.95, "alone"
    if found.agency and run.before in listed("for") and is_explained(row, run.text):
        yield 2.5, "client"
    told = [word for word in run.text.split() if not is_company_word(word)]
    if found.agency and ends_legally(run.text) and len(told) > 1 and not alone:
        yield 2.0, "client"
    if form or found.known.domains or found.known.tenants:
        yield 0.4 if form and several else 0.2, "named"
