"""What the company promised, and by when: `hear back within a week`, `rufen Sie uns in drei Tagen an`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from syncd.core.dates import DateReader, Found, Manner
from syncd.core.lexicon import Hit, Lexicon
from syncd.core.model import NextStep, NextStepKind
from syncd.core.text import TEXT_LIMIT, Word, clean, words
from syncd.core.vocabulary import LANGUAGES, date_words

SENTENCE_LIMIT = 500
ANSWER_LIMIT = 200
_SENTENCE_END = re.compile(
    r"(?:[!?;…。]|(?<![\d.])\.(?=\s)|(?<=\d)\.(?=\s+[^\Wa-zà-ÿ\d_]*[A-ZÀ-Þ])|\n(?=\s*(?:\n|[^a-zà-ÿ])))\s*"
)
_SHORT = re.compile(
    r"(?:^|[\s(])(?:dr|prof|mr|mrs|ms|herr|hr|fr|sr|sra|tel|nr|ca|bzw|spätestens|max|approx|st|no|sig|dott|ing|lic|\d{1,2}|[a-z])\Z",
    re.IGNORECASE,
)


@cache
def _triggers() -> Lexicon:
    """What says that an answer or a call is spoken of, labelled `language.kind`."""
    return Lexicon(
        (f"{language}.{kind}", phrase)
        for language in LANGUAGES
        for kind in ("answer", "ask", "not")
        for phrase in date_words(language).lists.get(kind, ())
    )


@cache
def _calls() -> Lexicon:
    """What says `call` in a short answer of the user's, in any language."""
    return Lexicon(
        ("call", phrase)
        for language in LANGUAGES
        for kind in ("ask", "call")
        for phrase in date_words(language).lists.get(kind, ())
    )


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text; abbreviations, dates and wrapped lines do not end one."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if text[match.start()] == "." and _SHORT.search(text, max(start, match.start() - 12), match.start()):
            rest = text[match.end() : match.end() + 1]
            if not (
                rest.isupper() and text[match.start() - 1].isdigit() is False and len(text[start : match.start()]) > 60
            ):
                continue
        if sentence := text[start : match.start()].strip():
            yield sentence[:SENTENCE_LIMIT]
        start = match.end()
    if sentence := text[start:].strip():
        yield sentence[:SENTENCE_LIMIT]


def _distance(found: Found, first: int, last: int) -> int:
    """How many words lie between a date and a phrase."""
    if first > found.last:
        return first - found.last
    return max(0, found.first - last)


def _in_sentence(sentence: str, on: date, *, month_first: bool) -> NextStep | None:
    spoken = words(sentence)
    hits: list[tuple[Hit, str, str]] = []
    for hit in _triggers().find(_joined(spoken)):
        language, _, kind = hit.label.partition(".")
        hits.append((hit, language, kind))
    if any(kind == "not" for _, _, kind in hits):
        return None
    best: tuple[int, int, Found, str] | None = None
    for language in LANGUAGES:
        said = [(hit, kind) for hit, its, kind in hits if its == language]
        if not said:
            continue
        for found in DateReader(sentence, _joined(spoken), language, on, month_first=month_first).find():
            hit, kind = min(said, key=lambda one: (_distance(found, one[0].first, one[0].last), one[1] == "answer"))
            if kind == "answer" and (found.clock or (found.bare_weekday and found.on.weekday() == on.weekday())):
                continue
            distance = _distance(found, hit.first, hit.last)
            exact = kind == "ask" and found.manner is Manner.DAY
            rank = (0 if exact else 1, distance)
            if best is None or rank < best[:2]:
                best = (*rank, found, sentence[min(found.start, hit.start) : max(found.end, hit.end)])
    if best is None:
        return None
    kind = NextStepKind.EXACTLY if best[0] == 0 else NextStepKind.BY
    return NextStep(kind=kind, on=best[2].on, phrase=" ".join(best[3].split()))


def _joined(spoken: list[Word]) -> list[Word]:
    """Words of one sentence: nothing in it ends a phrase but a semicolon or a bar."""
    return [Word(word.folded, word.start, word.end, breaks=False) for word in spoken]


def find_next_step(text: str, on: date, *, month_first: bool = False) -> NextStep | None:
    """The next step that an invitation promises, or None.

    Args:
        text: The description (conference blocks cut) or any text around the interview.
        on: The interview's local day, from which relative words count.
        month_first: Whether `3/10` is the tenth of March, as in the United States.

    Returns:
        BY a day when an answer is expected no later than it, EXACTLY a day when the candidate is asked to get in
        touch on it; where the text says both, the latter. Business days leave out Saturday and Sunday.
    """
    steps = [
        step
        for sentence in sentences(clean(text, TEXT_LIMIT))
        if (step := _in_sentence(sentence, on, month_first=month_first)) is not None
    ]
    return min(steps, key=lambda step: step.kind is not NextStepKind.EXACTLY, default=None)


def read_next_step(answer: str, on: date) -> NextStep | None:
    """What the user typed after `Next step:`, or None where no date is in it.

    Args:
        answer: `7 days`, `call Thursday`, `in a week`, `12.12.` in any of the languages.
        on: The day from which relative words count.

    Returns:
        EXACTLY where a call is spoken of (`call Thursday`), else BY.
    """
    text = clean(answer, ANSWER_LIMIT)
    spoken = _joined(words(text))
    if not spoken:
        return None
    calls = bool(_calls().find(spoken))
    for language in LANGUAGES:
        reader = DateReader(text, spoken, language, on, month_first=False, loose=True)
        for found in reader.find():
            exact = calls and found.manner is Manner.DAY
            kind = NextStepKind.EXACTLY if exact else NextStepKind.BY
            return NextStep(kind=kind, on=found.on, phrase=text)
    return None
