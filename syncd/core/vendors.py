"""Hosts and mail addresses: whose they are, and what kind of vendor stands behind them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import tldextract

from syncd.core.lexicon import Lexicon
from syncd.core.text import clean, words
from syncd.core.vocabulary import read

_suffixes = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, fallback_to_snapshot=True)
_HOST = re.compile(r"[a-z0-9._-]{1,253}\Z")
_LINK = re.compile(r"https?://[^\s<>\"'\])}]{1,2000}", re.IGNORECASE)
_LOCAL_PARTS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
SHORT = 6
"""Letters of a word that may also begin a name."""
VENDOR_KINDS = (
    "applicant_tracking",
    "interview_scheduling",
    "general_scheduling",
    "assessment",
    "practice",
    "conferencing",
    "free_mail",
    "platform",
    "note_takers",
)


def host_of(address: str) -> str:
    """The host of an e-mail address, a URL or a bare host, in lower case; empty when there is none."""
    text = address.strip().lower()[:2048]
    text = text.partition("://")[2] or text
    text = re.split(r"[/?#]", text, maxsplit=1)[0].rpartition("@")[2].partition(":")[0].strip(".")
    return text if _HOST.match(text) else ""


@lru_cache(maxsize=4096)
def registrable_domain(host_or_email: str) -> str | None:
    """The part of a host that somebody registered: `us.greenhouse-mail.io` gives `greenhouse-mail.io`.

    Under suffixes nobody knows (`.example`, an intranet) the last two labels count. None for addresses and single
    labels. The public suffix list is the one bundled with tldextract: no network, no cache.
    """
    host = host_of(host_or_email)
    parts = _suffixes(host)
    if parts.suffix and parts.domain:
        return f"{parts.domain}.{parts.suffix}"
    labels = host.split(".")
    if parts.suffix or len(labels) < 2 or labels[-1].isdigit():
        return None
    return ".".join(labels[-2:])


@cache
def _kinds() -> dict[str, str]:
    table = read("vendors")
    return {domain: kind for kind in reversed(VENDOR_KINDS) for domain in table[kind]["domains"]}


@cache
def vendor_names() -> frozenset[str]:
    """What vendors are called: the first labels of their domains."""
    return frozenset(
        domain.partition(".")[0].replace("-", "") for domain, kind in _kinds().items() if kind != "free_mail"
    )


@lru_cache(maxsize=4096)
def vendor_kind(host_or_email: str) -> str | None:
    """Which section of vendors.toml a host belongs to; None for everybody else's."""
    host = host_of(host_or_email)
    while "." in host:
        if kind := _kinds().get(host):
            return kind
        host = host.partition(".")[2]
    return None


def under(host_or_email: str, domains: tuple[str, ...] | list[str]) -> bool:
    """Whether a host is one of the domains or lies under one."""
    host = host_of(host_or_email)
    return any(host == domain or host.endswith("." + domain) for domain in map(str.lower, domains))


def company_domain(host_or_email: str) -> str | None:
    """The registrable domain when it may be an employer's own: no vendor, no free mail, no platform."""
    return None if vendor_kind(host_or_email) else registrable_domain(host_or_email)


@lru_cache(maxsize=4096)
def is_mail_host(host_or_email: str) -> bool:
    """Whether a host sounds like a provider of mailboxes (`naturmail.example`); asked of the user's own only."""
    name = (registrable_domain(host_or_email) or "").partition(".")[0]
    starts, ends = hosts("free_mail", "starts"), hosts("free_mail", "ends")
    return any(name.startswith(start) for start in starts) or any(name.endswith(end) for end in ends)


def is_private_mail(email: str) -> bool:
    """Whether an address lies at a provider of mailboxes."""
    return vendor_kind(email) == "free_mail" or is_mail_host(email)


def without_links(text: str) -> str:
    """A text with the links in it blotted out, everything else where it was."""
    return _LINK.sub(lambda match: " " * len(match.group()), text)


def links_in(text: str) -> list[str]:
    """The http links written out in a text."""
    return [match.group().rstrip(".,;:!?") for match in _LINK.finditer(text)]


def matches_link(link: str, section: str) -> bool:
    """Whether a link fits one of the patterns of a section (`interviewer_links`, `candidate_links`)."""
    bare = link.lower().partition("://")[2] or link.lower()
    host, _, path = bare.partition("/")
    for pattern in read_patterns(section):
        wanted_host, _, wanted_path = pattern.partition("/")
        if (host == wanted_host or host.endswith("." + wanted_host)) and path.startswith(wanted_path):
            return True
    return False


@cache
def read_patterns(section: str) -> tuple[str, ...]:
    """Link patterns (host/path) of a section of vendors.toml."""
    return tuple(read("vendors")[section]["patterns"])


@cache
def hosts(section: str, key: str) -> tuple[str, ...]:
    """A list of hosts of a section of vendors.toml."""
    return tuple(read("vendors")[section][key])


@cache
def _mailboxes() -> dict[str, frozenset[str]]:
    return {key: frozenset(value) for key, value in read("vendors")["mailboxes"].items()}


@cache
def _mailbox_names() -> Lexicon:
    boxes = read("vendors")["mailboxes"]
    labelled = [("group", name) for name in boxes["group_words"]] + [("room", name) for name in boxes["room_words"]]
    return Lexicon([*labelled, *(("note_taker", name) for name in read("vendors")["note_takers"]["names"])])


@lru_cache(maxsize=4096)
def mailbox_kind(email: str) -> str | None:
    """`robots`, `groups` or `rooms` when what stands before the @ names no person."""
    local = email.rpartition("@")[0].lower().partition("+")[0]
    boxes = _mailboxes()
    if host_of(email) in boxes["room_domains"] or host_of(email).endswith("resource.calendar.google.com"):
        return "rooms"
    if host_of(email).endswith("group.calendar.google.com"):
        return "groups"
    pieces = {local, *_LOCAL_PARTS.findall(local.replace("_", ".")), *re.split(r"[._-]", local)}
    house = (registrable_domain(email) or "").partition(".")[0].replace("-", "")
    pieces |= {piece.removeprefix(house).removesuffix(house) for piece in pieces if len(house) > 2}
    if kind := next((kind for kind in ("robots", "rooms", "groups") if pieces & boxes[kind]), None):
        return kind
    return "groups" if any(piece.startswith(_recruiting_words()) for piece in pieces) else None


@cache
def _recruiting_words() -> tuple[str, ...]:
    """What the addresses of recruiters begin with, long enough to begin nobody's name: `seleccionmadrid@`."""
    return tuple(sorted(word for word in _mailboxes()["recruiting"] if len(word) > SHORT))


@lru_cache(maxsize=4096)
def is_recruiting_mailbox(email: str) -> bool:
    """Whether an address is where applications go: `careers@`, `bewerbung@`."""
    local = email.rpartition("@")[0].lower()
    return bool(_mailboxes()["recruiting"] & {local, *re.split(r"[._-]", local)}) and not vendor_kind(email)


@lru_cache(maxsize=4096)
def name_kind(name: str) -> str | None:
    """`group`, `room` or `note_taker` when a display name names no person."""
    text = clean(name, 200)
    hits = {hit.label for hit in _mailbox_names().find(words(text))}
    return next((label for label in ("note_taker", "room", "group") if label in hits), None)
