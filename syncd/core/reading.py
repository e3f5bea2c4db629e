"""An event as a reader sees it: clean texts, their words, the phrases found in them, and who is who."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from syncd.core.conference import without_conference
from syncd.core.lexicon import Hit
from syncd.core.model import Event
from syncd.core.parties import Parties, my_name_in, parties
from syncd.core.settings import Settings
from syncd.core.text import TITLE_LIMIT, Word, clean, words
from syncd.core.vendors import links_in
from syncd.core.vocabulary import lexicon

LINK_LIMIT = 60
_STATE = re.compile(
    r"(?:(?:re|fwd?|aw|wg|tr|rv|enc|doorst|sv|vs|i|r|odp|updated?|aktualisiert|mis à jour|actualizad[oa]|atualizad[oa]|aggiornat[oa]|bijgewerkt"
    r"|zaktualizowano|uppdaterad|invitation|einladung|convite|invitación|invito|uitnodiging|zaproszenie|inbjudan|招待|updated invitation|invitation mise à jour"
    r"|cancell?ed(?: event)?|abgesagt|annulée?|cancelad[oa]|annullat[oa]|geannuleerd|odwołane|inställd|キャンセル|accepted|declined|tentative|tent|rescheduled|confirmed"
    r"|confirmation|reminder|erinnerung|rappel|recordatorio|lembrete|promemoria|herinnering)\s*[:：]\s*|\[[^\]]{1,20}\]\s*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text, its words and the phrases in it."""

    text: str
    words: list[Word]
    hits: tuple[Hit, ...]

    def found(self, *labels: str) -> list[Hit]:
        """The hits whose label is one of these or lies below one of these (`against` covers `against.press.title`)."""
        return [hit for hit in self.hits if any(hit.label == one or hit.label.startswith(one + ".") for one in labels)]

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


def read_text(text: str) -> Text:
    """Words and phrases of a text."""
    found = words(text)
    return Text(text, found, tuple(lexicon().find(found)))


def bare_title(summary: str) -> str:
    """A title without the prefixes that calendars and mail programs put before it."""
    title = " ".join(clean(summary, TITLE_LIMIT).split())
    for _ in range(4):
        match = _STATE.match(title)
        if not match or match.end() == len(title):
            break
        title = title[match.end() :]
    return title


def _unique(links: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(link[:2048] for link in links))[:LINK_LIMIT]


def read_event(event: Event, settings: Settings) -> Reading:
    """Read an event once for all decisions."""
    title = read_text(bare_title(event.summary))
    description = clean(event.description)
    who = parties(event, settings)
    location = clean(event.location, 500)
    return Reading(
        event=event,
        settings=settings,
        parties=who,
        title=title,
        body=read_text(without_conference(description)),
        place=read_text(location),
        links=_unique((*event.links[:LINK_LIMIT], *links_in(description), *links_in(location))),
        me_in_title=bool(my_name_in(settings.me, title.words)),
    )
