"""From an address to the places where its calendars may be."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from syncd.discovery import servers_of_address, servers_of_host
from syncd.discovery.dns import lookup as ask
from syncd.discovery.servers import _data


def zone(**records: list[str]):
    """A domain name system of these records: `srv__name=[...]`, the first word is the type."""
    table = {tuple(key.split("__", 1)): values for key, values in records.items()}
    return lambda name, kind: table.get((kind.lower(), name.replace(".", "_").replace("-", "_")), [])


NOTHING = zone()


@pytest.mark.parametrize(
    ("address", "caldav", "carddav"),
    [
        ("sam@icloud.com", "https://caldav.icloud.com/", "https://contacts.icloud.com/"),
        ("sam@Fastmail.com", "https://caldav.fastmail.com/", "https://carddav.fastmail.com/"),
        ("sam@posteo.net", "https://posteo.de:8443/", "https://posteo.de:8843/"),
        ("sam@mailbox.org", "https://dav.mailbox.org/", None),
    ],
)
def test_a_known_provider_needs_no_network(address: str, caldav: str, carddav: str | None):
    """The domain of the address is enough."""
    (server,) = servers_of_address(address, NOTHING)
    assert (server.caldav, server.carddav) == (caldav, carddav)
    assert server.password


def test_google_and_those_without_a_way_in_are_known():
    """Google has an account type of its own; Microsoft, Proton and Tuta offer nothing, and the user is told so."""
    assert servers_of_address("sam@gmail.com", NOTHING)[0].type == "google"
    for address in ("sam@outlook.com", "sam@proton.me", "sam@tuta.com"):
        (server,) = servers_of_address(address, NOTHING)
        assert server.caldav is None
        assert server.instead


def test_srv_and_txt_records_say_where(monkeypatch: pytest.MonkeyPatch):
    """RFC 6764: host and port from SRV, the path from TXT; every announced server in order of preference."""
    lookup = zone(
        srv___caldavs__tcp_example_com=["1 1 443 dav.example.com.", "2 1 8443 spare.example.com."],
        txt___caldavs__tcp_example_com=['"path=/calendars/"'],
        srv___carddavs__tcp_example_com=["1 1 443 cards.example.com."],
    )
    first, second, last = servers_of_address("sam@example.com", lookup)
    assert first.caldav == "https://dav.example.com/calendars/"
    assert first.carddav == "https://cards.example.com/"
    assert second.caldav == "https://spare.example.com:8443/calendars/"
    assert last.caldav == "example.com"


def test_a_service_that_is_decidedly_absent_is_not_tried():
    """A target of "." means that the service is not available (RFC 2782)."""
    servers = servers_of_address("sam@example.com", zone(srv___caldavs__tcp_example_com=["0 0 0 ."]))
    assert [server.caldav for server in servers] == ["example.com"]


@pytest.mark.parametrize(
    ("record", "name"),
    [
        ("10 in1-smtp.messagingengine.com.", "Fastmail"),
        ("1 aspmx.l.google.com.", "Google"),
        ("5 evilgoogle.com.", None),
    ],
)
def test_the_mail_server_betrays_the_provider_of_an_own_domain(record: str, name: str | None):
    """Many have a domain of their own at a provider; only a whole part of the host name counts."""
    servers = servers_of_address("sam@sam.example", zone(mx__sam_example=[record]))
    assert [server.name for server in servers] == [*([name] if name else []), "sam.example"]


@pytest.mark.parametrize(
    ("host", "urls"),
    [
        ("cloud.example.com", ["cloud.example.com", "https://cloud.example.com/remote.php/dav/"]),
        ("http://nas:5232", ["http://nas:5232/", "http://nas:5232/remote.php/dav/"]),
    ],
)
def test_a_server_of_ones_own_is_tried_where_its_program_has_it(host: str, urls: list[str]):
    """Nextcloud without a well-known address is found all the same."""
    assert [server.caldav for server in servers_of_host(host)][:2] == urls


def test_an_address_with_a_path_is_taken_at_its_word():
    """Nothing else is tried."""
    assert [server.caldav for server in servers_of_host("example.com/dav/sam/")] == ["https://example.com/dav/sam/"]


def test_the_data_are_sound():
    """Every provider has a way in or says what to do instead; addresses are https; no domain is listed twice."""
    domains: list[str] = []
    for provider in _data()["provider"]:
        domains += provider["domains"]
        assert "caldav" in provider or "instead" in provider or provider["type"] == "google"
        for key in ("caldav", "carddav"):
            if url := provider.get(key):
                parts = urlsplit(url)
                assert parts.scheme == "https"
                assert parts.path.endswith("/")
    assert len(domains) == len(set(domains))


def test_no_answer_is_no_record():
    """A machine without a network, or a name that does not exist, is not an error."""
    assert ask("_caldavs._tcp.name.invalid", "SRV") == []
