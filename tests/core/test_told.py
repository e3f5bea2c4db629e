"""Who is named in a sentence and not met all the same, and who is met although the words are alike."""

from __future__ import annotations

import pytest

from tests.core.test_people import people_met

# language, addresses (the organizer first), description, names of those met
ROWS = [
    ("en", "Cy Orr; Dot Lunn", "Dot Lunn leads the conversation. Cy Orr looks after Dot's diary.", ["Dot Lunn"]),
    ("en", "Cy Orr; Dot Lunn", "You'll be talking to Dot Lunn. I look after her diary.\nCy", ["Dot Lunn"]),
    ("en", "Cy Orr", "I arrange the training in our team and want to meet you.\nCy Orr, Manager", ["Cy Orr"]),
    ("en", "Cy Orr", "Cy Orr will interview you. Last week you met Abe Rao and Lise Berg.", ["Cy Orr"]),
    ("en", "Cy Orr", "Cy Orr, who arranges rooms for the region, will interview you.", ["Cy Orr"]),
    ("de", "Uwe Kolb; Ida Vogt", "Uwe Kolb hat nur den Raum gebucht. Ida Vogt, Leiterin Einkauf", ["Ida Vogt"]),
    ("de", "Ida Vogt", "Am Empfang bitte bei Frau Ute Lenz melden. Ida Vogt, Leiterin Einkauf", ["Ida Vogt"]),
    ("fr", "Odile Roux; Yann Colin", "Yann Colin vous recevra. Odile Roux gère son agenda.", ["Yann Colin"]),
    ("fr", "Odile Roux", "Odile Roux coordonne l'équipe et vous présentera le poste.", ["Odile Roux"]),
    (
        "es",
        "Raúl Vega; Pilar Gil",
        "Le entrevistará Raúl Vega. La logística la coordina mi asistente, Pilar Gil.",
        ["Raúl Vega"],
    ),
    ("es", "Raúl Vega", "Ya hablaste con Belén Cano; ahora te toca conmigo. Raúl Vega, director", ["Raúl Vega"]),
    ("pt", "Rui Pinto; Lia Costa", "A entrevista é com Rui Pinto. A Lia Costa apenas marcou a sala.", ["Rui Pinto"]),
    ("it", "Sara Conti", "In portineria chieda di Bruno Sala. La riceverà Sara Conti, direttrice.", ["Sara Conti"]),
    ("nl", "Ruben Bos; Ellen Vos", "Je spreekt Ruben Bos. Ellen Vos beheert zijn agenda.", ["Ruben Bos"]),
    (
        "pl",
        "Iga Sowa; Piotr Zych",
        "Prowadzę kalendarz Piotra Zycha, z którym Pani porozmawia. Iga Sowa",
        ["Piotr Zych"],
    ),
    ("sv", "Jonas Alm; Karin Hed", "Du träffar Jonas Alm. Karin Hed sköter kalendern.", ["Jonas Alm"]),
    ("en", "", "Interview w/ Dana Fisk. Mum (Ruth Lane) is driving me.", ["Dana Fisk"]),
    (
        "en",
        "Cy Orr; Dot Lunn",
        "Dot Lunn has an hour for you.\n\nCy Orr\nPA to Dot Lunn, Medical Director",
        ["Dot Lunn"],
    ),
    ("sv", "Karin Hed", "Ask at reception for Berit. You will meet Karin Hed.", ["Karin Hed"]),
    (
        "en",
        "Cy Orr",
        "I'll see you on Monday.\nCy Orr, Director\n\nOn 3 Aug 2026, Lin Cho <lin.cho@foss.example> wrote:\n> Good talk.\n> Lin Cho",
        ["Cy Orr"],
    ),
    (
        "es",
        "",
        "Hablas con Bernardo Olvera, director, y Marisa Pons, RH.\n\n-----Mensaje original-----\nDe: Joel Gil\nGracias. Sandra Lugo, jefa de equipo",
        ["Bernardo Olvera", "Marisa Pons"],
    ),
    ("nl", "", "mail 11/1:\n> 13.00 gesprek met Marjolein Berg, teamleider", ["Marjolein Berg"]),
    ("en", "Cy Orr; Dot Lunn", "Dot Lunn will take the interview and Cy Orr will take notes.", ["Dot Lunn"]),
    ("en", "Cy Orr; Dot Lunn", "Dot has to move this. Cy Orr (assistant to Dot Lunn)", ["Dot Lunn"]),
    ("fr", "Odile Roux; Yann Colin", "Yann Colin vous recevra.\nOdile Roux, assistante", ["Yann Colin"]),
    ("sv", "Karin Hed; Oskar Ek", "Intervjun h\u00e5lls av Oskar Ek. Karin Hed bokar \u00e5t Oskar.", ["Oskar Ek"]),
    ("ja", "田中 美咲; 佐々木 健", "面接官は佐々木 健です。日程調整は田中 美咲が担当いたします。", ["佐々木 健"]),
    ("de", "Ute Lenz; Leo Kranz", "Ich bin die Assistentin von Herrn Kranz.\nUte Lenz", ["Leo Kranz"]),
    (
        "pl",
        "Ewa Duda; Marek Sikora",
        "Jestem asystentką Marka Sikory, który poprowadzi rozmowę.\nEwa Duda",
        ["Marek Sikora"],
    ),
    (
        "fr",
        "Karim Petit",
        "Vous avez été reçu par Laure Pinto. Cette fois, c'est moi.\nKarim Petit, directeur",
        ["Karim Petit"],
    ),
    (
        "nl",
        "Mark Visser; Inge Bos",
        "Mark Visser voert het gesprek. Inge Bos heeft deze afspraak gemaakt.",
        ["Mark Visser"],
    ),
    ("it", "", "Colloquio con Giorgia Leoni. Mia sorella Clara mi presta la macchina.", ["Giorgia Leoni"]),
]


@pytest.mark.parametrize(("language", "addresses", "description", "names"), ROWS)
def test_a_sentence_tells_who_is_not_met(language, addresses, description, names):
    """Those who arrange, were met before, open doors or are the user's own are no contacts."""
    written = [f"{name} <{name.replace(' ', '.').lower()}@foss.example>" for name in addresses.split("; ") if name]
    people = people_met(language, "Interview" if language == "en" else "", "; ".join(written), description)
    assert sorted(one.name for one in people) == names
