"""What conference programs write into descriptions is cut, in every language, and nothing else."""

from __future__ import annotations

import pytest

from syncd.core.conference import without_conference

TEAMS = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0"
BLOCKS = {
    "teams en": f"________________\nMicrosoft Teams Need help?\nJoin the meeting now<{TEAMS}>\nMeeting ID: 274 019 335 62\nPasscode: Qb7Lw2\n"
    "Dial in by phone\n+1 312-555-0147,,27401933562# United States\nFor organizers: Meeting options",
    "teams de": f"Microsoft Teams-Besprechung\nNehmen Sie auf dem Computer teil\nHier klicken, um teilzunehmen<{TEAMS}>\nBesprechungs-ID: 880 913 871\n"
    "Oder anrufen (nur Audio)\n+49 69 90009 417,,014# Germany\nPer Telefon einwählen\nFür Organisatoren: Besprechungsoptionen",
    "teams fr": f"Réunion Microsoft Teams\nCliquez ici pour rejoindre\n{TEAMS}\nID de réunion : 318 204\nCode secret : Xe7\nOu appelez\nNuméro local",
    "teams ja": f"Microsoft Teams 会議\n今すぐ会議に参加する<{TEAMS}>\n会議 ID: 738 272 504\nパスコード: be1Qd59\n開催者向け: 会議のオプション",
    "zoom": "Dana Holt is inviting you to a scheduled Zoom meeting.\n\nJoin Zoom Meeting\nhttps://us06web.zoom.us/j/84055511920\n\n"
    "Meeting ID: 840 5551 1920\nPasscode: 220871\n---\nOne tap mobile\n+13015550190,,84055511920# US\nDial by your location\n• +1 301 555 0190 US",
    "webex it": "Segreteria is inviting you to a scheduled Webex meeting.\nNumero riunione (codice di accesso): 2744 555 0163\nPassword riunione: wQ3\n"
    "Accedi tramite telefono: +39 02 555 0199",
    "meet": "-::~:~::~:~::-\nJoin with Google Meet: https://meet.google.com/zha-pfwe-ovn\nBob Ross writes here\n-::~:~::~:~::-",
    "teams pl": f"Spotkanie w aplikacji Microsoft Teams\nDołącz do spotkania\n{TEAMS}\nIdentyfikator spotkania: 1\nKod dostępu: 2",
    "teams sv": f"Microsoft Teams-möte\nAnslut till mötet\n{TEAMS}\nMötes-ID: 1\nLösenord: 2",
    "teams nl": f"Microsoft Teams-vergadering\nKlik hier om deel te nemen\n{TEAMS}\nVergadering-id: 1\nWachtwoord: 2",
}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_a_block_is_cut_and_what_stands_around_it_stays(block):
    """Its numbers, names and words say nothing of the event."""
    kept = without_conference(f"Dear Priya,\n{block}\nYou will meet Lorcan Pell.\nCall me: +44 7700 900455")
    written = [line for line in kept.split("\n") if line.strip("_")]
    assert written == ["Dear Priya,", "You will meet Lorcan Pell.", "Call me: +44 7700 900455"]


@pytest.mark.parametrize(
    "text",
    [
        "We will meet on Zoom.\nPlease dial in by phone if you cannot.\nMeeting ID: see below",
        "Partecipano:\nAnna Rossi, direttrice",
        "Es werden teilnehmen: Uta Lenz und Jan Voss",
        "参加者:佐藤 部長",
        "Kod: 123\n+48 22 555 01 37",
    ],
)
def test_what_is_no_block_stays(text):
    """The same words in sentences of people."""
    assert without_conference(text) == text
