"""Which server belongs to an address: known providers, SRV records (RFC 6764), the mail server, the domain itself."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from syncd.discovery.dns import Lookup

_THIS_MACHINE = frozenset({"localhost", "127.0.0.1"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """A place to try."""

    name: str
    """Of the provider or program, for the user."""
    type: str = "caldav"
    """Of the account it makes: caldav or google."""
    caldav: str | None = None
    """Where discovery of the calendars begins; None for Google, and where there is no way in."""
    carddav: str | None = None
    """Where discovery of the address books begins, if elsewhere."""
    password: str | None = None
    """Which password is wanted and where to make it."""
    instead: str | None = None
    """What to do where the provider offers no way in."""


def servers_of_address(address: str, lookup: Lookup) -> list[Server]:
    """Where the calendars of an e-mail address may be, most likely first; at least one.

    Args:
        address: As in `sam@example.com`.
        lookup: Asks the domain name system.
    """
    domain = address.rpartition("@")[2].lower().rstrip(".")
    if known := _provider(lambda provider: domain in provider["domains"]):
        return [known]
    announced = list(_announced(domain, lookup))
    mail_hosts = [record.split()[-1].rstrip(".").lower() for record in lookup(domain, "MX")]
    by_mail = _provider(lambda provider: any(_is_within(host, provider) for host in mail_hosts))
    return [*announced, *([by_mail] if by_mail else []), Server(name=domain, caldav=domain)]


def known_providers() -> list[Server]:
    """Providers with a way in, each name once, for a person to choose from."""
    by_name = {provider["name"]: provider for provider in reversed(_data()["provider"]) if "instead" not in provider}
    return [_server(provider) for provider in reversed(by_name.values())]


def servers_of_host(host: str) -> list[Server]:
    """Where the calendars of a server of one's own may be: as it says itself, then where its program has them.

    Args:
        host: A host name, or an address with or without a path; a path is taken as it is. Without a scheme it is
            https, except on this machine.
    """
    scheme, _, rest = host.strip().rpartition("://")
    name, slash, path = rest.partition("/")
    assumed = scheme or ("http" if name.partition(":")[0] in _THIS_MACHINE else "https")
    if slash and path:
        return [Server(name=name, caldav=f"{assumed}://{rest}")]
    is_domain = not scheme and "." in name and ":" not in name and name not in _THIS_MACHINE
    given = Server(name=name, caldav=name if is_domain else f"{assumed}://{name}/")
    patterns = [
        Server(name=software["name"], caldav=f"{assumed}://{name}{software['path']}")
        for software in _data()["software"]
    ]
    return [given, *patterns]


def _announced(domain: str, lookup: Lookup) -> Iterator[Server]:
    """RFC 6764 sections 3 and 4: SRV names host and port, TXT the path; a lone dot means that there is none."""
    carddav = next(_locations(domain, "carddav", lookup), None)
    for url in _locations(domain, "caldav", lookup):
        yield Server(name=domain, caldav=url, carddav=carddav if carddav != url else None)


def _locations(domain: str, service: str, lookup: Lookup) -> Iterator[str]:
    name = f"_{service}s._tcp.{domain}"
    for record in lookup(name, "SRV"):
        _, _, port, target = record.split()
        if target == ".":
            return
        texts = [text.strip('"') for text in lookup(name, "TXT")]
        path = next((text.removeprefix("path=") for text in texts if text.startswith("path=")), "/")
        host = target.rstrip(".").lower()
        yield f"https://{host}{'' if port == '443' else ':' + port}{path}"


def _provider(fits: Any) -> Server | None:
    found = next((provider for provider in _data()["provider"] if fits(provider)), None)
    return None if found is None else _server(found)


def _server(provider: dict[str, Any]) -> Server:
    return Server(**{key: value for key, value in provider.items() if key not in ("domains", "mail_hosts")})


def _is_within(host: str, provider: dict[str, Any]) -> bool:
    return any(host == mail_host or host.endswith(f".{mail_host}") for mail_host in provider.get("mail_hosts", ()))


@cache
def _data() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads((files("syncd.discovery") / "providers.toml").read_text(encoding="utf-8"))
