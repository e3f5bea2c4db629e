"""Telling at a glance that an event is no interview, from its raw text, without parsing it.

Two looks: the words of the text against all words that matter, which nearly every ordinary event fails; then, for the
few that pass, the phrases themselves. It may let ordinary events through, and never drops one that the full path would
accept or be unsure of.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from syncd.core.detect import ANCHORS, TOGETHER
from syncd.core.lexicon import GAP, Lexicon, pieces_of
from syncd.core.settings import Settings
from syncd.core.text import LETTERS, WORD_LIMIT, Word, fold, has_ideographs
from syncd.core.vocabulary import phrases, read

_WORDS = re.compile(r"[a-z0-9]+")
_SPOKEN = re.compile(r"[^\W_]+")
_FOLD = re.compile(r"\r?\n[ \t]")
_WORDLESS = re.compile(
    r"\n(?:(?:DT(?:START|END|STAMP)|UID|CREATED|LAST-MODIFIED|SEQUENCE|STATUS|TRANSP|BEGIN|END|RRULE|EXDATE|VERSION"
    r"|PRODID|TZ[A-Z]+)"
    r"[:;][^\n]*|DESCRIPTION(?=[:;]))"
)
"""Content lines (unfolded) that say nothing in words, and a name that is a word."""
_TAGS = re.compile(r"<[^<>]{0,500}>")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_SUMMARY = re.compile(r"summary(?<=[\n\"]summary)(?:\"\s*:\s*\"|[^:\n]{0,200}:)([^\r\n]{0,600})")
"""The title in a folded text; that it begins with plain letters is what makes the search quick."""
_ENCODED = re.compile(r"encoding=(?:quoted|base64|b\b)[^:]{0,80}:")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LENGTHS = (8, 6, 4)
_REMEMBERED = 50_000
"""Words without meaning that are kept in mind."""


class _Words:
    """The words of many phrases, asked which of them a text has."""

    def __init__(self, wanted: list[str], also: Collection[str] = ()) -> None:
        """Index the phrases; `also` are words that matter by themselves."""
        self._also = also
        self._exact: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
        self._beginnings: dict[int, set[str]] = {length: set() for length in _LENGTHS}
        self._parts: set[str] = set()
        for pieces in _spellings(wanted):
            self._learn(pieces)
        self.ideographs = tuple(sorted({fold(phrase) for phrase in wanted if has_ideographs(phrase)}))
        self._plain: set[str] = set()
        self._open: dict[str, bool] = {}

    def _learn(self, pieces: tuple[str, ...]) -> None:
        """Index a phrase by its longest word, with the words that must stand beside it."""
        key = max(pieces, key=lambda piece: len(piece.strip("*.")))
        bare = _plain_word(key.strip("*"))
        length = next((size for size in _LENGTHS if size <= len(bare)), None)
        if not bare:
            return
        if key[0] == "*" or (key[-1] == "*" and length is None):
            self._parts.add(bare)
        elif key[-1] == "*" and length:
            self._beginnings[length].add(bare[:length])
        else:
            whole = (_plain_word(piece) for piece in pieces if piece is not key and "*" not in piece and piece != GAP)
            self._exact[bare].add(frozenset(word for word in whole if word))

    def telling(self, found: set[str]) -> set[str]:
        """The words that matter; those that do not are kept in mind."""
        unknown = found - self._plain
        telling = {word for word in unknown if word in self._exact or word in self._also or self._is_open(word)}
        if len(telling) < len(unknown):
            if len(self._plain) > _REMEMBERED:
                self._plain.clear()
            self._plain |= unknown - telling
        return telling

    def may_say(self, telling: set[str], found: set[str]) -> bool:
        """Whether the longest word of a phrase is there, and its other words are."""
        for word in telling:
            if self._is_open(word):
                return True
            for rest in self._exact.get(word, ()):
                if rest <= found:
                    return True
        return False

    def _is_open(self, word: str) -> bool:
        """Whether it is one of the words of which the vocabulary names only a part."""
        known = self._open.get(word)
        if known is None:
            if len(self._open) > _REMEMBERED:
                self._open.clear()
            known = self._open[word] = self._begins_or_holds(word)
        return known

    def _begins_or_holds(self, word: str) -> bool:
        return any(word[:length] in beginnings for length, beginnings in self._beginnings.items()) or any(
            part in word for part in self._parts
        )


class Prefilter:
    """The quick look at raw events, for one user's name, keywords and domains."""

    def __init__(self, settings: Settings) -> None:
        """Prepare the words that matter: each phrase's most telling one, and the names of recruiting software."""
        rules = settings.detect
        vendors = read("vendors")
        wanted = [phrase for label in (*ANCHORS, "job.seat", "label.candidate") for phrase in phrases().get(label, ())]
        wanted += [*(word for word in rules.keywords if word.strip()), "interview*", "nointerview"]
        self._phrases = Lexicon(("anchor", phrase) for phrase in wanted)
        self._scripts = tuple(sorted(set(_of_other_scripts(wanted))))
        self._names = tuple(word for word in _WORDS.findall(_ascii(settings.me.name)) if len(word) > 1)
        self._mine = tuple(_ascii(email) for email in settings.me.emails)
        self._addresses = _addresses(vendors, rules.always_domains)
        self._anchors = _Words(wanted, self._addresses)
        self._together = tuple(
            _Words([phrase for label in labels for phrase in phrases().get(label, ())]) for labels in TOGETHER
        )

    def passes(self, raw: str) -> bool:
        """Whether an event deserves a full look.

        Args:
            raw: iCalendar text as it came (lines folded, texts escaped) or the JSON text of a Google event.

        Returns:
            False only for events that `interpret` would find to be none.
        """
        folded = ""
        for text in _texts(raw):
            folded = _ascii(text)
            if self._is_telling(text, folded) or self._is_titled(text, folded):
                return True
        return "\ufffd" in raw or ("encoding=" in folded and _ENCODED.search(folded) is not None)

    def _is_titled(self, text: str, folded: str) -> bool:
        """Whether the title names the user in an invitation, or a talk and a job."""
        summary = _SUMMARY.search(folded)
        if not summary:
            return False
        title = summary.group(1)
        if "organizer" in folded and (
            any(name in title for name in self._names)
            if self._names
            else any(address in folded for address in self._mine)  # beside one of them the name stands, whatever it is
        ):
            return True
        found = set(_WORDS.findall(title))
        normal = "" if text.isascii() or not has_ideographs(text) else fold(text)
        return all(
            one.may_say(one.telling(found), found) or (normal and any(phrase in normal for phrase in one.ideographs))
            for one in self._together
        )

    def _is_telling(self, text: str, folded: str) -> bool:
        found = set(_WORDS.findall(folded))
        telling = self._anchors.telling(found)
        if any(address in folded for word in telling for address in self._addresses.get(word, ())):
            return True
        if self._anchors.may_say(telling, found) and self._says(text):
            return True
        if text.isascii():
            return False
        spelled = (*(self._anchors.ideographs if has_ideographs(text) else ()), *self._scripts)
        normal = fold(text) if spelled else ""
        return any(phrase in normal for phrase in spelled)

    def _says(self, text: str) -> bool:
        """The second look: the phrases themselves."""
        found = [Word(fold(word[:WORD_LIMIT]), 0, 0, breaks=False) for word in _SPOKEN.findall(text)]
        return bool(self._phrases.find(found))


def _addresses(vendors: Mapping[str, Any], always: Iterable[str]) -> dict[str, list[str]]:
    """Domains and mailboxes that matter, as they stand in a text, by a word of theirs."""
    kinds = ("applicant_tracking", "interview_scheduling", "assessment")
    domains = {domain.lower() for kind in kinds for domain in vendors[kind]["domains"]} | set(map(str.lower, always))
    domains |= {pattern.partition("/")[0].rstrip(".") for pattern in vendors["candidate_links"]["patterns"]}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for domain in sorted(domains):
        found[max(_WORDS.findall(domain.rpartition(".")[0] or domain), key=len)].append(domain)
    for box in map(_ascii, vendors["mailboxes"]["recruiting"]):
        found[_WORDS.findall(box)[0]] += [f"{box}@", f"{box}-", f"{box}.", f"-{box}"]
    return dict(found)


def _of_other_scripts(wanted: list[str]) -> Iterator[str]:
    """The longest word of each phrase that has no ASCII form and is no run of ideographs: a user's own keywords."""
    for phrase in wanted:
        if not has_ideographs(phrase) and not fold(phrase).isascii():
            yield from (max((piece.strip("*") for piece in pieces), key=len) for pieces in pieces_of(phrase))


def _spellings(wanted: list[str]) -> Iterator[tuple[str, ...]]:
    """The words of each phrase, in each of its spellings."""
    for phrase in wanted:
        if not has_ideographs(phrase):
            yield from pieces_of(phrase)


def _plain_word(piece: str) -> str:
    """The longest run of ASCII letters and digits that a piece folds to: `⑴` is a 1 between brackets."""
    return max(_WORDS.findall(_ascii(piece)), key=len, default="")


def _ascii(text: str) -> str:
    """Folded to ASCII; what has no ASCII form is dropped, in the vocabulary as in the text."""
    if text.isascii():
        return text.lower()
    text = text.casefold().translate(LETTERS)
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _texts(raw: str) -> Iterator[str]:
    """What an event may say: as it is written, without markup, without control characters."""
    text = _unescaped(raw)
    yield text
    if "<" in text or "&" in text:
        plain = html.unescape(text)
        yield _TAGS.sub("", plain)
        yield _TAGS.sub(" ", plain)
    if _CONTROL.search(text):
        yield _CONTROL.sub("", text)


def _unescaped(raw: str) -> str:
    """Folded lines joined, wordless ones left out, escapes undone (RFC 5545 3.1 and 3.3.11, JSON strings)."""
    text = _FOLD.sub("", raw) if "\n " in raw or "\n\t" in raw else raw
    text = _WORDLESS.sub("", text)
    if "\\" in text:
        if "\\u" in text:
            text = _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
        text = text.replace("\\n", " ").replace("\\N", " ").replace("\\r", " ").replace("\\t", " ")
    return text


@lru_cache(maxsize=8)
def prefilter(settings: Settings) -> Prefilter:
    """The one for these settings."""
    return Prefilter(settings)
