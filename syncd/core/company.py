"""The hiring company: the name for which most speaks, spelled out. None rather than a guess."""

from __future__ import annotations

from syncd.core.companies.candidates import Candidate, Candidates, Known
from syncd.core.companies.domains import FITS, fit
from syncd.core.companies.employers import domains_of, is_agency, label_of, tenants_of
from syncd.core.companies.names import from_body, from_display_names, from_place, from_title
from syncd.core.companies.organisations import is_company_word, legal_forms
from syncd.core.companies.title import listed
from syncd.core.names import is_place, spelled
from syncd.core.reading import Reading
from syncd.core.text import collapsed, fold, has_ideographs

TOLERANCE = 1e-6
ENOUGH = 0.9
"""What a name needs when nothing else is known."""
ENOUGH_BESIDE_DOMAIN = 2.2
"""What a name needs that the known domain does not bear out."""
ENOUGH_WHEN_TOLD = 1.2
"""... where it reads like an organisation's, or is signed with."""
ENOUGH_FOR_CLIENT = 2.4
"""What the name of an agency's client needs."""


def _pretty(label: str) -> str:
    parts = [part for part in label.split("-") if part]
    return " ".join(part.upper() if len(part) < 3 else part.capitalize() for part in parts)


def _family(candidate: Candidate, others: list[Candidate]) -> list[Candidate]:
    """Spellings of one name: those whose words hold all of its words, or are held by it."""
    mine = set(_bare(candidate))
    key = "".join(_bare(candidate))
    return [
        one
        for one in others
        if mine
        and (
            mine <= set(_bare(one))
            or (set(_bare(one)) and set(_bare(one)) <= mine)
            or (len(one.spoken) > 1 and fit(key, one.text) >= FITS)
        )
    ]


def _bare(candidate: Candidate) -> tuple[str, ...]:
    kept = tuple(word for word in candidate.spoken if word not in legal_forms())
    return kept or candidate.spoken


def _names_more(candidate: Candidate) -> bool:
    """Whether a name tells more than what it is and where: `Hospital San Roque`, not `Europe Amsterdam`."""
    return any(not (is_company_word(word) or is_place(word)) for word in candidate.text.split()) and (
        " " in candidate.text
    )


def _fullest(family: list[Candidate], found: Candidates) -> Candidate:
    """The spelling a person would write: the longest that stands on its own or that the domain bears out."""

    def rank(one: Candidate) -> tuple[float, int]:
        kinds = set(one.weights) - {"form", "often"}
        firm = 1.2 * bool(kinds & {"alone", "behind_role", "after_at", "stated", "title", "client", "display"})
        backed = found.backed(one.text)
        firm = firm or 0.6 * ("place" in kinds and bool(backed))
        length = min(len(one.spoken), 6) * 0.45
        return (firm + length + min(one.weights["form"], 1.2) + backed * 0.5, -len(one.text))

    return max(family, key=rank)


def _without_branch(name: str, found: Candidates) -> str:
    """A name without the town or country of a branch, of which domain or title do not tell: `Vermillon Games Paris`."""
    whole, _, place = name.rpartition(" ")
    branch = (is_place(place) or fold(place) in listed("countries")) and not is_company_word(place)
    apart = found.backed(whole) >= found.backed(name) > 0
    shown = found.found.get(collapsed(whole))
    apart = apart or (shown is not None and bool(set(shown.weights) & {"title", "display", "stated"}))
    return whole if whole and branch and apart else name


def _without_silent_form(name: str) -> str:
    """A name without a legal form that is written in registers and seldom said: `Clinique du Pré ASBL`."""
    folded = name.casefold().replace(".", "")
    ends = next((form for form in listed("silent_forms") if folded.endswith(" " + form)), "")
    return " ".join(name.split()[: -len(ends.split())]) if ends else name


def find_company(reading: Reading, people: list[str], *, agency: bool | None = None) -> tuple[str | None, str | None]:
    """The hiring company and its registrable domain.

    Args:
        reading: The event.
        people: Names of those who are met, which are not companies.
        agency: Whether the other side is an agency, where that was found out before.

    Returns:
        (name as a person would write it, domain); each None where the event does not tell. An agency is never the
        hiring company, nor is a vendor, free mail or the user's own employer.
    """
    agency = is_agency(reading) if agency is None else agency
    mine = spelled(reading.settings.me.name)
    known = Known(
        domains=domains_of(reading),
        tenants=tuple(dict.fromkeys(tenants_of(reading))),
        people=(mine, *map(spelled, people)),
        called=frozenset(fold(name.split()[0]) for name in people if " " in name),
    )
    found = Candidates(reading, known, agency=agency)
    from_title(found)
    from_place(found)
    from_display_names(found)
    from_body(found)
    candidates = list(found.found.values())
    own = found.own_domains
    fallback = (_pretty(label_of(own[0])), own[0]) if own and not agency else (None, None)
    best: Candidate | None = None
    most = 0.0
    for candidate in candidates:
        weight = candidate.score + found.backed(candidate.text)
        if weight > most:
            best, most = candidate, weight
    told = best is not None and ("signed" in best.weights or (best.weights["form"] >= 1 and _names_more(best)))
    enough = ENOUGH_FOR_CLIENT if agency else (ENOUGH_WHEN_TOLD if told else ENOUGH_BESIDE_DOMAIN) if own else ENOUGH
    robot = reading.parties.sent_by_robot and not agency
    enough = min(enough, ENOUGH) if robot or (best and has_ideographs(best.text)) else enough
    if best is None or (most < enough - TOLERANCE and not found.backed(best.text)):
        return fallback
    chosen = _fullest(_family(best, candidates), found)
    name = _without_silent_form(_without_branch(chosen.text, found))
    domain = found.domain_of(chosen.text) or found.domain_of(best.text)
    return name, domain or (own[0] if own and not agency else None)
