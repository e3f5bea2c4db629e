"""Tasks, against whichever account is the target."""

from typing import Any

from tests.fakes.google.refusals import refused
from tests.fakes.google.target import Target


def insert(target: Target, **fields: Any) -> Any:
    return target.tasks.tasks().insert(tasklist=target.list_id, body={"title": "Call Ada", **fields}).execute()


def patch(target: Target, task: Any, **fields: Any) -> Any:
    return target.tasks.tasks().patch(tasklist=target.list_id, task=task["id"], body=fields).execute()


def titles(target: Target, **query: Any) -> list[str]:
    answer = target.tasks.tasks().list(tasklist=target.list_id, **query).execute()
    return [task["title"] for task in answer.get("items", [])]


def test_the_time_of_a_due_date_is_discarded(target: Target) -> None:
    assert insert(target, due="2026-03-04T15:30:00.000Z")["due"] == "2026-03-04T00:00:00.000Z"


def test_a_due_date_must_be_a_timestamp(target: Target) -> None:
    with refused(400):
        insert(target, due="2026-03-04")


def test_title_and_notes_have_their_limits(target: Target) -> None:
    insert(target, notes="n" * 8192)
    with refused(400):
        insert(target, notes="n" * 8193)
    with refused(400):
        insert(target, title="t" * 1025)


def test_ticking_sets_completed_and_unticking_removes_it(target: Target) -> None:
    task = insert(target)
    assert patch(target, task, status="completed")["completed"]
    assert "completed" not in patch(target, task, status="needsAction")


def test_a_task_ticked_by_an_app_is_shown_until_asked_not_to(target: Target) -> None:
    patch(target, insert(target), status="completed")
    assert titles(target) == ["Call Ada"]
    assert titles(target, showCompleted=False) == []


def test_a_patch_leaves_the_rest_and_an_update_does_not(target: Target) -> None:
    task = insert(target, notes="her number is in the mail")
    assert patch(target, task, title="Ring Ada")["notes"] == "her number is in the mail"
    body = {"id": task["id"], "title": "Ring Ada"}
    updated = target.tasks.tasks().update(tasklist=target.list_id, task=task["id"], body=body).execute()
    assert "notes" not in updated


def test_a_deleted_task_shows_on_request(target: Target) -> None:
    task = insert(target)
    target.tasks.tasks().delete(tasklist=target.list_id, task=task["id"]).execute()
    assert titles(target) == []
    assert titles(target, showDeleted=True) == ["Call Ada"]


def test_updated_min_finds_what_changed(target: Target) -> None:
    task = insert(target)
    assert titles(target, updatedMin=task["updated"]) == ["Call Ada"]
    assert titles(target, updatedMin="2126-01-01T00:00:00.000Z") == []


def test_a_page_holds_twenty_unless_asked_for_more(target: Target) -> None:
    for number in range(22):
        insert(target, title=str(number))
    tasks = target.tasks.tasks()
    request = tasks.list(tasklist=target.list_id)
    first = request.execute()
    assert len(first["items"]) == 20
    second = tasks.list_next(request, first).execute()
    assert len(second["items"]) == 2
    assert len(titles(target, maxResults=100)) == 22


def test_a_new_task_stands_on_top(target: Target) -> None:
    insert(target, title="first")
    insert(target, title="second")
    assert titles(target) == ["second", "first"]


def test_lists_can_be_found_and_the_default_one_stays(target: Target) -> None:
    lists = target.tasks.tasklists()
    assert target.list_id in [each["id"] for each in lists.list().execute()["items"]]
    default = lists.get(tasklist="@default").execute()
    with refused(400):
        lists.delete(tasklist=default["id"]).execute()


def test_unknown_lists_and_tasks_are_not_found(target: Target) -> None:
    with refused(404):
        target.tasks.tasks().get(tasklist=target.list_id, task="bm9uZQ").execute()
