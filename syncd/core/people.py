"""Who is met: people from the invitation's addresses and from its texts, never robots, rooms or the user."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from syncd.core.language import languages_of
from syncd.core.model import Attendee, EventStatus, Person, PersonKind
from syncd.core.names import (
    Speech,
    given_first,
    is_given_name,
    is_honorific,
    is_one_of,
    is_title_word,
    person_name,
    spelled,
)
from syncd.core.parties import may_be_person
from syncd.core.persons.cells import Mention
from syncd.core.persons.clues import WEIGHTS, Known, looks, names_company
from syncd.core.persons.contact_details import give_addresses, give_phones, give_profiles
from syncd.core.persons.drafts import Draft, abbreviates, name_from_address
from syncd.core.persons.japanese import is_japanese_office, japanese_names
from syncd.core.persons.job_title import arranges, title_alone
from syncd.core.persons.mentions import in_body, in_title
from syncd.core.persons.told import i_arrange
from syncd.core.reading import Reading
from syncd.core.text import collapsed, fold, folded_words, words
from syncd.core.vendors import company_domain, is_private_mail, mailbox_kind, name_kind, vendor_kind
from syncd.core.vocabulary import lexicon, lexicon_of

MOST_PEOPLE = 15
UNLIKELY = -5.0
"""What is so unlikely a name is none, even beside an address made of it."""
LISTED = 2
"""So many rows with names are a list of those who are met."""
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_CAPACITY = re.compile(r"\(\d{1,3}\)|\d$")
_ACRONYM = re.compile(r"(?<![\w.])[A-Z]{2,4}(?![\w.])")
_IN_BRACKETS = re.compile(r"[(\[\uff08]([^()\[\]\uff08\uff09]{2,60})[)\]\uff09]")


def _from_addresses(reading: Reading, known: Known) -> Iterator[Draft]:
    who = reading.parties
    internal = not who.outsiders and who.organizer is not None and not who.organized_by_me and who.is_own(who.organizer)
    for one in who.others[:60]:
        if not may_be_person(one) or (who.is_own(one) and not internal) or _is_kin(reading, one):
            continue
        if one.role == "NON-PARTICIPANT" and not one.name:
            continue
        name = person_name(one.name or "")
        if name and not _is_somebody(name, one.name or "", one.email, known):
            continue
        name = given_first(name, one.email) if name else None
        inside = [match.group(1) for match in _IN_BRACKETS.finditer(one.name or "")]
        titles = [title for text in inside if (title := title_alone(text, known.companies))]
        yield Draft(
            name=name,
            email=one.email,
            title=titles[0] if titles else None,
            spelled=spelled(name or ""),
            recruits=_recruits(one.name or ""),
            arranges=any(map(arranges, inside)),
        )


def _is_kin(reading: Reading, one: Attendee) -> bool:
    """Whether somebody with a private address bears the user's surname."""
    surnames = set(folded_words(reading.settings.me.name)[-1:])
    theirs = spelled(one.name or "")
    return is_private_mail(one.email or "") and len(theirs) > 1 and bool(surnames & theirs)


def _is_somebody(name: str, written: str, email: str | None, known: Known) -> bool:
    """Whether the name beside an address is a person's rather than a department's, a room's or a company's."""
    if is_japanese_office(name):
        return False
    clues = looks(name, replace(known, addressed=False))
    given = any(map(is_given_name, name.split()))
    bare = _ASIDE.sub(" ", written)
    if not given and (_CAPACITY.search(written) or (_ACRONYM.search(bare) and not bare.isupper())):
        return False
    against = sum(WEIGHTS[clue] for clue in clues if clue != "one word")
    house = (company_domain(email or "") or "").partition(".")[0]
    parts = [fold(part) for part in name.split()]
    if house in parts and not is_given_name(parts[0]):
        return False
    local = fold((email or "").partition("@")[0])
    pieces = [piece for piece in re.split(r"[._-]", local) if piece]
    initialled = len(parts) > 1 and (
        collapsed(local) == parts[0][0] + parts[-1] or (local == parts[0] and is_given_name(local))
    )
    spoken = spelled(name) | {collapsed(part) for part in parts}  # `minho.lee@` is Min-ho Lee
    fits = initialled or (len(pieces) > 1 and set(pieces) <= spoken | {word[0] for word in spoken})
    return against >= 0 or (fits and against > UNLIKELY)


def _recruits(text: str) -> bool:
    hits = lexicon().find(words(text))
    managers = any(hit.label == "stage.hiring_manager" for hit in hits)
    return not managers and any(hit.label == "job.recruiter" for hit in hits)


def _take(drafts: list[Draft], mention: Mention, *, called_off: bool) -> None:
    """Add what a text says of somebody to the draft it belongs to, or make a new one.

    Whoever is ill when the interview is called off is whom it was with.
    """
    fitting = [draft for draft in drafts if draft.is_called(mention.spelled)]
    if not fitting and mention.full:
        surname = collapsed(mention.name.partition(" ")[2])
        bare = [draft for draft in drafts if draft.email and not draft.spelled]
        fitting = [draft for draft in bare if surname and surname in collapsed((draft.email or "").partition("@")[0])]
    if not fitting and "honorific" in mention.clues:
        surname = fold(mention.name.split()[-1])
        fitting = [draft for draft in drafts if draft.email and surname in draft.spelled][:1]
    if {"company", "company word"} & set(mention.clues):
        fitting = [draft for draft in fitting if draft.spelled]
    known = next((draft for draft in fitting if draft.spelled), next(iter(fitting), None))
    if known is None:
        nobody = {"company", "company word", "place", "word of everyday language"} & set(mention.clues)
        arranger = mention.arranges and mention.full and not nobody
        if not (arranger or mention.met) or (mention.arranges and not arranger and not mention.title):
            return
        known = Draft(name=mention.name, spelled=mention.spelled)
        drafts.append(known)
    if not known.spelled or ((mention.met or known.email is None) and known.spelled < mention.spelled):
        known.name, known.spelled = mention.name, mention.spelled
        if known.email and not mention.full and (fuller := name_from_address(known.email, mention.name)):
            known.name, known.spelled = fuller, spelled(fuller)
    if mention.title and not known.title:
        known.title = mention.title
        known.recruits = known.recruits or _recruits(mention.title)
    absent = called_off and known.email is not None and "not met" in mention.clues and not arranges(mention.title or "")
    known.arranges = known.arranges or (mention.arranges and not absent)
    if mention.line >= 0 and (known.line is None or mention.signed):
        known.line = mention.line
    known.signed = known.signed or mention.signed


def _spell_out(drafts: list[Draft], mentions: Iterable[Mention]) -> None:
    """Give who is known by one word the whole name that the texts have elsewhere: `Mme Schyns`, Nathalie Schyns."""
    for mention in mentions:
        if not mention.full or "given name" not in mention.clues:
            continue
        for draft in drafts:
            if draft.email is None and draft.spelled < mention.spelled:
                draft.name, draft.spelled = mention.name, mention.spelled


def _mark_arranger(reading: Reading, drafts: list[Draft], mentions: Iterable[Mention]) -> None:
    """Mark who says of themselves that they only arrange, or write for somebody else who is met.

    It is the last to sign who is not the one written for, else the organizer.
    """
    written_for = [one.spelled for one in mentions if "somebody writes for them" in one.clues]
    others = [draft for draft in drafts if any(map(draft.is_called, written_for))]
    says = (
        reading.body.found("job.assistant_says")
        or reading.title.found("job.assistant_says")
        or i_arrange(reading.body.text, reading.body.words)
    )
    if not (says or any(draft.email for draft in others)):
        return
    organizer = reading.parties.organizer
    for mention in reversed([mention for mention in mentions if mention.signed]):
        for draft in drafts:
            if draft.is_called(mention.spelled) and draft not in others:
                draft.arranges = True
                return
    for draft in drafts:
        if organizer and draft.email and draft.email == organizer.email and draft not in others:
            draft.arranges = True


def _called(drafts: Iterable[Draft]) -> frozenset[str]:
    """The words of the names that addresses bear, written beside them or before the @."""
    names = (one.spelled or spelled(name_from_address(one.email or "") or "") for one in drafts)
    return frozenset(word for name in names for word in name if len(word) > 1)


def _mark_private(reading: Reading, drafts: list[Draft], mentions: Iterable[Mention]) -> None:
    """Guests with private addresses of whom the text tells nothing are the user's own people."""
    named = [one.spelled for one in mentions if one.met]
    for draft in drafts:
        if draft.email and _is_private(reading, draft.email) and not any(map(draft.is_called, named)):
            draft.arranges = True


def _is_private(reading: Reading, email: str) -> bool:
    """Whether an address is a private one, and not that of who invites."""
    organizer = reading.parties.organizer
    invites = organizer is not None and organizer.email == email
    return not invites and is_private_mail(email)


def _mark_outside_list(reading: Reading, drafts: list[Draft], mentions: Iterable[Mention]) -> None:
    """Where the text lists who is met, those without a job beside their name who stand outside the list arrange."""
    rows = {one.line for one in mentions if one.met and one.full and {"row", "listed"} & set(one.clues)}
    if len(rows) < LISTED:
        return
    named = [one.spelled for one in mentions if one.met and (not one.signed or "listed" in one.clues)]
    organizer = reading.parties.organizer
    for draft in drafts:
        invites = draft.email is not None and organizer is not None and draft.email == organizer.email
        if not (invites or draft.recruits or (draft.title and draft.email) or any(map(draft.is_called, named))):
            draft.arranges = True


def _mark_at_the_door(drafts: list[Draft], mentions: Iterable[Mention]) -> None:
    """Whoever is asked for at the reception only opens the door where others are met and nothing more is told."""
    doors = [one.spelled for one in mentions if "at the door" in one.clues]
    for draft in drafts:
        works = any(is_title_word(word.folded) for word in words(draft.title or ""))
        if draft.email is None and not works and not draft.signed and any(map(draft.is_called, doors)):
            draft.arranges = draft.arranges or any(not one.arranges for one in drafts if one is not draft)


def _known(reading: Reading, company: str | None) -> Known:
    """The companies of the event and whether the people met have addresses in it."""
    others = [one for one in reading.parties.others if one.email]
    labels = [domain.partition(".")[0] for one in others if (domain := company_domain(one.email or ""))]
    names = [
        one.name or ""
        for one in others
        if not may_be_person(one) and one.cutype == "INDIVIDUAL" and not is_given_name((one.name or "-").split()[0])
    ]
    companies = {collapsed(one) for one in (*labels, *names, company or "") if one}
    strangers = [
        one for one in others if not _is_private(reading, one.email or "") and mailbox_kind(one.email or "") != "groups"
    ]
    addressed = any(may_be_person(one) for one in strangers) or any(not one.email for one in reading.parties.others)
    speech = Speech(languages_of([*reading.title.words, *reading.body.words]) | {"en"})
    return Known(
        companies=frozenset(companies - {""}), addressed=addressed, own=not strangers and not addressed, speech=speech
    )


def _read_mentions(reading: Reading, known: Known) -> list[Mention]:
    ends = {hit.end for hit in reading.title.found("interview.sure", "interview.likely", "interview.weak")}
    mentions = [
        *in_body(reading.body.text, known),
        *in_title(reading.title.text, known, interview_ends=ends),
    ]
    if known.own and reading.title.text.islower():
        mentions.extend(_in_small_letters(reading.title.text, known))
    if sender := _hidden_sender(reading, known):
        mentions.append(sender)
    for line, text in ((-1, reading.title.text), (0, reading.body.text)):
        for one in japanese_names(text, first_line=line):
            if one.honorific == "様" and (line < 0 or one.line == 0):
                continue
            clues = ["they are met"] if one.met and not names_company(one.name, known) else []
            mentions.append(
                Mention(one.name, one.line if line >= 0 else -1, clues, title=one.title, arranges=one.arranges)
            )
    return [mention for mention in mentions if not _is_mine(reading, mention.spelled)]


def _in_small_letters(title: str, known: Known) -> list[Mention]:
    """People in a title without capitals: those behind an honorific, and lone given names: `zoom c/ marcos (eng.)`."""
    raised, honoured = list(title), False
    for word in words(title):
        written = title[word.start : word.end]
        if honoured or is_given_name(written) or (is_honorific(written) and len(written) > 1):
            raised[word.start] = raised[word.start].upper()
        honoured = is_honorific(written) and len(written) > 1
    found = in_title("".join(raised), known, interview_ends=set())
    return [one for one in found if "honorific" in one.clues or ("given name" in one.clues and not one.full)]


def _hidden_sender(reading: Reading, known: Known) -> Mention | None:
    """A person in whose name a vendor's address invites; the address leads to the vendor."""
    organizer = reading.parties.organizer
    if not organizer or not organizer.name or not organizer.email or reading.parties.organized_by_me:
        return None
    name = person_name(organizer.name)
    if (
        not name
        or re.fullmatch(r"[\w.'\u2019-]+(?: [\w.'\u2019-]+)+", name) is None
        or name_kind(organizer.name)
        or vendor_kind(organizer.email) in {None, "free_mail", "note_takers"}
    ):
        return None
    return Mention(name, -1, [*looks(name, known), "sender"])


def _is_mine(reading: Reading, spoken: frozenset[str]) -> bool:
    """Whether words are the user's name or part of it, in any of the spellings that the event gives it."""
    mine = reading.parties.my_spellings
    return is_one_of(spoken, mine) or any(abbreviates(spoken, form) for form in mine)


def find_people(reading: Reading, company: str | None = None) -> tuple[Person, ...]:
    """The people met, in the order the invitation names them.

    Args:
        reading: The event.
        company: The hiring company as far as it is known without the people; its name is nobody's.

    Returns:
        Interviewers and recruiters. Never the user, rooms, groups, robots, note takers, or those who only arrange.
    """
    mine = frozenset(email.lower() for email in reading.settings.me.emails)
    known = _known(reading, company)
    drafts = list(_from_addresses(reading, known))
    known = replace(known, speech=replace(known.speech, called=_called(drafts)))
    mentions = _read_mentions(reading, known)
    for full in (True, False):
        for mention in mentions:
            if mention.full is full:
                _take(drafts, mention, called_off=reading.event.status is EventStatus.CANCELLED)
    _spell_out(drafts, mentions)
    _mark_arranger(reading, drafts, mentions)
    _mark_private(reading, drafts, mentions)
    _mark_outside_list(reading, drafts, mentions)
    _mark_at_the_door(drafts, mentions)
    give_addresses(reading, drafts, mine)
    give_phones(reading, drafts)
    give_profiles(reading, drafts)
    finished = (_finished(draft) for draft in drafts if not draft.arranges and (draft.email or "") not in mine)
    return tuple(person for person in finished if person.name)[:MOST_PEOPLE]


def _finished(draft: Draft) -> Person:
    name = draft.name or (name_from_address(draft.email) if draft.email else None)
    return Person(
        name=name,
        email=draft.email,
        phone=draft.phone,
        title=draft.title,
        linkedin=draft.linkedin,
        kind=PersonKind.RECRUITER if draft.recruits else PersonKind.INTERVIEWER,
    )


def with_kind(people: tuple[Person, ...], kind: PersonKind) -> tuple[Person, ...]:
    """The people with a kind for those of whom no title tells it; a consultant's does not."""
    agents = lexicon_of("names.agents")
    return tuple(
        replace(person, kind=kind) if not person.title or agents.find(words(person.title)[:2]) else person
        for person in people
    )
