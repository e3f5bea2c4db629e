"""What stands in config.toml, as dataclasses: the loader, the example and the man page are all made from these.

The sections about decisions ([me], [detect], [follow_up] ...) are those of `syncd.core.settings`; here are the
accounts, [daemon] and the few keys above the first section.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, Literal, TypeAlias

from syncd.config.secrets import Secret
from syncd.core.settings import Settings, option

WRITE_TO = "Interview follow-up"
"""The calendar that reminders go to unless the user names another."""


class LogLevel(StrEnum):
    """How much the log says."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, kw_only=True, slots=True)
class CommonAccount:
    """What every kind of account can be told."""

    name: str
    """The NAME of [accounts.NAME]."""
    calendars: tuple[str, ...] | None = option(
        "Watched calendars, by display name or URL. Default: every calendar that holds events.",
        None,
        example=("Personal", "Work"),
    )
    write_to: str = option(
        'Calendar for what syncd writes, created when missing; "same" puts it beside the interview.', WRITE_TO
    )
    address_book: str | Literal[False] | None = option(
        "Address book for the people you meet. Default: the first; false: no contacts.", None, example="Contacts"
    )
    contacts_account: str | None = option(
        "Another account that gets the contacts of this one's interviews.", None, example="home"
    )
    write_account: str | None = option(
        "Another account that gets the reminders of this one's interviews.", None, example="home"
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class CaldavAccount(CommonAccount):
    """A CalDAV server, and its CardDAV side."""

    type: ClassVar[str] = "caldav"
    url: str = option(
        "The server: its host, your principal or one calendar; the rest is discovered (RFC 6764).",
        example="https://dav.example.com/",
    )
    username: str = option("Your name at the server, often the e-mail address.", example="sam")
    password: Secret = option(
        "Password or app password. `.command`: a program that prints it; `.file`: a file only you can read; "
        "`.env`: a variable; `.credential`: a systemd credential; `.keyring`: [service, user] in the desktop's keyring "
        "(needs syncd[keyring]); or the password itself, if nobody else can read this file.",
        example={"command": ("pass", "dav")},
    )
    carddav_url: str | None = option(
        "Where the address books are, if not found from `url`.", None, example="https://contacts.example.com/"
    )
    ca_file: Path | None = option(
        "PEM file with the certificate authority of a server of your own.", None, example="~/.config/syncd/home-ca.pem"
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class GoogleAccount(CommonAccount):
    """Google Calendar, Tasks and Contacts."""

    type: ClassVar[str] = "google"
    calendars: tuple[str, ...] | None = option(
        "Watched calendars, by id or display name (a name needs one more permission). Default: your primary calendar.",
        None,
        example=("primary",),
    )
    client_secret: Path = option(
        "The JSON file of your own Desktop client from Google's console; `syncd init` shows how to make one.",
        example="~/.config/syncd/client_secret.json",
    )
    token: Path | None = option(
        "Where the sign-in is kept. Default: in the state folder.", None, example="~/.config/syncd/google-token.json"
    )
    endpoint: str | None = option(
        "Send every request here instead of to Google: a gateway, or a test server on this machine.",
        None,
        example="http://127.0.0.1:8080",
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class VdirAccount(CommonAccount):
    """Folders of .ics and .vcf files, as vdirsyncer, khal, khard and todoman keep them."""

    type: ClassVar[str] = "vdir"
    path: Path = option("The folder that holds one folder for each calendar.", example="~/.local/share/calendars")
    contacts_path: Path | None = option(
        "The folder that holds one folder for each address book. Default: no contacts.",
        None,
        example="~/.local/share/contacts",
    )


Account: TypeAlias = CaldavAccount | GoogleAccount | VdirAccount

ACCOUNT_TYPES: dict[str, type[Account]] = {
    account.type: account for account in (CaldavAccount, GoogleAccount, VdirAccount)
}


@dataclass(frozen=True, kw_only=True, slots=True)
class DaemonSettings:
    """[daemon]: how the service runs."""

    poll_interval: timedelta = option(
        "How often calendars are looked at; a little chance is added.",
        timedelta(minutes=5),
        within=(timedelta(seconds=1), timedelta(days=1)),
    )
    log_level: LogLevel = option(
        "debug, info, warning or error. Above debug no name, title or address is logged.", LogLevel.INFO
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class TopLevel:
    """Keys above the first section."""

    templates: Path | None = option(
        "Folder with your own wording: copies of syncd's templates, changed.", None, example="~/.config/syncd/templates"
    )
    state_dir: Path | None = option(
        "Where syncd keeps what it knows. Default: $STATE_DIRECTORY, else $XDG_STATE_HOME/syncd.",
        None,
        example="~/.local/state/syncd",
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Config:
    """One config.toml, checked."""

    settings: Settings
    accounts: tuple[Account, ...]
    """In the order of the file."""
    daemon: DaemonSettings = field(default_factory=DaemonSettings)
    templates: Path | None = None
    state_dir: Path
    path: Path | None = None
    """The file all this was read from."""

    def account(self, name: str) -> Account | None:
        """The account called `name`, if there is one."""
        return next((account for account in self.accounts if account.name == name), None)
