"""Calendars and single events, against whichever account is the target."""

import secrets
from typing import Any

from tests.fakes.google.refusals import refused
from tests.fakes.google.target import Target

MORNING = {
    "start": {"dateTime": "2026-03-04T10:00:00+01:00"},
    "end": {"dateTime": "2026-03-04T10:30:00+01:00"},
}


def own_id() -> str:
    return "sd" + secrets.token_hex(12)


def insert(target: Target, **fields: Any) -> Any:
    body = {"summary": "Thank Ada", **MORNING, **fields}
    events = target.calendar.events()
    return events.insert(calendarId=target.calendar_id, body=body, sendUpdates="none").execute()


def patch(target: Target, event_id: str, **fields: Any) -> Any:
    events = target.calendar.events()
    return events.patch(calendarId=target.calendar_id, eventId=event_id, body=fields).execute()


def get(target: Target, event_id: str) -> Any:
    return target.calendar.events().get(calendarId=target.calendar_id, eventId=event_id).execute()


def delete(target: Target, event_id: str) -> None:
    target.calendar.events().delete(calendarId=target.calendar_id, eventId=event_id).execute()


def test_a_new_calendar_is_owned_and_listed(target: Target) -> None:
    entry = target.calendar.calendarList().get(calendarId=target.calendar_id).execute()
    assert entry["accessRole"] == "owner"
    listed = target.calendar.calendarList().list().execute()["items"]
    assert target.calendar_id in [each["id"] for each in listed]
    assert [each for each in listed if each.get("primary")]


def test_a_calendar_can_be_renamed(target: Target) -> None:
    calendars = target.calendar.calendars()
    body = {"description": "syncd conformance, may be deleted"}
    calendars.patch(calendarId=target.calendar_id, body=body).execute()
    assert calendars.get(calendarId=target.calendar_id).execute()["description"] == body["description"]


def test_primary_is_another_name_for_the_users_own_calendar(target: Target) -> None:
    primary = target.calendar.calendars().get(calendarId="primary").execute()
    assert "@" in primary["id"]


def test_an_unknown_calendar_is_not_found(target: Target) -> None:
    with refused(404, "notFound"):
        target.calendar.events().list(calendarId="nobody@group.calendar.google.com").execute()


def test_an_event_keeps_what_was_written(target: Target) -> None:
    made = insert(
        target,
        id=own_id(),
        reminders={"useDefault": False, "overrides": [{"method": "popup", "minutes": 0}]},
        extendedProperties={"private": {"syncd_kind": "thank-you"}},
        transparency="transparent",
    )
    read = get(target, made["id"])
    assert read["summary"] == "Thank Ada"
    assert read["status"] == "confirmed"
    assert read["reminders"]["overrides"] == [{"method": "popup", "minutes": 0}]
    assert read["extendedProperties"]["private"] == {"syncd_kind": "thank-you"}
    assert read["transparency"] == "transparent"
    assert read["etag"] == made["etag"]


def test_times_come_back_in_the_zone_of_the_calendar(target: Target) -> None:
    made = insert(target, start={"dateTime": "2026-03-04T09:00:00Z"}, end={"dateTime": "2026-03-04T09:30:00Z"})
    assert made["start"]["dateTime"] == "2026-03-04T10:00:00+01:00"


def test_an_id_may_only_have_a_to_v_and_digits(target: Target) -> None:
    for wrong in ("syncd12345", "sd-12345", "SD12345", "sd12"):
        with refused(400, "invalid"):
            insert(target, id=wrong)


def test_an_id_that_is_taken_is_refused(target: Target) -> None:
    taken = own_id()
    insert(target, id=taken)
    with refused(409, "duplicate"):
        insert(target, id=taken)


def test_a_deleted_event_is_a_tombstone_whose_id_stays_taken(target: Target) -> None:
    taken = own_id()
    insert(target, id=taken)
    delete(target, taken)
    assert get(target, taken)["status"] == "cancelled"
    with refused(409, "duplicate"):
        insert(target, id=taken)


def test_a_deleted_event_cannot_be_changed(target: Target) -> None:
    event_id = insert(target)["id"]
    delete(target, event_id)
    with refused(403):
        patch(target, event_id, summary="Thank Ada again")


def test_deleting_twice_says_gone(target: Target) -> None:
    event_id = insert(target)["id"]
    delete(target, event_id)
    with refused(410, "deleted"):
        delete(target, event_id)


def test_an_event_that_never_was_is_not_found(target: Target) -> None:
    with refused(404, "notFound"):
        get(target, own_id())


def test_if_match_guards_patch_update_and_delete(target: Target) -> None:
    made = insert(target)
    patch(target, made["id"], summary="Thank Ada again")
    events = target.calendar.events()
    where = {"calendarId": target.calendar_id, "eventId": made["id"]}
    for request in (
        events.patch(**where, body={"summary": "late"}),
        events.update(**where, body={"summary": "late", **MORNING}),
        events.delete(**where),
    ):
        request.headers["If-Match"] = made["etag"]
        with refused(412, "conditionNotMet"):
            request.execute()
    assert get(target, made["id"])["summary"] == "Thank Ada again"


def test_a_patch_merges_objects_and_null_removes(target: Target) -> None:
    made = insert(target, location="Room 1", extendedProperties={"private": {"a": "1", "b": "2"}})
    changed = patch(target, made["id"], location=None, extendedProperties={"private": {"a": None, "c": "3"}})
    assert "location" not in changed
    assert changed["extendedProperties"]["private"] == {"b": "2", "c": "3"}
    assert changed["summary"] == "Thank Ada"


def test_an_update_replaces(target: Target) -> None:
    made = insert(target, location="Room 1")
    events = target.calendar.events()
    body = {"summary": "New", **MORNING}
    changed = events.update(calendarId=target.calendar_id, eventId=made["id"], body=body).execute()
    assert changed["summary"] == "New"
    assert "location" not in changed


def test_a_timed_event_becomes_all_day_only_when_its_times_are_nulled(target: Target) -> None:
    made = insert(target)
    with refused(400):
        patch(target, made["id"], start={"date": "2026-03-05"}, end={"date": "2026-03-06"})
    nothing = {"dateTime": None, "timeZone": None}
    changed = patch(
        target,
        made["id"],
        start={"date": "2026-03-05", **nothing},
        end={"date": "2026-03-06", **nothing},
    )
    assert changed["start"] == {"date": "2026-03-05"}


def test_changing_reminders_changes_the_etag_and_not_updated(target: Target) -> None:
    made = insert(target)
    target.pass_time()
    overrides = [{"method": "popup", "minutes": 5}]
    changed = patch(target, made["id"], reminders={"useDefault": False, "overrides": overrides})
    assert changed["updated"] == made["updated"]
    assert changed["etag"] != made["etag"]
    assert patch(target, made["id"], summary="Thanks")["updated"] > made["updated"]


def test_reminders_have_their_limits(target: Target) -> None:
    popup = {"method": "popup", "minutes": 10}
    for reminders in (
        {"useDefault": True, "overrides": [popup]},
        {"useDefault": False, "overrides": [{**popup, "minutes": n} for n in range(6)]},
        {"useDefault": False, "overrides": [{**popup, "minutes": -30}]},
        {"useDefault": False, "overrides": [{**popup, "minutes": 40321}]},
    ):
        with refused(400):
            insert(target, reminders=reminders)


def test_an_end_before_the_start_is_refused(target: Target) -> None:
    with refused(400, "timeRangeEmpty"):
        insert(target, start=MORNING["end"], end=MORNING["start"])


def test_a_series_needs_a_named_zone(target: Target) -> None:
    with refused(400):
        insert(target, recurrence=["RRULE:FREQ=DAILY;COUNT=2"])


def test_one_instance_of_a_series_can_be_changed_and_deleted(target: Target) -> None:
    zoned = {name: {**point, "timeZone": "Europe/Berlin"} for name, point in MORNING.items()}
    series = insert(target, recurrence=["RRULE:FREQ=DAILY;COUNT=3"], **zoned)
    second, third = f"{series['id']}_20260305T090000Z", f"{series['id']}_20260306T090000Z"
    changed = patch(target, second, summary="Other")
    assert changed["recurringEventId"] == series["id"]
    assert get(target, series["id"])["summary"] == "Thank Ada"
    delete(target, third)
    assert get(target, third)["status"] == "cancelled"
    with refused(404):
        get(target, f"{series['id']}_20260407T090000Z")


def test_a_deleted_calendar_is_gone(target: Target) -> None:
    calendars = target.calendar.calendars()
    made = calendars.insert(body={"summary": "syncd conformance, second"}).execute()
    calendars.delete(calendarId=made["id"]).execute()
    with refused(404, "notFound"):
        target.calendar.events().list(calendarId=made["id"]).execute()
