"""config.toml is read whole: either every value is right, or every problem is named."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

import pytest

from syncd.config import CaldavAccount, GoogleAccount, LogLevel, SecretKind, VdirAccount, load
from syncd.core.settings import ContactSettings, Language, OnDayOff, Slot
from syncd.errors import ConfigError
from tests.config.conftest import MINIMAL, Write

EVERYTHING = """
templates = "wording"
state_dir = "~/state"
[me]
name = "Sam Rivera"
emails = ["Sam@Example.com", "mailto:s.rivera@example.org"]
timezone = "America/New_York"
country = "us"
subdivision = "ny"
language = "DE"
[accounts.home]
type = "caldav"
url = "https://dav.example.com/"
username = "sam"
password.env = "DAV_PASSWORD"
calendars = ["Personal"]
address_book = false
contacts_account = "local"
write_account = "g"
[accounts.g]
type = "google"
client_secret = "$HOME/client.json"
[accounts.local]
type = "vdir"
path = "/srv/calendars"
contacts_path = "contacts"
[prepare]
before = "1h30m"
[thank_you]
next_morning = false
[follow_up]
on_day_off = "keep"
early = "8:00 - 8:45"
[daemon]
poll_interval = "90s"
log_level = "debug"
"""


def problems(path: Path) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert caught.value.path == path
    return list(caught.value.problems)


def test_every_kind_of_value_is_read(write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """What the file says is what the config holds; paths are absolute, addresses lower case, codes upper case."""
    monkeypatch.setenv("HOME", "/home/sam")
    config = load(write(EVERYTHING))
    me = config.settings.me
    assert me.emails == ("sam@example.com", "s.rivera@example.org")
    assert (me.timezone, me.country, me.subdivision, me.language) == ("America/New_York", "US", "NY", Language.DE)
    home, google, local = config.accounts
    assert isinstance(home, CaldavAccount)
    assert (home.name, home.address_book, home.calendars) == ("home", False, ("Personal",))
    assert home.password.kind is SecretKind.ENV
    assert isinstance(google, GoogleAccount)
    assert google.client_secret == Path("/home/sam/client.json")
    assert isinstance(local, VdirAccount)
    assert (local.path, local.contacts_path) == (Path("/srv/calendars"), tmp_path / "contacts")
    assert config.settings.prepare.before == timedelta(minutes=90)
    assert config.settings.thank_you.next_morning is None
    assert config.settings.follow_up.on_day_off is OnDayOff.KEEP
    assert config.settings.follow_up.early == Slot(start=time(8, 0), end=time(8, 45))
    assert config.settings.contacts == ContactSettings()
    assert config.daemon.poll_interval == timedelta(seconds=90)
    assert config.daemon.log_level is LogLevel.DEBUG
    assert (config.templates, config.state_dir) == (tmp_path / "wording", Path("/home/sam/state"))
    assert config.account("local") is local


def test_all_problems_come_at_once(write: Write):
    """A config with mistakes in every section is one report, not one mistake at each start."""
    found = problems(
        write("""
poll = 3
[me]
nam = "Sam"
emails = ["sam", "sam@example.com"]
timezone = "Berlin"
country = "Germany"
[accounts.home]
type = "caldav"
url = "dav.example.com/sam"
password.comand = ["pass"]
contacts_account = "hoem"
poll_interval = "5m"
[accounts.other]
type = "caldv"
[detect]
threshold = 0.2
[follow_up]
max_per_process = 3
after_working_days = "5"
early = "09:00-08:00"
[demon]
""")
    )
    for words in (
        "unknown key `poll` above the first section",
        "[me] unknown key `nam`; did you mean `name`?",
        "[me] name is missing",
        '[me] emails: "sam" is not an e-mail address',
        'timezone: "Berlin" is not an IANA time zone; did you mean "Europe/Berlin"?',
        'country: "GERMANY" is not an ISO 3166 country code; did you mean "DE"?',
        '[accounts.home] url: expected a URL such as "https://dav.example.com/"',
        "[accounts.home] username is missing",
        "[accounts.home] password: expected one of .command, .file",
        '[accounts.home] contacts_account: there is no account "hoem"; did you mean `home`?',
        "[accounts.home] unknown key `poll_interval`: it belongs in [daemon]",
        "[accounts.other] type: expected one of caldav, google, vdir; did you mean `caldav`?",
        "[detect] ask_from: expected at most the threshold",
        "[follow_up] max_per_process: expected between 0 and 2, not 3",
        "[follow_up] after_working_days: expected a whole number",
        "[follow_up] early: expected a stretch of a day whose end is after its start",
        "unknown section [demon]; did you mean `daemon`?",
    ):
        assert any(words in problem for problem in found), words
    assert len(found) == 17


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[me]\nname = ", "is not TOML: Invalid value (at end of document)"),
        ("[me]\nname = 1 2", "(at line 2, column 10)"),
        ("me = 3" + MINIMAL.replace("[me]", "[you]"), "me: expected a section [me]"),
        (MINIMAL.replace('[accounts.local]\ntype = "vdir"\npath = "calendars"', ""), "there is no account"),
        (MINIMAL.replace("local", '"a b"'), "expected a name of letters"),
        (MINIMAL + '[prepare]\nbefore = "1 fortnight"', 'expected a length of time, such as "90m"'),
        (MINIMAL + '[prepare]\nbefore = "999999999999d"', "a length of time that fits into a life"),
        (MINIMAL + '[thank_you]\nnext_morning = "25:00"', 'a time of day, such as "09:00", or false'),
        (MINIMAL + "[detect]\nthreshold = true", "threshold: expected a number"),
        (MINIMAL + '[detect]\nkeywords = ["a", 3]', "a list of texts"),
        (MINIMAL + "[contacts]\nenabled = 1", "expected true or false"),
        (MINIMAL + '[me2]\nname = "x"', "unknown section [me2]; did you mean `me`?"),
        (MINIMAL.replace('"calendars"', '"$NOWHERE_TO_BE/x"'), "variables are set; $NOWHERE_TO_BE is not"),
        (MINIMAL.replace("[accounts", 'country = "DE"\nsubdivision = "XX"\n[accounts'), '"XX" is not a part of DE'),
        (MINIMAL + 'contacts_account = "local"', 'the account "local" keeps no contacts'),
        (MINIMAL + 'contacts_path = "calendars"', "expected another folder than path"),
    ],
)
def test_a_problem_says_what_was_expected(write: Write, text: str, words: str):
    """Each message names the place and what would be right there."""
    assert any(words in problem for problem in problems(write(text)))


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("https://dav.example.com", True),
        ("dav.example.com", True),
        ("http://127.0.0.1:5232/", True),
        ("http://[::1]:5232/", True),
        ("http://localhost:5232/", True),
        ("http://nas:5232/", False),
        ("http://192.168.1.5/", False),
        ("http://dav.example.com/", False),
        ("http://8.8.8.8/", False),
        ("https://sam:canary@dav.example.com/", False),
        ("ftp://dav.example.com/", False),
        ("https://dav.example.com:port/", False),
    ],
)
def test_a_password_never_crosses_a_network_in_the_clear(write: Write, url: str, fine: bool):
    """Plain http is for this machine alone."""
    text = MINIMAL + f'[accounts.dav]\ntype = "caldav"\nurl = "{url}"\nusername = "sam"\npassword.env = "X"\n'
    if fine:
        load(write(text))
    else:
        assert len(problems(write(text))) == 1


def test_a_literal_password_needs_a_private_file(write: Write):
    """A password in a file that others can read is refused, with the command that mends it, and is not repeated."""
    text = MINIMAL + '[accounts.d]\ntype = "caldav"\nurl = "https://d.example"\nusername = "s"\npassword = "canary"\n'
    path = write(text)
    assert "canary" not in repr(load(path))
    path.chmod(0o640)
    (problem,) = problems(path)
    assert f"chmod 600 {path}" in problem
    assert "canary" not in problem


def test_a_missing_or_unreadable_file_is_a_problem_with_a_way_on(tmp_path: Path):
    """No traceback for a file that is not there, is a folder, or is not text."""
    assert "`syncd init` writes one" in problems(tmp_path / "none.toml")[0]
    assert "cannot be read" in problems(tmp_path)[0]
    (tmp_path / "x.toml").write_bytes(b"\xff\xfe\x00")
    assert "is not UTF-8" in problems(tmp_path / "x.toml")[0]


def test_a_byte_order_mark_does_no_harm(write: Write):
    """Windows editors put one there."""
    assert load(write("\ufeff" + MINIMAL)).accounts
