"""Interviews of one company are one process, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from syncd.core.model import Fate, Kind, Outcome, Person, Reminder, ReminderStatus, Trace
from syncd.core.process import group
from tests.core.policy_world import ANNA, BEN, interview, moment

NAMELESS = {"company": None, "domain": None}


def uids(*interviews):
    """The UIDs of each process's interviews."""
    return [[one.event.uid for one in process.interviews] for process in group(interviews, {})]


def entry(
    kind: Kind, *keys: str, description: str = "", done: bool = False, fate: Fate = Fate.STANDING
) -> dict[str, Trace]:
    reminder = Reminder(
        uid=f"{kind} {keys}",
        kind=kind,
        interviews=keys,
        summary="x",
        description=description,
        at=moment("2026-05-04 12:00"),
        status=ReminderStatus.DONE if done else ReminderStatus.OPEN,
    )
    return {reminder.uid: Trace(reminder=reminder, fate=fate)}


def test_rounds_share_the_domain_or_the_name():
    """One may be known in one round, the other in another."""
    assert uids(
        interview(uid="a", company="Acme GmbH", domain=None),
        interview("2026-05-06 10:00", uid="b", company=None, domain="acme.example"),
        interview("2026-05-08 10:00", uid="c", company="Acme", domain="acme.example"),
        interview("2026-05-08 12:00", uid="d", company="Globex", domain="globex.example"),
    ) == [["a", "b", "c"], ["d"]]


def test_two_links_of_one_scheduling_service_are_two_processes():
    """A title of the service's making means nothing."""
    anna = interview(
        uid="a", **NAMELESS, summary="30 Minute Meeting", people=(Person(name="Anna", email="anna@freemail.example"),)
    )
    ben = interview(
        "2026-05-06 10:00",
        uid="b",
        **NAMELESS,
        summary="30 Minute Meeting",
        people=(Person(name="Ben", email="ben@freemail.example"),),
    )
    nobody = interview("2026-05-07 10:00", uid="c", **NAMELESS, summary="30 Minute Meeting", people=())
    assert uids(anna, ben, nobody) == [["a"], ["b"], ["c"]]


def test_without_a_company_a_person_in_common_makes_a_thread():
    """And one that leads to a single company joins it; a recruiter of two companies joins neither."""
    agency = Person(name="Rita", email="rita@talent.example")
    assert uids(
        interview(uid="a", **NAMELESS, people=(agency,), summary="Intro"),
        interview("2026-05-06 10:00", uid="b", **NAMELESS, people=(agency, BEN), summary="Chat"),
    ) == [["a", "b"]]
    assert uids(
        interview(uid="a", people=(agency,)), interview("2026-05-06 10:00", uid="b", **NAMELESS, people=(agency,))
    ) == [["a", "b"]]
    assert uids(
        interview(uid="a", people=(agency,)),
        interview("2026-05-05 10:00", uid="g", company="Globex", domain="globex.example", people=(agency,)),
        interview("2026-05-06 10:00", uid="b", **NAMELESS, people=(agency,)),
    ) == [["a"], ["g"], ["b"]]


def test_titles_that_differ_only_in_the_round_make_a_thread():
    """In any language; not when each names somebody else."""
    first = interview(uid="a", **NAMELESS, people=(), summary="Vorstellungsgespräch Bäckerei Huber, 1. Runde")
    second = interview(
        "2026-05-06 10:00", uid="b", **NAMELESS, people=(), summary="Vorstellungsgespräch Bäckerei Huber, 2. Runde"
    )
    assert uids(first, second) == [["a", "b"]]
    other = interview("2026-05-06 10:00", uid="b", **NAMELESS, people=(BEN,), summary=second.event.summary)
    assert uids(replace(first, people=(ANNA,)), other) == [["a"], ["b"]]


def test_after_two_silent_months_it_is_a_new_process():
    """The old one is over, and the new one knows of it."""
    old, new = group([interview(uid="a"), interview("2026-08-04 10:00", uid="b")], {})
    assert (old.is_open, new.is_open) == (False, True)
    assert new.earlier == ("a",)


def test_after_an_outcome_another_interview_is_a_new_process():
    """Two weeks later, or at once for another position."""
    rejected = entry(Kind.THANK_YOU, "a", description="Outcome: rejected")
    for start, position, count in (
        ("2026-05-25 10:00", "Backend Engineer", 2),
        ("2026-05-08 10:00", "Backend Engineer", 1),
        ("2026-05-08 10:00", "Data Engineer", 2),
    ):
        processes = group([interview(uid="a"), interview(start, uid="b", position=position)], rejected)
        assert len(processes) == count
        assert processes[0].outcome is Outcome.REJECTED


def test_the_outcome_is_read_wherever_it_was_written():
    """In any entry that served the process, deleted or not, or in the interview itself."""
    for kind in (Kind.THANK_YOU, Kind.FOLLOW_UP, Kind.CLOSE_OUT):
        for fate in Fate:
            traces = entry(kind, "a", description="Ergebnis: Zusage", fate=fate)
            assert group([interview(uid="a")], traces)[0].outcome is Outcome.OFFER
    assert group([interview(uid="a", summary="Acme - rejected")], {})[0].outcome is Outcome.REJECTED


def test_an_answered_close_out_ends_only_the_round_it_was_for():
    """A later round is heard of after all: the process goes on."""
    for answer in ({"done": True}, {"fate": Fate.DELETED}):
        traces = entry(Kind.CLOSE_OUT, "a", **answer)
        assert not group([interview(uid="a")], traces)[0].is_open
        assert group([interview(uid="a"), interview("2026-06-20 10:00", uid="b")], traces)[0].is_open
    assert group([interview(uid="a")], entry(Kind.CLOSE_OUT, "a", fate=Fate.WITHDRAWN))[0].is_open


def test_what_was_called_off_is_no_round():
    """It stays among the interviews; a process of nothing else is not open."""
    (process,) = group([interview(uid="a", called_off=True), interview("2026-05-05 10:00", uid="b")], {})
    assert [[one.event.uid for one in members] for members in process.rounds] == [["b"]]
    assert not group([interview(uid="a", called_off=True)], {})[0].is_open


@given(
    companies=st.lists(st.sampled_from(["Acme", "Globex", "Initech", None]), min_size=1, max_size=8),
    order=st.randoms(use_true_random=False),
)
def test_every_interview_is_in_one_process_in_whatever_order_they_come(companies, order):
    """Grouping is a partition that does not depend on the order, and never mixes companies."""
    interviews = [
        interview(
            moment("2026-05-04 10:00") + timedelta(days=number),
            uid=str(number),
            company=company,
            domain=None,
            people=(),
        )
        for number, company in enumerate(companies)
    ]
    processes = group(interviews, {})
    assert sorted(one.event.uid for process in processes for one in process.interviews) == sorted(
        one.event.uid for one in interviews
    )
    assert all(len({one.company for one in process.interviews}) == 1 for process in processes)
    shuffled = list(interviews)
    order.shuffle(shuffled)
    assert group(shuffled, {}) == processes
