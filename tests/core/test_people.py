"""Who is met, as invitations and hand-typed entries tell it in ten languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from syncd.core.company import find_company
from syncd.core.model import Attendee, Event
from syncd.core.people import find_people
from syncd.core.reading import read_event
from syncd.core.settings import Me, Settings

ME = {
    "en": ("Priya Raman", "priya.raman@example.com"),
    "de": ("Katrin Hollmann", "katrin.hollmann@example.org"),
    "fr": ("Maud Kerbrat", "maud.kerbrat@example.net"),
    "es": ("Nuria Casals Pons", "nuria.casals@example.com"),
    "pt": ("Tiago Lourenço", "tiago.lourenco@example.com"),
    "it": ("Sveva Montagna", "sveva.montagna@example.com"),
    "nl": ("Bram Hoekstra", "bram.hoekstra@example.com"),
    "pl": ("Ola Zielińska", "ola.zielinska@example.com"),
    "sv": ("Stina Alm", "stina.alm@example.com"),
    "ja": ("Yui Okada", "yui.okada@example.com"),
}
# language, title, addresses (the organizer first), description, names of those met
MET = [
    ("fr", "Journée d'essai boulangerie Paul", "", "", []),
    ("it", "Giornata di prova ristorante Da Nino", "", "", []),
    ("en", "Interview - Staff Nurse Band 5, Royal Infirmary", "", "", []),
    ("fr", "Appel recruteur Michael Page", "", "", []),
    (
        "en",
        "Interview day at Copperline",
        "Copperline Calendar <c_1@group.calendar.google.com>; Mabel Orr <mabel.orr@copperline.example>; priya.raman@example.com",
        "10:00 - 10:45\tDeep dive\tLorcan Pell, Principal Engineer & Dunja Peric, Data Architect\n11:00 - 11:45\tValues\tHalvard Moe, Director of Data\n\nTrouble with the link? Text Mabel (coordination).",
        ["Lorcan Pell", "Dunja Peric", "Halvard Moe"],
    ),
    (
        "de",
        "Hearing Katrin Hollmann",
        "Bewerbung <bewerbung@nordklinik.example>; katrin.hollmann@example.org",
        "Kommission:\nMag. Ilse Strasser, Pflegedirektorin\nDGKP Tobias Wurzinger, Praxisanleiter\n\nProtokoll: Svenja Lohmann",
        ["Ilse Strasser", "Tobias Wurzinger"],
    ),
    (
        "fr",
        "Entretien 2 : Ferrobel (formateur)",
        "Ferrobel <notification@smartrecruiters.com>; maud.kerbrat@example.net",
        "Vous rencontrerez :\n· Benoît Walin, responsable du centre\n· Kaoutar Berrada, cheffe de projet\n\nSecrétaire de séance : Julie Danjou",
        ["Benoît Walin", "Kaoutar Berrada"],
    ),
    (
        "pl",
        "Rozmowa z panią Kowalską",
        "",
        "",
        ["Kowalska"],
    ),
    (
        "en",
        "Interview with Copperline Energy",
        "Copperline Careers <careers@copperline.example>; priya.raman@example.com",
        "Hi Priya,\n\nYou will be speaking with:\n\nDelphine Marlow – Head of Grid Planning\nOke Adeyinka-Brown (Senior Analyst)\n\nBest,\nThe Copperline Talent Team",
        ["Delphine Marlow", "Oke Adeyinka-Brown"],
    ),
    (
        "en",
        "Phone screen - Copperline",
        "Gwilym Pryce <gwilym.pryce@copperline.example>; priya.raman@example.com",
        "Hi Priya, looking forward to our chat about the Analyst role.\n\nGwilym Pryce\nTalent Acquisition Partner\nCopperline Energy\n+44 7700 900455",
        ["Gwilym Pryce"],
    ),
    (
        "en",
        "coffee w/ Theodora from Ashgrove re PM job",
        "",
        "she is VP product. ring her when I get there 07700 900321",
        ["Theodora"],
    ),
    (
        "en",
        "Onsite Ashgrove Publishing",
        "",
        "10:00 Tour\n10:30 Case with Hamish Tulloch (Editorial Director)\n11:15 Values chat with Perpetua Oyelaran, People Lead\n12:00 Lunch",
        ["Hamish Tulloch", "Perpetua Oyelaran"],
    ),
    (
        "en",
        "Final round: Data Engineer at Wexcombe Water",
        "Ivor Lathom <ivor.lathom@wexcombe.example>; Schedule Bot <bot@wexcombe.example>; Boardroom 2 <boardroom2@wexcombe.example>; priya.raman@example.com",
        "Agenda\nTime\tInterviewer\tTopic\n9:00\tIvor Lathom, Data Director\tWelcome\n9:45\tSeraphina Crook, Staff Engineer\tSystem Design\n10:30\tBreak\t\n10:45\tQuentin Barlow\tStakeholder Management\n",
        ["Ivor Lathom", "Seraphina Crook", "Quentin Barlow"],
    ),
    (
        "en",
        "Interview Confirmation: Care Home Manager",
        "no-reply@greenhouse-mail.io",
        "Dear Priya Raman,\n\nThank you for applying to Larkspur Care Group. Your interview will take place at Larkspur House, Mill Lane, Shrewsbury.\n\nInterviewer: Mrs Winifred Askew, Regional Operations Director\n\nPlease bring your DBS certificate.\n\nKind regards,\nMaisie Pocock\nRecruitment Coordinator",
        ["Winifred Askew"],
    ),
    (
        "en",
        "Priya Raman and Lucian Osei",
        "Lucian Osei <lucian@fernhill.example>; priya.raman@example.com",
        "Event Name: 30 Minute Interview\n\nLocation: This is a Google Meet web conference.\n\nNeed to make changes to this event?\nCancel: https://calendly.com/cancellations/abc",
        ["Lucian Osei"],
    ),
    (
        "en",
        "Hiring manager chat: Northgate Rail / Priya",
        "Okonkwo, Chidera (Northgate) <c.okonkwo@northgate.example>; priya.raman@example.com",
        "Priya - quick intro before the panel. Teams link below. I will bring Marcus along too.\nChidera",
        ["Chidera Okonkwo"],
    ),
    (
        "en",
        "interview Tesco distribution centre 9am",
        "",
        "ask for Mr Whitlock at the gate. bring passport, hi vis provided",
        ["Whitlock"],
    ),
    (
        "en",
        "Interview at Blue Heron Bakery",
        "",
        "with the owner, Josefina Duarte. trial shift after, wear black",
        ["Josefina Duarte"],
    ),
    (
        "en",
        "Technical interview - Lodestar Systems",
        "Lodestar Interviews <interviews@lodestar.example>; Anneke Vos <anneke.vos@lodestar.example>; Otter.ai <notes@otter.ai>; priya.raman@example.com",
        "Hi Priya! Anneke (Staff Engineer) will walk you through a Pair Programming exercise in CoderPad.",
        ["Anneke Vos"],
    ),
    (
        "de",
        "Vorstellungsgespräch Elbtal Logistik",
        "Elbtal Logistik GmbH Personalabteilung <personal@elbtal-logistik.example>; katrin.hollmann@example.org",
        "Sehr geehrte Frau Hollmann,\n\nvielen Dank für Ihre Bewerbung als Disponentin. Ihr Gespräch führen Sie mit Herrn Thorsten Kühnel, Niederlassungsleiter, und Frau Birgit Soltau aus der Personalabteilung.\n\nMit freundlichen Grüßen\nElbtal Logistik GmbH",
        ["Thorsten Kühnel", "Birgit Soltau"],
    ),
    (
        "de",
        "Zweitgespräch Teamleitung Qualitätssicherung",
        "Voss, Ingmar <i.voss@brauhaus-tech.example>; Rademacher, Uta (Personal) <u.rademacher@brauhaus-tech.example>; Besprechungsraum Nord <raum.nord@brauhaus-tech.example>; katrin.hollmann@example.org",
        "Guten Tag Frau Hollmann,\n\nanbei die Agenda:\n\n- Begrüßung und Vorstellungsrunde\n- Fachlicher Teil: Prüfplanung und Messtechnik\n- Rundgang durch das Technikum\n- Offene Fragen\n\nFreundliche Grüße\nIngmar Voss\nBereichsleiter Produktion\nBrauhaus Technik SE\nTel. 0511 99999-12",
        ["Ingmar Voss", "Uta Rademacher"],
    ),
    (
        "de",
        "Bewerbungsgespräch bei Zahnarztpraxis Dr. Lindemann",
        "",
        "Vorher Lebenslauf drucken. Parken im Hof",
        ["Lindemann"],
    ),
    (
        "de",
        "Telefonat mit Frau Osterkamp (HR Norddeich Reederei)",
        "",
        "ruft mich an, Unterlagen bereitlegen! 0441 999 0021",
        ["Osterkamp"],
    ),
    (
        "de",
        "Probetag Tischlerei Wimmer, 7 Uhr",
        "",
        "Arbeitskleidung! Meister heißt Korbinian Wimmer, Azubi ist auch da",
        ["Korbinian Wimmer"],
    ),
    (
        "de",
        "Kennenlernen Stadtbibliothek",
        "Lena Fürbringer <lena.fuerbringer@stadt-auental.example>; katrin.hollmann@example.org",
        "Liebe Frau Hollmann,\n\nwir freuen uns auf das Gespräch! Von unserer Seite nehmen teil:\n• Dr. Ansgar Pohl, Leiter der Stadtbibliothek\n• Mechthild Brandes, Personalrätin\n• Lena Fürbringer, Personalamt\n\nBeste Grüße aus dem Rathaus Auental",
        ["Ansgar Pohl", "Mechthild Brandes", "Lena Fürbringer"],
    ),
    (
        "de",
        "Vorstellungsgespräch Pflegefachkraft Haus Sonnenhof",
        "",
        "10 Uhr bei Schwester Adelheid Brunner, Wohnbereich Süd. Führungszeugnis mitbringen",
        ["Adelheid Brunner"],
    ),
    (
        "de",
        "Interview Softwareentwicklerin – Quantwerk Systems",
        "Quantwerk Recruiting <jobs@quantwerk.example>; Yannick Oberthür <yannick.oberthuer@quantwerk.example>; katrin.hollmann@example.org",
        "Hi Katrin,\n\ndu sprichst mit Yannick (Tech Lead Plattform) und Semra Aydoğan (Product Owner). Dauer: 60 Minuten. Thema: Architektur Review und Live Coding.\n\nLiebe Grüße\nDein Quantwerk Team",
        ["Yannick Oberthür", "Semra Aydoğan"],
    ),
    ("de", "Gespräch mit Herrn Dir. Mag. Reitinger", "", "Landesschulrat Linz, Zimmer 14", ["Reitinger"]),
    (
        "de",
        "Call Personalberatung Falkner & Partner",
        "Falkner, Sabine <falkner@falkner-partner.example>; katrin.hollmann@example.org",
        "Hallo Frau Hollmann, wie besprochen. Unser Mandant ist ein Hersteller aus dem Schwarzwald.\nBeste Grüße, Sabine Falkner\nMobil 0170 9990033",
        ["Sabine Falkner"],
    ),
    (
        "fr",
        "Entretien – Chargée de mission, Métropole de Valcreux",
        "Direction des ressources humaines <drh@valcreux.example>; maud.kerbrat@example.net",
        "Madame Kerbrat,\n\nVous serez reçue par :\n- M. Gaël Toussaint-Lamy, directeur général adjoint\n- Mme Sidonie Arrighi, cheffe du service Mobilités\n\nCordialement,\nLe service recrutement",
        ["Gaël Toussaint-Lamy", "Sidonie Arrighi"],
    ),
    (
        "fr",
        "Entretien Maud <> Papeteries Delorme",
        "Léopoldine Caron <leopoldine.caron@papeteries-delorme.example>; maud.kerbrat@example.net",
        "Bonjour Maud,\n\nComme convenu, un premier échange de 30 min avec moi puis avec Fulbert Mancini, notre directeur commercial.\n\nBelle journée,\n\nLéopoldine Caron\nTalent Acquisition Manager | Papeteries Delorme\n06 39 98 12 34",
        ["Léopoldine Caron", "Fulbert Mancini"],
    ),
    ("fr", "rdv Mme Bouvard mairie, poste ATSEM", "", "apporter diplôme + casier. 2e étage, bureau 12", ["Bouvard"]),
    (
        "fr",
        "Entrevue téléphonique avec Anne-Sophie Gendron",
        "Gendron Anne-Sophie <asgendron@boreal-mines.example>; maud.kerbrat@example.net",
        "Entrevue pour le poste de Conseillère en environnement.\nCentre administratif Val-d’Or",
        ["Anne-Sophie Gendron"],
    ),
    (
        "fr",
        "Journée de sélection Crédit Rural du Ponant",
        "recrutement@creditrural.example; maud.kerbrat@example.net",
        "09h00 Accueil café\n09h30 Étude de cas\n11h00 Entretien avec Corentin Le Goff, Responsable Réseau\n12h00 Déjeuner\n14h00 Entretien RH avec Aïssatou Ba\nSalle Armorique",
        ["Corentin Le Goff", "Aïssatou Ba"],
    ),
    ("fr", "café avec Blandine, associée chez Cabinet Ormeau (poste juriste)", "", "Place du Capitole", ["Blandine"]),
    (
        "fr",
        "Visio DRH Groupe Tavernier",
        "DUCLOS Raphaëlle <raphaelle.duclos@tavernier.example>; PLANCHON Yvon (Dir. Industriel) <yvon.planchon@tavernier.example>; maud.kerbrat@example.net",
        "Ordre du jour : Parcours, Projet Industriel, Conditions\n\nRaphaëlle DUCLOS\nDirectrice des Ressources Humaines",
        ["Raphaëlle Duclos", "Yvon Planchon"],
    ),
    (
        "es",
        "Entrevista con Almazara La Serrana",
        "Selección La Serrana <rrhh@laserrana.example>; nuria.casals@example.com",
        "Hola Nuria:\n\nTe entrevistarán Fermín Belmonte (jefe de producción) y Dña. Casilda Orozco, directora de personas.\n\nUn saludo,\nEquipo de Selección",
        ["Fermín Belmonte", "Casilda Orozco"],
    ),
    ("es", "Llamada Belén (consultora Meridiano Talento) puesto controller", "", "622 000 147", ["Belén"]),
    (
        "es",
        "Entrevista Hospital Virgen del Valle",
        "",
        "Dra. Remedios Galán, jefa de Urgencias. Planta 2. Llevar título",
        ["Remedios Galán"],
    ),
    (
        "es",
        "Segunda entrevista: Ing. de Procesos",
        "Lic. Xóchitl Barrera <xbarrera@acerosnorte.example>; nuria.casals@example.com",
        "Participarán el Ing. Baltazar Rentería (Gerente de Planta) y la Lic. Xóchitl Barrera.\nFavor de confirmar asistencia.",
        ["Xóchitl Barrera", "Baltazar Rentería"],
    ),
    ("es", "charla con el dueño de Librería Machado, don Anselmo", "", "sueldo? horarios?", ["Anselmo"]),
    (
        "pt",
        "Entrevista técnica | Tiago + Pinhal Software",
        "Recrutamento Pinhal <recrutamento@pinhal.example>; Otília Brandão <otilia.brandao@pinhal.example>; tiago.lourenco@example.com",
        "Olá Tiago,\n\nVais falar com a Otília Brandão (Engineering Manager) e o Rui Castanheira (Tech Lead).\n\nAbraço,\nEquipa de Pessoas",
        ["Otília Brandão", "Rui Castanheira"],
    ),
    (
        "pt",
        "Papo com a Jussara - vaga coordenador pedagógico",
        "",
        "ela é diretora do colégio. 11 90000 4455",
        ["Jussara"],
    ),
    (
        "pt",
        "Entrevista Hospital São Lucas",
        "",
        "com Dr. Evandro Peixoto, coordenador da UTI, e Enf. Marinalva. Levar COREN",
        ["Evandro Peixoto", "Marinalva"],
    ),
    (
        "pt",
        "Processo Seletivo – Analista Fiscal",
        "Kleber Antunes Prado <kleber.prado@grupotapajos.example>; tiago.lourenco@example.com",
        "Prezado Tiago,\n\nConfirmamos sua entrevista com o gestor da área, Sr. Waldemar Pires Couto.\nLocal: Av. Brigadeiro Faria Lima, 900, São Paulo\n\nAtt,\nKleber Prado\nAnalista de RH\n(11) 4000-1234",
        ["Kleber Antunes Prado", "Waldemar Pires Couto"],
    ),
    (
        "pt",
        "Reunião de apresentação - Águas do Sabor",
        "Serviços Partilhados <secretariado@aguas-sabor.example>; Eng. Horácio Vilela <horacio.vilela@aguas-sabor.example>; tiago.lourenco@example.com",
        "Exmo. Senhor Tiago Lourenço,\nVimos convocá-lo para entrevista com o Eng. Horácio Vilela, Diretor de Operações.",
        ["Horácio Vilela"],
    ),
    (
        "it",
        "Colloquio Cantine Roccaforte",
        "Ufficio Personale <personale@roccaforte.example>; sveva.montagna@example.com",
        "Gentile dott.ssa Montagna,\n\nincontrerà il dott. Ubaldo Ferrigno, responsabile export, e la sig.ra Immacolata Deiana dell'ufficio personale.\n\nCordiali saluti\nUfficio Personale",
        ["Ubaldo Ferrigno", "Immacolata Deiana"],
    ),
    ("it", "caffè con Tullia (HR Teatro Civico)", "", "zona Brera ore 9", ["Tullia"]),
    (
        "it",
        "Colloquio tecnico - Ingegnere di processo",
        "Quagliarella Nunzio <n.quagliarella@chimicaveneta.example>; sveva.montagna@example.com",
        "Ciao Sveva,\nti confermo il colloquio. Saremo io e Ornella Bisio (Responsabile Laboratorio).\n\nA presto\nNunzio",
        ["Nunzio Quagliarella", "Ornella Bisio"],
    ),
    (
        "it",
        "Convocazione selezione Comune di Montelauro",
        "protocollo@comune.montelauro.example; sveva.montagna@example.com",
        "Commissione esaminatrice:\nDott. Settimio Grasselli - Presidente\nArch. Fiorenza Lo Iacono - Componente\nDott.ssa Pia Carucci - Segretaria verbalizzante",
        ["Settimio Grasselli", "Fiorenza Lo Iacono"],
    ),
    (
        "it",
        "Prova in cucina Trattoria Da Ermete",
        "",
        "chiedere dello chef, Gualtiero. portare coltelli",
        ["Gualtiero"],
    ),
    (
        "nl",
        "Sollicitatiegesprek Waterschap Lage Landen",
        "HR Waterschap <hr@lagelanden.example>; bram.hoekstra@example.com",
        "Beste Bram,\n\nJe gesprekspartners zijn:\n- Ir. Marijke ten Broeke, afdelingshoofd Waterveiligheid\n- Sjoerd Wiersma, adviseur\n\nGroet,\nTeam HR",
        ["Marijke ten Broeke", "Sjoerd Wiersma"],
    ),
    (
        "nl",
        "Kennismaking Zuivelfabriek De Melkweg",
        "Nynke Douma <nynke.douma@demelkweg.example>; bram.hoekstra@example.com",
        "Hoi Bram, tot dinsdag! Jelmer (productiemanager) schuift ook aan.\n\nGroetjes,\nNynke Douma\nCorporate Recruiter\n06 1000 2233",
        ["Nynke Douma", "Jelmer"],
    ),
    (
        "nl",
        "bellen met mevr. Van Rijswijk over functie teamleider",
        "",
        "ze belt om 10u. 030 900 1122",
        ["Van Rijswijk"],
    ),
    (
        "nl",
        "2e gesprek Bouwbedrijf Kromhout",
        "",
        "Met Gijs Kromhout (directeur) en de uitvoerder, Ruud Slagter. VCA meenemen",
        ["Gijs Kromhout", "Ruud Slagter"],
    ),
    ("nl", "Proefdag Restaurant Het Ankertje", "", "Chef: Loïs Verbruggen. Zwarte schoenen", ["Loïs Verbruggen"]),
    (
        "pl",
        "Rozmowa kwalifikacyjna – księgowa",
        "Wrona Jolanta <j.wrona@budomex.example>; ola.zielinska@example.com",
        "Dzień dobry Pani Aleksandro,\n\nzapraszam na rozmowę z Panią Haliną Stępień, główną księgową, i Panem Krzysztofem Maleckim, dyrektorem finansowym.\n\nPozdrawiam\nJolanta Wrona\nDział HR",
        ["Jolanta Wrona", "Halina Stępień", "Krzysztof Malecki"],
    ),
    (
        "pl",
        "Spotkanie z Tomkiem Rybickim (szef IT Browar Kaszubski)",
        "",
        "Gdynia, dworzec, kawiarnia",
        ["Tomek Rybicki"],
    ),
    (
        "pl",
        "Rozmowa Szpital Powiatowy",
        "",
        "oddziałowa Bożena Kuś, tel. 500 000 777. wziąć prawo wykonywania zawodu",
        ["Bożena Kuś"],
    ),
    (
        "pl",
        "Druga rozmowa: Inżynier jakości",
        "Rekrutacja <rekrutacja@hutastal.example>; ola.zielinska@example.com",
        "W rozmowie wezmą udział:\n1. Zbigniew Haładus – kierownik działu jakości\n2. Ewelina Trzaska – HR Business Partner",
        ["Zbigniew Haładus", "Ewelina Trzaska"],
    ),
    (
        "pl",
        "Rozmowa z pracodawcą",
        "Marek Gołąb <m.golab@meblarz.example>; ola.zielinska@example.com",
        "Pani Olu, potwierdzam spotkanie w siedzibie firmy. Proszę pytać o mnie na portierni.\nMarek Gołąb\nwłaściciel",
        ["Marek Gołąb"],
    ),
    (
        "sv",
        "Anställningsintervju – Biträdande rektor",
        "Ystringe kommun <rekrytering@ystringe.example>; stina.alm@example.com",
        "Hej Stina!\n\nDu träffar:\nGun-Britt Sjölin, skolchef\nHampus Ekeroth, rektor\n\nVälkommen till Ystringe kommun, Storgatan 4.\n\nVänliga hälsningar\nHR-avdelningen",
        ["Gun-Britt Sjölin", "Hampus Ekeroth"],
    ),
    ("sv", "fika med Torbjörn om jobbet på Nordhamn Varv", "", "han är produktionschef. 070-000 11 22", ["Torbjörn"]),
    (
        "sv",
        "Intervju Systemutvecklare",
        "Ebba Nordenskjöld <ebba@tallkod.example>; stina.alm@example.com",
        "Hej Stina, kul att ses! Med på mötet är även Milad Rostami (tech lead).\n\n/Ebba",
        ["Ebba Nordenskjöld", "Milad Rostami"],
    ),
    (
        "sv",
        "Andra intervjun Skogsbolaget Grangärde",
        "",
        "Träffa Yngve Brorson (platschef) och HR, Lisbet nånting",
        ["Yngve Brorson", "Lisbet"],
    ),
    (
        "ja",
        "【瀬戸内製薬株式会社】二次面接のご案内",
        "瀬戸内製薬 採用チーム <saiyo@setouchi-pharma.example>; yui.okada@example.com",
        "岡田 結衣 様\n\nお世話になっております。瀬戸内製薬株式会社の小野寺です。\n\n日時:11月5日(木)15:00〜16:00\n面接官:研究開発部 部長 三浦 誠、人事部 小野寺 彩\n場所:本社5階 会議室A\n\nよろしくお願いいたします。\n人事部 小野寺 彩",
        ["三浦 誠", "小野寺 彩"],
    ),
    ("ja", "最終面接 港北精工 (田村社長、人事の吉岡さん)", "", "9:50 受付", ["田村", "吉岡"]),
    (
        "ja",
        "カジュアル面談 ミドリ食品",
        "高橋 直樹(ミドリ食品) <takahashi@midori-foods.example>; 岡田 結衣 <yui.okada@example.com>",
        "岡田様\n\nお時間いただきありがとうございます。当日は私、高橋と、マーケティング部マネージャーの Claire Dubosc が参加します。",
        ["高橋 直樹", "Claire Dubosc"],
    ),
    ("ja", "面接 若葉保育園 園長 西村先生", "", "履歴書 上履き", ["西村"]),
    (
        "en",
        "Interview - Kyoto office (Hoshino Robotics)",
        "Hoshino Robotics <recruit@hoshino-robotics.example>; Takumi Inagaki <t.inagaki@hoshino-robotics.example>; priya.raman@example.com",
        "Dear Priya,\nInterviewers: Takumi Inagaki (Engineering Manager), Emiko Saito-Lund\nThe office is in Shimogyo Ward, Kyoto.",
        ["Takumi Inagaki", "Emiko Saito-Lund"],
    ),
    (
        "en",
        "Fwd: Interview tomorrow",
        "",
        "From: Rhiannon Tranter <rtranter@sallowfield.example>\nTo: Priya Raman\nSubject: Interview tomorrow\n\nHi Priya,\nPlease ask for me at reception. You will also meet our Site Manager, Desmond Quaye.\nRhiannon",
        ["Rhiannon Tranter", "Desmond Quaye"],
    ),
]


def invitation(title, addresses, description):
    people = []
    for written in filter(None, (one.strip() for one in addresses.split(";"))):
        name, _, email = written.rpartition(" <")
        people.append(Attendee(email=email.rstrip(">"), name=name or None))
    start = datetime(2026, 11, 5, 10, tzinfo=UTC)
    return Event(
        uid="u",
        summary=title,
        description=description,
        start_at=start,
        end_at=start + timedelta(hours=1),
        zone="Europe/Berlin",
        organizer=people[0] if people else None,
        attendees=tuple(people),
    )


def people_met(language, title, addresses, description):
    name, email = ME[language]
    settings = Settings(me=Me(name=name, emails=(email,), timezone="Europe/Berlin", country="DE"))
    reading = read_event(invitation(title, addresses, description), settings)
    return find_people(reading, find_company(reading, [])[0])


@pytest.mark.parametrize(("language", "title", "addresses", "description", "names"), MET)
def test_those_who_are_met_and_nobody_else(language, title, addresses, description, names):
    """Companies, jobs, places, offices, rooms, the user and those who only arrange are nobody's contact."""
    assert sorted(one.name for one in people_met(language, title, addresses, description)) == sorted(names)


NOT_MET = [
    ("en", "Interview", "Dana Holt <dana.holt@acme.example>", "Best,\nDana Holt\nRecruiting Coordinator"),
    ("de", "Gespräch", "Uwe Ott <u.ott@acme.example>", "Viele Grüße\ni. A. Uwe Ott\nAssistenz der Geschäftsführung"),
    ("it", "Colloquio", "Protocollo <protocollo@comune.example>", ""),
    ("pt", "Entrevista", "Recrutamento Salinas <recrutamento@salinas.example>", ""),
    ("ja", "面接", "梅ノ木 面接調整センター <mensetsu@umenoki.example>", ""),
    ("en", "Interview", "Fathom Notetaker <fred@fathom.video>", "Dear Priya Raman,"),
]


@pytest.mark.parametrize(("language", "title", "addresses", "description"), NOT_MET)
def test_nobody_is_met_here(language, title, addresses, description):
    """Whoever only arranges, an office, a robot."""
    assert people_met(language, title, addresses, description) == ()


def test_what_is_said_of_somebody_comes_along():
    """Title, address, telephone, profile and side of a person stand beside the name."""
    (person,) = people_met(
        "en",
        "Interview",
        "",
        "Best regards,\nGwilym Pryce\nTalent Acquisition Partner, Copperline Energy\n+44 7911 123456\n"
        "gwilym.pryce@copperline.example\nhttps://www.linkedin.com/in/gwilym-pryce",
    )
    assert (person.name, person.title, person.phone, person.email, person.kind) == (
        "Gwilym Pryce",
        "Talent Acquisition Partner",
        "+447911123456",
        "gwilym.pryce@copperline.example",
        "recruiter",
    )
    assert person.linkedin == "https://www.linkedin.com/in/gwilym-pryce"


@pytest.mark.parametrize(
    ("description", "phone"),
    [
        ("Contact: Priya Raman, priya@mail.example, +49 170 1234567", None),
        ("Candidate: priya.raman@example.com +49 170 1234567", None),
        ("We will call Priya Raman at +49 170 1234567", None),
        ("Dear Priya Raman. Should you be late: +49 170 1234567", "+491701234567"),
        ("Priya Raman with Bob Ross, +49 170 1234567", "+491701234567"),
        ("Hi Priya, in case of trouble: +49 170 1234567", "+491701234567"),
    ],
)
def test_the_users_own_number_is_nobody_elses(description, phone):
    """A scheduler repeats what the user told it; the only other person is not to be called there."""
    me = Settings(me=Me(name="Priya Raman", emails=("priya.raman@example.com",), timezone="Europe/Berlin"))
    start = datetime(2026, 12, 3, 9, tzinfo=UTC)
    event = Event(
        uid="1",
        summary="Interview with Priya Raman",
        description=description,
        start_at=start,
        end_at=start + timedelta(hours=1),
        zone="Europe/Berlin",
        organizer=Attendee(name="Bob Ross", email="bob.ross@acme.example"),
    )
    assert [(one.name, one.phone) for one in find_people(read_event(event, me), "Acme")] == [("Bob Ross", phone)]
