"""Names of organisations: how they are written, where they stand in a text, and whether a domain is theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from syncd.core.names import is_given_name, is_honorific, is_spoken, is_title_word
from syncd.core.text import clean, collapsed, fold, has_ideographs, words
from syncd.core.vocabulary import phrased, read, word_list

listed = partial(word_list, "companies")
"""A list of companies.toml, folded."""
LONGEST = 8
"""Words of a name."""
INITIALS = 3
LEAST_PREFIX = 3
FITS = 0.55
"""From here on a domain bears a name out."""
_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_BREAKS = re.compile(
    r"[\n\t|\u00b7\u2022;:()\[\]<>\"\u201c\u201d\u201e\u00ab\u00bb!?*\u3010\u3011\u300c\u300d\u3001\u3002\uff0c\u25a0]"
    r"|,|\s[-\u2013\u2014/x\u00d7+]+\s|\.(?=\s)|\u2013|\u2014|https?:\S+|\S+@\S+"
)
_WORD = r"[^\W_]+(?:['\u2019.&-][^\W_]+)*"
_NAME_SIGNS = r"[\u3005\u30a0-\u30ff\u3400-\u9fffA-Za-z0-9&・]"
_JAPANESE_NAME = re.compile(
    rf"{_NAME_SIGNS}{{1,20}}?(?:株式会社|有限会社|合同会社)(?!{_NAME_SIGNS})"
    rf"|(?:株式会社|有限会社|合同会社|一般社団法人|学校法人|医療法人)[\u3041-\u3096]{{0,6}}(?:(?!採用|人事|担当|様){_NAME_SIGNS}){{1,20}}"
    rf"|{_NAME_SIGNS}{{1,20}}(?:株式会社|有限会社|合同会社)"
)
"""With the legal form before or behind; hiragana only where a name begins with it."""
_ELIDED = re.compile(r"(?:[dl]|dell|all|nell|sull|dall)['\u2019]\w", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a text that may be the name of an organisation."""

    text: str
    before: str
    """The word before it, folded; empty where a line, cell or clause begins."""
    opens: bool
    """Nothing stands before it in its clause."""
    closes: bool
    """Nothing stands behind it in its clause."""
    line: int
    """Number of its line."""


@cache
def _patterns(key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Beginnings and ends of words that are listed with an asterisk."""
    listed = read("companies")[key]
    return (
        tuple(fold(word[:-1]) for word in listed if word.endswith("*")),
        tuple(fold(word[1:]) for word in listed if word.startswith("*")),
    )


@lru_cache(maxsize=8192)
def _is_listed(word: str, key: str) -> bool:
    folded = fold(word).strip(".")
    begins, ends = _patterns(key)
    return folded in listed(key) or folded.startswith(begins) or (folded.endswith(ends) and len(folded) > 5)


def is_company_word(word: str) -> bool:
    """Whether a word is one that organisations have in their names: Klinik, Bakery, colegio."""
    return _is_listed(word, "words")


def is_agency_word(word: str) -> bool:
    """Whether a word in a name tells that the organisation fills jobs at others."""
    return _is_listed(word, "agencies")


@cache
def agency_names() -> frozenset[str]:
    """Agencies whose names read like a person's, collapsed: Michael Page."""
    return frozenset(collapsed(name) for name in read("companies")["agencies"] if " " in name)


@cache
def legal_forms() -> frozenset[str]:
    """The legal forms as `company_key` sees them: without case, accents and stops."""
    return frozenset(fold(form).replace(".", "") for form in read("companies")["legal_forms"])


@cache
def _suffixes() -> tuple[str, ...]:
    """Legal forms as they are written behind a name, the longest first."""
    return tuple(sorted(read("companies")["suffixes"], key=len, reverse=True))


@cache
def _spaced_suffixes() -> tuple[str, ...]:
    return tuple(" " + form for form in _suffixes())


@cache
def _tokens() -> re.Pattern[str]:
    suffixes = "|".join(re.escape(form) for form in _suffixes())
    return re.compile(rf"(?P<legal>(?<![^\W_])(?:{suffixes})(?![^\W_]))|{_WORD}\.?|&|\+")


def ends_legally(name: str) -> bool:
    """Whether a name ends with a legal form as it is written, its stops included."""
    return name.endswith(_spaced_suffixes())


def has_company_word(text: str) -> bool:
    """Whether a text holds a word that companies have in their names, or a legal form."""
    return any(
        is_company_word(word.folded) or (word.folded in legal_forms() and len(word.folded) > 2) for word in words(text)
    ) or (has_ideographs(text) and any(form in text for form in legal_forms() if has_ideographs(form)))


def company_key(name: str) -> str:
    """What two spellings of one company share: `Acme`, `ACME GmbH` and `Acme, Inc.` are one."""
    text = clean(name, 200)
    for form in legal_forms():
        if has_ideographs(form):
            text = text.replace(form, " ").strip() or text
    parts = [word.folded for word in words(text.replace(".", ""))]
    while len(parts) > 1 and parts[-1] in legal_forms():
        parts.pop()
    return " ".join(parts)


@lru_cache(maxsize=8192)
def _leads(word: str) -> bool:
    """Whether a capitalised word stands before a name rather than in it."""
    folded = fold(word).strip(".")
    if folded in listed("before") or is_honorific(word):
        return True
    return (is_spoken(word) or is_title_word(word)) and not is_company_word(word)


@lru_cache(maxsize=8192)
def _trails(word: str) -> bool:
    folded = fold(word).strip(".")
    if folded in listed("behind"):
        return True
    return folded in everyday_words() and not is_company_word(word)


@cache
def everyday_words() -> frozenset[str]:
    """Words that stand in no name, without their stops."""
    return frozenset(word.strip(".") for word in phrased("people.not_name"))


def _is_capital(token: str) -> bool:
    if _ELIDED.match(token):
        token = re.split("['\u2019]", token, maxsplit=1)[1]
    return token[0].isupper() or token[0].isdigit()


def _goes_on(token: str) -> bool:
    """Whether a word in small letters belongs to the name before it: `Mölnvalla kommun`, `Centre hospitalier`."""
    return fold(token) in listed("small_words")


@lru_cache(maxsize=16)
def runs(text: str, limit: int = 6000) -> tuple[Run, ...]:
    """The runs of capitalised words of a text, without what stands around a name.

    Connecting words are kept between two of them (`Officine e Cantieri`, `Fonds de Loire`), legal forms behind them.
    """
    return tuple(_runs(text[:limit]))


def _runs(text: str) -> Iterator[Run]:
    for number, row in enumerate(text.split("\n")[:250]):
        line = row[:600]
        if has_ideographs(line):
            for match in _JAPANESE_NAME.finditer(line):
                yield Run(match.group(), "", opens=True, closes=True, line=number)
        start = 0
        bounds = [(match.start(), match.end()) for match in _BREAKS.finditer(line)]
        joined = _joined(line, bounds)
        for stop, after in [*joined, (len(line), len(line))]:
            yield from _in_clause(line[start:stop], number)
            start = after


def _joined(line: str, bounds: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The breaks of a line, but for those before or inside a legal form: `Acme, Inc.`, `Sp. z o.o.`."""
    legal = [match.span("legal") for match in _tokens().finditer(line) if match.group("legal")]
    for stop, after in bounds:
        inside = any(first <= stop < last for first, last in legal)
        before = line[stop:after] == "," and any(0 <= first - after <= 1 for first, _ in legal)
        if not inside and not before:
            yield stop, after


def _in_clause(clause: str, number: int) -> Iterator[Run]:
    tokens = [match.group() for match in _tokens().finditer(clause)][:60]
    index = 0
    while index < len(tokens):
        if not _is_capital(tokens[index]):
            index += 1
            continue
        last = first = index
        while last + 1 < len(tokens):
            following = tokens[last + 1]
            if _is_capital(following) or following in _suffixes() or _goes_on(following):
                last += 1
            elif last + 2 < len(tokens) and fold(following) in listed("connectors") and _is_capital(tokens[last + 2]):
                last += 2
            elif (
                last + 3 < len(tokens)
                and fold(following) in listed("connectors")
                and fold(tokens[last + 2]) in listed("connectors")
                and _is_capital(tokens[last + 3])
            ):
                last += 3
            else:
                break
        index = last + 1
        start, end = _without_role(tokens, first, last)
        while end > start and (
            (_trails(tokens[end]) and fold(tokens[end - 1]) not in listed("connectors"))
            or (tokens[end].islower() and fold(tokens[end]) in listed("connectors"))
            or tokens[end] in {"&", "+"}
        ):
            end -= 1
        if end - start >= LONGEST:
            continue
        name = " ".join(tokens[start : end + 1])
        name = name if ends_legally(name) else name.rstrip(".")
        before = fold(tokens[start - 1]).strip(".") if start else ""
        of_role = first < start and fold(tokens[start - 1]) in listed("connectors") and is_title_word(tokens[start - 2])
        yield Run(
            name,
            "of role" if of_role else before,
            start == 0 or start > first,
            end == len(tokens) - 1 or end < last,
            number,
        )


def _without_role(tokens: list[str], first: int, last: int) -> tuple[int, int]:
    """A run without what leads to the name: `HR Business Partner`, `Gerente de Finanzas de`."""
    start = first
    while start < last and (_leads(tokens[start]) or fold(tokens[start]) in listed("connectors")):
        start += 1
    led = (
        first < start
        and fold(tokens[start - 1]) in listed("connectors")
        and is_title_word(tokens[max(first, start - 2)])
    )
    if led:
        for place in range(start + 1, last):
            if fold(tokens[place]) in listed("connectors") and tokens[place] not in {"&", "+"}:
                return place + 1, last
    return start, last


def reads_as_person(name: str, people: Sequence[frozenset[str]]) -> bool:
    """Whether a name is that of somebody met, or looks like a given name and a surname."""
    spoken = [word.folded for word in words(name)]
    named = set(spoken)
    if has_ideographs(name):
        return any(named == one for one in people)
    if not named or any(named <= one or (len(one) > 1 and one <= named) for one in people):
        return True
    given = is_given_name(spoken[0]) and spoken[0] not in listed("saints")
    return len(spoken) in {2, 3} and given and not has_company_word(name)


@lru_cache(maxsize=4096)
def fit(label: str, name: str) -> float:
    """How well a domain's label fits a name, 0 to 1: `maintal-guss` and Maintal Gusswerke AG.

    A label is made of whole words, of the beginnings of words, or of initials, in their order; words may be left
    out. What a domain adds to the name (`-group`, `hq`) does not count against it.
    """
    wanted = collapsed(label)
    if len(wanted) < 2:
        return 0.0
    return max(_fit(wanted, name), _fit(wanted, name.translate(_DIGRAPHS)))


def _fit(wanted: str, name: str) -> float:
    spoken = [word.folded for word in words(name)][: LONGEST + 4]
    if "".join(spoken).startswith(wanted) and len(spoken) == 1 and len(wanted) > LEAST_PREFIX:
        return 0.9 if spoken[0] != wanted else 1.0
    for tail in ("", *listed("domain_tails")):
        if tail and not (wanted.endswith(tail) and len(wanted) > len(tail) + LEAST_PREFIX):
            continue
        core = wanted[: len(wanted) - len(tail)] if tail else wanted
        if found := _consumed(core, spoken):
            return found - (0.05 if tail else 0)
    whole = "".join(spoken)
    if len(spoken) and len(spoken[0]) > LEAST_PREFIX + 1 and wanted.startswith(spoken[0]):
        return 0.6
    return 0.5 if len(whole) > LEAST_PREFIX + 1 and wanted.startswith(whole) else 0.0


def _consumed(wanted: str, spoken: list[str]) -> float:
    """1.0 for whole words, less for beginnings and initials, 0 where the label is not used up."""
    if len(wanted) >= 2 and len(spoken) > 1 and wanted == "".join(word[0] for word in spoken):
        return 0.8 if len(wanted) >= INITIALS else 0.0
    best: dict[int, float] = {0: 1.0}
    for word in spoken:
        reached = dict(best)
        for place, value in best.items():
            rest = wanted[place:]
            for length in range(min(len(word), len(rest)), 0, -1):
                if not rest.startswith(word[:length]):
                    continue
                whole = length == len(word)
                initial = length == 1 and not whole
                if not whole and length < LEAST_PREFIX and not (initial and place):
                    continue
                cost = 0.0 if whole else 0.15 if initial else 0.08
                reached[place + length] = max(reached.get(place + length, 0.0), value - cost)
        best = reached
    return best.get(len(wanted), 0.0)
