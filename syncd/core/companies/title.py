"""Reading a title as segments: what is left when interview words, jobs, people and times are taken away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from syncd.core.companies.japanese import ends_as_company
from syncd.core.companies.kinds import headed
from syncd.core.companies.organisations import everyday_words, is_company_word, joins
from syncd.core.names import is_given_name, is_honorific, is_place, is_spoken, is_title_word
from syncd.core.parties import my_name_in
from syncd.core.reading import Reading
from syncd.core.text import fold, has_ideographs
from syncd.core.vocabulary import word_list

listed = partial(word_list, "companies")
"""A list of companies.toml, folded."""
_INCLUSIVE = r"(?<=\w)(?:[:*]in(?:nen)?\b|[\u00b7\u2022][^\W\d_]{1,5}\b|\((?:as?|os?|e|in|ra|trice)\))"
"""What one word for all of them adds: `Berater:in`, `Executivo(a)`, `conseiller·ère`."""
_SEPARATOR = re.compile(
    rf"\s*(?!{_INCLUSIVE})(?<!\w\(a)(?<!\w\(o)(?<!\w\(e)(?<!\w\(as)(?<!\w\(os)(?<!\w\(in)(?<!\w\(ra)(?<!\w\(trice)"
    r"(?:[|:;,()\[\]{}\u00b7\u2022\u00ab\u00bb\"\u201c\u201d\u201e<>\u00d7\uff5c\u3010\u3011\u300c\u300d\u3001\uff1a\uff08\uff09!\u2190-\u21ff\u2600-\u27bf\U0001f300-\U0001faff]+|\s/\s|//"
    r"|(?<=[\u3041-\u9fff])/|(?<=\s)[-\u2013\u2014+xX](?=\s)|\u2013|\u2014|\s-\s|\?+(?=\s|$))\s*"
)
_TOKEN = re.compile(r"(?:[wc]/(?=\s|[^\W_]))|[^\W_]+(?:['\u2019.&-][^\W_]+)*\.?|&|@")
_NUMBERISH = re.compile(
    r"(?:\d+[x\u00d7])?[\d.:/h-]+(?:st|nd|rd|th|[eaoº°.u]|er|re|de|ste|am|pm|uhr|h|min|hrs?)?[\d]*\.?\Z", re.IGNORECASE
)
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


AT = listed("at")
STRONG_AT = listed("strong_at")
WITH = listed("with")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words of a title that is neither an interview word nor a job, a time or the user."""

    text: str
    after: str
    """The word before it, folded: `at`, `with`, or empty at the beginning of a segment."""
    whole: bool
    """It fills its segment."""
    segment: int
    behind: str = ""
    """The word after it in its segment, folded."""
    led: str = ""
    """The word before the one before it, folded."""


def segments(text: str) -> list[tuple[int, int]]:
    """Where the segments of a title begin and end."""
    bounds = [*((match.start(), match.end()) for match in _SEPARATOR.finditer(text)), (len(text), len(text))]
    found, start = [], 0
    for end, after in bounds:
        if end > start:
            found.append((start, end))
        start = after
    return found


def _noisy(reading: Reading) -> set[int]:
    """Character positions of the title that are interview words, the user's name and the like."""
    title = reading.title
    covered: set[int] = set()
    for hit in title.found(*_NOISE):
        spoken = title.text[hit.start : hit.end]
        if not (spoken[:1].isupper() and " " not in spoken and is_company_word(spoken)):
            covered.update(range(hit.start, hit.end))
    for first, last in my_name_in(reading.settings.me, title.words):
        covered.update(range(title.words[first].start, title.words[last].end))
    return covered


def pieces(reading: Reading) -> list[Piece]:
    """What is left of the title, in order."""
    text = reading.title.text
    covered = _noisy(reading)
    jobs = {place for hit in reading.title.found("job.titles") for place in range(hit.start, hit.end)}
    found: list[Piece] = []
    for segment, (start, end) in enumerate(segments(text)):
        tokens = list(_TOKEN.finditer(text, start, end))
        spans = [(first, last) for first, last in headed(text) if start <= first < end]
        for first, last in spans:
            ahead = [token for token in tokens if token.end() <= first]
            before = fold(ahead[-1].group()).strip(".") if ahead else ""
            found.append(Piece(text[first:last], before, (first, last) == (start, end), segment))
        named = {place for first, last in spans for place in range(first, last)}
        for word_before, taken in _split(tokens, covered | named, jobs - named):
            kept = list(taken)
            behind_it = tokens.index(taken[-1]) + 1
            timed = behind_it < len(tokens) and _NUMBERISH.match(tokens[behind_it].group())
            trailing = listed("connectors") | (listed("time_leads") if timed else frozenset())
            while kept and fold(kept[-1].group()).strip(".") in trailing:
                kept.pop()
            if not kept:
                continue
            name = text[kept[0].start() : kept[-1].end()].strip(" .&")
            name = _without_noise(text, kept, covered) if has_ideographs(name) else name
            led = [fold(word).strip(".") for word in text[: kept[0].start()].split()[-2:]]
            article = len(led) > 1 and led[0] in WITH and led[1] in listed("connectors")
            if name:
                before = led[0] if article else word_before
                following = tokens[behind_it:]
                behind = fold(following[0].group()).strip(".") if following else ""
                lead = led[0] if len(led) > 1 else ""
                found.append(Piece(name, before, len(kept) == len(tokens), segment, behind, lead))
    return found


def _without_noise(text: str, kept: list[re.Match[str]], covered: set[int]) -> str:
    """What is left of words without spaces between them when interview words are taken out."""
    left = "".join(
        text[place] if place not in covered else " " for place in range(kept[0].start(), kept[-1].end())
    ).split()
    return max(left, key=len, default="").rstrip("様のへにを")


def _split(tokens: list[re.Match[str]], covered: set[int], jobs: set[int]) -> list[tuple[str, list[re.Match[str]]]]:
    """The runs of a segment that may be a company's or a person's name, each with the word before it."""
    runs: list[tuple[str, list[re.Match[str]]]] = []
    run: list[re.Match[str]] = []
    before = ""
    cased = any(token.group()[0].isupper() for token in tokens)

    def close() -> None:
        nonlocal run
        if run:
            runs.append((before, run))
            run = []

    for index, token in enumerate(tokens):
        word = fold(token.group()).strip(".")
        named = token.group()[0].isupper() or token.start() not in covered
        if run and run[-1].group() in {"&", "+"} and word not in listed("title_noise") and named:
            run.append(token)
            continue
        upper = token.group()[0].isupper() or token.group()[0].isdigit() or has_ideographs(token.group()[0])
        inside = bool(run) and is_company_word(run[-1].group()) and index + 1 < len(tokens) and token.group().isdigit()
        if inside and tokens[index + 1].group()[0].isupper() and tokens[index + 1].start() not in covered:
            run.append(token)
            continue
        plain = "&" not in token.group()[1:]
        noisy = plain and (token.start() in covered or bool(_NUMBERISH.match(token.group())) or is_honorific(word))
        if has_ideographs(token.group()[0]):
            close()
            noisy = all(place in covered or place in jobs for place in range(token.start(), token.end()))
            noisy = noisy or (token.end() - 1) in jobs
        noisy = (
            noisy or word in listed("title_noise") or (not upper and word in AT | WITH | STRONG_AT | everyday_words())
        )
        if run and not cased and token.group() == "&":
            run.append(token)
            continue
        connects = bool(run) and joins(run[-1].group(), word) and not upper
        connects = connects and (cased or not _belongs_to(run, tokens[index + 1 : index + 2]))
        follows = index + 1 < len(tokens) and (
            tokens[index + 1].group()[0].isupper()
            or _links_twice(tokens[index + 1 : index + 3])
            or (not cased and word in listed("small_links") and not _NUMBERISH.match(tokens[index + 1].group()))
        )
        if connects and follows and not (noisy and word in STRONG_AT):
            run.append(token)
            continue
        if noisy or _is_job(tokens, index, jobs) or (not upper and word in listed("connectors")):
            close()
            before = word
            continue
        if upper and run and not run[-1].group()[0].isupper() and fold(run[-1].group()) not in listed("connectors"):
            before_next = fold(run[-1].group())
            close()
            before = before_next
        if not upper and cased and not is_company_word(word) and not (run and _goes_on(run, word)):
            close()
            before = word
            continue
        run.append(token)
    close()
    return [one for one in runs if not _describes_job(one, tokens, jobs)]


def _links_twice(ahead: list[re.Match[str]]) -> bool:
    """Whether another small word follows before a name goes on: `Vergers de la Tuilerie`."""
    return len(ahead) > 1 and fold(ahead[0].group()) in listed("small_articles") and ahead[1].group()[0].isupper()


def _is_job(tokens: list[re.Match[str]], index: int, jobs: set[int]) -> bool:
    """Whether a word is a job rather than a word of companies or a name behind `at`."""
    token = tokens[index]
    told = token.group()[0].isupper() and index > 0 and fold(tokens[index - 1].group()) in STRONG_AT
    return token.start() in jobs and not told and not is_company_word(fold(token.group()).strip("."))


def _belongs_to(run: list[re.Match[str]], following: list[re.Match[str]]) -> bool:
    """Whether behind a given name a small word leads to a company rather than a surname: `carla da solverde`."""
    born = any(fold(token.group()) in listed("born") for token in following)
    return len(run) == 1 and is_given_name(run[0].group()) and bool(following) and not born


def _goes_on(run: list[re.Match[str]], word: str) -> bool:
    """Whether a word in small letters belongs to the name before it: `Mölnvalla kommun`."""
    return run[0].group()[0].islower() or word in listed("small_words") | listed("kinds_of") | listed("joiners")


def _is_known(word: str) -> bool:
    return word[0].islower() or is_spoken(word) or is_title_word(word) or is_place(word) or word.isupper()


def _describes_job(one: tuple[str, list[re.Match[str]]], tokens: list[re.Match[str]], jobs: set[int]) -> bool:
    """Whether what stands beside a job belongs to it: `Regional Logistics Manager CEE`."""
    before, run = one
    named = ends_as_company(run[0].group()) or (len(run) > 1 and any(is_company_word(one.group()) for one in run))
    if before in STRONG_AT or named:
        return False
    first, last = tokens.index(run[0]), tokens.index(run[-1])
    behind = last + 1 < len(tokens) and tokens[last + 1].start() in jobs
    behind = behind and fold(tokens[last + 1].group()).strip(".") not in listed("behind")
    ahead = first > 0 and tokens[first - 1].start() in jobs
    if ahead and fold(tokens[first - 1].group()).strip(".") in listed("short_roles"):
        return behind
    if ahead and tokens[first - 1].group()[0].islower() and run[0].group()[0].isupper():
        return False
    if ahead and not behind and len(run) > 1 and not any(_is_known(token.group()) for token in run):
        return False
    if ahead or behind:
        return True
    return before in AT - listed("of_the") and any(token.start() in jobs for token in tokens)
