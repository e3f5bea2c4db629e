"""Law 10: what people write reaches no log above DEBUG, and a secret reaches no log at all."""

from __future__ import annotations

import base64
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.daemon.harness import ROOT, Service, running
from tests.servers import PASSWORD, User

CANARY = "Zeisig"
SECRET = "Tr0ub4dor-Zilpzalp"
CONFIG = """
state_dir = "{folder}/state"
[me]
name = "Sam Rivera"
emails = ["sam.{canary}@example.com"]
timezone = "Europe/Berlin"
[accounts.home]
type = "caldav"
url = "{url}"
username = "{user}"
password = "{password}"
[accounts.local]
type = "vdir"
path = "{folder}/{canary}"
[daemon]
poll_interval = "1h"
log_level = "{level}"
"""
INTERVIEW = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//x//EN
BEGIN:VEVENT
UID:{canary}@example.com
DTSTAMP:20261001T000000Z
DTSTART:{start}
DURATION:PT1H
SUMMARY:Job interview with {canary} Ltd
LOCATION:{canary} Street 5
DESCRIPTION:We look forward to our interview for the {canary} position. You will meet Eve {canary}\\, Head.
ORGANIZER;CN=Ada {canary}:mailto:ada@{canary}.example
ATTENDEE;CN=Bob {canary};PARTSTAT=ACCEPTED:mailto:bob@{canary}.example
ATTENDEE;CN=Sam Rivera;PARTSTAT=ACCEPTED:mailto:sam.{canary}@example.com
END:VEVENT
END:VCALENDAR
"""


def interview(**changes: str) -> str:
    start = f"{datetime.now(UTC) + timedelta(days=3):%Y%m%dT%H%M%SZ}"
    text = INTERVIEW.format(canary=CANARY, start=start)
    for old, new in changes.items():
        text = text.replace(old, new)
    return text.replace("\n", "\r\n")


@pytest.fixture
def person(radicale) -> User:
    """Somebody with an interview."""
    user = radicale.new_user()
    user.make_address_book("Contacts")
    user.put(user.make_calendar("Personal"), "good.ics", interview())
    return user


def write_config(folder: Path, user: User, level: str, **more: str) -> Path:
    """A config for the user's account, and for a folder where an invitation cannot be read."""
    (folder / CANARY / CANARY).mkdir(parents=True, exist_ok=True)
    (folder / CANARY / CANARY / f"{CANARY}.ics").write_text(interview(DTSTART="DTSTRAT"), newline="")
    path = folder / "config.toml"
    values = {"url": user.url, "user": user.name, "password": PASSWORD} | more
    path.write_text(CONFIG.format(folder=folder, canary=CANARY, level=level, **values))
    path.chmod(0o600)
    return path


def said(service: Service) -> str:
    return service.stderr + str(service.messages)


def forms(secret: str, user: str) -> list[str]:
    """A secret as it is, and as it travels."""
    return [secret, secret.encode().hex(), base64.b64encode(f"{user}:{secret}".encode()).decode()]


@pytest.mark.parametrize("level", ["info", "debug"])
def test_the_daemon_tells_neither_texts_nor_secrets(person: User, tmp_path: Path, level: str):
    """In good days and bad: written, asked again, password changed, config wrong, server gone."""
    config = write_config(tmp_path, person, level)
    with running(tmp_path, ["-m", "syncd", "-c", str(config), "run"]) as service:
        service.expect(READY="1", timeout=30)
        service.until(lambda: "written" in service.stderr and "could not be read" in service.stderr, timeout=30)

        users = person.server.folder / "users"
        good = users.read_text()
        users.write_text(good.replace(f"{person.name}:{PASSWORD}", f"{person.name}:other"))
        service.signal(signal.SIGUSR1)
        service.wait_for(STATUS="sign-in needed", timeout=30)
        users.write_text(good)
        service.signal(signal.SIGUSR1)
        service.wait_for(STATUS="all is well", timeout=30)

        mine = config.read_text()
        for wrong in (*(mine + more for more in WRONG), mine.replace("@", " "), mine.replace("Europe", CANARY)):
            config.write_text(wrong)
            service.signal(signal.SIGHUP)
            service.wait_for(READY="1", timeout=30)
            write_config(tmp_path, person, level)

        write_config(tmp_path, person, level, url="http://127.0.0.1:1/", password=SECRET)
        service.signal(signal.SIGHUP)
        service.wait_for(STATUS="server away", timeout=30)
        service.stop()
        text = said(service)
    for secret in (PASSWORD, SECRET):
        assert not [form for form in forms(secret, person.name) if form in text]
    assert (CANARY.casefold() in text.casefold()) == (level == "debug"), "at DEBUG the texts help; above they stay out"


WRONG = (
    f'[accounts.extra]\ntype = "caldav"\nurl = "https://{CANARY}.example/"\nusername = "x"\npasword = "{SECRET}"\n',
    f'[accounts.extra]\ntype = "caldav"\nurl = 5\nusername = "x"\npassword = ["{SECRET}"]\n',
    f'[accounts.extra]\npassword = "{SECRET}\n',
    f'[accounts.extra]\npassword.{SECRET} = "{SECRET}"\n',
    f'[accounts.extra]\ntype = "{CANARY}"\npassword.command = "{SECRET}"\n',
    f'[thank_you]\nafter = "{CANARY}"\n',
    f'[detect]\nnever_domains = ["{CANARY} {CANARY}"]\n',
)


class Angry(BaseHTTPRequestHandler):
    """A server that throws everything back: the texts, the password, the header it came in."""

    status = 500

    def answer(self) -> None:
        body = f"{CANARY} {SECRET} {self.headers.get('Authorization')}".encode()
        self.send_response(self.status, f"{CANARY} {SECRET}")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_PROPFIND = do_REPORT = do_OPTIONS = do_PUT = answer  # noqa: N815  # as http.server looks for them

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def angry() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Angry)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("command", "status"), [("sync", 207), ("sync", 401), ("check", 403), ("check", 500)])
def test_no_command_tells_a_secret_even_when_it_says_all(
    angry: ThreadingHTTPServer, tmp_path: Path, person: User, status: int, command: str
):
    """`-vv` prints tracebacks and what the libraries know; a server that echoes the password gets nowhere."""
    angry.RequestHandlerClass.status = status
    url = f"http://127.0.0.1:{angry.server_port}/"
    config = write_config(tmp_path, person, "debug", url=url, password=SECRET)
    done = subprocess.run(
        [sys.executable, "-m", "syncd", "-vv", "-c", str(config), command],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode != 0
    assert done.stderr + done.stdout
    assert not [form for form in forms(SECRET, person.name) if form in done.stdout + done.stderr]


def test_a_command_logs_counts_and_prints_texts_only_where_they_were_asked_for(person: User, tmp_path: Path):
    """What `sync` did is for stdout; what goes to the log at INFO has no text in it."""
    config = write_config(tmp_path, person, "info")
    done = subprocess.run(
        [sys.executable, "-m", "syncd", "-v", "-c", str(config), "sync", "--json"],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert CANARY in done.stdout
    logged = [line for line in done.stderr.splitlines() if not line.startswith("syncd: ")]
    assert CANARY.casefold() not in "\n".join(logged).casefold()
    assert not [form for form in forms(PASSWORD, person.name) if form in done.stdout + done.stderr]
