"""Config -> real objects. The only module that names concrete providers."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import assert_never

from syncd import __version__
from syncd.config import CaldavAccount, Config, GoogleAccount, VdirAccount
from syncd.config.schema import Account as AccountConfig
from syncd.core.wording import Wording
from syncd.errors import ConfigError
from syncd.providers.base import CalendarProvider, ContactProvider
from syncd.reconcile.world import Account, World
from syncd.store import Store

DATABASE = "state.sqlite"


@contextlib.contextmanager
def open_world(config: Config) -> Iterator[World]:
    """Everything a pass needs, alone on its memory."""
    store = Store.open(config.state_dir / DATABASE)
    try:
        yield build_world(config, store)
    finally:
        store.close()


@contextlib.contextmanager
def peek_world(config: Config) -> Iterator[World]:
    """The same on a copy of the memory that is thrown away."""
    store = Store.peek(config.state_dir / DATABASE)
    try:
        yield build_world(config, store)
    finally:
        store.close()


def build_world(config: Config, store: Store) -> World:
    """Real objects for every account; none of them connects before it is asked something."""
    settings = config.settings
    judged_by = f"{__version__}\n{settings.me}\n{settings.detect}"
    return World(
        accounts={account.name: build_account(account, config, store) for account in config.accounts},
        store=store,
        settings=settings,
        wording=Wording(settings.me.language, read_templates(config.templates)),
        fingerprint=hashlib.sha256(judged_by.encode()).hexdigest()[:16],
    )


def build_account(account: AccountConfig, config: Config, store: Store) -> Account:
    """One account with its doors."""
    calendars, contacts = _doors(account, config, store)
    wants_contacts = account.address_book is not False and config.settings.contacts.enabled
    return Account(
        name=account.name,
        calendars=calendars,
        contacts=contacts if wants_contacts else None,
        watched=account.calendars or (("primary",) if isinstance(account, GoogleAccount) else None),
        write_to=account.write_to,
        write_account=account.write_account or account.name,
        contacts_account=account.contacts_account or (account.name if wants_contacts and contacts else None),
        address_book=account.address_book or None,
        tasks_have_time=not isinstance(account, GoogleAccount),
    )


def read_templates(folder: Path | None) -> Mapping[str, str]:
    """The user's own templates by name.

    Raises:
        ConfigError: The folder is not there.
    """
    if folder is None:
        return {}
    try:
        return {file.stem: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.j2"))}
    except (OSError, UnicodeDecodeError) as err:
        raise ConfigError(folder, [f"the templates cannot be read: {err}"]) from err


def _doors(account: AccountConfig, config: Config, store: Store) -> tuple[CalendarProvider, ContactProvider | None]:
    """The providers of an account; each is imported only where it is configured."""
    match account:
        case VdirAccount():
            from syncd.providers.vdir import VdirCalendars, VdirContacts  # noqa: PLC0415

            return VdirCalendars(account.path), VdirContacts(account.contacts_path) if account.contacts_path else None
        case CaldavAccount():
            from syncd.providers.caldav import CaldavCalendars  # noqa: PLC0415
            from syncd.providers.carddav import CarddavContacts  # noqa: PLC0415

            name, secret, ca_file = account.username, account.password.reveal, account.ca_file
            contacts_url = account.carddav_url or account.url
            return (
                CaldavCalendars(url=account.url, username=name, password=secret, ca_file=ca_file),
                CarddavContacts(url=contacts_url, username=name, password=secret, ca_file=ca_file),
            )
        case GoogleAccount():
            from syncd.providers.google import open_google  # noqa: PLC0415
            from syncd.providers.google.scopes import CONTACTS  # noqa: PLC0415

            scopes = google_scopes(account, config)
            calendars, contacts = open_google(
                account.name,
                client_secret=account.client_secret,
                token_file=token_file(account, config),
                ids=Notes(store, f"google:{account.name}:"),
                zone=config.settings.me.zone,
                scopes=scopes,
                calendars=account.calendars,
                category=config.settings.contacts.category,
                endpoint=account.endpoint,
            )
            return calendars, contacts if CONTACTS in scopes else None
        case _:
            assert_never(account)


def token_file(account: GoogleAccount, config: Config) -> Path:
    """Where the sign-in of a Google account is kept: never beside the config."""
    return account.token or config.state_dir / f"google-{account.name}.json"


def google_scopes(account: GoogleAccount, config: Config) -> tuple[str, ...]:
    """The least this configuration calls for, what other accounts write here included."""
    from syncd.providers.google import needed_scopes  # noqa: PLC0415

    writers = [a for a in config.accounts if (a.write_account or a.name) == account.name]
    keepers = [a for a in config.accounts if (a.contacts_account or a.name) == account.name]
    contacts = config.settings.contacts.enabled and account.address_book is not False and bool(keepers)
    return needed_scopes(account.calendars, account.write_to, reminders=bool(writers), contacts=contacts)


class Notes:
    """A small memory of one account's, in the store."""

    def __init__(self, store: Store, prefix: str) -> None:
        self._store = store
        self._prefix = prefix

    def get(self, name: str) -> str | None:
        """What was kept under the name."""
        return self._store.note(self._prefix + name)

    def set(self, name: str, value: str | None) -> None:
        """Keep it; None forgets."""
        self._store.put_note(self._prefix + name, value)
