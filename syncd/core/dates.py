"""Dates and stretches of time as people write them, in one language at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from syncd.core.calendar_days import (
    Part,
    add_months,
    add_workdays,
    day_of,
    in_month,
    in_week,
    monday_of,
    numbered,
    week_numbered,
)
from syncd.core.lexicon import Hit
from syncd.core.text import Word
from syncd.core.time_words import Found, Manner, TimeWords, place_of

FURTHEST = timedelta(days=200)
LONGEST = timedelta(days=100)
MOST_MONTHS = 6
HOURS = 24
UNITS = ("workday", "day", "week", "month", "hour")
SPANS = {"one_week": 7, "eight_days": 8, "fortnight": 14, "fifteen_days": 15}
"""Stretches with a word of their own, in days."""
_EXPLICIT = re.compile(
    r"(?<![\dA-Za-z/.:-])(?:(?:(?P<iso>\d{4})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2})"
    r"|(?P<a>\d{1,2})(?P<sep>[./-])\s?(?P<b>\d{1,2})(?:(?P=sep)\s?(?P<year>\d{4}|\d{2})|\.|))"
    r"(?![\dA-Za-z/:]|[.,]\d|-\d)"
    r"|(?P<jp_month>\d{1,2})月(?P<jp_day>\d{1,2})日)"
)
_YEAR = re.compile(r"20\d\d")
_JOINED = re.compile(r"\s*[-\u2013\u2014/]\s*")
_AFTER_DAY = re.compile(r"(?![:%€$£/\d-]|\s*[%€$£]|[.,]\d)")
"""What may follow a number that is a day of the month."""


class DateReader(TimeWords):
    """Reads dates in a sentence: words of one language, counted from a day."""

    def __init__(
        self, text: str, words: Sequence[Word], language: str, on: date, *, month_first: bool, loose: bool = False
    ) -> None:
        """Read the sentence's words.

        With `month_first`, `3/10` is the tenth of March; with `loose`, a stretch of time needs no preposition.
        """
        super().__init__(text, words, language)
        self._on = on
        self._month_first = month_first
        self._loose = loose
        self._numeric = self._numeric_dates()

    def find(self) -> list[Found]:
        """Every date in the sentence that lies after the day counted from, or is called the same day, in order."""
        readings: tuple[Callable[[int], Found | None], ...] = (
            self._week_later,
            self._week_of,
            self._explicit,
            self._period,
            self._duration,
            self._weekday,
            self._numbered,
            self._tomorrow,
        )
        found: list[Found] = []
        index = 0
        while index < len(self._words):
            possible = readings if self._may_begin(index) else ()
            one = next((one for read in possible if (one := read(index)) is not None), None)
            if one is None:
                index += 1
                continue
            if self._on < one.on <= self._on + FURTHEST or self._label(index, "same_day"):
                found.append(one)
            index = max(one.last, index) + 1
        # `that same day` is another one's where a day is named before it.
        return [one for one in found if one.on > self._on] or found

    def _may_begin(self, index: int) -> bool:
        """Whether a word is a figure or means anything for dates; no date begins with another."""
        return index in self._at or self._words[index].folded[:1].isdecimal()

    # ---- days ---------------------------------------------------------------------------------------------------

    def _numeric_dates(self) -> dict[int, tuple[date, int]]:
        """Dates in figures by their first word, each with its last."""
        starts = {word.start: index for index, word in enumerate(self._words)}
        found: dict[int, tuple[date, int]] = {}
        for match in _EXPLICIT.finditer(self._text):
            first = starts.get(match.start())
            if first is None:
                continue
            part = match.groupdict()
            if part["iso"]:
                day = day_of(int(part["iso"]), int(part["iso_month"]), int(part["iso_day"]), self._on)
            elif part["jp_month"]:
                day = day_of(None, int(part["jp_month"]), int(part["jp_day"]), self._on)
            elif part["year"] is None and (part["sep"] == "-" or self._looks_like_time(match, first)):
                continue
            else:
                day = self._in_figures(int(part["a"]), int(part["b"]), part["year"], part["sep"])
            if day is None:
                continue
            last = first
            while last + 1 < len(self._words) and self._words[last + 1].start < match.end():
                last += 1
            found[first] = (day, last)
        return found

    def _looks_like_time(self, match: re.Match[str], first: int) -> bool:
        """`alle 9.10`, `9.10 Uhr`."""
        return match["sep"] == "." and (
            any(hit.label == "at_time" for hit in self._ending.get(first - 1, ()))
            or self._label(first + 2, "time_unit") is not None
        )

    def _in_figures(self, first: int, second: int, year: str | None, sep: str) -> date | None:
        known = int(year) if year else None
        day_first = day_of(known, second, first, self._on)
        month_first = day_of(known, first, second, self._on)
        if sep == "/" and self._month_first:
            return month_first or day_first
        return day_first or (month_first if sep == "/" else None)

    def _calendar_day(self, index: int) -> tuple[date, int] | None:
        """A day of a month and the index of its last word: `24.11.`, `2 December`, `December 2nd`, `5 de octubre`."""
        if index in self._numeric:
            return self._numeric[index]
        month = self._label(index, "monthname")
        day_at = index if month is None else self._skip(month.last + 1)
        day = self._day_number(day_at)
        if day is None:
            return None
        last = day_at
        if month is None:
            month = self._label(self._skip(index + 1), "monthname")
            if month is None:
                return None
            last = month.last
        year_at = self._skip(last + 1)
        year = None
        if year_at < len(self._words) and _YEAR.fullmatch(self._words[year_at].folded):
            year, last = int(self._words[year_at].folded), year_at
        on = day_of(year, place_of(month) + 1, day, self._on)
        return None if on is None else (on, last)

    def _explicit(self, index: int) -> Found | None:
        named = self._calendar_day(index)
        return None if named is None else self._make(named[0], index, named[1])

    def _numbered(self, index: int) -> Found | None:
        """A day of the month alone: `by the 20th`, `até dia 20`, `le 20`."""
        day = self._day_number(index)
        if day is None:
            return None
        if self._label(index + 1, "of_month") or (self._loose and self._is_ordinal(index + 1)):
            return self._make(numbered(day, self._on), index, index + 1)
        if not any(hit.label == "before_day" for hit in self._ending.get(index - 1, ())):
            return None
        start = self._words[index].start
        end = start + (2 if self._text[start + 1 : start + 2].isdecimal() else 1)
        suffix = next((sign for sign in self._ordinals if self._text.startswith(sign, end)), None)
        following = self._label(index + 1, "day", "workday", "week", "month", "hour", "time_unit", "monthname")
        digits_follow = index + 1 < len(self._words) and self._words[index + 1].folded.isdecimal()
        if suffix is None or following is not None or not _AFTER_DAY.match(self._text, end):
            return None
        if self._text[start - 1 : start] == "+" or (digits_follow and not self._is_time(index + 1)):
            return None
        return self._make(numbered(day, self._on), index, index)

    def _is_ordinal(self, index: int) -> bool:
        """Whether a word makes the number before it a day of the month, as `日` does."""
        return index < len(self._words) and self._words[index].folded in self._ordinals

    def _weekday(self, index: int) -> Found | None:
        hit = self._label(index, "weekday")
        if hit is None:
            return None
        wanted = place_of(hit)
        at = self._skip(hit.last + 1)
        if self._label(index, "doubtful") and not (
            self._loose
            or self._preposition(index)[0]
            or self._calendar_day(at)
            or self._day_number(at)
            or (index and self._text[hit.start].isupper())
        ):
            return None
        if (named := self._calendar_day(at)) is not None:
            return self._make(named[0], index, named[1])
        if (day := self._day_number(at)) is not None and not self._is_time(hit.last + 1):
            return self._make(numbered(day, self._on, wanted), index, at)
        day_on = self._on + timedelta(days=(wanted - self._on.weekday() - 1) % 7 + 1)
        if (later := self._label(hit.last + 1, "week_after")) is not None:
            return self._make(day_on + timedelta(weeks=1), index, later.last)
        if (week := self._week(self._skip(hit.last + 1, "in"))) is not None:
            return self._make(week[0] + timedelta(days=wanted), index, week[1])
        preposition, _ = self._preposition(index)
        following = self._label(hit.last + 1, "next")
        if (preposition == "next" or following) and monday_of(day_on) == monday_of(self._on):
            day_on += timedelta(weeks=1)
        return self._make(day_on, index, following.last if following else hit.last, bare=True)

    def _week_later(self, index: int) -> Found | None:
        """`a week on Tuesday`."""
        hit = self._label(index, "week_before")
        weekday = None if hit is None else self._weekday(hit.last + 1)
        if weekday is None:
            return None
        return replace(weekday, on=weekday.on + timedelta(weeks=1), start=self._words[index].start, first=index)

    def _tomorrow(self, index: int) -> Found | None:
        hit = self._label(index, "same_day", "tomorrow", "overmorrow")
        if hit is None:
            return None
        ahead = ("same_day", "tomorrow", "overmorrow").index(hit.label)
        return self._make(self._on + timedelta(days=ahead), index, hit.last)

    # ---- stretches ----------------------------------------------------------------------------------------------

    def _duration(self, index: int) -> Found | None:
        """`within a week`, `in 3 working days`, `sous huitaine`, `5-7 days from now`."""
        span = self._label(index, *SPANS)
        if span is not None:
            last = span.last
            day = self._on + timedelta(days=SPANS[span.label])
        else:
            counted = self._counted(index)
            if counted is None:
                return None
            day, last = counted
        if day - self._on > LONGEST:
            return None
        preposition = self._preposition(index)[0] or ("within" if self._label(index, "within") else None)
        later = self._label(last + 1, "from_now", "by_after")
        bare = preposition not in {"by", "within", "in"} and later is None
        if bare and (not self._loose or (self._is_ordinal(last) and self._number(last - 1))):
            return None
        return self._make(day, index, later.last if later and preposition is None else last)

    def _counted(self, index: int) -> tuple[date, int] | None:
        """A number of days, weeks ...: the day it leads to and the index of its last word."""
        number = self._number(index)
        if number is None:
            return None
        count, after = number
        joined = self._label(after, "to")
        upper = self._number(joined.last + 1 if joined else after)
        if upper and (
            joined or _JOINED.fullmatch(self._text, self._words[after - 1].end, self._words[after].start) is not None
        ):
            count, after = upper
        unit = self._label(after, *UNITS) or self._label(self._skip(after), *UNITS)
        if unit is None:
            return None
        match unit.label:
            case "workday":
                day = add_workdays(self._on, count)
            case "day":
                day = self._on + timedelta(days=count)
            case "week":
                day = self._on + timedelta(weeks=count)
            case "month":
                day = add_months(self._on, min(count, MOST_MONTHS))
            case _:
                day = self._on + timedelta(days=count // HOURS)
        return day, unit.last

    def _week(self, index: int) -> tuple[date, int] | None:
        """The Monday of a week that is named, and the index of the last word: `next week`, `KW 12`."""
        hit = self._label(index, "this_week", "next_week", "overnext_week", "week_number")
        if hit is None:
            return None
        this = monday_of(self._on)
        match hit.label:
            case "this_week":
                return this, hit.last
            case "next_week":
                return this + timedelta(weeks=1), hit.last
            case "overnext_week":
                return this + timedelta(weeks=2), hit.last
            case _:
                number = self._day_number(hit.last + 1) or (self._number(hit.last + 1) or (0, 0))[0]
                monday = week_numbered(number, self._on)
                return None if monday is None else (monday, hit.last + 1)

    def _month(self, index: int) -> tuple[date, int] | None:
        """The first day of a month of which a part is spoken of, and the index of the last word."""
        this = self._on.replace(day=1)
        hit = self._label(index, "this_month", "next_month", "month", "monthname")
        if hit is None:
            return None
        match hit.label:
            case "this_month" | "month":
                return this, hit.last
            case "next_month":
                return add_months(this, 1), hit.last
            case _:
                first = day_of(None, place_of(hit) + 1, 1, this)
                return None if first is None else (first, hit.last)

    def _period(self, index: int) -> Found | None:
        """`next week`, `KW 12`, `early next week`, `Mitte Dezember`, `end of the month`; also `next week Tuesday`."""
        whole = self._label(index, "end_of_week", "end_of_month", "christmas", "new_year")
        if whole is not None:
            return self._make(self._whole(whole.label), index, whole.last, Manner.PERIOD)
        part = self._label(index, "start", "middle", "end")
        at = index if part is None else self._skip(part.last + 1)
        if (week := self._week(at)) is not None:
            return self._in_week(index, part, *week)
        if part is None:
            month = self._month(index) if self._label(index, "next_month") or self._is_this_month(index) else None
            return None if month is None else self._make(in_month(month[0], Part.END), index, month[1], Manner.PERIOD)
        of = Part[part.label.upper()]
        if (month := self._month(at)) is not None:
            return self._make(in_month(month[0], of), index, month[1], Manner.PERIOD)
        if (unit := self._label(at, "week")) is not None:
            on = in_week(monday_of(self._on), of)
            return self._make(on if on > self._on else on + timedelta(weeks=1), index, unit.last, Manner.PERIOD)
        return None

    def _is_this_month(self, index: int) -> bool:
        """Whether the month is named that it is: `entro novembre`, `noch im November`."""
        hit = self._label(index, "monthname")
        limit = self._preposition(index)[0] in {"by", "within"} and self._calendar_day(index) is None
        return hit is not None and limit and place_of(hit) + 1 == self._on.month

    def _in_week(self, index: int, part: Hit | None, monday: date, last: int) -> Found | None:
        """A part of a week, or a day of it that follows: `nächste Woche Dienstag`."""
        if part is not None:
            return self._make(in_week(monday, Part[part.label.upper()]), index, last, Manner.PERIOD)
        weekday = self._label(self._skip(last + 1, "on"), "weekday")
        if weekday is not None and self._calendar_day(self._skip(weekday.last + 1)) is None:
            return self._make(monday + timedelta(days=place_of(weekday)), index, weekday.last)
        on = in_week(monday, Part.END)
        if on <= self._on and monday == monday_of(self._on):
            on += timedelta(weeks=1)
        return self._make(on, index, last, Manner.PERIOD)

    def _whole(self, label: str) -> date:
        """The last day of what has one word of its own."""
        if label == "end_of_week":
            friday = in_week(monday_of(self._on), Part.END)
            return friday if friday > self._on else friday + timedelta(weeks=1)
        if label == "end_of_month":
            return in_month(self._on.replace(day=1), Part.END)
        return date(self._on.year, 12, 24 if label == "christmas" else 31)

    def _week_of(self, index: int) -> Found | None:
        """`in the week of 23 November`, `w/c 23 November`: its Friday."""
        hit = self._label(index, "week_of")
        if hit is None:
            return None
        at = self._skip(hit.last + 1)
        named = self._calendar_day(at)
        if named is None and (day := self._day_number(at)) is not None:
            on = numbered(day, self._on)
            named = None if on is None else (on, at)
        if named is None:
            return None
        return self._make(in_week(monday_of(named[0]), Part.END), index, named[1], Manner.PERIOD)
