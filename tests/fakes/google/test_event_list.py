"""events.list, against whichever account is the target."""

from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.fakes.google.refusals import refused
from tests.fakes.google.target import Target
from tests.fakes.google.test_calendar import delete, insert, patch

WEEK = {"timeMin": "2026-03-02T00:00:00Z", "timeMax": "2026-03-09T00:00:00Z"}


def on(day: int, hour: int = 10, zone: str | None = None) -> dict[str, Any]:
    extra = {"timeZone": zone} if zone else {}
    return {
        "start": {"dateTime": f"2026-03-{day:02d}T{hour:02d}:00:00+01:00", **extra},
        "end": {"dateTime": f"2026-03-{day:02d}T{hour + 1:02d}:00:00+01:00", **extra},
    }


def listed(target: Target, **query: Any) -> list[Any]:
    events = target.calendar.events()
    request = events.list(calendarId=target.calendar_id, **query)
    items: list[Any] = []
    while request is not None:
        answer = request.execute()
        items += answer.get("items", [])
        request = events.list_next(request, answer)
    return items


def summaries(target: Target, **query: Any) -> list[str]:
    return sorted(event["summary"] for event in listed(target, **query))


def test_the_window_takes_what_overlaps_it(target: Target) -> None:
    for day in (1, 2, 8, 9):
        insert(target, summary=str(day), **on(day))
    assert summaries(target, **WEEK) == ["2", "8"]


def test_both_ends_of_the_window_are_exclusive(target: Target) -> None:
    insert(target, **on(4, 10))
    assert listed(target, timeMin="2026-03-04T11:00:00+01:00") == []
    assert listed(target, timeMax="2026-03-04T10:00:00+01:00") == []


def test_a_window_that_ends_before_it_begins_is_refused(target: Target) -> None:
    with refused(400, "timeRangeEmpty"):
        listed(target, timeMin=WEEK["timeMax"], timeMax=WEEK["timeMin"])


def test_a_series_is_expanded_only_on_request(target: Target) -> None:
    insert(target, recurrence=["RRULE:FREQ=DAILY;COUNT=3"], **on(3, 10, "Europe/Berlin"))
    [series] = listed(target, **WEEK)
    assert series["recurrence"]
    days = listed(target, singleEvents=True, orderBy="startTime", **WEEK)
    assert [day["start"]["dateTime"][8:10] for day in days] == ["03", "04", "05"]
    assert {day["recurringEventId"] for day in days} == {series["id"]}


def test_an_exception_takes_the_place_of_its_instance(target: Target) -> None:
    series = insert(target, recurrence=["RRULE:FREQ=DAILY;COUNT=3"], **on(3, 10, "Europe/Berlin"))
    patch(target, f"{series['id']}_20260304T090000Z", **on(7, 15, "Europe/Berlin"))
    delete(target, f"{series['id']}_20260305T090000Z")
    days = listed(target, singleEvents=True, orderBy="startTime", **WEEK)
    assert [day["start"]["dateTime"][8:13] for day in days] == ["03T10", "07T15"]


def test_a_weekly_series_keeps_its_hour_over_the_change_to_summer_time(target: Target) -> None:
    insert(target, recurrence=["RRULE:FREQ=WEEKLY;COUNT=2"], **on(25, 10, "Europe/Berlin"))
    days = listed(target, singleEvents=True, orderBy="startTime")
    assert [day["start"]["dateTime"] for day in days] == [
        "2026-03-25T10:00:00+01:00",
        "2026-04-01T10:00:00+02:00",
    ]


def test_ordering_by_start_needs_single_events(target: Target) -> None:
    with refused(400):
        listed(target, orderBy="startTime")


def test_deleted_events_show_on_request(target: Target) -> None:
    event = insert(target, **on(3))
    delete(target, event["id"])
    assert listed(target, **WEEK) == []
    [tombstone] = listed(target, showDeleted=True, singleEvents=True, **WEEK)
    assert tombstone["id"] == event["id"]
    assert tombstone["status"] == "cancelled"


def test_deleted_events_show_when_asked_for_changes(target: Target) -> None:
    event = insert(target, **on(3))
    delete(target, event["id"])
    found = listed(target, updatedMin=event["updated"])
    assert [each["status"] for each in found] == ["cancelled"]


def test_a_private_property_finds_its_events(target: Target) -> None:
    insert(target, summary="ours", extendedProperties={"private": {"syncd_kind": "prepare"}})
    insert(target, summary="theirs")
    assert summaries(target, privateExtendedProperty="syncd_kind=prepare") == ["ours"]


def test_event_types_are_a_repeated_parameter(target: Target) -> None:
    insert(target)
    assert len(listed(target, eventTypes=["default", "fromGmail"])) == 1
    assert listed(target, eventTypes=["fromGmail"]) == []


def test_pages_follow_each_other_without_loss(target: Target) -> None:
    for hour in range(5):
        insert(target, summary=str(hour), **on(3, 10 + hour))
    assert summaries(target, maxResults=2) == ["0", "1", "2", "3", "4"]


def test_an_invented_page_token_is_refused(target: Target) -> None:
    with refused(400):
        listed(target, pageToken="nonsense")


def test_fields_cut_the_answer(target: Target) -> None:
    insert(target)
    events = target.calendar.events()
    answer = events.list(calendarId=target.calendar_id, fields="items(id,start/dateTime)").execute()
    assert list(answer) == ["items"]
    [event] = answer["items"]
    assert set(event) == {"id", "start"}
    assert set(event["start"]) == {"dateTime"}


def test_an_unchanged_list_is_not_sent_again(target: Target) -> None:
    insert(target)
    events = target.calendar.events()
    etag = events.list(calendarId=target.calendar_id).execute()["etag"]
    request = events.list(calendarId=target.calendar_id)
    request.headers["If-None-Match"] = etag
    with pytest.raises(HttpError) as caught:
        request.execute()
    assert caught.value.status_code == 304
    insert(target)
    assert len(request.execute()["items"]) == 2
