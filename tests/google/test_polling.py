"""What a poll costs, and what it must not mistake for a deletion."""

from __future__ import annotations

from datetime import timedelta

import pytest

from syncd.errors import ProviderError
from tests.fakes.google import FakeGoogle
from tests.google.account import BERLIN, NAME, NOW, Account, a_reminder, a_task
from tests.google.test_events import SINCE, etags, primary, read

DAY = timedelta(days=1)


def test_an_idle_poll_costs_one_request_a_place(account: Account, google: FakeGoogle) -> None:
    """One for each watched calendar, one for syncd's events, one for its tasks, none for contacts."""
    account.restart(("primary", google.add_calendar("Work")))
    targets = account.calendars.targets(NAME, create=True)
    account.calendars.create(targets.events, a_reminder())
    account.calendars.create(targets.tasks, a_task())
    google.add_event(summary="Interview", start=NOW + DAY)
    state = {}
    for collection in account.calendars.calendars():
        found, changes = read(account, collection, since=SINCE)
        state[collection.id] = (etags(found), changes.token)
    google.forget_requests()
    for _ in range(2):
        for collection in (*account.calendars.calendars(), *_both(account)):
            known, token = state[collection.id]
            if collection.id not in {targets.events.id, targets.tasks.id} or collection in _both(account):
                found, changes = read(account, collection, known, token, SINCE)
                assert (found, changes.gone) == ({}, frozenset())
                state[collection.id] = (known, changes.token)
    assert google.counts == {"calendar.events.list": 2 * 2 + 4, "tasks.tasks.list": 2 * 2}
    assert google.writes == []


def _both(account: Account):
    targets = account.calendars.targets(NAME, create=False)
    return (targets.events, targets.tasks)


def test_an_unchanged_calendar_is_not_sent_again(account: Account, google: FakeGoogle) -> None:
    """The second poll of a day is answered "not modified"."""
    google.add_event(summary="Interview", start=NOW + DAY)
    found, changes = read(account, primary(account), since=SINCE)
    read(account, primary(account), etags(found), changes.token, SINCE + timedelta(minutes=5))
    assert [request.status for request in google.requests][-1] == 304
    google.add_event(summary="Another", start=NOW + DAY)
    more, _ = read(account, primary(account), etags(found), changes.token, SINCE + timedelta(minutes=10))
    assert len(more) == 1


def test_an_event_that_grew_old_is_not_gone(account: Account, google: FakeGoogle) -> None:
    """What left the window stands where it stood; a later poll does not ask for it again."""
    old = google.add_event(summary="Old", start=NOW - 30 * DAY)
    google.add_event(summary="New", start=NOW + DAY)
    found, changes = read(account, primary(account), since=SINCE)
    known = etags(found)
    later = NOW - 10 * DAY
    found, changes = read(account, primary(account), known, changes.token, later)
    assert (found, changes.gone, changes.unread) == ({}, frozenset(), {})
    google.add_event(summary="Newer", start=NOW + DAY)
    google.forget_requests()
    found, changes = read(account, primary(account), known, changes.token, later)
    assert len(found) == 1
    assert google.counts == {"calendar.events.list": 1, "calendar.events.get": 1}
    assert old not in changes.gone


def test_many_that_grew_old_cost_one_more_list_not_one_request_each(account: Account, google: FakeGoogle) -> None:
    """Ids of the past are listed at once; one that was deleted there is gone, one that was edited is unread."""
    ids = [google.add_event(summary=f"Old {n}", start=NOW - 30 * DAY, event_id=f"old{n:04}") for n in range(40)]
    found, _ = read(account, primary(account), since=SINCE)
    google.user_deletes_event("primary", ids[0])
    google.user_edits_event("primary", ids[1], summary="Edited")
    google.forget_requests()
    found, changes = read(account, primary(account), etags(found), None, NOW - 10 * DAY)
    assert google.counts == {"calendar.events.list": 2}
    assert found == {}
    assert changes.gone == {ids[0]}
    assert set(changes.unread) == {ids[1]}


def test_an_event_moved_out_of_the_window_is_read_not_gone(account: Account, google: FakeGoogle) -> None:
    """Moved to the far future or the past, it still is; deleted or called off, it is gone."""
    ids = {name: google.add_event(summary=name, start=NOW + DAY) for name in ("future", "past", "deleted", "off")}
    found, changes = read(account, primary(account), since=SINCE)
    known = etags(found)
    google.user_moves_event("primary", ids["future"], NOW + 900 * DAY)
    google.user_moves_event("primary", ids["past"], NOW - 900 * DAY)
    google.user_deletes_event("primary", ids["deleted"])
    google.organizer_cancels_event("primary", ids["off"])
    found, changes = read(account, primary(account), known, changes.token, SINCE)
    assert set(found) == {ids["future"]}
    assert set(changes.unread) == {ids["past"]}
    assert changes.gone == {ids["deleted"], ids["off"]}
    google.forget_requests()
    known = {ids["future"]: found[ids["future"]].etag, ids["past"]: changes.unread[ids["past"]]}
    found, changes = read(account, primary(account), known, changes.token, SINCE)
    assert (found, changes.gone) == ({}, frozenset())
    assert google.counts == {"calendar.events.list": 1}


def test_a_window_of_5000_events_is_read_whole(account: Account, google: FakeGoogle) -> None:
    """Pages follow one another, empty ones too; nothing is lost, nothing comes twice."""
    google.pager.empty_first_page = True
    for number in range(5000):
        google.add_event(summary=f"Event {number}", start=NOW + number * timedelta(minutes=5))
    changes = account.calendars.changes(primary(account), {}, None, since=SINCE)
    hrefs = [item.href for item in changes.changed]
    assert changes.total == len(hrefs) == len(set(hrefs)) == 5000
    known = {event["id"]: event["etag"] for event in google.events()}
    google.user_deletes_event("primary", hrefs[0])
    found, changes = read(account, primary(account), known, changes.token, SINCE)
    assert (found, changes.gone) == ({}, {hrefs[0]})


def test_a_read_that_breaks_off_is_no_deletion(account: Account, google: FakeGoogle) -> None:
    """A list whose second page does not come raises; nothing looks gone."""
    google.pager.limit = 2
    for number in range(6):
        google.add_event(summary=f"Event {number}", start=NOW + number * DAY)
    found, changes = read(account, primary(account), since=SINCE)
    seen = iter(range(100))
    google.on_request(lambda moment: moment.stage == "before" and next(seen) > 1)
    with pytest.raises(Exception, match="cannot be reached"):
        read(account, primary(account), etags(found), changes.token, SINCE)


def test_a_calendar_that_is_not_there_says_what_to_mend(account: Account, google: FakeGoogle) -> None:
    """An unknown id stops that calendar only, with the key to change."""
    account.restart(("nobody@group.calendar.google.com", "primary"))
    wrong, right, *_ = account.calendars.calendars()
    with pytest.raises(ProviderError, match=r'no calendar "nobody@group.calendar.google.com"; mend `calendars`'):
        account.calendars.changes(wrong, {}, None, since=SINCE)
    assert account.calendars.changes(right, {}, None, since=SINCE).total == 0


def test_events_of_others_read_as_they_were_written(account: Account, google: FakeGoogle) -> None:
    """HTML is text, the organizer a person, people keep names and answers, links are found."""
    google.add_event(
        summary="Interview with Acme",
        start=(NOW + DAY).astimezone(BERLIN),
        description='<p>Hello Sam</p><table><tr><td>Kim Lee</td><td>CTO</td></tr></table><a href="https://acme.example/x">x</a>',
        organizer={"email": "Jobs@Acme.example", "displayName": "Acme Jobs"},
        attendees=[
            {"email": "kim@acme.example", "displayName": "Kim Lee", "responseStatus": "accepted"},
            {"email": "sam@example.com", "self": True, "responseStatus": "needsAction", "optional": True},
            {"email": "c_1@resource.calendar.google.com", "resource": True, "displayName": "Room 5"},
        ],
        location="Berlin",
        iCalUID="abc@acme.example",
    )
    google.add_event(summary="Focus", start=NOW + DAY, eventType="focusTime")
    google.add_event(summary="Booked", start=NOW + DAY, eventType="fromGmail")
    found, _ = read(account, primary(account), since=SINCE)
    events = {e.summary: e for r in found.values() for e in account.calendars.decode(r, BERLIN).events}
    assert set(events) == {"Interview with Acme", "Booked"}
    event = events["Interview with Acme"]
    assert event.description == "Hello Sam\n\nKim Lee\tCTO\n\nx"
    assert event.links == ("https://acme.example/x",)
    assert event.organizer.email == "jobs@acme.example"
    assert [(a.name, a.partstat, a.cutype) for a in event.attendees] == [
        ("Kim Lee", "ACCEPTED", "INDIVIDUAL"),
        (None, "NEEDS-ACTION", "INDIVIDUAL"),
        ("Room 5", "NEEDS-ACTION", "ROOM"),
    ]
    assert (event.uid, event.zone, event.start_at) == ("abc@acme.example", "Europe/Berlin", NOW + DAY)
