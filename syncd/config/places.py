"""Where the config and the state are."""

from __future__ import annotations

import os
from pathlib import Path

from syncd.errors import ConfigError

SYSTEM_CONFIG = Path("/etc/syncd/config.toml")


def find_config(explicit: Path | None = None) -> Path:
    """The config to use: `explicit`, else $SYNCD_CONFIG, the user's, the system's.

    Raises:
        ConfigError: There is none.
    """
    if explicit is not None:
        return explicit
    if named := os.environ.get("SYNCD_CONFIG"):
        return Path(named).expanduser()
    for path in (user_config(), SYSTEM_CONFIG):
        if path.is_file():
            return path
    raise ConfigError(None, [f"there is no config: `syncd init` writes {user_config()}"])


def config_to_write(explicit: Path | None = None) -> Path:
    """Where a new config goes: `explicit`, else $SYNCD_CONFIG, else the user's place; absolute."""
    named = explicit or os.environ.get("SYNCD_CONFIG") or user_config()
    return Path(named).expanduser().absolute()


def user_config() -> Path:
    """Where this user's config is, or would be."""
    return _xdg("XDG_CONFIG_HOME", ".config") / "syncd/config.toml"


def default_state_dir() -> Path:
    """Where the state is unless the config says otherwise.

    systemd gives a unit with StateDirectory= its folders in $STATE_DIRECTORY, separated by colons.
    """
    given = os.environ.get("STATE_DIRECTORY", "").split(":")[0]
    return Path(given) if given else _xdg("XDG_STATE_HOME", ".local/state") / "syncd"


def _xdg(variable: str, fallback: str) -> Path:
    """XDG Base Directory Specification: a relative path in a variable is invalid and ignored."""
    value = os.environ.get(variable, "")
    return Path(value) if value.startswith("/") else Path.home() / fallback
