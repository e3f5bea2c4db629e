"""Dates and stretches of time as people write them, in one language at a time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache

from syncd.core.lexicon import Hit, Lexicon
from syncd.core.text import Word
from syncd.core.vocabulary import date_words

FURTHEST = timedelta(days=200)
LONGEST = timedelta(days=100)
FRIDAY = 4
_EXPLICIT = re.compile(
    r"(?<![\w/.:-])(?:(?P<iso>\d{4})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2})"
    r"|(?P<a>\d{1,2})(?P<sep>[./-])\s?(?P<b>\d{1,2})(?:(?P=sep)\s?(?P<year>\d{4}|\d{2})|\.|)"
    r"|(?P<jp_month>\d{1,2})月(?P<jp_day>\d{1,2})日)(?![\w/:]|[.,]\d|-\d)"
)
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|e|o|a|º|ª)?\Z")
_CLOCK = re.compile(
    r"\s*(?:\d{1,2}[:.h]\d{2}|\d{1,2}\s?(?:am|pm|uhr|h)\b|(?:at|um|a las|alle|às|om|à|kl\.?|o)\s+\d{1,2}\b)",
    re.IGNORECASE,
)


class Manner(Enum):
    """How a date is named: as a limit, or as the day itself."""

    LIMIT = "limit"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text."""

    on: date
    manner: Manner
    start: int
    end: int
    first: int
    """Index of its first word."""
    last: int
    clock: bool
    """A time of day follows: an appointment rather than a promise."""
    bare_weekday: bool = False


@cache
def _lexicon(language: str) -> Lexicon:
    spoken = date_words(language)
    labelled = [
        (label, phrase)
        for label, listed in spoken.lists.items()
        for phrase in listed
        if label not in {"answer", "ask", "not", "call"}
    ]
    for kind, table in (("weekday", spoken.weekdays), ("monthname", spoken.months), ("number", spoken.numbers)):
        labelled.extend((f"{kind}.{index}", name) for index, names in enumerate(table) for name in names)
    return Lexicon(labelled)


def add_workdays(day: date, count: int) -> date:
    """The day `count` days later, Saturdays and Sundays left out."""
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < FRIDAY + 1:
            count -= 1
    return day


def add_months(day: date, count: int) -> date:
    """The same day of a later month, or its last day."""
    month = day.month - 1 + count
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    return day


def _day_of(year: int | None, month: int, day: int, after: date) -> date | None:
    """A calendar day; without a year the first one that is not before `after`."""
    try:
        if year is not None:
            return date(year + 2000 if year < 100 else year, month, day)
        found = date(after.year, month, day)
        return found if found >= after else date(after.year + 1, month, day)
    except ValueError:
        return None


class DateReader:
    """Reads dates in a sentence: words of one language, counted from a day."""

    def __init__(
        self, text: str, words: Sequence[Word], language: str, on: date, *, month_first: bool, loose: bool = False
    ) -> None:
        """Index the words of the sentence by what they may mean."""
        self._text = text
        self._words = words
        self._on = on
        self._month_first = month_first
        self._loose = loose
        self._at: defaultdict[int, list[Hit]] = defaultdict(list)
        for hit in _lexicon(language).find(words):
            self._at[hit.first].append(hit)

    def find(self) -> list[Found]:
        """Every date in the sentence that lies after the day counted from, in order."""
        found: list[Found] = []
        index = 0
        explicit = self._explicit()
        while index < len(self._words):
            one = explicit.get(index) or self._relative(index)
            if one is None:
                index += 1
                continue
            if self._on < one.on <= self._on + FURTHEST:
                found.append(one)
            index = max(one.last, index) + 1
        return found

    def _label(self, index: int, *labels: str) -> Hit | None:
        """The longest hit of one of these labels that starts at a word."""
        hits = [hit for hit in self._at.get(index, ()) if hit.label.partition(".")[0] in labels]
        return max(hits, key=lambda hit: hit.last, default=None)

    def _skip(self, index: int) -> int:
        for _ in range(4):
            hit = self._label(index, "skip")
            if hit is None:
                break
            index = hit.last + 1
        return index

    def _preposition(self, index: int) -> tuple[str | None, int]:
        """A preposition that ends right before a word (skipped words apart), and where it starts."""
        back = index
        for _ in range(8):
            best: Hit | None = None
            for start in range(max(0, back - 6), back):
                for hit in self._at.get(start, ()):
                    if hit.last == back - 1 and hit.label in {
                        "by",
                        "within",
                        "in",
                        "on",
                        "skip",
                        "next",
                        "this",
                        "after",
                    }:
                        longer = (
                            best is None or hit.first < best.first or (hit.first == best.first and best.label == "skip")
                        )
                        best = hit if longer else best
            if best is None or self._words[back if back < len(self._words) else -1].breaks:
                break
            if best.label == "skip":
                back = best.first
                continue
            return best.label, best.first
        return None, index

    def _make(
        self, on: date | None, first: int, last: int, manner: Manner | None = None, *, bare: bool = False
    ) -> Found | None:
        if on is None:
            return None
        preposition, start = self._preposition(first)
        limit = preposition in {"by", "within"} or self._label(last + 1, "by_after") is not None
        return Found(
            on=on,
            manner=manner or (Manner.LIMIT if limit else Manner.DAY),
            start=self._words[start].start,
            end=self._words[last].end,
            first=start,
            last=last,
            clock=_CLOCK.match(self._text, self._words[last].end) is not None,
            bare_weekday=bare and preposition is None,
        )

    def _explicit(self) -> dict[int, Found]:
        starts = {word.start: index for index, word in enumerate(self._words)}
        found: dict[int, Found] = {}
        for match in _EXPLICIT.finditer(self._text):
            part = match.groupdict()
            if part["iso"]:
                day = _day_of(int(part["iso"]), int(part["iso_month"]), int(part["iso_day"]), self._on)
            elif part["jp_month"]:
                day = _day_of(None, int(part["jp_month"]), int(part["jp_day"]), self._on)
            else:
                if part["sep"] == "-" and not part["year"]:
                    continue
                day = self._numeric(int(part["a"]), int(part["b"]), part["year"], part["sep"])
            first = starts.get(match.start())
            if first is None or day is None:
                continue
            last = max(index for index, word in enumerate(self._words) if word.start < match.end())
            if one := self._make(day, first, last):
                found[first] = one
        return found

    def _numeric(self, first: int, second: int, year: str | None, sep: str) -> date | None:
        known = int(year) if year else None
        day_first = _day_of(known, second, first, self._on)
        month_first = _day_of(known, first, second, self._on)
        if sep == "/" and self._month_first:
            return month_first or day_first
        return day_first or (month_first if sep == "/" else None)

    def _relative(self, index: int) -> Found | None:
        return self._duration(index) or self._named_day(index) or self._weekday(index) or self._phrase(index)

    def _number(self, index: int) -> tuple[int, int] | None:
        """A number and the index after it."""
        hit = self._label(index, "number")
        if hit is not None:
            return int(hit.label.partition(".")[2]) + 1, hit.last + 1
        if index < len(self._words) and self._words[index].folded.isdecimal() and len(self._words[index].folded) < 3:
            return int(self._words[index].folded), index + 1
        return None

    def _duration(self, index: int) -> Found | None:
        number = self._number(index)
        if number is None:
            return None
        count, after = number
        joined = self._label(after, "to")
        upper = self._number(joined.last + 1 if joined else after)
        if upper and (
            joined or self._text[self._words[after - 1].end : self._words[after].start].strip() in {"-", "–", "—", "/"}
        ):
            count, after = upper
        after = self._skip(after)
        unit = self._label(after, "workday", "day", "week", "month", "fortnight")
        if unit is None or (after > index and self._words[after].breaks):
            return None
        day = {
            "day": lambda: self._on + timedelta(days=count),
            "workday": lambda: add_workdays(self._on, count),
            "week": lambda: self._on + timedelta(weeks=count),
            "fortnight": lambda: self._on + timedelta(weeks=2 * count),
            "month": lambda: add_months(self._on, min(count, 6)),
        }[unit.label]()
        if day - self._on > LONGEST:
            return None
        preposition, _ = self._preposition(index)
        later = self._label(unit.last + 1, "from_now")
        if preposition not in {"by", "within", "in", "after"} and later is None and not self._loose:
            return None
        manner = Manner.LIMIT if preposition in {"by", "within"} else Manner.DAY
        return self._make(day, index, later.last if later and preposition is None else unit.last, manner)

    def _day_number(self, index: int) -> int | None:
        if index >= len(self._words):
            return None
        match = _ORDINAL.match(self._words[index].folded)
        return int(match.group(1)) if match and 1 <= int(match.group(1)) <= 31 else None

    def _year(self, index: int) -> tuple[int | None, int]:
        """A year that may follow, and the index of the last word of the date."""
        at = self._skip(index)
        if at < len(self._words) and re.fullmatch(r"20\d\d", self._words[at].folded) and not self._words[at].breaks:
            return int(self._words[at].folded), at
        return None, index - 1

    def _named_day(self, index: int) -> Found | None:
        """`2 December`, `December 2nd`, `5. Oktober 2026`, `5 de octubre`."""
        if (day := self._day_number(index)) is not None:
            month = self._label(self._skip(index + 1), "monthname")
            if month is not None:
                year, last = self._year(month.last + 1)
                return self._make(_day_of(year, int(month.label.partition(".")[2]) + 1, day, self._on), index, last)
        month = self._label(index, "monthname")
        if month is not None and (day := self._day_number(self._skip(month.last + 1))) is not None:
            at = self._skip(month.last + 1)
            year, last = self._year(at + 1)
            return self._make(_day_of(year, int(month.label.partition(".")[2]) + 1, day, self._on), index, last)
        return None

    def _weekday(self, index: int) -> Found | None:
        hit = self._label(index, "weekday")
        if hit is None:
            return None
        at = self._skip(hit.last + 1)
        explicit = self._explicit().get(at) or self._named_day(at)
        if explicit is not None:
            return self._make(explicit.on, index, explicit.last)
        wanted = int(hit.label.partition(".")[2])
        day = self._on + timedelta(days=(wanted - self._on.weekday() - 1) % 7 + 1)
        number = self._day_number(at)
        if number is not None and not _CLOCK.match(self._text, self._words[hit.last].end):
            for ahead in range(1, 62):
                day = self._on + timedelta(days=ahead)
                if day.day == number and day.weekday() == wanted:
                    return self._make(day, index, at)
            return None
        preposition, _ = self._preposition(index)
        following = self._label(hit.last + 1, "next")
        if (preposition == "next" or following) and day.isocalendar().week == self._on.isocalendar().week:
            day += timedelta(weeks=1)
        return self._make(day, index, following.last if following else hit.last, bare=True)

    def _phrase(self, index: int) -> Found | None:
        """`tomorrow`, `end of next week`, `next week`, `next month`."""
        to_friday = timedelta(days=(FRIDAY - self._on.weekday()) % 7)
        days = {
            "tomorrow": self._on + timedelta(days=1),
            "overmorrow": self._on + timedelta(days=2),
            "end_of_week": self._on + (to_friday or timedelta(days=7)),
            "end_of_next_week": self._on + timedelta(days=7 - self._on.weekday() + FRIDAY),
            "start_of_next_week": self._on + timedelta(days=7 - self._on.weekday() + 1),
            "next_week": self._on + timedelta(days=7 - self._on.weekday() + FRIDAY),
            "end_of_month": add_months(self._on.replace(day=1), 1) - timedelta(days=1),
        }
        hit = self._label(index, *days)
        if hit is None:
            return None
        limit = hit.label not in {"tomorrow", "overmorrow"}
        return self._make(days[hit.label], index, hit.last, Manner.LIMIT if limit else None)
