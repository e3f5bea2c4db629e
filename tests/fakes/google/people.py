"""People v1: contacts. Unless another source is named, the method's discovery text is the source."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tests.fakes.google.errors import Refusal, invalid
from tests.fakes.google.exchange import Answer, Call, Handler
from tests.fakes.google.paging import Pager
from tests.fakes.google.people_store import ContactState, PeopleStore, groups_of
from tests.fakes.google.people_view import (
    person_etag,
    read_mask,
    show_person,
    source_etag,
    update_mask,
)
from tests.fakes.google.schema import Json

_LARGEST_PAGE: Final = 1000
_LARGEST_BATCH: Final = 200


@dataclass(frozen=True, kw_only=True)
class People:
    """Contacts: list, get, create, update, delete."""

    store: PeopleStore
    pager: Pager
    user: str
    user_name: str

    def handlers(self) -> Mapping[str, Handler]:
        """Return what answers which method."""
        return {
            "people.people.connections.list": self.list_connections,
            "people.people.get": self.get,
            "people.people.getBatchGet": self.get_batch,
            "people.people.createContact": self.create,
            "people.people.updateContact": self.update,
            "people.people.deleteContact": self.delete,
        }

    def list_connections(self, call: Call) -> Answer:
        """List contacts as they were `lag` ago; default page 100, valid are 1 to 1000."""
        if call.path["resourceName"] != "people/me":
            raise invalid("Only people/me is valid.")
        if "syncToken" in call.query or call.flag("requestSyncToken"):
            raise Refusal(501, "notImplemented", "The fake has no sync tokens")
        mask = read_mask(call.text("personFields"), required=True)
        size = call.number("pageSize", 0) or 100
        if not 1 <= size <= _LARGEST_PAGE:
            raise invalid("Page size must be between 1 and 1000.")
        visible_at = self.store.clock.now() - self.store.lag
        found = [
            (version.number, show_person(contact, mask, version))
            for contact in self.store.contacts.values()
            if (version := contact.at(visible_at)) is not None and version.fields is not None
        ]
        order = call.text("sortOrder") or "LAST_MODIFIED_ASCENDING"
        if not order.startswith("LAST_MODIFIED"):
            raise Refusal(501, "notImplemented", "The fake sorts by time only")
        found.sort(key=lambda pair: pair[0], reverse=order.endswith("DESCENDING"))
        page = self.pager.page(call, [person for _, person in found], size)
        body: Json = {"totalItems": page.total, "totalPeople": page.total, **page.next_field}
        if page.items:
            body["connections"] = list(page.items)
        return Answer(body=body)

    def get(self, call: Call) -> Answer:
        """Answer with one contact, or the user under `people/me`."""
        mask = read_mask(call.text("personFields"), required=True)
        return Answer(body=self._person(call.path["resourceName"], mask))

    def get_batch(self, call: Call) -> Answer:
        """Answer for up to 200 names, each with its own status."""
        mask = read_mask(call.text("personFields"), required=True)
        names = call.query.get("resourceNames", [])
        if not 1 <= len(names) <= _LARGEST_BATCH:
            raise invalid("There is a maximum of 200 resource names.")
        return Answer(body={"responses": [self._batch_entry(name, mask) for name in names]})

    def create(self, call: Call) -> Answer:
        """Make a contact; there is no key that makes a second one the same."""
        mask = read_mask(call.text("personFields"), required=False)
        contact = self.store.add(_person_fields(call.body, update_mask_of(call.body)))
        return Answer(body=show_person(contact, mask))

    def update(self, call: Call) -> Answer:
        """Replace the fields that the mask names, whole; a missing one is thereby cleared."""
        mask = update_mask(call.text("updatePersonFields"))
        shown = read_mask(call.text("personFields"), required=False)
        contact = self.store.find(call.path["resourceName"])
        _check_etag(call.body, contact)
        fields = dict(contact.latest.fields or {})
        for name in mask:
            fields[name] = call.body.get(name, [])
        if "memberships" in mask and not groups_of(fields):
            # "if memberships are being updated and there are no contact group memberships"
            raise invalid("A contact must always have at least one contact group membership.")
        self.store.put(contact, _person_fields(fields, frozenset(fields)))
        return Answer(body=show_person(contact, shown))

    def delete(self, call: Call) -> Answer:
        """Delete a contact; a second time answers 404."""
        self.store.delete(self.store.find(call.path["resourceName"]))
        return Answer(body={})

    def _person(self, resource_name: str, mask: frozenset[str]) -> Json:
        if resource_name != "people/me":
            return show_person(self.store.find(resource_name), mask)
        source = {"type": "PROFILE", "id": "100000000000000000000"}
        own: Json = {"metadata": {"primary": True, "source": source}}
        person: Json = {
            "names": [{"displayName": self.user_name, **own}],
            "emailAddresses": [{"value": self.user, **own}],
        }
        shown = {name: value for name, value in person.items() if name in mask}
        return {"resourceName": f"people/{source['id']}", "etag": "%Egme", **shown}

    def _batch_entry(self, resource_name: str, mask: frozenset[str]) -> Json:
        entry: Json = {"requestedResourceName": resource_name}
        try:
            person = self._person(resource_name, mask)
        except Refusal as refusal:
            # google.rpc.Code 5 is NOT_FOUND
            status = {"code": 5, "message": refusal.message}
            return entry | {"httpStatusCode": refusal.code, "status": status}
        return entry | {"httpStatusCode": 200, "status": {}, "person": person}


def update_mask_of(body: Json) -> frozenset[str]:
    """Return the names of the fields in a body that a contact can have."""
    return frozenset(name for name, value in body.items() if isinstance(value, list))


def _person_fields(body: Json, names: frozenset[str]) -> Json:
    """Return the values a client sent, without the metadata that is Google's to give."""
    return {
        name: [{k: v for k, v in value.items() if k != "metadata"} for value in body[name]] for name in sorted(names)
    }


def _check_etag(body: Json, contact: ContactState) -> None:
    """Refuse an update that was not made from the latest version.

    `person.metadata.sources` is what the discovery text asks for; the person's own `etag` is
    taken in its place, as clients in the field use it. Both are compared where both are sent.
    """
    sources = body.get("metadata", {}).get("sources", [])
    sent = [source.get("etag") for source in sources if source.get("type") == "CONTACT"]
    own = body.get("etag")
    if sources and not sent:
        raise invalid("Request person must have a contact source.")
    if not sent and own is None:
        raise invalid("Request must set person.etag or person.metadata.sources.etag.")
    version = contact.latest
    stale = (own is not None and own != person_etag(version)) or (sent != [] and sent != [source_etag(version)])
    if stale:
        message = (
            "Request person.etag is different than the current person.etag. "
            "Clear local cache and get the latest person."
        )
        raise Refusal(400, "failedPrecondition", message, status="FAILED_PRECONDITION")
