"""The laws of the policy, held against random processes, promises, gestures and clocks."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from syncd.core.answers import read_answers
from syncd.core.model import (
    TASK_KINDS,
    Fate,
    Kind,
    NextStep,
    NextStepKind,
    Part,
    Reminder,
    ReminderStatus,
    Strength,
    Trace,
)
from syncd.core.plan import Do
from syncd.core.process import Process, local_day
from syncd.core.settings import FollowUpSettings, OnDayOff, Settings
from syncd.core.workdays import WorkCalendar, work_calendar
from tests.core.policy_world import ANNA, BEN, SAM, World, interview

COMPANIES = {
    "Acme": "Europe/Berlin",
    "Globex": "America/New_York",
    "Initech": "Asia/Kolkata",
    "Kiwi": "Pacific/Auckland",
}
PROMPTS = {Kind.FOLLOW_UP, Kind.SECOND_FOLLOW_UP, Kind.CLOSE_OUT}
ASKING = {Kind.FOLLOW_UP, Kind.SECOND_FOLLOW_UP}
WORDS = {Part.SUMMARY, Part.DESCRIPTION}
BEGIN = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Europe/Berlin"))


def is_open(trace: Trace) -> bool:
    return trace.reminder.status is ReminderStatus.OPEN


ahead = st.timedeltas(timedelta(days=-5), timedelta(days=12))
hours = st.integers(8, 17)
promises = st.none() | st.tuples(st.sampled_from(NextStepKind), st.integers(-2, 20))


class Search(RuleBasedStateMachine):
    """A job search: rounds come and go, time passes, the user handles what stands."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.now = BEGIN
        self.count = 0
        self.deleted: dict[str, ReminderStatus] = {}
        self.moved: dict[str, datetime] = {}
        self.written: dict[str, tuple[str, str]] = {}

    @initialize(
        choice=st.sampled_from(OnDayOff),
        cap=st.integers(0, 2),
        gap=st.integers(1, 7),
        company=st.sampled_from(sorted(COMPANIES)),
    )
    def begin(self, choice: OnDayOff, cap: int, gap: int, company: str) -> None:
        follow_up = FollowUpSettings(on_day_off=choice, max_per_process=cap, gap_working_days=gap)
        self.world.settings = Settings(me=SAM, follow_up=follow_up)
        self.invite(company, timedelta(days=2), 10, None, sure=True)

    @rule(company=st.sampled_from(sorted(COMPANIES)), ahead=ahead, hour=hours, promise=promises, sure=st.booleans())
    def invite(
        self, company: str, ahead: timedelta, hour: int, promise: tuple[NextStepKind, int] | None, *, sure: bool
    ) -> None:
        self.count += 1
        zone = ZoneInfo(COMPANIES[company])
        day = (self.now + ahead).astimezone(zone).date()
        step = None
        if promise:
            step = NextStep(kind=promise[0], on=day + timedelta(days=promise[1]), phrase="as told")
        new = interview(
            datetime.combine(day, time(hour), zone),
            uid=f"{company} {self.count}",
            company=company,
            domain=f"{company.lower()}.example",
            people=(ANNA, BEN)[: self.count % 3],
            zone=zone.key,
            next_step=step,
            strength=Strength.SURE if sure else Strength.UNSURE,
        )
        (self.world.interviews if sure else self.world.unsure).append(new)
        self.sync()

    @rule(which=st.integers(0, 50), days=st.integers(-3, 10))
    def reschedule(self, which: int, days: int) -> None:
        number = which % len(self.world.interviews)
        event = self.world.interviews[number].event
        shift = timedelta(days=days)
        moved = replace(event, start_at=event.start_at + shift, end_at=event.end_at + shift)
        self.world.interviews[number] = replace(self.world.interviews[number], event=moved)
        self.sync()

    @rule(which=st.integers(0, 50), promise=promises)
    def promise_anew(self, which: int, promise: tuple[NextStepKind, int] | None) -> None:
        number = which % len(self.world.interviews)
        one = self.world.interviews[number]
        day = one.event.start_at.date()
        step = promise and NextStep(kind=promise[0], on=day + timedelta(days=promise[1]), phrase="as told")
        self.world.interviews[number] = replace(one, next_step=step)
        self.sync()

    @rule(which=st.integers(0, 50))
    def call_off(self, which: int) -> None:
        number = which % len(self.world.interviews)
        one = self.world.interviews[number]
        self.world.interviews[number] = replace(one, called_off=not one.called_off)
        self.sync()

    @rule(by=st.timedeltas(timedelta(minutes=5), timedelta(days=9)))
    def wait(self, by: timedelta) -> None:
        self.now += by
        self.sync()

    @precondition(lambda self: self.world.open())
    @rule(data=st.data(), says_when=st.booleans())
    def tick(self, data: st.DataObject, *, says_when: bool) -> None:
        self.world.tick(data.draw(st.sampled_from(self.world.open())), self.now if says_when else None)
        self.sync()

    @precondition(lambda self: self.world.open() != self.world.standing())
    @rule(data=st.data())
    def untick(self, data: st.DataObject) -> None:
        done = [one for one in self.world.standing() if one.status is ReminderStatus.DONE]
        self.world.untick(data.draw(st.sampled_from(done)))
        self.sync()

    @precondition(lambda self: self.world.standing())
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(self.world.standing()))
        self.world.delete(one)
        self.deleted[one.uid] = one.status
        self.moved.pop(one.uid, None)
        self.written.pop(one.uid, None)
        self.sync()

    @precondition(lambda self: self.world.open())
    @rule(data=st.data(), days=st.integers(-20, 20))
    def move(self, data: st.DataObject, days: int) -> None:
        one = data.draw(st.sampled_from(self.world.open()))
        to = self.now + timedelta(days=days)
        self.world.move(one, to)
        self.moved[one.uid] = to
        self.sync()

    @precondition(lambda self: self.world.open())
    @rule(data=st.data(), answer=st.sampled_from(["7 days", "call Thursday", "2 weeks", "tomorrow", "no idea"]))
    def fill_in(self, data: st.DataObject, answer: str) -> None:
        self.write(data.draw(st.sampled_from(self.world.open())), "Next step", answer)

    @precondition(lambda self: self.world.open())
    @rule(data=st.data(), answer=st.sampled_from(["offer", "rejected", "hired", "who knows"]))
    def say_how_it_ended(self, data: st.DataObject, answer: str) -> None:
        self.write(data.draw(st.sampled_from(self.world.open())), "Outcome", answer)

    @precondition(lambda self: self.written)
    @rule(data=st.data())
    def take_it_back(self, data: st.DataObject) -> None:
        uid = data.draw(st.sampled_from(sorted(self.written)))
        del self.written[uid]
        self.world.take_back(self.world.traces[uid].reminder)
        self.sync()

    @precondition(lambda self: self.world.open())
    @rule(data=st.data())
    def rename(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(self.world.open()))
        self.world.rename(one, "My own words")
        self.written[one.uid] = "My own words", one.description
        self.sync()

    def write(self, one: Reminder, label: str, answer: str) -> None:
        self.world.fill_in(one, label, answer)
        there = self.world.traces[one.uid].reminder
        self.written[one.uid] = there.summary, there.description
        self.sync()

    def sync(self) -> None:
        """A pass, and one more that must find nothing to do."""
        written = self.world.run(self.now)
        for action in written.actions:
            reminder = action.reminder
            if action.do is Do.CREATE:
                assert reminder.at > self.now, "nothing begins in the past"
                assert reminder.uid not in self.deleted, "nothing comes back that the user deleted"
            elif action.do is Do.UPDATE and reminder.kind in TASK_KINDS and "time" in action.reason:
                assert reminder.at > self.now, "no task is put off into the past"
            elif action.do is Do.DELETE:
                assert not self.world.traces[reminder.uid].touched & WORDS, "what the user wrote is never deleted"
        again = self.world.run(self.now)
        assert again.actions == (), "a second pass writes nothing"

    def calendar(self, process: Process) -> WorkCalendar:
        rounds = process.rounds or (process.interviews,)
        return work_calendar(rounds[-1][-1].event.zone, SAM)

    def prompts(self, process: Process, kinds: set[Kind]) -> list[Trace]:
        """Of a process and those before it with the company: what was ticked, and what is open."""
        keys = {*process.earlier, *(one.key for one in process.interviews)}
        return [
            trace
            for trace in self.world.traces.values()
            if trace.reminder.kind in kinds
            and keys.intersection(trace.reminder.interviews)
            and (trace.fate is Fate.STANDING or trace.reminder.status is ReminderStatus.DONE)
        ]

    def day(self, reminder: Reminder, calendar: WorkCalendar) -> date:
        return (reminder.done_at or reminder.at).astimezone(calendar.zone).date()

    @invariant()
    def prompts_keep_their_distance(self) -> None:
        for process in self.world.processes:
            calendar, gap = self.calendar(process), self.world.settings.follow_up.gap_working_days
            for one, other in combinations(self.prompts(process, PROMPTS), 2):
                free = [t for t in (one, other) if t.reminder.status is ReminderStatus.OPEN and not t.touched]
                if free and any(t.reminder.at > self.now for t in free):
                    distance = calendar.distance(self.day(one.reminder, calendar), self.day(other.reminder, calendar))
                    assert distance >= gap, (distance, one.reminder, other.reminder)

    @invariant()
    def the_cap_is_kept(self) -> None:
        for process in self.world.processes:
            mine = {one.key for one in process.interviews}
            asked = [t for t in self.prompts(process, ASKING) if mine.intersection(t.reminder.interviews)]
            opened = [t for t in asked if t.reminder.status is ReminderStatus.OPEN and not t.touched]
            if opened:
                assert len(asked) <= self.world.settings.follow_up.max_per_process

    @invariant()
    def no_prompt_is_on_a_day_off_unless_told(self) -> None:
        settings, home = self.world.settings.follow_up, work_calendar(SAM.timezone, SAM)
        for process in self.world.processes:
            calendar = self.calendar(process)
            for trace in self.prompts(process, PROMPTS):
                told = settings.on_day_off is OnDayOff.KEEP and "They said:" in trace.reminder.description
                if not trace.touched and not told and trace.reminder.at > self.now:
                    assert calendar.is_working(trace.reminder.at.astimezone(calendar.zone).date()), trace.reminder
                    assert "They said:" in trace.reminder.description or not home.is_weekend(trace.reminder.at.date())

    @invariant()
    def nobody_is_woken_up(self) -> None:
        for one in self.world.open():
            if one.kind in TASK_KINDS and not self.world.traces[one.uid].touched:
                assert time(7) <= one.at.astimezone(SAM.zone).time() < time(22)

    @invariant()
    def what_was_moved_stays(self) -> None:
        for uid, to in self.moved.items():
            trace = self.world.traces[uid]
            assert trace.fate is not Fate.STANDING or (trace.reminder.at == to and Part.AT in trace.touched)
        self.moved = {uid: to for uid, to in self.moved.items() if self.world.traces[uid].fate is Fate.STANDING}

    @invariant()
    def what_was_written_stays(self) -> None:
        for uid, (summary, description) in self.written.items():
            trace = self.world.traces[uid]
            assert trace.fate is Fate.STANDING
            assert summary == trace.reminder.summary or Part.SUMMARY not in trace.touched
            assert description == trace.reminder.description or Part.DESCRIPTION not in trace.touched

    @invariant()
    def what_is_over_stays_quiet(self) -> None:
        for process in self.world.processes:
            if not process.is_open:
                free = [t for t in self.prompts(process, PROMPTS) if not t.touched & WORDS and t.reminder.at > self.now]
                mine = {one.key for one in process.interviews}
                assert not [t for t in free if is_open(t) and mine.issuperset(t.reminder.interviews)]

    @invariant()
    def each_step_waits_for_the_one_before(self) -> None:
        """No prompt on the day of the talk or before it, no second one before the first was ticked."""
        for process in self.world.processes:
            calendar = self.calendar(process)
            for trace in self.prompts(process, PROMPTS):
                reminder = trace.reminder
                if not is_open(trace) or trace.touched or reminder.at <= self.now:
                    continue
                held = [i for i in process.interviews if i.key in reminder.interviews and not i.called_off]
                assert all(local_day(i) < reminder.at.astimezone(calendar.zone).date() for i in held)
                first = [t for t in self.prompts(process, {Kind.FOLLOW_UP}) if not is_open(t)]
                assert reminder.kind is not Kind.SECOND_FOLLOW_UP or any(
                    set(t.reminder.interviews) & set(reminder.interviews) for t in first
                )

    @invariant()
    def one_thing_at_a_time(self) -> None:
        weekly = [one for one in self.world.open(Kind.KEEP_LOOKING) if not self.world.traces[one.uid].touched]
        assert len(weekly) <= 1
        questions = [one.at for one in self.world.standing(Kind.CONFIRM) if one.uid not in self.moved]
        assert len(questions) == len(set(questions)), "one question a day"
        for process in self.world.processes:
            keys = {one.key for one in process.interviews}
            opened = [one for one in self.world.open() if one.kind in ASKING and keys.intersection(one.interviews)]
            assert len([one for one in opened if not self.world.traces[one.uid].touched]) <= 1

    @invariant()
    def each_interview_is_thanked_for_once(self) -> None:
        served = [key for one in self.world.open(Kind.THANK_YOU) for key in one.interviews if one.at > self.now]
        assert len(served) == len(set(served))

    @invariant()
    def texts_are_whole(self) -> None:
        for trace in self.world.traces.values():
            if not trace.touched:
                assert 0 < len(trace.reminder.summary) <= 60
                assert read_answers(trace.reminder.description).next_step is None
                assert read_answers(trace.reminder.description).outcome is None


EXAMPLES = int(os.environ.get("SYNCD_EXAMPLES", "40"))
"""How many searches are played; a change of the policy deserves a few hundred, with several --hypothesis-seed=N."""

Search.TestCase.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestLaws = Search.TestCase
