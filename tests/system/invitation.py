"""An invitation to an interview, as a company's calendar sends it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

UID = "7f3c1c0e-kestrel@calendar.kestrel.example"
SUMMARY = "Technical interview: Sam Rivera / Kestrel Analytics"
PEOPLE = {"Jonas Vester": "jonas.vester@kestrel.example", "Priya Raman": "priya.raman@kestrel.example"}
PROMISE = "We will let you know how it went within about a week."
ZONE = ZoneInfo("Europe/Berlin")

TEXT = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Kestrel Analytics//Talent//EN
BEGIN:VEVENT
UID:{uid}
DTSTAMP:20260101T000000Z
DTSTART:{start}
DTEND:{end}
SUMMARY:{summary}
LOCATION:https://meet.kestrel.example/r/8841
ORGANIZER;CN=Priya Raman:mailto:priya.raman@kestrel.example
ATTENDEE;CN=Sam Rivera;PARTSTAT=ACCEPTED:mailto:sam@example.com
ATTENDEE;CN=Jonas Vester;PARTSTAT=ACCEPTED:mailto:jonas.vester@kestrel.example
DESCRIPTION:Hi Sam\\,\\n\\nlooking forward to our technical interview for the
  Data Engineer position. You will meet:\\n\\nJonas Vester\\, Staff Engineer\\n
 Priya Raman\\, Head of Data Platform\\n\\n
 {promise}\\n\\n
 Best regards\\nPriya Raman\\nHead of Data Platform\\, Kestrel Analytics\\n
 +49 30 23125 442
STATUS:CONFIRMED
END:VEVENT
END:VCALENDAR
"""


def invitation(start: datetime, *, uid: str = UID, summary: str = SUMMARY, promise: str = PROMISE) -> str:
    """The .ics of an interview of an hour that begins at `start`."""
    moment = start.astimezone(UTC)
    begin, end = f"{moment:%Y%m%dT%H%M%SZ}", f"{moment + timedelta(hours=1):%Y%m%dT%H%M%SZ}"
    text = TEXT.format(uid=uid, summary=summary, start=begin, end=end, promise=promise)
    return text.replace("\n", "\r\n")


def working_day(today: date, step: int) -> datetime:
    """Ten o'clock on the next (step 1) or the last (step -1) working day that is not `today`."""
    day = today + timedelta(days=step)
    while day.weekday() >= 5:
        day += timedelta(days=step)
    return datetime.combine(day, time(10), ZONE)
