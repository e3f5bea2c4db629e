"""What a config of the right shape can still have wrong: zones, countries, addresses, names of accounts."""

from __future__ import annotations

import ipaddress
import re
import shlex
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from syncd.config.here import countries, is_zone
from syncd.config.schema import Account, CaldavAccount, GoogleAccount, VdirAccount
from syncd.config.secrets import Secret, SecretKind, readable_by_others
from syncd.config.values import nearest
from syncd.core.settings import DetectSettings, Me


def checked_me(me: Me) -> tuple[Me, list[str]]:
    """[me] with addresses in lower case and codes in upper case, and what is wrong with it."""
    me = replace(
        me,
        emails=tuple(email.lower().removeprefix("mailto:") for email in me.emails),
        country=me.country.upper() if me.country else None,
        subdivision=me.subdivision.upper() if me.subdivision else None,
    )
    problems = []
    if not me.emails:
        problems.append('[me] emails: expected at least one address, such as ["sam@example.com"]')
    problems += [f"[me] emails: {wrong}" for email in me.emails if (wrong := email_problem(email))]
    if not is_zone(me.timezone):
        zones = {zone.lower(): zone for zone in available_timezones()}
        cities = {zone.rpartition("/")[2]: name for zone, name in zones.items()}
        near = nearest(me.timezone.replace(" ", "_"), zones) or nearest(me.timezone.replace(" ", "_"), cities)
        hint = f'; did you mean "{(zones | cities)[near]}"?' if near else ', such as "Europe/Berlin"'
        problems.append(f'[me] timezone: "{me.timezone}" is not an IANA time zone{hint}')
    if me.country and me.country not in countries():
        codes = {name.lower(): code for code, name in countries().items()}
        named = nearest(me.country, codes)
        hint = f'; did you mean "{codes[named]}"?' if named else ', such as "DE"'
        problems.append(f'[me] country: "{me.country}" is not an ISO 3166 country code{hint}')
    elif me.subdivision:
        problems += _subdivision_problems(me.country, me.subdivision)
    return me, problems


def detect_problems(detect: DetectSettings) -> list[str]:
    """What is wrong between the keys of [detect]."""
    if detect.ask_from > detect.threshold:
        return [f"[detect] ask_from: expected at most the threshold, {detect.threshold}, not {detect.ask_from}"]
    return []


def account_problems(accounts: Iterable[Account], path: Path) -> list[str]:
    """What is wrong within each account of the config at `path`."""
    problems = []
    for account in accounts:
        where = f"[accounts.{account.name}]"
        match account:
            case CaldavAccount():
                for key, url in (("url", account.url), ("carddav_url", account.carddav_url)):
                    if url and (wrong := server_problem(url)):
                        problems.append(f"{where} {key}: {wrong}")
                problems += _secret_problems(f"{where} password", account.password, path)
                if account.ca_file and not account.ca_file.is_file():
                    problems.append(f"{where} ca_file: there is no file {account.ca_file}")
            case GoogleAccount():
                if account.endpoint and (wrong := _url_problem(account.endpoint)):
                    problems.append(f"{where} endpoint: {wrong}")
            case VdirAccount() if account.path == account.contacts_path:
                problems.append(f"{where} contacts_path: expected another folder than path")
            case VdirAccount():
                pass
    return problems


def reference_problems(accounts: Sequence[Account], names: set[str]) -> list[str]:
    """Accounts that name another one which is not there or cannot do it.

    Args:
        accounts: Those that could be read.
        names: All that stand in the config, so that a broken one is not also reported as unknown.
    """
    problems = []
    by_name = {account.name: account for account in accounts}
    for account in accounts:
        for key in ("contacts_account", "write_account"):
            other = getattr(account, key)
            where = f"[accounts.{account.name}] {key}:"
            if other is not None and other not in names:
                near = nearest(other, list(names))
                hint = f"; did you mean `{near}`?" if near else ""
                problems.append(f'{where} there is no account "{other}"{hint}')
            elif key == "contacts_account" and other in by_name and not _keeps_contacts(by_name[other]):
                problems.append(f'{where} the account "{other}" keeps no contacts')
    return problems


def _keeps_contacts(account: Account) -> bool:
    if isinstance(account, VdirAccount) and account.contacts_path is None:
        return False
    return account.address_book is not False


def _subdivision_problems(country: str | None, subdivision: str) -> list[str]:
    if not country:
        return ["[me] subdivision: needs country too"]
    import holidays  # noqa: PLC0415 - slow to import, and few need it here

    supported = holidays.list_supported_countries().get(country)
    if supported is None or subdivision in supported:
        return []
    near = nearest(subdivision, list(supported))
    hint = f'; did you mean "{near}"?' if near else f", which are {', '.join(supported)}" if supported else ""
    return [f'[me] subdivision: "{subdivision}" is not a part of {country}{hint}']


def email_problem(text: str) -> str | None:
    """What is wrong with an e-mail address."""
    local, at, domain = text.rpartition("@")
    is_address = local and at and domain and not any(char.isspace() or char in "<>," for char in text)
    return None if is_address else f'"{text}" is not an e-mail address'


def server_problem(text: str) -> str | None:
    """What is wrong with the address of a server; its bare host name is enough."""
    return None if re.fullmatch(r"(?:[\w-]+\.)+[\w-]+", text) else _url_problem(text)


def _url_problem(url: str) -> str | None:
    """Not http(s), or http to another machine, where the password could be overheard on the way."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as err:
        return f'"{url}" is not a URL: {err}'
    if parts.scheme not in ("http", "https") or not host:
        return 'expected a URL such as "https://dav.example.com/"'
    if parts.password:
        return "the password belongs into password.command, .file or .keyring, not into the URL"
    if parts.scheme == "http" and not _is_this_machine(host):
        return f'http would send the password in the clear; expected "https://{host}..."'
    return None


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _secret_problems(where: str, secret: Secret, path: Path) -> list[str]:
    if secret.kind is SecretKind.LITERAL and readable_by_others(path):
        return [f"{where}: it stands in a file that others can read: chmod 600 {shlex.quote(str(path))}"]
    if secret.kind is SecretKind.FILE and readable_by_others(Path(secret.source[0])):
        return [f"{where}: its file can be read by others: chmod 600 {shlex.quote(secret.source[0])}"]
    return []
