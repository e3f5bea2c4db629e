"""Who is met, as people note it for themselves: first names behind a comma, nobody invited."""

from __future__ import annotations

import pytest

from tests.core.test_people import people_met

# language, title, addresses (the organizer first), description, names of those met
NOTED = [
    ("en", "Interview @ Tarn & Fell - Moira, then Declan", "", "second floor. bring portfolio", ["Moira", "Declan"]),
    ("en", "2nd round Brightwater (w/ Tunde + Saskia)", "", "ask about hybrid", ["Tunde", "Saskia"]),
    ("en", "phone intv Kestrel Freight, Bob Hanrahan calling", "", "re dispatcher job", ["Bob Hanrahan"]),
    (
        "en",
        "Ops Manager interview",
        "",
        "Panel = Gwen Achterberg, Tyrell Boone + someone from HR. 3rd floor, sign in at desk",
        ["Gwen Achterberg", "Tyrell Boone"],
    ),
    (
        "en",
        "Interview - Harlow Mutual - 1pm",
        "",
        "hiring mgr: Faith Ncube. Recruiter was Dom (Pinstripe Talent)",
        ["Faith Ncube"],
    ),
    ("en", "Chat with Hollis about the studio job", "", "Fern & Fable, he said to bring sketchbook", ["Hollis"]),
    ("de", "Vorstellungsgespräch Möbel Rasch - Fr. Tillner / Hr. Böge", "", "Parkplatz hinten", ["Tillner", "Böge"]),
    ("de", "Kennenlernen mit Annika (Teamlead), Fa. Nordlicht", "", "Zoom", ["Annika"]),
    ("de", "Bewerbungsgespräch Kita Sonnenhügel, Leiterin Marlies Petzold", "", "Führungszeugnis", ["Marlies Petzold"]),
    ("de", "Probetag Bäckerei Wölfle", "", "Chef: Herr Wölfle, Geselle: Sami", ["Wölfle", "Sami"]),
    ("fr", "Entretien Brasserie du Quai - Manon et Yanis", "", "venir en tenue", ["Manon", "Yanis"]),
    ("fr", "RDV Solène (cabinet Orme) pour le poste de comptable", "", "", ["Solène"]),
    ("es", "entrevista Grupo Almazara con Rocío y Dani", "", "llevar títulos", ["Rocío", "Dani"]),
    ("es", "2ª entrevista Textil Ferrer - Sr. Ferrer", "", "", ["Ferrer"]),
    (
        "es",
        "Entrevista puesto logística",
        "",
        "Hablar con Iñaki Zulueta (jefe de almacén), tlf 944 00 00 00",
        ["Iñaki Zulueta"],
    ),
    ("pt", "Entrevista Padaria Lusitana - D. Fátima", "", "levar CV", ["Fátima"]),
    ("pt", "Conversa com o Nuno e a Joana (startup do Porto)", "", "vaga de designer", ["Nuno", "Joana"]),
    ("it", "Secondo colloquio – sig.ra Bonfanti", "", "azienda Velaria", ["Bonfanti"]),
    ("nl", "Sollicitatie De Waag (Mw. Hendrikx)", "", "", ["Hendrikx"]),
    ("nl", "koffie met Teun (headhunter)", "", "rol bij verzekeraar", ["Teun"]),
    ("pl", "rozmowa Drukarnia Lotos - p. Zawada i Kinga", "", "", ["Zawada", "Kinga"]),
    ("ja", "カジュアル面談(五味さん)", "", "オンライン ツキミ株式会社", ["五味"]),
    ("de", "VG Autohaus Priem, Hr. Priem jun. + Fr. Klatt", "", "Zeugnisse!", ["Priem", "Klatt"]),
    ("de", "Probearbeiten Café Lindgrün", "", "bei Ayşe melden, Chefin ist Frau Demirci", ["Ayşe", "Demirci"]),
    (
        "fr",
        "Entretien d'embauche – Garage Tissier",
        "",
        "avec M. Tissier (patron) et sa fille Élodie",
        ["Tissier", "Élodie"],
    ),
    ("fr", "Café avec Ludivine Ferrand (Ateliers Sève)", "", "elle cherche une cheffe d'atelier", ["Ludivine Ferrand"]),
    ("es", "Entrevista Hotel Miramar, preguntar por Encarni", "", "uniforme no", ["Encarni"]),
    ("es", "Charla con Txema (almacén Ibaizabal)", "", "busca encargada", ["Txema"]),
    ("pt", "2ª entrevista Metalgest - Eng. Baltazar Leite", "", "levar portefólio", ["Baltazar Leite"]),
    (
        "it",
        "Colloquio Studio Ferrero e Associati",
        "",
        "con l'avv. Ferrero e la dott.ssa Lidia Bruni",
        ["Ferrero", "Lidia Bruni"],
    ),
    ("it", "Chiacchierata con Jacopo di Fabbrica Sonora", "", "cercano una social media manager", ["Jacopo"]),
    ("nl", "bellen met Esmee (recruiter Zuidas Partners)", "", "", ["Esmee"]),
    ("pl", "Rozmowa - Browar Stary Port", "", "z panem Markiem Wysockim i panią Ewą", ["Marek Wysocki", "Ewa"]),
    ("sv", "Fika med Hampus (Glimma AB)", "", "ev jobb som UX:are", ["Hampus"]),
    ("en", "Coffee with Rob T", "", "maybe PM role at Osprey. he's bringing Lena", ["Rob T"]),
    ("de", "vorstellen bei fa. kranz, herr nitz", "", "", ["Nitz"]),
    ("pt", "entrevista frigelo c/ marcos (eng.)", "", "", ["Marcos"]),
    ("es", "entrevista museo del faro con pilar", "", "", ["Pilar"]),
    ("en", "call w/ priyanka re job at oaktree", "", "", ["Priyanka"]),
    ("fr", "entretien boulangerie morel avec julie", "", "", ["Julie"]),
    ("nl", "koffie met teun over baan", "", "", ["Teun"]),
    ("it", "colloquio da rossi srl con sig.ra bianchi", "", "", ["Bianchi"]),
    ("en", "interview at may's diner", "", "", []),
    ("de", "gespräch mit frau ott, stadtwerke", "", "", ["Ott"]),
    ("sv", "intervju hos maja bageri", "", "", []),
]


@pytest.mark.parametrize(("language", "title", "addresses", "description", "names"), NOTED)
def test_those_whom_a_note_names(language, title, addresses, description, names):
    """A company, a street and a month beside them are nobody."""
    assert sorted(one.name for one in people_met(language, title, addresses, description)) == sorted(names)
