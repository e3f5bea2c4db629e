"""Contacts: who is known already, what is completed, and what is never touched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syncd.core.model import ActualContact, Contact, ContactPart
from syncd.core.plan import Do
from syncd.core.plan_contacts import match, plan_contacts

ANNA = Contact(
    uid="anna",
    name="Anna Jones",
    emails=("anna@acme.example",),
    phones=("+493012345",),
    title="CTO",
    organization="Acme GmbH",
    linkedin="https://www.linkedin.com/in/anna",
    note="4 May 2026: interview, Acme\nIn common:",
    categories=("Interviewers",),
    interviews=("iv",),
)
ROUND_TWO = replace(ANNA, note="4 May 2026: interview, Acme\n12 May 2026: interview, Acme\nIn common:")


def theirs(**parts: object) -> ActualContact:
    """A contact that the user had before."""
    return ActualContact(contact=Contact(uid="x", **({"name": "Anna Jones"} | parts)), ours=False)


def ours(contact: Contact = ANNA, *touched: ContactPart) -> ActualContact:
    return ActualContact(contact=contact, ours=True, touched=frozenset(touched))


def planned(desired: Contact, there: ActualContact | None, *, fill_missing: bool = False) -> Contact | None:
    """The contact as it will stand; None when nothing is written."""
    actions = plan_contacts([desired], {desired.uid: there}, fill_missing=fill_missing).actions
    return actions[0].contact if actions else None


@pytest.mark.parametrize(
    ("there", "known"),
    [
        (theirs(name="A. Jones", emails=("ANNA@acme.example",)), True),
        (theirs(emails=("other@home.example", "anna@acme.example")), True),
        (theirs(organization="ACME"), True),
        (theirs(name="anna jones", organization="Acme", emails=("anna@home.example",)), True),
        (theirs(organization="Globex"), False),
        (theirs(), False),
        (theirs(name="Ben Okafor", organization="Acme"), False),
    ],
    ids=["address", "one of several", "name and company", "other address", "other company", "name alone", "colleague"],
)
def test_the_same_address_or_name_and_company_is_the_same_person(there, known):
    """Whatever the case and the legal form."""
    assert match(ANNA, [there]) == (there if known else None)


def test_without_a_company_two_addresses_are_two_people():
    """A common name proves nothing."""
    nobody = replace(ANNA, organization=None)
    assert match(nobody, [theirs(emails=("anna@home.example",))]) is None
    assert match(nobody, [theirs()]) is not None


def test_syncds_own_contact_comes_before_one_of_the_users():
    """Both match: the one that is kept up to date."""
    assert match(ANNA, [theirs(emails=ANNA.emails), ours()]) == ours()


def test_a_contact_the_user_had_is_left_alone():
    """Law 9: not a field, unless told so."""
    assert planned(ANNA, theirs(emails=ANNA.emails)) is None


def test_fill_missing_adds_empty_fields_and_nothing_else():
    """What the user filled stays; neither note nor category is added."""
    filled = planned(ANNA, theirs(emails=ANNA.emails, title="Chief", note="met at the fair"), fill_missing=True)
    assert filled == Contact(
        uid="x",
        name="Anna Jones",
        emails=ANNA.emails,
        phones=ANNA.phones,
        title="Chief",
        organization=ANNA.organization,
        linkedin=ANNA.linkedin,
        note="met at the fair",
    )
    assert planned(ANNA, theirs(**{p: getattr(ANNA, p) for p in ("emails", "phones", "title", "organization", "linkedin")}), fill_missing=True) is None  # fmt: skip


def test_met_again_the_note_gains_a_line_only_where_syncd_wrote_it():
    """What the user wrote, "In common: rowing" included, is theirs."""
    again = planned(ROUND_TWO, ours())
    assert again is not None
    assert again.note == ROUND_TWO.note
    assert planned(ROUND_TWO, ours(replace(ANNA, note="In common: rowing"), ContactPart.NOTE)) is None


@pytest.mark.parametrize("part", ContactPart)
def test_a_part_the_user_changed_stays(part):
    """Law 9, part by part; the others are brought up to date."""
    changed = {"emails": ("new@acme.example",), "phones": ("+1",)}.get(part, "mine")
    there = ours(replace(ANNA, **{str(part): changed}), part)
    wanted = replace(ROUND_TWO, title="CEO")
    merged = planned(wanted, there)
    assert merged is not None
    assert getattr(merged, part) == changed
    assert part is ContactPart.TITLE or merged.title == "CEO"
    assert part is ContactPart.NOTE or merged.note == ROUND_TWO.note


def test_what_is_no_longer_known_stays():
    """A round in which nobody names the number takes it from nobody."""
    assert planned(replace(ANNA, phones=(), title=None), ours()) is None


def test_somebody_new_is_created():
    """With everything that is known."""
    (action,) = plan_contacts([ANNA], {ANNA.uid: None}, fill_missing=False).actions
    assert (action.do, action.contact) == (Do.CREATE, ANNA)
