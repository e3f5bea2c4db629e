"""The texts: whole in every language, whatever is missing, and the user's own where they have some."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from syncd.core.answers import read_answers
from syncd.core.contacts import desired_contacts
from syncd.core.follow_up import attention
from syncd.core.letters import mailto, tel
from syncd.core.model import Kind, NextStep, NextStepKind, Person, PersonKind, Stage, Strength
from syncd.core.settings import Language
from syncd.core.wording import TEMPLATES, Wording, shorten
from tests.core.policy_world import DEFAULTS, World, interview, moment

GOLDEN = Path(__file__).parent / "golden"
"""Made anew by running this file with SYNCD_GOLDEN=write; read what changed before you keep it."""
ANNA = Person(
    name="Anna Jones",
    email="anna.jones@acme.example",
    phone="+493012345",
    title="CTO",
    linkedin="https://www.linkedin.com/in/anna",
)
BEN = Person(name="Ben Okafor", email="ben.okafor@acme.example")
RITA = Person(name="Rita Meyer", email="rita@talent.example", phone="+4989777", kind=PersonKind.RECRUITER)
NOBODY = Person(name=None, email="team@acme.example")
NUMBER = Person(name=None, phone="+4930999")
STEP = NextStep(kind=NextStepKind.BY, on=date(2026, 5, 11), phrase="results in about seven days")


def written(language: Language, **known: object) -> dict[str, tuple[str, str]]:
    """Title and text of everything syncd writes around one interview."""
    wording = Wording(language)
    held = interview(**known)
    world = World(
        wording=wording,
        interviews=[held],
        unsure=[interview("2026-05-08 10:00", uid="maybe", summary="Coffee with Anna", strength=Strength.UNSURE)],
    )
    world.run(moment("2026-05-01 09:00"))
    world.run(moment("2026-05-04 12:00"))
    world.tick(world.the(Kind.FOLLOW_UP), moment("2026-05-12 08:45"))
    world.run(moment("2026-05-12 09:00"))
    texts = {str(one.kind): (one.summary, one.description) for one in world.standing()}
    called = attention("home", "Sign in again: syncd auth home", moment("2026-05-04 12:00"), DEFAULTS, wording)
    texts["attention"] = (called.summary, called.description)
    for number, contact in enumerate(desired_contacts(world.processes, DEFAULTS, wording)):
        texts[f"contact-note-{number}"] = (contact.name, contact.note)
    assert wording.problems == []
    return texts


FULL = {
    "people": (ANNA, BEN, RITA),
    "location": "Torstr. 1, Berlin",
    "links": ("https://meet.example/abc",),
    "stage": Stage.TECHNICAL,
    "next_step": STEP,
    "zone": "America/New_York",
}
BARE = {"people": (), "company": None, "domain": None, "position": None}
SOMEBODY = {"people": (NOBODY, NUMBER), "company": None, "domain": None, "position": None}


@cache
def texts_of(language: Language) -> dict[str, dict[str, tuple[str, str]]]:
    cases = {"everything is known": FULL, "nobody is known by name": SOMEBODY, "nothing is known": BARE}
    return {case: written(language, **known) for case, known in cases.items()}


def readable(text: str) -> str:
    """With the drafts behind `mailto:` links written out."""

    def draft(match: re.Match[str]) -> str:
        link = urlsplit(match[0])
        query = parse_qs(link.query)
        body = "\n".join(f"    | {line}".rstrip() for line in query["body"][0].splitlines())
        return f"mailto:{unquote(link.path)}\n    | {query['subject'][0]}\n    |\n{body}"

    return re.sub(r"mailto:\S+", draft, text)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", [*map(str, Kind), "contact-note"])
def test_the_texts_are_as_they_were_read(kind, language):
    """Every text in every language, as a person read and approved it."""
    blocks = [
        f"=== {case}\n\n{title}\n{'-' * len(title)}\n{readable(text)}\n"
        for case, texts in texts_of(language).items()
        for name, (title, text) in texts.items()
        if name == kind or name.startswith(f"{kind}-note") or (kind == "contact-note" and name.startswith(kind))
    ]
    path = GOLDEN / kind / f"{language}.txt"
    golden = "\n\n".join(blocks)
    if os.environ.get("SYNCD_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(golden, "utf-8")
    assert golden == path.read_text("utf-8")


def every_gap() -> Iterator[dict[str, object]]:
    """An interview with each combination of what may be missing."""
    for name, email, phone, company, position in product((True, False), repeat=5):
        person = Person(
            name="Anna Jones" if name else None,
            email="anna@acme.example" if email else None,
            phone="+493012345" if phone else None,
        )
        yield {
            "people": (person, person) if name else (person,),
            "company": "Acme" if company else None,
            "position": "Backend Engineer" if position else None,
            "domain": None,
        }


@pytest.mark.parametrize("language", Language)
def test_nothing_is_left_unfilled(language):
    """No empty salutation, no empty brackets, no placeholder, no stray comma, whatever is missing."""
    for known in every_gap():
        for title, text in written(language, **known).values():
            whole = f"{title}\n{readable(text)}"
            assert not re.search(r"[ (\u201e\u00ab\u2018][,)]|\(\s*\)|,\s*,|[{}\[\]]|None|Undefined|\bNone\b", whole), (
                whole
            )
            assert not re.search(r"\S {2,}\S", whole), whole
            assert not re.search(r"(?m)^[,:;.)]", whole), whole
            assert not re.search(r": *$", title), title
            assert "\n\n\n" not in whole


@pytest.mark.parametrize("language", Language)
def test_a_phone_shows_what_to_do(language):
    """Titles of at most 60 characters, and a text that begins with two lines of what to do, not with a list."""
    for texts in texts_of(language).values():
        for kind in map(str, Kind):
            title, text = texts[kind]
            assert 0 < len(title) <= 60
            first, *rest = text.splitlines()
            assert first
            assert len(first) <= 130
            assert kind == "attention" or (rest and "mailto:" not in f"{first}{rest[0]}")


@pytest.mark.parametrize("language", Language)
def test_an_unfilled_block_says_nothing_and_a_filled_one_is_read(language):
    """The labels syncd writes are those it reads, and its own words are never taken for an answer."""
    for texts in texts_of(language).values():
        for kind, (_title, text) in texts.items():
            assert read_answers(text).next_step is None
            assert read_answers(text).outcome is None
            if kind in ("thank-you", "follow-up", "second-follow-up", "close-out"):
                step, outcome = Wording(language).answer_block.splitlines()
                assert text.endswith(f"{step}\n{outcome}")
                filled = read_answers(text.replace(step, f"{step} 7 days"))
                assert filled.next_step == "7 days"


@pytest.mark.parametrize("language", Language)
def test_the_hint_names_words_that_are_understood(language):
    """What the text offers as an outcome is understood as one."""
    (hint,) = [
        line
        for line in texts_of(language)["everything is known"]["close-out"][1].splitlines()
        if line.endswith(":") and "(" in line
    ]
    label = Wording(language).answer_block.splitlines()[1]
    offered = re.split(r",\s*", hint.partition("(")[2].partition(")")[0])
    assert [str(read_answers(f"{label} {word}").outcome) for word in offered] == [
        "offer",
        "rejected",
        "withdrawn",
        "hired",
    ]


@pytest.mark.parametrize("language", Language)
def test_no_two_letters_are_alike(language):
    """Interviewers compare what they got: four nameless people get four texts, too."""
    people = tuple(Person(name=None, email=f"p{number}@acme.example") for number in range(4))
    bodies = re.findall(r"body=(\S+)", written(language, people=people)["thank-you"][1])
    assert len(set(bodies)) == 4


def test_a_letter_survives_any_name():
    """Signs that mean something in an address are encoded (RFC 6068)."""
    link = mailto("o'neil+jobs@acme.example", "R&D? 100%", "Dear Zo\u00eb,\n\nyes & no")
    parts = urlsplit(link)
    assert unquote(parts.path) == "o'neil+jobs@acme.example"
    assert parse_qs(parts.query) == {"subject": ["R&D? 100%"], "body": ["Dear Zo\u00eb,\r\n\r\nyes & no"]}


@pytest.mark.parametrize(
    ("phone", "link"),
    [
        ("+493012345", "tel:+493012345"),
        ("030 / 123-45", "tel:03012345"),
        ("+1 (212) 555-0100 ext. 7", "tel:+12125550100;ext=7"),
    ],
)
def test_a_number_as_written_can_be_dialled(phone, link):
    """What cannot be dialled is left out (RFC 3966)."""
    assert tel(phone) == link


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("short", "short"),
        ("a title that goes on for longer than a phone would show it", "a title that goes on for\u2026"),
        ("x" * 40, "x" * 28 + "\u2026"),
        ("two  words\nhere", "two words here"),
    ],
)
def test_a_long_title_is_cut_at_a_word(text, cut):
    """Or in the middle of one that is too long itself."""
    assert shorten(text, 29) == cut


def test_a_template_of_the_users_stands_in_for_one_of_syncds():
    """Only the one; with or without its suffix."""
    for name in ("keep-looking", "keep-looking.j2"):
        wording = Wording(Language.EN, {name: "Onwards, {{ me }}!\n\nNext one."})
        text = wording.text("keep-looking", {"me": "Sam"})
        assert (text.summary, text.description) == ("Onwards, Sam!", "Next one.")
        assert wording.problems == []


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        ("fine\n{% if %}", "keep-looking.j2, line 2: "),
        ("fine\n\n{{ compnay }}", "keep-looking.j2, line 3: 'compnay' is undefined"),
        ("{{ me / 0 }}", "keep-looking.j2, line 1: "),
        ("{{ me.__class__.__mro__ }}", "keep-looking.j2, line 1: access to attribute '__class__'"),
        ("{{ ''.__class__ }}", "keep-looking.j2, line 1: access to attribute '__class__'"),
        ("{% include 'secret' %}", "keep-looking.j2, line 1: "),
    ],
)
def test_a_broken_template_is_reported_and_syncds_own_used(broken, problem):
    """With name and line, once, and nothing is written with holes in it."""
    wording = Wording(Language.EN, {"keep-looking": broken})
    built_in = Wording(Language.EN).text("keep-looking", {"me": "Sam"})
    for _pass in range(2):
        assert wording.text("keep-looking", {"me": "Sam"}) == built_in
    (said,) = wording.problems
    assert said.startswith(problem)


def test_a_template_that_there_is_not_is_reported():
    """A misspelt file name does nothing, and says so."""
    (said,) = Wording(Language.EN, {"thankyou": "x"}).problems
    assert "thankyou.j2" in said
    assert "thank-you" in said


@pytest.mark.parametrize("language", Language)
def test_every_language_has_every_template(language):
    """None falls back on another language."""
    folder = Path(__file__).parents[2] / "syncd" / "core" / "templates" / language
    assert {path.name for path in folder.iterdir()} == {f"{name}.j2" for name in TEMPLATES} | {"words.toml"}
    words = Wording(language)
    assert all(words.stage(stage) for stage in Stage if stage is not Stage.OTHER)
    assert words.stage(Stage.OTHER) == ""
    assert len({words.date(date(2026, 1, 1) + timedelta(days=31 * month)) for month in range(12)}) == 12


def test_people_of_a_large_panel_are_counted_in_the_title():
    """The title names whom it can; the text names everyone."""
    people = tuple(Person(name=f"Somebody Number{number}", email=f"p{number}@acme.example") for number in range(9))
    title, text = written(Language.EN, people=people)["thank-you"]
    re.fullmatch(r"Say thank you: .* \+[78]", title)
    assert all(person.name in text for person in people)
