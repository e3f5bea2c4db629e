"""The laws, one by one, on a job hunt at Google."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from syncd.core.model import Component, Kind, ReminderStatus
from syncd.reconcile.status import read_status
from syncd.reconcile.undo import undo
from tests.fakes.google import FakeGoogle, in_utc
from tests.google.hunt import ACCOUNT, BEGIN, TOMORROW, Hunt

DAY = timedelta(days=1)
VTODO, VEVENT = Component.VTODO, Component.VEVENT
FOLLOW_UP, NUDGE = (Kind.FOLLOW_UP, VTODO), (Kind.FOLLOW_UP, VEVENT)
THANK_YOU, PREPARE = (Kind.THANK_YOU, VEVENT), (Kind.PREPARE, VEVENT)


@pytest.fixture
def google() -> Iterator[FakeGoogle]:
    with FakeGoogle(now=BEGIN) as fake:
        yield fake
        assert fake.violations == []
        assert fake.mails == []


@pytest.fixture
def hunt(google: FakeGoogle, tmp_path: Path) -> Iterator[Hunt]:
    """An invitation, and everything that it calls for."""
    hunt = Hunt(google, tmp_path)
    hunt.invite()
    hunt.quietly()
    google.clock.advance(timedelta(minutes=5))
    yield hunt
    hunt.close()


def test_everything_stands_where_google_can_hold_it(hunt: Hunt) -> None:
    """Moments as events, days as tasks, the hour of the call beside its task; the people in a group of their own."""
    assert hunt.reminders().keys() == {PREPARE, THANK_YOU, FOLLOW_UP, NUDGE, (Kind.KEEP_LOOKING, VTODO)}
    assert hunt.people() == ["Ada Acme"]
    assert list(hunt.google.contact_groups()) == ["Interviewers"]
    assert len(hunt.google.contact_groups()["Interviewers"]) == 1
    assert hunt.reminders()[NUDGE].at == hunt.reminders()[FOLLOW_UP].at


def test_law_1_a_second_pass_writes_nothing(hunt: Hunt) -> None:
    """Nor does one in a new process, nor one on a store that was lost."""
    hunt.google.forget_requests()
    assert hunt.quietly().actions == ()
    hunt.restart()
    assert hunt.quietly().actions == ()
    hunt.lose_store()
    assert hunt.quietly().actions == ()
    assert hunt.google.writes == []


def test_an_idle_pass_costs_one_request_a_place(hunt: Hunt) -> None:
    """The watched calendar, syncd's events, syncd's tasks; nothing for contacts, nothing for the sign-in."""
    hunt.quietly()
    for _ in range(2):
        hunt.google.forget_requests()
        hunt.quietly()
        assert hunt.google.counts == {"calendar.events.list": 2, "tasks.tasks.list": 1}


def test_law_2_nothing_of_the_users_is_written_to(hunt: Hunt) -> None:
    """Neither their event nor their tasks and contacts, whatever happens."""
    google = hunt.google
    google.add_task(title="Buy stamps", due_on=date(2026, 10, 6))
    google.user_adds_contact("Jo March", emails=["jo@example.com"])
    hunt.invite("birch", TOMORROW + DAY)
    theirs = google.events(), google.tasks(), google.contacts()[1]
    hunt.quietly()
    undo(hunt.world)
    assert (google.events(), google.tasks(), google.contacts()[0]) == theirs


def test_law_3_a_ticked_task_stays_ticked_and_its_nudge_goes(hunt: Hunt) -> None:
    """Even when the interview moves."""
    hunt.google.user_completes_task(*hunt.task(Kind.FOLLOW_UP))
    hunt.quietly()
    hunt.invite(start=TOMORROW + 2 * DAY)
    hunt.quietly()
    assert hunt.reminders()[FOLLOW_UP].status is ReminderStatus.DONE
    assert NUDGE not in hunt.reminders()


@pytest.mark.parametrize("what", [PREPARE, THANK_YOU, FOLLOW_UP])
def test_law_3_a_deleted_one_stays_away(hunt: Hunt, what: tuple[Kind, Component]) -> None:
    """Even when the interview moves, and when the store is lost."""
    kind, component = what
    if component is VTODO:
        hunt.google.user_deletes_task(*hunt.task(kind))
    else:
        hunt.google.user_deletes_event(*hunt.event(kind))
    hunt.quietly()
    hunt.invite(start=TOMORROW + 2 * DAY)
    hunt.quietly()
    assert what not in hunt.reminders()
    hunt.lose_store()
    hunt.sync()
    assert what not in hunt.reminders()


def test_law_3_a_moved_one_stays_moved(hunt: Hunt) -> None:
    """An event to the minute, a task to the day, its nudge along with it."""
    calendar, event = hunt.event(Kind.THANK_YOU)
    hunt.google.user_moves_event(calendar, event, TOMORROW + timedelta(hours=7))
    hunt.google.user_moves_task(*hunt.task(Kind.FOLLOW_UP), date(2026, 10, 20))
    hunt.quietly()
    hunt.invite(promise="Changed.")
    hunt.quietly()
    there = hunt.reminders()
    assert there[THANK_YOU].at == TOMORROW + timedelta(hours=7)
    assert there[FOLLOW_UP].at.date() == there[NUDGE].at.date() == date(2026, 10, 20)


def test_law_3_an_edited_one_keeps_its_text(hunt: Hunt) -> None:
    """And still moves along with the interview."""
    calendar, event = hunt.event(Kind.THANK_YOU)
    before = hunt.reminders()[THANK_YOU].at
    hunt.google.user_edits_event(calendar, event, description="Ask about the <b>river project</b>")
    hunt.quietly()
    hunt.invite(start=TOMORROW + 2 * DAY)
    hunt.quietly()
    assert hunt.google.event(calendar, event)["description"] == "Ask about the <b>river project</b>"
    assert hunt.reminders()[THANK_YOU].at == before + 2 * DAY


def test_an_answer_typed_into_a_task_is_read(hunt: Hunt) -> None:
    """`Outcome: rejected`, on the phone: nothing more will ring."""
    tasklist, task = hunt.task(Kind.FOLLOW_UP)
    notes = hunt.google.task(tasklist, task)["notes"]
    hunt.google.user_edits_task(tasklist, task, notes=f"Outcome: rejected\n{notes}")
    hunt.quietly()
    assert (Kind.KEEP_LOOKING, VTODO) not in hunt.reminders()
    assert NUDGE not in hunt.reminders()


def test_a_reschedule_moves_everything_in_place(hunt: Hunt) -> None:
    """The same events and tasks, at other times, in one pass."""
    before, hrefs = hunt.reminders(), {e["id"] for e in hunt.events()} | {t["id"] for t in hunt.tasks()}
    hunt.invite(start=TOMORROW + 7 * DAY)
    hunt.quietly()
    after = hunt.reminders()
    for what in (PREPARE, THANK_YOU, FOLLOW_UP, NUDGE):
        assert after[what].at >= before[what].at + 7 * DAY
        assert after[what].uid == before[what].uid
    assert {e["id"] for e in hunt.events()} | {t["id"] for t in hunt.tasks()} == hrefs
    assert hunt.quietly().actions == ()


@pytest.mark.parametrize("how", ["cancelled", "removed", "declined"])
def test_a_cancelled_interview_takes_what_is_ahead_along_and_comes_back_with_it(hunt: Hunt, how: str) -> None:
    """The contact stays; called on again, everything is written again, under new ids where Google wants such."""
    google, before = hunt.google, hunt.reminders().keys()
    kept = google.event("primary", "acme")
    match how:
        case "cancelled":
            google.organizer_cancels_event("primary", "acme")
        case "removed":
            google.user_deletes_event("primary", "acme")
        case _:
            organizer, me = kept["attendees"]
            google.user_edits_event("primary", "acme", attendees=[organizer, {**me, "responseStatus": "declined"}])
    hunt.quietly()
    assert hunt.reminders() == {}
    assert hunt.people() == ["Ada Acme"]
    again = {name: kept[name] for name in ("attendees", "description", "organizer", "start", "end", "summary")}
    google.user_edits_event("primary", "acme", **again, status="confirmed")
    hunt.quietly()
    assert hunt.reminders().keys() == before


def test_law_6_a_read_that_fails_deletes_nothing(hunt: Hunt) -> None:
    """Whichever list it is that breaks off; everything stands as it did."""
    before = hunt.stands()
    for method in ("calendar.events.list", "tasks.tasks.list"):
        hunt.google.fault(method, (403, "quotaExceeded"))
        assert hunt.sync().failed == {"g"}
        assert hunt.stands() == before
    assert hunt.quietly().actions == ()


def test_law_6_a_calendar_that_is_suddenly_empty_removes_nothing(hunt: Hunt) -> None:
    """It is reported, and believed only after a day."""
    hunt.invite("birch", TOMORROW + DAY)
    hunt.quietly()
    before = hunt.stands()
    for name in ("acme", "birch"):
        hunt.google.user_deletes_event("primary", name)
    report = hunt.sync()
    assert ["suddenly empty" in problem.what for problem in report.problems] == [True]
    assert hunt.stands() == before


def test_law_7_nothing_written_names_anybody_and_nobody_is_mailed(hunt: Hunt) -> None:
    """No guests on any event; every write says so besides."""
    hunt.invite(start=TOMORROW + DAY)
    hunt.quietly()
    hunt.google.user_deletes_event("primary", "acme")
    hunt.quietly()
    writes = [request for request in hunt.google.writes if request.method.startswith("calendar.events.")]
    assert {request.method.rpartition(".")[2] for request in writes} == {"insert", "patch", "delete"}
    assert all(request.query["sendUpdates"] == ["none"] for request in writes)
    assert not any("attendees" in (request.body or {}) for request in writes)


def test_law_8_one_bad_object_stops_nothing(hunt: Hunt) -> None:
    """A mark that somebody spoiled is reported with its name; all else goes on."""
    calendar, event = hunt.event(Kind.PREPARE)
    marks = hunt.google.event(calendar, event)["extendedProperties"]["private"]
    hunt.google.user_edits_event(calendar, event, extendedProperties={"private": {**marks, "syncd_kind": "nonsense"}})
    hunt.invite("birch", TOMORROW + DAY)
    report = hunt.sync()
    assert [problem.where for problem in report.problems] == [event]
    assert any("Birch" in event["summary"] for event in hunt.events())


def test_law_9_a_contact_that_was_there_is_left_alone(google: FakeGoogle, tmp_path: Path) -> None:
    """No field of it changes, no second one appears, and undo lets it stand."""
    google.user_adds_contact("Ada L.", emails=["ADA@acme.example"], biographies=[{"value": "old friend"}])
    before = google.contacts()
    hunt = Hunt(google, tmp_path)
    hunt.invite()
    hunt.quietly()
    undo(hunt.world)
    assert google.contacts() == before
    hunt.close()


def test_law_9_fill_missing_only_adds(google: FakeGoogle, tmp_path: Path) -> None:
    """Empty fields are filled, filled ones stay, and no mark is left."""
    contact = google.user_adds_contact("Ada L.", emails=["ada@acme.example"], biographies=[{"value": "old friend"}])
    hunt = Hunt(google, tmp_path, accounts=ACCOUNT + "[contacts]\nfill_missing = true\n")
    hunt.invite()
    hunt.quietly()
    [person] = google.contacts()
    assert person["resourceName"] == contact
    assert person["organizations"] == [{"name": "Acme"}]
    assert person["biographies"][0]["value"] == "old friend"
    assert "clientData" not in person
    hunt.close()


def test_law_9_a_contact_the_user_deleted_is_not_made_again(hunt: Hunt) -> None:
    """Another round with the same person does not bring it back."""
    hunt.google.user_deletes_contact(hunt.google.contacts()[0]["resourceName"])
    hunt.invite(start=TOMORROW + 2 * DAY, promise="Changed.")
    hunt.quietly()
    hunt.quietly()
    assert hunt.people() == []


def test_law_10_no_secret_and_no_text_reaches_the_log(
    hunt: Hunt, caplog: pytest.LogCaptureFixture, google: FakeGoogle
) -> None:
    """Not at any level: the sign-in. Not above DEBUG: titles, names, addresses."""
    caplog.set_level(logging.DEBUG, logger="syncd")
    google.expire_access_tokens()
    google.fault("calendar.events.list", 503)
    hunt.restart()
    hunt.invite("birch")
    hunt.sync()
    token = (hunt.config.state_dir / "google-g.json").read_text(encoding="utf-8")
    secrets = [word for word in token.split('"') if len(word) > 20]
    own = [record for record in caplog.records if record.name.startswith("syncd")]
    assert len(secrets) >= 2
    assert own
    assert not any(secret in record.getMessage() for record in own for secret in secrets)
    told = " ".join(record.getMessage() for record in own if record.levelno > logging.DEBUG).casefold()
    assert not any(word in told for word in ("acme", "birch", "ada", "sam@"))


def test_law_11_of_other_events_nothing_but_id_and_etag_is_stored(hunt: Hunt) -> None:
    """The canary's text is nowhere in the database."""
    hunt.google.add_event(
        summary="Lunch with Canary", description="canary", start=in_utc(2026, 10, 6), event_id="lunch"
    )
    hunt.quietly()
    dump = "\n".join(hunt.store._db.iterdump())
    assert "lunch" in dump
    assert "canary" not in dump.casefold()


@pytest.mark.parametrize("remembers", [True, False])
def test_undo_leaves_only_what_the_user_wrote_into(hunt: Hunt, remembers: bool) -> None:
    """Without the store, too; and it is not undone by the next pass."""
    hunt.google.user_edits_event(*hunt.event(Kind.THANK_YOU), description="my words")
    if not remembers:
        hunt.lose_store()
    report = undo(hunt.world)
    assert report.problems == ()
    assert hunt.reminders().keys() == {THANK_YOU}
    assert hunt.people() == []
    assert report.unchanged == 1
    assert hunt.quietly().actions == ()


def test_undo_leaves_google_as_it_was(google: FakeGoogle, tmp_path: Path) -> None:
    """The calendar and the list that syncd made are empty then, and go; the user's own stay."""
    hunt = Hunt(google, tmp_path)
    hunt.invite()
    hunt.quietly()
    undo(hunt.world)
    assert (hunt.own_calendars(), hunt.own_lists(), google.contacts()) == ([], [], [])
    assert [event["id"] for event in google.events()] == ["acme"]
    assert hunt.quietly().actions == ()
    hunt.close()


def test_undo_keeps_a_calendar_that_the_user_took_into_use(hunt: Hunt) -> None:
    """One event of theirs in it is enough."""
    hunt.google.add_event(hunt.own_calendars()[0], summary="Mine", start=TOMORROW)
    undo(hunt.world)
    assert [event["summary"] for event in hunt.events()] == ["Mine"]
    assert len(hunt.own_lists()) == 1


def test_a_calendar_the_user_deleted_takes_its_reminders_along_for_good(hunt: Hunt) -> None:
    """That is a no to each of them; what comes later gets a new calendar."""
    hunt.google.user_deletes_calendar(hunt.own_calendars()[0])
    hunt.sync()
    hunt.sync()
    assert not {PREPARE, THANK_YOU, NUDGE} & hunt.reminders().keys()
    hunt.invite("birch", TOMORROW + DAY)
    hunt.quietly()
    assert any("Birch" in event["summary"] for event in hunt.events())


def test_reminders_beside_the_interview(google: FakeGoogle, tmp_path: Path) -> None:
    """`write_to = "same"`: the primary calendar alone, whose events syncd then may write; still not the user's own."""
    hunt = Hunt(google, tmp_path, accounts=ACCOUNT + 'write_to = "same"\n')
    hunt.invite()
    theirs = google.event("primary", "acme")
    hunt.quietly()
    kinds = {e["extendedProperties"]["private"]["syncd_kind"] for e in google.events() if "extendedProperties" in e}
    assert {"prepare", "thank-you", "follow-up", "keep-looking"} == kinds
    assert (hunt.own_calendars(), hunt.own_lists()) == ([], [])
    assert google.event("primary", "acme") == theirs
    hunt.restart()
    assert hunt.quietly().actions == ()
    undo(hunt.world)
    assert [event["id"] for event in google.events()] == ["acme"]
    hunt.close()


def test_reminders_beside_the_interview_with_more_rights_than_needed(google: FakeGoogle, tmp_path: Path) -> None:
    """A sign-in of before the config was changed allows a list of tasks: then there is one."""
    hunt = Hunt(google, tmp_path, accounts=ACCOUNT + 'write_to = "same"\n')
    hunt.sign_in("calendar.events", "tasks", "contacts")
    hunt.invite()
    hunt.quietly()
    assert hunt.google.task_list_ids("Interview follow-up")
    assert hunt.quietly().actions == ()
    hunt.close()


def test_reminders_in_a_calendar_of_the_users(google: FakeGoogle, tmp_path: Path) -> None:
    """Named by its id: events go there, days to the list; undo empties both and removes only the list."""
    mine = google.add_calendar("Job hunt")
    hunt = Hunt(google, tmp_path, accounts=ACCOUNT + f'write_to = "{mine}"\n')
    hunt.invite()
    hunt.quietly()
    assert {event["summary"].split(":")[0] for event in google.events(mine)} >= {"Say thank you", "Get ready"}
    assert hunt.own_calendars() == []
    hunt.restart()
    assert hunt.quietly().actions == ()
    undo(hunt.world)
    assert google.events(mine) == []
    assert (google.calendar_ids("Job hunt"), hunt.own_lists()) == ([mine], [])
    hunt.close()


def test_two_interviews_and_a_lost_store_make_no_twins(hunt: Hunt) -> None:
    """Law 4, with an answer of the user's in between."""
    hunt.invite("birch", TOMORROW + DAY)
    hunt.quietly()
    hunt.google.user_completes_task(*hunt.task(Kind.KEEP_LOOKING))
    hunt.quietly()
    before = hunt.stands()
    hunt.lose_store()
    hunt.quietly()
    assert hunt.stands() == before
    assert len(hunt.own_calendars()) == 1


def test_status_tells_a_task_and_its_nudge_as_one(hunt: Hunt) -> None:
    """There is one thing to do."""
    due = [(reminder.kind, reminder.component) for reminder in read_status(hunt.world).due]
    assert sorted(due) == sorted([(Kind.KEEP_LOOKING, VTODO), PREPARE, THANK_YOU, FOLLOW_UP])
