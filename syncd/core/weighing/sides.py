"""What addresses, links and the two sides of the table say for and against an interview."""

from __future__ import annotations

import re
from collections.abc import Iterator

from syncd.core.evidence import speaks_against, speaks_for
from syncd.core.model import Evidence
from syncd.core.parties import Parties, is_my_name, may_be_person, my_name_in
from syncd.core.reading import Reading
from syncd.core.text import folded_words, words
from syncd.core.vendors import company_domain, host_of, hosts, is_recruiting_mailbox, matches_link, under, vendor_kind
from syncd.core.weighing.somebody_else import greets_other, somebody_elses

OWN_HOUSE = 6.0
PRIVATELY = 0.2
APPLIED = 0.4
"""The shares of it at the private address, and where a candidate is spoken to: it is about another post there."""
AT_WORK = 1.8
RELATIVE = 2.2
HOST = 3.0
OUTSIDE = 0.6
GREETED = 0.6
GREETING = 6
"""Words at the beginning of a description among which the user may be greeted."""
MANY_GUESTS = 12
CROWD = 30
_AFTER_LABEL = re.compile(r"\s*[:：]\s*([^\W\d_a-z][^\n|(,;]{1,60})")


def _is_relative(who: Parties) -> bool:
    """Whether the organizer bears the user's family name, at an address that is no company's."""
    mine, theirs = words(who.me.name), words(who.organizer.name or "") if who.organizer else []
    if len(mine) < 2 or len(theirs) < 2 or not who.organizer or company_domain(who.organizer.email or ""):
        return False
    return {word.folded for word in mine[1:]} & {word.folded for word in theirs[1:]} != set()


def _has_private_address(who: Parties) -> bool:
    """Whether the user has an address beside that of the work: only then is the other one known to be it."""
    return any(company_domain(email) not in who.own_domains for email in who.me.emails)


def from_addresses(reading: Reading) -> Iterator[Evidence]:
    """Evidence from who sent it and from the links in it."""
    who = reading.parties
    organizer = who.organizer.email if who.organizer and not who.organized_by_me else None
    if organizer:
        kind = vendor_kind(organizer)
        if kind in {"applicant_tracking", "interview_scheduling"}:
            yield speaks_for(2.0, f"it was sent by recruiting software ({host_of(organizer)})")
        elif kind == "practice":
            yield speaks_against(2.5, f"it was sent by a practice or events site ({host_of(organizer)})")
    recruiting = next((one.email for one in who.others if one.email and is_recruiting_mailbox(one.email)), None)
    if recruiting and not any(one.email == recruiting for one in who.colleagues):
        yield speaks_for(1.2, f"a recruiting mailbox takes part ({recruiting})")
    for link in reading.links:
        if matches_link(link, "interviewer_links"):
            yield speaks_against(4.5, f"a link only interviewers get ({host_of(link)})")
            return
    for link in reading.links:
        kind = vendor_kind(link)
        if matches_link(link, "candidate_links"):
            yield speaks_for(1.5, f"a link to a job or a candidate's page ({host_of(link)})")
            return
        if under(link, hosts("assessment", "live")):
            yield speaks_for(2.6, f"a link to a shared coding pad ({host_of(link)})")
            return
        if kind in {"applicant_tracking", "interview_scheduling"}:
            yield speaks_for(1.1, f"a link to recruiting software ({host_of(link)})")
            return
        if kind == "practice":
            yield speaks_against(1.5, f"a link to a practice or events site ({host_of(link)})")
            return


def from_sides(reading: Reading) -> Iterator[Evidence]:
    """Evidence from who invited whom, and whose colleagues they are."""
    who = reading.parties
    outsiders = who.outsiders
    if who.organized_by_me and outsiders:
        yield speaks_against(HOST, "you invited the others")
    elif who.organizer and not who.organized_by_me:
        if who.is_own(who.organizer):
            privately = who.invited_as and company_domain(who.invited_as) not in who.own_domains
            weight = OWN_HOUSE * (PRIVATELY if privately else 1)
            weight *= APPLIED if reading.body.found("job.applied") else 1
            yield speaks_against(weight, f"it was called by somebody of your own organisation ({who.organizer.email})")
        elif who.invited_as and host_of(who.invited_as) and who.colleagues:
            yield speaks_against(2.4, "colleagues of yours are invited too")
        elif who.invited_as and company_domain(who.invited_as) in who.own_domains and _has_private_address(who):
            told = reading.body.found("job.applied", "job.invitation")
            yield speaks_against(AT_WORK * (APPLIED if told else 1), "you were invited at your work address")
        elif _is_relative(who):
            yield speaks_against(RELATIVE, "somebody of your family sent it")
        else:
            yield speaks_for(OUTSIDE, "somebody outside your organisation invited you")
            if my_name_in(who.me, reading.body.words[:GREETING]):
                yield speaks_for(GREETED, "it is written to you by name")
    elif who.colleagues and not outsiders:
        yield speaks_against(2.4, "only colleagues of yours take part")
    if who.organized_by_me and who.colleagues and outsiders:
        yield speaks_against(1.5, "colleagues of yours are invited too")
    if len(reading.event.attendees) > CROWD:
        yield speaks_against(4.0, f"{len(reading.event.attendees)} people are invited")
    elif len(reading.event.attendees) > MANY_GUESTS:
        yield speaks_against(1.5, f"{len(reading.event.attendees)} people are invited")
    if reading.event.recurring:
        yield speaks_against(0.9, "it repeats")


def from_candidate(reading: Reading) -> Iterator[Evidence]:
    """Who is said to be the candidate: the user or a third person."""
    me = reading.settings.me
    for text in (reading.body, reading.title):
        for hit in text.found("label.candidate"):
            match = _AFTER_LABEL.match(text.text, hit.end)
            if not match:
                continue
            name = match.group(1).strip()
            if is_my_name(me, name):
                yield speaks_for(1.6, "you are named as the candidate")
            else:
                yield speaks_against(3.6, f"somebody else is named as the candidate ({name})")
            return
    if owned := somebody_elses(reading):
        yield owned
    if greeted := greets_other(reading):
        yield greeted
    who = reading.parties
    title = {word.folded for word in reading.title.words}
    by_company = who.organizer and who.organizer.email and vendor_kind(who.organizer.email) != "free_mail"
    for other in who.outsiders:
        private = vendor_kind(other.email or "") == "free_mail" and other is not who.organizer
        named = folded_words(other.name or "")
        if private and by_company and len(named) > 1 and title.issuperset(named):
            yield speaks_against(3.2, f"the title names somebody else with a private address ({other.name})")
            return
    if reading.me_in_title and any(may_be_person(other) for other in who.outsiders) and not who.organized_by_me:
        yield speaks_for(0.5, "the title names you")
