"""The whole stand-in: one account, one server, and what a test can do to both."""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from tests.fakes.google.calendar_store import CalendarStore, Mail
from tests.fakes.google.calendars import Calendars
from tests.fakes.google.clock import Clock
from tests.fakes.google.contact_groups import ContactGroups
from tests.fakes.google.contract import load_methods
from tests.fakes.google.event_list import EventList
from tests.fakes.google.event_store import EventStore
from tests.fakes.google.events import Events
from tests.fakes.google.exchange import Handler
from tests.fakes.google.faults import Fault, Faults, Trouble
from tests.fakes.google.front import Front
from tests.fakes.google.gestures import CalendarHands, ContactHands, TaskHands
from tests.fakes.google.journal import Journal, Logged, Moment
from tests.fakes.google.oauth import CLIENT_ID, CLIENT_SECRET, IssuedToken, OAuth
from tests.fakes.google.paging import Pager
from tests.fakes.google.people import People
from tests.fakes.google.people_store import PeopleStore
from tests.fakes.google.schema import Json
from tests.fakes.google.server import Server
from tests.fakes.google.tasks import Tasks, TaskStore

SCOPE: Final = "https://www.googleapis.com/auth/"
ALL_SCOPES: Final = (SCOPE + "calendar", SCOPE + "tasks", SCOPE + "contacts")


class FakeGoogle(CalendarHands, TaskHands, ContactHands):
    """Google with one account on it, as far as its published descriptions go.

    Start it with `with`, or `start` and `stop`. Every test ends with
    `assert google.violations == []`: what Google's own documents do not allow is kept there,
    also when the client swallowed the 400.
    """

    def __init__(
        self,
        *,
        now: datetime | None = None,
        user: str = "sam@example.com",
        user_name: str = "Sam Rivera",
        time_zone: str = "Europe/Berlin",
        port: int = 0,
    ) -> None:
        """Open an account with an empty primary calendar, a default task list, no contacts.

        Args:
            now: Freezes the clock there; it runs with the system when None.
            user: Address of the account, and id of its primary calendar.
            user_name: Whose it is.
            time_zone: Of the primary calendar.
            port: On 127.0.0.1; a free one when 0.
        """
        self.clock = Clock(now)
        self.pager = Pager()
        self._oauth = OAuth(clock=self.clock)
        self._calendars = CalendarStore(clock=self.clock, user=user, user_name=user_name, time_zone=time_zone)
        self._people = PeopleStore(clock=self.clock)
        lock = threading.RLock()
        events = EventStore(calendars=self._calendars)
        tasks = TaskStore(clock=self.clock)
        CalendarHands.__init__(self, events, lock)
        TaskHands.__init__(self, tasks, lock)
        ContactHands.__init__(self, self._people, lock)
        handlers: dict[str, Handler] = {
            **Calendars(store=self._calendars, pager=self.pager).handlers(),
            **Events(store=events).handlers(),
            **EventList(store=events, pager=self.pager).handlers(),
            **Tasks(store=tasks, pager=self.pager).handlers(),
            **People(store=self._people, pager=self.pager, user=user, user_name=user_name).handlers(),
            **ContactGroups(store=self._people, pager=self.pager).handlers(),
        }
        self._front = Front(oauth=self._oauth, handlers=handlers, lock=lock)
        self._port = port
        self._server: Server | None = None
        load_methods()

    # -- running it -------------------------------------------------------------------------

    def start(self) -> Self:
        """Open the port; after `stop` the same one again, with the account as it was left."""
        self._server = Server(self._front.answer, self.violations.append, self._port)
        self._port = self._server.server_address[1]
        return self

    def stop(self) -> None:
        """Close the port and every connection: the service is down."""
        if self._server is not None:
            self._server.stop()
            self._server = None

    def __enter__(self) -> Self:
        """Start."""
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop."""
        self.stop()

    @property
    def url(self) -> str:
        """`http://127.0.0.1:PORT`. Endpoints: Calendar `url + "/calendar/v3/"`, Tasks and
        People `url + "/"`."""
        return f"http://127.0.0.1:{self._port}"

    # -- sign-in ----------------------------------------------------------------------------

    def issue_token(self, scopes: Iterable[str] = ALL_SCOPES) -> IssuedToken:
        """Return a finished sign-in; a scope may be short (`calendar.events`) or whole."""
        whole = [scope if "://" in scope else SCOPE + scope for scope in scopes]
        with self._lock:
            return self._oauth.issue(whole, self.url)

    def revoke(self) -> None:
        """Let the user remove the app's access: API calls 401, refreshing `invalid_grant`."""
        with self._lock:
            self._oauth.revoke_everything()

    def expire_access_tokens(self) -> None:
        """Make access tokens stale (401); refreshing works."""
        with self._lock:
            self._oauth.expire_access_tokens()

    def user_unticks_scopes(self, *scopes: str) -> None:
        """Leave these out at the next consent; the token then says what was granted."""
        whole = (scope if "://" in scope else SCOPE + scope for scope in scopes)
        self._oauth.unticked = frozenset(whole)

    def user_denies_consent(self, *, denies: bool = True) -> None:
        """Press Cancel at the next consent."""
        self._oauth.denies_consent = denies

    def client_secret(self) -> Json:
        """Return the content of a client_secret.json for a desktop app that points here."""
        return {
            "installed": {
                "client_id": CLIENT_ID,
                "project_id": "syncd-tests",
                "auth_uri": f"{self.url}/o/oauth2/auth",
                "token_uri": f"{self.url}/token",
                "client_secret": CLIENT_SECRET,
                "redirect_uris": ["http://localhost"],
            }
        }

    def write_client_secret(self, path: Path) -> Path:
        """Write `client_secret` to a file and return its path."""
        path.write_text(json.dumps(self.client_secret(), indent=2), encoding="utf-8")
        return path

    # -- trouble ----------------------------------------------------------------------------

    def fault(
        self,
        method: str,
        trouble: Trouble,
        *,
        times: int = 1,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Let the next `times` requests to `method` (an id or a pattern) meet `trouble`.

        httplib2 repeats a request by itself when the connection closes without an answer, a
        POST too: a client sees a drop only with `times=2`.
        """
        fault = Fault(method=method, trouble=trouble, times=times, headers=headers or {})
        with self._lock:
            self._faults.waiting.append(fault)

    def clear_faults(self) -> None:
        """Forget the trouble that is still to come."""
        with self._lock:
            self._faults.waiting.clear()

    def on_request(self, callback: Callable[[Moment], bool | None]) -> Callable[[], None]:
        """Call back at both boundaries of every request; return what ends that.

        The callback runs in the server's thread and may kill the client. Where it returns True
        the request ends there: `before`, nothing is done; `after`, no answer leaves.
        """
        self._front.callbacks.append(callback)
        return lambda: self._front.callbacks.remove(callback)

    def tamper(self, method_id: str, change: Callable[[Json], object]) -> None:
        """Put a defect into the fake's own answers, to see that the contract catches it."""
        self._front.tampering[method_id] = change

    @property
    def people_lag(self) -> timedelta:
        """How long a write to a contact takes to show in connections.list."""
        return self._people.lag

    @people_lag.setter
    def people_lag(self, lag: timedelta) -> None:
        self._people.lag = lag

    # -- what happened ----------------------------------------------------------------------

    @property
    def violations(self) -> list[str]:
        """What Google's descriptions do not allow, in requests and in the fake's own answers."""
        return self._front.violations

    @property
    def mails(self) -> list[Mail]:
        """The mails that Google would have sent to guests, or might have."""
        return self._calendars.mails

    @property
    def requests(self) -> list[Logged]:
        """All requests since `forget_requests`, refused and dropped ones as well."""
        return self._journal.requests

    @property
    def counts(self) -> Counter[str]:
        """How often each method was called since `forget_requests`."""
        return self._journal.counts()

    @property
    def writes(self) -> list[Logged]:
        """The requests since `forget_requests` that might have changed the account's data."""
        return self._journal.writes()

    def forget_requests(self) -> None:
        """Begin a new count."""
        self._journal.clear()

    @property
    def _faults(self) -> Faults:
        return self._front.faults

    @property
    def _journal(self) -> Journal:
        return self._front.journal
