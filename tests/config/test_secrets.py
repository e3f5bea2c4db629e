"""A password is fetched when it is needed, never shown, and its absence says what to do."""

from __future__ import annotations

import logging
import sys
import time
from pathlib import Path

import pytest

from syncd.config.secrets import Secret, SecretKind, secret_from_toml
from syncd.errors import AuthError

CANARY = "c4nary-pässwörd"


def secret(value: object, base: Path = Path("/")) -> Secret:
    return secret_from_toml(value, base)


def test_each_source_gives_the_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Literal, command (first line), file, variable and systemd credential."""
    (tmp_path / "pw").write_text(CANARY + "\nnotes\n", encoding="utf-8")
    (tmp_path / "pw").chmod(0o600)
    monkeypatch.setenv("DAV_PASSWORD", CANARY)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    for value in (
        CANARY,
        {"command": ["cat", str(tmp_path / "pw")]},
        {"command": f"cat '{tmp_path}/pw'"},
        {"file": "pw"},
        {"env": "DAV_PASSWORD"},
        {"credential": "pw"},
    ):
        assert secret(value, tmp_path).reveal() == CANARY


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"command": ["/nowhere/pass"]}, "cannot be run"),
        ({"command": [sys.executable, "-c", "import sys; sys.exit('locked')"]}, "failed with status 1: locked"),
        ({"command": ["true"]}, "is empty"),
        ({"file": "/nowhere/pw"}, "cannot be read"),
        ({"env": "NO_SUCH_VARIABLE_HERE"}, "is not set"),
        ({"credential": "pw"}, "only there when systemd runs syncd"),
    ],
)
def test_what_cannot_be_had_says_why(value: object, words: str, monkeypatch: pytest.MonkeyPatch):
    """Each failure is an AuthError that a person can act on."""
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    with pytest.raises(AuthError, match=words):
        secret(value).reveal()


KEYRING = """
from keyring.errors import KeyringError
def get_password(service, user):
    if service == "locked":
        raise KeyringError("it is locked")
    return {("syncd", "sam"): "%s"}.get((service, user))
"""


@pytest.mark.parametrize(
    ("service", "words"), [("syncd", None), ("locked", "it is locked"), ("other", "keyring set other sam")]
)
def test_the_desktops_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, service: str, words: str | None):
    """It may hold the password, hold none, or be locked."""
    package = tmp_path / "keyring"
    package.mkdir()
    (package / "__init__.py").write_text(KEYRING % CANARY)
    (package / "errors.py").write_text("class KeyringError(Exception): pass\n")
    for name in ("keyring", "keyring.errors"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.syspath_prepend(str(tmp_path))
    source = secret({"keyring": [service, "sam"]})
    if words is None:
        assert source.reveal() == CANARY
    else:
        with pytest.raises(AuthError, match=words):
            source.reveal()
    for name in ("keyring", "keyring.errors"):
        sys.modules.pop(name, None)


def test_without_the_extra_the_keyring_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch):
    """`syncd[keyring]` brings it."""
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(AuthError, match=r"syncd\[keyring\]"):
        secret({"keyring": ["syncd", "sam"]}).reveal()


def test_a_command_is_given_up_in_time():
    """A program that waits for a passphrase nobody types does not hang the daemon."""
    began = time.monotonic()
    with pytest.raises(AuthError, match="did not answer within"):
        secret({"command": ["sleep", "30"]}).reveal(time_limit=0.2)
    assert time.monotonic() - began < 5


def test_a_file_others_can_read_is_refused(tmp_path: Path):
    """0600 is enforced, and the command that mends it is shown."""
    path = tmp_path / "my pw"
    path.write_text(CANARY)
    path.chmod(0o644)
    with pytest.raises(AuthError) as caught:
        secret({"file": str(path)}).reveal()
    assert f"chmod 600 '{path}'" in str(caught.value)


@pytest.mark.parametrize(
    "value",
    [
        *(3, {}, [CANARY], {"file": "a", "env": "B"}, {"comand": CANARY}, {"command": []}, {"command": [1]}),
        *({"env": "a b"}, {"credential": "../x"}, {"credential": ".."}, {"keyring": "syncd"}, {"file": ""}),
    ],
)
def test_a_wrong_source_is_refused_without_repeating_it(value: object):
    """What the user typed may be the password itself."""
    with pytest.raises(ValueError, match=r"\.|string") as caught:
        secret(value)
    assert CANARY not in str(caught.value)


def test_a_secret_never_shows_itself(caplog: pytest.LogCaptureFixture):
    """Not in repr, str, format or a log line."""
    value = secret(CANARY)
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("x").debug("%s %r", value, [value])
    assert CANARY not in f"{value} {value!r} {value!s}" + caplog.text
    assert value.kind is SecretKind.LITERAL
