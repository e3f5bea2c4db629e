"""What goes wrong at Google: each trouble its own way, the other accounts go on, nothing is lost or doubled."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from syncd.bootstrap import token_file
from syncd.cli import main
from syncd.errors import AuthError, TransientError
from syncd.providers.google.http import TRIES
from tests.fakes.google import FakeGoogle
from tests.google.hunt import ACCOUNT, BEGIN, TOMORROW, Hunt

DAY = timedelta(days=1)
BOTH = (
    ACCOUNT
    + """
[accounts.files]
type = "vdir"
path = "{folder}/calendars"
contacts_path = "{folder}/contacts"
"""
)


@pytest.fixture
def google() -> Iterator[FakeGoogle]:
    with FakeGoogle(now=BEGIN) as fake:
        yield fake
        assert fake.violations == []


@pytest.fixture
def hunt(google: FakeGoogle, tmp_path: Path) -> Iterator[Hunt]:
    hunt = Hunt(google, tmp_path)
    hunt.invite()
    yield hunt
    hunt.close()


@pytest.fixture
def two(google: FakeGoogle, tmp_path: Path) -> Iterator[Hunt]:
    """A Google account, and folders on this machine with an interview of their own."""
    for name in ("calendars/personal", "contacts/book"):
        (tmp_path / name).mkdir(parents=True)
    start = f"{TOMORROW:%Y%m%dT%H%M%SZ}"
    (tmp_path / "calendars/personal/oak.ics").write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nBEGIN:VEVENT\r\nUID:oak@example.com\r\n"
        f"DTSTAMP:20261001T000000Z\r\nDTSTART:{start}\r\nDURATION:PT1H\r\nSUMMARY:Job interview with Oak\r\n"
        "ORGANIZER;CN=Bo Oak:mailto:bo@oak.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        encoding="utf-8",
    )
    hunt = Hunt(google, tmp_path, accounts=BOTH)
    hunt.invite()
    hunt.quietly()
    yield hunt
    hunt.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that wait for nothing between two tries."""
    monkeypatch.setattr("syncd.providers.google.http._pause", lambda *_: timedelta())
    monkeypatch.setattr("google.auth._exponential_backoff.time.sleep", lambda _: None)


def files(hunt: Hunt) -> str:
    """Everything that stands in the folders."""
    every = sorted(hunt.folder.glob("calendars/*/*.ics"))
    return "\n".join(file.read_text(encoding="utf-8") for file in every)


# The sign-in is lost


def revoked(hunt: Hunt) -> None:
    """The user removed syncd at myaccount.google.com, or Google let the token die."""
    hunt.google.revoke()


def never_made(hunt: Hunt) -> None:
    token_file(hunt.config.account("g"), hunt.config).unlink()


def damaged(hunt: Hunt) -> None:
    token_file(hunt.config.account("g"), hunt.config).write_text("{", encoding="utf-8")


def too_narrow(hunt: Hunt) -> None:
    hunt.sign_in("calendar.events.readonly", "calendar.app.created", "tasks")


def of_another_client(hunt: Hunt) -> None:
    file = token_file(hunt.config.account("g"), hunt.config)
    token = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**token, "client_id": "other"}), encoding="utf-8")


LOST = [
    (revoked, "the sign-in at Google has ended"),
    (never_made, "is not signed in at Google"),
    (damaged, "the kept sign-in is damaged"),
    (too_narrow, "lacks contacts (to look up and add contacts)"),
    (of_another_client, "with another client_secret.json"),
]


@pytest.mark.parametrize(("lose", "said"), LOST, ids=[lose.__name__ for lose, _ in LOST])
def test_a_lost_sign_in_pauses_the_account_and_no_other(two: Hunt, lose: Callable[[Hunt], None], said: str) -> None:
    """It is said with the mend, one reminder stands in the other account, and goes when all is well again."""
    before = two.stands()
    lose(two)
    two.restart()
    for _ in range(2):
        report = two.sync()
        assert report.failed == {"g"}
        [problem] = report.problems
        assert isinstance(problem.error, AuthError)
        assert said in problem.what
        assert "run: syncd auth g" in problem.what
        assert files(two).count("X-SYNCD-KIND:attention") == 1
    assert "Oak" in files(two)
    assert two.stands() == before
    two.sign_in()
    two.restart()
    two.quietly()
    assert "X-SYNCD-KIND:attention" not in files(two)
    assert two.stands() == before


def test_commands_say_what_to_do_and_exit_with_77(hunt: Hunt, capsys: pytest.CaptureFixture[str]) -> None:
    """`sync`, `plan` and `check` when they meet it, `status` from memory."""
    hunt.quietly()
    hunt.close()
    hunt.google.revoke()
    for command in ("plan", "check", "sync"):
        assert main(["-c", str(hunt.path), command]) == 77
        told = "".join(capsys.readouterr())
        assert "syncd auth g" in re.sub(r"\s+", " ", told)
    assert main(["-c", str(hunt.path), "status"]) == 0
    assert "syncd auth g" in re.sub(r"\s+", " ", capsys.readouterr().out)


def test_a_daemon_takes_up_a_sign_in_that_was_mended_meanwhile(hunt: Hunt) -> None:
    """Without being started anew."""
    hunt.google.revoke()
    assert hunt.sync().failed == {"g"}
    hunt.sign_in()
    hunt.quietly()
    assert hunt.people() == ["Ada Acme"]


def test_a_stale_access_token_is_refreshed_once_and_kept(hunt: Hunt) -> None:
    """So that the next process need not ask again; whatever the clocks say."""
    hunt.quietly()
    hunt.google.expire_access_tokens()
    hunt.google.forget_requests()
    hunt.quietly()
    hunt.restart()
    hunt.quietly()
    assert hunt.google.counts["oauth.token"] == 1
    kept = token_file(hunt.config.account("g"), hunt.config)
    assert kept.stat().st_mode & 0o777 == 0o600


def test_check_finds_what_only_asking_shows(
    hunt: Hunt, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An API that was not enabled, a clock that is wrong, the day of the sign-in; it asks nothing that writes."""
    hunt.close()
    assert main(["-c", str(hunt.path), "check"]) == 0
    out = re.sub(r"\s+", " ", capsys.readouterr().out)
    assert "g: the clocks agree" in out
    assert hunt.google.writes == []
    for method, api in (("tasks.*", "Tasks"), ("people.*", "People"), ("calendar.events.list", "Calendar")):
        hunt.google.fault(method, (403, "accessNotConfigured"))
        assert main(["-c", str(hunt.path), "check"]) == 1
        assert f"the {api} API is switched off for your client" in re.sub(r"\s+", " ", capsys.readouterr().out)
    an_hour_ahead = lambda _: datetime.now(UTC) + timedelta(hours=1)  # noqa: E731
    monkeypatch.setattr("syncd.providers.google.http.parsedate_to_datetime", an_hour_ahead)
    assert main(["-c", str(hunt.path), "check"]) == 1
    assert "clock is 60 minutes behind" in re.sub(r"\s+", " ", capsys.readouterr().out)


@pytest.mark.parametrize("skew", [timedelta(hours=-30), timedelta(hours=30)], ids=["slow", "fast"])
def test_a_clock_that_is_wrong_stops_nothing(hunt: Hunt, skew: timedelta) -> None:
    """A token that looks stale is refreshed, one that looks fresh and is not is refreshed when Google says so."""
    hunt.google.clock.advance(skew)
    hunt.google.expire_access_tokens()
    hunt.restart()
    hunt.quietly()
    assert hunt.people() == ["Ada Acme"]
    assert hunt.quietly().actions == ()


@pytest.mark.usefixtures("impatient")
def test_the_token_endpoint_away_is_no_lost_sign_in(hunt: Hunt) -> None:
    """It comes back by itself."""
    hunt.google.expire_access_tokens()
    hunt.google.fault("oauth.token", 503, times=50)
    [problem] = hunt.sync().problems
    assert isinstance(problem.error, TransientError)
    hunt.google.clear_faults()
    hunt.quietly()


# Too much, too little right, away


def test_a_rate_limit_is_waited_out_with_growing_random_pauses(hunt: Hunt) -> None:
    """Any request may be sent again that was refused unread."""
    for method in ("calendar.events.list", "calendar.events.insert", "tasks.tasks.insert", "people.*createContact"):
        hunt.google.fault(method, (403, "rateLimitExceeded"), times=2)
    hunt.quietly()
    first, second = hunt.pauses[0::2], hunt.pauses[1::2]
    assert len(hunt.pauses) == 8
    assert all(1 <= pause <= 2 for pause in first)
    assert all(2 <= pause <= 4 for pause in second)
    assert len(set(hunt.pauses)) == 8
    assert len(hunt.reminders()) == 5


def test_a_short_retry_after_is_waited_for_a_long_one_is_the_daemons(hunt: Hunt) -> None:
    """7 seconds within the pass; 20 minutes not, and the account rests for as long as asked."""
    hunt.google.fault("calendar.events.list", (429, "rateLimitExceeded"), headers={"Retry-After": "7"})
    hunt.quietly()
    assert hunt.pauses == [7]
    hunt.google.fault("calendar.events.list", (429, "rateLimitExceeded"), headers={"Retry-After": "1200"})
    report = hunt.sync()
    assert report.retry_after == {"g": timedelta(minutes=20)}
    assert hunt.pauses == [7]


def test_a_quota_used_up_for_hours_stops_no_other_account(two: Hunt) -> None:
    """Google rests for an hour; the folders are followed on."""
    two.google.fault("*", (403, "quotaExceeded"), times=1000)
    two.google.forget_requests()
    (two.folder / "calendars/personal/oak.ics").unlink()
    report = two.sync()
    assert report.failed == {"g"}
    assert report.retry_after == {"g": timedelta(hours=1)}
    assert "quota for today is used up" in report.problems[0].what
    assert len(two.google.requests) <= 2
    assert "Oak" not in files(two)
    before = two.stands()
    two.google.clear_faults()
    two.quietly()
    assert two.stands() == before


@pytest.mark.parametrize("trouble", [500, 503, (500, "backendError"), "drop-before"])
def test_google_away_is_tried_a_few_times_and_then_left_for_later(hunt: Hunt, trouble: object) -> None:
    """Reads are repeated; a write whose fate is unknown is not."""
    hunt.google.fault("calendar.events.list", trouble, times=1000)
    assert hunt.sync().failed == {"g"}
    assert hunt.google.counts["calendar.events.list"] >= TRIES
    hunt.google.clear_faults()
    hunt.google.fault("calendar.events.insert", trouble)
    hunt.google.forget_requests()
    assert hunt.sync().failed == {"g"}
    assert hunt.google.counts["calendar.events.insert"] == 1
    hunt.quietly()
    assert len(hunt.reminders()) == 5


@pytest.mark.parametrize("trouble", ["drop-after", "drop-before", 503])
@pytest.mark.parametrize("method", ["calendar.events.insert", "tasks.tasks.insert", "people.people.createContact"])
def test_an_answer_that_was_lost_makes_no_twin(hunt: Hunt, method: str, trouble: object) -> None:
    """httplib2 would send it a second time by itself; syncd asks first whether it is there."""
    hunt.google.fault(method, trouble)
    assert hunt.sync().failed == {"g"}
    hunt.quietly()
    assert len(hunt.reminders()) == 5
    assert hunt.people() == ["Ada Acme"]
    assert len(hunt.google.contact_groups()["Interviewers"]) == 1
    assert hunt.quietly().actions == ()


def test_a_slow_answer_is_waited_for(hunt: Hunt) -> None:
    """Not for ever: that is the timeout's."""
    hunt.google.fault("*", timedelta(seconds=0.05), times=3)
    hunt.quietly()


@pytest.mark.usefixtures("impatient")
def test_google_that_is_not_there_is_said_once_and_comes_back(hunt: Hunt, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 75: try later."""
    hunt.quietly()
    hunt.google.stop()
    assert hunt.sync().failed == {"g"}
    hunt.close()
    assert main(["-c", str(hunt.path), "plan", "--now", BEGIN.isoformat()]) == 75
    assert "Google cannot be reached" in capsys.readouterr().err
    hunt.google.start()
    hunt.restart()
    assert hunt.quietly().actions == ()


# A config that does not fit


def test_a_calendar_without_write_access_is_said(google: FakeGoogle, tmp_path: Path) -> None:
    """With what would help; nothing is written anywhere else instead."""
    holidays = google.add_calendar("Holidays", access_role="reader")
    hunt = Hunt(google, tmp_path, accounts=ACCOUNT + f'write_to = "{holidays}"\n')
    hunt.invite()
    problems = [problem.what for problem in hunt.sync().problems]
    assert problems
    assert all("no right" in what for what in problems)
    assert hunt.google.events(holidays) == []
    hunt.close()


def test_an_unknown_calendar_says_what_to_mend(google: FakeGoogle, tmp_path: Path) -> None:
    """The id as it stands in the config, and where ids are found; by name, which names there are."""
    hunt = Hunt(google, tmp_path, accounts=ACCOUNT + 'calendars = ["gone@group.calendar.google.com"]\n')
    [problem] = hunt.sync().problems
    assert 'no calendar "gone@group.calendar.google.com"; mend `calendars`' in problem.what
    assert "under Integrate" in problem.what
    hunt.close()
    hunt.path.write_text(hunt.path.read_text().replace("gone@group.calendar.google.com", "Wrok"), encoding="utf-8")
    google.add_calendar("Work")
    named = Hunt(google, tmp_path, accounts=ACCOUNT + 'calendars = ["Wrok"]\n')
    [problem] = named.sync().problems
    assert 'no calendar "Wrok"' in problem.what
    assert "Work" in problem.what
    named.close()


# Where requests go


@pytest.fixture
def addresses(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every host that is looked up."""
    real, hosts = socket.getaddrinfo, []

    def look_up(host: str, *rest: object, **more: object) -> object:
        hosts.append(host)
        return real(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return hosts


def test_with_an_endpoint_every_request_goes_there(google: FakeGoogle, tmp_path: Path, addresses: list[str]) -> None:
    """Also with a client file as Google gives it: no request, not even for a token, goes to Google."""
    hunt = Hunt(google, tmp_path)
    client = json.loads((tmp_path / "client_secret.json").read_text(encoding="utf-8"))
    client["installed"]["auth_uri"] = "https://accounts.google.com/o/oauth2/auth"
    client["installed"]["token_uri"] = "https://oauth2.googleapis.com/token"
    (tmp_path / "client_secret.json").write_text(json.dumps(client), encoding="utf-8")
    google.expire_access_tokens()
    hunt.restart()
    hunt.invite()
    hunt.quietly()
    assert google.counts["oauth.token"] == 1
    assert set(addresses) <= {"127.0.0.1"}
    hunt.close()


def test_a_proxy_is_for_the_world_outside(hunt: Hunt, monkeypatch: pytest.MonkeyPatch) -> None:
    """An endpoint on this machine is reached past it."""
    for name in ("http_proxy", "https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    hunt.restart()
    hunt.quietly()


@pytest.mark.usefixtures("impatient")
def test_a_proxy_that_is_not_there_is_trouble_of_the_line(hunt: Hunt, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the message says that Google cannot be reached; nothing is asked for by name past the proxy."""
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9/")
    hunt.path.write_text(re.sub(r"endpoint = .*\n", "", hunt.path.read_text()), encoding="utf-8")
    hunt.close()
    assert main(["-c", str(hunt.path), "plan"]) == 75
