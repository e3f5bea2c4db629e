"""Breaches of Google's descriptions are caught, in requests and in the fake's own answers."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.fakes.google.contract import find_route, load_methods
from tests.fakes.google.gestures import in_utc
from tests.fakes.google.refusals import refused
from tests.fakes.google.target import fake_client
from tests.fakes.google.world import FakeGoogle

CALENDAR = "/calendar/v3/calendars/primary/events"
TIMES = {
    "start": {"dateTime": "2026-03-04T10:00:00Z"},
    "end": {"dateTime": "2026-03-04T11:00:00Z"},
}


@pytest.fixture
def crooked() -> Iterator[FakeGoogle]:
    """A fake that may be left with violations."""
    with FakeGoogle(now=in_utc(2026, 3, 2, 9)) as fake:
        yield fake


def send(google: FakeGoogle, verb: str, path: str, body: object = None) -> int:
    """Send what the client library would not, and return the status."""
    headers = {"Authorization": f"Bearer {google.issue_token().access_token}"}
    data = None
    if body is not None:
        data = json.dumps(body).encode()
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(google.url + path, data, headers, method=verb)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_every_method_is_found_by_its_own_path() -> None:
    for method in load_methods().values():
        path = method.pattern.pattern.replace("\\", "")
        for group, value in (("([^/]+)", "x"), ("[^/:]+", "x"), ("(", ""), (")", "")):
            path = path.replace(group, value)
        route = find_route(method.http_method, path)
        assert route is not None
        assert route.method.id == method.id


@pytest.mark.parametrize(
    "query",
    [
        "colour=blue",
        "singleEvents=yes",
        "maxResults=many",
        "maxResults=0",
        "orderBy=summary",
        "eventTypes=party",
        "timeMin=2026-03-04",
        "timeMin=2026-03-04T10:00:00",
        "timeZone=UTC&timeZone=UTC",
        "fields=items(id",
        "fields=items(colour)",
    ],
)
def test_a_query_that_google_does_not_describe_is_refused_and_kept(crooked: FakeGoogle, query: str) -> None:
    assert send(crooked, "GET", f"{CALENDAR}?{query}") == 400
    [violation] = crooked.violations
    assert violation.startswith("calendar.events.list request: ")


@pytest.mark.parametrize(
    "body",
    [
        {**TIMES, "sumary": "x"},
        {**TIMES, "summary": 7},
        {**TIMES, "status": "maybe"},
        {**TIMES, "attendees": [{"email": "a@b.example", "responseStatus": "yes"}]},
        {**TIMES, "reminders": {"overrides": [{"method": "sms", "minutes": 1}]}},
        {**TIMES, "sequence": 2**31},
        {**TIMES, "summary": None},
        {**TIMES, "start": {"date": "4 March"}},
        {"start": TIMES["start"]},
        [],
    ],
)
def test_a_body_that_google_does_not_describe_is_refused_and_kept(crooked: FakeGoogle, body: object) -> None:
    assert send(crooked, "POST", CALENDAR, body) == 400
    assert crooked.violations
    assert crooked.events() == []


def test_a_missing_body_is_refused(crooked: FakeGoogle) -> None:
    assert send(crooked, "POST", CALENDAR) == 400


def test_a_body_where_none_belongs_is_refused(crooked: FakeGoogle) -> None:
    assert send(crooked, "GET", CALENDAR, {}) == 400


def test_a_path_that_google_does_not_have_is_kept(crooked: FakeGoogle) -> None:
    assert send(crooked, "GET", "/calendar/v3/kalenders") == 404
    assert len(crooked.violations) == 1


def test_what_the_fake_does_not_do_it_says(google: FakeGoogle) -> None:
    with refused(501):
        fake_client(google).calendar().colors().get().execute()


DEFECTS: list[tuple[str, Callable[[dict[str, Any]], object]]] = [
    ("wrong type", lambda event: event | {"summary": 7}),
    ("misspelt field", lambda event: event | {"sumary": "x"}),
    ("value in no list", lambda event: event | {"status": "maybe"}),
    ("bad time", lambda event: event | {"updated": "yesterday"}),
    ("bad date", lambda event: event | {"start": {"date": "2026-3-4"}}),
    ("wrong kind", lambda event: event | {"kind": "calendar#evnt"}),
    ("object for a list", lambda event: event | {"attendees": {}}),
    ("null", lambda event: event | {"summary": None}),
    ("text for a number", lambda event: event | {"sequence": "0"}),
    ("a list instead of it all", lambda event: [event]),
]


@pytest.mark.parametrize("change", [d[1] for d in DEFECTS], ids=[d[0] for d in DEFECTS])
def test_a_defect_in_an_answer_is_caught(crooked: FakeGoogle, change: Callable[[dict[str, Any]], object]) -> None:
    event_id = crooked.add_event(summary="x", start=in_utc(2026, 3, 4))
    crooked.tamper("calendar.events.get", change)
    send(crooked, "GET", f"{CALENDAR}/{event_id}")
    assert [v for v in crooked.violations if v.startswith("calendar.events.get response: ")]
