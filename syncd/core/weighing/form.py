"""What the hour, the length and the wording's form say for and against an interview, whatever the words are.

Weights are log-odds. Employers talk to people on working days and in working hours, for half an hour to an hour and
a half, and who notes an interview writes names rather than a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

from syncd.core.evidence import speaks_against, speaks_for
from syncd.core.model import Event, Evidence
from syncd.core.reading import Reading, Text
from syncd.core.weighing.words import talked_of_job

ALL_DAY = 0.1
WEEKEND = 1.3
SATURDAY_AND_SUNDAY = (5, 6)
LATE = 1.5
EARLY_OR_LATE = 0.5
"""At an hour at which few employers meet anybody, as trades with shifts do."""
AS_LONG = 0.8
NOT_AS_LONG = 0.3
MINUTES = range(25, 101)
SENTENCE = 0.8
HALF_SENTENCE = 0.1
ORDINARY = 0.6
HALF_ORDINARY = 0.4
PLAIN = 0.5
"""What form counts where the title says plainly what it is: trial shifts are early, late, long and on Saturdays."""


def from_form(reading: Reading) -> Iterator[Evidence]:
    """Evidence from the time and from how the title is written."""
    says_so = reading.title.found("interview.sure") or talked_of_job(reading)
    other = any(kind.startswith("against.") and kind.endswith(".title") for kind in reading.title.kinds)
    plain = PLAIN if says_so and not other else 1.0
    yield from _of_time(reading.event, plain)
    ordinary = _ordinary(reading.title)
    if ordinary >= ORDINARY:
        yield speaks_against(SENTENCE * plain, "the title is a sentence of ordinary words")
    elif ordinary >= HALF_ORDINARY:
        yield speaks_against(HALF_SENTENCE, "half of the title's words are ordinary ones")


def _of_time(event: Event, plain: float) -> Iterator[Evidence]:
    if event.start_at.weekday() in SATURDAY_AND_SUNDAY:
        yield speaks_against(WEEKEND * plain, "it is on a weekend")
    if event.all_day:
        yield speaks_against(ALL_DAY, "it lasts all day")
        return
    hour = event.start_at.hour
    if hour >= 19 or hour < 7:
        yield speaks_against(LATE * plain, "it is at an hour at which hardly anybody is interviewed")
    elif hour in (7, 18):
        yield speaks_against(EARLY_OR_LATE * plain, "it is early or late in the day")
    minutes = int((event.end_at - event.start_at).total_seconds() // 60)
    if minutes in MINUTES:
        yield speaks_for(AS_LONG, "it lasts as long as interviews do")
    elif minutes:
        yield speaks_against(NOT_AS_LONG * plain, "few interviews are that short or long")


def _ordinary(title: Text) -> float:
    """The share of words in small letters among those after the first; 0 where there are no others at all."""
    if not any(letter.isupper() for letter in title.text):
        return 0.0
    telling = {at for hit in title.found("interview", "job") for at in range(hit.first, hit.last + 1)}
    later = [title.text[word.start] for at, word in enumerate(title.words) if at and at not in telling]
    return sum(letter.islower() for letter in later) / len(later) if len(later) > 1 else 0.0
