"""Tasks v1. Unless another source is named, the discovery text of the field is the source."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from tests.fakes.google.clock import Clock, parse_timestamp, timestamp
from tests.fakes.google.errors import invalid, not_found
from tests.fakes.google.exchange import NO_CONTENT, Answer, Call, Handler, merge_patch
from tests.fakes.google.paging import Pager
from tests.fakes.google.schema import Json

_LONGEST_TITLE: Final = 1024
_LONGEST_NOTES: Final = 8192
# "Output only" or "read-only"; what a client sends for them is ignored.
_NOT_THE_CLIENTS: Final = frozenset(
    {
        "kind",
        "id",
        "etag",
        "updated",
        "selfLink",
        "parent",
        "position",
        "hidden",
        "links",
        "webViewLink",
        "assignmentInfo",
    }
)
_API: Final = "https://www.googleapis.com/tasks/v1"


@dataclass(kw_only=True)
class TaskList:
    """One list of tasks, top to bottom."""

    id: str
    title: str
    updated: str
    tasks: list[Json] = field(default_factory=list)
    """Deleted ones keep their place, with `deleted: true`."""


@dataclass(kw_only=True)
class TaskStore:
    """Everything Google Tasks knows about one account."""

    clock: Clock
    lists: dict[str, TaskList] = field(default_factory=dict)
    default_id: str = ""
    _writes: int = 0

    def __post_init__(self) -> None:
        """Open the account with its default list."""
        self.default_id = self.add_list("My Tasks").id

    def add_list(self, title: str) -> TaskList:
        """Make a list."""
        made = TaskList(id=secrets.token_urlsafe(16), title=title, updated=timestamp(self.clock.now()))
        self.lists[made.id] = made
        return made

    def find_list(self, list_id: str) -> TaskList:
        """Return a list by its id or `@default`.

        Raises:
            Refusal: 404.
        """
        found = self.lists.get(self.default_id if list_id == "@default" else list_id)
        if found is None:
            raise not_found("Task list not found.")
        return found

    def find(self, list_id: str, task_id: str) -> Json:
        """Return a task, a deleted one as well.

        Raises:
            Refusal: 404.
        """
        for task in self.find_list(list_id).tasks:
            if task["id"] == task_id:
                return task
        raise not_found("Task not found.")

    def add(self, list_id: str, fields: Json, *, after: str | None = None) -> Json:
        """Put a new task on a list: on top, or right below `after`.

        Raises:
            Refusal: 400 or 404.
        """
        home = self.find_list(list_id)
        task_id = secrets.token_urlsafe(16)
        task: Json = {"id": task_id, "status": "needsAction", "title": ""}
        place = 0 if after is None else home.tasks.index(self.find(list_id, after)) + 1
        self.put(task, fields)
        home.tasks.insert(place, task)
        return task

    def put(self, task: Json, fields: Json) -> None:
        """Set the fields of a task, all of them, and give it a new version.

        Raises:
            Refusal: 400.
        """
        fresh = {name: value for name, value in fields.items() if value is not None}
        fresh = {"status": "needsAction", "title": ""} | _checked(fresh)
        if fresh["status"] == "completed":
            fresh.setdefault("completed", timestamp(self.clock.now()))
        else:
            # "This field is omitted if the task has not been completed."
            fresh.pop("completed", None)
            fresh.pop("hidden", None)
        kept: Json = {name: task[name] for name in ("id", "parent") if name in task}
        if fresh["status"] == "completed" and "hidden" in task:
            kept["hidden"] = task["hidden"]
        task.clear()
        task.update(fresh | kept)
        self._writes += 1
        task["updated"] = timestamp(self.clock.now())
        task["etag"] = f'"LTIx{self._writes}"'


def _checked(fields: Json) -> Json:
    if len(fields.get("title", "")) > _LONGEST_TITLE:
        raise invalid("Title too long: maximum length allowed: 1024 characters")
    if len(fields.get("notes", "")) > _LONGEST_NOTES:
        raise invalid("Notes too long: maximum length allowed: 8192 characters")
    if fields.get("status") not in {None, "needsAction", "completed"}:
        raise invalid("Invalid value for: status")
    for name in ("due", "completed"):
        if name in fields and parse_timestamp(fields[name]) is None:
            raise invalid(f"Invalid value for: {name}")
    if "due" in fields:
        # "Only date information is recorded; the time portion of the timestamp is discarded".
        # Which day a time off UTC falls on is not documented: this takes UTC's.
        due = parse_timestamp(fields["due"]) or datetime.now(UTC)
        fields = fields | {"due": f"{due.astimezone(UTC).date()}T00:00:00.000Z"}
    return fields


@dataclass(frozen=True, kw_only=True)
class Tasks:
    """The methods of Tasks v1. If-Match is not looked at: nothing says that Google does."""

    store: TaskStore
    pager: Pager

    def handlers(self) -> Mapping[str, Handler]:
        """Return what answers which method."""
        return {
            "tasks.tasklists.list": self.list_lists,
            "tasks.tasklists.get": self.get_list,
            "tasks.tasklists.insert": self.insert_list,
            "tasks.tasklists.delete": self.delete_list,
            "tasks.tasks.list": self.list_tasks,
            "tasks.tasks.get": self.get,
            "tasks.tasks.insert": self.insert,
            "tasks.tasks.patch": self.patch,
            "tasks.tasks.update": self.update,
            "tasks.tasks.delete": self.delete,
        }

    def list_lists(self, call: Call) -> Answer:
        """Default and maximum page are 1000."""
        items = [_show_list(each) for each in self.store.lists.values()]
        page = self.pager.page(call, items, min(call.number("maxResults", 1000), 1000))
        body = {"kind": "tasks#taskLists", "items": list(page.items), **page.next_field}
        return Answer(body=body)

    def get_list(self, call: Call) -> Answer:
        """Answer with one list."""
        return Answer(body=_show_list(self.store.find_list(call.path["tasklist"])))

    def insert_list(self, call: Call) -> Answer:
        """Make a list."""
        title = call.body.get("title", "")
        if not 0 < len(title) <= _LONGEST_TITLE:
            raise invalid("Invalid value for: title")
        return Answer(body=_show_list(self.store.add_list(title)))

    def delete_list(self, call: Call) -> Answer:
        """Delete a list; "the user's default task list cannot be deleted"."""
        found = self.store.find_list(call.path["tasklist"])
        if found.id == self.store.default_id:
            raise invalid("Invalid Value")
        del self.store.lists[found.id]
        return NO_CONTENT

    def list_tasks(self, call: Call) -> Answer:
        """Default page 20, "max allowed: 100"."""
        home = self.store.find_list(call.path["tasklist"])
        items = [
            show_task(task, home, place)
            for place, task in enumerate(home.tasks)
            if _is_shown(call, task) and _in_bounds(call, task)
        ]
        page = self.pager.page(call, items, min(call.number("maxResults", 20), 100))
        body = {"kind": "tasks#tasks", "items": list(page.items), **page.next_field}
        return Answer(body=body)

    def get(self, call: Call) -> Answer:
        """Answer with one task; a deleted one says so."""
        return self._answer(call, self.store.find(call.path["tasklist"], call.path["task"]))

    def insert(self, call: Call) -> Answer:
        """Make a task on top of the list, or below `previous`."""
        task = self.store.add(call.path["tasklist"], _writable(call.body), after=call.text("previous"))
        parent = call.text("parent")
        if parent is not None:
            task["parent"] = self.store.find(call.path["tasklist"], parent)["id"]
        return self._answer(call, task)

    def patch(self, call: Call) -> Answer:
        """Merge the body into the task ("supports patch semantics")."""
        task = self._to_change(call)
        self.store.put(task, merge_patch(task, _writable(call.body)))
        return self._answer(call, task)

    def update(self, call: Call) -> Answer:
        """Replace the task: what the body does not say is gone."""
        task = self._to_change(call)
        if call.body.get("id") != task["id"]:
            raise invalid("Missing task ID")
        self.store.put(task, _writable(call.body))
        return self._answer(call, task)

    def delete(self, call: Call) -> Answer:
        """Leave a tombstone that `showDeleted` lists."""
        task = self._to_change(call)
        self.store.put(task, task | {"deleted": True})
        return NO_CONTENT

    def _to_change(self, call: Call) -> Json:
        task = self.store.find(call.path["tasklist"], call.path["task"])
        if task.get("deleted"):
            raise not_found("Task not found.")
        return task

    def _answer(self, call: Call, task: Json) -> Answer:
        home = self.store.find_list(call.path["tasklist"])
        return Answer(body=show_task(task, home, home.tasks.index(task)))


def _writable(body: Json) -> Json:
    return {name: value for name, value in body.items() if name not in _NOT_THE_CLIENTS}


def _show_list(found: TaskList) -> Json:
    return {
        "kind": "tasks#taskList",
        "id": found.id,
        "etag": f'"{found.updated}"',
        "title": found.title,
        "updated": found.updated,
        "selfLink": f"{_API}/users/@me/lists/{found.id}",
    }


def show_task(task: Json, home: TaskList, place: int) -> Json:
    """Return a task as an answer holds it."""
    return {
        "kind": "tasks#task",
        **task,
        "position": f"{place:020d}",
        "selfLink": f"{_API}/lists/{home.id}/tasks/{task['id']}",
        "webViewLink": f"https://tasks.google.com/task/{task['id']}",
        "links": [],
    }


def _is_shown(call: Call, task: Json) -> bool:
    """Tell whether the three flags let a task through.

    A task ticked in Google's own apps is hidden as well, and needs both flags:
    https://github.com/googleworkspace/apps-script-samples/issues/379
    """
    if task.get("deleted") and not call.flag("showDeleted"):
        return False
    if task.get("hidden") and not call.flag("showHidden"):
        return False
    return task["status"] != "completed" or call.flag("showCompleted", default=True)


def _in_bounds(call: Call, task: Json) -> bool:
    for name in ("updated", "due", "completed"):
        moment = parse_timestamp(task.get(name, ""))
        least, most = call.moment(f"{name}Min"), None
        if name != "updated":
            most = call.moment(f"{name}Max")
        if (least or most) and moment is None:
            return False
        if moment and ((least and moment < least) or (most and moment > most)):
            return False
    return True
