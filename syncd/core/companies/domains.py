"""Whether a domain is an organisation's: how well what stands first in it fits a name."""

from __future__ import annotations

from functools import lru_cache, partial

from syncd.core.companies.organisations import LONGEST, has_company_word
from syncd.core.text import DIGRAPHS, collapsed, fold, folded_words
from syncd.core.vocabulary import word_list

listed = partial(word_list, "companies")
"""A list of companies.toml, folded."""
INITIALS = 3
LEAST_PREFIX = 3
ABBREVIATION = 5
"""Letters of a label that may be all initials and beginnings."""
FITS = 0.55
"""From here on a domain bears a name out."""


def _abbreviates(part: str, word: str) -> bool:
    """Whether letters are those of a word in their order, its first among them: `lst` and Leitstelle."""
    letters = iter(word)
    return len(part) > 1 and part[0] == word[0] and len(word) > len(part) and all(one in letters for one in part)


@lru_cache(maxsize=4096)
def fit(label: str, name: str) -> float:
    """How well a domain's label fits a name, 0 to 1: `maintal-guss` and Maintal Gusswerke AG.

    A label is made of whole words, of the beginnings of words, or of initials, in their order; words may be left
    out. What a domain adds to the name (`-group`, `hq`) does not count against it.
    """
    wanted = collapsed(label)
    if len(wanted) < 2:
        return 0.0
    return max(
        max(_fit(wanted, spelled), _fit_in_parts(fold(label).split("-"), spelled))
        for spelled in {name, name.translate(DIGRAPHS)}
    )


def _fit_in_parts(parts: list[str], name: str) -> float:
    """A label of abbreviations and a word of the name: `osc-canton` and Office cantonal du sol et des cultures."""
    spoken = folded_words(name)[: LONGEST + 4]
    told = [part for part in parts if len(part) > LEAST_PREFIX and _consumed(part, spoken)]
    others = [part for part in parts if part not in told]
    if len(parts) > 1 and "".join(spoken) == parts[0] and len(parts[0]) > LEAST_PREFIX:
        return 0.62
    if len(told) > 1 and not others:
        return 0.8
    if any(len(part) >= INITIALS and part == _initials(spoken) for part in parts):
        return 0.7
    shortened = bool(others) and all(any(_abbreviates(part, word) for word in spoken) for part in others)
    begun = bool(others) and all(any(part[0] == word[0] for word in spoken if word not in told) for part in others)
    named = told and len(spoken) > 1 and (shortened or (begun and has_company_word(name)))
    return 0.65 if named and others and all(len(part) <= LEAST_PREFIX for part in others) else 0.0


def _initials(spoken: list[str]) -> str:
    """Of the words of a name, without the small ones."""
    return "".join(word[0] for word in spoken if word not in listed("connectors"))


def _fit(wanted: str, name: str) -> float:
    spoken = folded_words(name)[: LONGEST + 4]
    if "".join(spoken).startswith(wanted) and len(spoken) == 1 and len(wanted) > LEAST_PREFIX:
        return 0.9 if spoken[0] != wanted else 1.0
    for tail in ("", *listed("domain_tails")):
        if tail and not (wanted.endswith(tail) and len(wanted) > len(tail) + LEAST_PREFIX):
            continue
        core = wanted[: len(wanted) - len(tail)] if tail else wanted
        if found := _consumed(core, spoken):
            return found - (0.05 if tail else 0)
    for head in listed("domain_heads"):
        rest = wanted.removeprefix(head)
        if LEAST_PREFIX < len(rest) < len(wanted) and (found := _consumed(rest, spoken)):
            return found - 0.1
    whole = "".join(spoken)
    head = next((word for word in spoken if word not in listed("saints")), "")
    if len(head) > LEAST_PREFIX + 1 and wanted.startswith(head):
        return 0.6
    return 0.5 if len(whole) > LEAST_PREFIX + 1 and wanted.startswith(whole) else 0.0


def _consumed(wanted: str, spoken: list[str]) -> float:
    """1.0 for whole words, less for beginnings and initials, 0 where the label is not used up."""
    if len(wanted) >= 2 and len(spoken) > 1 and wanted in {"".join(word[0] for word in spoken), _initials(spoken)}:
        return 0.8 if len(wanted) >= INITIALS else 0.0
    begins = len(wanted) <= ABBREVIATION or any(len(word) > LEAST_PREFIX and word in wanted[1:] for word in spoken)
    best: dict[int, float] = {0: 1.0}
    for word in spoken:
        for place, value in [*best.items()]:
            for joiner in listed("joiners") if place else ():
                if wanted.startswith(joiner, place):
                    best[place + len(joiner)] = max(best.get(place + len(joiner), 0.0), value - 0.02)
        reached = dict(best)
        for place, value in best.items():
            rest = wanted[place:]
            if len(rest) > 1 and rest[0] == word[0] and rest[1] in word[LEAST_PREFIX:-LEAST_PREFIX]:
                reached[place + 2] = max(reached.get(place + 2, 0.0), value - 0.2)
            for length in range(min(len(word), len(rest)), 0, -1):
                if not rest.startswith(word[:length]):
                    continue
                whole = length == len(word)
                initial = length == 1 and not whole
                if not whole and length < LEAST_PREFIX and not (initial and (place or begins)):
                    continue
                cost = 0.0 if whole else 0.15 if initial else 0.08
                reached[place + length] = max(reached.get(place + length, 0.0), value - cost)
        best = reached
    return best.get(len(wanted), 0.0)
