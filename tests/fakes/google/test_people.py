"""Contacts and groups, against whichever account is the target."""

from typing import Any

import pytest

from tests.fakes.google.refusals import refused
from tests.fakes.google.target import Target

FIELDS = "names,emailAddresses,phoneNumbers,clientData,memberships,metadata"
ADA: dict[str, Any] = {
    "names": [{"givenName": "Ada", "familyName": "Quill"}],
    "emailAddresses": [{"value": "ada.quill@northwind.example"}],
}


def get(target: Target, person: Any, fields: str = FIELDS) -> Any:
    return target.people.people().get(resourceName=person["resourceName"], personFields=fields).execute()


def update(target: Target, person: Any, mask: str, **fields: Any) -> Any:
    body = {"metadata": person["metadata"], **fields}
    people = target.people.people()
    return people.updateContact(
        resourceName=person["resourceName"], updatePersonFields=mask, personFields=FIELDS, body=body
    ).execute()


def test_a_contact_keeps_what_was_written(target: Target) -> None:
    made = target.create_contact(**ADA, clientData=[{"key": "syncd_interview", "value": "u1"}])
    read = get(target, made)
    assert read["names"][0]["displayName"] == "Ada Quill"
    assert read["emailAddresses"][0]["metadata"]["primary"] is True
    assert read["clientData"][0]["value"] == "u1"


def test_only_the_named_fields_come_and_metadata_is_one_of_them(target: Target) -> None:
    read = get(target, target.create_contact(**ADA), "names")
    assert set(read) == {"resourceName", "etag", "names"}


def test_reading_needs_person_fields(target: Target) -> None:
    made = target.create_contact(**ADA)
    with refused(400):
        target.people.people().get(resourceName=made["resourceName"]).execute()
    with refused(400):
        get(target, made, "names,nonsense")


def test_there_is_one_name_only(target: Target) -> None:
    with refused(400):
        target.create_contact(names=[{"givenName": "Ada"}, {"givenName": "Eve"}])


def test_nothing_makes_a_second_contact_the_same(target: Target) -> None:
    first, second = target.create_contact(**ADA), target.create_contact(**ADA)
    assert first["resourceName"] != second["resourceName"]


def test_an_update_replaces_what_the_mask_names_and_nothing_else(target: Target) -> None:
    made = target.create_contact(**ADA, phoneNumbers=[{"value": "+4930123456"}])
    emails = [{"value": "ada@home.example"}]
    changed = update(target, get(target, made), "emailAddresses", emailAddresses=emails, phoneNumbers=[])
    assert [each["value"] for each in changed["emailAddresses"]] == ["ada@home.example"]
    assert changed["phoneNumbers"][0]["value"] == "+4930123456"
    assert changed["etag"] != made["etag"]


def test_a_field_that_is_named_and_missing_is_cleared(target: Target) -> None:
    made = target.create_contact(**ADA)
    assert "emailAddresses" not in update(target, get(target, made), "emailAddresses")


def test_a_stale_update_fails_its_precondition(target: Target) -> None:
    read = get(target, target.create_contact(**ADA))
    fresh = update(target, read, "names", names=[{"givenName": "Adah"}])
    with refused(400, "failedPrecondition"):
        update(target, read, "names", names=[{"givenName": "Eve"}])
    update(target, fresh, "names", names=[{"givenName": "Adelaide"}])


@pytest.mark.parametrize("body", [{}, {"metadata": {"sources": []}}])
def test_an_update_must_say_which_version_it_knows(target: Target, body: dict[str, Any]) -> None:
    made = target.create_contact(**ADA)
    people = target.people.people()
    with refused(400):
        people.updateContact(
            resourceName=made["resourceName"], updatePersonFields="names", body={"names": [], **body}
        ).execute()


def test_an_update_needs_a_mask(target: Target) -> None:
    made = get(target, target.create_contact(**ADA))
    people = target.people.people()
    with refused(400):
        people.updateContact(resourceName=made["resourceName"], body=made).execute()
    with refused(400):
        update(target, made, "metadata")


def test_a_deleted_contact_is_not_found(target: Target) -> None:
    made = target.create_contact(**ADA)
    people = target.people.people()
    people.deleteContact(resourceName=made["resourceName"]).execute()
    with refused(404):
        get(target, made)
    with refused(404):
        people.deleteContact(resourceName=made["resourceName"]).execute()


def test_a_batch_answers_for_each_name(target: Target) -> None:
    made = target.create_contact(**ADA)["resourceName"]
    names = [made, "people/c1"]
    people = target.people.people()
    answers = people.getBatchGet(resourceNames=names, personFields="names").execute()["responses"]
    found = {each["requestedResourceName"]: each for each in answers}
    assert found[made]["person"]["resourceName"] == made
    assert "person" not in found["people/c1"]


def test_a_long_batch_travels_as_a_post(target: Target) -> None:
    """Above 2048 characters the client library sends the query as a form."""
    made = target.create_contact(**ADA)["resourceName"]
    names = [made, *(f"people/c{n:020d}" for n in range(99))]
    people = target.people.people()
    answers = people.getBatchGet(resourceNames=names, personFields="names").execute()["responses"]
    assert len(answers) == 100


def test_connections_come_in_pages(target: Target) -> None:
    made = {target.create_contact(**ADA)["resourceName"] for _ in range(3)}
    connections = target.people.people().connections()

    def all_found() -> bool:
        request = connections.list(resourceName="people/me", personFields="names", pageSize=2)
        found = set()
        while request is not None:
            answer = request.execute()
            found |= {person["resourceName"] for person in answer.get("connections", [])}
            request = connections.list_next(request, answer)
        return made <= found

    target.eventually(all_found)


def test_a_group_name_is_taken_once(target: Target) -> None:
    groups = target.people.contactGroups()
    name = groups.get(resourceName=target.group).execute()["name"]
    with refused(409):
        groups.create(body={"contactGroup": {"name": name}}).execute()
    target.eventually(lambda: name in [g["name"] for g in groups.list(pageSize=1000).execute()["contactGroups"]])


def test_members_come_and_go(target: Target) -> None:
    made = target.create_contact(**ADA)["resourceName"]
    members = target.people.contactGroups().members()
    change = {"resourceNamesToAdd": [made, "people/c1"]}
    answer = members.modify(resourceName=target.group, body=change).execute()
    assert answer["notFoundResourceNames"] == ["people/c1"]
    groups = target.people.contactGroups()
    group = groups.get(resourceName=target.group, maxMembers=10).execute()
    assert group["memberResourceNames"] == [made]
    members.modify(resourceName=target.group, body={"resourceNamesToRemove": [made]}).execute()
    assert "memberResourceNames" not in groups.get(resourceName=target.group, maxMembers=10).execute()


def test_a_contact_stays_in_its_last_group(target: Target) -> None:
    made = target.create_contact(**ADA)["resourceName"]
    members = target.people.contactGroups().members()
    change = {"resourceNamesToRemove": [made]}
    answer = members.modify(resourceName="contactGroups/myContacts", body=change).execute()
    assert answer["canNotRemoveLastContactGroupResourceNames"] == [made]
