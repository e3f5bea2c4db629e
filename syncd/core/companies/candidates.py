"""The names that may be the hiring company's, each once, with all that speaks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial

from syncd.core.companies.domains import FITS, fit
from syncd.core.companies.employers import label_of
from syncd.core.companies.japanese import is_japanese_company
from syncd.core.companies.kinds import is_kind
from syncd.core.companies.organisations import (
    Run,
    has_company_word,
    is_agency_word,
    is_company_word,
    legal_forms,
    reads_as_person,
)
from syncd.core.companies.trim import tidied
from syncd.core.language import languages_of
from syncd.core.names import is_given_name, is_place, is_spoken, is_title_word
from syncd.core.reading import Reading
from syncd.core.text import collapsed, fold, folded_words, has_ideographs
from syncd.core.vocabulary import word_list

listed = partial(word_list, "companies")
"""A list of companies.toml, folded."""
SURELY = 3.9
"""How well addresses bear out a name that is all of a domain."""
MOST = 400
"""Names looked at."""
MARGIN = 0.3
"""A longer spelling must be borne out better by more than this."""
FIRST_NAMES = 1000
"""Characters of a text in which somebody's surname is looked for."""
SHORT = 3
"""Letters of a word in small letters that is an abbreviation rather than a name."""
_BORDER = re.compile(r"\b")
_FOLLOWING = re.compile(r" ([^\W\d_]+)\b")


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
    called: frozenset[str] = frozenset()
    """The first names of those met."""


class Candidates:
    """The names found, each once, with the weights of all places that name it."""

    def __init__(self, reading: Reading, known: Known, *, agency: bool) -> None:
        self.reading, self.known, self.agency = reading, known, agency
        self.own_domains = known.domains[1:] if agency else known.domains
        """Those that may be the hiring company's: an agency's own stands first."""
        self.uncased = not any(
            len(one) > 1 and one[0].isupper() and not one.isupper() for one in reading.title.text.split()
        )
        spoken = languages_of([*reading.title.words, *reading.body.words[:400]])
        self.polish = "pl" in spoken and "en" not in spoken
        self.by_hand = not reading.event.organizer and not known.domains
        self.found: dict[str, Candidate] = {}
        self._backed: dict[str, float] = {}
        self._behind: dict[str, list[str]] = {}

    def add(self, name: str, why: str, weight: float) -> None:
        """Add a name, or what else speaks for one that is there: of two weights of a kind the greater."""
        name = self._without_somebody(self._without_first_name(self._without_me(self._without_round(tidied(name)))))
        key = collapsed(name)
        candidate = self.found.get(key)
        if candidate is None:
            if len(key) < 2 or len(self.found) > MOST or not self._may_be_company(name):
                return
            candidate = Candidate(name, tuple(folded_words(name)))
            candidate.weights["form"] = self._form(candidate)
            self.found[key] = candidate
        candidate.weights[why] = max(candidate.weights.get(why, weight), weight)

    def _without_round(self, name: str) -> str:
        """A name without the word for the talk before it, unless addresses have it too: `Interview Van der Meer`."""
        head, _, rest = name.partition(" ")
        if not rest or "interview" not in self.leads(fold(head)) or is_kind(head) or is_company_word(head):
            return name
        return rest if self.backed(rest) >= self.backed(name) else name

    def _without_me(self, name: str) -> str:
        """A name without the user's beside it: `Atelier Mouflon et Robin Falk`."""
        parts = name.split()
        mine = self.known.people[0] if self.known.people else frozenset()
        if len(parts) <= 2 or not any(fold(part) in mine for part in parts):
            return name
        own = [fold(part) in mine for part in parts]
        links = listed("connectors") | listed("joiners")
        for at in range(1, len(parts) - 1):
            if fold(parts[at]) in links and own[at + 1]:
                return " ".join(parts[:at])
            if fold(parts[at]) in links and all(own[:at]):
                return " ".join(parts[at + 1 :])
        if own[0] and not all(own) and f"{parts[0]}/" in self.reading.title.text:
            return " ".join(part for part, mine in zip(parts, own, strict=True) if not mine)
        return name

    def _without_first_name(self, name: str) -> str:
        """A name without the first one of somebody met before it: `Wiebren Datadiek`, where Wiebren Kooistra is met."""
        head, _, rest = name.partition(" ")
        if not rest or not (self.by_hand or fold(head) in self.known.called):
            return name
        if has_company_word(name) or self.backed(name):
            return name
        if head not in self._behind:
            self._behind[head] = _words_behind(head, self.reading.body.text[:FIRST_NAMES])
        surnames = self._behind[head]
        called = fold(head) in self.known.called or (bool(surnames) and surnames[0][0].isupper())
        return rest if called and rest.split()[0] not in surnames else name

    def _without_somebody(self, name: str) -> str:
        """A name of which an address is, without who belongs to it: `Noor van Groene Weelde`."""
        parts = name.split(maxsplit=2)
        if len(parts) <= 2 or fold(parts[1]) not in listed("of_theirs") or self.backed(parts[2]) < SURELY:
            return name
        return name if is_company_word(parts[0]) or is_kind(parts[0]) or is_spoken(parts[0]) else parts[2]

    def _may_be_company(self, name: str) -> bool:
        borne_out = len(name.split()) > 1 and (has_company_word(name) or self.backed(name) >= SURELY)
        if reads_as_person(name, self.known.people) and not borne_out:
            return False
        if has_ideographs(name):
            return is_japanese_company(name)
        spoken = folded_words(name)
        if all(word in listed("title_noise") or word.isdigit() for word in spoken):
            return False
        if spoken[0].isdigit() and len(spoken[0]) > SHORT:
            return False
        if self.agency and any(is_agency_word(word) for word in (spoken[0], *spoken[-3:])):
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
        if is_title_word(parts[-1]) and not is_company_word(parts[-1]) and "&" not in parts:
            weight -= 2.0
        if all(is_spoken(part) for part in parts) and "&" not in parts and not has_company_word(candidate.text):
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
        return next((one for one in self.own_domains if fit(label_of(one), name) >= FITS), None)

    def backed(self, name: str) -> float:
        """How well addresses and links bear a name out."""
        known = self._backed.get(name)
        if known is None:
            known = self._backed[name] = self._bear_out(name)
        return known

    def _bear_out(self, name: str) -> float:
        own = enumerate(self.own_domains)
        best = max((4 * fit(label_of(one), name) - 0.3 * min(n, 2) for n, one in own), default=0)
        tenants = max((3 * fit(one, name) for one in self.known.tenants), default=0)
        return max(best if best >= 4 * FITS - 0.6 else 0, tenants if tenants >= 3 * FITS else 0)


def _words_behind(word: str, text: str) -> list[str]:
    """The words that follow a word in a text."""
    found: list[str] = []
    at = text.find(word)
    while at >= 0:
        following = _FOLLOWING.match(text, at + len(word)) if _BORDER.match(text, at) else None
        if following:
            found.append(following[1])
        at = text.find(word, following.end() if following else at + 1)
    return found
