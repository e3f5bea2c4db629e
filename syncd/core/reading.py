"""An event as a reader sees it: clean texts, their words, the phrases found in them, and who is who."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain

from syncd.core.conference import without_conference
from syncd.core.language import languages_of
from syncd.core.lexicon import Hit
from syncd.core.model import Event
from syncd.core.parties import Parties, my_name_in, named, parties
from syncd.core.settings import Settings
from syncd.core.text import TITLE_LIMIT, Word, clean, words
from syncd.core.vendors import links_in
from syncd.core.vocabulary import LANGUAGES, lexicon, read

LINK_LIMIT = 60
JUDGED = frozenset({"interview", "job", "against"})
"""Groups of phrases that are read in the languages of the event; the others stand beside names in any."""
UNMISTAKABLE = 9
"""Letters of a word that is hardly another one in a second language."""


@lru_cache(maxsize=8192)
def _lies_below(label: str, wanted: tuple[str, ...]) -> bool:
    return any(label == one or label.startswith(one + ".") for one in wanted)


@dataclass(frozen=True, slots=True)
class Text:
    """A text, its words and the phrases in it."""

    text: str
    words: list[Word]
    hits: tuple[Hit, ...]
    kinds: frozenset[str]
    """The labels of the hits."""

    def found(self, *labels: str) -> list[Hit]:
        """The hits whose label is one of these or lies below one of these (`against` covers `against.press.title`)."""
        kinds = {kind for kind in self.kinds if _lies_below(kind, labels)}
        return [hit for hit in self.hits if hit.label in kinds] if kinds else []

    def phrase(self, hit: Hit) -> str:
        """A hit as it is written in the text."""
        return " ".join(self.text[hit.start : hit.end].split())


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the decisions about one event look at."""

    event: Event
    settings: Settings
    parties: Parties
    title: Text
    """Without `Re:`, `Updated invitation:` and the like."""
    body: Text
    """The description without conference blocks."""
    place: Text
    """The location."""
    links: tuple[str, ...]
    me_in_title: bool

    @property
    def location(self) -> str:
        """The location's text."""
        return self.place.text


def read_text(text: str, languages: frozenset[str] | None = None) -> Text:
    """Words and phrases of a text; phrases of other languages than these count only where they are unmistakable."""
    return _read(text, words(text), languages)


def _read(text: str, found: list[Word], languages: frozenset[str] | None) -> Text:
    hits = lexicon().find(found)
    if languages is not None:
        addressed = {
            hit.first for hit in hits if hit.label == "people.honorifics" and text[hit.end : hit.end + 1] == "."
        }
        hits = [hit for hit in hits if _is_meant(hit, found, languages) and not _is_addressed(hit, addressed)]
    return Text(text, found, tuple(hits), frozenset(hit.label for hit in hits))


def _is_meant(hit: Hit, found: list[Word], languages: frozenset[str]) -> bool:
    """Whether a phrase can be meant in a text of these languages: a short foreign word is mostly another word there."""
    group = hit.label.partition(".")[0]
    if group not in JUDGED or hit.languages & languages:
        return True
    if "en" in hit.languages:
        return group != "against" or hit.last > hit.first
    return group != "against" and max(len(word.folded) for word in found[hit.first : hit.last + 1]) >= UNMISTAKABLE


def _is_addressed(hit: Hit, addressed: set[int]) -> bool:
    """Whether a word is somebody's `Hr.` or `Sr.`, and neither personnel nor senior."""
    return hit.first == hit.last and hit.first in addressed and hit.label.startswith("job.")


@cache
def _prefix() -> re.Pattern[str]:
    """What a program put before a title: a word and a colon, or something in square brackets."""
    said = "|".join(re.escape(word) for group in read("title_prefixes").values() for word in group)
    return re.compile(rf"(?:(?:{said})\s*[:：]\s*|\[[^\]]{{1,20}}\]\s*)", re.IGNORECASE)


def bare_title(summary: str) -> str:
    """A title without the prefixes that calendars and mail programs put before it."""
    title = " ".join(clean(summary, TITLE_LIMIT).split())
    for _ in range(4):
        match = _prefix().match(title)
        if not match or match.end() == len(title):
            break
        title = title[match.end() :]
    return title


def _unique(links: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(link[:2048] for link in links))[:LINK_LIMIT]


def read_event(event: Event, settings: Settings) -> Reading:
    """Read an event once for all decisions."""
    me = named(settings.me, event)
    settings = settings if me is settings.me else replace(settings, me=me)
    summary = bare_title(event.summary)
    description = clean(event.description)
    body = without_conference(description)
    in_title, in_body = words(summary), words(body)
    whole = languages_of(chain(in_title, in_body))
    own = languages_of(in_title)
    title = _read(summary, in_title, whole if len(own) == len(LANGUAGES) else own | whole)
    who = parties(event, settings)
    location = clean(event.location, 500)
    return Reading(
        event=event,
        settings=settings,
        parties=who,
        title=title,
        body=_read(body, in_body, whole),
        place=read_text(location, whole),
        links=_unique((*event.links[:LINK_LIMIT], *links_in(description), *links_in(location))),
        me_in_title=bool(my_name_in(settings.me, title.words)),
    )
