"""What was promised is read in every language; a date that belongs to something else is none."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from syncd.core.model import NextStep
from syncd.core.next_step import find_next_step, read_next_step, sentences

TUESDAY = date(2026, 11, 10)


def said(step: NextStep | None) -> str | None:
    """A step as the tables write it: `by 11-17`."""
    return None if step is None else f"{step.kind} {step.on:%m-%d}"


LINES = Path(__file__).with_name("next_steps.txt").read_text(encoding="utf-8").splitlines()
CASES = [(text, step) for step, _, text in (line.partition(" | ") for line in LINES)]
"""What somebody writes beside an interview, and `kind month-day` or `none`."""


@pytest.mark.parametrize(("text", "step"), [case for case in CASES if case[1] != "none"])
def test_what_is_promised_or_asked_is_read(text, step):
    """BY the day an answer is due, EXACTLY the day on which the candidate is to get in touch."""
    assert said(find_next_step(text, TUESDAY)) == step


@pytest.mark.parametrize("text", [text for text, step in CASES if step == "none"])
def test_other_dates_are_no_next_steps(text):
    """Deadlines of the candidate's, other appointments, answers in general, refusals to promise."""
    assert find_next_step(text, TUESDAY) is None


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("You will hear from us by Friday. Call me on Monday.", "exactly 11-16"),
        ("Call me on Monday. You will hear from us by Friday.", "exactly 11-16"),
        ("The board decides on Thursday. We will let you know by Friday.", "by 11-13"),
        ("Send your slides by Thursday, and you will hear from us by Friday.", "by 11-13"),
        ("Envoyez vos diplômes avant jeudi ; réponse sous une semaine.", "by 11-17"),
        ("If you cannot make it, call us on Thursday.", None),
        ("We will be in touch by Friday, but if you have any questions call me on Thursday.", "by 11-13"),
        ("You will hear from us on Thursday at 10:00.", None),
        ("You will hear from us by Thursday, 5 pm.", "by 11-12"),
        ("You will hear from us on Tuesday.", "by 11-17"),
        ("Hear back by 3 November 2026.", None),
        ("Hear back by 3 November.", None),
    ],
)
def test_each_date_is_what_the_nearest_phrase_says(text, step):
    """A clause has its own subject; a request to call goes before a promise, a promise before a decision."""
    assert said(find_next_step(text, TUESDAY)) == step


@pytest.mark.parametrize(
    ("text", "month_first", "step"),
    [
        ("We will let you know by 12/1.", False, "by 01-12"),
        ("We will let you know by 12/1.", True, "by 12-01"),
        ("Te avisamos antes del 1/12.", True, "by 12-01"),
        ("You will hear by 2026-11-20.", True, "by 11-20"),
        ("You will hear by 24/11.", True, "by 11-24"),
    ],
)
def test_the_month_comes_first_in_english_alone(text, month_first, step):
    """And only where that is the custom."""
    assert said(find_next_step(text, TUESDAY, month_first=month_first)) == step


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("7 days", "by 11-17"),
        ("a week", "by 11-17"),
        ("3 Werktage", "by 11-13"),
        ("Thursday", "by 11-12"),
        ("jeudi", "by 11-12"),
        ("call Thursday", "exactly 11-12"),
        ("am Montag anrufen", "exactly 11-16"),
        ("llamar el jueves", "exactly 11-12"),
        ("call by Friday", "by 11-13"),
        ("in zwei Wochen", "by 11-24"),
        ("12.12.", "by 12-12"),
        ("2026-11-30", "by 11-30"),
        ("next week", "by 11-20"),
        ("KW 48", "by 11-27"),
        ("fine mese", "by 11-30"),
        ("3営業日", "by 11-13"),
        ("20日", "by 11-20"),
        ("za tydzień", "by 11-17"),
        ("they call me Monday", "by 11-16"),
        ("thank them", None),
        ("", None),
        ("42", None),
    ],
)
def test_what_the_user_types_is_read(text, step):
    """In any language, without the words around it."""
    assert said(read_next_step(text, TUESDAY)) == step


@pytest.mark.parametrize("ahead", range(1, 15))
def test_a_promise_lies_after_the_talk(ahead):
    """Whatever weekday the talk is on."""
    on = TUESDAY + timedelta(days=ahead)
    for text in (
        "Hear back by Friday.",
        "Results early next week.",
        "Decision by the 20th.",
        "Antwort Ende der Woche.",
    ):
        step = find_next_step(text, on)
        assert step is not None
        assert on < step.on <= on + timedelta(days=31)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dr. Meyer ruft Sie an. Bis dann.", 2),
        ("Write to me. The team meets on Thursday.", 2),
        ("Appelez Me. Roux jeudi.", 1),
        ("Am 12. November um 9 Uhr.", 1),
        ("Bea joins for the last 20.\n\nGive Al a ring.", 2),
        ("One line that is as long as lines of a letter are\nand goes on", 1),
        ("bring passport\nthey call on Friday", 2),
        ("One line\nAnother", 2),
        ("z. B. Montag", 1),
        ("結果は来週。よろしく。", 2),
    ],
)
def test_sentences(text, count):
    """Abbreviations, dates and wrapped lines end none."""
    assert len(list(sentences(text))) == count


@pytest.mark.parametrize(
    "answer", ["1 day", "in 1 day", "one day", "1 Tag", "1 jour", "1 día", "1 dia", "1 giorno", "1 dag"]
)
def test_one_day_is_a_day(answer):
    """Its word also stands beside weekdays and dates, where it says nothing."""
    assert read_next_step(answer, date(2026, 5, 4)).on == date(2026, 5, 5)
