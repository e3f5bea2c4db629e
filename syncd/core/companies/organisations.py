"""Names of organisations: how they are written, where they stand in a text, and whether a domain is theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import pairwise

from syncd.core.companies.japanese import ends_as_company, named_in
from syncd.core.companies.kinds import headed, is_dutch, is_kind
from syncd.core.names import is_given_name, is_honorific, is_one_of, is_spoken, is_title_word, spelled
from syncd.core.text import clean, collapsed, fold, folded_words, has_ideographs, words
from syncd.core.vocabulary import phrased, read, stems_in, word_list

listed = partial(word_list, "companies")
"""A list of companies.toml, folded."""
SINGULAR = 4
"""Letters of a word that is no plural yet."""
TOLD = 1000
"""Characters that tell the language of a text."""
SMALL = 3
"""Letters of a word before a town."""
LONGEST = 8
"""Words of a name."""
_BREAKS = re.compile(
    r"[\n\t|\u00b7\u2022;:()\[\]<>\"\u201c\u201d\u201e\u00ab\u00bb!?*\u3010\u3011\u300c\u300d\u3001\u3002\uff0c\u25a0\u2190-\u21ff\u2600-\u27bf\U0001f300-\U0001faff]"
    r"|,|\s[-\u2013\u2014/x\u00d7+]+\s|(?<!\bCoop)(?<!\bSoc)(?<!\bUniv)(?<!\bSt)(?<!\bEts)(?<!\bGebr)(?<!\bHnos)(?<!\bInst)(?<!\bAyto)(?<!\bBros)(?<!\bDept)(?<!\bSta)\.(?=\s)|\u2013|\u2014|https?:\S+|\S+@\S+"
)
_WORD = r"[^\W_]+(?:['\u2019.&-][^\W_]+)*"
_ELIDED = re.compile(r"(?:[djlmnst]|qu|dell|all|nell|sull|dall)['\u2019]\w", re.IGNORECASE)


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
    wide: str = ""
    """With the everyday words at its ends, which a domain may bear out: `Harrow Falls`."""

    @property
    def headed(self) -> str:
        """With the everyday words before it, but for those that never belong to a name."""
        place = self.wide.find(self.text)
        head = self.wide[:place].split() if place > 0 else []
        never = listed("before") | listed("behind") | listed("connectors")
        while head and (fold(head[0]).strip(".") in never or is_honorific(head[0])):
            head.pop(0)
        whole = [*head, *self.text.split()]
        while len(whole) > 1 and fold(whole[-1]).strip(".") in listed("behind"):
            whole.pop()
        return " ".join(whole)


@lru_cache(maxsize=8192)
def _is_listed(word: str, key: str) -> bool:
    folded = fold(word).strip(".")
    whole, begins, ends = stems_in("companies", key)
    if folded.endswith("s") and len(folded) > SINGULAR and folded[:-1] in whole:
        return True
    return folded in whole or folded.startswith(begins) or (folded.endswith(ends) and len(folded) > 5)


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
    return re.compile(rf"(?P<legal>(?<![^\W_])(?:{suffixes})(?![^\W_]))|{_WORD}\.?|&|\+|@")


def ends_legally(name: str) -> bool:
    """Whether a name ends with a legal form as it is written, its stops included."""
    return name.endswith(_spaced_suffixes())


@lru_cache(maxsize=4096)
def has_company_word(text: str) -> bool:
    """Whether a text holds a word that companies have in their names, or a legal form."""
    return (
        ends_legally(text)
        or (" " in text and is_kind(text.split(maxsplit=1)[0]))
        or any(
            is_company_word(word.folded) or (word.folded in legal_forms() and len(word.folded) > 2)
            for word in words(text)
        )
        or (has_ideographs(text) and any(form in text for form in legal_forms() if has_ideographs(form)))
        or ends_as_company(text)
    )


def company_key(name: str) -> str:
    """What two spellings of one company share: `Acme`, `ACME GmbH` and `Acme, Inc.` are one."""
    text = clean(name, 200)
    for form in legal_forms():
        if has_ideographs(form):
            text = text.replace(form, " ").strip() or text
    parts = folded_words(text.replace(".", ""))
    while len(parts) > 1 and parts[-1] in legal_forms():
        parts.pop()
    return " ".join(parts)


@lru_cache(maxsize=8192)
def _leads(word: str) -> bool:
    """Whether a capitalised word stands before a name rather than in it."""
    folded = fold(word).strip(".")
    if folded in listed("saints") - listed("before") - listed("connectors"):
        return False
    if folded in listed("before") or is_honorific(word):
        return True
    return (is_spoken(word) or is_title_word(word)) and not is_company_word(word)


def _never_in_name(word: str) -> bool:
    """Whether a capitalised word leads to a name even within a sentence, where a capital is otherwise its own."""
    return fold(word).strip(".") in listed("before") or is_honorific(word) or is_title_word(word)


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


def _unelided(token: str) -> str:
    """A word without an article before it: the `Office` of `l'Office`."""
    return re.split("['\u2019]", token, maxsplit=1)[1] if _ELIDED.match(token) else token


def _is_capital(token: str) -> bool:
    token = _unelided(token)
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
    dutch = " en " in text and is_dutch(text[:TOLD])
    for number, row in enumerate(text.split("\n")[:250]):
        line = row[:600]
        if has_ideographs(line):
            for name, before in named_in(line):
                yield Run(name, before, opens=True, closes=True, line=number)
        start = 0
        bounds = [(match.start(), match.end()) for match in _BREAKS.finditer(line)]
        joined = _joined(line, bounds)
        for first, end in headed(line):
            before = fold(line[:first].rpartition(" ")[0].rpartition(" ")[2]) if first else ""
            yield Run(line[first:end], before, opens=first == 0, closes=end == len(line), line=number)
        for stop, after in [*joined, (len(line), len(line))]:
            inside = (start, stop) == (0, len(line)) or line[:start].rstrip()[-1:] in {",", "|", "\u00b7"}
            yield from _in_clause(line[start:stop], number, inside=inside, dutch=dutch)
            start = after


def _joined(line: str, bounds: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The breaks of a line, but for those before or inside a legal form: `Acme, Inc.`, `Sp. z o.o.`."""
    legal = [match.span("legal") for match in _tokens().finditer(line) if match.group("legal")]
    for stop, after in bounds:
        inside = any(first <= stop < last for first, last in legal)
        before = line[stop:after] == "," and any(0 <= first - after <= 1 for first, _ in legal)
        if not inside and not before:
            yield stop, after


def _in_clause(clause: str, number: int, *, inside: bool, dutch: bool) -> Iterator[Run]:
    tokens = [match.group() for match in _tokens().finditer(clause)][:60]
    index = 0
    while index < len(tokens):
        if not _is_capital(tokens[index]):
            index += 1
            continue
        last = first = index
        while (reached := _reach(tokens, last, dutch=dutch)) > last:
            last = reached
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
        if _is_own_article(tokens, first, start, inside=inside and end == len(tokens) - 1):
            start -= 1
        name = _bare(" ".join(tokens[start : end + 1]))
        if end + 1 < len(tokens) and tokens[end + 1].islower():
            name = name.removesuffix("'s").removesuffix("\u2019s")
        before = fold(tokens[start - 1]).strip(".") if start else ""
        of_role = first < start and fold(tokens[start - 1]) in listed("connectors") and is_title_word(tokens[start - 2])
        yield Run(
            name,
            "of role" if of_role else before,
            start == 0 or start > first,
            end == len(tokens) - 1 or end < last,
            number,
            _bare(" ".join(tokens[first : last + 1])),
        )


def _reach(tokens: list[str], last: int, *, dutch: bool) -> int:
    """How far a name goes on behind a word of it; the place of the word itself where it ends."""
    ahead = tokens[last + 1 : last + 4]
    if not ahead:
        return last
    if tokens[last].endswith(".") and tokens[last] in _suffixes() and ahead[0] not in _suffixes():
        return last
    if _is_capital(ahead[0]) or ahead[0] in _suffixes() or _goes_on(ahead[0]):
        return last + 1
    if len(ahead) > 1 and _is_capital(ahead[1]):
        speaks = re.split("['\u2019]", fold(ahead[1]))[0] in listed("speakers")
        linked = joins(tokens[last], ahead[0]) or (dutch and ahead[0] == "en" and not is_given_name(ahead[1]))
        if (linked and not speaks) or _is_town_of_firm(ahead):
            return last + 2
    if reach := _institution(tokens, last):
        return reach
    twice = len(ahead) > 2 and {fold(ahead[0]), fold(ahead[1])} <= listed("connectors")
    return last + 3 if twice and _is_capital(ahead[2]) else last


def _is_town_of_firm(ahead: list[str]) -> bool:
    """Whether a town with a legal form behind it goes on with a name: `Norrfrakt i Umeå AB`."""
    return len(ahead) > 2 and ahead[0].islower() and len(ahead[0]) <= SMALL and ahead[2] in _suffixes()


def _is_own_article(tokens: list[str], first: int, start: int, *, inside: bool) -> bool:
    """Whether a capitalised article before a name is its own, as within a sentence: `at The Copper Kettle`."""
    article = start == first + 1 and fold(tokens[first]) in listed("small_articles")
    return article and (inside if first == 0 else tokens[first - 1][0].islower())


def _bare(name: str) -> str:
    """A run without a stop behind it and an article before it."""
    name = _unelided(name)
    return name if ends_legally(name) else name.rstrip(".")


def joins(word: str, following: str) -> bool:
    """Whether a small word goes on with a name: `of` always, `for` behind an `Institute`, not in `Acme for Cook`."""
    small = fold(following)
    return small in listed("connectors") and (small not in listed("for_whom") or fold(word) in listed("for_heads"))


def _institution(tokens: list[str], first: int) -> int | None:
    """The last word of a name in small letters that fills its clause: `Office cantonal du sol et des cultures`."""
    if (
        not is_company_word(tokens[first].rpartition("\u2019")[2].rpartition("'")[2])
        or len(tokens) - first > LONGEST + 1
    ):
        return None
    rest = tokens[first + 1 :]
    if rest and fold(rest[0]) not in listed("links"):
        rest.pop(0)
    linked = bool(rest) and rest[-1].isalpha() and fold(rest[-1]) not in listed("links")
    for one, other in pairwise(rest):
        linked = linked and other[0].islower() and (fold(one) in listed("links") or fold(other) in listed("links"))
    return len(tokens) - 1 if linked and fold(rest[0]) in listed("links") else None


def _without_role(tokens: list[str], first: int, last: int) -> tuple[int, int]:
    """A run without what leads to the name: `HR Business Partner`, `Gerente de Finanzas de`."""
    start = first
    named = first > 0 and tokens[first - 1].islower() and is_company_word(tokens[last]) and last - first < LONGEST // 2
    leads = _never_in_name if named else _leads
    while start < last and (leads(_unelided(tokens[start])) or fold(tokens[start]) in listed("connectors")):
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
    spoken = folded_words(name)
    named = spelled(name)
    if "&" in name or "+" in name:
        return False
    if has_ideographs(name):
        return any(named == one for one in people)
    if not named or is_one_of(named, people):
        return True
    given = is_given_name(spoken[0]) and spoken[0] not in listed("saints")
    return len(spoken) in {2, 3} and given and not has_company_word(name)
