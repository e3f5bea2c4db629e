"""Names that may be the hiring company's, from everywhere in an event, and what speaks for each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache, partial

from syncd.core.company_clues import (
    heads,
    introduces,
    is_explained,
    is_known,
    is_role,
    named_clients,
    seeks,
    speaks_of_meeting,
)
from syncd.core.domain_names import FITS, fit
from syncd.core.employers import label_of
from syncd.core.labelled import labelled, labels, names
from syncd.core.language import languages_of
from syncd.core.names import is_given_name, is_honorific, is_place, is_spoken, is_title_word
from syncd.core.organisations import (
    LONGEST,
    Run,
    ends_legally,
    has_company_word,
    is_agency_word,
    is_company_word,
    is_japanese_company,
    legal_forms,
    reads_as_person,
    runs,
    without_belongings,
    without_department,
)
from syncd.core.reading import Reading
from syncd.core.text import collapsed, fold, has_ideographs, lines, words
from syncd.core.title import AT, STRONG_AT, WITH, Piece, pieces, segments
from syncd.core.vendors import host_of, mailbox_kind, vendor_kind
from syncd.core.vocabulary import word_list

listed = partial(word_list, "companies")
"""A list of companies.toml, folded."""
SURELY = 3.9
"""How well addresses bear out a name that is all of a domain."""
LEAST_BEFORE_STREET = 3
MOST = 400
"""Names looked at."""
_INCLUSIVE = re.compile(r"(?:[*:_/]\s?in\b|\s?\((?:m|w|f|h|x|d|g)[/|])")
"""Behind a job, for whoever may have it: `*in`, `(m/w/d)`."""
MARGIN = 0.3
"""A longer spelling must be borne out better by more than this."""
SHORT = 3
"""Letters of a word in small letters that is an abbreviation rather than a name."""


@dataclass(slots=True)
class Candidate:
    """A name that may be the company's, and what speaks for it."""

    text: str
    spoken: tuple[str, ...]
    weights: dict[str, float] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """What its weights add up to."""
        return sum(self.weights.values())


@dataclass(frozen=True, slots=True)
class Known:
    """What the addresses of an event tell."""

    domains: tuple[str, ...]
    """Those that may be a company's own, the likeliest first."""
    tenants: tuple[str, ...]
    """The employer's name in a vendor's link or address."""
    people: tuple[frozenset[str], ...]


class Candidates:
    """The names found, each once, with the weights of all places that name it."""

    def __init__(self, reading: Reading, known: Known, *, agency: bool) -> None:
        self.reading, self.known, self.agency = reading, known, agency
        self.uncased = not any(
            len(one) > 1 and one[0].isupper() and not one.isupper() for one in reading.title.text.split()
        )
        spoken = languages_of([*reading.title.words, *reading.body.words[:400]])
        self.polish = "pl" in spoken and "en" not in spoken
        self.found: dict[str, Candidate] = {}
        self._backed: dict[str, float] = {}

    def add(self, name: str, why: str, weight: float) -> None:
        """Add a name, or what else speaks for one that is there: of two weights of a kind the greater."""
        name = self._without_me(_tidied(name))
        key = collapsed(name)
        candidate = self.found.get(key)
        if candidate is None:
            if len(key) < 2 or len(self.found) > MOST or not self._may_be_company(name):
                return
            candidate = Candidate(name, tuple(word.folded for word in words(name)))
            candidate.weights["form"] = self._form(candidate)
            self.found[key] = candidate
        candidate.weights[why] = max(candidate.weights.get(why, weight), weight)

    def _without_me(self, name: str) -> str:
        """A name without the user's behind it: `Atelier Mouflon et Robin Falk`."""
        parts = name.split()
        mine = self.known.people[0] if self.known.people else frozenset()
        for at in range(1, len(parts) - 1):
            if fold(parts[at]) in listed("connectors") and fold(parts[at + 1]) in mine:
                return " ".join(parts[:at])
        return name

    def _may_be_company(self, name: str) -> bool:
        borne_out = len(name.split()) > 1 and (has_company_word(name) or self.backed(name) >= SURELY)
        if reads_as_person(name, self.known.people) and not borne_out:
            return False
        if has_ideographs(name):
            return is_japanese_company(name)
        spoken = [word.folded for word in words(name)]
        if all(word in listed("title_noise") or word.isdigit() for word in spoken):
            return False
        if spoken[0].isdigit() and len(spoken[0]) > SHORT:
            return False
        if self.agency and (is_agency_word(spoken[-1]) or is_agency_word(spoken[0])):
            return False
        return not self._is_agency_itself(name)

    def _is_agency_itself(self, name: str) -> bool:
        return self.agency and any(fit(label_of(domain), name) >= FITS for domain in self.known.domains[:1])

    def _form(self, candidate: Candidate) -> float:
        """What the spelling itself tells."""
        parts = candidate.text.split()
        weight = 0.0
        ideographic = has_ideographs(candidate.text)
        if any(part in legal_forms() and len(part) > 1 for part in candidate.spoken[1:]) or (
            ideographic and has_company_word(candidate.text)
        ):
            weight += 1.2
        elif has_company_word(candidate.text):
            alone = fold(candidate.text) in listed("words")
            named = (len(parts) > 1 or "-" in parts[0]) and (self.uncased or not candidate.text.islower())
            weight += 1.0 if named else -0.6 if alone else 0.2
        elif all(is_place(part) for part in parts):
            weight -= 1.0
        if is_title_word(parts[-1]) and not is_company_word(parts[-1]):
            weight -= 2.0
        if all(is_spoken(part) for part in parts) and not has_company_word(candidate.text):
            weight -= 1.5
        if is_given_name(parts[0]) and not has_company_word(candidate.text):
            weight -= 1.2
        return weight

    def leads(self, word: str) -> set[str]:
        """What a word before a name is: `interview` for the last word of a phrase that tells one."""
        title = self.reading.title
        return {hit.label.partition(".")[0] for hit in title.hits if title.words[hit.last].folded == word}

    def add_run(self, run: Run, why: str, weight: float) -> None:
        """Add a run, with the everyday words at its ends where the addresses bear these out too."""
        spellings = (run.text, run.headed, run.wide) if run.wide not in {"", run.text} else (run.text,)
        most = max(map(self.backed, spellings))
        self.add(next(one for one in spellings if self.backed(one) + MARGIN >= most), why, weight)

    def domain_of(self, name: str) -> str | None:
        """The domain that bears a name out."""
        domains = self.known.domains[1:] if self.agency else self.known.domains
        return next((one for one in domains if fit(label_of(one), name) >= FITS), None)

    def backed(self, name: str) -> float:
        """How well addresses and links bear a name out."""
        known = self._backed.get(name)
        if known is None:
            known = self._backed[name] = self._bear_out(name)
        return known

    def _bear_out(self, name: str) -> float:
        domains = self.known.domains[1:] if self.agency else self.known.domains
        best = max((4 * fit(label_of(one), name) - 0.3 * min(n, 2) for n, one in enumerate(domains)), default=0)
        tenants = max((3 * fit(one, name) for one in self.known.tenants), default=0)
        return max(best if best >= 4 * FITS - 0.6 else 0, tenants if tenants >= 3 * FITS else 0)


@lru_cache(maxsize=4096)
def _tidied(name: str) -> str:
    """A name without signs around it and what is no part of it."""
    name = name.strip(" ,;:-\u2013\u2014/&'\"").lstrip(".")
    name = name if ends_legally(name) else name.rstrip(" .,")
    return without_department(_without_street(without_belongings(_without_firm(name))))


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
        found.add(article + _without_lead(piece.text), "title", weight - 0.1 * number)
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
    sure = bool(found.reading.title.found("interview.sure", "interview.likely"))
    if after in WITH or (after in listed("with_in_english") and not found.polish):
        theirs = piece.behind in listed("behind")
        company = "&" in piece.text or has_company_word(piece.text)
        weight += 1.0 if theirs else 0.2 if sure or company else 0.0 if found.uncased else -0.7
    elif after in STRONG_AT:
        weight += 2.5
    elif after in AT:
        weight += 0.6
    elif after in listed("short_roles") and (upper or found.uncased):
        weight += 1.0
    elif is_honorific(after) and not is_title_word(after) and after not in listed("connectors"):
        weight -= 3.0
    if piece.behind in listed("seeks"):
        weight += 0.5
    return weight


def _without_firm(name: str) -> str:
    """A name without a word that only tells that it is one, and as it is written outside of a sentence."""
    head, _, rest = name.partition(" ")
    if rest and fold(head).strip(".") in listed("firms"):
        return rest
    bare = head.removesuffix("n") if head.endswith("n") else head.removesuffix("es")
    bent = bare != head and not is_company_word(head) and is_company_word(bare)
    return f"{bare} {rest}" if rest and bent else name


def _without_street(name: str) -> str:
    """A name without the street of a branch: `Harrow & Lunn Henry St`."""
    parts = name.split()
    branch = len(parts) > LEAST_BEFORE_STREET and fold(parts[-1]).strip(".") in listed("streets")
    return " ".join(parts[:-2]) if branch else name


def _without_lead(name: str) -> str:
    """A piece without capitalised words that lead to a name: `Your Acme`, `Probehalbtag Acme`."""
    parts = name.split()
    while len(parts) > 1 and fold(parts[0]) in listed("before") - listed("connectors") - listed("saints"):
        parts.pop(0)
    return " ".join(parts)


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
    keys = [collapsed(row) for row in rows]
    by_hand = not reading.event.organizer and not found.known.domains
    for stated in labelled(text):
        if names(stated, labels("label.company")):
            value = next(iter(runs(stated.value)), None)
            found.add(value.text if value else stated.value[:60], "stated", 5.0)
    for one in (reading.title, reading.body):
        for name in named_clients(one):
            found.add(name, "client", 3.0)
    for run in runs(text):
        row = rows[run.line]
        alone = run.opens and run.closes
        form = has_company_word(run.text)
        if run.before == "sender":
            found.add_run(run, "display", 2.0)
        elif has_ideographs(run.text):
            found.add_run(run, "alone", 1.3)
        elif run.before == "of role":
            if not form:
                continue
            found.add_run(run, "named", -0.5)
        elif run.before in listed("of_theirs") | WITH and introduces(row, run.text):
            found.add_run(run, "after_at", 1.0)
        elif run.before in STRONG_AT | listed("body_at") or (form and run.before in WITH and speaks_of_meeting(row)):
            found.add_run(run, "after_at", 1.0 if form else 0.6)
        elif alone and keys[run.line] == collapsed(run.text) and (run.line or form):
            signs = form and not is_role(run.text) and (run.line > len(rows) // 2 or heads(rows, run.line))
            found.add_run(run, "alone", 1.5 if signs else 0.9 if form else 0.4)
        elif run.opens and row.endswith(run.text) and run.line and is_role(row[: row.rfind(run.text)]):
            found.add_run(run, "behind_role", 1.0)
        elif by_hand and run.opens and run.line == 0 and row.startswith(run.text) and len(run.text.split()) > 1:
            found.add_run(run, "opens", 0.95)
        elif by_hand and seeks(row, run.text):
            found.add_run(run, "after_at", 1.0)
        elif by_hand and f"({run.text})" in row and len(run.text.split()) > 1 and not is_known(run.text):
            found.add_run(run, "alone", 0.95)
        elif found.agency and run.before in listed("for") and is_explained(row, run.text):
            found.add_run(run, "client", 2.5)
        elif form or found.known.domains or found.known.tenants:
            found.add_run(run, "named", 0.4 if form and len(run.text.split()) > 1 else 0.2)
        else:
            continue
    for candidate in found.found.values():
        times = text.count(candidate.text, 0, 6000)
        if times > 1 and not is_spoken(candidate.text):
            candidate.weights["often"] = min(0.4, 0.2 * (times - 1))
