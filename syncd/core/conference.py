"""Cutting the blocks that conference programs put into descriptions.

They hold telephone numbers, names ("X is inviting you to a scheduled Zoom meeting") and the word "meeting" in every
language, and say nothing about the event.
"""

from __future__ import annotations

import re

_RULE = re.compile(r"[_\-=*~:.\s]{8,}")
_MEET_EDGE = re.compile(r"-::~:~::~")
_STARTS = re.compile(
    r"(?:microsoft teams|\bteams[- ](?:meeting|besprechung|vergadering)|r[ée]union (?:microsoft )?teams|reuni[óo]n de microsoft"
    r"|reuni[ãa]o (?:do|no) microsoft|riunione di microsoft|spotkanie w aplikacji|join zoom meeting|zoom meeting"
    r"|is inviting you to a scheduled|webex meeting|join with google meet|join by phone|join webex)",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"(?:https?://\S*(?:zoom\.us|zoom\.com|teams\.microsoft|teams\.live|meet\.google|tel\.meet|webex|aka\.ms|whereby)"
    r"|meeting[- ]?(?:id|number|link|options)|passcode|password:|pin:|one tap|dial|find (?:your|a) local|join (?:zoom|on your|by|the meeting|with|from)"
    r"|click here to join|call in|conference id|phone conference|need help|for organizers|learn more about|more phone numbers"
    r"|besprechungs|telefonkonferenz|lokale nummer|hier klicken|nehmen sie|oder anrufen|kenncode|teilnehmen"
    r"|id de r[ée]union|code secret|cliquez ici|participez|ou appelez|id de conf|num[ée]ro local|options de r"
    r"|id\. ?de reuni|c[óo]digo de acceso|[úu]nase|haga clic|o llame|id\. ?de conf|n[úu]mero local|opciones de la? ?reuni"
    r"|id da reuni|c[óo]digo de acesso|senha:|ingressar|clique aqui|ou ligue|id da confer|op[çc][õo]es de reuni"
    r"|id riunione|passcode|partecipa|fai clic|o chiama|numero locale|opzioni riunione"
    r"|vergadering-id|wachtwoord|deelnemen|klik hier om|of bel in|lokaal nummer|vergaderopties"
    r"|anslut|m[öo]tes-id|l[öo]senord|klicka h[äa]r|identyfikator spotkania|kod dost[ęe]pu|do[łl][ąa]cz"
    r"|ミーティング id|パスコード|参加|do not edit this section|this event has a video call|sip:|^[•·*-]?\s*\+?\d[\d ().,#*-]{6,}.*$|audio only|nur audio|solo audio|audio seulement)",
    re.IGNORECASE,
)


def _is_inside(line: str) -> bool:
    return not line or _RULE.fullmatch(line) is not None or line == "---" or _INSIDE.search(line) is not None


def without_conference(text: str) -> str:
    """The text without dial-in blocks; lines before and after a block stay."""
    kept: list[str] = []
    in_meet = in_block = False
    for raw in text.split("\n"):
        line = raw.strip()[:400]
        if _MEET_EDGE.match(line):
            in_meet = not in_meet
            in_block = False
            continue
        if in_meet:
            continue
        if _STARTS.search(line) and len(line) < 160:
            in_block = True
            continue
        if in_block:
            if _is_inside(line):
                continue
            in_block = False
        kept.append(raw)
    return "\n".join(kept)
