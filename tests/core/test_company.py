"""The hiring company: written in full, never an agency, never a person, null rather than a guess."""

from __future__ import annotations

import pytest

from syncd.core.companies.domains import fit
from syncd.core.companies.employers import is_agency
from syncd.core.companies.organisations import company_key
from syncd.core.company import find_company
from tests.core.invitations import read

TITLES = {
    "Interview @ Penrose Bakery 3pm": "Penrose Bakery",
    "Chat w/ Dana (CTO, Marlowe Systems) re platform lead": "Marlowe Systems",
    "Trial shift at The Copper Kettle": "The Copper Kettle",
    "Vorstellungsgespräch Bäckerei Hollerbusch": "Bäckerei Hollerbusch",
    "VG Anwaltskanzlei Brandt & Söhne 10:00": "Anwaltskanzlei Brandt & Söhne",
    "Entretien Boulangerie Chapuis 9h": "Boulangerie Chapuis",
    "RH Acme Logistique": "Acme Logistique",
    "Entrevista Panadería La Espiga 10am": "Panadería La Espiga",
    "Café con Marta, directora de Editorial Brisa": "Editorial Brisa",
    "Entrevista Padaria Central 14h": "Padaria Central",
    "Colloquio Panificio Berti ore 9": "Panificio Berti",
    "2e gesprek bij Tuinplan Vermeer": "Tuinplan Vermeer",
    "Rozmowa kwalifikacyjna Piekarnia Złoty Kłos": "Piekarnia Złoty Kłos",
    "Intervju Bageri Solrosen": "Bageri Solrosen",
    "最終面接(ひかり銀行)": "ひかり銀行",
    "二次面接 はるかぜ出版 15時": "はるかぜ出版",
    "interview initech 2pm": "initech",
    "interview Harlow's 3pm bring steel toes": "Harlow's",
    "Gesprek met Henk (voorman Bouwbedrijf Jansma)": "Bouwbedrijf Jansma",
    "Kaffee mit Tine, ihr Chef bei Lumenwerk sucht Office Manager": "Lumenwerk",
    "Lisbon - Pelican & Rye on-site (2 days)": "Pelican & Rye",
    "Breakfast with Skip, hiring for Lakeport Logistics' Toledo DC": "Lakeport Logistics",
    "Interview with Aloe Ridge Healthcare for Practice Administrator": "Aloe Ridge Healthcare",
    "interview Harrow & Lunn Henry St, 3pm": "Harrow & Lunn",
    "Your Stonebeck Group interviews": "Stonebeck Group",
    "Entretien – chargé de mission – Communauté de communes du Val Doré": "Communauté de communes du Val Doré",
    "Tweede gesprek gemeente Waterveen": "gemeente Waterveen",
    "sollicitatie de kantlijn 10u30": "de kantlijn",
    "colloquio la bottega dei sapori, ore 11": "la bottega dei sapori",
    "entrevista museo del faro (cádiz) online": "museo del faro",
    "interview dorsey & pell adjusters - case exercise": "dorsey & pell adjusters",
    "Premier appel entre Atelier Mouflon et Robin Falk": "Atelier Mouflon",
    "Kennenlernen: Robin Falk und Nordkant Architekten": "Nordkant Architekten",
    "Technisch gesprek Marschwolk \U0001f91d Robin": "Marschwolk",
    "Colloquio con Studio Legale Ferri e Associati": "Studio Legale Ferri e Associati",
    "Rekrutacja: Biblioteka Miejska w Sadkowie": "Biblioteka Miejska w Sadkowie",
    "Druga rozmowa Zakład Fryzjerski Iwona": "Zakład Fryzjerski Iwona",
    "Proefdraaien bij Restaurant 't Veerhuis": "Restaurant 't Veerhuis",
    "Probearbeiten Café Morgenrot": "Café Morgenrot",
    "Rozmowa z firmą Meblux": "Meblux",
    "phone intv Pellmore Physio – Gwen rings me": "Pellmore Physio",
    "intervju storköket torslund kl 10": "storköket torslund",
    "最終面接(青葉大学病院 看護師)": "青葉大学病院",
    "会社説明会後の個別面接 東山電機": "東山電機",
    "entrevista c/ carla da solverde 10h": "solverde",
    "Trabajo: entrevista Taller Hermanos Rueda": "Taller Hermanos Rueda",
    "Int. Dorsey & Pell": "Dorsey & Pell",
    "zoom w Terrell Briggs (AD, Llano Vista HS)": "Llano Vista HS",
    "Interview with Arlo (VP Eng), Plumtree": "Plumtree",
    "intvw kwik kerb tyres thurs 9": "kwik kerb tyres",
    "vg zahnarztpraxis dr. behrens 8:30": "zahnarztpraxis dr. behrens",
    "Entretien chez Vergers de la Tuilerie": "Vergers de la Tuilerie",
    "Visio Robin/Lab Ocre": "Lab Ocre",
    "Entretien : École supérieure d'art de Valmy (poste régisseur)": "École supérieure d'art de Valmy",
    "Telefonisch interview recruiter Bol & Baas": "Bol & Baas",
    "【オンライン】面接 ライフクリエイト社": "ライフクリエイト",
    "Interview @ M&R Joinery, unit 6": "M&R Joinery",
    "Interview (Director of Sport), The King's School Wexley": "The King's School Wexley",
    "Tweede gesprek: Robin en Vermeulen & Partners": "Vermeulen & Partners",
    "Probearbeit Friseur Haarscharf": "Friseur Haarscharf",
    "Eindgesprek Molenrood met dir. Alke Hoornstra": "Molenrood",
}
BODIES = [
    ("Sollicitatiegesprek Van der Meer Logistiek BV", "", "Anouk Smit <a@vandermeer.example>", "Van der Meer Logistiek BV"),
    ("Interview", "Best wishes\nTara Nash\nTalent Partner, Quickbarrow Ltd", "Tara Nash <tara@quickbarrow.example>", "Quickbarrow Ltd"),
    ("Gespräch", "MfG\nUlrike Sand\nKemptner Papier GmbH", "U. Sand <sand@kemptner-papier.example>", "Kemptner Papier GmbH"),
    ("Entretien", "Julie Roy, Aciers du Nord inc.", "Julie Roy <julie@aciersdunord.example>", "Aciers du Nord inc."),
    ("Entrevista", "Un saludo\nNube Verde S.L.", "Pablo Ruiz <pablo@nubeverde.example>", "Nube Verde S.L."),
    ("Rozmowa", "Z poważaniem\nStalmet S.A.", "Ewa Nowicka <ewa@stalmet.example>", "Stalmet S.A."),
    ("Colloquio", "Azienda: Vetreria Lunga S.r.l.", "", "Vetreria Lunga S.r.l."),
    ("一次面接", "株式会社あおば製作所 採用担当の佐伯です。", "採用 <saiyo@aoba.example>", "株式会社あおば製作所"),
    ("Interview", "See you soon!", "Kim Oh <kim@grey-lantern.example>", "Grey Lantern"),
    ("Interview", "Kim\nTown of Harrow Falls | 905-555-0163", "Kim Oh <kim@harrowfalls.example>", "Town of Harrow Falls"),
    ("Entretien", "Pour l'Office cantonal du sol et des cultures", "J. Roy <j@osc-canton.example>", "Office cantonal du sol et des cultures"),
    ("Gespräch", "MfG\nKatholische Jugendfürsorge Süd e.V.", "M. Nolte <m@kjf-sued.example>", "Katholische Jugendfürsorge Süd e.V."),
    ("Interview", "Julie Roy, Talent Partner @ Skyhelp", "Julie Roy <julie@skyhelp.example>", "Skyhelp"),
    ("Interview", "Kim Oh\nPecan Ridge ISD Human Resources", "Kim Oh <kim@pecanridgeisd.example>", "Pecan Ridge ISD"),
    ("Gesprek", "Stad Merkenrode\nDienst Personeel\n\nBeste Robin\nWelkom.", "N. Ooms <n@merkenrode.example>", "Stad Merkenrode"),
    ("Kennenlernen", "Unsere Klientin, die Lahntal Armaturen GmbH, sucht Sie.", "B. Oster <b@oster-executive.example>", "Lahntal Armaturen GmbH"),
    ("Entretien", "À bientôt\nVermillon Games Paris", "B. Lys <b@vermillon.example>", "Vermillon Games"),
    ("面談", "つばめ配送の林です。", "林 <hayashi@tsubame.example>", "つばめ配送"),
    ("Call", "Our client, Fosse & Lane, makes furniture.", "Lou <lou@apexstaffing.example>", "Fosse & Lane"),
    ("Interview", "See you soon!", "Kim Oh <kim.oh@gmail.com>", None),
    ("Interview", "Kim Oh\nManager, The Harrow Hotel | P 09", "Kim Oh <kim@harrow.example>", "The Harrow Hotel"),
    ("Phone Interview with Pebblepay", "Tara Nash\nTalent Partner, Pebblepay NZ", "", "Pebblepay"),
    ("Gesprek", "Tot dan", "P&O Gemeente Oudewaard <peno@oudewaard.example>", "Gemeente Oudewaard"),
    ("Interview", "University of West Lindale\nFaculty of Health", "Kim <k@uwl-health.example>", "University of West Lindale"),
    ("Intervju", "Malin Berg\nNorrfrakt i Umeå AB", "Malin Berg <malin@norrfrakt.example>", "Norrfrakt i Umeå AB"),
    ("Gespräch", "Institut für Polymere Saale e. V.", "U. Lenz <l@inst-polymer.example>", "Institut für Polymere Saale e. V."),
    ("Gesprek", "Welkom bij Ziekenhuis Maas en Waal!", "Werken bij <jobs@zmw.example>", "Ziekenhuis Maas en Waal"),
    ("Interview", "Tara Nash\nAnalyst\nOrrin Blaise", "Tara Nash <tara@mailgroup.example>", "Orrin Blaise"),
    ("Rozmowa", "Szpital Wojewódzki im. św. Łukasza", "", "Szpital Wojewódzki im. św. Łukasza"),
    ("技術面接", "合同会社みずうみ\n開発部 岡田", "開発部 <dev@mizuumi.example>", "合同会社みずうみ"),
    ("面接", "この度は弊社「ナギサ・クラウド」に", "no-reply <no-reply@herp.cloud>", "ナギサ・クラウド"),
    ("Intervju", "Välkommen till Almby friskola!", "Rektor <rektor@almby.example>", "Almby friskola"),
    ("Entrevista", "Le esperamos.", "Capital Humano Envases Reyna <c@envasesreyna.example>", "Envases Reyna"),
    ("Interview", "Thank you for applying to Plumtree Energy Ltd. We'd love to meet.", "HR <hr@plumtree.example>", "Plumtree Energy Ltd."),
    ("Client interview: Halden Marine", "", "Lou <lou@apexsearch.example>", "Halden Marine"),
    ("Chamada", "Estou a recrutar para a Cimpor Norte. Talentis Recrutamento", "Ana <ana@talentis.example>", "Cimpor Norte"),
    ("Kennenlernen", "Dein Blattwerk-Team", "Svenja von Blattwerk <hallo@blattwerk.example>", "Blattwerk"),
    ("Entretien", "Vous verrez la DRH de Pharmalys Ouest, notre cliente.", "Hugo <h@blot-recrutement.example>", "Pharmalys Ouest"),
    ("Gespräch mit unserem Mandanten", "Es ist die Rüttger Fördertechnik GmbH.", "L. Timm <t@timm-search.example>", "Rüttger Fördertechnik GmbH"),
    ("Phone interview", "You'll chat with Tobias from Vektora's team.\n\nThe Vektora Team", "", "Vektora"),
    ("Entretien d'embauche", "Chez Biscuits Morvan, demander Pascal", "", "Biscuits Morvan"),
    ("Interview - Department for Rivers", "Ref 4411", "GovRecruit <no-reply@govrecruit.example>", "Department for Rivers"),
    ("Case", "The case is about a client of ours.\nPellucid Consulting LLP", "Max <m@pellucid.example>", "Pellucid Consulting LLP"),
    ("Entretien", "Rendez-vous à la Brasserie Lipp. Julie, Atelier Hue", "Julie Roy <j@huegraphic.example>", "Atelier Hue"),
    ("Gesprek", "Rik Dam\nDam Civiel BV", "Rik Dam <rik@damcivil.example>", "Dam Civiel BV"),
    ("Kennismaking", "Groetjes, Noor van Groene Weelde", "Noor <noor@groeneweelde.example>", "Groene Weelde"),
    ("Entretien", "À bientôt\nClinique du Vieux-Pont ASBL", "S. Lys <s@vieuxpont.example>", "Clinique du Vieux-Pont"),
    ("Koffie Wiebren Datadiek", "Wiebren Kooistra = hoofd ICT", "", "Datadiek"),
]  # fmt: skip
AGENCIES = [
    ("Call with Lou", "Our client is a logistics firm.", "Lou Reyes <lou@apexstaffing.example>"),
    ("Telefonat", "Unser Auftraggeber ist ein Mittelständler.", "Ina Kern <kern@kern-personal.example>"),
    ("Échange", "Notre client, que je ne peux nommer, recrute.", "Zoé Lys <zoe@cabinet-lys.example>"),
    ("Llamada", "Nuestro cliente, una multinacional.", "Eva Sol <eva@soltalento.example>"),
    ("Intro: Kasia Wrona (Norden Talent)", "", ""),
    ("Call", "I can share the name once we have spoken.", "Ola Lee <ola@fernbank.example>"),
    ("Telefonat", "Den Namen nenne ich Ihnen mündlich.", "Ina Kern <ina@kern-und-co.example>"),
    ("Appel", "Un CHR dont je ne peux pas encore citer le nom.", "Zoé Lys <zoe@tempomed.example>"),
    ("Belafspraak", "Naam klant volgt na akkoord.", "Joris Pel <joris@werklijn.example>"),
    ("Chiamata", "Chiedere chi è il cliente.", "Jessica Riva <j@lavorosi.example>"),
    ("Llamada con headhunter: Sofía Arrambide (Grupo Brújula)", "", "Sofía Arrambide <s@grupobrujula.example>"),
    ("面談", "企業名は非公開です。", "林 <hayashi@tsubame.example>"),
]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_names_the_company(title):
    """Times, rounds, persons and interview words around it are left out."""
    assert find_company(read(title), [])[0] == TITLES[title]


@pytest.mark.parametrize(("title", "body", "organizer", "company"), BODIES)
def test_the_text_spells_the_company(title, body, organizer, company):
    """The domain tells which company it is, the text how it is written; free mail tells nothing."""
    assert find_company(read(title, body, organizer), ["Julie Roy", "Tara Nash"])[0] == company


@pytest.mark.parametrize(("title", "body", "organizer"), AGENCIES)
def test_an_agency_is_not_the_hiring_company(title, body, organizer):
    """Its client is not named, so nobody is."""
    reading = read(title, body, organizer)
    assert is_agency(reading)
    assert find_company(reading, ["Kasia Wrona"])[0] is None


@pytest.mark.parametrize(
    ("label", "name", "fits"),
    [
        ("maintal-guss", "Maintal Gusswerke AG", True),
        ("hafenbruecke", "Hafenbrücke Ingenieure GmbH", True),
        ("ospreycu", "Osprey Credit Union", True),
        ("kerouac-log", "Kerouac Logistique", True),
        ("acmehq", "Acme", True),
        ("getacme", "Acme", True),
        ("rostundsamt", "Kollektiv Rost & Samt", True),
        ("struck-buero", "Bürobedarf Struck", True),
        ("vdn", "Verkehrsbetriebe Dünenland", True),
        ("lst-westkueste", "Leitstelle Westküste", True),
        ("hsanroque", "Hospital San Roque", True),
        ("uwl-health", "University of West Lindale", True),
        ("uwl-health", "Faculty of Health", False),
        ("brightmoor", "Hollow Lane Dental", False),
        ("acme", "Robin Falk", False),
    ],
)
def test_a_domain_fits_a_name(label, name, fits):
    """Whole words, beginnings of words and initials, in their order."""
    assert (fit(label, name) >= 0.55) is fits


def test_two_spellings_share_a_key():
    """The legal form is no part of it."""
    assert company_key("ACME GmbH") == company_key("Acme, Inc.") == company_key("Acme")
