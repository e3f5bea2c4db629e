"""One contact for each person over all rounds, with a note of where and when."""

from __future__ import annotations

from dataclasses import replace

from syncd.core.contacts import desired_contacts
from syncd.core.model import Person, PersonKind, Stage
from syncd.core.process import group
from syncd.core.settings import ContactSettings, Language
from syncd.core.wording import Wording
from tests.core.policy_world import ANNA, BEN, DEFAULTS, interview

RITA = Person(name="Rita Meyer", email="rita@talent.example", kind=PersonKind.RECRUITER)


def contacts(*interviews, settings=DEFAULTS):
    return desired_contacts(group(interviews, {}), settings, Wording(Language.EN))


def test_everyone_met_is_one_contact_with_where_when_and_what_for():
    """Name, address, number, job title, company, and a note with a line to fill in."""
    anna, ben = contacts(interview(people=(ANNA, BEN), location="Torstr. 1, Berlin", stage=Stage.TECHNICAL))
    assert (anna.name, anna.emails, anna.phones, anna.title, anna.organization) == (
        "Anna Jones",
        ("anna.jones@acme.example",),
        ("+493012345",),
        "CTO",
        "Acme",
    )
    assert anna.note == (
        "Interviewer\n4 May 2026: technical interview, Acme (Backend Engineer), Torstr. 1, Berlin\nIn common:"
    )
    assert anna.categories == ("Interviewers",)
    assert anna.interviews == ben.interviews == ("one@acme.example",)


def test_met_again_in_another_round_the_contact_gains_a_line():
    """The UID is the first meeting's, and what the later round adds is added."""
    first = interview(uid="a", people=(Person(name="Anna Jones"),))
    second = interview("2026-05-11 10:00", uid="b", people=(ANNA,))
    (alone,) = contacts(first)
    (both,) = contacts(first, second)
    assert both.uid == alone.uid
    assert both.emails == ("anna.jones@acme.example",)
    assert both.interviews == ("a", "b")
    assert both.note.splitlines()[1:3] == [
        "4 May 2026: interview, Acme (Backend Engineer)",
        "11 May 2026: interview, Acme (Backend Engineer)",
    ]


def test_one_name_at_two_companies_is_two_people():
    """And one address at two companies is one."""
    elsewhere = {"start": "2026-05-06 10:00", "uid": "g", "company": "Globex", "domain": "globex.example"}
    namesakes = contacts(
        interview(people=(Person(name="Anna Jones"),)), interview(people=(Person(name="Anna Jones"),), **elsewhere)
    )
    assert len({contact.uid for contact in namesakes}) == 2
    (rita,) = contacts(interview(people=(RITA,)), interview(people=(RITA,), **elsewhere))
    assert rita.interviews == ("one@acme.example", "g")


def test_recruiters_are_told_apart():
    """The note says so, an agency's does not work for the company, and they can be left out."""
    own = replace(RITA, email="rita@acme.example")
    (agency,) = contacts(interview(people=(RITA,)))
    (inhouse,) = contacts(interview(people=(own,)))
    assert agency.note.startswith("Recruiter\n")
    assert (agency.organization, inhouse.organization) == (None, "Acme")
    without = replace(DEFAULTS, contacts=ContactSettings(recruiters=False))
    assert [contact.name for contact in contacts(interview(people=(RITA, ANNA)), settings=without)] == ["Anna Jones"]


def test_an_address_alone_is_a_contact_and_nothing_is_none():
    """Somebody of whom only the number is known cannot be found again and is left out."""
    (contact,) = contacts(
        interview(people=(Person(name=None, email="team@acme.example"), Person(name=None, phone="+4930")))
    )
    assert contact.name == "team@acme.example"


def test_nobody_is_met_in_an_interview_that_was_called_off():
    """Nor does the switch leave anybody."""
    assert contacts(interview(called_off=True)) == ()
    assert contacts(interview(), settings=replace(DEFAULTS, contacts=ContactSettings(enabled=False))) == ()


def test_without_company_place_and_position_the_note_has_no_holes():
    """Only the day is known."""
    (contact,) = contacts(interview(company=None, domain=None, position=None))
    assert contact.note == "Interviewer\n4 May 2026: interview\nIn common:"
    assert contact.organization is None
