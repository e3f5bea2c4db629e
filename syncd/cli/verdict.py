"""A judged event as JSON and as text."""

from __future__ import annotations

from json import JSONEncoder
from typing import Any

from rich.console import Console
from rich.text import Text

from syncd.cli.tables import print_indented
from syncd.core.model import Interview, Strength
from syncd.core.text import TITLE_LIMIT, clean
from syncd.formats.ical_glance import Glance

dumps = JSONEncoder(ensure_ascii=False).encode
_NOTHING = dumps(
    {"is_interview": False, "confidence": 0.0, "evidence": [], "stage": None, "company": None, "position": None}
    | {"interviewers": [], "next_step": None}
)[1:-1]
MARKS = {Strength.SURE: ("✔", "green"), Strength.UNSURE: ("?", "yellow"), Strength.NO: ("✘", "dim")}


def interview_to_json(file: str, interview: Interview) -> dict[str, Any]:
    """One line of `syncd scan --json`."""
    event, verdict, step = interview.event, interview.verdict, interview.next_step
    is_interview = verdict.is_interview
    return {
        "file": file,
        "uid": event.uid,
        "recurrence_id": event.recurrence_id,
        "summary": event.summary,
        "start": event.start_at.isoformat(),
        "end": event.end_at.isoformat(),
        "is_interview": is_interview,
        "confidence": round(verdict.confidence, 3),
        "evidence": [
            {"for": evidence.supports, "weight": round(evidence.weight, 3), "what": evidence.what}
            for evidence in verdict.evidence
        ],
        "stage": interview.stage if is_interview else None,
        "company": interview.company if is_interview else None,
        "position": interview.position if is_interview else None,
        "interviewers": [
            {
                "name": person.name,
                "email": person.email,
                "phone": person.phone,
                "title": person.title,
                "linkedin": person.linkedin,
                "kind": person.kind,
            }
            for person in (interview.people if is_interview else ())
        ],
        "next_step": {"kind": step.kind, "date": step.on.isoformat(), "phrase": step.phrase}
        if step and is_interview
        else None,
    }


def ordinary_to_json(file: str, glance: Glance) -> str:
    """The line of an event that nothing speaks for."""
    start, end = glance.start_at.isoformat(), glance.end_at.isoformat()
    return (
        f'{{"file": {dumps(file)}, "uid": {dumps(glance.uid)}, "recurrence_id": {dumps(glance.recurrence_id)}, '
        f'"summary": {dumps(glance.summary)}, "start": "{start}", "end": "{end}", {_NOTHING}}}'
    )


def print_verdict(console: Console, interview: Interview, *, evidence: bool) -> None:
    """What was decided, who is met and why; `evidence` adds every reason with its weight."""
    event, verdict = interview.event, interview.verdict
    mark, style = MARKS[verdict.strength]
    line = Text()
    line.append(f"{mark} ", style=style)
    line.append(event.start_at.strftime("%a %d %b %Y %H:%M  "), style="dim")
    line.append(clean(event.summary, TITLE_LIMIT) or "(no title)", style="bold" if verdict.is_interview else "")
    console.print(line)
    if verdict.strength is not Strength.NO:
        facts = [
            interview.company,
            interview.position,
            str(interview.stage).replace("_", " "),
            f"promised: {interview.next_step.kind} {interview.next_step.on:%a %d %b}" if interview.next_step else None,
        ]
        print_indented(console, Text(" · ".join(fact for fact in facts if fact)))
        for person in interview.people:
            known = [person.name, person.title, person.email, person.phone]
            print_indented(console, Text("meets " + ", ".join(fact for fact in known if fact)))
    strongest = sorted(verdict.evidence, key=lambda reason: -reason.weight)
    for reason in strongest if evidence else strongest[:1]:
        sign = "for" if reason.supports else "against"
        weight = f" ({reason.weight:.2f})" if evidence else ""
        print_indented(console, Text(f"{sign}: {reason.what}{weight}", style="dim"))
