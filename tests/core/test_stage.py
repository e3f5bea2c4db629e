"""Which round it is: the title decides, then the text, then who takes part and where."""

from __future__ import annotations

import pytest

from syncd.core.model import Person, PersonKind, Stage
from syncd.core.stage import find_stage
from tests.core.invitations import read

RECRUITER = Person(name="Piers Holt", title="Recruiter", kind=PersonKind.RECRUITER)
BOSS = Person(name="Bisi Oyelaran", title="Head of Nursing")
PEERS = tuple(Person(name=f"Peer {number}") for number in range(3))
TEXT = "We look forward to meeting you."
FROM_ACME = "Kim Oh <kim@acme.example>"


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("Final interview Acme", Stage.FINAL),
        ("Letzte Runde Acme", Stage.FINAL),
        ("Restitution du cas pratique Acme", Stage.CASE_STUDY),
        ("Panel interview Acme", Stage.PANEL),
        ("Jury de recrutement Acme", Stage.PANEL),
        ("Entrevista técnica Acme", Stage.TECHNICAL),
        ("Rozmowa techniczna Acme", Stage.TECHNICAL),
        ("Proefdag Acme", Stage.ONSITE),
        ("Probearbeiten Acme", Stage.ONSITE),
        ("最終面接 Acme", Stage.FINAL),
        ("Acme – Backend deep-dive with Priya", Stage.TECHNICAL),
        ("Acme x Sam: live SQL exercise", Stage.TECHNICAL),
        ("Pairing with the platform team – Acme", Stage.TECHNICAL),
        ("Case Interview Round 1 – Acme Consulting", Stage.CASE_STUDY),
        ("Presentation of homework assignment – Acme", Stage.CASE_STUDY),
        ("Last conversation before offer – Acme", Stage.FINAL),
        ("Panel interview – Deputy Head, St Anne's", Stage.PANEL),
        ("Onsite at Acme HQ (half day)", Stage.ONSITE),
        ("Assessment centre – Acme Graduate Scheme", Stage.ONSITE),
        ("Screening call w/ TA – Acme", Stage.RECRUITER_SCREEN),
        ("Acme - intro with Talent team", Stage.RECRUITER_SCREEN),
        ("Chat with Head of Product, Acme", Stage.HIRING_MANAGER),
        ("Fachliches Gespräch mit dem Entwicklerteam – Acme", Stage.TECHNICAL),
        ("Probeunterricht Realschule Nord", Stage.TECHNICAL),
        ("Abschlussrunde mit der Geschäftsführung – Acme", Stage.FINAL),
        ("Vorstellung vor dem Auswahlgremium – Stadt Ulm", Stage.PANEL),
        ("Kennenlerntag vor Ort – Acme", Stage.ONSITE),
        ("Telefoninterview mit Personalreferentin", Stage.RECRUITER_SCREEN),
        ("Interview Fachbereichsleitung Acme", Stage.HIRING_MANAGER),
        ("Test de code en direct – Acme", Stage.TECHNICAL),
        ("Dernier échange avec la direction – Acme", Stage.FINAL),
        ("Journée d'essai – Boulangerie Paul", Stage.ONSITE),
        ("Pré-entretien téléphonique Acme", Stage.RECRUITER_SCREEN),
        ("Entretien manager – Acme", Stage.HIRING_MANAGER),
        ("Prueba de código en vivo – Acme", Stage.TECHNICAL),
        ("Última entrevista con dirección – Acme", Stage.FINAL),
        ("Día de prueba en cocina – Casa Pepe", Stage.ONSITE),
        ("Entrevista con la jefa de equipo – Acme", Stage.HIRING_MANAGER),
        ("Presentazione del caso – Acme", Stage.CASE_STUDY),
        ("Colloquio con la commissione – Comune di Pavia", Stage.PANEL),
        ("Telefonata conoscitiva HR – Acme", Stage.RECRUITER_SCREEN),
        ("Entrevista técnica com o time – Acme", Stage.TECHNICAL),
        ("Etapa final com a diretoria – Acme", Stage.FINAL),
        ("Dia de teste na cozinha – Tasca", Stage.ONSITE),
        ("Conversa com o gestor da vaga – Acme", Stage.HIRING_MANAGER),
        ("Presentatie van je case – Acme", Stage.CASE_STUDY),
        ("Gesprek met de selectiecommissie – gemeente Ede", Stage.PANEL),
        ("Telefonische intake met recruiter – Acme", Stage.RECRUITER_SCREEN),
        ("Rozmowa techniczna – Acme", Stage.TECHNICAL),
        ("Rozmowa przed komisją – Urząd Miasta", Stage.PANEL),
        ("Rozmowa telefoniczna z HR – Acme", Stage.RECRUITER_SCREEN),
        ("Teknisk intervju – Acme", Stage.TECHNICAL),
        ("Slutintervju med vd – Acme", Stage.FINAL),
        ("Provjobb – Bageriet", Stage.ONSITE),
        ("Intervju med rekryterande chef – Acme", Stage.HIRING_MANAGER),
        ("最終面接 役員 Acme", Stage.FINAL),
        ("部門長面接 Acme", Stage.HIRING_MANAGER),
        ("グループ面接 Acme", Stage.PANEL),
        ("Vorstellungsgespräch Acme", Stage.OTHER),
        ("Entretien Acme", Stage.OTHER),
        ("Colloquio Acme", Stage.OTHER),
        ("Interview Acme", Stage.OTHER),
    ],
)
def test_the_title_decides(title, stage):
    """In every language."""
    assert find_stage(read(title)) is stage


@pytest.mark.parametrize(
    ("people", "stage"),
    [
        ((), Stage.OTHER),
        ((RECRUITER,), Stage.RECRUITER_SCREEN),
        ((BOSS,), Stage.HIRING_MANAGER),
        ((RECRUITER, BOSS), Stage.HIRING_MANAGER),
        (PEERS, Stage.PANEL),
        (PEERS[:1], Stage.OTHER),
    ],
)
def test_those_who_take_part_decide_where_nothing_is_said(people, stage):
    """Recruiters alone screen, somebody who leads is the future boss, three together are a panel."""
    assert find_stage(read("Interview Acme", TEXT, FROM_ACME), people) is stage


def test_a_first_talk_with_the_boss_is_no_screening():
    """Getting to know each other is what recruiters do and what bosses do."""
    reading = read("Kennenlernen Acme", TEXT, FROM_ACME)
    assert find_stage(reading, (RECRUITER,)) is Stage.RECRUITER_SCREEN
    assert find_stage(reading, (RECRUITER, BOSS)) is Stage.HIRING_MANAGER


def test_at_their_house_it_is_onsite():
    """Unless the location is a line, or one person is met for an hour."""
    told, there = "Please come to our office.", "Mill Lane 4, Leeds"
    both = (BOSS, PEERS[0])
    assert find_stage(read("Interview Acme", told, FROM_ACME, there), both) is Stage.ONSITE
    assert find_stage(read("Interview Acme", told, FROM_ACME, there), (BOSS,)) is Stage.HIRING_MANAGER
    assert find_stage(read("Interview Acme", told, FROM_ACME, "Zoom"), both) is Stage.HIRING_MANAGER


@pytest.mark.parametrize(
    ("title", "text", "stage"),
    [
        ("Lunch with Ada Byron, Acme", "she needs a lead", Stage.HIRING_MANAGER),
        ("Kaffee mit Ada Byron (Acme)", "", Stage.HIRING_MANAGER),
        ("Acme: chat", "I lead the group you would join, reporting to me.", Stage.HIRING_MANAGER),
        ("Entretien avec la direction Acme", "", Stage.FINAL),
        ("HR round Acme", "", Stage.RECRUITER_SCREEN),
        ("Portfolio walkthrough Acme", "", Stage.TECHNICAL),
        ("Colloquio conoscitivo Banca Acme", "", Stage.RECRUITER_SCREEN),
    ],
)
def test_what_is_said_of_the_round(title, text, stage):
    """In the title alone, or by whoever leads those who are looked for."""
    assert find_stage(read(title, text, FROM_ACME), PEERS[:1]) is stage


def test_personnel_is_no_boss():
    """Whatever the title: the head of people screens."""
    head = Person(name="Kim Oh", title="Head of People")
    assert find_stage(read("Interview Acme", TEXT, FROM_ACME), (head,)) is Stage.RECRUITER_SCREEN


def test_words_of_the_job_tell_no_round():
    """A technical writer's interview is not a technical one."""
    reading = read("Interview: Technical Writer", TEXT)
    assert find_stage(reading, position="Technical Writer") is Stage.OTHER


def test_an_agency_with_a_secret_client_screens():
    """Whoever speaks for it."""
    assert find_stage(read("Call", TEXT, FROM_ACME), (BOSS,), for_client=True) is Stage.RECRUITER_SCREEN
