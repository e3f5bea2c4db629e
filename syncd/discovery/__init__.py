"""From an e-mail address or a server's name to the places where its calendars may be."""

from syncd.discovery.dns import Lookup, lookup
from syncd.discovery.servers import Server, known_providers, servers_of_address, servers_of_host

__all__ = ["Lookup", "Server", "known_providers", "lookup", "servers_of_address", "servers_of_host"]
