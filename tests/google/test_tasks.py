"""Reminders as tasks of Google Tasks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from syncd.core.model import Part, ReminderStatus
from syncd.errors import ConflictError
from tests.fakes.google import FakeGoogle
from tests.google.account import BERLIN, NAME, Account, a_task
from tests.google.test_events import etags, read


@pytest.fixture
def place(account: Account):
    return account.calendars.targets(NAME, create=True).tasks


def list_of(place) -> str:
    return place.id.removeprefix("tasklist:")


def standing(account: Account, place, href: str):
    return account.calendars.decode(read(account, place)[0][href], BERLIN).actual


def test_a_task_falls_on_the_users_own_day(account: Account, google: FakeGoogle, place) -> None:
    """Half past midnight in Berlin is the day before in UTC."""
    written = account.calendars.create(place, a_task(at=datetime(2026, 3, 9, 0, 30, tzinfo=BERLIN)))
    assert google.task(list_of(place), written.href)["due"] == "2026-03-09T00:00:00.000Z"


def test_ticked_moved_reworded_and_deleted_are_read_back(account: Account, google: FakeGoogle, place) -> None:
    """Each gesture in Google's app is seen, a hidden one too; the time of day stays with a new date."""
    hrefs = {name: account.calendars.create(place, a_task(name)).href for name in ("a", "b", "c", "d")}
    found, changes = read(account, place)
    google.clock.advance(timedelta(hours=3))
    google.user_completes_task(list_of(place), hrefs["a"])
    google.user_moves_task(list_of(place), hrefs["b"], date(2026, 3, 16))
    notes = google.task(list_of(place), hrefs["c"])["notes"]
    google.user_edits_task(list_of(place), hrefs["c"], notes=f"My words\n{notes}\nOutcome: offer")
    google.user_deletes_task(list_of(place), hrefs["d"])
    found, changes = read(account, place, etags(found), changes.token)
    assert changes.gone == {hrefs["d"]}
    ticked, moved, reworded = (account.calendars.decode(found[hrefs[name]], BERLIN).actual for name in "abc")
    assert ticked.reminder.status is ReminderStatus.DONE
    assert ticked.reminder.done_at == google.clock.now()
    assert moved.touched == {Part.AT}
    assert moved.reminder.at == datetime(2026, 3, 16, 8, 30, tzinfo=BERLIN)
    assert reworded.touched == {Part.DESCRIPTION}
    assert reworded.reminder.description.startswith("My words\nWrite to Dana:")
    assert reworded.reminder.description.endswith("Outcome: offer")


def test_the_users_words_survive_an_update(account: Account, google: FakeGoogle, place) -> None:
    """Notes they edited keep their words; the rest follows what is wanted; a tick is never taken back."""
    written = account.calendars.create(place, a_task())
    notes = google.task(list_of(place), written.href)["notes"]
    google.user_edits_task(list_of(place), written.href, notes=f"{notes} and my own", title="Ring Acme")
    there = read(account, place)[0][written.href]
    actual = account.calendars.decode(there, BERLIN).actual
    assert actual.touched == {Part.DESCRIPTION, Part.SUMMARY}
    wanted = replace(actual.reminder, at=datetime(2026, 3, 20, 9, 0, tzinfo=BERLIN), interviews=("x", "y"))
    account.calendars.update(place, there, wanted)
    again = standing(account, place, written.href)
    assert again.reminder == wanted
    assert again.touched == {Part.DESCRIPTION, Part.SUMMARY}
    assert "and my own" in google.task(list_of(place), written.href)["notes"]
    google.user_completes_task(list_of(place), written.href)
    there = read(account, place)[0][written.href]
    account.calendars.update(place, there, replace(wanted, interviews=("z",)))
    assert google.task(list_of(place), written.href)["status"] == "completed"


def test_a_task_whose_mark_was_removed_is_the_users(account: Account, google: FakeGoogle, place) -> None:
    """Without the last line of its notes it is left alone for ever."""
    written = account.calendars.create(place, a_task())
    google.user_edits_task(list_of(place), written.href, notes="mine now")
    assert standing(account, place, written.href) is None


def test_a_change_in_between_is_a_conflict(account: Account, google: FakeGoogle, place) -> None:
    """Google promises no If-Match for tasks: the etag is compared before writing."""
    written = account.calendars.create(place, a_task())
    google.user_edits_task(list_of(place), written.href, title="Mine")
    with pytest.raises(ConflictError):
        account.calendars.update(place, written, a_task(summary="New"))
    with pytest.raises(ConflictError):
        account.calendars.delete(place, written)
    assert google.task(list_of(place), written.href)["title"] == "Mine"


@pytest.mark.parametrize("gesture", ["leave", "tick", "delete"])
def test_a_second_create_never_makes_a_twin(account: Account, google: FakeGoogle, place, gesture: str) -> None:
    """The mark is looked for among open, ticked and deleted tasks; the user's no outlives a lost store."""
    written = account.calendars.create(place, a_task())
    if gesture == "tick":
        google.user_completes_task(list_of(place), written.href)
    if gesture == "delete":
        google.user_deletes_task(list_of(place), written.href)
    account.ids.clear()
    account.restart()
    place = account.calendars.targets(NAME, create=True).tasks
    with pytest.raises(ConflictError, match="deleted it" if gesture == "delete" else "there already"):
        account.calendars.create(place, a_task())
    tasks = [task for task in google.tasks(list_of(place), deleted=True) if "uid=uid-2" in task.get("notes", "")]
    assert len(tasks) == 1


def test_two_syncds_at_once_leave_one_task(account: Account, google: FakeGoogle, place) -> None:
    """Whoever sees two of one mark removes all but the least id."""
    body = {}

    def race(moment) -> None:
        if moment.request.method == "tasks.tasks.insert" and moment.stage == "after" and not body:
            body.update(moment.request.body)
            google.add_task(list_of(place), **body)

    stop = google.on_request(race)
    kept = account.calendars.create(place, a_task())
    stop()
    open_ones = [task["id"] for task in google.tasks(list_of(place)) if task["status"] == "needsAction"]
    assert open_ones == [kept.href]


def test_a_long_list_is_read_once_and_then_only_what_is_new(account: Account, google: FakeGoogle, place) -> None:
    """Hundreds of tasks cost pages once; an idle poll costs one request."""
    for number in range(250):
        google.add_task(list_of(place), title=f"Mine {number}")
    google.clock.advance(timedelta(days=1))
    written = account.calendars.create(place, a_task())
    found, changes = read(account, place)
    assert len(found) == 252  # with the marker of the calendar
    google.clock.advance(timedelta(days=2))
    google.user_completes_task(list_of(place), written.href)
    google.forget_requests()
    more, changes = read(account, place, etags(found), changes.token)
    assert list(more) == [written.href]
    assert [r.status for r in google.requests if r.method == "tasks.tasks.list"] == [401, 200]  # the token ran out


def test_texts_longer_than_google_takes_are_cut_and_stay_syncds(account: Account, google: FakeGoogle, place) -> None:
    """Notes take 8192 characters, titles 1024: the mark is never what is lost."""
    wanted = a_task(description="x" * 9000, summary="y" * 2000)
    written = account.calendars.create(place, wanted)
    assert account.calendars.decode(written, BERLIN).actual.touched == frozenset()
    google.forget_requests()
    assert account.calendars.update(place, written, wanted) == written
    assert google.requests == []
