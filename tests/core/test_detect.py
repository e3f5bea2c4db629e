"""What is an interview of the user's, what is not, and what is asked: short entries in ten languages, and laws."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncd.core.detect import detect
from syncd.core.model import Attendee, Event, Strength
from syncd.core.reading import read_event
from syncd.core.settings import DetectSettings, Me, Settings

START = datetime(2026, 10, 5, 9, tzinfo=UTC)
PRIVATE, WORK = "sam.rivera@gmail.com", "sam@worksite.com"
SAM = Settings(me=Me(name="Sam Rivera", emails=(PRIVATE, WORK), timezone="Europe/Berlin"))
HOST = Attendee(email="jo.kern@acmeworks.com", name="Jo Kern")
COLLEAGUE = Attendee(email="kim@worksite.com", name="Kim Boss")


def event(summary="", description="", *, organizer=None, guests=(), **fields) -> Event:
    """An entry at nine."""
    return Event(
        uid="1@example.com",
        summary=summary,
        description=description,
        start_at=START,
        end_at=START + timedelta(hours=1),
        organizer=organizer,
        attendees=tuple(guests),
        **fields,
    )


def invited(summary, description="", *, by=HOST, as_=PRIVATE, **fields) -> Event:
    """An invitation that the user got."""
    return event(summary, description, organizer=by, guests=(by, Attendee(email=as_, name="Sam Rivera")), **fields)


def verdict(one: Event, user: Settings = SAM):
    return detect(read_event(one, user))


OWN_ENTRIES = [
    "Barley & Finch 2nd interview w/ Dana",
    "phone screen: Orbit Freight",
    "Telephonic interview Infotrek",
    "VG bei Müller AG",
    "Vorstellungsgespräch Stadtwerke Nord, Zi. 214",
    "Bewerbungsgespräch Kita Sonnenschein",
    "Entretien Durand 14h",
    "Entretien d'embauche Leroy",
    "Entrevista Grupo Salvat 10:00",
    "Entrevista final con Recursos Humanos",
    "Colloquio Ferrari Impianti h 10",
    "Secondo colloquio Studio Bassi",
    "Entrevista de emprego Hotel Mar",
    "Sollicitatiegesprek gemeente Zwolle",
    "Rozmowa o pracę Budimar",
    "Jobbintervju kommunen",
    "面接 山田製作所",
    "Interview Harlow Street, ask for Sinead",
    "Brimstone Quarry: bug hunt with the team",
    "Segunda vuelta Clínica Ronda",
    "2. Gespräch Wohnbau Lüder mit GF",
    "Deuxième rdv chez Morvan",
    "Zoom w/ Jo (Mill Street Mediation) about the maternity cover role",
    "zoom Dee (Castlegate) - tour manager",
    "Telefonat Hr. Ambühl, Hotel Seeblick - Rezeptionist",
    "llamada Iñaki, Hotel Miramar, jefe de sala",
    "parlare con Elvira, Vivaio Serra, capocantiere",
    "bellen met Joris (De Graanschuur) over bakker",
    "Cath @ Rowan Garage re sales assistant",
    "Interview day Ashgrove, arrive 9.15 (mum has the kids)",
]
OTHER_WORLDS = [
    "Ref call for Dmitri - HR lady from Hallbrook",
    "Lunch with Kim, my old manager",
    "call the baker re cake",
    "Telefonat mit Müller, unser neuer Hausmeister",
    "café con Lola",
    "colloquio coi professori di Nina",
    "DRH : point paie et congés",
    "bellen: loodgieter Joris",
    "Competency conversation with assessor",
    "Herkeuring + psychologisch interview",
    "Entretiens parents - enseignants",
    "Interviews Anwohner Block C",
    "User interview: checkout study",
    "Cancer screening, ward 4",
    "Interview new cleaner",
    "Practice interview with Dad",
    "Exit interview",
    "Offer call with Nimbus",
    "Theatervorstellung 19:30",
    "Elterngespräch Kita",
    "WG-Vorstellungsgespräch Nordstadt",
    "Vorstellungsgespräch üben mit Papa",
    "Mitarbeitergespräch mit Uwe",
    "Entretien chaudière",
    "Entretien annuel avec Paul",
    "Entretien nounou Fatima",
    "Entrevista visa americana",
    "Entrevista de salida",
    "Colloqui insegnanti",
    "Primo colloquio psicologo",
    "Entrevista babá",
    "Rastreio",
    "Oudergesprek",
    "Sollicitatietraining",
    "Rozmowa z nianią",
    "Utvecklingssamtal Elsa",
    "産業医面談",
    "模擬面接 キャリアセンター",
]
SOMEBODY_ELSES = [
    "Anna's interview",
    "Lenas Vorstellungsgespräch",
    "Leonie zum Vorstellungsgespräch fahren",
    "Entretien de Marie",
    "Colloquio di Marco",
    "Entrevista de Ana",
    "Entrevista da Ana",
    "Sollicitatiegesprek van Tom",
    "Emma has a job interview",
    "Vorstellungsgespräch (Tochter)",
    "Bewerbertag Schule für Max",
    "my brother's job interview",
    "Llevar a mi hermano a su entrevista",
    "Skjutsa Moa till intervju",
]
INVITATIONS = [
    ("Sam <> Peakline", "Hi Sam, I'd like to tell you about the founding engineer role. Best, Jo"),
    ("Call with Amira", "I came across your profile; my client, a retailer, needs a supply chain director."),
    (
        "Treffen",
        "Nach Durchsicht Ihrer Unterlagen möchten wir Sie zu einem persönlichen Gespräch einladen. Ihre Bewerbung",
    ),
    ("Premier échange", "Suite à votre candidature, nous souhaitons vous présenter le poste de chef de produit."),
    ("Charla", "Gracias por tu interés en la vacante; hablar del puesto de analista con el equipo."),
    ("Incontro in sede", "In merito alla sua candidatura per la posizione di contabile."),
    ("Conversa", "Obrigada pela sua candidatura. Vamos falar sobre a vaga de gestor."),
    ("Kennismaking", "Bedankt voor je sollicitatie op de functie planner, je spreekt met Tim."),
]
EXPLAINED_AWAY = [
    ("Interview", "Thanks for taking part in our study about job search. Voucher, consent form attached."),
    ("Career conversation", "Your coach. Mock interview, then we review your CV; outplacement programme."),
    (
        "Erstgespräch",
        "Karriereberatung: Ihr Coach geht Ihren Lebenslauf mit Ihnen durch, wir üben das Bewerbungsgespräch.",
    ),
    (
        "Entretien avec Mme Roche",
        "Votre conseillère France Travail fera le point sur votre recherche d'emploi et votre CV.",
    ),
    ("Colloquio", "Consulenza di orientamento: rivediamo il CV e prepariamo i prossimi colloqui."),
    ("Trustee chat", "Thanks for your interest in the trustee role. It's unpaid, volunteers meet the chair."),
]


@pytest.mark.parametrize("title", OWN_ENTRIES)
def test_an_entry_typed_by_hand_is_enough(title):
    """A few words in any of the ten languages tell an interview."""
    assert verdict(event(title)).strength is Strength.SURE


@pytest.mark.parametrize("title", OTHER_WORLDS)
def test_words_of_other_worlds_are_no_interview(title):
    """Screening, colloquio, Vorstellung and entretien mean something else beside these words."""
    assert verdict(event(title)).strength is Strength.NO


@pytest.mark.parametrize(
    "title", ["call Lee, site manager", "Telefonat Hr. Kraus, Bauleiter", "koffie Bas, teamleider"]
)
def test_a_job_behind_nothing_but_a_name_is_asked_about(title):
    """It may be what the talk is about, or what the other one is; `Hr.` is no personnel department."""
    assert verdict(event(title)).strength is Strength.UNSURE


@pytest.mark.parametrize("title", SOMEBODY_ELSES)
def test_the_interview_of_somebody_else_is_not_the_users(title):
    """Names that own it, relatives and drivers take it from the user."""
    assert not verdict(event(title)).is_interview


@pytest.mark.parametrize(
    ("title", "sure"),
    [
        ("Sollicitatiegesprek Van der Meer Logistiek", True),
        ("Sollicitatiegesprek van Lotte", False),
        ("Vorstellungsgespräch Von Roll AG", True),
        ("Vorstellungsgespräch von Lena", False),
    ],
)
def test_a_name_may_begin_with_what_owns(title, sure):
    """`Van der Meer` is an employer; `van Lotte` says whose interview it is."""
    assert verdict(event(title)).is_interview is sure


@pytest.mark.parametrize(("title", "text"), INVITATIONS)
def test_a_plain_title_is_read_by_its_description(title, text):
    """An invitation whose title says nothing counts by the job in its text."""
    assert verdict(invited(title, text)).strength is Strength.SURE


@pytest.mark.parametrize(("title", "text"), EXPLAINED_AWAY)
def test_worlds_that_speak_of_careers_are_no_interviews(title, text):
    """Coaches, studies, job centres and unpaid posts use the same words."""
    assert not verdict(invited(title, text)).is_interview


def test_the_users_own_name_has_no_job_behind_it():
    """`Hi Sam, I have two chefs`: nobody is introduced."""
    mine, theirs = (
        verdict(invited("Staff", f"Well, {name}, the baker is ill.")) for name in ("Sam Rivera", "Kim Boss")
    )
    assert not [one for one in mine.evidence if "names people" in one.what]
    assert [one for one in theirs.evidence if "names people" in one.what]


def test_the_user_as_interviewer_is_a_veto():
    """A colleague's invitation with the candidate's papers is not the user's interview."""
    one = invited("Interview: Jane Doe, Data Engineer", "Her CV is attached, scorecard please.", by=COLLEAGUE, as_=WORK)
    assert verdict(one).strength is Strength.NO


def test_a_house_of_ones_own_has_other_posts_too():
    """Where it writes to the private address, or to a candidate, it counts far less that the user is known there."""
    text = "You will meet Gill and Ann for the second stage."
    usual = verdict(invited("Second stage with Gill", text, by=COLLEAGUE, as_=WORK))
    applied = verdict(invited("Second stage with Gill", f"Thanks for applying. {text}", by=COLLEAGUE, as_=WORK))
    privately = verdict(invited("Second stage with Gill", text, by=COLLEAGUE))
    assert usual.strength is Strength.NO
    assert usual.confidence < min(applied.confidence, privately.confidence)
    assert applied.is_interview


def test_some_words_mean_a_job_only_beside_one():
    """`post`, `spot` and `plats` are other things elsewhere."""
    assert verdict(invited("Sam / Acme", "It's the last talk about the Account Specialist post.")).is_interview
    assert not verdict(invited("Sam / Acme", "The specialist said that it would come by post.")).is_interview


@pytest.mark.parametrize("link", ["https://app.greenhouse.io/guides/1/people/2", "https://hire.lever.co/interviews/ab"])
def test_links_for_interviewers_are_a_veto(link):
    """The same invitation counts without the link."""
    one = invited("Interview - Data Engineer")
    assert verdict(one).is_interview
    assert not verdict(replace(one, links=(link,))).is_interview


def test_organizing_with_guests_speaks_against_it():
    """Who invites others is mostly not the candidate."""
    guests = (HOST, Attendee(email=PRIVATE, name="Sam Rivera"))
    mine = event("Interview", organizer=Attendee(email=PRIVATE), guests=guests)
    assert verdict(mine).confidence < verdict(invited("Interview")).confidence


@pytest.mark.parametrize(
    ("title", "body", "kept"), [("dentist #interview", "", True), ("Dentist", "x\n#Interview", True)]
)
def test_the_tag_decides_for_it(title, body, kept):
    """`#interview` in title or description beats every other word."""
    assert verdict(event(title, body)).is_interview is kept


@pytest.mark.parametrize("title", OWN_ENTRIES)
def test_the_tag_decides_against_it(title):
    """`#nointerview` beats the plainest title."""
    assert verdict(event(f"{title} #nointerview")).strength is Strength.NO


def test_the_category_decides_for_it():
    """The category Interview is the user's word too."""
    assert verdict(event("Lunch", categories=("Interview",))).is_interview


def test_a_tag_is_a_whole_word():
    """Neither an address nor a longer tag is one."""
    assert not verdict(event("notes #interviewprep")).is_interview
    assert verdict(event("docs https://example.com/#interview")).confidence < 1


def test_own_keywords_and_domains_count():
    """[detect] adds words and addresses for and against."""
    rules = DetectSettings(
        keywords=("kraftprobe",), never_domains=("acmeworks.com",), always_domains=("larch.example",)
    )
    user = replace(SAM, detect=rules)
    assert verdict(event("Kraftprobe Lindner"), user).is_interview
    assert not verdict(invited("Interview - Data Engineer"), user).is_interview
    assert verdict(invited("Sam / Jo", by=Attendee(email="jo@larch.example", name="Jo")), user).is_interview


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Interview and final presentation, Larch", "You will meet the team and we look forward to it."),
        ("Anställningsintervju", "Hej, det är ett möte på plats om tjänsten, vi ses."),
    ],
)
def test_words_are_read_in_the_language_of_the_event(title, body):
    """`final` is a match in Polish, `ett` an agency in Spanish: short words of other languages say nothing."""
    assert not [one for one in verdict(event(title, body)).evidence if " speaks of " in one.what and not one.supports]


def test_a_part_of_a_longer_phrase_says_nothing_itself():
    """`final` is leisure's in Swedish, `final round` is not."""
    assert not [one for one in verdict(event("final round Saltmarsh")).evidence if " speaks of leisure" in one.what]


def test_unsure_lies_between_the_two_thresholds():
    """Between ask_from and threshold the user is asked."""
    one = event("Interview Larch")
    confidence = verdict(one).confidence
    for threshold, ask_from, strength in (
        (confidence, 0.1, Strength.SURE),
        (confidence + 0.01, confidence, Strength.UNSURE),
        (confidence + 0.02, confidence + 0.01, Strength.NO),
    ):
        user = replace(SAM, detect=DetectSettings(threshold=threshold, ask_from=ask_from))
        assert verdict(one, user).strength is strength


@pytest.mark.parametrize("title", OWN_ENTRIES + OTHER_WORLDS + SOMEBODY_ELSES)
def test_every_reason_is_a_sentence_that_quotes_the_event(title):
    """What is put in quotes stands in the event."""
    for one in verdict(event(title)).evidence:
        assert one.weight > 0
        assert one.what
        if "“" in one.what:
            assert one.what.split("“")[1].rstrip("”") in title


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=400))
def test_any_text_gets_a_verdict(title, body):
    """Confidence is a probability, and the weightiest reason stands first."""
    one = verdict(invited(title, body))
    assert 0 <= one.confidence <= 1
    weights = [reason.weight for reason in one.evidence[1:]]
    assert weights == sorted(weights, reverse=True)


WRITTEN = "we confirm your interview for the position of Brewing Technologist."


def test_what_is_written_to_somebody_else_is_theirs():
    """A forwarded confirmation; one that greets the user is the user's own, whoever else it greets."""
    theirs = verdict(invited("Fwd: Your interview is confirmed", f"Dear Mikkel,\n{WRITTEN}"))
    mine = verdict(invited("Fwd: Your interview is confirmed", f"Dear Sam,\n{WRITTEN}\n\n> Hi Mikkel,\n> thanks."))
    assert mine.strength is Strength.SURE
    assert theirs.confidence < mine.confidence
    assert any("written to somebody else (Mikkel)" in one.what for one in theirs.evidence)


def test_a_relative_does_not_invite_to_an_interview():
    """The same family name at a private address."""
    sister = Attendee(email="ana.rivera@gmail.com", name="Ana Rivera")
    found = verdict(invited("Interview at the brewery", by=sister))
    assert any("family" in one.what and not one.supports for one in found.evidence)


def test_a_link_after_the_word_applicant_is_nobodys_name():
    """The privacy notice in a footer."""
    text = "Wir freuen uns auf Sie.\nDatenschutzhinweise für Bewerber: www.kessler.example/dsgvo"
    assert not any("candidate" in one.what for one in verdict(invited("Zweitgespräch", text)).evidence)
    named = verdict(invited("Zweitgespräch", "Bewerber: Tom Field"))
    assert any("somebody else is named as the candidate" in one.what for one in named.evidence)


@pytest.mark.parametrize(
    "text",
    [
        "We received your application for the post of clerk.",
        "Ihre Bewerbung hat uns gefallen.",
        "Nous avons bien reçu votre candidature.",
        "Hemos recibido tu candidatura.",
        "Abbiamo ricevuto la Sua candidatura.",
        "Recebemos a sua candidatura.",
        "Wij hebben uw sollicitatie ontvangen.",
        "Otrzymaliśmy Pani aplikację.",
        "Tack för din ansökan.",
        "ご応募いただきありがとうございます。",
    ],
)
def test_an_answer_to_an_application_speaks_for_it(text):
    """In each language, under a title that says nothing."""
    plain, answered = verdict(invited("Termin", "")), verdict(invited("Termin", text))
    assert answered.confidence > plain.confidence + 0.1


def said(one: Event) -> str:
    """All the reasons for a verdict."""
    return "\n".join(evidence.what for evidence in verdict(one).evidence)


@pytest.mark.parametrize(
    ("title", "body", "what"),
    [
        ("Lunch w/ Tess", "their training lead is leaving in May", "somebody leaves a job"),
        ("Essen mit Tobi", "sein Einkaufsleiter geht in Rente", "somebody leaves a job"),
        ("Fika med Lotta", "deras projektledare slutar i maj", "somebody leaves a job"),
        ("Interview Marie", "", "it may be the interview of Marie"),
        ("Incontro con l'architetto", "", "as customers have it"),
        (
            "Entrevista",
            "El guion son diez preguntas sobre la vida en el barrio de antes y sus bares.",
            "not speak of a job",
        ),
    ],
)
def test_what_stays_open_is_weighed(title, body, what):
    """Hints that decide nothing by themselves."""
    assert what in said(event(title, body))


def test_one_may_apply_within_the_own_house():
    """Who is told of an application of theirs is no interviewer, even among colleagues."""
    boss = Attendee(email="boss@worksite.com", name="Bo Boss")
    asked = invited("Interview: Lead", "You applied for the position of lead.", by=boss, as_=WORK)
    asking = invited("Interview: Lead", "The candidate comes at ten.", by=boss, as_=WORK)
    assert verdict(asked).confidence > verdict(asking).confidence + 0.1


def test_a_greeting_by_name_speaks_for_an_outsiders_invitation():
    """Circulars greet nobody."""
    assert "written to you by name" in said(invited("Call", "Hi Sam, a few words."))
    assert "written to you by name" not in said(invited("Call", "Hi all, a few words."))


def test_a_word_counts_for_one_other_world_only():
    """`Corso` may be a course, training or practice, but it is said once."""
    against = [one for one in verdict(event("Colloquio Corso Torino")).evidence if "Corso" in one.what]
    assert len([one for one in against if not one.supports]) <= 1
