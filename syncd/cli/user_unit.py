"""The systemd user unit: made from the shipped one for one config, and what `systemctl --user` says of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from syncd.config import Config, GoogleAccount, SecretKind, VdirAccount
from syncd.config.schema import CaldavAccount
from syncd.errors import ProviderError

NAME = "syncd.service"
_PASSED_ON = ("PATH", "XDG_STATE_HOME", "XDG_CONFIG_HOME")
"""Variables without which password commands and the state would not be found in the same places as on a terminal."""


def shipped_unit() -> str:
    """The unit as it comes with syncd: inside the package, or beside it in a source tree."""
    packaged = files("syncd") / "systemd_units" / NAME
    source = Path(__file__).parents[2] / "systemd" / NAME
    return (packaged if packaged.is_file() else source).read_text(encoding="utf-8")


def render_unit(config: Config, path: Path, environ: Mapping[str, str], python: str = sys.executable) -> str:
    """The unit for a config: it starts this Python with it, and may write where the config says, nowhere else.

    Args:
        config: What stands in the file.
        path: The file.
        environ: Where the variables that are passed on are taken from.
        python: The interpreter that has syncd.
    """
    command = [python, "-m", "syncd", "--config", str(path), "run"]
    unit = shipped_unit()
    unit = _with_value(unit, "ExecStartPre", f"+/bin/mkdir -p -m 0700 {_argument(str(config.state_dir))}")
    unit = _with_value(unit, "ExecStart", " ".join(_argument(part) for part in command))
    unit = _with_value(unit, "ReadWritePaths", " ".join(quote(folder) for folder in writable_folders(config)))
    lines = [f"Environment={quote(f'{name}={environ[name]}')}" for name in _PASSED_ON if environ.get(name)]
    lines += [f"LoadCredential={name}:{quote(str(file))}" for name, file in credential_files(config, path).items()]
    return unit.replace("\nUMask=", "\n" + "".join(f"{line}\n" for line in lines) + "UMask=", 1)


def credential_files(config: Config, path: Path) -> dict[str, Path]:
    """The credentials that the config names, and the file beside the config that each is loaded from."""
    return {
        account.password.source[0]: path.parent / account.password.source[0]
        for account in config.accounts
        if isinstance(account, CaldavAccount) and account.password.kind is SecretKind.CREDENTIAL
    }


def writable_folders(config: Config) -> list[str]:
    """What the unit may write to; a folder after a minus may be missing (systemd.exec(5), ReadWritePaths=)."""
    folders = []
    for account in config.accounts:
        match account:
            case VdirAccount(path=path, contacts_path=contacts):
                folders += [path, *([contacts] if contacts else [])]
            case GoogleAccount(token=token) if token:
                folders.append(token.parent)
            case _:
                pass
    return [str(config.state_dir), *dict.fromkeys(f"-{folder}" for folder in folders)]


def quote(text: str) -> str:
    """A word of a unit file (systemd.syntax(7)): percent signs doubled, in quotes where it must be."""
    text = text.replace("%", "%%")
    if re.fullmatch(r"[\w%/.:,=@+-]+", text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def unit_path(environ: Mapping[str, str]) -> Path:
    """Where the user's units are."""
    configured = environ.get("XDG_CONFIG_HOME", "")
    base = Path(configured) if configured.startswith("/") else Path.home() / ".config"
    return base / "systemd/user" / NAME


def runs_config(unit: Path, path: Path | None) -> bool:
    """Whether the unit is there, and starts syncd with this config."""
    try:
        return path is not None and f" --config {_argument(str(path))} " in unit.read_text(encoding="utf-8")
    except OSError:
        return False


def has_manager() -> bool:
    """Whether a systemd user manager can be asked."""
    if shutil.which("systemctl") is None:
        return False
    return _systemctl("show", "--property=Version").returncode == 0


def systemctl(*arguments: str) -> None:
    """Have the user's manager do something.

    Raises:
        ProviderError: It refuses, with its own words.
    """
    done = _systemctl(*arguments)
    if done.returncode != 0:
        raise ProviderError(f"systemctl --user {' '.join(arguments)}: {done.stderr.strip() or done.returncode}")


def properties() -> Mapping[str, str]:
    """What the manager knows of the unit: LoadState, UnitFileState, ActiveState, SubState, StatusText, Result."""
    names = "LoadState,UnitFileState,ActiveState,SubState,StatusText,Result,ActiveEnterTimestamp"
    lines = _systemctl("show", f"--property={names}", NAME).stdout.splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def lingers() -> bool | None:
    """Whether the user's services run without a login; None where logind cannot be asked."""
    if shutil.which("loginctl") is None:
        return None
    user = str(os.getuid())
    done = subprocess.run(  # noqa: S603  # no shell
        ["loginctl", "show-user", user, "--property=Linger"],  # noqa: S607  # found on the user's own PATH
        capture_output=True,
        text=True,
        check=False,
    )
    # A user who is not logged in and does not linger is unknown to logind.
    return done.stdout.strip() == "Linger=yes" if done.returncode == 0 else None


def enable_linger() -> None:
    """Have the user's services run without a login.

    Raises:
        ProviderError: logind refuses; an administrator can do it.
    """
    done = subprocess.run(["loginctl", "enable-linger"], capture_output=True, text=True, check=False)  # noqa: S607  # found on the user's own PATH
    if done.returncode != 0:
        raise ProviderError(
            f"loginctl enable-linger: {done.stderr.strip() or done.returncode}; "
            f"as root: loginctl enable-linger {os.getuid()}"
        )


def _argument(text: str) -> str:
    """A word of a command line, where a dollar sign would begin a variable too."""
    return quote(text).replace("$", "$$")


def _with_value(unit: str, key: str, value: str) -> str:
    """The unit with another value for a key that stands in it once."""
    before, _, rest = unit.partition(f"\n{key}=")
    return f"{before}\n{key}={value}\n{rest.partition(chr(10))[2]}"


def _systemctl(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  # no shell
        ["systemctl", "--user", *arguments],  # noqa: S607  # found on the user's own PATH
        capture_output=True,
        text=True,
        check=False,
    )
