"""The job: from labels, titles and sentences, cut where it ends; null where the event does not tell."""

from __future__ import annotations

import pytest

from syncd.core.position import find_position
from tests.core.invitations import read

TITLES = {
    "Interview - Robin Falk - Ward Sister, Paediatrics": "Ward Sister, Paediatrics",
    "Technical Interview | Robin Falk | DevOps Engineer | Acme": "DevOps Engineer",
    "Interview: Design Manager (REQ-20417)": "Design Manager",
    "Interview Softwareentwickler Java (w/m/d)": "Softwareentwickler Java (w/m/d)",
    "Telefonat wg. Bauleiter, Raum Kassel": "Bauleiter",
    "Poste de comptable, client confidentiel": "comptable",
    "Entrevista final Acme, profesor titular": "profesor titular",
    "Entrevista com o RH | Vaga Analista Financeiro | Acme": "Analista Financeiro",
    "Telefonata con Acme per addetto mensa": "addetto mensa",
    "Gesprek functie Projectleider Infra": "Projectleider Infra",
    "Rozmowa techniczna – Programista Java – Acme": "Programista Java",
    "Anställningsintervju för tjänsten som lärare": "lärare",
    "Interview - R-00412 Clinical Trainer": "Clinical Trainer",
    "Functie van hotelmanager bij Acme": "hotelmanager",
    "Probetag Unternehmensjuristin 60 %": "Unternehmensjuristin",
    "Interview – Junior Buyer (Hamburg)": "Junior Buyer",
    "面接 Acme 教育普及係長": "教育普及係長",
    "Interview @ Acme 3pm": None,
    "Telephone interview - Sarah from HR, Acme": None,
}
BODIES = {
    "Post: Teacher of Mathematics\nPlease report to reception.": "Teacher of Mathematics",
    "You'll meet our CEO for the Operations Lead role.": "Operations Lead",
    "We liked your application for the role of Senior Engineer, Tunnels (REF4471K).": "Senior Engineer, Tunnels",
    "Ihre Bewerbung als Testingenieurin Messtechnik hat uns gefallen.": "Testingenieurin Messtechnik",
    "Suite à votre candidature au poste de Chef de projet digital, échangeons.": "Chef de projet digital",
    "La posizione di Compliance Officer, presso la nostra sede.": "Compliance Officer",
    "Obrigado por se candidatar à vaga de Engenheiro de Dados na Acme.": "Engenheiro de Dados",
    "Leuk dat je belangstelling hebt voor de functie van Testontwikkelaar bij Acme.": "Testontwikkelaar",
    "Tack för din ansökan till tjänsten som projektledare på vårt kontor.": "projektledare",
    "■職種:品質管理\n■面接官:田中": "品質管理",
    "Pour quel poste postulez-vous ?\nComptable général (CDI)": "Comptable général",
    "Event Name\nTelephone interview - Befriending Coordinator\n\nLocation: phone": "Befriending Coordinator",
    "Your day with us\n\nSenior Data Engineer\n\n13:00 Coding\n14:00 Lunch\n15:00 End": "Senior Data Engineer",
    "Looking forward to meeting you.": None,
}


@pytest.mark.parametrize("title", TITLES)
def test_a_title_names_the_job(title):
    """Interview words, names, references and places beside it are left out."""
    assert find_position(read(title), "Acme") == TITLES[title]


@pytest.mark.parametrize("body", BODIES)
def test_a_text_names_the_job(body):
    """A sentence goes on behind the job; the job ends before."""
    assert find_position(read("Interview with Acme", body, "Kim Oh <kim@acme.example>"), "Acme") == BODIES[body]
