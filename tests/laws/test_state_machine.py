"""Laws 1, 3, 4, 5 and 6 under everything at once: invitations, the user's hand, trouble at any write, a lost store."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from syncd.core.model import ReminderStatus
from tests.laws.hunt import PERSONAL, Hunt, Killed, Trouble, away

COMPANIES = ("acme", "birch", "cedar")
PROMISES = ("", "We will let you know within a week.", "Please call us back in three days.")
days = st.integers(min_value=-3, max_value=12)
hours = st.integers(min_value=0, max_value=9)
picks = st.integers(min_value=0, max_value=50)


class JobHunt(RuleBasedStateMachine):
    """After each pass that met no trouble, the laws hold."""

    @initialize()
    def begin(self):
        self.hunt = Hunt()
        self.deleted = {}
        self.ticked = {}
        self.moved = {}
        self.written = {}
        self.sources = self.hunt.sources()
        self.fresh = False

    def _changed(self):
        self.sources = self.hunt.sources()
        self.fresh = False

    def _own(self, pick):
        hrefs = sorted(self.hunt.own())
        return hrefs[pick % len(hrefs)] if hrefs else None

    def _known(self, href):
        """A pass has recorded it (what was cut off before its record cannot be known to be deleted)."""
        uid = self.hunt.reminders()[href].uid
        return uid in self.hunt.store.traces()

    # The world

    @rule(company=st.sampled_from(COMPANIES), day=days, hour=hours, promise=st.sampled_from(PROMISES))
    def invite(self, company, day, hour, promise):
        start = self.hunt.now.replace(minute=0) + timedelta(days=day, hours=hour)
        self.hunt.invite(company, start, promise=promise)
        self._changed()

    @rule(company=st.sampled_from(COMPANIES), day=days)
    def cancel(self, company, day):
        self.hunt.invite(company, self.hunt.now + timedelta(days=day), status="CANCELLED")
        self._changed()

    @precondition(lambda self: len(self.sources) > 1)
    @rule(pick=picks)
    def remove(self, pick):
        self.hunt.calendars.remove(PERSONAL, sorted(self.sources)[pick % len(self.sources)])
        self._changed()

    @rule(gone=st.integers(min_value=1, max_value=200))
    def wait(self, gone):
        self.hunt.now += timedelta(hours=gone)
        self.fresh = False

    @rule()
    def lose_store(self):
        self.hunt.lose_store()
        self.deleted = {}
        self.fresh = False

    # The user's hand

    @rule(pick=picks)
    def tick(self, pick):
        href = self._own(pick)
        if href and self.hunt.reminders()[href].status is ReminderStatus.OPEN:
            self.hunt.tick(href)
            self.ticked[href] = self.hunt.own()[href]
            self.fresh = False

    @rule(pick=picks, by=st.integers(min_value=1, max_value=90))
    def move(self, pick, by):
        href = self._own(pick)
        if href and href not in self.ticked:
            self.hunt.move(href, timedelta(hours=by))
            self.moved[href] = self.hunt.reminders()[href].at
            self.fresh = False

    @rule(pick=picks)
    def write(self, pick):
        href = self._own(pick)
        if href and href not in self.ticked:
            self.hunt.write(href, "my own words")
            self.written[href] = self.hunt.reminders()[href].description
            self.fresh = False

    @rule(pick=picks)
    def delete(self, pick):
        href = self._own(pick)
        if href and self._known(href):
            self.deleted[href] = self.hunt.reminders()[href].uid
            self.hunt.delete(href)
            for hand in (self.ticked, self.moved, self.written):
                hand.pop(href, None)
            self.fresh = False

    # Passes

    @rule()
    def sync(self):
        self.hunt.sync()
        self.fresh = True

    @rule(number=st.integers(min_value=0, max_value=12), after=st.booleans(), killed=st.booleans())
    def sync_in_trouble(self, number, after, killed):
        self.hunt.sync_with(Trouble(number, after, Killed() if killed else away()))
        self.fresh = False

    @rule()
    def read_fails(self):
        before = self.hunt.own()
        real = self.hunt.calendars.changes

        def fail(*_arguments, **_options):
            raise away()

        self.hunt.calendars.changes = fail
        try:
            self.hunt.sync()
        finally:
            self.hunt.calendars.changes = real
        assert self.hunt.own() == before, "law 6: a failed read changes nothing"
        self.hunt.restart()

    # The laws

    @invariant()
    def the_source_events_are_as_they_were(self):
        assert self.hunt.sources() == self.sources, "law 2"

    @invariant()
    def nothing_is_doubled(self):
        uids = [reminder.uid for reminder in self.hunt.reminders().values()]
        assert len(uids) == len(set(uids))
        by_subject = [
            (reminder.kind, reminder.interviews)
            for reminder in self.hunt.reminders().values()
            if reminder.interviews and reminder.status is ReminderStatus.OPEN
        ]
        assert len(by_subject) == len(set(by_subject)), "laws 4 and 5"
        names = [raw.split("FN:")[1].split("\r\n")[0] for raw in self.hunt.people().values()]
        assert len(names) == len(set(names)), "law 4"

    @invariant()
    def the_users_hand_wins(self):
        there = self.hunt.reminders()
        for href, raw in self.ticked.items():
            assert self.hunt.own().get(href) == raw, "law 3: ticked stays ticked"
        for href, text in self.written.items():
            assert there[href].description == text, "law 3: edited keeps its text"
        for href, at in list(self.moved.items()):
            if href in there:
                assert there[href].at == at, "law 3: moved stays moved"
            else:
                del self.moved[href]
        uids = {reminder.uid for reminder in there.values()}
        assert not uids & set(self.deleted.values()), "law 3: deleted stays away"

    @precondition(lambda self: self.fresh)
    @invariant()
    def a_second_pass_writes_nothing(self):
        before = self.hunt.line.writes
        report = self.hunt.sync()
        assert report.actions == (), "law 1"
        assert self.hunt.line.writes == before, "law 1"

    @invariant()
    def nobody_can_be_mailed(self):
        for raw in self.hunt.own().values():
            assert "\nATTENDEE" not in raw, "law 7"
            assert "\nORGANIZER" not in raw, "law 7"


TestJobHunt = JobHunt.TestCase
TestJobHunt.settings = settings(
    max_examples=60,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
