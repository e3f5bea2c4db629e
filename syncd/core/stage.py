"""Which round it is, and for which job."""

from __future__ import annotations

import re

from syncd.core.model import Stage
from syncd.core.names import is_title_word
from syncd.core.parties import my_name_in
from syncd.core.reading import Reading
from syncd.core.text import words

ORDER = (
    Stage.FINAL,
    Stage.CASE_STUDY,
    Stage.ONSITE,
    Stage.PANEL,
    Stage.TECHNICAL,
    Stage.HIRING_MANAGER,
    Stage.RECRUITER_SCREEN,
)
"""Where a title names several, the first of these counts."""
_LABEL = re.compile(
    r"^\W*(?:position|role|job(?: title| requisition)?|vacancy|post|stelle|funktion|poste|intitul[ée](?: du poste)?|puesto|vacante|cargo|vaga|posizione|ruolo|mansione|functie|vacature|stanowisko|tjänst|befattning|職種|ポジション|募集職種)"
    r"\s*[:：]\s*([^\n|;]{2,80})",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTED = re.compile(
    r"(?:stelle|position|role|poste|puesto|vacante|vaga|posizione|ruolo|functie|vacature|stanowisko|tjänst(?:en)?)\s*(?:als|as|de|di|von|van|som)?\s*[\u201e\u201c\"\u00ab»']\s*([^\u201c\u201d\"\u00bb\u00ab'\n]{3,70})",
    re.IGNORECASE,
)
_AFTER_ROLE = re.compile(
    r"(?:role of|position of|position as|post of|job as|(?:Stelle|Position)(?: als| der| des)?|poste d[e'\u2019]|puesto de|vacante de|cargo de|vaga de|vaga para|posizione di|ruolo di|functie van|functie|vacature|stanowisko|tjänsten som)\s*"
    r"((?:[A-ZÀ-ÞŁŚŻ][\w:*/&'\u2019+-]*|[(]?[mwfdxh/]{3,9}[)]?|de|of|en|in|di|da|do|für|for|&|I{1,3})(?:\s(?:[A-ZÀ-ÞŁŚŻ][\w:*/&'\u2019+-]*|\([mwfdxh/ ]{3,12}\)|de|of|en|in|di|da|do|für|for|&))*)"
)
_BEFORE_ROLE = re.compile(
    r"(?:the|our|for|a|this)\s+((?:[A-Z][\w/&'\u2019+-]*|of|and|&)(?:\s(?:[A-Z][\w/&'\u2019+-]*|of|and|&)){0,6})\s+(?:role|position|job|opening|vacancy|post|seat|internship|apprenticeship)\b"
)
_SEPARATOR = re.compile(
    r"\s*(?:\s[-\u2013\u2014|/+x\u00d7]\s|\|+|[\u2013\u2014:<>\u00ab\u00bb\"\u201c\u201d\u201e;]|\s@\s|\bat\b|\bbei\b|\bchez\b|\bpresso\b|\bbij\b|\bhos\b|[()](?![mwfdxh/ ]{3,9}\)))\s*"
)
_LEAD = re.compile(
    r"^(?:(?:technical|phone|video|panel|first|second|final|job|your|1st|2nd|3rd)\s+)*(?:interview|vorstellungsgespräch|bewerbungsgespräch|gespräch|entretien|entrevue|entrevista|colloquio|sollicitatiegesprek|gesprek|rozmowa kwalifikacyjna|rozmowa|intervju|anställningsintervju)?\s*"
    r"(?:for|for the|as|als|für|für die|pour|pour le poste de?|poste(?: de)?|para|para el puesto de|per|voor|na stanowisko|för|of|re|as an?)?\s+",
    re.IGNORECASE,
)


def find_stage(reading: Reading) -> Stage:
    """The round that the title names, else the one that the description speaks of most plainly."""
    named = {hit.label for hit in reading.title.found("stage")}
    for stage in ORDER:
        if f"stage.{stage}" in named:
            return stage
    counts: dict[str, int] = {}
    for hit in reading.body.found("stage"):
        counts[hit.label] = counts.get(hit.label, 0) + 1
    if counts:
        best = max(counts, key=lambda label: counts[label])
        return Stage(best.removeprefix("stage."))
    if reading.title.found("job.recruiter") or reading.title.found("job.agency"):
        return Stage.RECRUITER_SCREEN
    return Stage.OTHER


def find_position(reading: Reading, company: str | None) -> str | None:
    """The job, from a label, the title, or the words before `role`; None where the event does not tell."""
    body = reading.body.text[:6000]
    for pattern in (_LABEL, _QUOTED):
        match = pattern.search(body)
        if match and (job := _tidy(match.group(1), reading, company)):
            return job
    for piece in _SEPARATOR.split(reading.title.text):
        segment = _LEAD.sub("", " " + piece.strip()).strip(" ,-?!.")
        if _is_job(segment) and (job := _tidy(segment, reading, company)):
            return job
    for pattern in (_BEFORE_ROLE, _AFTER_ROLE):
        for match in pattern.finditer(body):
            if _is_job(match.group(1)) and (job := _tidy(match.group(1), reading, company)):
                return job
    return None


def _is_job(text: str) -> bool:
    parts = text.split()
    return 0 < len(parts) <= 9 and any(is_title_word(part.strip(",.:;()")) for part in parts)


def _tidy(text: str, reading: Reading, company: str | None) -> str | None:
    job = text.strip(' .,;-\u2013\u201c\u201d"')
    found = words(job)
    for first, last in my_name_in(reading.settings.me, found):
        job = (job[: found[first].start] + job[found[last].end :]).strip(" -,|/")
        break
    if company and job.lower().endswith(company.lower()):
        job = job[: -len(company)].strip(" -,|/@")
    return job if 1 < len(job) <= 80 else None
