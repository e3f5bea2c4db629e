"""The hiring company: from addresses, links, the title and what the text says. None rather than a guess."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from syncd.core.names import is_title_word
from syncd.core.reading import Reading, Text
from syncd.core.text import clean, collapsed, fold, words
from syncd.core.title import company_in_title
from syncd.core.vendors import company_domain, host_of, hosts, mailbox_kind, registrable_domain, vendor_kind
from syncd.core.vocabulary import read

__all__ = ["company_key", "find_company", "registrable_domain"]

LONGEST_NAME = 6
_SEGMENTS = re.compile(r"[\n\t|\u00b7\u2022;:()<>/\"\u201c\u201d\u201e\u00ab\u00bb,!?*]|\s[-\u2013\u2014]+\s|\.\s")
_PIECE = re.compile(r"[^\W_]+(?:['\u2019.][^\W_]+)*\.?|&|\+")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_LABEL = re.compile(
    r"^\W*(?:company|employer|organi[sz]ation|firma|unternehmen|arbeitgeber|entreprise|soci[ée]t[ée]|employeur|empresa|compañ[ií]a|azienda|societ[àa]|bedrijf"
    r"|werkgever|organisatie|pracodawca|f[öo]retag|arbetsgivare|会社名?|企業名?)\s*[:：]\s*([^\n|,;]{2,80})",
    re.IGNORECASE | re.MULTILINE,
)
_TAIL = frozenset(
    [
        "group",
        "hq",
        "app",
        "corp",
        "tech",
        "jobs",
        "careers",
        "inc",
        "gmbh",
        "ag",
        "global",
        "online",
        "int",
        "intl",
        "team",
        "io",
        "ai",
        "hr",
        "eu",
        "co",
        "official",
        "labs",
    ]
)


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(map(fold, read("companies")["legal_forms"]))


@cache
def _company_words() -> frozenset[str]:
    return frozenset(map(fold, read("companies")["words"]))


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(collapsed(one) for one in read("companies")["suffixes"])


@cache
def _agency_words() -> frozenset[str]:
    return frozenset(collapsed(one.rstrip("*")) for one in read("companies")["agencies"])


def company_key(name: str) -> str:
    """What two spellings of one company share: `Acme`, `ACME GmbH` and `Acme, Inc.` are one."""
    parts = [word.folded for word in words(clean(name, 200).replace(".", ""))]
    while len(parts) > 1 and parts[-1] in _legal_forms():
        parts.pop()
    return " ".join(parts)


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A stretch of text that reads like the name behind a domain's label."""

    text: str
    score: float


def _domains(reading: Reading) -> list[str]:
    """Addresses of the other side that may be a company's own, the organizer's first."""
    who = reading.parties
    addresses = [one.email for one in who.others if one.email and mailbox_kind(one.email) != "rooms"]
    addresses.extend(_EMAIL.findall(reading.body.text)[:20])
    domains = [domain for address in addresses if (domain := company_domain(address)) and domain not in who.own_domains]
    if not domains:
        return []
    first = who.organizer.email if who.organizer and not who.organized_by_me else None
    leading = company_domain(first) if first else None
    common = [domain for domain, _ in Counter(domains).most_common()]
    return [leading, *common] if leading in common else common


def _tenants(reading: Reading) -> Iterator[str]:
    """The employer's name in a vendor's link or address: `acme.recruitee.com`, `jobs.lever.co/acme`."""
    named_hosts, named_paths = hosts("applicant_tracking", "named_hosts"), hosts("applicant_tracking", "named_paths")
    organizer = reading.parties.organizer
    for link in (*reading.links, *((organizer.email or "",) if organizer else ())):
        host = host_of(link)
        path = link.partition("://")[2].partition("/")[2].split("/")
        if host in named_paths and path and path[0] and path[0] not in {"embed", "jobs"}:
            yield path[0]
            continue
        for domain in named_hosts:
            label = host.removesuffix("." + domain)
            if (
                label != host
                and "." not in label
                and not re.fullmatch(r"(?:us|eu|us\d+web|[a-z]{2}\d*web|www|app|jobs?|mail|web|hire|careers?|e)", label)
            ):
                yield label
    if organizer and organizer.email and vendor_kind(organizer.email) == "applicant_tracking":
        local = organizer.email.partition("@")[0]
        if not mailbox_kind(organizer.email):
            yield local


def _texts(reading: Reading) -> Iterator[str]:
    yield reading.title.text
    yield reading.body.text
    yield reading.location
    for one in reading.parties.others:
        if one.name and "@" not in one.name:
            yield one.name


def _same(label: str, pieces: list[str]) -> bool:
    joined = collapsed(" ".join(pieces))
    if joined == label:
        return True
    if "&" in pieces or "+" in pieces:
        return any(
            label == collapsed(" ".join(word if piece in "&+" else piece for piece in pieces))
            for word in ("and", "und", "et", "y", "e", "en", "n")
        )
    firsts = [collapsed(piece)[:1] for piece in pieces]
    if len(pieces) > 2 and label == "".join(firsts):
        return True
    return len(pieces) > 1 and label == collapsed(pieces[0]) + "".join(firsts[1:])


def _widened(pieces: list[str], first: int, last: int) -> tuple[int, int]:
    """A name together with the company words and legal forms that stand beside it."""

    def belongs(piece: str, *, only_legal: bool) -> bool:
        if collapsed(piece) in _suffixes():
            return True
        return not only_legal and piece[0].isupper() and fold(piece).strip(".") in _company_words()

    while last + 1 < len(pieces) and belongs(pieces[last + 1], only_legal=False):
        last += 1
    if (
        last + 2 < len(pieces)
        and pieces[last + 1] == "&"
        and (belongs(pieces[last + 2], only_legal=False) or pieces[last + 2].rstrip(".") in {"Cie", "Co"})
    ):
        last += 2
        while last + 1 < len(pieces) and belongs(pieces[last + 1], only_legal=True):
            last += 1
    while (
        first > 0 and belongs(pieces[first - 1], only_legal=False) and collapsed(pieces[first - 1]) not in _suffixes()
    ):
        first -= 1
    return first, last


def _spellings(label: str, text: str) -> Iterator[_Spelling]:
    for segment in _SEGMENTS.split(text[:6000]):
        pieces = _PIECE.findall(segment)[:60]
        for first in range(len(pieces)):
            for last in range(first, min(len(pieces), first + LONGEST_NAME)):
                part = pieces[first : last + 1]
                if part[-1] in "&+" or part[0] in "&+":
                    continue
                joined = collapsed("".join(part))
                if len(joined) > len(label) + 6:
                    break
                score = 0.0
                if _same(label, part):
                    score = 3.0
                elif len(joined) > 3 and label.startswith(joined) and label[len(joined) :] in _TAIL:
                    score = 2.0
                if not score or not any(piece[0].isupper() or piece[0].isdigit() for piece in part):
                    continue
                start, end = _widened(pieces, first, last)
                found = " ".join(pieces[start : end + 1])
                found = (
                    found if found.endswith((".V.", ".A.", ".o.", "Inc.", "Ltd.", ".L.", ".l.")) else found.rstrip(".")
                )
                yield _Spelling(found, score + 0.2 * (end - start))


def _spelled(label: str, reading: Reading) -> str | None:
    """How the texts of the event write the name behind a domain's label."""
    plain = collapsed(label)
    best: _Spelling | None = None
    for text in _texts(reading):
        for one in _spellings(plain, text):
            if best is None or one.score > best.score:
                best = one
    return best.text if best else None


def _pretty(label: str) -> str:
    parts = [part for part in label.split("-") if part]
    return " ".join(part.upper() if len(part) < 3 else part.capitalize() for part in parts)


def is_agency(reading: Reading) -> bool:
    """Whether the other side places people at companies that are not its own."""
    if reading.body.found("job.agency") or reading.title.found("job.agency"):
        return True
    organizer = reading.parties.organizer
    if not organizer or not organizer.email or reading.parties.organized_by_me:
        return False
    domain = company_domain(organizer.email)
    if not domain:
        return False
    pieces = set(re.split(r"[-.]", domain)[:-1])
    return bool(pieces & _agency_words()) and len(pieces) > 1


def _stated(reading: Reading) -> str | None:
    match = _LABEL.search(reading.body.text)
    if not match:
        return None
    stated = match.group(1).strip(" .\t")
    return stated if stated and not is_title_word(stated.split()[-1]) else None


def find_company(reading: Reading, people: list[str]) -> tuple[str | None, str | None]:
    """The hiring company and its registrable domain.

    Args:
        reading: The event.
        people: Names of those who are met, which are not companies.

    Returns:
        (name as a person would write it, domain); each None where the event does not tell. An agency is never the
        hiring company, nor is a vendor, free mail or the user's own employer.
    """
    stated = _stated(reading)
    if is_agency(reading):
        return stated, None
    domains = _domains(reading)
    if domains:
        label = domains[0].partition(".")[0]
        return stated or _spelled(label, reading) or company_in_title(reading, people, hint=label) or _pretty(
            label
        ), domains[0]
    for tenant in _tenants(reading):
        if spelled := _spelled(tenant, reading):
            return stated or spelled, None
    return stated or company_in_title(reading, people) or _from_text(reading.body), None


_AT = re.compile(
    r"(?:interest in|applying (?:to|at)|application (?:to|at|with)|position at|role at|job at|opening at|team at|career at|careers at|welcome to|Stelle (?:bei|bei der)|Interesse an (?:der|einer Stelle bei)"
    r"|Bewerbung bei(?: der)?|Team der|intérêt pour|poste chez|rejoindre|équipe de|interés en|puesto en|vacante en|equipo de|interesse (?:na|em|pela)|vaga na|vaga no|equipe da|interesse per|posizione in|presso(?: la)?"
    r"|interesse in|functie bij|vacature bij|team van|stanowisko w|zainteresowanie|tjänsten (?:hos|på)|intresse för)\s+((?:[A-ZÀ-ÞŁŚŻ0-9][\w&'’.-]*|&|und|and|de|of|y|et|e)(?: (?:[A-ZÀ-ÞŁŚŻ0-9][\w&'’-]*|&|of|de))*)"
)


def _from_text(body: Text) -> str | None:
    match = _AT.search(body.text)
    if not match:
        return None
    name = match.group(1).strip(" .,")
    return name if 2 < len(name) < 60 and not is_title_word(name.split()[-1]) else None
