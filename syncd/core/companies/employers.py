"""Whose addresses an event holds: the domains that may be the employer's, and whether an agency stands behind them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, partial
from itertools import pairwise

from syncd.core.companies.domains import FITS, fit
from syncd.core.companies.organisations import has_company_word, is_agency_word
from syncd.core.lexicon import Hit, Lexicon
from syncd.core.names import is_spoken, is_title_word
from syncd.core.reading import Reading
from syncd.core.text import EMAIL, Word, fold
from syncd.core.vendors import company_domain, host_of, hosts, mailbox_kind, vendor_kind
from syncd.core.vocabulary import read, word_list

listed = partial(word_list, "companies")
"""A list of companies.toml, folded."""
SERVED = 7
"""Words before a client with whom something is told to be done ..."""
SERVED_BEHIND = 2
"""... and behind."""
_SHARED_HOST = re.compile(
    r"(?:us|eu|us\d+web|[a-z]{2}\d*web|www|app|jobs?|mail|web|hire|careers?|talent|you|m|e|meet)\Z"
)


def domains_of(reading: Reading) -> tuple[str, ...]:
    """Domains of the other side that may be a company's own, the organizer's first."""
    who = reading.parties
    addresses = [one.email for one in who.others if one.email and mailbox_kind(one.email) != "rooms"]
    addresses = [address for address in addresses if not takes_notes(address)]
    if "@" in reading.body.text:
        addresses.extend(EMAIL.findall(reading.body.text)[:20])
    domains = [domain for address in addresses if (domain := company_domain(address)) and domain not in who.own_domains]
    domains = [domain for domain in domains if not _looks_like_vendor(domain)]
    if not domains:
        return ()
    domains = [domain for domain in domains if not (who.sent_by_robot and is_agency_domain(domain))]
    first = who.organizer.email if who.organizer and not who.organized_by_me else None
    leading = company_domain(first) if first else None
    common = [domain for domain, _ in Counter(domains).most_common()]
    return tuple(dict.fromkeys([leading, *common] if leading and leading in common else common))


def takes_notes(address: str) -> bool:
    """Whether an address is that of a machine which takes notes."""
    return bool(set(re.split(r"[-._+@]", fold(address))) & listed("note_takers"))


@cache
def _vendor_labels() -> frozenset[str]:
    kinds = ("applicant_tracking", "interview_scheduling", "note_takers")
    return frozenset(
        label_of(domain) for kind in kinds for domain in hosts(kind, "domains") if len(label_of(domain)) > 6
    )


def _looks_like_vendor(domain: str) -> bool:
    """Whether a domain is a vendor's under another suffix, or one from which machines write."""
    label = label_of(domain)
    return label in _vendor_labels() or bool(set(label.split("-")) & listed("vendor_parts"))


def tenants_of(reading: Reading) -> Iterator[str]:
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
            if label != host and "." not in label and not _SHARED_HOST.match(label):
                yield label
    if organizer and organizer.email and vendor_kind(organizer.email) == "applicant_tracking":
        local = organizer.email.partition("@")[0].partition("+")[0]
        if not mailbox_kind(organizer.email):
            yield local


def label_of(domain: str) -> str:
    """What stands first in a domain: `acme` of `acme.co.uk`."""
    return domain.partition(".")[0]


@cache
def client_phrases() -> Lexicon:
    """Phrases of those who fill jobs at others: `agency`, and `client` where its name follows."""
    table = read("companies")
    listed = [("agency", phrase) for phrase in (*table["client_phrases"], *table["unnamed_client"])]
    return Lexicon([*listed, *(("client", phrase) for phrase in table["named_client"])])


@cache
def _legal_spellings() -> frozenset[str]:
    return frozenset(form.rstrip(".") for form in read("companies")["suffixes"])


def is_agency_domain(domain: str) -> bool:
    """Whether what stands first in a domain holds a word of those who fill jobs at others."""
    label = label_of(domain)
    if label in listed("agencies"):
        return True
    pieces = set(label.split("-"))
    if len(pieces) > 1 and pieces & listed("agency_domains"):
        return True
    return any(
        len(word) > 5 and len(label) > len(word) + 2 and (label.startswith(word) or label.endswith(word))
        for word in listed("agency_domains")
    )


def is_agency(reading: Reading) -> bool:
    """Whether the other side places people at companies that are not its own."""
    for text in (reading.title, reading.body):
        hits = [hit for hit in client_phrases().find(text.words) if hit.label == "agency"]
        if any(not is_served(text.words, hit) for hit in hits):
            return True
    domains = domains_of(reading)
    if domains and not reading.parties.sent_by_robot and is_agency_domain(domains[0]):
        return True
    return any(_names_agency(text, domains) for text in (reading.title.text, reading.body.text[:4000]))


def is_served(found: list[Word], hit: Hit) -> bool:
    """Whether a company works for a client rather than seeks people: `a case of our client`."""
    around = found[max(0, hit.first - SERVED) : hit.first] + found[hit.last + 1 : hit.last + 1 + SERVED_BEHIND]
    spoken = {word.folded for word in around}
    return bool(spoken & listed("serving")) and not spoken & listed("sought")


def _names_agency(text: str, domains: tuple[str, ...]) -> bool:
    """Whether a name with a word of that trade stands in a text, and is not that of a company's own department."""
    parts = re.findall(r"\S+|\n", text)
    for number, (one, other) in enumerate(pairwise(parts)):
        behind = parts[number + 2] if number + 2 < len(parts) else ""
        ends = not other[-1].isalnum() or not behind[:1].isupper() or behind.rstrip(",.)") in _legal_spellings()
        name, trade = one.lstrip("("), other.strip("),.;-\u2013|/")
        if not ends or not name or not name[-1].isalnum():
            continue
        if not (name[:1].isupper() and trade[:1].isupper() and is_agency_word(trade)):
            continue
        if is_title_word(name) or is_spoken(name) or has_company_word(name):
            continue
        in_house = fold(trade) in listed("in_house") and any(fit(label_of(one), name) >= FITS for one in domains)
        if not in_house:
            return True
    return False
