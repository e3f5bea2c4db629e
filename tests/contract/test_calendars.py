"""The contract every calendar provider keeps, wherever the calendar is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from syncd.core.model import Alarm, Component, Kind, Part, Reminder, ReminderStatus
from syncd.errors import ConflictError, ProviderError, SyncdError
from syncd.providers.base import Resource

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 10, 7, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


def reminder(desk, **changes):
    """A task where the calendar holds such, else a reminder at a time."""
    is_task = Component.VTODO in desk.calendar.components
    fields = {
        "uid": str(uuid4()),
        "kind": Kind.FOLLOW_UP if is_task else Kind.THANK_YOU,
        "component": Component.VTODO if is_task else Component.VEVENT,
        "interviews": ("interview-1@example.com",),
        "summary": "Follow up with Acme",
        "description": "Ask how it went.",
        "at": NOON,
        "alarms": (Alarm(offset=timedelta()),),
    }
    return Reminder(**(fields | changes))


def timed(desk, **changes):
    """A reminder at a time, wherever events can be."""
    if Component.VEVENT not in desk.calendar.components:
        pytest.skip("holds no events")
    return reminder(desk, kind=Kind.THANK_YOU, component=Component.VEVENT, **changes)


def read(desk, known=None, token=None, since=None):
    """The changes, with `changed` read to its end."""
    changes = desk.provider.changes(desk.calendar, known or {}, token, since=since)
    changed = list(changes.changed)
    assert changes.total == len(changed)
    return changes, {item.href: item for item in changed}


def known_after(changes, items):
    """What a pass remembers."""
    return {href: item.etag for href, item in items.items()} | dict(changes.unread)


def decoded(desk, href):
    """The object as a full reading finds it."""
    _, items = read(desk)
    return desk.provider.decode(items[href], BERLIN)


def actual(desk, href):
    """The reminder of ours at this href."""
    return decoded(desk, href).actual


# What changed


def test_an_empty_calendar_has_no_changes(desk):
    """Nothing is new, nothing is gone, and nothing fails."""
    changes, items = read(desk)
    assert items == {}
    assert changes.gone == frozenset()


def test_the_first_reading_gives_everything(desk):
    """Each object once, with a name, a tag and a text that decode understands."""
    hrefs = {desk.hand.add_event(f"e{number}", f"Lunch {number}", NOON) for number in range(3)}
    _, items = read(desk)
    assert set(items) == hrefs
    assert all(item.etag for item in items.values())
    events = [desk.provider.decode(item, BERLIN).events for item in items.values()]
    assert sorted(event.summary for (event,) in events) == ["Lunch 0", "Lunch 1", "Lunch 2"]
    assert {event.start_at for (event,) in events} == {NOON}


def test_nothing_comes_again(desk):
    """With the token of the last reading, and without it, what is known is not read again."""
    desk.hand.add_event("e1", "Lunch", NOON)
    changes, items = read(desk)
    known = known_after(changes, items)
    again, nothing = read(desk, known, changes.token)
    assert nothing == {}
    assert not again.gone
    compared, nothing = read(desk, known, None)
    assert nothing == {}
    assert not compared.gone


@pytest.mark.parametrize("with_token", [True, False], ids=["token", "no token"])
def test_what_the_user_did_is_seen(desk, with_token):
    """An event added, one edited, one deleted: each is told, and nothing else."""
    edited = desk.hand.add_event("e1", "Lunch", NOON)
    deleted = desk.hand.add_event("e2", "Dinner", NOON)
    desk.hand.add_event("e3", "Breakfast", NOON)
    changes, items = read(desk)
    desk.hand.retitle(edited, "Late lunch")
    desk.hand.delete(deleted)
    added = desk.hand.add_event("e4", "Supper", NOON)
    after, news = read(desk, known_after(changes, items), changes.token if with_token else None)
    assert set(news) == {edited, added}
    assert after.gone == {deleted}
    assert desk.provider.decode(news[edited], BERLIN).events[0].summary == "Late lunch"


@pytest.mark.parametrize("token", ["garbage", "sync:garbage", "sync:http://radicale.org/ns/sync/0", "ctag:old", ""])
def test_a_token_nobody_knows_loses_nothing(desk, token):
    """It leads to a full comparison: deletions are found as well."""
    stays = desk.hand.add_event("e1", "Lunch", NOON)
    deleted = desk.hand.add_event("e2", "Dinner", NOON)
    changes, items = read(desk)
    desk.hand.delete(deleted)
    added = desk.hand.add_event("e3", "Supper", NOON)
    after, news = read(desk, known_after(changes, items), token)
    assert set(news) == {added}
    assert after.gone == {deleted}
    assert stays not in after.gone


def test_an_altered_token_loses_nothing(desk):
    """Some servers read more into a token than was said."""
    deleted = desk.hand.add_event("e1", "Lunch", NOON)
    changes, items = read(desk)
    desk.hand.delete(deleted)
    after, _ = read(desk, known_after(changes, items), (changes.token or "") + "0")
    assert after.gone == {deleted}


def test_what_ended_before_is_not_read(desk):
    """Only its name and tag are told, if at all; a series that goes on, a task and what is ahead are read."""
    old = desk.hand.add_event("e1", "Lunch", NOON - timedelta(days=90))
    series = desk.hand.add_event("e2", "Standup", NOON - timedelta(days=90), series=True)
    ahead = desk.hand.add_event("e3", "Dinner", NOON)
    changes, items = read(desk, since=NOON - timedelta(days=30))
    assert ahead in items
    assert {name for name in items if name != ahead}
    assert all(name.startswith(series) for name in items if name != ahead)  # at Google each occurrence by itself
    assert set(changes.unread) <= {old}
    known = known_after(changes, items)
    again, nothing = read(desk, known, None, since=NOON - timedelta(days=30))
    assert nothing == {}
    assert not again.unread
    assert not again.gone


def test_what_was_not_read_is_seen_when_it_changes(desk):
    """An old event that is moved ahead comes."""
    old = desk.hand.add_event("e1", "Lunch", NOON - timedelta(days=90))
    since = NOON - timedelta(days=30)
    changes, items = read(desk, since=since)
    desk.hand.move(old, timedelta(days=90))
    _, news = read(desk, known_after(changes, items), changes.token, since=since)
    assert set(news) == {old}


def test_an_object_that_vanishes_while_it_is_read_is_left_out(desk):
    """Reading is lazy; nothing fails for it, and the next reading does not have it."""
    desk.hand.add_event("e1", "Lunch", NOON)
    changes = desk.provider.changes(desk.calendar, {}, None, since=None)
    vanished = desk.hand.add_event("e2", "Dinner", NOON)
    desk.hand.delete(vanished)
    assert len(list(changes.changed)) == 1


def test_a_calendar_that_was_removed_is_no_empty_one(desk):
    """It raises: nothing must look deleted."""
    href = desk.hand.add_event("e1", "Lunch", NOON)
    changes, items = read(desk)
    desk.hand.drop_calendar()
    with pytest.raises(ProviderError):
        read(desk, known_after(changes, items), changes.token)
    with pytest.raises(ProviderError):
        read(desk, {href: "x"}, None)
    with pytest.raises(SyncdError) as refusal:
        desk.provider.create(desk.calendar, reminder(desk))
    assert not isinstance(refusal.value, ConflictError), "it would count as the user's no"


# Writing


@pytest.mark.parametrize("make", [reminder, timed], ids=["task", "reminder"])
def test_what_is_written_is_read_back(desk, make):
    """The same reminder, untouched, wherever it went; the user's app has it, too."""
    wanted = make(desk, interviews=("a@x", "b@x/2026-10-07T10:00:00+00:00"), location="Zoom")
    resource = desk.provider.create(desk.calendar, wanted)
    assert desk.provider.decode(resource, BERLIN).actual.reminder == wanted
    found = actual(desk, resource.href)
    assert found.reminder == wanted
    assert found.touched == frozenset()
    assert "Follow up with Acme" in desk.hand.text(resource.href)


def test_what_was_written_is_known_already(desk):
    """The tag that create and update give is the one the next reading compares: it is not read again."""
    changes, items = read(desk)
    wanted = reminder(desk)
    made = desk.provider.create(desk.calendar, wanted)
    changed = desk.provider.update(desk.calendar, made, replace(wanted, summary="Follow up"))
    assert changed.href == made.href
    assert changed.etag != made.etag
    after, news = read(desk, known_after(changes, items) | {changed.href: changed.etag}, changes.token)
    assert news == {}
    assert not after.gone


def test_unicode_and_long_texts_arrive_whole(desk):
    """Folding, escapes and encodings do nothing to them."""
    text = "Zażółć gęślą jaźń; 面接, \\n is no line end: 🎉\nSecond line\n\n\tindented; and, so on\\" + " ü" * 20_000
    wanted = timed(desk, summary="Danke, Zoë; “so” \\ 🎉", description=text.strip())
    resource = desk.provider.create(desk.calendar, wanted)
    found = actual(desk, resource.href)
    assert found.reminder.summary == wanted.summary
    assert found.reminder.description == wanted.description
    assert found.touched == frozenset()


def test_nothing_is_overwritten(desk):
    """A second create of the same name is refused, and the first stays as it is."""
    wanted = reminder(desk)
    resource = desk.provider.create(desk.calendar, wanted)
    before = desk.hand.text(resource.href)
    with pytest.raises(ConflictError):
        desk.provider.create(desk.calendar, replace(wanted, summary="Another"))
    assert desk.hand.text(resource.href) == before


def test_an_update_keeps_what_is_not_ours(desk):
    """Properties the user's apps added, and its place."""
    wanted = reminder(desk)
    resource = desk.provider.create(desk.calendar, wanted)
    desk.hand.decorate(resource.href)
    _, items = read(desk)
    desk.provider.update(desk.calendar, items[resource.href], replace(wanted, at=NOON + timedelta(days=1)))
    assert desk.hand.is_decorated(resource.href)
    found = actual(desk, resource.href)
    assert found.reminder.at == NOON + timedelta(days=1)
    assert found.touched == frozenset()


def test_an_update_of_what_changed_meanwhile_is_refused(desk):
    """The user's version stands."""
    wanted = reminder(desk)
    resource = desk.provider.create(desk.calendar, wanted)
    desk.hand.retitle(resource.href, "Mine now")
    with pytest.raises(ConflictError):
        desk.provider.update(desk.calendar, resource, replace(wanted, summary="Ours"))
    assert "Mine now" in desk.hand.text(resource.href)


def test_an_update_of_what_was_deleted_is_refused(desk):
    """What the user deleted does not come back."""
    wanted = reminder(desk)
    resource = desk.provider.create(desk.calendar, wanted)
    desk.hand.delete(resource.href)
    with pytest.raises(ConflictError):
        desk.provider.update(desk.calendar, resource, replace(wanted, summary="Again"))
    assert desk.hand.text(resource.href) is None


def test_delete_removes_it(desk):
    """And only it."""
    stays = desk.hand.add_event("e1", "Lunch", NOON)
    resource = desk.provider.create(desk.calendar, reminder(desk))
    desk.provider.delete(desk.calendar, resource)
    assert desk.hand.text(resource.href) is None
    assert desk.hand.text(stays) is not None


def test_deleting_what_is_gone_is_success(desk):
    """It is as it should be."""
    resource = desk.provider.create(desk.calendar, reminder(desk))
    desk.hand.delete(resource.href)
    desk.provider.delete(desk.calendar, resource)
    desk.provider.delete(desk.calendar, resource)
    assert read(desk)[1] == {}


def test_what_changed_meanwhile_is_not_deleted(desk):
    """The user wrote into it."""
    resource = desk.provider.create(desk.calendar, reminder(desk))
    desk.hand.describe(resource.href, "They called!")
    with pytest.raises(ConflictError):
        desk.provider.delete(desk.calendar, resource)
    assert "They called!" in desk.hand.text(resource.href)


@pytest.mark.parametrize("make", [reminder, timed], ids=["task", "reminder"])
def test_nobody_is_mailed(desk, make):
    """Nothing that makes a server send invitations is ever written."""
    wanted = make(desk)
    resource = desk.provider.create(desk.calendar, wanted)
    desk.provider.update(desk.calendar, resource, replace(wanted, at=NOON + HOUR))
    text = desk.hand.text(resource.href).upper()
    assert not any(word in text for word in ("ATTENDEE", "ORGANIZER", "METHOD", "MAILTO"))


# The user's hand on what syncd wrote


@pytest.mark.parametrize("make", [reminder, timed], ids=["task", "reminder"])
def test_a_move_is_seen(desk, make):
    """And only the move."""
    resource = desk.provider.create(desk.calendar, make(desk))
    desk.hand.move(resource.href, timedelta(days=2))
    found = actual(desk, resource.href)
    assert found.reminder.at == NOON + timedelta(days=2)
    assert found.touched == {Part.AT}


@pytest.mark.parametrize("make", [reminder, timed], ids=["task", "reminder"])
def test_an_edit_is_seen(desk, make):
    """Title and text are the user's then, each by itself."""
    resource = desk.provider.create(desk.calendar, make(desk))
    desk.hand.retitle(resource.href, "My words")
    assert actual(desk, resource.href).touched == {Part.SUMMARY}
    desk.hand.describe(resource.href, "Next step: 7 days")
    found = actual(desk, resource.href)
    assert found.touched == {Part.SUMMARY, Part.DESCRIPTION}
    assert found.reminder.summary == "My words"
    assert found.reminder.description == "Next step: 7 days"


def test_what_the_user_took_over_stays_theirs(desk):
    """Also after syncd wrote to another part of it."""
    resource = desk.provider.create(desk.calendar, reminder(desk))
    desk.hand.retitle(resource.href, "My words")
    _, items = read(desk)
    theirs = desk.provider.decode(items[resource.href], BERLIN).actual.reminder
    desk.provider.update(desk.calendar, items[resource.href], replace(theirs, at=NOON + HOUR))
    found = actual(desk, resource.href)
    assert found.touched == {Part.SUMMARY}
    assert found.reminder.summary == "My words"
    assert found.reminder.at == NOON + HOUR


def test_a_tick_is_seen(desk):
    """The task is done."""
    if Component.VTODO not in desk.calendar.components:
        pytest.skip("holds no tasks")
    resource = desk.provider.create(desk.calendar, reminder(desk))
    desk.hand.tick(resource.href)
    found = actual(desk, resource.href)
    assert found.reminder.status is ReminderStatus.DONE
    assert found.touched == {Part.STATUS}


def test_colours_and_orders_are_no_edits(desk):
    """What apps add besides is not the user's word."""
    resource = desk.provider.create(desk.calendar, reminder(desk))
    desk.hand.decorate(resource.href)
    assert actual(desk, resource.href).touched == frozenset()


def test_events_of_others_are_never_ours(desk):
    """An event without the mark has no actual, an entry of ours no events."""
    theirs = desk.hand.add_event("e1", "Interview with Acme", NOON)
    ours = desk.provider.create(desk.calendar, reminder(desk)).href
    assert decoded(desk, theirs).actual is None
    assert decoded(desk, ours).events == ()


# Where it goes


def test_a_calendar_that_is_not_there_is_none(desk):
    """Nothing is made without being asked for."""
    before = {each.id for each in desk.provider.calendars()}
    assert desk.provider.targets("Interview follow-up", create=False) is None
    assert {each.id for each in desk.provider.calendars()} == before


@pytest.mark.parametrize("name", ["Interview follow-up", "Nach dem Gespräch: Ü/ber & mehr", "面接", "../up"])
def test_a_calendar_is_made_once(desk, name):
    """It bears the name, holds what was promised, and is found again."""
    made = desk.provider.targets(name, create=True)
    again = desk.provider.targets(name, create=True)
    assert again == made
    assert desk.provider.targets(name, create=False) == made
    assert made.events.name == name
    assert Component.VEVENT in made.events.components
    assert made.events in desk.provider.calendars()
    wanted = timed(desk)
    resource = desk.provider.create(made.events, wanted)
    (found,) = desk.provider.changes(made.events, {}, None, since=None).changed
    assert isinstance(found, Resource)
    assert found.href == resource.href
    assert desk.provider.decode(found, BERLIN).actual.reminder == wanted


def test_a_calendar_is_found_by_its_id(desk):
    """Display names can be twice."""
    if Component.VEVENT not in desk.calendar.components:
        pytest.skip("holds no events")
    assert desk.provider.targets(desk.calendar.id, create=True).events == desk.calendar


def test_only_an_empty_calendar_is_discarded(desk):
    """One with anything in it stays; one that is gone already is fine."""
    target = desk.provider.targets("Interview follow-up", create=True).events
    resource = desk.provider.create(target, timed(desk))
    with pytest.raises(ProviderError):
        desk.provider.discard(target)
    desk.provider.delete(target, resource)
    desk.provider.discard(target)
    assert target.id not in {each.id for each in desk.provider.calendars()}
    assert desk.calendar.id in {each.id for each in desk.provider.calendars()}
    desk.provider.discard(target)
