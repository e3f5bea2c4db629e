"""What can go wrong on the way, as google-api-python-client sees it."""

import time
from datetime import timedelta
from typing import Any

import httplib2
import pytest
from googleapiclient.errors import HttpError

from tests.fakes.google.journal import Moment
from tests.fakes.google.refusals import refused
from tests.fakes.google.target import Client
from tests.fakes.google.world import FakeGoogle

INSERT = "calendar.events.insert"
BODY = {name: {"dateTime": "2026-03-04T10:00:00Z"} for name in ("start", "end")}


def insert(client: Client, **fields: Any) -> Any:
    return client.calendar().events().insert(calendarId="primary", body=BODY | fields).execute()


def test_a_refusal_comes_once_with_its_headers(google: FakeGoogle, client: Client) -> None:
    google.fault(INSERT, (429, "rateLimitExceeded"), headers={"Retry-After": "7"})
    with pytest.raises(HttpError) as caught:
        insert(client)
    assert caught.value.status_code == 429
    assert caught.value.resp["retry-after"] == "7"
    insert(client)
    assert google.counts[INSERT] == 2
    assert len(google.events()) == 1


def test_a_front_end_answers_in_html(google: FakeGoogle, client: Client) -> None:
    google.fault("*", 502)
    with pytest.raises(HttpError) as caught:
        insert(client)
    assert b"<html>" in caught.value.content


def test_a_fault_meets_the_methods_it_names(google: FakeGoogle, client: Client) -> None:
    google.fault("tasks.*", (403, "rateLimitExceeded"))
    insert(client)
    with refused(403, "rateLimitExceeded"):
        client.tasks().tasklists().list().execute()


def test_httplib2_sends_a_dropped_post_again_by_itself(google: FakeGoogle, client: Client) -> None:
    google.fault(INSERT, "drop-after")
    insert(client)
    assert google.counts[INSERT] == 2
    assert len(google.events()) == 2


def test_a_client_id_makes_that_second_post_harmless(google: FakeGoogle, client: Client) -> None:
    google.fault(INSERT, "drop-after")
    with refused(409, "duplicate"):
        insert(client, id="sd12345")
    assert len(google.events()) == 1


def test_a_request_dropped_before_did_nothing(google: FakeGoogle, client: Client) -> None:
    google.fault(INSERT, "drop-before", times=2)
    with pytest.raises((OSError, httplib2.HttpLib2Error)):
        insert(client)
    assert google.events() == []


def test_a_delay_delays(google: FakeGoogle, client: Client) -> None:
    google.fault(INSERT, timedelta(seconds=0.1))
    before = time.monotonic()
    insert(client)
    assert time.monotonic() - before >= 0.1


def test_faults_can_be_called_off(google: FakeGoogle, client: Client) -> None:
    google.fault("*", 503, times=100)
    google.clear_faults()
    insert(client)


def test_a_test_stands_at_both_boundaries_of_every_request(google: FakeGoogle, client: Client) -> None:
    seen: list[tuple[str, str, int]] = []

    def look(moment: Moment) -> None:
        seen.append((moment.stage, moment.request.method, len(google.events())))

    stop = google.on_request(look)
    insert(client)
    stop()
    insert(client)
    assert seen == [("before", INSERT, 0), ("after", INSERT, 1)]


@pytest.mark.parametrize(("stage", "done"), [("before", 0), ("after", 2)])
def test_a_test_can_end_a_request_there(google: FakeGoogle, client: Client, stage: str, done: int) -> None:
    google.on_request(lambda moment: moment.stage == stage)
    with pytest.raises((OSError, httplib2.HttpLib2Error)):
        insert(client)
    assert len(google.events()) == done


def test_a_stopped_service_comes_back_as_it_was(google: FakeGoogle, client: Client) -> None:
    insert(client)
    google.stop()
    with pytest.raises((OSError, httplib2.HttpLib2Error)):
        insert(client)
    google.start()
    insert(client)
    assert len(google.events()) == 2


def test_the_journal_tells_reads_from_writes(google: FakeGoogle, client: Client) -> None:
    insert(client)
    client.calendar().events().list(calendarId="primary").execute()
    assert [logged.method for logged in google.writes] == [INSERT]
    assert google.requests[0].body == BODY
    assert [logged.status for logged in google.requests] == [200, 200]
    google.forget_requests()
    assert google.writes == []


def test_a_crash_of_the_fake_is_not_silent(google: FakeGoogle, client: Client) -> None:
    def crash(_: Moment) -> None:
        raise ZeroDivisionError

    google.on_request(crash)
    with pytest.raises((OSError, httplib2.HttpLib2Error)):
        insert(client)
    assert all("ZeroDivisionError" in violation for violation in google.violations)
    assert google.violations
    google.violations.clear()
