"""Consent, tokens, scopes and their ends, through google-auth and google-auth-oauthlib."""

import urllib.error
import urllib.request
from importlib import import_module
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from google.auth.exceptions import RefreshError
from google.auth.transport.requests import Request
from google_auth_oauthlib.flow import Flow

from tests.fakes.google.refusals import refused
from tests.fakes.google.target import Client, credentials_of, fake_client
from tests.fakes.google.world import SCOPE, FakeGoogle

InvalidGrantError = import_module("oauthlib.oauth2").InvalidGrantError  # it ships no types
TASKS = SCOPE + "tasks"


class _Stay(urllib.request.HTTPRedirectHandler):
    """A browser that nobody answers at the address it is sent to."""

    def redirect_request(self, *_: Any) -> None:
        return None


def approve(address: str) -> str:
    """Open the consent page and return where the browser was sent."""
    try:
        urllib.request.build_opener(_Stay()).open(address, timeout=10)
    except urllib.error.HTTPError as answer:
        with answer:
            return str(answer.headers["Location"])
    raise AssertionError


@pytest.fixture
def flow(google: FakeGoogle, monkeypatch: pytest.MonkeyPatch) -> Flow:
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    monkeypatch.setenv("OAUTHLIB_RELAX_TOKEN_SCOPE", "1")
    return Flow.from_client_config(google.client_secret(), scopes=[TASKS], redirect_uri="http://localhost:1")


def begin(flow: Flow) -> str:
    address, _ = flow.authorization_url(access_type="offline", prompt="consent")
    return str(address)


def test_a_pasted_address_signs_in(google: FakeGoogle, flow: Flow) -> None:
    flow.fetch_token(authorization_response=approve(begin(flow)))
    assert flow.credentials.refresh_token
    client = Client(credentials=flow.credentials, url=google.url)
    assert client.tasks().tasklists().list().execute()["items"]


def test_another_verifier_is_refused(flow: Flow) -> None:
    answer = approve(begin(flow))
    flow.code_verifier = "x" * 64
    with pytest.raises(InvalidGrantError):
        flow.fetch_token(authorization_response=answer)


def test_a_code_works_once(flow: Flow) -> None:
    answer = approve(begin(flow))
    flow.fetch_token(authorization_response=answer)
    with pytest.raises(InvalidGrantError):
        flow.fetch_token(authorization_response=answer)


def test_cancelling_says_so(google: FakeGoogle, flow: Flow) -> None:
    google.user_denies_consent()
    assert parse_qs(urlsplit(approve(begin(flow))).query)["error"] == ["access_denied"]


def test_an_unticked_scope_is_not_granted(google: FakeGoogle, flow: Flow) -> None:
    flow.oauth2session.scope = [TASKS, SCOPE + "contacts"]
    google.user_unticks_scopes("contacts")
    flow.fetch_token(authorization_response=approve(begin(flow)))
    assert flow.credentials.granted_scopes == [TASKS]


def test_a_second_silent_consent_brings_no_refresh_token(flow: Flow) -> None:
    flow.fetch_token(authorization_response=approve(begin(flow)))
    address, _ = flow.authorization_url(access_type="offline")
    flow.oauth2session.token = {}
    flow.fetch_token(authorization_response=approve(str(address)))
    assert flow.credentials.refresh_token is None


def test_a_stale_access_token_is_refreshed_on_the_way(google: FakeGoogle) -> None:
    client = fake_client(google)
    google.expire_access_tokens()
    client.calendar().calendarList().list().execute()
    assert google.counts["oauth.token"] == 1


def test_revoked_access_cannot_be_refreshed(google: FakeGoogle) -> None:
    client = fake_client(google)
    google.revoke()
    with pytest.raises(RefreshError) as caught:
        client.calendar().calendarList().list().execute()
    assert caught.value.args[1]["error"] == "invalid_grant"
    assert caught.value.retryable is False


def test_revoking_through_the_endpoint_ends_the_grant(google: FakeGoogle) -> None:
    credentials = credentials_of(google.issue_token(["tasks"]))
    data = f"token={credentials.refresh_token}".encode()
    with urllib.request.urlopen(google.url + "/revoke", data, timeout=10) as answer:
        assert answer.status == 200
    with pytest.raises(RefreshError):
        credentials.refresh(Request())


def test_a_wrong_client_secret_is_refused(google: FakeGoogle) -> None:
    credentials = credentials_of(google.issue_token(["tasks"]))
    credentials._client_secret = "wrong"
    with pytest.raises(RefreshError) as caught:
        credentials.refresh(Request())
    assert caught.value.args[1]["error"] == "invalid_client"


def test_scopes_decide_which_methods_may_be_called(google: FakeGoogle) -> None:
    service = fake_client(google, "calendar.events").calendar()
    service.events().list(calendarId="primary").execute()
    with refused(403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT"):
        service.calendarList().list().execute()


def test_app_created_reaches_only_what_the_app_created(google: FakeGoogle) -> None:
    service = fake_client(google, "calendar.app.created", "calendar.events.readonly").calendar()
    times = {name: {"dateTime": "2026-03-04T10:00:00Z"} for name in ("start", "end")}
    made = service.calendars().insert(body={"summary": "Interview follow-up"}).execute()
    service.events().insert(calendarId=made["id"], body=times).execute()
    service.events().list(calendarId="primary").execute()
    with refused(403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT"):
        service.events().insert(calendarId="primary", body=times).execute()
    with refused(403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT"):
        service.calendarList().list().execute()


def test_nobody_writes_to_a_calendar_they_only_read(google: FakeGoogle) -> None:
    holidays = google.add_calendar("Holidays", access_role="reader")
    event = google.add_event(holidays, summary="May Day", start=google.clock.now().date())
    events = fake_client(google).calendar().events()
    assert events.get(calendarId=holidays, eventId=event).execute()["summary"] == "May Day"
    with refused(403, "requiredAccessLevel"):
        events.delete(calendarId=holidays, eventId=event, sendUpdates="none").execute()
