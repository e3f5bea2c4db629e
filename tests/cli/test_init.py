"""`syncd init`: from nothing to reminders on a real server, by flags and by talking; or nothing at all is left behind."""

from __future__ import annotations

import json
import re
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from syncd.cli import main
from syncd.cli.init.draft import Answer, Draft
from syncd.config import load
from syncd.errors import ProviderError
from tests.cli.terminal import END_OF_INPUT, INTERRUPT, Terminal
from tests.fakes.google import FakeGoogle
from tests.google.test_sign_in import approve
from tests.servers import PASSWORD, User, free_port
from tests.system.invitation import invitation

OWN = "Interview follow-up"
CLIENT = {"installed": {"client_id": "x.apps.googleusercontent.com", "client_secret": "y"}}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without a config, on a machine without a systemd user manager."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("TZ", "Europe/Berlin")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "SYNCD_CONFIG", "DBUS_SESSION_BUS_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def sam(radicale) -> User:
    """Somebody with an invitation to an interview tomorrow."""
    user = radicale.new_user()
    personal = user.make_calendar("Personal")
    user.make_calendar("Work")
    user.make_address_book("Contacts")
    user.put(personal, "interview.ics", invitation(datetime.now(UTC) + timedelta(days=1)))
    return user


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    path = tmp_path / "password"
    path.write_text(f"{PASSWORD}\n", encoding="utf-8")
    path.chmod(0o600)
    return path


@pytest.fixture
def talk(request: pytest.FixtureRequest):
    """Start `syncd init` on a terminal."""

    def start(*arguments: str) -> Terminal:
        terminal = Terminal("init", *arguments)
        request.addfinalizer(terminal.close)
        return terminal

    return start


def flags(sam: User, secret: Path, **other: str) -> list[str]:
    """Flags for every question that has no default; others replace them."""
    known = {"name": "Sam Rivera", "email": "sam@example.com", "url": sam.url, "username": sam.name}
    known |= {"password_file": str(secret), **other}
    return ["init", "--yes", *(word for key in known for word in (f"--{key.replace('_', '-')}", known[key]))]


def left_behind(home: Path) -> list[str]:
    return [str(path.relative_to(home)) for path in home.rglob("*")]


def test_flags_alone_lead_to_reminders_on_the_server(sam, password_file, home, capsys):
    """What a script needs: one command, no question, and the reminders, tasks and contacts stand there."""
    assert main(flags(sam, password_file)) == 0, capsys.readouterr()
    path = home / ".config/syncd/config.toml"
    config = load(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert (config.settings.me.name, config.settings.me.emails) == ("Sam Rivera", ("sam@example.com",))
    assert sam.count(f"/{sam.name}/interview-follow-up/") >= 3
    assert sam.count(f"/{sam.name}/contacts/") == 2
    assert main(["plan", "--json"]) == 0
    *_, plan = capsys.readouterr().out.splitlines()
    assert json.loads(plan)["actions"] == []


def test_the_config_explains_every_setting(sam, password_file, home):
    """It is the example, with the answers in it."""
    assert main([*flags(sam, password_file), "--no-sync", "--calendar", "Work"]) == 0
    text = (home / ".config/syncd/config.toml").read_text(encoding="utf-8")
    assert 'calendars = ["Work"]\n' in text
    assert "#after_working_days = 5\n" in text
    assert PASSWORD not in text
    assert sam.request("PROPFIND", f"/{sam.name}/interview-follow-up/")[0] == 404


def test_the_whole_dialogue(sam, home, talk):
    """Wrong answers are put again, a wrong password is tried at once, and at the end everything stands."""
    terminal = talk()
    terminal.answer("e-mail addresses", "sam")
    terminal.answer("not an e-mail address", "sam@posteo.de, s.rivera@example.com")
    terminal.answer("Your name as", "Sam Rivera")
    terminal.answer("time zone [Europe/Berlin]", "Mars/Olympus")
    terminal.answer("is no time zone", "")
    terminal.answer("Language of your reminders", "de")
    terminal.answer("Number or name [Posteo]", "10")
    terminal.answer("Server", "http://dav.example.com/")
    terminal.answer("in the clear", sam.url)
    terminal.answer("Your name at the server [sam@posteo.de]", sam.name)
    terminal.answer("not shown", "wrong")
    terminal.answer(f"Your name at the server [{sam.name}]", "")
    terminal.answer("not shown", PASSWORD)
    terminal.answer("invitations arrive", "Personal")
    terminal.answer(f"Write them to [{OWN}]", "")
    terminal.answer("Write this now?", "y")
    assert terminal.end() == 0, terminal.text
    assert PASSWORD not in terminal.text
    folder = home / ".config/syncd"
    config = load(folder / "config.toml")
    assert config.settings.me.emails == ("sam@posteo.de", "s.rivera@example.com")
    assert config.settings.me.language == "de"
    assert config.accounts[0].calendars == ("Personal",)
    assert (folder / "home.password").read_text(encoding="utf-8") == f"{PASSWORD}\n"
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert sam.count(f"/{sam.name}/interview-follow-up/") >= 3


QUESTIONS = {
    "e-mail addresses": "sam@posteo.de",
    "Your name as": "Sam Rivera",
    "time zone": "",
    "Language": "",
    "Number or name": "10",
    "Server": None,
    "Your name at the server": "sam",
    "not shown": PASSWORD,
    "invitations arrive": "",
    "Write them to": "",
}


@pytest.mark.parametrize("key", [INTERRUPT, END_OF_INPUT], ids=["Ctrl-C", "Ctrl-D"])
@pytest.mark.parametrize("last", ["e-mail addresses", "Number or name", "not shown", "Write them to"])
def test_who_leaves_in_the_middle_leaves_nothing(sam, home, talk, last, key):
    """Ctrl-C or the end of input at a question: exit code 130, and no file."""
    terminal = talk("--username", sam.name)
    for question, answer in QUESTIONS.items():
        if question == last:
            assert terminal.leave(question, key) == 130
            break
        if question != "Your name at the server":
            terminal.answer(question, sam.url if answer is None else answer)
    assert "nothing is half-written" in terminal.text
    assert left_behind(home) == []


@pytest.mark.parametrize(
    ("wrong", "code", "words"),
    [
        ({"username": "somebody"}, 77, "refused"),
        ({"url": "http://127.0.0.1:{free}/"}, 75, "no answer"),
        ({"url": "http://dav.example.com/"}, 2, "in the clear"),
        ({"email": "sam"}, 2, "not an e-mail address"),
        ({"timezone": "Mars/Olympus"}, 2, "no time zone"),
        ({"language": "tlh"}, 2, "--language: one of en, de"),
        ({"country": "XX"}, 78, "XX"),
        ({"provider": "compuserve"}, 2, "is none of iCloud"),
        ({"password_file": "/nowhere/password"}, 77, "cannot be read"),
        ({"calendar": "Play"}, 2, 'there is no "Play"; there are: Personal, Work'),
        ({"address_book": "Friends"}, 2, '"Friends" is none of Contacts'),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_what_is_wrong_is_said_and_nothing_written(sam, password_file, home, capsys, wrong, code, words):
    """One line on stderr that says what to do, the exit code of the contract, and no file."""
    wrong = {key: value.format(free=free_port()) for key, value in wrong.items()}
    assert main(flags(sam, password_file, **wrong)) == code
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said
    assert left_behind(home) == []


def test_where_a_provider_offers_no_way_in_another_is_named(home, capsys):
    """Before any password is asked for."""
    assert main(["init", "--yes", "--name", "Sam Rivera", "--email", "sam@proton.me"]) == 2
    assert "Proton offers no CalDAV" in capsys.readouterr().err
    assert left_behind(home) == []


@pytest.mark.parametrize("flag", ["--name", "--email", "--username", "--password-file"])
def test_a_script_is_told_which_flag_is_missing(sam, password_file, home, capsys, monkeypatch, flag):
    """Exit code 2, and the flag's name."""
    monkeypatch.setattr("syncd.cli.init._login_name", lambda: None)
    given = flags(sam, password_file)
    place = given.index(flag)
    del given[place : place + 2]
    if flag == "--username":  # the address is what most servers want
        assert main(given) == 77
    else:
        assert main(given) == 2
        assert f"{flag} " in capsys.readouterr().err.splitlines()[-1] + " "
    assert left_behind(home) == []


def test_a_user_without_calendars_is_told_to_make_one(radicale, password_file, home, capsys):
    """An account that was never used."""
    assert main(flags(radicale.new_user(), password_file)) == 1
    assert "make one in your calendar app" in capsys.readouterr().err
    assert left_behind(home) == []


def test_without_an_address_book_there_are_no_contacts(radicale, password_file, home):
    """The rest goes on."""
    user = radicale.new_user()
    user.make_calendar("Personal")
    assert main(flags(user, password_file)) == 0
    assert load(home / ".config/syncd/config.toml").accounts[0].address_book is False


def test_a_config_that_is_there_is_not_written_over(sam, password_file, home, capsys):
    """Not without --force, and then it is kept."""
    path = home / ".config/syncd/config.toml"
    path.parent.mkdir(parents=True)
    path.write_text("# mine")
    assert main(flags(sam, password_file)) == 2
    assert "--force" in capsys.readouterr().err
    assert path.read_text() == "# mine"
    assert main([*flags(sam, password_file), "--force", "--no-sync"]) == 0
    assert path.with_name("config.toml.old").read_text() == "# mine"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_somebody_at_a_terminal_is_asked_before_a_config_is_replaced(home, talk):
    """Enter means no."""
    path = home / ".config/syncd/config.toml"
    path.parent.mkdir(parents=True)
    path.write_text("# mine")
    terminal = talk()
    terminal.answer("is there already", "")
    assert terminal.end() == 0
    assert path.read_text() == "# mine"


def test_a_config_that_cannot_be_written_leaves_no_password(tmp_path):
    """Both files or neither."""
    path = tmp_path / "config.toml"
    path.mkdir()
    draft = Draft(path=path, me={"name": "Sam", "emails": ["sam@example.com"]})
    table = {"type": "caldav", "url": "x.example.com", "username": "sam", "password": {"file": "home.password"}}
    with pytest.raises(ProviderError, match="cannot be written"):
        draft.write(Answer(name="home", table=table, typed_password=PASSWORD))
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == []


def test_folders_on_this_computer(tmp_path, home, capsys):
    """vdirsyncer's folders, for those who have them."""
    calendars = tmp_path / "calendars"
    (calendars / "personal").mkdir(parents=True)
    (calendars / "personal/interview.ics").write_text(invitation(datetime.now(UTC) + timedelta(days=1)), newline="")
    given = ["init", "--yes", "--name", "Sam Rivera", "--email", "sam@example.com", "--path", str(calendars)]
    assert main(given) == 0, capsys.readouterr()
    assert len(list((calendars / OWN).glob("*.ics"))) >= 3


def test_google_ends_with_the_sign_in(tmp_path, home, capsys):
    """The config is written; what is left is said: exit code 77."""
    client = tmp_path / "client_secret.json"
    client.write_text(json.dumps(CLIENT))
    given = ["init", "--yes", "--name", "Sam Rivera", "--email", "sam@gmail.com", "--client-secret", str(client)]
    assert main(given) == 77
    assert "syncd auth google" in capsys.readouterr().out
    assert load(home / ".config/syncd/config.toml").accounts[0].client_secret == client


def test_google_by_talking(tmp_path, home, talk):
    """The way to a client is shown; the sign-in, the check and the first pass follow at once."""
    with FakeGoogle() as google:
        google.write_client_secret(tmp_path / "client_secret.json")
        terminal = talk("--name", "Sam Rivera", "--language", "en", "--endpoint", google.url)
        terminal.answer("e-mail addresses", "sam@gmail.com")
        terminal.answer("time zone", "")
        terminal.answer("Number or name [Google]", "")
        terminal.answer("publish the app to production", "")
        terminal.answer("an answer is needed", str(tmp_path / "nothing.json"))
        terminal.answer("cannot be read", str(tmp_path / "client_secret.json"))
        terminal.wait("paste it here: ")
        terminal.answer("paste it here: ", approve(re.findall(r"http://\S+/o/oauth2/auth\S+", terminal.text)[-1]))
        assert terminal.end() == 0, terminal.text
        assert google.violations == []
    assert "reachable and signed in; watches" in terminal.text
    assert "No interview is in sight yet" in terminal.text
    assert load(home / ".config/syncd/config.toml").accounts[0].name == "google"


@pytest.mark.parametrize(("content", "words"), [("{", "JSON"), ('{"web": {}}', "web application")])
def test_another_kind_of_client_is_refused_with_the_way_to_the_right_one(tmp_path, home, capsys, content, words):
    """Google's console offers several files that look alike."""
    client = tmp_path / "client_secret.json"
    client.write_text(content)
    given = ["init", "--yes", "--name", "Sam Rivera", "--email", "sam@gmail.com", "--client-secret", str(client)]
    assert main(given) == 2
    assert re.search(f"{words}.*Desktop app", capsys.readouterr().err, re.DOTALL)
    assert left_behind(home) == []
