"""Telling at a glance that an event is no interview, from its raw text, without parsing it.

Two looks: the set of words of the text against the beginnings of all words that matter, which nearly every ordinary
event fails; then, for the few that pass, the phrases themselves. It may let ordinary events through, and never drops
one that the full path would accept or be unsure of.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from syncd.core.detect import ANCHORS
from syncd.core.lexicon import Lexicon, pieces_of
from syncd.core.settings import Settings
from syncd.core.text import LETTERS, WORD_LIMIT, Word, fold, has_ideographs
from syncd.core.vocabulary import phrases, read

_WORDS = re.compile(r"[a-z0-9]+")
_TAGS = re.compile(r"<[^<>]{0,500}>")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_SUMMARY = re.compile(r"(?:^SUMMARY[^:\n]{0,200}:|\"summary\"\s*:\s*\")([^\r\n]{0,600})", re.MULTILINE | re.IGNORECASE)
_UNREADABLE = re.compile(r"\ufffd|ENCODING=(?:QUOTED|BASE64|B\b)[^:]{0,80}:", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LENGTHS = (8, 6, 4)


@dataclass(frozen=True, slots=True)
class _Net:
    """The words of a vocabulary, ready for the first look."""

    exact: frozenset[str]
    beginnings: tuple[tuple[int, frozenset[str]], ...]
    """Beginnings of words by their length."""
    parts: tuple[str, ...]
    """Parts of words that may stand anywhere."""
    ideographs: tuple[str, ...]
    phrases: Lexicon
    domains: frozenset[str]
    labels: frozenset[str]
    """First labels of the domains."""
    names: tuple[str, ...]
    """Words of the user's name."""


def _ascii(text: str) -> str:
    """Folded to ASCII; what has no ASCII form is dropped, in the vocabulary as in the text."""
    if text.isascii():
        return text.lower()
    text = text.casefold().translate(LETTERS)
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _key(pieces: tuple[str, ...]) -> str:
    """The most telling word of a phrase."""
    return max(pieces, key=lambda piece: len(piece.strip("*.")))


@lru_cache(maxsize=8)
def _net(settings: Settings) -> _Net:
    rules = settings.detect
    wanted = [phrase for label in (*ANCHORS, "label.candidate") for phrase in phrases().get(label, ())]
    wanted += [*(word for word in rules.keywords if word.strip()), "interview*", "nointerview"]
    vendors = read("vendors")
    domains = {
        domain.lower()
        for kind in ("applicant_tracking", "interview_scheduling", "assessment")
        for domain in vendors[kind]["domains"]
    }
    domains |= {pattern.partition("/")[0].rstrip(".") for pattern in vendors["candidate_links"]["patterns"]}
    domains |= {domain.lower() for domain in rules.always_domains}
    exact: set[str] = set(vendors["mailboxes"]["recruiting"])
    exact = {word for box in exact for word in _WORDS.findall(_ascii(box))}
    beginnings: dict[int, set[str]] = {length: set() for length in _LENGTHS}
    parts: set[str] = set()
    for phrase in wanted:
        if has_ideographs(phrase):
            continue
        for pieces in pieces_of(phrase):
            key = _key(pieces)
            bare = _ascii(key.strip("*"))
            if not bare:
                continue
            if key[0] == "*":
                parts.add(bare)
            elif key[-1] == "*" or len(bare) > _LENGTHS[0]:
                length = next((size for size in _LENGTHS if size <= len(bare)), None)
                if length is None:
                    parts.add(bare)
                else:
                    beginnings[length].add(bare[:length])
            else:
                exact.add(bare)
    return _Net(
        exact=frozenset(exact),
        beginnings=tuple((length, frozenset(found)) for length, found in beginnings.items() if found),
        parts=tuple(sorted(parts)),
        ideographs=tuple(sorted({fold(phrase) for phrase in wanted if has_ideographs(phrase)})),
        phrases=Lexicon(("anchor", phrase) for phrase in wanted),
        domains=frozenset(domains),
        labels=frozenset(_WORDS.findall(domain)[0] for domain in domains),
        names=tuple(word for word in _WORDS.findall(_ascii(settings.me.name)) if len(word) > 1),
    )


def _unescaped(raw: str) -> str:
    """Folded lines joined and escapes undone (RFC 5545 sections 3.1 and 3.3.11, JSON strings)."""
    text = raw.replace("\r\n ", "").replace("\n ", "").replace("\r\n\t", "").replace("\n\t", "")
    if "\\" in text:
        if "\\u" in text:
            text = _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
        text = text.replace("\\n", " ").replace("\\N", " ").replace("\\r", " ").replace("\\t", " ")
    return text


def _caught(text: str, net: _Net) -> bool:
    """The first look."""
    found = set(_WORDS.findall(text))
    if not found.isdisjoint(net.exact) or not found.isdisjoint(net.labels):
        return True
    for length, beginnings in net.beginnings:
        if not beginnings.isdisjoint([word[:length] for word in found]):
            return True
    return any(part in text for part in net.parts)


def _says(text: str, folded: str, net: _Net) -> bool:
    """The second look."""
    found = [
        Word(word[:WORD_LIMIT], start, start, breaks=False)
        for start, word in enumerate(re.findall(r"[^\W_]+", fold(text)))
    ]
    if net.phrases.find(found):
        return True
    if any(domain in folded for domain in net.domains):
        return True
    return any(
        f"{box}@" in folded or f"{box}-" in folded or f"{box}." in folded or f"-{box}" in folded for box in _boxes()
    )


@lru_cache(maxsize=1)
def _boxes() -> tuple[str, ...]:
    return tuple(_ascii(box) for box in read("vendors")["mailboxes"]["recruiting"])


def _is_worth_it(text: str, net: _Net) -> bool:
    folded = _ascii(text)
    if _caught(folded, net) and _says(text, folded, net):
        return True
    if not text.isascii() and has_ideographs(text):
        normal = fold(text)
        return any(phrase in normal for phrase in net.ideographs)
    return False


def may_be_interview(raw: str, settings: Settings) -> bool:
    """Whether an event deserves a full look.

    Args:
        raw: iCalendar text as it came (lines folded, texts escaped) or the JSON text of a Google event.
        settings: The user's name, keywords and domains.

    Returns:
        False only for events that `interpret` would find to be none.
    """
    net = _net(settings)
    text = _unescaped(raw)
    if _is_worth_it(text, net):
        return True
    if ("ORGANIZER" in text or '"organizer"' in text) and (summary := _SUMMARY.search(text)):
        spoken = _ascii(summary.group(1))
        if any(name in spoken for name in net.names):
            return True
    if "<" in text or "&" in text:
        plain = html.unescape(text)
        if _is_worth_it(_TAGS.sub("", plain), net) or _is_worth_it(_TAGS.sub(" ", plain), net):
            return True
    if _CONTROL.search(text) and _is_worth_it(_CONTROL.sub("", text), net):
        return True
    return _UNREADABLE.search(raw) is not None
