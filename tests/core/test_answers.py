"""What users write back is read in every language, and nothing is read that they did not say."""

from __future__ import annotations

import pytest

from syncd.core.answers import label, read_answers, stated_outcome
from syncd.core.model import EventStatus, Outcome
from syncd.core.settings import Language
from tests.core.policy_world import interview


@pytest.mark.parametrize(
    ("text", "next_step", "outcome"),
    [
        ("Next step:\nOutcome:", None, None),
        ("Next step: 7 days\nOutcome:", "7 days", None),
        ("Next step:\n7 days\nOutcome:\n", "7 days", None),  # typed on the line below
        ("Great talk!\nnext step :call Thursday \noutcome: Offer!", "call Thursday", Outcome.OFFER),
        ("Nächster Schritt: in einer Woche\nErgebnis: Absage per Mail", "in einer Woche", None),
        ("Naechster Schritt: x\nErgebnis: Absage, leider", None, Outcome.REJECTED),
        ("Prochaine étape : jeudi\nRésultat : refusée", "jeudi", Outcome.REJECTED),
        ("PROXIMO PASO: llamar el jueves\nResultado: oferta", "llamar el jueves", Outcome.OFFER),
        ("Próximo passo: 7 dias\nResultado: contratada", "7 dias", Outcome.HIRED),
        ("Prossimo passo: giovedì\nEsito: ritirata", "giovedì", Outcome.WITHDRAWN),
        ("Volgende stap: donderdag\nUitkomst: afgewezen \U0001f614", "donderdag", Outcome.REJECTED),
        ("Outcome: offer (62k)", None, Outcome.OFFER),
        ("Outcome: withdrawn - too far", None, Outcome.WITHDRAWN),
        ("Outcome: offer expected next week", None, None),
        ("Outcome: rejected?", None, None),
        ("Outcome: good", None, None),
        ("Outcome of the talk: rejected", None, None),
        ("Next step: 7 days\nlater: Next step: 3 days", "7 days", None),
        ("Next step: 7 days\nNext step: 3 days", "3 days", None),  # the last one counts
        ("", None, None),
    ],
)
def test_the_block_is_read(text, next_step, outcome):
    """Any label with any language's word, without case and accents; the user's other words are left alone."""
    answers = read_answers(text)
    assert (answers.next_step, answers.outcome) == (next_step, outcome)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", ["next_step", "outcome"])
def test_the_labels_syncd_writes_are_read(language, name):
    """In whatever language it writes."""
    answers = read_answers(f"{label(language, name)}: offer")
    assert (answers.next_step == "offer") is (name == "next_step")
    assert (answers.outcome is Outcome.OFFER) is (name == "outcome")


@pytest.mark.parametrize(
    ("summary", "outcome"),
    [
        ("Interview Acme - rejected", Outcome.REJECTED),
        ("REJECTED: Interview Acme", Outcome.REJECTED),
        ("[Absage] Vorstellungsgespräch Acme", Outcome.REJECTED),
        ("Interview Acme (offer!)", Outcome.OFFER),
        ("Offer! Interview Acme", None),  # not set off
        ("Entretien Acme \u2013 refusée", Outcome.REJECTED),
        ("Colloquio Acme | sono stata assunta", Outcome.HIRED),
        ("Interview Acme: got the job \U0001f389", Outcome.HIRED),
        ("Interview Acme - Zusage!", Outcome.OFFER),
        ("Interview Acme", None),
        ("Interview - Offer Management", None),
        ("Acme | Offer", None),  # a talk about one
        ("Interview with the rejected", None),
        ("Assunto: Entrevista", None),  # Portuguese: the subject
        ("Interview Acme - not rejected", None),
        ("Interview Acme - rejected?", None),
    ],
)
def test_only_an_unmistakable_title_states_an_outcome(summary, outcome):
    """Set off from the rest, and nothing but the statement."""
    assert stated_outcome(interview(summary=summary).event) is outcome


@pytest.mark.parametrize(
    ("description", "outcome"),
    [
        ("Join at 10\n\nAbsage erhalten\n", Outcome.REJECTED),
        ("Outcome: hired", Outcome.HIRED),
        ("Agenda\n- Offer\n- Questions", None),
        ("Candidates who were rejected may apply again.", None),
    ],
)
def test_a_line_of_the_description_may_state_it(description, outcome):
    """Alone on its line, or behind the label."""
    assert stated_outcome(interview(description=description).event) is outcome


def test_a_cancellation_is_no_rejection():
    """Calendars put "Absage:" before the title of what is called off."""
    event = interview(summary="Absage: Interview Acme").event
    assert stated_outcome(event) is Outcome.REJECTED
    cancelled = type(event)(
        uid="x", summary=event.summary, start_at=event.start_at, end_at=event.end_at, status=EventStatus.CANCELLED
    )
    assert stated_outcome(cancelled) is None
