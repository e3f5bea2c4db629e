"""The laws, one by one, on a job hunt in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from syncd.core.model import Component, Kind, ReminderStatus
from syncd.reconcile.undo import undo
from tests.laws.hunt import BEGIN, BOOK, OWN, PERSONAL, Hunt, Killed, Trouble, away

TOMORROW = BEGIN + timedelta(days=1, hours=2)


@pytest.fixture
def hunt():
    hunt = Hunt()
    hunt.invite("acme", TOMORROW)
    hunt.sync()
    return hunt


def href_of(hunt, kind):
    return next(href for href, reminder in hunt.reminders().items() if reminder.kind is kind)


def kinds(hunt):
    return sorted(reminder.kind for reminder in hunt.reminders().values())


def test_the_loop_writes_what_the_interview_calls_for(hunt):
    """A contact, and reminders before, right after and later."""
    assert {Kind.PREPARE, Kind.THANK_YOU, Kind.FOLLOW_UP} <= set(kinds(hunt))
    (card,) = hunt.people().values()
    assert "ada@acme.example" in card


def test_law_1_a_second_pass_writes_nothing(hunt):
    """Nor does one on a store that was lost."""
    before = hunt.line.writes, hunt.own(), hunt.people()
    report = hunt.sync()
    assert report.actions == ()
    hunt.lose_store()
    hunt.sync()
    assert (hunt.line.writes, hunt.own(), hunt.people()) == before


def test_law_2_source_events_are_never_written_to(hunt):
    """Whatever happens, the user's own calendar stays as it was."""
    sources = hunt.sources()
    undo(hunt.world)
    assert hunt.sources() == sources


def test_law_3_a_ticked_task_stays_ticked(hunt):
    """Even when the interview moves."""
    href = href_of(hunt, Kind.FOLLOW_UP)
    hunt.tick(href)
    raw = hunt.own()[href]
    hunt.invite("acme", TOMORROW + timedelta(days=2))
    hunt.sync()
    assert hunt.own()[href] == raw
    assert hunt.reminders()[href].status is ReminderStatus.DONE


@pytest.mark.parametrize("kind", [Kind.PREPARE, Kind.THANK_YOU, Kind.FOLLOW_UP])
def test_law_3_a_deleted_one_stays_away(hunt, kind):
    """Even when the interview moves."""
    hunt.delete(href_of(hunt, kind))
    hunt.sync()
    hunt.invite("acme", TOMORROW + timedelta(days=2))
    hunt.sync()
    assert kind not in kinds(hunt)


@pytest.mark.parametrize("kind", [Kind.PREPARE, Kind.THANK_YOU, Kind.FOLLOW_UP])
def test_law_3_a_moved_one_stays_moved(hunt, kind):
    """The text follows the interview, the time is the user's."""
    href = href_of(hunt, kind)
    hunt.move(href, timedelta(hours=3))
    moved = hunt.reminders()[href].at
    hunt.sync()
    assert hunt.reminders()[href].at == moved


def test_law_3_an_edited_one_keeps_its_text(hunt):
    """And still moves along with the interview."""
    href = href_of(hunt, Kind.THANK_YOU)
    before = hunt.reminders()[href].at
    hunt.write(href, "Ask about the river project")
    hunt.sync()
    hunt.invite("acme", TOMORROW + timedelta(days=2))
    hunt.sync()
    there = hunt.reminders()[href]
    assert "river project" in there.description
    assert there.at == before + timedelta(days=2)


def test_a_reschedule_moves_everything_in_place(hunt):
    """Same href, same UID, other time."""
    before = hunt.reminders()
    hunt.invite("acme", TOMORROW + timedelta(days=7))
    hunt.sync()
    after = hunt.reminders()
    of_interview = {href for href, reminder in before.items() if reminder.interviews}
    assert of_interview <= after.keys()
    assert all(after[href].at > before[href].at for href in of_interview)
    assert all(after[href].uid == before[href].uid for href in of_interview)


@pytest.mark.parametrize("how", ["cancelled", "removed"])
def test_a_cancelled_interview_takes_what_is_ahead_along_and_leaves_the_contact(hunt, how):
    """By its status, or by being taken out of the calendar."""
    if how == "cancelled":
        hunt.invite("acme", TOMORROW, status="CANCELLED")
    else:
        hunt.calendars.remove(PERSONAL, "acme.ics")
    hunt.sync()
    assert kinds(hunt) == []
    assert len(hunt.people()) == 1


def test_an_interview_that_was_held_may_be_tidied_away(hunt):
    """Removing the event afterwards calls nothing off."""
    hunt.now = TOMORROW + timedelta(hours=5)
    hunt.sync()
    hunt.calendars.remove(PERSONAL, "acme.ics")
    hunt.sync()
    assert Kind.FOLLOW_UP in kinds(hunt)


def test_law_6_a_calendar_that_is_suddenly_empty_removes_nothing(hunt):
    """It is reported, and believed only after a day."""
    hunt.invite("birch", TOMORROW + timedelta(days=1))
    hunt.sync()
    standing = hunt.own()
    box = hunt.calendars.boxes[PERSONAL]
    box.objects.clear()
    box.version += 1
    report = hunt.sync()
    assert hunt.own() == standing
    assert "suddenly empty" in report.problems[0].what
    hunt.now += timedelta(hours=20)
    assert hunt.sync().problems
    hunt.now += timedelta(hours=5)
    assert hunt.sync().problems == ()
    assert all(not reminder.interviews or reminder.at <= hunt.now for reminder in hunt.reminders().values())


def test_law_6_a_failed_read_removes_nothing(hunt, monkeypatch):
    """And is reported with the account."""
    standing = hunt.own()

    def fail(*_arguments, **_options):
        raise away()

    monkeypatch.setattr(hunt.calendars, "changes", fail)
    report = hunt.sync()
    assert hunt.own() == standing
    assert report.failed == {"home"}


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("number", range(8))
@pytest.mark.parametrize("error", [Killed(), away()], ids=["killed", "away"])
def test_law_5_trouble_at_any_write_is_mended_by_the_next_pass(number, after, error):
    """What stands in the end is what a quiet pass would have written."""
    quiet, hunt = Hunt(), Hunt()
    for each in (quiet, hunt):
        each.invite("acme", TOMORROW, promise="We will be in touch within three days.")
    hunt.sync_with(Trouble(number, after, error))
    hunt.sync()
    quiet.sync()
    assert {(r.uid, r.at, r.summary) for r in hunt.reminders().values()} == {
        (r.uid, r.at, r.summary) for r in quiet.reminders().values()
    }
    assert hunt.people().keys() == quiet.people().keys()
    assert hunt.sync().actions == ()


def test_law_5_a_withdrawal_that_was_cut_off_is_no_answer_of_the_users(hunt):
    """Killed between the deletion and its record: the interview is on again, and so are its reminders."""
    hunt.invite("acme", TOMORROW, status="CANCELLED")
    hunt.sync_with(Trouble(0, True, Killed()))
    hunt.sync()
    assert kinds(hunt) == []
    hunt.invite("acme", TOMORROW)
    hunt.sync()
    assert Kind.PREPARE in kinds(hunt)


def test_law_7_nothing_written_names_anybody_a_server_could_mail(hunt):
    """No ATTENDEE, no ORGANIZER, no METHOD."""
    for raw in hunt.own().values():
        assert not any(line.startswith(("ATTENDEE", "ORGANIZER", "METHOD")) for line in raw.splitlines())


def test_law_8_one_bad_object_stops_nothing():
    """It is reported once, with its name."""
    hunt = Hunt()
    hunt.calendars.put(PERSONAL, "bad.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:interview")
    hunt.invite("acme", TOMORROW)
    report = hunt.sync()
    assert [problem.where for problem in report.problems] == ["bad.ics"]
    assert Kind.THANK_YOU in kinds(hunt)
    assert hunt.sync().problems == ()


def test_law_9_a_contact_that_was_there_is_left_alone():
    """Not a byte of it changes, and no second one appears."""
    hunt = Hunt()
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:mine\r\nFN:Ada\r\nN:;Ada;;;\r\nEMAIL:ADA@acme.example\r\nEND:VCARD\r\n"
    hunt.contacts.put(BOOK, "mine.vcf", card)
    hunt.invite("acme", TOMORROW)
    hunt.sync()
    assert hunt.people() == {"mine.vcf": card}
    undo(hunt.world)
    assert hunt.people() == {"mine.vcf": card}


@pytest.mark.parametrize("is_ours", [False, True], ids=["the user's", "moved there by the user"])
def test_law_9_a_contact_in_another_address_book_is_not_doubled(is_ours):
    """Nor when the store is lost."""
    hunt = Hunt()
    hunt.contacts.add("Private", Component.VCARD)
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:x\r\nFN:Ada\r\nEMAIL:Ada@Acme.example\r\nEND:VCARD\r\n"
    hunt.invite("acme", TOMORROW)
    if is_ours:
        hunt.sync()
        ((href, card),) = hunt.people().items()
        hunt.contacts.remove(BOOK, href)
        hunt.lose_store()
    hunt.contacts.put("Private", "x.vcf", card)
    hunt.sync()
    hunt.invite("acme", TOMORROW + timedelta(days=1))
    hunt.sync()
    assert hunt.people() == {}
    there = hunt.contacts.boxes["Private"].objects
    assert there.keys() == {"x.vcf"}
    assert is_ours or there["x.vcf"] == card


def test_law_9_fill_missing_only_adds():
    """Empty fields are filled, filled ones stay."""
    contacts = replace(Hunt().settings.contacts, fill_missing=True)
    hunt = Hunt(settings=replace(Hunt().settings, contacts=contacts))
    card = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:mine\r\nFN:Ada L.\r\nN:L.;Ada;;;\r\nEMAIL:ada@acme.example\r\n"
        "NOTE:old friend\r\nEND:VCARD\r\n"
    )
    hunt.contacts.put(BOOK, "mine.vcf", card)
    hunt.invite("acme", TOMORROW)
    hunt.sync()
    (raw,) = hunt.people().values()
    assert "FN:Ada L." in raw
    assert "NOTE:old friend" in raw
    assert "ORG:Acme" in raw
    assert "X-SYNCD" not in raw


def test_law_9_a_contact_the_user_deleted_is_not_made_again(hunt):
    """Another round with the same person does not bring it back."""
    hunt.contacts.boxes[BOOK].objects.clear()
    hunt.invite("acme", TOMORROW + timedelta(days=2), promise="Changed.")
    hunt.sync()
    hunt.sync()
    assert hunt.people() == {} or hunt.store.contact_rows()


def test_law_11_of_other_events_nothing_but_href_and_etag_is_stored(tmp_path):
    """The canary's text is nowhere in the database."""
    hunt = Hunt()
    hunt.calendars.put(
        PERSONAL,
        "lunch.ics",
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u1\r\nDTSTART:20261006T100000Z\r\nSUMMARY:Lunch with Canary\r\n"
        "DESCRIPTION:canary text\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    )
    hunt.invite("acme", TOMORROW)
    hunt.sync()
    dump = "\n".join(hunt.store._db.iterdump())
    assert "lunch.ics" in dump
    assert "canary" not in dump.casefold()


def test_undo_leaves_only_what_the_user_wrote_into(hunt):
    """And is not undone by the next pass."""
    edited = href_of(hunt, Kind.THANK_YOU)
    hunt.write(edited, "my words")
    report = undo(hunt.world)
    assert set(hunt.own()) == {edited}
    assert hunt.people() == {}
    assert report.unchanged == 1
    assert hunt.sync().actions == ()


def test_undo_works_without_the_store(hunt):
    """Everything is found by its mark."""
    hunt.lose_store()
    undo(hunt.world)
    assert hunt.own() == {}
    assert hunt.people() == {}


def test_a_reminder_whose_mark_the_user_removed_is_theirs(hunt):
    """It is neither changed nor doubled."""
    href = href_of(hunt, Kind.PREPARE)
    raw = "\r\n".join(line for line in hunt.own()[href].split("\r\n") if not line.startswith("X-SYNCD-KIND"))
    hunt.calendars.put(OWN, href, raw)
    hunt.sync()
    hunt.invite("acme", TOMORROW + timedelta(days=1))
    hunt.sync()
    assert hunt.own()[href] == raw
    assert kinds_with_mark(hunt).count(Kind.PREPARE) == 0


def kinds_with_mark(hunt):
    marked = {href: raw for href, raw in hunt.own().items() if "X-SYNCD-KIND" in raw}
    return [reminder_kind(raw) for raw in marked.values()]


def reminder_kind(raw):
    return Kind(next(line.partition(":")[2] for line in raw.split("\r\n") if line.startswith("X-SYNCD-KIND")))
