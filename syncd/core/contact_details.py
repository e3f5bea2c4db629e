"""Telephone numbers, addresses and profiles in a text, handed to the people they belong to."""

from __future__ import annotations

import re

from syncd.core.drafts import Draft, fits_address
from syncd.core.names import is_spoken
from syncd.core.parties import my_name_in
from syncd.core.phones import country_of, phones_in
from syncd.core.reading import Reading
from syncd.core.text import EMAIL, collapsed, fold, lines, words
from syncd.core.vendors import mailbox_kind, vendor_kind, without_links

WITH_ADDRESS = 6
"""More words beside an address are a sentence, and the address is not that of who signed above."""
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
    rows = lines(reading.body.text)
    numbered: list[tuple[int, str]] = []
    text = "\n".join(rows)
    numbered.extend(
        (text.count("\n", 0, phone.start), phone.number)
        for phone in phones_in(text, countries)
        if not _is_my_number(reading, drafts, text, phone.start)
    )
    numbered.extend((-1, phone.number) for phone in phones_in(reading.location, countries))
    for line, number in numbered:
        spoken = {word.folded for word in words(rows[line])} if line >= 0 else set()
        named = [draft for draft in drafts if draft.spelled & spoken]
        owner = named[0] if len(named) == 1 else _nearest(drafts, line) if line >= 0 else None
        if owner is None and len(drafts) == 1:
            owner = drafts[0]
        if owner is not None and owner.phone is None:
            owner.phone = number


def _is_my_number(reading: Reading, drafts: list[Draft], text: str, start: int) -> bool:
    """Whether a number stands in a sentence that names the user, whole or by address, and nobody who is met."""
    begin = text.rfind("\n", 0, start) + 1
    sentence = _SENTENCE_END.split(text[max(begin, start - SENTENCE) : start])[-1]
    said, me = words(sentence), reading.settings.me
    if any(draft.spelled & {word.folded for word in said} for draft in drafts):
        return False
    addressed = any(email.lower() in sentence.lower() for email in me.emails)
    return addressed or any(last > first for first, last in my_name_in(me, said))


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
                taken.add(email)


def _owner(email: str, number: int, row: str, free: list[Draft]) -> Draft | None:
    """Whose address it is: who is called like it; else who is named beside it, or right above in a signature."""
    fitting = [draft for draft in free if draft.name and fits_address(draft.spelled, email)]
    if fitting:
        return fitting[0]
    beside = [word.folded for word in words(EMAIL.sub(" ", row))]
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
