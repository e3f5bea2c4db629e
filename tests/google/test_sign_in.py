"""Signing in, by pasting and by a browser; and the ends of a sign-in."""

from __future__ import annotations

import io
import json
import os
import re
import stat
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from syncd.cli import main
from syncd.errors import AuthError, ConfigError
from syncd.providers.google.auth import read_client
from syncd.providers.google.scopes import needed_scopes
from syncd.providers.google.sign_in import sign_in_by_browser
from tests.fakes.google import ALL_SCOPES, SCOPE, FakeGoogle
from tests.google.hunt import ACCOUNT, BEGIN, ME

LEAST = {"calendar.events.readonly", "calendar.app.created", "tasks", "contacts"}


class Stay(urllib.request.HTTPRedirectHandler):
    """A browser on another machine: nobody answers at the address it is sent to."""

    def redirect_request(self, *_: Any) -> None:
        return None


def approve(address: str) -> str:
    """Open the consent page and return where the browser was sent."""
    try:
        urllib.request.build_opener(Stay()).open(address, timeout=10)
    except urllib.error.HTTPError as answer:
        with answer:
            return str(answer.headers["Location"])
    raise AssertionError("the page led nowhere")


@pytest.fixture
def google() -> Iterator[FakeGoogle]:
    with FakeGoogle(now=BEGIN) as fake:
        yield fake
        assert fake.violations == []


@pytest.fixture
def config(google: FakeGoogle, tmp_path: Path) -> Path:
    """Written, and never signed in."""
    google.write_client_secret(tmp_path / "client_secret.json")
    path = tmp_path / "config.toml"
    path.write_text((ME + ACCOUNT).format(folder=tmp_path, google=google), encoding="utf-8")
    path.chmod(0o600)
    return path


@pytest.fixture
def auth(config: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Run `syncd auth g` with somebody who answers what it asks, by what it printed."""

    def run(*answers: Callable[[str], str], arguments: tuple[str, ...] = ()) -> tuple[int, str, str]:
        shown: list[str] = []
        waiting = iter(answers)

        def answer(prompt: str) -> str:
            shown.append(capsys.readouterr().out)
            [address] = re.findall(r"http://\S+/o/oauth2/auth\S+", "".join(shown))
            return next(waiting)(address)

        monkeypatch.setattr("builtins.input", answer)
        code = main(["-c", str(config), *arguments, "auth", "g"])
        rest = capsys.readouterr()
        return code, "".join(shown) + rest.out, rest.err

    return run


@pytest.fixture
def token_file(tmp_path: Path) -> Path:
    return tmp_path / "state/google-g.json"


def test_the_address_a_browser_failed_at_signs_in(auth: Callable[..., Any], token_file: Path, config: Path) -> None:
    """On any machine; the next command needs nothing more."""
    code, out, err = auth(approve)
    assert (code, err) == (0, "")
    assert "Signed in" in out
    assert main(["-c", str(config), "sync", "--now", BEGIN.isoformat()]) == 0
    assert stat.S_IMODE(token_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(token_file.parent.stat().st_mode) == 0o700
    assert [file.name for file in token_file.parent.iterdir() if "google" in file.name] == [token_file.name]


def test_codes_are_bound_to_this_attempt_and_consent_is_asked_for(auth: Callable[..., Any]) -> None:
    """PKCE with S256, a state, and offline access that Google grants every time."""
    asked: dict[str, list[str]] = {}

    def look(address: str) -> str:
        asked.update(parse_qs(urlsplit(address).query))
        return approve(address)

    assert auth(look)[0] == 0
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["code_challenge"][0]) >= 43
    assert len(asked["state"][0]) >= 20
    assert (asked["access_type"], asked["prompt"]) == (["offline"], ["consent"])
    assert {scope.removeprefix(SCOPE) for scope in asked["scope"][0].split()} == LEAST


@pytest.mark.parametrize(
    "broken",
    [
        lambda address: " \n ".join(re.findall(r".{1,40}", address)),
        lambda address: f"  {address}\n",
        lambda address: address.replace("http://localhost", "https://localhost"),
        lambda address: urlsplit(address)._replace(scheme="", netloc="", path="").geturl(),
    ],
    ids=["lines", "blanks", "https", "query alone"],
)
def test_a_pasted_address_may_be_torn(auth: Callable[..., Any], broken: Callable[[str], str]) -> None:
    """By a terminal, a chat or a phone."""
    assert auth(lambda address: broken(approve(address)))[0] == 0


@pytest.mark.parametrize("pasted", ["", "yes", "http://localhost:50000/", "https://accounts.example/?code=1"])
def test_what_is_no_answer_is_said_to_be_none(auth: Callable[..., Any], token_file: Path, pasted: str) -> None:
    """With what one looks like."""
    code, _, err = auth(lambda _: pasted)
    assert code == 77
    assert "address bar" in err
    assert not token_file.exists()


def test_on_a_terminal_it_is_asked_for_again(auth: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """The approval is not lost with a slip of the mouse."""
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    code, out, _ = auth(lambda _: "oops", approve)
    assert code == 0
    assert "address bar" in out


def test_nobody_at_the_keyboard_is_no_crash(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`syncd auth g < /dev/null`."""
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(["-c", str(config), "auth", "g"]) == 77


def test_an_answer_to_another_attempt_is_refused(auth: Callable[..., Any], token_file: Path) -> None:
    """What somebody else sent you to paste signs nobody in."""
    earlier: list[str] = []
    auth(lambda address: earlier.append(approve(address)) or "")
    code, _, err = auth(lambda _: earlier[0])
    assert code == 77
    assert "earlier attempt" in err
    assert not token_file.exists()


def test_cancel_and_a_used_code_leave_no_sign_in(
    auth: Callable[..., Any], google: FakeGoogle, token_file: Path
) -> None:
    """Each is said in its own words."""
    google.user_denies_consent()
    code, _, err = auth(approve)
    assert (code, "did not allow" in err) == (77, True)
    google.user_denies_consent(denies=False)

    def use_up(address: str) -> str:
        answer = approve(address)
        google.revoke()
        return answer

    code, _, err = auth(use_up)
    assert (code, "did not accept" in err) == (77, True)
    assert not token_file.exists()


def test_a_box_that_was_unticked_is_named_with_its_purpose(
    auth: Callable[..., Any], google: FakeGoogle, token_file: Path
) -> None:
    """Nothing half is kept; ticked the next time, all is well."""
    google.user_unticks_scopes("tasks", "contacts")
    code, _, err = auth(approve)
    assert code == 77
    assert "tasks (to keep a list of tasks)" in err
    assert "contacts (to look up and add contacts)" in err
    assert "every box" in err
    assert not token_file.exists()
    google.user_unticks_scopes()
    assert auth(approve)[0] == 0


def test_google_away_is_said_with_75_and_the_old_sign_in_stands(
    auth: Callable[..., Any], google: FakeGoogle, token_file: Path
) -> None:
    """A sign-in that fails takes none away."""
    auth(approve)
    before = token_file.read_text(encoding="utf-8")

    def then_stop(address: str) -> str:
        answer = approve(address)
        google.stop()
        return answer

    code, _, err = auth(then_stop)
    google.start()
    assert (code, "cannot be reached" in err) == (75, True)
    assert token_file.read_text(encoding="utf-8") == before


def test_secrets_are_never_shown(auth: Callable[..., Any], token_file: Path, config: Path) -> None:
    """Neither the client's nor the tokens, at the most talkative."""
    code, out, err = auth(approve, arguments=("-v", "-v", "-v"))
    assert code == 0
    kept = json.loads(token_file.read_text(encoding="utf-8"))
    client = json.loads((config.parent / "client_secret.json").read_text(encoding="utf-8"))
    for secret in (kept["access_token"], kept["refresh_token"], client["installed"]["client_secret"]):
        assert secret not in out + err
    assert client["installed"]["client_secret"] not in repr(read_client(config.parent / "client_secret.json"))


def test_the_token_file_is_whole_or_not_at_all(
    auth: Callable[..., Any], token_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk leaves the old one and no scraps."""
    auth(approve)
    before = token_file.read_text(encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    code, _, err = auth(approve)
    assert (code, "No space left" in err) == (1, True)
    assert token_file.read_text(encoding="utf-8") == before
    assert [file for file in token_file.parent.iterdir() if file.name.startswith(".google")] == []


BROWSER = """
import sys, urllib.request
print(urllib.request.urlopen(sys.argv[1], timeout=10).read().decode(), file=open(sys.argv[0] + ".page", "w"))
"""


def test_a_browser_on_this_machine_signs_in(config: Path, token_file: Path, tmp_path: Path) -> None:
    """`--browser`: the real command, and a browser that follows where it is sent."""
    script = tmp_path / "browser.py"
    script.write_text(BROWSER, encoding="utf-8")
    command = [sys.executable, "-m", "syncd", "-c", str(config), "auth", "g", "--browser"]
    browser = f"{sys.executable} {script} %s"
    run = subprocess.run(command, env={**os.environ, "BROWSER": browser}, capture_output=True, text=True, timeout=60)
    assert (run.returncode, run.stderr) == (0, "")
    assert token_file.exists()


def test_stray_requests_do_not_end_the_wait(google: FakeGoogle, tmp_path: Path) -> None:
    """A favicon, a scan of ports."""
    client = read_client(google.write_client_secret(tmp_path / "client_secret.json"))

    def browse(address: str) -> bool:
        here = parse_qs(urlsplit(address).query)["redirect_uri"][0]
        for stray in ("favicon.ico", "?code=guess"):
            with pytest.raises(urllib.error.HTTPError) as caught:
                urllib.request.urlopen(here + stray, timeout=10)
            caught.value.close()
        urllib.request.urlopen(address, timeout=10).close()
        return True

    token = sign_in_by_browser(client, ALL_SCOPES, lambda: BEGIN, open_browser=browse)
    assert token.refresh_token
    assert token.expires_at == BEGIN + timedelta(seconds=3599)


@pytest.mark.parametrize(
    ("browse", "said"),
    [(lambda _: False, "no browser can be opened"), (lambda _: threading.Event().wait(0.3), "nobody answered")],
)
def test_without_a_browser_or_an_answer_the_wait_ends(
    google: FakeGoogle, tmp_path: Path, browse: Callable[[str], bool], said: str
) -> None:
    """With what to do instead."""
    client = read_client(google.write_client_secret(tmp_path / "client_secret.json"))
    with pytest.raises(AuthError, match=said):
        sign_in_by_browser(client, ALL_SCOPES, lambda: BEGIN, open_browser=browse, patience=timedelta(seconds=0.1))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"web": {"client_id": "x", "client_secret": "y"}}, "web application"),
        ({"type": "service_account", "private_key": "x"}, "service account"),
        ({"type": "authorized_user", "refresh_token": "x"}, "saved sign-in"),
        ({"installed": {"client_id": "x"}}, "`client_secret` is missing"),
        ({"installed": []}, "not the JSON file of an OAuth client"),
        ([], "not the JSON file of an OAuth client"),
        ("{", "not the JSON file that Google's console offers"),
        (None, "cannot be read"),
    ],
)
def test_a_client_file_of_another_kind_says_which_is_needed(tmp_path: Path, content: object, said: str) -> None:
    """And where to get it."""
    path = tmp_path / "client_secret.json"
    if content is not None:
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    with pytest.raises(ConfigError, match="Desktop app") as caught:
        read_client(path)
    assert said in str(caught.value)
    assert caught.value.exit_code == 78


@pytest.mark.parametrize(
    ("calendars", "write_to", "reminders", "contacts", "needed"),
    [
        (None, "Interview follow-up", True, True, LEAST),
        (["primary", "x@group.calendar.google.com"], "Interview follow-up", True, True, LEAST),
        (["Work"], "Interview follow-up", True, True, LEAST | {"calendar.calendarlist.readonly"}),
        (None, "Interview follow-up", True, False, LEAST - {"contacts"}),
        (None, "Interview follow-up", False, False, {"calendar.events.readonly"}),
        (None, "same", True, True, {"calendar.events", "contacts"}),
        (None, "x@group.calendar.google.com", True, False, {"calendar.events", "tasks"}),
    ],
)
def test_no_more_is_asked_for_than_the_config_needs(
    calendars: list[str] | None, write_to: str, reminders: bool, contacts: bool, needed: set[str]
) -> None:
    """And no less."""
    scopes = needed_scopes(calendars, write_to, reminders=reminders, contacts=contacts)
    assert {scope.removeprefix(SCOPE) for scope in scopes} == needed
    assert len(scopes) == len(set(scopes))
