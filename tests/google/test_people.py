"""Contacts at Google: found in one reading, written field by field, never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from syncd.core.model import ContactPart
from syncd.errors import ConflictError
from tests.fakes.google import FakeGoogle
from tests.google.account import Account, a_contact
from tests.google.hunt import BEGIN, TOMORROW, Hunt


@pytest.fixture
def book(account: Account):
    return account.contacts.address_books()[0]


def test_all_contacts_are_read_once_for_all_the_people_of_a_pass(account: Account, google: FakeGoogle, book) -> None:
    """Three pages for 2,500 contacts, whoever is looked for; found ones are read whole."""
    for number in range(2500):
        google.user_adds_contact(f"Person {number}", emails=[f"p{number}@example.com"])
    for number in (3, 1700, 2499):
        [found] = account.contacts.find(book, [f"P{number}@example.com"], [])
        assert account.contacts.decode(found).contact.name == f"Person {number}"
    assert account.contacts.find(book, ["nobody@example.com"], ["No Body"]) == []
    assert google.counts == {"people.people.connections.list": 3, "people.people.get": 3}


def test_what_is_read_grows_old(account: Account, google: FakeGoogle, book) -> None:
    """A contact the user adds is found by a later pass of the same process."""
    assert account.contacts.find(book, ["new@example.com"], []) == []
    google.user_adds_contact("New", emails=["new@example.com"])
    google.clock.advance(timedelta(minutes=3))
    assert len(account.contacts.find(book, ["new@example.com"], [])) == 1


def test_a_contact_of_syncds_is_in_its_group_and_bears_its_mark(account: Account, google: FakeGoogle, book) -> None:
    """The group is made once and used again, also when it was made by hand meanwhile."""
    first = account.contacts.create(book, a_contact())
    second = account.contacts.create(book, a_contact("contact-2", name="Kim Lee", emails=("kim@acme.example",)))
    assert google.contact_groups() == {"Interviewers": [first.href, second.href]}
    assert google.counts["people.contactGroups.create"] == 1
    mark = {each["key"]: each["value"] for each in google.contact(first.href)["clientData"]}
    assert mark["syncd_uid"] == "contact-1"
    assert mark["syncd_interview"] == "interview-1@example.com"
    assert mark.keys() == {"syncd_uid", "syncd_interview", "syncd_applied"}
    groups = [m["contactGroupMembership"] for m in google.contact(first.href)["memberships"]]
    assert "contactGroups/myContacts" in {group["contactGroupResourceName"] for group in groups}


def test_a_group_that_somebody_makes_at_the_same_time_is_used(account: Account, google: FakeGoogle, book) -> None:
    """Google says 409: names are unique."""

    def race(moment) -> None:
        if (moment.stage, moment.request.method) == ("before", "people.contactGroups.create"):
            google._contact_store.add_group("Interviewers")

    stop = google.on_request(race)
    written = account.contacts.create(book, a_contact())
    stop()
    assert google.contact_groups() == {"Interviewers": [written.href]}


def test_only_what_changed_is_sent_and_standing_values_along_with_it(
    account: Account, google: FakeGoogle, book
) -> None:
    """A field of the mask is replaced whole: the user's second employer, home address and links stay."""
    written = account.contacts.create(book, a_contact())
    person = google.contact(written.href)
    google.user_edits_contact(
        written.href,
        organizations=[*person["organizations"], {"name": "Chess club"}],
        urls=[*person["urls"], {"value": "https://dana.example/", "type": "blog"}],
        addresses=[{"city": "Berlin"}],
        clientData=[*person["clientData"], {"key": "other_app", "value": "1"}],
    )
    google.forget_requests()
    there = account.contacts.get(book, written.href)
    account.contacts.update(book, there, a_contact(title="CTO", linkedin="https://www.linkedin.com/in/dana-fox"))
    [update] = google.writes
    assert update.query["updatePersonFields"] == ["clientData,organizations,urls"]
    person = google.contact(written.href)
    assert person["organizations"] == [{"name": "Acme", "title": "CTO"}, {"name": "Chess club"}]
    assert [url["value"] for url in person["urls"]] == ["https://www.linkedin.com/in/dana-fox", "https://dana.example/"]
    assert person["addresses"] == [{"city": "Berlin"}]
    assert {"key": "other_app", "value": "1"} in person["clientData"]


def test_an_update_that_changes_nothing_sends_nothing(account: Account, google: FakeGoogle, book) -> None:
    """No request at all."""
    written = account.contacts.create(book, a_contact())
    google.forget_requests()
    assert account.contacts.update(book, written, a_contact()) == written
    assert google.requests == []


@pytest.mark.parametrize("when", ["before", "between"])
def test_a_change_in_between_is_a_conflict(account: Account, google: FakeGoogle, book, when: str) -> None:
    """Also one between the last look and the write: Google compares the etag of the source."""
    written = account.contacts.create(book, a_contact())

    def edit() -> None:
        google.user_edits_contact(written.href, names=[{"unstructuredName": "Dana Wolf"}])

    def race(moment) -> None:
        if (moment.stage, moment.request.method) == ("before", "people.people.updateContact"):
            edit()

    if when == "before":
        edit()
    else:
        google.on_request(race)
    with pytest.raises(ConflictError):
        account.contacts.update(book, written, a_contact(title="CTO"))
    assert google.contact(written.href)["names"] == [{"unstructuredName": "Dana Wolf"}]


def test_what_a_profile_shows_is_not_the_users(account: Account, google: FakeGoogle, book) -> None:
    """A photo or job that Google shows of the person's own account is neither an edit nor sent back."""
    written = account.contacts.create(book, a_contact())
    profile = {"source": {"type": "PROFILE", "id": "1"}}

    def show(answer: dict) -> dict:
        more = [*answer["organizations"], {"name": "Own words", "metadata": profile}]
        photo = {"url": "https://photo.example/1", "metadata": profile}
        return {**answer, "organizations": more, "photos": [photo]}

    google.tamper("people.people.get", show)
    there = account.contacts.get(book, written.href)
    actual = account.contacts.decode(there)
    assert (actual.touched, actual.extra) == (frozenset(), False)
    account.contacts.update(book, there, a_contact(title="CTO"))
    assert google.contact(written.href)["organizations"] == [{"name": "Acme", "title": "CTO"}]


def test_a_name_that_google_takes_apart_is_no_edit(account: Account, google: FakeGoogle, book) -> None:
    """Prefixes, suffixes and middle names come back as one."""
    for number, name in enumerate(["Dr. Dana Maria Fox", "Ada", "von der Leyen", "Kim Lee-Park Jr."]):
        written = account.contacts.create(book, a_contact(f"c{number}", name=name))
        actual = account.contacts.decode(account.contacts.get(book, written.href))
        assert (actual.contact.name, actual.touched) == (name, frozenset())


@pytest.mark.parametrize(
    ("theirs", "is_her"),
    [
        ({"name": "A. Acme", "emails": ["ADA@acme.example"]}, True),
        ({"name": "ada acme", "organizations": [{"name": "Acme GmbH"}]}, True),
        ({"name": "Ada Acme", "organizations": [{"name": "Birch"}]}, False),
        ({"name": "Ada Acme", "emails": ["ada@home.example"], "organizations": [{"name": "Acme"}]}, True),
        ({"name": "Ada Acm", "emails": ["ada@acme.example.org"]}, False),
    ],
    ids=["address", "name and company", "another company", "private address", "nearly"],
)
def test_whom_the_user_knows_already_is_not_written_again(
    google: FakeGoogle, tmp_path, theirs: dict, is_her: bool
) -> None:
    """By address, else by name and company; otherwise it is somebody else."""
    google.clock.set(BEGIN)
    google.user_adds_contact(**theirs)
    hunt = Hunt(google, tmp_path)
    hunt.invite(start=TOMORROW)
    hunt.quietly()
    assert len(google.contacts()) == (1 if is_her else 2)
    hunt.close()


def test_more_about_a_person_completes_their_contact(google: FakeGoogle, tmp_path) -> None:
    """A second interview adds to the one contact there is; what the user changed in it stays."""
    google.clock.set(BEGIN)
    hunt = Hunt(google, tmp_path)
    hunt.invite(start=TOMORROW)
    hunt.quietly()
    [before] = google.contacts()
    google.user_edits_contact(before["resourceName"], names=[{"unstructuredName": "Ada B. Acme"}])
    who = {"email": "ada@acme.example", "displayName": "Ada Acme"}
    google.add_event(
        summary="Second interview with Acme",
        start=TOMORROW + timedelta(days=3),
        description="Hi Sam, Ada Acme (Head of Engines, +49 30 1234567) looks forward to our interview.",
        organizer=who,
        attendees=[{**who, "organizer": True}, {"email": "sam@example.com", "self": True}],
    )
    google.clock.advance(timedelta(minutes=5))
    hunt.quietly()
    [after] = google.contacts()
    assert after["resourceName"] == before["resourceName"]
    assert after["names"] == [{"unstructuredName": "Ada B. Acme"}]
    mark = {each["key"]: each["value"] for each in after["clientData"]}
    assert len(mark["syncd_interview"].splitlines()) == 2
    assert hunt.quietly().actions == ()
    hunt.close()


def test_touched_parts_are_seen_one_by_one(account: Account, google: FakeGoogle, book) -> None:
    """Each field of the user's is theirs, the others stay syncd's."""
    written = account.contacts.create(book, a_contact())
    edits = {
        ContactPart.EMAILS: {"emailAddresses": [{"value": "dana@home.example"}]},
        ContactPart.PHONES: {"phoneNumbers": []},
        ContactPart.NOTE: {"biographies": [{"value": "friend", "contentType": "TEXT_PLAIN"}]},
        ContactPart.LINKEDIN: {"urls": []},
    }
    touched = set()
    for part, fields in edits.items():
        google.user_edits_contact(written.href, **fields)
        touched.add(part)
        there = account.contacts.get(book, written.href)
        assert account.contacts.decode(there).touched == touched
    wanted = replace(a_contact(), title="CTO")
    actual = account.contacts.decode(account.contacts.update(book, there, wanted))
    assert actual.contact.title == "CTO"
    assert actual.contact.emails == ("dana@home.example",)
    assert actual.contact.note == "friend"
    assert actual.touched == touched
