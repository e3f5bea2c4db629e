"""The configuration: one schema for the loader, the example and the man page."""

from syncd.config.load import load, loads
from syncd.config.places import config_to_write, find_config
from syncd.config.schema import Account, CaldavAccount, Config, DaemonSettings, GoogleAccount, LogLevel, VdirAccount
from syncd.config.secrets import Secret, SecretKind

__all__ = [
    "Account",
    "CaldavAccount",
    "Config",
    "DaemonSettings",
    "GoogleAccount",
    "LogLevel",
    "Secret",
    "SecretKind",
    "VdirAccount",
    "config_to_write",
    "find_config",
    "load",
    "loads",
]
