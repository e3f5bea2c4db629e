"""Tasks v1: following syncd's list of tasks, and writing to it.

A task has neither an id of ours nor a property: the mark in its notes is looked for before one is made, and if two
syncds were at it at once, all but the eldest are removed again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from syncd.core.model import Reminder
from syncd.errors import ConflictError, ProviderError
from syncd.formats.google_task import TASK_FIELDS, reminder_to_task, task_patch, task_uid
from syncd.formats.google_time import from_rfc3339, to_rfc3339
from syncd.providers.base import Changes, Resource
from syncd.providers.google.http import GoogleSession
from syncd.providers.google.ids import Ids
from syncd.providers.google.refusals import RefusedError
from syncd.providers.google.resource import item_of, to_resource

_PAGE = 100
_SKEW = timedelta(hours=1)
"""Servers' clocks differ among themselves; what is read twice is recognised by its etag."""


@dataclass(frozen=True, kw_only=True)
class Tasks:
    """The tasks of one account's lists."""

    session: GoogleSession
    ids: Ids
    zone: ZoneInfo

    def changes(self, tasklist: str, known: Mapping[str, str], token: str | None) -> Changes:
        """Compare a list with what was known: one request when nothing changed.

        With a token (the latest `updated` seen) only what changed since is listed, deletions among it; without, the
        whole list, ticked and deleted tasks included, and known ones that are not in it are gone.
        """
        changed: list[Resource] = []
        gone: set[str] = set()
        seen: set[str] = set()
        latest = token
        for item in self.items(tasklist, _a_little_before(token) if token else None):
            seen.add(item["id"])
            latest = max(latest or "", str(item.get("updated", "")))
            if item.get("deleted"):
                gone |= {item["id"]} & known.keys()
            elif known.get(item["id"]) != item["etag"]:
                changed.append(to_resource(item, item["id"]))
        if token is None:
            gone |= known.keys() - seen
        return Changes(changed=changed, total=len(changed), gone=frozenset(gone), token=latest or None)

    def create(self, tasklist: str, reminder: Reminder) -> Resource:
        """Write a new task.

        Raises:
            ConflictError: It is there already, or was deleted by the user.
        """
        withdrawn = self._withdrawn(reminder.uid)
        for item in self.items(tasklist):
            if task_uid(item) != reminder.uid or item["id"] in withdrawn:
                continue
            what = "you deleted it; it is not written again" if item.get("deleted") else "it is there already"
            raise ConflictError(f"{reminder.summary}: {what}")
        request = self.session.of("tasks.tasks").insert(
            tasklist=tasklist, body=reminder_to_task(reminder, self.zone), fields=TASK_FIELDS
        )
        item = self.session.execute(request)
        kept = self._remove_twins(tasklist, reminder.uid, item)
        return to_resource(kept, kept["id"])

    def update(self, tasklist: str, resource: Resource, reminder: Reminder) -> Resource:
        """Write what changed, if the task still is as it was read.

        Google does not say that Tasks heeds If-Match: the etag is compared here as well.
        """
        patch = task_patch(item_of(resource), reminder, self.zone)
        if not patch:
            return resource
        standing = self._get(tasklist, resource.href)
        if standing is None or standing.get("deleted") or standing["etag"] != resource.etag:
            raise ConflictError(f"{reminder.summary}: it was changed meanwhile")
        request = self.session.of("tasks.tasks").patch(
            tasklist=tasklist, task=resource.href, body=patch, fields=TASK_FIELDS
        )
        try:
            item = self.session.execute(request, if_match=resource.etag)
        except RefusedError as err:
            if err.status != HTTPStatus.NOT_FOUND:
                raise
            raise ConflictError(f"{reminder.summary}: it was deleted meanwhile") from err
        return to_resource(item, resource.href)

    def delete(self, tasklist: str, resource: Resource) -> None:
        """Remove a task of syncd's, if it still is as it was read."""
        uid = task_uid(item_of(resource))
        if uid is None:
            raise ProviderError(f"{resource.href}: it is not syncd's; it is not removed")
        standing = self._get(tasklist, resource.href)
        if standing is None or standing.get("deleted"):
            return
        if standing["etag"] != resource.etag:
            raise ConflictError(f"{standing.get('title', '')}: it was changed meanwhile")
        self.ids.set(f"withdrawn-task:{uid}", " ".join([*self._withdrawn(uid), resource.href]))
        self._remove(tasklist, resource.href, resource.etag)

    def items(self, tasklist: str, updated_min: str | None = None) -> Iterator[dict[str, Any]]:
        """Every task of a list, the ticked and the deleted too."""
        for page in self.session.pages(
            self.session.of("tasks.tasks").list,
            tasklist=tasklist,
            showCompleted=True,
            showHidden=True,
            showDeleted=True,
            maxResults=_PAGE,
            fields=f"nextPageToken,items({TASK_FIELDS})",
            **({"updatedMin": updated_min} if updated_min else {}),
        ):
            yield from page.get("items", ())

    def _withdrawn(self, uid: str) -> list[str]:
        """Tasks of this reminder that syncd removed itself: they are no answer of the user's."""
        return (self.ids.get(f"withdrawn-task:{uid}") or "").split()

    def _remove_twins(self, tasklist: str, uid: str, made: dict[str, Any]) -> dict[str, Any]:
        """Of several open tasks with one mark, leave the one with the least id: every syncd chooses the same."""
        recent = _a_little_before(str(made["updated"]))
        twins = [item for item in self.items(tasklist, recent) if task_uid(item) == uid and not item.get("deleted")]
        kept = min([made, *twins], key=lambda item: str(item["id"]))
        for item in twins:
            if item["id"] != kept["id"]:
                self._remove(tasklist, item["id"], item["etag"])
        return kept

    def _remove(self, tasklist: str, task: str, etag: str) -> None:
        request = self.session.of("tasks.tasks").delete(tasklist=tasklist, task=task)
        try:
            self.session.execute(request, if_match=etag)
        except RefusedError as err:
            if err.status != HTTPStatus.NOT_FOUND:
                raise

    def _get(self, tasklist: str, task: str) -> dict[str, Any] | None:
        request = self.session.of("tasks.tasks").get(tasklist=tasklist, task=task, fields=TASK_FIELDS)
        try:
            item: dict[str, Any] = self.session.execute(request)
        except RefusedError as err:
            if err.status == HTTPStatus.NOT_FOUND:
                return None
            raise
        return item


def _a_little_before(updated: str) -> str:
    return to_rfc3339(from_rfc3339(updated) - _SKEW)
