"""What the conformance tests talk to: the fake, or a real throw-away account.

Set SYNCD_LIVE_GOOGLE to a saved sign-in (the JSON of an authorized user, with refresh_token,
client_id, client_secret, and the scopes calendar, tasks, contacts) to run them against Google.
"""

import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import google_auth_httplib2
import httplib2
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

from tests.fakes.google.oauth import IssuedToken
from tests.fakes.google.world import ALL_SCOPES, FakeGoogle

_TOKEN_URI: Final = "https://oauth2.googleapis.com/token"
_PATIENCE: Final = 300  # seconds; "a propagation delay of several minutes" (connections.list)


def credentials_of(token: IssuedToken) -> Credentials:
    """Return google-auth's object for a sign-in.

    By hand: `from_authorized_user_info` "always overrides" token_uri with Google's own.
    """
    return Credentials(
        token=token.access_token,
        refresh_token=token.refresh_token,
        client_id=token.client_id,
        client_secret=token.client_secret,
        token_uri=token.token_uri,
        scopes=list(token.scopes),
    )


@dataclass(kw_only=True)
class Client:
    """google-api-python-client with one sign-in: one service object an API, for one thread."""

    credentials: Credentials
    url: str | None = None
    """The fake's; None for Google."""

    def _service(self, name: str, version: str, path: str) -> Any:
        http = google_auth_httplib2.AuthorizedHttp(self.credentials, http=httplib2.Http(timeout=30))
        options = {} if self.url is None else {"api_endpoint": self.url + path}
        return build(name, version, http=http, client_options=options, static_discovery=True)

    def calendar(self) -> Any:
        """Return a Calendar v3 service."""
        return self._service("calendar", "v3", "/calendar/v3/")

    def tasks(self) -> Any:
        """Return a Tasks v1 service."""
        return self._service("tasks", "v1", "/")

    def people(self) -> Any:
        """Return a People v1 service."""
        return self._service("people", "v1", "/")


@dataclass(kw_only=True)
class Target:
    """An account, with a calendar, a task list and a group that belong to this run alone."""

    calendar: Any
    tasks: Any
    people: Any
    calendar_id: str
    list_id: str
    group: str
    is_live: bool
    pass_time: Callable[[], None]
    """Lets at least a second go by."""
    _contacts: list[str] = field(default_factory=list)

    def create_contact(self, **person: Any) -> Any:
        """Make a contact that is deleted at the end."""
        made = self.people.people().createContact(body=person).execute()
        self._contacts.append(made["resourceName"])
        return made

    def eventually(self, look: Callable[[], bool]) -> None:
        """Wait until Google shows what was written; the fake shows it at once."""
        until = time.monotonic() + (_PATIENCE if self.is_live else 0)
        while not look():
            assert time.monotonic() < until, "it never showed"
            time.sleep(5)

    def close(self) -> None:
        """Delete everything this run made."""
        self.calendar.calendars().delete(calendarId=self.calendar_id).execute()
        self.tasks.tasklists().delete(tasklist=self.list_id).execute()
        for contact in self._contacts:
            try:
                self.people.people().deleteContact(resourceName=contact).execute()
            except HttpError as error:
                assert error.status_code == 404, error  # noqa: PT017 - the test deleted it itself
        self.people.contactGroups().delete(resourceName=self.group).execute()


@contextmanager
def open_target(
    client: Client, *, is_live: bool, pass_time: Callable[[], None] = lambda: time.sleep(1)
) -> Iterator[Target]:
    """Give a test its own corner of an account."""
    calendar, tasks, people = client.calendar(), client.tasks(), client.people()
    name = f"syncd conformance {secrets.token_hex(4)}"
    made = calendar.calendars().insert(body={"summary": name, "timeZone": "Europe/Berlin"}).execute()
    group = people.contactGroups().create(body={"contactGroup": {"name": name}}).execute()
    target = Target(
        calendar=calendar,
        tasks=tasks,
        people=people,
        calendar_id=made["id"],
        list_id=tasks.tasklists().insert(body={"title": name}).execute()["id"],
        group=group["resourceName"],
        is_live=is_live,
        pass_time=pass_time,
    )
    try:
        yield target
    finally:
        target.close()


def fake_client(google: FakeGoogle, *scopes: str) -> Client:
    """Return a client of the fake; all scopes when none is named."""
    return Client(credentials=credentials_of(google.issue_token(scopes or ALL_SCOPES)), url=google.url)


def live_client(saved: Path) -> Client:
    """Return a client of the real service."""
    info = json.loads(saved.expanduser().read_text(encoding="utf-8"))
    token = IssuedToken(
        access_token=info.get("token", ""),
        refresh_token=info["refresh_token"],
        client_id=info["client_id"],
        client_secret=info["client_secret"],
        token_uri=_TOKEN_URI,
        scopes=ALL_SCOPES,
    )
    return Client(credentials=credentials_of(token))
