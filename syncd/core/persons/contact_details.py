"""Telephone numbers, addresses and profiles in a text, handed to the people they belong to."""

from __future__ import annotations

import re

from syncd.core.names import is_spoken, spelled
from syncd.core.parties import my_name_in
from syncd.core.persons.drafts import Draft, fits_address, name_from_address
from syncd.core.phones import country_of, phones_in
from syncd.core.reading import Reading
from syncd.core.text import EMAIL, collapsed, fold, folded_words, lines, words
from syncd.core.vendors import mailbox_kind, vendor_kind, without_links
from syncd.core.vocabulary import lexicon_of

WITH_ADDRESS = 6
"""More words beside an address are a sentence, and the address is not that of who signed above."""
CLOSE = 3
"""Words between a name and the number that is its bearer's."""
SENTENCE = 100
"""Characters before a number in which is said whose it is."""
_SENTENCE_END = re.compile(r"[.!?;](?=\s)")
_PROFILE = re.compile(
    r"(?:https?://)?(?:[a-z]{2,3}\.)?(?:linkedin\.com/in|xing\.com/profile)/([\w%.~-]{2,100})/?", re.IGNORECASE
)


def _nearest(drafts: list[Draft], line: int, reach: int = 5) -> Draft | None:
    above = [draft for draft in drafts if draft.line is not None and 0 <= line - draft.line <= reach]
    return max(above, key=lambda draft: draft.line or 0, default=None)


def give_phones(reading: Reading, drafts: list[Draft]) -> None:
    """Hand the numbers in the text and the location to who is named beside or above, the only one else."""
    if not drafts:
        return
    zones = (reading.event.zone, reading.settings.me.timezone)
    countries = list(
        dict.fromkeys(
            code for code in (*map(country_of, zones[:1]), reading.settings.me.country, country_of(zones[1])) if code
        )
    )
    text = without_links("\n".join(lines(reading.body.text)))
    for phone in phones_in(text, countries):
        row = _Row(text, phone.start)
        if not _is_my_number(reading, drafts, row):
            _give(_caller(reading, drafts, row), phone.number)
    for phone in phones_in(without_links(reading.location), countries):
        _give(drafts[0] if len(drafts) == 1 else None, phone.number)


def _give(owner: Draft | None, number: str) -> None:
    if owner is not None and owner.phone is None:
        owner.phone = number


class _Row:
    """Where a number stands: its line, what its sentence says before it, and the line above."""

    def __init__(self, text: str, start: int) -> None:
        self.number = text.count("\n", 0, start)
        begin = text.rfind("\n", 0, start) + 1
        self.line = text[begin:].partition("\n")[0]
        self.above = text[:begin].rstrip("\n").rpartition("\n")[2]
        self.sentence = _SENTENCE_END.split(text[max(begin, start - SENTENCE) : start])[-1]

    def says(self, label: str) -> bool:
        """Whether the sentence before the number has one of the phrases of a label."""
        return bool(lexicon_of(label).find(words(self.sentence)))


def _caller(reading: Reading, drafts: list[Draft], row: _Row) -> Draft | None:
    """Whose number it is: who is named in the line, who writes `call me`, who is named right above."""
    spoken = set(folded_words(row.line))
    named = [draft for draft in drafts if draft.spelled & spoken]
    for word in reversed(words(row.sentence) if named else []):
        if called := [draft for draft in named if word.folded in draft.spelled]:
            return called[0]
    if len(named) == 1:
        return named[0]
    if not named and row.says("names.me"):
        organizer = reading.parties.organizer
        writers = [draft for draft in drafts if draft.signed]
        writers += [draft for draft in drafts if organizer and draft.email and draft.email == organizer.email]
        if writers:
            return writers[0]
    return _nearest(drafts, row.number) or (drafts[0] if len(drafts) == 1 else None)


def _is_my_number(reading: Reading, drafts: list[Draft], row: _Row) -> bool:
    """Whether a number stands right behind the user's name or address, or where somebody calls the user."""
    me = reading.settings.me
    if row.says("names.calls_you"):
        return True
    if any(email.lower() in row.sentence.lower() for email in me.emails):
        return True
    said = words(row.sentence)
    whole = [last for first, last in my_name_in(me, said) if last > first]
    others = [at for at, word in enumerate(said) if any(word.folded in draft.spelled for draft in drafts)]
    if whole and (not others or (max(whole) > max(others) and len(said) - max(whole) <= CLOSE)):
        return True
    above = words(row.above)
    label_alone = len(said) <= CLOSE and not others
    return label_alone and any(last > first and last == len(above) - 1 for first, last in my_name_in(me, above))


def give_addresses(reading: Reading, drafts: list[Draft], mine: frozenset[str]) -> None:
    """Hand the addresses that stand in the text to the people they belong to."""
    taken = {draft.email for draft in drafts if draft.email}
    for number, row in enumerate(lines(reading.body.text)):
        for email in (found.lower().rstrip(".") for found in EMAIL.findall(without_links(row))):
            if email in mine or email in taken or mailbox_kind(email) or vendor_kind(email) not in {None, "free_mail"}:
                continue
            owner = _owner(email, number, row, [draft for draft in drafts if draft.email is None])
            if owner is not None:
                owner.email = email
                fuller = name_from_address(email) if owner.name and " " not in owner.name else None
                owner.name = fuller if fuller and owner.spelled < spelled(fuller) else owner.name
                taken.add(email)


def _owner(email: str, number: int, row: str, free: list[Draft]) -> Draft | None:
    """Whose address it is: who is called like it; else who is named beside it, or right above in a signature."""
    fitting = [draft for draft in free if draft.name and fits_address(draft.spelled, email)]
    if fitting:
        return fitting[0]
    beside = folded_words(EMAIL.sub(" ", row))
    pieces = [piece for piece in re.split(r"[._-]", fold(email.partition("@")[0])) if piece]
    full = len(pieces) > 1 and all(piece.isalpha() and len(piece) > 1 for piece in pieces)
    if full or set(pieces) & set(beside) or all(map(is_spoken, pieces)):
        return None
    near = [draft for draft in free if draft.spelled & set(beside)]
    if near or len(beside) > WITH_ADDRESS:
        return next(iter(near), None)
    return _nearest(free, number, 3)


def give_profiles(reading: Reading, drafts: list[Draft]) -> None:
    """Hand the LinkedIn and XING profiles to whom they are called after, the only one else."""
    profiles = dict.fromkeys(
        match.group() for text in (*reading.links, reading.body.text) for match in _PROFILE.finditer(text)
    )
    for profile in profiles:
        slug = collapsed(profile.rstrip("/").rpartition("/")[2])
        owners = [draft for draft in drafts if any(len(word) > 2 and word in slug for word in draft.spelled)]
        owner = owners[0] if owners else drafts[0] if len(drafts) == 1 else None
        if owner is not None and owner.linkedin is None:
            owner.linkedin = profile
