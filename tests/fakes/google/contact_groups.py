"""People v1: contact groups. The discovery text of the methods is the source throughout."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tests.fakes.google.errors import Refusal, invalid
from tests.fakes.google.exchange import Answer, Call, Handler
from tests.fakes.google.paging import Pager
from tests.fakes.google.people_store import (
    OPEN_SYSTEM_GROUPS,
    GroupState,
    PeopleStore,
    groups_of,
)
from tests.fakes.google.schema import Json

_MOST_CHANGES: Final = 1000
_VALID: Final = frozenset({"clientData", "groupType", "memberCount", "metadata", "name"})
# What comes "if not set"; create and update do not count members (readGroupFields).
_DEFAULT: Final = "metadata,groupType,memberCount,name"
_DEFAULT_OF_CREATE: Final = "metadata,groupType,name"


@dataclass(frozen=True, kw_only=True)
class ContactGroups:
    """Groups and who is in them."""

    store: PeopleStore
    pager: Pager

    def handlers(self) -> Mapping[str, Handler]:
        """Return what answers which method."""
        return {
            "people.contactGroups.list": self.list_groups,
            "people.contactGroups.get": self.get,
            "people.contactGroups.create": self.create,
            "people.contactGroups.delete": self.delete,
            "people.contactGroups.members.modify": self.modify_members,
        }

    def list_groups(self, call: Call) -> Answer:
        """Default page 30, valid are 1 to 1000; "Members ... are not populated"."""
        if "syncToken" in call.query:
            raise Refusal(501, "notImplemented", "The fake has no sync tokens")
        mask = _mask(call.text("groupFields") or _DEFAULT)
        size = call.number("pageSize", 0) or 30
        if not 1 <= size <= _MOST_CHANGES:
            raise invalid("Page size must be between 1 and 1000.")
        groups = [self._show(group, mask) for group in self.store.groups.values()]
        page = self.pager.page(call, groups, size)
        body: Json = {
            "contactGroups": list(page.items),
            "totalItems": page.total,
            **page.next_field,
        }
        return Answer(body=body)

    def get(self, call: Call) -> Answer:
        """Answer with a group and `maxMembers` of its members, none by default."""
        group = self.store.find_group(call.path["resourceName"])
        shown = self._show(group, _mask(call.text("groupFields") or _DEFAULT))
        members = self.store.members(group.resource_name)[: call.number("maxMembers", 0)]
        if members:
            shown["memberResourceNames"] = [member.resource_name for member in members]
        return Answer(body=shown)

    def create(self, call: Call) -> Answer:
        """Make a group; a name that is taken answers 409."""
        name = call.body.get("contactGroup", {}).get("name", "")
        if not name:
            raise invalid("Contact group name is required.")
        mask = _mask(call.body.get("readGroupFields") or _DEFAULT_OF_CREATE)
        return Answer(body=self._show(self.store.add_group(name), mask))

    def delete(self, call: Call) -> Answer:
        """Delete a group of the user's own, its contacts as well if so asked."""
        group = self.store.find_group(call.path["resourceName"])
        if group.system:
            raise invalid("System contact groups cannot be deleted.")
        for contact in self.store.members(group.resource_name):
            if call.flag("deleteContacts"):
                self.store.delete(contact)
            else:
                left = groups_of(contact.latest.fields or {})
                self.store.move(contact, [g for g in left if g != group.resource_name])
        del self.store.groups[group.resource_name]
        return Answer(body={})

    def modify_members(self, call: Call) -> Answer:
        """Add and remove members; those it cannot find or remove come back by name."""
        group = self.store.find_group(call.path["resourceName"]).resource_name
        add = call.body.get("resourceNamesToAdd", [])
        remove = call.body.get("resourceNamesToRemove", [])
        if len(add) + len(remove) > _MOST_CHANGES:
            raise invalid("Too many resource names.")
        closed = self.store.groups[group].system and group not in OPEN_SYSTEM_GROUPS
        if add and closed:
            raise invalid("No members can be added to this system contact group.")
        missing, stuck = [], []
        for name in (*add, *remove):
            contact = self.store.contacts.get(name)
            if contact is None or contact.latest.fields is None:
                missing.append(name)
                continue
            now_in = groups_of(contact.latest.fields)
            if name in add:
                self.store.move(contact, [*(g for g in now_in if g != group), group])
            elif now_in == [group]:
                stuck.append(name)
            else:
                self.store.move(contact, [g for g in now_in if g != group])
        body: Json = {}
        if missing:
            body["notFoundResourceNames"] = missing
        if stuck:
            # "cannot be removed from their last contact group"
            body["canNotRemoveLastContactGroupResourceNames"] = stuck
        return Answer(body=body)

    def _show(self, group: GroupState, mask: frozenset[str]) -> Json:
        shown: Json = {
            "resourceName": group.resource_name,
            "etag": f"grp{group.number:06d}",
        }
        kind = "SYSTEM_CONTACT_GROUP" if group.system else "USER_CONTACT_GROUP"
        if "groupType" in mask:
            shown["groupType"] = kind
        if "name" in mask:
            shown |= {"name": group.name, "formattedName": group.name}
        if "metadata" in mask:
            shown["metadata"] = {"updateTime": group.updated}
        count = len(self.store.members(group.resource_name))
        if "memberCount" in mask and count:
            # Zero is the default of the type, and defaults do not travel (proto3 JSON mapping).
            shown["memberCount"] = count
        return shown


def _mask(text: str) -> frozenset[str]:
    names = frozenset(text.split(","))
    if names - _VALID:
        raise invalid(f'Invalid groupFields mask path: "{min(names - _VALID)}".')
    return names
