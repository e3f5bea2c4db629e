"""Reading a title as segments: what is left when interview words, jobs, people and times are taken away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from syncd.core.names import is_given_name, is_honorific, is_title_word
from syncd.core.parties import my_name_in
from syncd.core.reading import Reading
from syncd.core.text import collapsed, fold, words
from syncd.core.vocabulary import phrases, read

_SEPARATOR = re.compile(
    r"\s*(?:[|:;,()\[\]{}\u00b7\u2022\u00ab\u00bb\"\u201c\u201d\u201e<>\u00d7\uff5c\u3010\u3011\u300c\u300d\u3001\uff1a\uff08\uff09]+|\s/\s|//|(?<=\s)[-\u2013\u2014+xX](?=\s)|\u2013|\u2014|\s-\s|\?\?+)\s*"
)
_TOKEN = re.compile(r"[^\W_]+(?:['\u2019.&-][^\W_]+)*\.?|&|@|w/|c/")
_NUMBERISH = re.compile(r"[\d.:/h-]+(?:st|nd|rd|th|[eaoº°.]|am|pm|uhr|h|min|hrs?)?\.?\Z", re.IGNORECASE)
AT = frozenset(
    ["@", "at", "bei", "chez", "presso", "bij", "hos", "på", "w", "na", "nel", "nella", "en", "em", "no", "ni"]
)
STRONG_AT = frozenset(["@", "at", "bei", "beim", "chez", "presso", "bij", "hos"])
WITH = frozenset(["with", "w/", "mit", "avec", "con", "com", "c/", "met", "med", "z"])
_NOISE = (
    "interview",
    "stage",
    "job.process",
    "job.role",
    "job.recruiter",
    "job.invitation",
    "job.assistant_title",
    "people.with",
    "people.meet",
    "people.label",
    "people.and",
    "people.honorifics",
)
_SMALL = frozenset(
    [
        "&",
        "of",
        "and",
        "und",
        "de",
        "du",
        "des",
        "del",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "van",
        "von",
        "y",
        "et",
        "e",
        "i",
        "en",
        "la",
        "le",
        "les",
        "l",
        "d'",
        "the",
        "für",
        "for",
    ]
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of a title that is neither an interview word nor a job, a time or the user."""

    text: str
    after: str
    """The word before it, folded: `at`, `with`, or empty at the beginning of a segment."""
    whole: bool
    """It fills its segment."""
    segment: int


@cache
def _companies(key: str) -> frozenset[str]:
    return frozenset(fold(word) for word in read("companies")[key])


@cache
def _noise_words() -> frozenset[str]:
    return frozenset(fold(one).strip(".") for one in phrases().get("people.not_name", ()))


def has_company_word(text: str) -> bool:
    """Whether a text holds a word that companies have in their names, or a legal form."""
    return any(
        word.folded in _companies("words") or (word.folded in _companies("legal_forms") and len(word.folded) > 2)
        for word in words(text)
    )


def _noisy(reading: Reading) -> set[int]:
    """Character positions of the title that are interview words, the user's name and the like."""
    title = reading.title
    covered: set[int] = set()
    for hit in title.found(*_NOISE):
        covered.update(range(hit.start, hit.end))
    for first, last in my_name_in(reading.settings.me, title.words):
        covered.update(range(title.words[first].start, title.words[last].end))
    return covered


def pieces(reading: Reading) -> list[Piece]:
    """What is left of the title, in order."""
    text = reading.title.text
    covered = _noisy(reading)
    titles = [range(hit.start, hit.end) for hit in reading.title.found("job.titles")]
    found: list[Piece] = []
    start = 0
    bounds = [*((match.start(), match.end()) for match in _SEPARATOR.finditer(text)), (len(text), len(text))]
    for segment, (end, after_end) in enumerate(bounds):
        run: list[re.Match[str]] = []
        before = ""
        tokens = list(_TOKEN.finditer(text, start, end))
        job = any(span.start >= start and span.stop <= end for span in titles)
        runs: list[tuple[str, list[re.Match[str]]]] = []
        for token in tokens:
            word = fold(token.group()).strip(".")
            plain = token.start() not in covered and not _NUMBERISH.match(token.group())
            lower = not (token.group()[0].isupper() or token.group()[0].isdigit())
            noise = word in AT | WITH | _noise_words() and lower
            if plain and not noise and not (lower and word in _SMALL and not run) and not is_honorific(word):
                if (
                    token.group()[0].isupper()
                    and run
                    and run[-1].group()[0].islower()
                    and fold(run[-1].group()) not in _SMALL
                ):
                    runs.append((before, run))
                    before, run = fold(run[-1].group()), []
                run.append(token)
                continue
            if run:
                runs.append((before, run))
                run = []
            before = fold(token.group()).rstrip(".")
        if run:
            runs.append((before, run))
        for word_before, taken in runs:
            kept = taken
            while kept and fold(kept[-1].group()).strip(".") in _SMALL:
                kept = kept[:-1]
            if not kept:
                continue
            name = text[kept[0].start() : kept[-1].end()]
            if job and word_before not in STRONG_AT:
                name_words = [token.group() for token in kept]
                if any(is_title_word(word) for word in name_words) or word_before not in AT:
                    continue
            found.append(Piece(name.strip(" .&"), word_before, len(kept) == len(tokens), segment))
        start = after_end
    return found


def _score(piece: Piece, reading: Reading, others: list[frozenset[str]]) -> float:
    named = [word.folded for word in words(piece.text)]
    if not named or len(piece.text) < 2 or frozenset(named) in others:
        return -9
    if any(set(named) <= one for one in others):
        return -9
    score = 0.0
    first = piece.text[0]
    score += 1.0 if first.isupper() or first.isdigit() else -0.3
    if piece.after in STRONG_AT:
        score += 3.0
    elif piece.after in AT:
        score += 1.2
    if has_company_word(piece.text):
        score += 2.0
    joined = collapsed(piece.text)
    if len(joined) > 3 and joined in collapsed(reading.location[:80]):
        score += 2.0
    if len(joined) > 3 and joined in collapsed(reading.body.text[:3000]):
        score += 1.0
    if is_given_name(piece.text.split()[0]):
        score -= 2.0 if len(named) > 1 or piece.after in WITH else 1.2
    if piece.after in WITH:
        sure = reading.title.found("interview.sure", "interview.likely")
        score += 0.3 if sure else -0.8
    if is_title_word(piece.text.split()[-1]):
        score -= 2.0
    if all(word in _noise_words() for word in named):
        score -= 3.0
    if len(named) > 5:
        score -= 1.5
    return score


def company_in_title(reading: Reading, people: list[str], *, hint: str | None = None) -> str | None:
    """The company that a title names, as written there, or None.

    Args:
        reading: The event.
        people: Names of those who are met.
        hint: Label of the company's domain: only a piece that shares its beginning is taken.
    """
    others = [frozenset(word.folded for word in words(name)) for name in people]
    ranked = sorted(
        ((_score(piece, reading, others), -piece.segment, piece) for piece in pieces(reading)),
        key=lambda one: one[:2],
        reverse=True,
    )
    if hint:
        label = collapsed(hint)
        related = [
            piece
            for _, _, piece in ranked
            if label.startswith(collapsed(piece.text)[:5]) or collapsed(piece.text) in label
        ]
        return (
            related[0].text
            if related and len(collapsed(related[0].text)) > 3 and collapsed(related[0].text)[:4] == label[:4]
            else None
        )
    if ranked and ranked[0][0] >= 0.7:
        return ranked[0][2].text
    return None
