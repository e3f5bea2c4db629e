"""What the company promised, and by when: `hear back within a week`, `rufen Sie uns in drei Tagen an`.

A sentence is looked at date by date. What a date is about is told by the trigger that stands nearest to it: that
they will tell or decide, that the candidate is to get in touch, or that something else is due then (documents, a
start, a request). The words are data: the [next_step] tables of the vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice

from syncd.core.dates import DateReader
from syncd.core.lexicon import Hit, Lexicon
from syncd.core.model import NextStep, NextStepKind
from syncd.core.text import TEXT_LIMIT, Word, clean, fold, words
from syncd.core.time_words import Found, Manner
from syncd.core.vocabulary import LANGUAGES, date_words

SENTENCES = 400
SENTENCE_LIMIT = 500
SHORTEST = 4
"""Characters in which somebody can promise something and say when."""
ANSWER_LIMIT = 200
LONG_SENTENCE = 60
"""After so many characters an abbreviation before a capital letter does end the sentence."""
FARTHEST = 30
"""How far a trigger may be from its date, in words."""
CLAUSE = 6
"""What the border of a clause counts for, in words."""
TELLING = 3
"""How much nearer a mere thing must be than the word that promises, to be what the date is about."""
PROMISES = ("ask", "answer", "decide", "hint")
"""The best first; a hint is a word that promises only beside a limit."""
CLAUSE_WIDE = frozenset({"request", "topic"})
"""What takes every date of its clause."""
BLOCKS = ("not", "topic", "request", "other", "whether")
QUOTED = 10
"""How much less what stands in an older message counts, which may be overtaken."""
WHETHER = 3
"""So many words before a date make a question of it."""
WRAPPED = 40
"""A line of so many characters may go on in the next."""
_SENTENCE_END = re.compile(r"(?:[!?;…。\n]|(?<![\d.])\.(?=\s)|(?<=\d)\.(?=\s+[^\Wa-zà-ÿ\d_]*[A-ZÀ-Þ]))\s*")
_LAST_WORD = re.compile(r"(?:^|[\s(.])([^\W_]{1,12})\Z")
_BEFORE_BID = re.compile(r"[:,;(\"/+>-]|\u2013|\u201e|\u201c")
_CLAUSE_END = re.compile(r",\s|\s[-\u2013\u2014]+\s|\u2014|[();\uff0c\u3001\n]|\.\s|!|\?")


@dataclass(frozen=True, slots=True)
class _Trigger:
    kind: str
    hit: Hit


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A date and what it is about; the smallest rank is the one to take."""

    rank: tuple[int, bool, int]
    kind: NextStepKind
    found: Found
    phrase: str


@cache
def _triggers() -> Lexicon:
    """What says what a date is about, labelled `language.kind`."""
    return Lexicon(
        (f"{language}.{kind}", phrase)
        for language in LANGUAGES
        for kind in (*PROMISES, *BLOCKS, "note", "joins")
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


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    """Those of any case, folded, and those that are written with a capital letter (`Me`) or are words (`me`)."""
    spoken = [date_words(language) for language in LANGUAGES]
    listed = [short for one in spoken for short in one.lists.get("short", ())]
    listed += [short for one in spoken for names in (*one.weekdays, *one.months) for short in names[1:]]
    return frozenset(fold(one) for one in listed if one.islower()), frozenset(
        one for one in listed if not one.islower()
    )


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text; abbreviations, dates and wrapped lines do not end one."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        sign = text[match.start()]
        if (sign == "." and not _ends_sentence(text, start, match)) or (sign == "\n" and _wrapped(text, match)):
            continue
        if sentence := text[start : match.start()].strip():
            yield sentence[:SENTENCE_LIMIT]
        start = match.end()
    if sentence := text[start:].strip():
        yield sentence[:SENTENCE_LIMIT]


def _wrapped(text: str, end: re.Match[str]) -> bool:
    """Whether a line goes on in the next one: it is long, and the next begins with a small letter."""
    line = end.start() - text.rfind("\n", 0, end.start()) - 1
    return line >= WRAPPED and "\n" not in end[0][1:] and text[end.end() : end.end() + 1].islower()


def _ends_sentence(text: str, start: int, end: re.Match[str]) -> bool:
    """Whether a point is more than that of an abbreviation, an initial or an ordinal."""
    before = _LAST_WORD.search(text, max(start, end.start() - 14), end.start())
    if before is None or "\n\n" in end[0].replace(" ", ""):
        return True
    word = before[1]
    if word.isdecimal():
        return len(word) > 2
    any_case, capital = _abbreviations()
    if len(word) > 1 and fold(word) not in any_case and word not in capital:
        return True
    return text[end.end() : end.end() + 1].isupper() and end.start() - start > LONG_SENTENCE


def find_next_step(text: str, on: date, *, month_first: bool = False) -> NextStep | None:
    """The next step that an invitation promises, or None.

    Args:
        text: The description (conference blocks cut) or any text around the interview.
        on: The interview's local day, from which relative words count.
        month_first: Whether `3/10` is the tenth of March in English, as in the United States.

    Returns:
        BY a day when an answer is expected no later than it, EXACTLY a day when the candidate is asked to get in
        touch on it; where the text says both, the latter. Business days leave out Saturday and Sunday.
    """
    best: _Candidate | None = None
    for sentence in islice(sentences(clean(text, TEXT_LIMIT)), SENTENCES):
        if len(sentence) < SHORTEST:
            continue
        for candidate in _in_sentence(sentence, on, month_first=month_first)[:1]:
            if best is None or candidate.rank[:2] < best.rank[:2]:
                best = candidate
    return None if best is None else NextStep(kind=best.kind, on=best.found.on, phrase=best.phrase)


def _in_sentence(sentence: str, on: date, *, month_first: bool) -> list[_Candidate]:
    """The dates of a sentence that are next steps, the best first."""
    spoken = _joined(words(sentence))
    by_language: dict[str, list[_Trigger]] = {}
    for hit in _triggers().find(spoken):
        language, _, kind = hit.label.partition(".")
        by_language.setdefault(language, []).append(_Trigger(kind, hit))
    candidates: list[_Candidate] = []
    most = max(map(len, by_language.values()), default=0)
    for language, all_triggers in by_language.items():
        if not any(trigger.kind in PROMISES or trigger.kind == "note" for trigger in all_triggers):
            continue
        if len(all_triggers) < most and any(_forbids(other) for other in by_language.values() if len(other) == most):
            continue
        dates = DateReader(sentence, spoken, language, on, month_first=month_first and language == "en").find()
        if not dates:
            continue
        clauses = _clauses(sentence, spoken, {one.hit.first for one in all_triggers if one.kind == "joins"})
        asked = {found.first for found in dates}
        triggers = [
            _Trigger("ask", one.hit) if one.kind == "note" else one
            for one in _widest(trigger for trigger in all_triggers if trigger.kind != "joins")
            if one.kind != "note" or _bids(one.hit, sentence, spoken, asked)
        ]
        for found in dates:
            candidate = _about(found, triggers, clauses, sentence, on)
            if candidate is not None:
                candidates.append(candidate)
    return sorted(candidates, key=lambda candidate: (candidate.rank[0], candidate.rank[2]))


def _forbids(triggers: Sequence[_Trigger]) -> bool:
    """Whether words of one language say that nothing is promised, so that no other need be asked."""
    return any(trigger.kind == "not" or trigger.kind in CLAUSE_WIDE for trigger in triggers)


def _bids(hit: Hit, sentence: str, spoken: Sequence[Word], dates: set[int]) -> bool:
    """Whether `call` begins what is said and somebody's name follows: `so: call Priya on Thursday`."""
    following = hit.last + 1
    if following >= len(spoken) or following in dates or not sentence[spoken[following].start].isupper():
        return False
    return hit.first == 0 or _BEFORE_BID.search(sentence, spoken[hit.first - 1].end, hit.start) is not None


def _joined(spoken: list[Word]) -> list[Word]:
    """Words of one sentence: nothing in it ends a phrase."""
    return [Word(word.folded, word.start, word.end, breaks=False) for word in spoken]


def _clauses(sentence: str, spoken: Sequence[Word], joins: set[int]) -> list[int]:
    """The number of the clause of each word: commas, dashes, brackets and conjunctions part them."""
    numbers: list[int] = []
    number = 0
    for index, word in enumerate(spoken):
        if index and (index in joins or _CLAUSE_END.search(sentence, spoken[index - 1].end, word.start)):
            number += 1
        numbers.append(number)
    return numbers


def _widest(triggers: Iterator[_Trigger]) -> list[_Trigger]:
    """Without those that share words with an earlier or longer one: `please let us know` is not `let us know`."""
    kept: list[_Trigger] = []
    reach = -1
    for trigger in sorted(triggers, key=lambda one: (one.hit.first, -one.hit.last)):
        same = bool(kept) and (kept[-1].hit.first, kept[-1].hit.last) == (trigger.hit.first, trigger.hit.last)
        if trigger.hit.first > reach or same:
            kept.append(trigger)
            reach = max(reach, trigger.hit.last)
    return kept


def _distance(found: Found, hit: Hit, clauses: Sequence[int]) -> int:
    """How far a date is from a phrase, in words; borders of clauses count for several."""
    if hit.last < found.first:
        return found.first - hit.last + CLAUSE * (clauses[found.first] - clauses[hit.last])
    if hit.first > found.last:
        return hit.first - found.last + CLAUSE * (clauses[hit.first] - clauses[found.last])
    return 0


def _about(
    found: Found, triggers: Sequence[_Trigger], clauses: Sequence[int], sentence: str, on: date
) -> _Candidate | None:
    """What a date is about, where that is a next step."""
    promises = _promises_for(found, triggers, clauses)
    nearest = min(
        [one for one in promises if one.kind != "hint"] or promises,
        key=lambda one: (_distance(found, one.hit, clauses), PROMISES.index(one.kind)),
        default=None,
    )
    if nearest is None:
        return None
    distance = _distance(found, nearest.hit, clauses)
    if distance > FARTHEST or _belongs_elsewhere(found, nearest, triggers, clauses):
        return None
    kind = NextStepKind.BY
    if nearest.kind == "hint":
        if found.manner is not Manner.LIMIT or any(_beside(found, one, sentence) for one in triggers):
            return None
    elif nearest.kind == "ask":
        if found.manner is Manner.LIMIT:
            return None
        if found.manner is Manner.DAY:
            kind = NextStepKind.EXACTLY
    elif found.manner is Manner.DAY and (found.clock or (found.bare_weekday and found.on.weekday() == on.weekday())):
        return None
    order = len(PROMISES) if nearest.kind == "ask" and kind is NextStepKind.BY else PROMISES.index(nearest.kind)
    if sentence.startswith(">"):
        order += QUOTED
    told = kind is NextStepKind.EXACTLY or found.manner is Manner.LIMIT
    phrase = sentence[min(found.start, nearest.hit.start) : max(found.end, nearest.hit.end)]
    return _Candidate((order, not told, distance), kind, found, " ".join(phrase.split()))


def _beside(found: Found, trigger: _Trigger, sentence: str) -> bool:
    """Whether something else is spoken of in the line of a date."""
    hit = trigger.hit
    return trigger.kind in BLOCKS and "\n" not in sentence[min(hit.end, found.end) : max(hit.start, found.start)]


def _promises_for(found: Found, triggers: Sequence[_Trigger], clauses: Sequence[int]) -> list[_Trigger]:
    """The promises of a sentence that may be meant by one of its dates."""
    clause = clauses[found.first]
    promises = [trigger for trigger in triggers if trigger.kind in PROMISES]
    for trigger in triggers:
        at = clauses[trigger.hit.first]
        if trigger.kind == "not":
            # A condition holds for what follows it, and always for what the candidate is to do.
            promises = [one for one in promises if one.kind != "ask" and at > clause]
        elif _asks(found, trigger.hit) if trigger.kind == "whether" else trigger.kind in CLAUSE_WIDE and at == clause:
            return []
    said = any(one.kind in {"answer", "decide"} and clauses[one.hit.first] == clause for one in promises)
    if said and found.manner is Manner.LIMIT:
        return [one for one in promises if one.kind != "ask"]
    return promises


def _asks(found: Found, hit: Hit) -> bool:
    """Whether a date is asked about: `whether on the 20th or the 21st`."""
    return found.manner is Manner.DAY and 0 < found.first - hit.last <= WHETHER


def _belongs_elsewhere(found: Found, nearest: _Trigger, triggers: Sequence[_Trigger], clauses: Sequence[int]) -> bool:
    """Whether something else that is due stands nearer to a date than the promise."""
    distance = _distance(found, nearest.hit, clauses)
    together = clauses[found.first] in {clauses[nearest.hit.first], clauses[nearest.hit.last]}
    return any(
        _distance(found, trigger.hit, clauses) + (TELLING if trigger.kind == "other" and together else 0) < distance
        for trigger in triggers
        if trigger.kind in {"request", "other"}
    )


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
    step = find_next_step(text, on)
    if step is not None:
        return NextStep(kind=step.kind, on=step.on, phrase=text)
    found = [
        one
        for language in LANGUAGES
        for one in DateReader(text, spoken, language, on, month_first=False, loose=True).find()[:1]
    ]
    if not found:
        return None
    widest = max(found, key=lambda one: one.end - one.start)
    exact = widest.manner is Manner.DAY and bool(_calls().find(spoken))
    return NextStep(kind=NextStepKind.EXACTLY if exact else NextStepKind.BY, on=widest.on, phrase=text)
