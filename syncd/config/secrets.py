"""Passwords: where they are kept, and how they are had when they are needed.

The config names a source; the value is fetched by `Secret.reveal()` each time an account connects, so that a changed
password needs no restart, and it never appears in a repr, a log or an error.
"""

from __future__ import annotations

import os
import re
import shlex
import stat
import subprocess
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from syncd.errors import AuthError

TIME_LIMIT = 60.0
"""Seconds a password command may take: long enough to type a passphrase into a pinentry window."""


class SecretKind(StrEnum):
    """Where a password comes from; the value is the key in the config."""

    LITERAL = "literal"
    COMMAND = "command"
    FILE = "file"
    ENV = "env"
    CREDENTIAL = "credential"
    KEYRING = "keyring"


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """A password's source."""

    kind: SecretKind
    source: tuple[str, ...]
    """Command and arguments, path, name of the variable or credential, service and user, or the password itself."""

    def __repr__(self) -> str:
        return f"Secret({self.kind})"

    __str__ = __repr__

    def reveal(self, *, time_limit: float = TIME_LIMIT) -> str:
        """The password.

        Args:
            time_limit: Seconds after which a command is given up.

        Raises:
            AuthError: It cannot be had; the message says where it was sought and what to do.
        """
        match self.kind:
            case SecretKind.LITERAL:
                value = self.source[0]
            case SecretKind.COMMAND:
                value = _from_command(self.source, time_limit)
            case SecretKind.FILE:
                value = _from_file(Path(self.source[0]))
            case SecretKind.ENV:
                value = os.environ.get(self.source[0], "")
                if not value:
                    raise AuthError(
                        f"the password's variable ${self.source[0]} is not set; "
                        "a service needs it in its unit (systemctl --user edit syncd)"
                    )
            case SecretKind.CREDENTIAL:
                value = _from_credential(self.source[0])
            case SecretKind.KEYRING:
                value = _from_keyring(self.source[0], self.source[1])
        if not value:
            raise AuthError(f"the password from `{self.kind}` is empty")
        return value


def secret_from_toml(value: object, base: Path) -> Secret:
    """The secret that a config value names.

    Args:
        value: A string (the password itself) or a table with one key of `SecretKind`.
        base: The folder that a relative `file` counts from.

    Raises:
        ValueError: What was expected instead. Never repeats the value.
    """
    if isinstance(value, str):
        return Secret(SecretKind.LITERAL, (value,))
    sources = ", ".join(f".{kind}" for kind in SecretKind if kind is not SecretKind.LITERAL)
    if not isinstance(value, dict) or len(value) != 1:
        raise ValueError(f"a string, or exactly one of {sources}")
    ((key, source),) = value.items()
    match key, source:
        case "command", str() if source.strip():
            return Secret(SecretKind.COMMAND, tuple(shlex.split(source)))
        case "command", [str(), *rest] if all(isinstance(part, str) for part in rest):
            return Secret(SecretKind.COMMAND, tuple(source))
        case "command", _:
            raise ValueError('a program and its arguments in .command, such as ["pass", "dav"]')
        case "file", str() if source:
            return Secret(SecretKind.FILE, (str(base / Path(os.path.expandvars(source)).expanduser()),))
        case "env", str() if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", source):
            return Secret(SecretKind.ENV, (source,))
        case "credential", str() if re.fullmatch(r"[^/\s]+", source) and source not in (".", ".."):
            return Secret(SecretKind.CREDENTIAL, (source,))
        case "keyring", [str() as service, str() as user]:
            return Secret(SecretKind.KEYRING, (service, user))
        case "keyring", _:
            raise ValueError('service and user in .keyring, such as ["syncd", "sam"]')
        case (("file" | "env" | "credential"), _):
            raise ValueError(f"a name in .{key}")
        case _:
            raise ValueError(f"one of {sources}")


def readable_by_others(path: Path) -> bool:
    """Whether group or world may read (or write) the file; False when it does not exist."""
    try:
        return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)
    except OSError:
        return False


def _from_command(command: tuple[str, ...], time_limit: float) -> str:
    """The first line that the command prints: `pass` keeps the password there and notes below."""
    program = Path(os.path.expandvars(command[0])).expanduser()
    try:
        done = subprocess.run(  # noqa: S603 - the user's own config names the program; no shell is involved
            [str(program), *command[1:]], stdin=subprocess.DEVNULL, capture_output=True, timeout=time_limit, check=False
        )
    except subprocess.TimeoutExpired:
        raise AuthError(
            f"the password command {command[0]} did not answer within {time_limit:.0f} seconds; "
            "does it wait for a passphrase that nobody can type?"
        ) from None
    except OSError as err:
        raise AuthError(f"the password command {command[0]} cannot be run: {err.strerror}") from err
    if done.returncode != 0:
        complaint = done.stderr.decode(errors="replace").strip().splitlines()
        why = f": {complaint[-1][:200]}" if complaint else ""
        raise AuthError(f"the password command {command[0]} failed with status {done.returncode}{why}")
    return _first_line(done.stdout)


def _from_file(path: Path) -> str:
    if readable_by_others(path):
        raise AuthError(f"the password file {path} can be read by others: chmod 600 {shlex.quote(str(path))}")
    return _read(path, "password file")


def _from_credential(name: str) -> str:
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    if not folder:
        raise AuthError(
            f"the systemd credential {name} is only there when systemd runs syncd; "
            "by hand use password.command, .file or .env"
        )
    return _read(Path(folder) / name, "systemd credential")


def _from_keyring(service: str, user: str) -> str:
    try:
        import keyring  # noqa: PLC0415 - an extra, and slow to import
        from keyring.errors import KeyringError  # noqa: PLC0415
    except ImportError:
        raise AuthError("password.keyring needs the extra: pip install 'syncd[keyring]'") from None
    try:
        value = keyring.get_password(service, user)
    except KeyringError as err:
        raise AuthError(f"the keyring refuses: {err}") from err
    if value is None:
        raise AuthError(f"the keyring holds no password for {service} {user}: keyring set {service} {user}")
    return str(value)


def _read(path: Path, what: str) -> str:
    try:
        return _first_line(path.read_bytes())
    except OSError as err:
        raise AuthError(f"the {what} {path} cannot be read: {err.strerror}") from err


def _first_line(raw: bytes) -> str:
    lines = raw.decode(errors="replace").splitlines()
    return lines[0] if lines else ""
