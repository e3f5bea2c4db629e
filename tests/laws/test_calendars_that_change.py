"""Calendars that are removed, left or taken up while syncd knows them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from syncd.core.model import Component, Kind
from syncd.errors import ProviderError
from syncd.providers.vdir import VdirCalendars
from syncd.reconcile.gather import own_rows
from syncd.reconcile.status import read_status
from syncd.reconcile.world import SAME
from tests.laws.hunt import BEGIN, OWN, PERSONAL, Hunt

TOMORROW = BEGIN + timedelta(days=1, hours=2)
WORK = "Work"


@pytest.fixture
def hunt():
    """An interview in one of two calendars, both watched."""
    hunt = Hunt()
    hunt.calendars.add(WORK, Component.VEVENT)
    watch(hunt, None)
    hunt.invite("acme", TOMORROW)
    hunt.sync()
    return hunt


def watch(hunt, names, write_to=OWN):
    """What the user writes into the config; a new process reads it."""
    hunt.restart()
    hunt.world.accounts = {"home": replace(hunt.world.accounts["home"], watched=names, write_to=write_to)}


def of_interviews(hunt):
    return [reminder for reminder in hunt.reminders().values() if reminder.interviews]


def thanks(hunt):
    return sum(actual.reminder.kind is Kind.THANK_YOU for _, actual in own_rows(hunt.world).values())


def test_law_6_a_calendar_that_is_missing_removes_nothing(hunt):
    """It is said, and believed only after a day: a server may forget one for a while."""
    box = hunt.calendars.boxes.pop(PERSONAL)
    standing = hunt.own()
    watch(hunt, None)
    (problem,) = hunt.sync().problems
    assert (problem.where, "not there any more" in problem.what) == (PERSONAL, True)
    hunt.calendars.boxes[PERSONAL] = box
    watch(hunt, None)
    assert hunt.sync().problems == ()
    assert hunt.own() == standing


def test_a_calendar_that_stays_away_takes_what_is_ahead_along(hunt):
    """What its interviews call for does not ring for ever."""
    hunt.invite("acme", TOMORROW + timedelta(days=7))
    hunt.sync()
    del hunt.calendars.boxes[PERSONAL]
    for hours in (0, 20, 5):
        hunt.now += timedelta(hours=hours)
        watch(hunt, None)
        report = hunt.sync()
    assert report.problems == ()
    assert of_interviews(hunt) == []


def test_an_event_that_outlived_its_calendar_is_followed_where_it_is(hunt):
    """Copied into another calendar, the first one removed, then put off: everything moves with it."""
    before = {reminder.uid: reminder.at for reminder in of_interviews(hunt)}
    hunt.invite("acme", TOMORROW + timedelta(days=2))
    hunt.calendars.put(WORK, "acme.ics", hunt.sources()["acme.ics"])
    del hunt.calendars.boxes[PERSONAL]
    watch(hunt, None)
    hunt.sync()
    assert all(reminder.at > before[reminder.uid] for reminder in of_interviews(hunt))


@pytest.mark.parametrize("status", ["CONFIRMED", "CANCELLED"])
@pytest.mark.parametrize("behind", [PERSONAL, WORK])
def test_of_two_copies_the_one_the_organizer_changed_last_counts(hunt, behind, status):
    """Whichever calendar the other is in, and wherever it is in the alphabet."""
    old = hunt.sources()["acme.ics"]
    hunt.invite("acme", TOMORROW + timedelta(days=2), status=status)
    new = hunt.sources()["acme.ics"].replace("END:VEVENT", "SEQUENCE:1\r\nEND:VEVENT")
    for name in (PERSONAL, WORK):
        hunt.calendars.put(name, "acme.ics", old if name == behind else new)
    hunt.sync()
    thanked = [reminder.at for reminder in of_interviews(hunt) if reminder.kind is Kind.THANK_YOU]
    assert thanked == ([] if status == "CANCELLED" else [TOMORROW + timedelta(days=2, hours=1, minutes=15)])


def test_a_calendar_the_user_leaves_takes_what_is_ahead_along_and_brings_it_back(hunt):
    """Taken out of `calendars`, and put in again."""
    before = hunt.reminders().keys()
    watch(hunt, (WORK,))
    assert hunt.sync().problems == ()
    assert of_interviews(hunt) == []
    assert hunt.sync().actions == ()
    watch(hunt, (WORK, PERSONAL))
    hunt.sync()
    assert hunt.reminders().keys() == before


def test_a_calendar_that_is_left_and_still_written_to(hunt):
    """With `write_to = "same"` the reminders stand in the calendar that is left: they go, too, and nothing else."""
    watch(hunt, (PERSONAL, WORK), SAME)
    hunt.invite("birch", TOMORROW)
    hunt.sync()
    assert len(hunt.sources()) > 2
    watch(hunt, (WORK,), SAME)
    hunt.sync()
    assert set(hunt.sources()) == {"acme.ics", "birch.ics"}


def test_a_calendar_that_cannot_be_made_is_said_once(hunt, monkeypatch):
    """Not once for each reminder that would have gone there."""
    del hunt.calendars.boxes[OWN]
    hunt.lose_store()
    targets = hunt.calendars.targets

    def refuse(name, *, create):
        if create:
            raise ProviderError("no right to make one")
        return targets(name, create=create)

    monkeypatch.setattr(hunt.calendars, "targets", refuse)
    (problem,) = hunt.sync().problems
    assert problem.where == OWN
    monkeypatch.undo()
    assert hunt.sync().problems == ()
    assert of_interviews(hunt)


def test_a_calendar_that_was_only_written_to_is_read_anew_when_it_is_watched(hunt):
    """Its events were of no interest before."""
    hunt.calendars.put(OWN, "birch.ics", hunt.sources()["acme.ics"].replace("acme", "birch").replace("Acme", "Birch"))
    watch(hunt, (PERSONAL,))
    hunt.sync()
    assert thanks(hunt) == 1
    watch(hunt, (PERSONAL, OWN))
    hunt.sync()
    assert thanks(hunt) == 2


def test_in_a_calendar_that_is_suddenly_empty_nothing_is_attempted(hunt):
    """Its reminders may be there no more: that is said once, and not as a quarrel over each of them."""
    watch(hunt, None)
    hunt.sync()
    box = hunt.calendars.boxes[OWN]
    box.objects.clear()
    box.version += 1
    hunt.invite("acme", TOMORROW + timedelta(days=2))
    report = hunt.sync()
    assert [(problem.where, "suddenly empty" in problem.what) for problem in report.problems] == [(OWN, True)]
    assert {done.component for done in report.actions} <= {Component.VCARD}
    hunt.now += timedelta(days=1, hours=1)
    assert hunt.sync().problems == ()
    assert of_interviews(hunt) == []


def test_the_status_names_an_account_once(hunt):
    """What is wrong with the account as a whole stands behind its name, not behind two of them."""
    watch(hunt, ("Nowhere",))
    hunt.sync()
    ((account, what),) = read_status(hunt.world).errors
    assert (account, what[:24]) == ("home", 'there is no calendar "No')


def test_the_calendar_syncd_made_is_the_same_under_another_name(hunt, tmp_path):
    """People rename calendars: a second one of the old name is made only when `write_to` says so."""
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "acme.ics").write_bytes(hunt.sources()["acme.ics"].encode())
    account = replace(hunt.world.accounts["home"], calendars=VdirCalendars(tmp_path), watched=("mine",))

    def sync(write_to):
        hunt.restart()
        hunt.world.accounts = {"home": replace(account, write_to=write_to)}
        hunt.sync()
        return {folder.name for folder in tmp_path.iterdir()} - {"mine"}

    hunt.lose_store()
    assert sync(OWN) == {OWN}
    (tmp_path / OWN / "displayname").write_text("Jobs!", encoding="utf-8")
    before = len(list((tmp_path / OWN).glob("*.ics")))
    (mine / "birch.ics").write_bytes(
        (mine / "acme.ics").read_bytes().replace(b"acme", b"birch").replace(b"Acme", b"Birch")
    )
    assert sync(OWN) == {OWN}
    assert len(list((tmp_path / OWN).glob("*.ics"))) > before
    (mine / "cedar.ics").write_bytes(
        (mine / "acme.ics").read_bytes().replace(b"acme", b"cedar").replace(b"Acme", b"Cedar")
    )
    assert sync("Elsewhere") == {OWN, "Elsewhere"}
