"""What is no part of a job and taken away from it: interview words, names, the company, references, places."""

from __future__ import annotations

import re
from functools import cache, partial

from syncd.core.jobs.phrase import GENDER, LONGEST, names_job, tells_job
from syncd.core.names import (
    is_given_name,
    is_honorific,
    is_no_name,
    is_one_of,
    is_place,
    is_spoken,
    is_title_word,
    spelled,
)
from syncd.core.parties import my_name_in
from syncd.core.reading import Reading
from syncd.core.text import collapsed, fold, folded_words, words
from syncd.core.vocabulary import word_list

listed = partial(word_list, "positions")
"""A list of positions.toml, folded."""
TERSE = 6
"""Words of a line or segment that is nothing but a job."""
INITIALS = 3
"""Letters of a segment that are somebody's initials."""
_NOISE = ("interview", "stage", "job.process", "job.invitation", "people.label", "people.honorifics")
_REFERENCE = re.compile(
    r"\([^()]*\d{2,}[^()]*\)|\b(?:ref|réf|req|kz|job id|dnr|nr)\b[\s.#:/-]*\d[\w/-]*"
    r"|\b[A-Z]{1,6}[-_]?\d{3,}[\w-]*|\b(?:[A-Z]{2,4}\s)?\d{4}[/-]\d+|\b\d{4,}\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"[\s,]+(?:\d{1,3}\s?[-\u2013]\s?)?\d{1,3}\s?%.*$")
"""Working hours behind a job: `80-100 %`."""
_STATE = re.compile(r"\w,\s?[A-Z]{2}$")
"""A town and its state: `Groveport, OH`."""
_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*$")


@cache
def _noun_behind() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{'|'.join(listed('nouns_behind'))})\b.*$", re.IGNORECASE)


class Trim:
    """Takes away what is no part of a job: interview words, names, the company, references."""

    def __init__(
        self, reading: Reading, company: str | None, titles: frozenset[str], persons: tuple[frozenset[str], ...]
    ) -> None:
        self.reading, self.company, self.titles, self.persons = reading, company, titles, persons
        title = reading.title
        self.noise = [(hit.start, hit.end) for hit in title.found(*_NOISE)]
        self.names = [
            (title.words[first].start, title.words[last].end)
            for first, last in my_name_in(reading.settings.me, title.words)
        ]

    def holds_noise(self, part: str) -> bool:
        """Whether a part of the title holds interview words or the user's name."""
        start = self.reading.title.text.find(part)
        return any(start <= first < start + len(part) for first, _ in (*self.noise, *self.names))

    def inside(self, start: int, end: int) -> str | None:
        """A segment of the title without the interview words and names at its ends."""
        text = self.reading.title.text
        noise = [(first, last) for first, last in (*self.noise, *self.names) if first < end and start < last]
        moved = True
        while moved and start < end:
            moved = False
            while start < end and not (text[start].isalnum() or text[start] == "("):
                start, moved = start + 1, True
            for first, last in noise:
                whole = text[first:last].lower() == text[first:last] or not is_title_word(text[first:last])
                if first <= start < last and last <= end and whole:
                    start, moved = last, True
                elif (first < end <= last and first > start and (first, last) in self.names) or (
                    last == end and first > start and not is_title_word(text[first:last].split()[-1])
                ):
                    end, moved = first, True
            while end > start and text[end - 1] in " ,.-\u2013\u2014/|:+&":
                end, moved = end - 1, True
            word = re.match(r"[^\s,()]+", text[start:end])
            if (word and fold(word.group()).strip(".:") in listed("lead") and not tells_job(word.group())) or (
                word and word.group()[0].isdigit()
            ):
                start, moved = start + word.end(), True
        return text[start:end] or None

    def is_theirs(self, segment: str, start: int) -> bool:
        """Whether a segment is the title of somebody met: it is known as such, or stands in brackets behind a name."""
        key = collapsed(segment)
        if any(one.startswith(key) for one in self.titles):
            return True
        place = self.reading.title.text.find(segment, start)
        before = self.reading.title.text[: max(start, place)].rstrip(" (,-\u2013").split()
        if meets(before) and tells_job(segment.split(maxsplit=1)[0]):
            return True
        behind_name = len(before) > 1 and self._is_person(" ".join(before[-2:]))
        note = self.reading.event.organizer is None
        if note and behind_name and self.reading.title.text[: max(start, place)].rstrip().endswith("("):
            return True
        return behind_name and fold(segment.split(maxsplit=1)[0]) in listed("no_job")

    def shortened(self, segment: str | None) -> str | None:
        """A segment up to a small word that does not belong into a job: `Wohnbereichsleitung im Haus ...`."""
        if not segment or not segment[0].isupper():
            return segment
        parts = segment.split()
        for place in range(1, len(parts)):
            small = parts[place].islower() and fold(parts[place]) in listed("until") - listed("inside")
            if small and names_job(" ".join(parts[:place])):
                return " ".join(parts[:place])
        return segment

    def may_be_unheard_of(self, segment: str) -> bool:
        """Whether a segment of a company's own title may be a job of which no word is known: `CNM1 Perioperative`."""
        parts = segment.split()
        invited = self.reading.event.organizer is not None and bool(self.company)
        initials = segment.isupper() and len(segment) <= INITIALS
        if not invited or not segment[0].isupper() or initials or len(parts) > TERSE or is_place(segment):
            return False
        known = (is_spoken, is_given_name, is_no_name, is_honorific)
        return not any(tells(part) for part in parts for tells in known)

    def tidy(self, text: str) -> str | None:
        """A job as it is written, or None where what was found is none."""
        job = _SHARE.sub("", self._without_company(_REFERENCE.sub("", text.strip())))
        job = re.sub(r"\(\s*(?:\w\.)?\s*\)|\(\s*(?:réf|ref|kz|req)\b\.?\s*:?\s*\)?", "", job, flags=re.IGNORECASE)
        parts = re.split(r"(,\s|\s[\u2013\u2014]\s)", job)
        for number in range(2, len(parts), 2):
            head = fold(parts[number].split()[0]).strip(".:") if parts[number].split() else ""
            place = is_place(parts[number].strip()) and not parts[number].isupper()
            if head in listed("beside") or place or is_honorific(head) or self._is_person(parts[number]):
                job = "".join(parts[: number - 1])
                break
        match = _BRACKETS.search(job)
        if match and self._is_beside(match.group(1)):
            job = job[: match.start()]
        found = words(job)
        for first, last in my_name_in(self.reading.settings.me, found):
            job = job[: found[first].start] + job[found[last].end :]
            break
        job = re.sub(r"\(\s*(?:\w\.)?\s*\)", "", job).strip(" .,;:-\u2013\u2014/|@&")
        if job.startswith("(") and job.endswith(")"):
            job = re.split(r",\s(?=[a-z])", job[1:-1])[0]
        job = re.sub(r"\)\s*,.*$", ")", job)
        noun = _noun_behind().search(job)
        job = job[: noun.start()] if noun and names_job(job[: noun.start()]) else job
        job = _without_lead(job.strip(" .,;:-\u2013\u2014/|@&'\u2019\u201c\u201d\""))
        job = _without_place(job)
        while (parts := job.split()) and len(parts) > 1 and _ends_before(parts[-1]):
            job = " ".join(parts[:-1]).strip(" ,")
        if job.count("(") > job.count(")"):
            job = job + ")" if GENDER.search(job + ")") else job[: job.rfind("(")].strip()
        if job[:1].islower() and job.split()[0] in listed("places_in"):
            return None
        if not 1 < len(job) <= 80 or len(job.split()) > LONGEST + 2 or self._is_other(job):
            return None
        return " ".join(job.split())

    def _is_beside(self, bracket: str) -> bool:
        """Whether what stands in brackets behind a job is no part of it: the contract, a place, a remark."""
        inner = bracket.strip()
        if not inner or fold(inner) in listed("contract") or collapsed(inner) in self.titles:
            return True
        if fold(inner.split(",")[0]).strip() in listed("contract"):
            return True
        remark = inner[0].islower() and not GENDER.fullmatch(f"({inner})") and " " in inner
        place = is_place(inner.split(",")[0]) and (not inner.isupper() or len(inner) < 3)
        return remark or place or _STATE.search(inner) is not None or any(char.isdigit() for char in inner)

    def _without_company(self, job: str) -> str:
        if not self.company:
            return job
        spellings = [self.company, self.company.rsplit(" ", 1)[0]] if " " in self.company else [self.company]
        for spelling in spellings:
            place = job.lower().find(spelling.lower())
            if len(spelling) > 2 and place > 0:
                return job[:place]
            if place == 0:
                return job[len(spelling) :]
        return job

    def _is_person(self, text: str) -> bool:
        spoken = spelled(text)
        return bool(spoken) and is_one_of(spoken, self.persons)

    def _is_other(self, job: str) -> bool:
        """Whether it is a person, somebody's own title, the company or a word of interviews."""
        spoken = folded_words(job)
        if not spoken or self._is_person(job):
            return True
        if self.company and set(spoken) <= spelled(self.company):
            return True
        empty = listed("no_job") | listed("recruiting") | listed("inside")
        if all(word in empty for word in spoken) and (len(spoken) == 1 or set(spoken) & listed("recruiting")):
            return True
        if len(spoken) == 1 and (spoken[0] in listed("articles") | listed("asked") | listed("lead") or len(job) < 2):
            return True
        return all(word.isdigit() for word in spoken)


def _without_lead(job: str) -> str:
    """A job without the noun, article or adjective that leads to it: `functie van hotelmanager`, `ein/e Leiter/in`."""
    parts = re.sub(r"^[dl]['\u2019](?=\w)", "", job).split()
    nouns = listed("nouns")
    while len(parts) > 1:
        word = fold(parts[0]).strip(".:'")
        pieces = fold(parts[0]).replace("\u2019", "'").split("/")
        article = parts[0].islower() and all(one in listed("articles") | listed("ands") | nouns for one in pieces)
        if not (word in nouns or article or (word in listed("loose") and names_job(" ".join(parts[1:])))):
            break
        parts.pop(0)
    return " ".join(parts)


def _without_place(job: str) -> str:
    """A job without the town behind it: `Biosecurity Manager en Galicia`."""
    parts = job.split()
    for at in range(1, len(parts) - 1):
        if parts[at] not in listed("places_in"):
            continue
        behind = parts[at + 1]
        leads = is_place(behind.strip(",")) or (behind.islower() and fold(behind) in listed("articles"))
        if leads and names_job(job_before := " ".join(parts[:at])):
            return job_before
    return job


def meets(before: list[str]) -> bool:
    """Whether words end with those behind which somebody who is met is named: `with the`, `mit`, `avec la`."""
    spoken = [fold(word) for word in before[-3:]]
    while spoken and spoken[-1] in listed("articles") - listed("meets"):
        spoken.pop()
    return bool(spoken) and spoken[-1] in listed("meets")


def _ends_before(word: str) -> bool:
    """Whether a word at the end of what was found is no part of it: a preposition, `role`."""
    folded = fold(word).strip(".,")
    small = word.islower() and folded in listed("inside") | listed("articles") | listed("until")
    return small or (folded in listed("nouns_behind") and not is_title_word(word)) or word == "@"
