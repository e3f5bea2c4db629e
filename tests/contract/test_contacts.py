"""The contract every contact provider keeps, wherever the address book is."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from syncd.core.model import Contact, ContactPart
from syncd.errors import ConflictError


@pytest.fixture
def desk(contact_desk):
    return contact_desk


def contact(**changes):
    """Somebody the user met."""
    fields = {
        "uid": str(uuid4()),
        "name": "Dana Fox",
        "emails": ("dana@acme.example",),
        "phones": ("+4930123456",),
        "title": "Head of Engineering",
        "organization": "Acme",
        "linkedin": "https://www.linkedin.com/in/danafox",
        "note": "Met on 2 March 2026.\nInterview at Acme, by video.",
        "interviews": ("interview-1@example.com",),
    }
    return Contact(**(fields | changes))


def read(desk, href):
    """The contact as it stands."""
    return desk.provider.decode(desk.provider.get(desk.book, href))


def written(actual):
    """What of a contact is its content."""
    return replace(actual.contact, categories=())


def listed(desk):
    """Names and hrefs of all contacts."""
    return {desk.provider.decode(item).contact.name: item.href for item in desk.provider.list(desk.book)}


def test_an_empty_book_has_nobody(desk):
    """Nothing is found and nothing fails."""
    assert listed(desk) == {}
    assert desk.provider.find(desk.book, ["dana@acme.example"], ["Dana Fox"]) == []
    assert desk.provider.find(desk.book, [], []) == []


def test_what_is_written_is_read_back(desk):
    """The same person, marked as syncd's, untouched; the user's app has it, too."""
    wanted = contact()
    resource = desk.provider.create(desk.book, wanted)
    for actual in (desk.provider.decode(resource), read(desk, resource.href)):
        assert written(actual) == replace(wanted, categories=())
        assert (actual.ours, actual.touched, actual.extra) == (True, frozenset(), False)
    assert "dana@acme.example" in desk.hand.text(resource.href)


@pytest.mark.parametrize(
    "wanted",
    [
        contact(phones=(), title=None, organization=None, linkedin=None, note=""),
        contact(emails=(), organization=None),
        contact(name="Cher", title=None),
        contact(name="Zoë Ångström-Łęcka", organization="Müller, Söhne & Co; KG", note="Ü, ü; \\n 🎉\n面接"),
        contact(emails=("a@x.example", "b@x.example"), phones=("+4930123456", "+491701234567")),
    ],
    ids=["address only", "no address", "one name", "unicode", "two of each"],
)
def test_whatever_is_known_arrives_whole(desk, wanted):
    """More, less, and letters of all kinds."""
    resource = desk.provider.create(desk.book, wanted)
    actual = read(desk, resource.href)
    assert written(actual) == replace(wanted, categories=())
    assert actual.touched == frozenset()


@pytest.mark.parametrize(
    ("emails", "names", "found"),
    [
        (["DANA@acme.example"], [], True),
        ([], ["dana fox"], True),
        (["other@acme.example"], ["Dana Fox"], True),
        (["ana@acme.example"], ["Dana"], False),
        (["dana@acme.example.org"], ["Dana Foxley"], False),
    ],
)
def test_people_are_found_by_address_or_name(desk, emails, names, found):
    """Equal but for upper and lower case; a part of one is no match."""
    desk.hand.add("eve", "Eve Moss", ["eve@birch.example"])
    dana = desk.hand.add("dana", "Dana Fox", ["private@home.example", "dana@acme.example"])
    assert [item.href for item in desk.provider.find(desk.book, emails, names)] == ([dana] if found else [])


def test_the_users_own_contacts_are_not_syncds(desk):
    """They are listed and read, and bear no mark."""
    href = desk.hand.add("eve", "Eve Moss", ["eve@birch.example"])
    assert listed(desk) == {"Eve Moss": href}
    actual = read(desk, href)
    assert not actual.ours
    assert actual.contact.emails == ("eve@birch.example",)


def test_nobody_is_written_twice(desk):
    """A second create of the same name is refused, and the first stays as it is."""
    wanted = contact()
    resource = desk.provider.create(desk.book, wanted)
    before = desk.hand.text(resource.href)
    with pytest.raises(ConflictError):
        desk.provider.create(desk.book, replace(wanted, name="Another"))
    assert desk.hand.text(resource.href) == before
    assert len(listed(desk)) == 1


def test_an_update_changes_what_is_new_and_keeps_what_is_not_syncds(desk):
    """A birthday and a link the user entered stay, and so does the place of the contact."""
    wanted = contact()
    resource = desk.provider.create(desk.book, wanted)
    desk.hand.decorate(resource.href)
    more = replace(wanted, title="CTO", phones=("+4930123456", "+4930999999"), interviews=("a@x", "b@x"))
    updated = desk.provider.update(desk.book, desk.provider.get(desk.book, resource.href), more)
    assert updated.href == resource.href
    assert desk.hand.is_decorated(resource.href)
    actual = read(desk, resource.href)
    assert written(actual) == replace(more, categories=())
    assert actual.touched == frozenset()
    assert actual.extra


def test_what_the_user_took_over_is_seen_and_stays_theirs(desk):
    """Also after syncd wrote to another part of it."""
    wanted = contact()
    resource = desk.provider.create(desk.book, wanted)
    desk.hand.rename(resource.href, "Dana Wolf")
    assert read(desk, resource.href).touched == {ContactPart.NAME}
    there = desk.provider.get(desk.book, resource.href)
    theirs = replace(written(desk.provider.decode(there)), title="CTO")
    desk.provider.update(desk.book, there, theirs)
    actual = read(desk, resource.href)
    assert (actual.contact.name, actual.contact.title) == ("Dana Wolf", "CTO")
    assert actual.touched == {ContactPart.NAME}


def test_an_update_of_the_users_own_contact_leaves_no_mark(desk):
    """What was empty is filled; it stays theirs."""
    href = desk.hand.add("dana", "Dana Fox", ["dana@acme.example"])
    desk.hand.decorate(href)
    there = desk.provider.get(desk.book, href)
    before = desk.provider.decode(there).contact
    desk.provider.update(desk.book, there, replace(before, organization="Acme", title="CTO"))
    actual = read(desk, href)
    assert (actual.contact.name, actual.contact.emails) == ("Dana Fox", ("dana@acme.example",))
    assert (actual.contact.organization, actual.contact.title) == ("Acme", "CTO")
    assert not actual.ours
    assert desk.hand.is_decorated(href)
    assert "syncd" not in desk.hand.text(href).casefold()


def test_a_change_in_between_is_a_conflict(desk):
    """The user's version stands, whether syncd meant to write or to remove."""
    wanted = contact()
    resource = desk.provider.create(desk.book, wanted)
    desk.hand.rename(resource.href, "Mine now")
    with pytest.raises(ConflictError):
        desk.provider.update(desk.book, resource, replace(wanted, title="CTO"))
    with pytest.raises(ConflictError):
        desk.provider.delete(desk.book, resource)
    assert "Mine now" in desk.hand.text(resource.href)


def test_an_update_of_who_was_deleted_is_refused(desk):
    """Whom the user deleted does not come back."""
    wanted = contact()
    resource = desk.provider.create(desk.book, wanted)
    desk.hand.delete(resource.href)
    with pytest.raises(ConflictError):
        desk.provider.update(desk.book, resource, replace(wanted, title="CTO"))
    assert desk.hand.text(resource.href) is None
    assert desk.provider.get(desk.book, resource.href) is None


def test_delete_removes_one_and_only_one(desk):
    """And removing who is gone is success."""
    eve = desk.hand.add("eve", "Eve Moss", ["eve@birch.example"])
    resource = desk.provider.create(desk.book, contact())
    desk.provider.delete(desk.book, resource)
    assert listed(desk) == {"Eve Moss": eve}
    desk.provider.delete(desk.book, resource)
    assert desk.provider.get(desk.book, resource.href) is None
