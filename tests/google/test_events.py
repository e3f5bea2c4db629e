"""Reminders as events in syncd's own calendar, and the events of others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from syncd.core.model import Alarm, Part
from syncd.errors import ConflictError, ProviderError
from syncd.providers.base import Changes, Resource
from tests.fakes.google import SCOPE, FakeGoogle
from tests.google.account import BERLIN, NAME, NOW, Account, a_reminder, a_task

SINCE = NOW - timedelta(days=60)


def read(account: Account, collection, known=None, token=None, since=None) -> tuple[dict[str, Resource], Changes]:
    changes = account.calendars.changes(collection, known or {}, token, since=since)
    return {item.href: item for item in changes.changed}, changes


def etags(found: dict[str, Resource]) -> dict[str, str]:
    return {href: resource.etag for href, resource in found.items()}


def primary(account: Account):
    return next(c for c in account.calendars.calendars() if c.id == "primary")


def test_what_is_written_reads_back_as_it_was_wanted(account: Account) -> None:
    """A reminder that nobody touched equals the one that was wanted, alarms that Google cannot ring included."""
    targets = account.calendars.targets(NAME, create=True)
    for wanted in (a_reminder(), a_task(location="Room 5")):
        place = targets.tasks if wanted.component == "VTODO" else targets.events
        written = account.calendars.create(place, wanted)
        read_back = read(account, place)[0][written.href]
        actual = account.calendars.decode(read_back, BERLIN).actual
        assert (actual.reminder.at, actual.touched) == (wanted.at, frozenset())
        assert replace(actual.reminder, at=wanted.at) == replace(wanted, duration=actual.reminder.duration)


def test_an_event_of_ours_is_quiet(account: Account, google: FakeGoogle) -> None:
    """It blocks no time, invites nobody, mails nobody, and rings by its own alarms only."""
    targets = account.calendars.targets(NAME, create=True)
    account.calendars.create(targets.events, a_reminder())
    [event] = google.events(targets.events.id)
    assert event["transparency"] == "transparent"
    assert event["reminders"] == {"useDefault": False, "overrides": [{"method": "popup", "minutes": 0}]}
    assert not event.get("attendees")
    assert all(request.query["sendUpdates"] == ["none"] for request in google.writes if ".events." in request.method)


def test_the_users_hand_is_seen_part_by_part_and_survives_an_update(account: Account, google: FakeGoogle) -> None:
    """What they moved and reworded stays; the parts they left alone follow what is wanted."""
    targets = account.calendars.targets(NAME, create=True)
    written = account.calendars.create(targets.events, a_reminder())
    google.user_moves_event(targets.events.id, written.href, NOW + timedelta(days=3))
    google.user_edits_event(targets.events.id, written.href, description="Write to Dana:<br><b>today</b>")
    now_there = read(account, targets.events)[0][written.href]
    actual = account.calendars.decode(now_there, BERLIN).actual
    assert actual.touched == {Part.AT, Part.DESCRIPTION}
    assert actual.reminder.description == "Write to Dana:\ntoday"
    wanted = replace(a_reminder(), summary="Thank Dana and Kim", location="Potsdam", interviews=("a", "b"))
    updated = account.calendars.update(targets.events, now_there, wanted)
    again = account.calendars.decode(updated, BERLIN).actual
    assert again.reminder.summary == "Thank Dana and Kim"
    assert again.reminder.interviews == ("a", "b")
    assert again.reminder.at == NOW + timedelta(days=3)
    assert again.reminder.description == "Write to Dana:\ntoday"
    assert again.touched == {Part.AT, Part.DESCRIPTION}


def test_googles_rewriting_of_an_unchanged_text_is_no_hand_of_the_users(account: Account, google: FakeGoogle) -> None:
    """Google's editor turns a text into HTML when the user changes only the title; the text stays syncd's."""
    targets = account.calendars.targets(NAME, create=True)
    written = account.calendars.create(targets.events, a_reminder())
    html = "Write to Dana:<br>mailto:dana@acme.example"
    google.user_edits_event(targets.events.id, written.href, summary="Danke!", description=html)
    actual = account.calendars.decode(read(account, targets.events)[0][written.href], BERLIN).actual
    assert actual.touched == {Part.SUMMARY}


def test_a_reminder_moves_in_place_even_from_a_whole_day(account: Account, google: FakeGoogle) -> None:
    """A patch from one kind of time to another leaves nothing of the old one standing."""
    targets = account.calendars.targets(NAME, create=True)
    written = account.calendars.create(targets.events, a_reminder())
    updated = account.calendars.update(targets.events, written, a_reminder(at=NOW + timedelta(days=9)))
    assert updated.href == written.href
    assert account.calendars.decode(updated, BERLIN).actual.reminder.at == NOW + timedelta(days=9)
    google.user_moves_event(targets.events.id, written.href, date(2026, 3, 5), date(2026, 3, 6))
    actual = account.calendars.decode(read(account, targets.events)[0][written.href], BERLIN).actual
    assert actual.touched == {Part.AT}
    assert actual.reminder.at.isoformat() == "2026-03-05T00:00:00+01:00"


def test_new_alarms_of_the_users_stay(account: Account, google: FakeGoogle) -> None:
    """An alarm the user set is read, and not taken back by an update."""
    targets = account.calendars.targets(NAME, create=True)
    written = account.calendars.create(targets.events, a_reminder())
    alarms = {"useDefault": False, "overrides": [{"method": "popup", "minutes": 45}]}
    google.user_edits_event(targets.events.id, written.href, reminders=alarms)
    there = read(account, targets.events)[0][written.href]
    actual = account.calendars.decode(there, BERLIN).actual
    assert actual.touched == {Part.ALARMS}
    assert actual.reminder.alarms == (Alarm(offset=timedelta(minutes=-45)),)
    account.calendars.update(targets.events, there, replace(actual.reminder, summary="New"))
    assert google.event(targets.events.id, written.href)["reminders"] == alarms


def test_an_update_that_changes_nothing_sends_nothing(account: Account, google: FakeGoogle) -> None:
    """No request, no new version."""
    targets = account.calendars.targets(NAME, create=True)
    event = account.calendars.create(targets.events, a_reminder())
    task = account.calendars.create(targets.tasks, a_task())
    google.forget_requests()
    assert account.calendars.update(targets.events, event, a_reminder()) == event
    assert account.calendars.update(targets.tasks, task, a_task()) == task
    assert google.requests == []


def test_a_change_in_between_is_a_conflict(account: Account, google: FakeGoogle) -> None:
    """Neither an update nor a deletion runs over what the user just did (412)."""
    targets = account.calendars.targets(NAME, create=True)
    written = account.calendars.create(targets.events, a_reminder())
    google.user_edits_event(targets.events.id, written.href, summary="Mine")
    with pytest.raises(ConflictError):
        account.calendars.update(targets.events, written, a_reminder(summary="New"))
    with pytest.raises(ConflictError):
        account.calendars.delete(targets.events, written)
    assert google.event(targets.events.id, written.href)["summary"] == "Mine"
    google.user_deletes_event(targets.events.id, written.href)
    with pytest.raises(ConflictError):
        account.calendars.update(targets.events, written, a_reminder(summary="New"))
    account.calendars.delete(targets.events, written)


def test_a_second_create_never_makes_a_twin(account: Account, google: FakeGoogle) -> None:
    """The id follows from the UID: 409."""
    targets = account.calendars.targets(NAME, create=True)
    account.calendars.create(targets.events, a_reminder())
    with pytest.raises(ConflictError, match="there already"):
        account.calendars.create(targets.events, a_reminder())
    assert len(google.events(targets.events.id)) == 1


def test_what_the_user_deleted_is_not_written_again_even_after_a_lost_store(
    account: Account, google: FakeGoogle
) -> None:
    """The id of a deleted event stays taken, and is not asked for twice."""
    targets = account.calendars.targets(NAME, create=True)
    written = account.calendars.create(targets.events, a_reminder())
    google.user_deletes_event(targets.events.id, written.href)
    account.ids.clear()
    account.restart()
    targets = account.calendars.targets(NAME, create=True)
    for _ in range(2):
        with pytest.raises(ConflictError, match="you deleted it"):
            account.calendars.create(targets.events, a_reminder())
    assert google.events(targets.events.id) == []
    assert google.counts["calendar.events.insert"] == 2


def test_what_syncd_withdrew_can_be_called_for_again(account: Account, google: FakeGoogle) -> None:
    """The next copy goes by another id and is syncd's as the first was; a task's likewise."""
    targets = account.calendars.targets(NAME, create=True)
    for place, wanted in ((targets.events, a_reminder()), (targets.tasks, a_task())):
        for _ in range(3):
            written = account.calendars.create(place, wanted)
            assert account.calendars.decode(written, BERLIN).actual.reminder.uid == wanted.uid
            account.calendars.delete(place, written)
            account.calendars.delete(place, written)
        account.calendars.create(place, wanted)
    assert len(google.events(targets.events.id)) == 1


def test_only_what_bears_the_mark_is_removed(account: Account, google: FakeGoogle) -> None:
    """An event and a task of the user's, and a copy they made of a reminder, are not syncd's."""
    targets = account.calendars.targets(NAME, create=True)
    written = account.calendars.create(targets.events, a_reminder())
    marks = google.event(targets.events.id, written.href)["extendedProperties"]
    copy = google.add_event(targets.events.id, summary="Copy", start=NOW, extendedProperties=marks)
    google.add_task(targets.tasks.id.removeprefix("tasklist:"), title="Mine")
    events = read(account, targets.events)[0]
    assert account.calendars.decode(events[copy], BERLIN).actual is None
    assert account.calendars.decode(events[copy], BERLIN).events == ()
    with pytest.raises(ProviderError):
        account.calendars.delete(targets.events, events[copy])
    for href, resource in read(account, targets.tasks)[0].items():
        assert account.calendars.decode(resource, BERLIN).actual is None
        with pytest.raises(ProviderError):
            account.calendars.delete(targets.tasks, resource)
        assert href


def test_google_itself_keeps_syncd_from_the_users_calendar(account: Account, google: FakeGoogle) -> None:
    """With the scopes asked for, a write to the primary calendar is refused."""
    with pytest.raises(ProviderError):
        account.calendars.delete(primary(account), Resource(href="x", etag="", raw='{"kind":"calendar#event"}'))
    assert SCOPE + "calendar.events" not in account.scopes
    with pytest.raises(Exception, match="does not allow calendar.events.insert"):
        account.calendars.create(primary(account), a_reminder())


def test_a_recurring_meeting_comes_as_occurrences(account: Account, google: FakeGoogle) -> None:
    """Each under its own id, one moved and one cancelled by the user included."""
    google.add_event(
        summary="Weekly interview",
        start=NOW.astimezone(BERLIN),
        recurrence=["RRULE:FREQ=WEEKLY;COUNT=4"],
        event_id="series",
    )
    found, changes = read(account, primary(account), since=SINCE)
    assert changes.total == len(found) == 4
    events = [account.calendars.decode(resource, BERLIN).events[0] for resource in found.values()]
    assert len({event.key for event in events}) == 4
    assert all(event.recurring and event.recurrence_id for event in events)
    first, second, *_ = sorted(found)
    google.user_deletes_event("primary", first)
    google.user_moves_event("primary", second, NOW + timedelta(days=8))
    found, changes = read(account, primary(account), etags(found), changes.token, SINCE)
    assert changes.gone == {first}
    assert list(found) == [second]
    [moved] = account.calendars.decode(found[second], BERLIN).events
    assert moved.recurrence_id == "2026-03-09T09:00:00+00:00"
    assert moved.start_at == NOW + timedelta(days=8)
