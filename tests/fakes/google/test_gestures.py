"""What the user does by hand is what the client then reads; rules that no API call can set up."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.fakes.google.gestures import in_utc
from tests.fakes.google.refusals import refused
from tests.fakes.google.target import Client, fake_client
from tests.fakes.google.world import FakeGoogle

GUEST = {"email": "ada@northwind.example"}
START = in_utc(2026, 3, 4, 10)


def listed(client: Client, **query: Any) -> list[Any]:
    answer = client.calendar().events().list(calendarId="primary", **query).execute()
    return list(answer["items"])


def test_a_moved_event_keeps_its_length(google: FakeGoogle, client: Client) -> None:
    event = google.add_event(summary="Interview", start=START, end=START + timedelta(minutes=45))
    google.user_moves_event("primary", event, START + timedelta(days=1))
    [read] = listed(client)
    assert read["start"]["dateTime"] == "2026-03-05T11:00:00+01:00"
    assert read["end"]["dateTime"] == "2026-03-05T11:45:00+01:00"


def test_a_deleted_event_still_tells_what_it_was(google: FakeGoogle, client: Client) -> None:
    event = google.add_event(summary="Interview", start=START)
    google.user_deletes_event("primary", event)
    assert [e["summary"] for e in listed(client, showDeleted=True)] == ["Interview"]


def test_a_called_off_event_tells_only_its_id(google: FakeGoogle, client: Client) -> None:
    event = google.add_event(summary="Interview", start=START)
    google.organizer_cancels_event("primary", event)
    [tombstone] = listed(client, showDeleted=True)
    assert set(tombstone) == {"kind", "etag", "id", "status"}


def test_a_skipped_instance_tells_only_which_it_was(google: FakeGoogle, client: Client) -> None:
    series = google.add_event(summary="Choir", start=START, recurrence=["RRULE:FREQ=DAILY;COUNT=2"])
    google.user_deletes_event("primary", f"{series}_20260305T100000Z")
    found = listed(client, showDeleted=True, singleEvents=True)
    [skipped] = [event for event in found if event["status"] == "cancelled"]
    assert skipped["originalStartTime"]["dateTime"] == "2026-03-05T11:00:00+01:00"
    assert "start" not in skipped


def test_a_deleted_series_shows_as_its_instances(google: FakeGoogle, client: Client) -> None:
    series = google.add_event(summary="Choir", start=START, recurrence=["RRULE:FREQ=DAILY;COUNT=2"])
    google.user_deletes_event("primary", series)
    assert listed(client, singleEvents=True) == []
    found = listed(client, showDeleted=True, singleEvents=True)
    assert {(e["recurringEventId"], e["status"]) for e in found} == {(series, "cancelled")}
    assert len(found) == 2


def test_an_endless_series_ends(google: FakeGoogle, client: Client) -> None:
    google.add_event(summary="Choir", start=date(2026, 3, 4), recurrence=["RRULE:FREQ=WEEKLY"])
    assert len(listed(client, singleEvents=True, maxResults=2500)) == 730


def test_a_birthday_takes_a_new_title_only(google: FakeGoogle, client: Client) -> None:
    day = google.add_event(summary="Ada", start=date(2026, 3, 4), eventType="birthday")
    events = client.calendar().events()
    events.patch(calendarId="primary", eventId=day, body={"summary": "Ada Quill"}).execute()
    with refused(400, "eventTypeRestriction"):
        events.patch(calendarId="primary", eventId=day, body={"location": "Here"}).execute()


def test_only_send_updates_none_is_sure_to_mail_nobody(google: FakeGoogle, client: Client) -> None:
    event = google.add_event(summary="Interview", start=START, attendees=[GUEST])
    events = client.calendar().events()
    where = {"calendarId": "primary", "eventId": event, "body": {"location": "Here"}}
    events.patch(**where, sendUpdates="none").execute()
    assert google.mails == []
    events.patch(**where).execute()
    events.delete(calendarId="primary", eventId=event, sendUpdates="all").execute()
    assert [mail.send_updates for mail in google.mails] == [None, "all"]
    assert google.mails[0].recipients == (GUEST["email"],)


def test_an_event_without_guests_mails_nobody(google: FakeGoogle, client: Client) -> None:
    event = google.add_event(summary="Alone", start=START)
    client.calendar().events().delete(calendarId="primary", eventId=event).execute()
    assert google.mails == []


def test_a_first_page_may_be_empty(google: FakeGoogle, client: Client) -> None:
    google.add_event(summary="Interview", start=START)
    google.pager.empty_first_page = True
    events = client.calendar().events()
    request = events.list(calendarId="primary")
    first = request.execute()
    assert first["items"] == []
    assert len(events.list_next(request, first).execute()["items"]) == 1


def test_a_task_ticked_in_googles_app_hides(google: FakeGoogle, client: Client) -> None:
    task = google.add_task(title="Call Ada", due_on=date(2026, 3, 6))
    google.user_completes_task("@default", task)
    tasks = client.tasks().tasks()
    assert tasks.list(tasklist="@default").execute()["items"] == []
    assert tasks.list(tasklist="@default", showHidden=True).execute()["items"][0]["completed"]
    google.user_reopens_task("@default", task)
    assert len(tasks.list(tasklist="@default").execute()["items"]) == 1


def test_a_task_can_be_edited_moved_and_deleted(google: FakeGoogle, client: Client) -> None:
    task = google.add_task(title="Call Ada")
    google.user_edits_task("@default", task, notes="Next step: 7 days")
    google.user_moves_task("@default", task, date(2026, 3, 9))
    read = client.tasks().tasks().get(tasklist="@default", task=task).execute()
    assert (read["notes"], read["due"]) == ("Next step: 7 days", "2026-03-09T00:00:00.000Z")
    google.user_deletes_task("@default", task)
    assert google.tasks() == []


def test_contacts_take_their_time_to_be_listed(google: FakeGoogle, client: Client) -> None:
    google.people_lag = timedelta(minutes=3)
    name = google.user_adds_contact("Ada Quill", emails=[GUEST["email"]])
    people = client.people().people()
    connections = people.connections()
    query = {"resourceName": "people/me", "personFields": "names"}
    assert "connections" not in connections.list(**query).execute()
    assert people.get(resourceName=name, personFields="names").execute()["names"]
    google.clock.advance(timedelta(minutes=3))
    [person] = connections.list(**query).execute()["connections"]
    assert person["names"][0]["familyName"] == "Quill"


def test_an_edit_by_hand_makes_the_apps_version_stale(google: FakeGoogle, client: Client) -> None:
    name = google.user_adds_contact("Ada Quill")
    people = client.people().people()
    read = people.get(resourceName=name, personFields="names,metadata").execute()
    google.user_edits_contact(name, nicknames=[{"value": "Addie"}])
    with refused(400, "failedPrecondition"):
        people.updateContact(resourceName=name, updatePersonFields="names", body=read).execute()
    assert google.contact(name)["nicknames"] == [{"value": "Addie"}]
    google.user_deletes_contact(name)
    assert google.contacts() == []


@pytest.mark.parametrize("scope", ["calendar.readonly", "calendar.events.owned"])
def test_a_narrow_scope_is_enough_for_reading_ones_own(google: FakeGoogle, scope: str) -> None:
    google.add_event(summary="Interview", start=START)
    assert [event["summary"] for event in listed(fake_client(google, scope))] == ["Interview"]


def test_owned_does_not_reach_a_shared_calendar(google: FakeGoogle) -> None:
    shared = google.add_calendar("Team", access_role="writer")
    events = fake_client(google, "calendar.events.owned").calendar().events()
    with refused(403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT"):
        events.list(calendarId=shared).execute()


def test_free_busy_access_shows_times_only(google: FakeGoogle, client: Client) -> None:
    shared = google.add_calendar("Boss", access_role="freeBusyReader")
    google.add_event(shared, summary="Secret", start=START)
    [event] = client.calendar().events().list(calendarId=shared).execute()["items"]
    assert "summary" not in event
    assert event["start"]
