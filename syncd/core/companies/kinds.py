"""Names that begin with what an organisation is: `boulangerie Paul`, `Hotel Adlon`, `studio legale Bassi`."""

from __future__ import annotations

import re
from functools import lru_cache, partial

from syncd.core.language import languages_of
from syncd.core.names import is_given_name, is_honorific, is_spoken, is_title_word
from syncd.core.text import fold, words
from syncd.core.vocabulary import stems_in, stems_of, word_list

listed = partial(word_list, "companies")
"""A list of companies.toml, folded."""
LONGEST = 4
"""Words of the name behind."""
ARTICLE = 4
"""Letters of an article or preposition with which a name begins: `Da Nino`, `De Regenboog`."""
SMALL = 2
"""Words of a name in small letters."""
BETWEEN = 5
"""Words between the kind and the name."""
_NUMBER = re.compile(r"\s(?:nr|no|n\u00b0|n\u00ba|n\.|num\.)\s?\d{1,4}\b", re.IGNORECASE)
"""Of a school: `Szko\u0142a Podstawowa nr 12`."""
_PATRON = re.compile(r"\sim\.?(?:\s[^\W\d_]{1,4}\.)*(?:\s(?=[^\W\d_a-z])[^\W\d_]+){1,3}")
"""After whom an institution is named: `Szpital Wojewódzki im. św. Łukasza`."""
_WORD = re.compile(r"(?:[dl]['\u2019](?=\w))|[^\W\d_]+(?:['\u2019.&-][^\W\d_]+)*\.?")


def is_kind(word: str) -> bool:
    """Whether a word tells what an organisation is."""
    folded = fold(word).strip(".")
    whole, _, ends = stems_in("companies", "kinds")
    return folded in whole or folded.endswith(ends)


@lru_cache(maxsize=1024)
def headed(text: str) -> tuple[tuple[int, int], ...]:
    """Where in a line names stand that begin with what the organisation is: begin and end of each."""
    found: list[tuple[int, int]] = []
    tokens = list(_WORD.finditer(text))
    at = 0
    while at < len(tokens):
        opens = is_kind(tokens[at].group()) and not _is_drink(text, tokens, at) and not _is_led(text, tokens, at)
        last = _last(text, tokens, at) if opens else None
        if last is not None:
            number = _NUMBER.match(text, tokens[last].end()) or _PATRON.match(text, tokens[last].end())
            stop = tokens[last].end() - _ends_sentence(tokens[last].group())
            found.append((tokens[at].start(), number.end() if number else stop))
            at = last
        at += 1
    return tuple(found)


def _is_drink(text: str, tokens: list[re.Match[str]], at: int) -> bool:
    """Whether a title begins with what one drinks together rather than where: `Café Marta`, not `Café Aurora`."""
    if at > 0 or fold(tokens[0].group()) not in listed("title_noise"):
        return False
    following = tokens[1].group() if len(tokens) > 1 and _adjoins(text, tokens, 1) else ""
    return not following[:1].isupper() or is_given_name(following) or is_honorific(following)


def _is_led(text: str, tokens: list[re.Match[str]], at: int) -> bool:
    """Whether a kind goes on with a name before it: `The King's School Wexley`."""
    if at == 0 or not tokens[at].group()[0].isupper() or not _adjoins(text, tokens, at):
        return False
    return tokens[at - 1].group()[0].isupper() and tokens[at - 1].group().endswith(("'s", "\u2019s"))


def _last(text: str, tokens: list[re.Match[str]], at: int) -> int | None:
    """The last word of the name behind a kind, None where no name follows."""
    lower = text.islower()
    place, titled = at + 1, False
    while place < len(tokens) and place - at <= BETWEEN and _adjoins(text, tokens, place):
        word = tokens[place].group()
        elided = word == "t" and text[tokens[place].start() - 1] in "'\u2019"
        told = fold(word).strip("'\u2019")
        between = told in listed("kinds_of") or (word[0].islower() and told in listed("connectors"))
        titled = told.strip(".") in listed("doctors")
        linked = place > at + 1 and _links(tokens[place - 1].group()) and word[0].islower()
        if not (between or elided or titled or linked):
            break
        place += 1
    begin, last = place, None
    if place > at + 1 and tokens[place - 1].group()[0].isupper() and not titled:
        last = place - 1
    while place < len(tokens) and place - at <= BETWEEN + LONGEST and _adjoins(text, tokens, place):
        word = tokens[place].group()
        joins = last is not None and place + 1 < len(tokens)
        joins = joins and (fold(word) in listed("connectors") or (word == "en" and is_dutch(text)))
        small = lower and place - begin < SMALL and _names_small(word, told=begin > at + 1 and place == begin)
        if small or (word[0].isupper() and _names(word)):
            last = place
            if _ends_sentence(word):
                break
        elif not _is_article(text, tokens, place) and not (
            joins and word[0].islower() and tokens[place + 1].group()[0].isupper()
        ):
            break
        place += 1
    return last


def _ends_sentence(word: str) -> bool:
    """Whether the stop behind a word is no part of it: `Lipp.`, not `St.` or `S.r.l.`."""
    return word.endswith(".") and len(word) > ARTICLE and "." not in word[:-1]


def _links(word: str) -> bool:
    """Whether behind a small word more of an institution follows: the `art` of `d'art`."""
    return fold(word).rstrip("'\u2019") in listed("links")


def is_dutch(line: str) -> bool:
    """Whether the `en` of a line is an `and`, and no Spanish or French `in`."""
    spoken = languages_of(words(line))
    return "nl" in spoken and not spoken & {"es", "fr", "sv"}


def _is_article(text: str, tokens: list[re.Match[str]], place: int) -> bool:
    """Whether a short word with a capital stands before another: the `De` of `De Regenboog`."""
    word = tokens[place].group()
    if not word[0].isupper() or len(word) > ARTICLE or word.endswith(".") or place + 1 >= len(tokens):
        return False
    return tokens[place + 1].group()[0].isupper() and _adjoins(text, tokens, place + 1)


def _adjoins(text: str, tokens: list[re.Match[str]], place: int) -> bool:
    return not text[tokens[place - 1].end() : tokens[place].start()].strip(" &'\u2019")


def _names_small(word: str, *, told: bool) -> bool:
    """Whether a word may be a name where nothing has a capital: `hospital são camilo`, `museo del faro`."""
    return len(word) > 1 and word.isalpha() and (told or not is_spoken(word)) and _names(word)


def _names(word: str) -> bool:
    if word.isupper() and len(word) > 1:
        return True
    if is_honorific(word) and fold(word) not in listed("connectors"):
        return False
    if fold(word) in listed("words"):
        return True
    return not is_title_word(word) and (fold(word).strip(".") not in stems_of("people.not_name").whole or is_kind(word))
