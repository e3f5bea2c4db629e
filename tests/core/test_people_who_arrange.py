"""Who only arranges, is ill or replaced, is kin or a mailbox."""

from __future__ import annotations

import pytest

from tests.core.test_people import people_met

# language, title, addresses (the organizer first), description, names of those met, addresses of nobody
ROWS = [
    (
        "en",
        "Interview – Buyer",
        "Ava <ava@hollinsgroup.example>; pete.marsh@hollinsgroup.example; priya.raman@example.com",
        "Hi Priya, I'm Ava, Hollins' automated scheduling assistant. You're meeting Pete Marsh, Head of Buying.",
        ["Pete Marsh"],
        ["ava@hollinsgroup.example"],
    ),
    (
        "en",
        "Interview – Buyer",
        "Beth Cowan <beth.cowan@hollinsgroup.example>; Pete Marsh <pete.marsh@hollinsgroup.example>; priya.raman@example.com",
        "Hi Priya, booking this in for Pete. Shout if the time doesn't work.\n\nBeth Cowan | EA to Pete Marsh",
        ["Pete Marsh"],
        ["beth.cowan@hollinsgroup.example"],
    ),
    (
        "en",
        "Interview with Sandpiper",
        "Nora Finch <nora.finch@sandpiper.example>; Luis Ortega <luis.ortega@sandpiper.example>; priya.raman@example.com",
        "Sent on behalf of Luis Ortega.\n\nLooking forward to hearing about your work on grids.\nLuis",
        ["Luis Ortega"],
        ["nora.finch@sandpiper.example"],
    ),
    (
        "en",
        "Interview: Planner",
        "Jo Tate <jo.tate@wessex.example>; Abe Lund <abe.lund@wessex.example>; Kim Orr <kim.orr@wessex.example>; priya.raman@example.com",
        "Interviewers: Abe Lund, Kim Orr\nCoordinator: Jo Tate",
        ["Abe Lund", "Kim Orr"],
        ["jo.tate@wessex.example"],
    ),
    (
        "en",
        "Interview: Planner",
        "Jo Tate (Candidate Experience) <jo.tate@wessex.example>; Abe Lund <abe.lund@wessex.example>; priya.raman@example.com",
        "",
        ["Abe Lund"],
        ["jo.tate@wessex.example"],
    ),
    (
        "en",
        "Final interview",
        "Dale Irwin <dale.irwin@foss.example>; Mo Farouk <mo.farouk@foss.example>; priya.raman@example.com",
        "Mo is your interviewer. I'm copied only so that I can move this if needed.\nDale",
        ["Mo Farouk"],
        ["dale.irwin@foss.example"],
    ),
    (
        "en",
        "Interview",
        "Hana Ito <hana.ito@foss.example>; Mo Farouk <mo.farouk@foss.example>; Reception <frontdesk@foss.example>; priya.raman@example.com",
        "Mo will interview you. Hana (reception) will let you in.",
        ["Mo Farouk"],
        ["hana.ito@foss.example", "frontdesk@foss.example"],
    ),
    (
        "en",
        "Interview w/ Fossdyke",
        "Gil Roe <gil.roe@foss.example>; priya.raman@example.com; Chris Wade <chris.wade@foss.example>",
        "Hi, Chris has now left the business, so it'll just be me.\nGil Roe, Studio Director",
        ["Gil Roe"],
        ["chris.wade@foss.example"],
    ),
    (
        "en",
        "Interview",
        "Priya Raman <p.raman@oldfirm.example>; Gil Roe <gil.roe@foss.example>; priya.raman@example.com",
        "Gil Roe, Director",
        ["Gil Roe"],
        ["p.raman@oldfirm.example"],
    ),
    (
        "en",
        "Phone interview",
        "Mia Long <mia@talentforge-assist.example>; Gil Roe <gil.roe@foss.example>; priya.raman@example.com",
        "Hi Priya,\nI'm Gil's assistant and have put this in his calendar for you both.\nMia",
        ["Gil Roe"],
        ["mia@talentforge-assist.example"],
    ),
    (
        "de",
        "Vorstellungsgespräch",
        "Ute Brandl <u.brandl@kessler.example>; Horst Rieck <h.rieck@kessler.example>; katrin.hollmann@example.org",
        "Sehr geehrte Frau Hollmann, im Auftrag von Herrn Rieck sende ich Ihnen diese Einladung.\nUte Brandl\nVorstandssekretariat",
        ["Horst Rieck"],
        ["u.brandl@kessler.example"],
    ),
    (
        "de",
        "Gespräch",
        "Termin-Team <terminteam@kessler.example>; Horst Rieck <h.rieck@kessler.example>; katrin.hollmann@example.org",
        "Herr Rieck erwartet Sie. Fragen? terminteam@kessler.example oder Ute Brandl (u.brandl@kessler.example).",
        ["Horst Rieck"],
        ["u.brandl@kessler.example", "terminteam@kessler.example"],
    ),
    (
        "de",
        "Gespräch Horst Rieck",
        "Ute Brandl <u.brandl@kessler.example>; Horst Rieck <h.rieck@kessler.example>; katrin.hollmann@example.org",
        "Hallo Frau Hollmann, ich habe den Termin für Herrn Rieck eingestellt, er meldet sich dann bei Ihnen.\nUte Brandl",
        ["Horst Rieck"],
        ["u.brandl@kessler.example"],
    ),
    (
        "fr",
        "Entretien",
        "Léa Pic <lea.pic@ardent.example>; Marc Davy <marc.davy@ardent.example>; maud.kerbrat@example.net",
        "Bonjour, je vous envoie cette invitation de la part de Marc Davy, directeur.\nLéa Pic\nAssistante",
        ["Marc Davy"],
        ["lea.pic@ardent.example"],
    ),
    (
        "fr",
        "Entretien",
        "Léa Pic <lea.pic@ardent.example>; Marc Davy <marc.davy@ardent.example>; maud.kerbrat@example.net",
        "Marc Davy vous recevra. Léa, en copie, s'occupe de la salle.",
        ["Marc Davy"],
        ["lea.pic@ardent.example"],
    ),
    (
        "es",
        "Entrevista",
        "Rosa Gil <rosa.gil@nogal.example>; Iván Sanz <ivan.sanz@nogal.example>; nuria.casals@example.com",
        "Hola Nuria, te escribo de parte de Iván Sanz, director de operaciones, para reservar este hueco.\nRosa Gil\nAdministración",
        ["Iván Sanz"],
        ["rosa.gil@nogal.example"],
    ),
    (
        "it",
        "Colloquio",
        "Pia Rota <pia.rota@lucente.example>; Ugo Boni <ugo.boni@lucente.example>; sveva.montagna@example.com",
        "Buongiorno, le invio l'invito per conto dell'ing. Boni.\nPia Rota\nUfficio Personale",
        ["Ugo Boni"],
        ["pia.rota@lucente.example"],
    ),
    (
        "nl",
        "Gesprek",
        "Iris Bos <iris.bos@havik.example>; Koen Maas <koen.maas@havik.example>; bram.hoekstra@example.com",
        "Hoi Bram, namens Koen Maas stuur ik je deze uitnodiging. Iris",
        ["Koen Maas"],
        ["iris.bos@havik.example"],
    ),
    (
        "pt",
        "Entrevista",
        "Lia Pires <lia.pires@cobre.example>; Rui Sá <rui.sa@cobre.example>; tiago.lourenco@example.com",
        "Olá, marco em nome do Rui Sá. Qualquer alteração falem comigo.\nLia Pires",
        ["Rui Sá"],
        ["lia.pires@cobre.example"],
    ),
    (
        "sv",
        "Intervju",
        "Moa Ek <moa.ek@fjord.example>; Olle Brink <olle.brink@fjord.example>; stina.alm@example.com",
        "Hej, jag skickar inbjudan åt Olle Brink, platschef. Han tar intervjun själv.\nMoa",
        ["Olle Brink"],
        ["moa.ek@fjord.example"],
    ),
    (
        "pl",
        "Rozmowa",
        "Iza Mróz <iza.mroz@stal.example>; Jan Bąk <jan.bak@stal.example>; ola.zielinska@example.com",
        "Wysyłam zaproszenie w imieniu Jana Bąka, kierownika działu.\nIza Mróz\nbiuro",
        ["Jan Bąk"],
        ["iza.mroz@stal.example"],
    ),
    (
        "en",
        "Interview",
        "Interview Team <interview.team@foss.example>; Gil Roe <gil.roe@foss.example>; priya.raman@example.com",
        "Gil Roe, Director\n\nPrivacy questions: Data Protection Officer, Ann Shaw, ann.shaw@foss.example",
        ["Gil Roe"],
        ["ann.shaw@foss.example"],
    ),
    (
        "en",
        "Interview",
        "Gil Roe <gil.roe@foss.example>; Room 4 East <room4east@foss.example>; Studio Projector <studio.projector@foss.example>; Blue Whale (6) <bluewhale@foss.example>; priya.raman@example.com",
        "Gil Roe, Director",
        ["Gil Roe"],
        ["room4east@foss.example", "studio.projector@foss.example", "bluewhale@foss.example"],
    ),
    (
        "en",
        "Interview",
        "Gil Roe <gil.roe@foss.example>; fossil-hiring-panel@foss.example; UX Chapter <ux-chapter@foss.example>; Design Leads <design.leads@foss.example>; priya.raman@example.com",
        "Gil Roe, Director",
        ["Gil Roe"],
        ["fossil-hiring-panel@foss.example", "ux-chapter@foss.example", "design.leads@foss.example"],
    ),
    (
        "en",
        "Interview",
        "Gil Roe <gil.roe@foss.example>; Tom Raman <tom.raman@familymail.example>; priya.raman@example.com; mum <anita.raman@gmail.com>",
        "Gil Roe, Director",
        ["Gil Roe"],
        ["tom.raman@familymail.example", "anita.raman@gmail.com"],
    ),
    (
        "de",
        "Vorstellungsgespräch Stadtwerke",
        "Bewerbung <bewerbung@sw-auental.example>; katrin.hollmann@example.org",
        "Am Gespräch nehmen teil:\n• Herr Dipl.-Ing. Volker Rehm, Bereichsleiter Netze\n• Frau Dr. Simone Aßmann, Personalleiterin\n• ein Mitglied des Betriebsrates\n\nMit freundlichen Grüßen\nim Auftrag\nLisa Holm",
        ["Volker Rehm", "Simone Aßmann"],
        ["bewerbung@sw-auental.example"],
    ),
]


@pytest.mark.parametrize(("language", "title", "addresses", "description", "names", "nobodys"), ROWS)
def test_those_who_arrange_are_not_met(language, title, addresses, description, names, nobodys):
    """Those met are, each once; the others are no contact, nor is their address anybody else's."""
    people = people_met(language, title, addresses, description)
    assert sorted(one.name for one in people) == sorted(names)
    assert not {one.email for one in people} & set(nobodys)
