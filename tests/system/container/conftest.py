"""Inside the container that `boot` makes: a systemd of our own, a server on the loopback, syncd from the wheel."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.dav_server import DavServer

HERE = Path(__file__).parent
PROGRAM = Path("/usr/local/bin/syncd")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These would change the machine they run on, so they run nowhere but in the container."""
    for item in items:
        if HERE in item.path.parents and "SYNCD_CONTAINER" not in os.environ:
            item.add_marker(pytest.mark.skip(reason="run by .ci/system inside a container"))


@pytest.fixture(autouse=True, scope="session")
def installed(prepared: Path) -> None:
    """Put syncd where the unit for servers looks for it."""
    PROGRAM.unlink(missing_ok=True)
    PROGRAM.symlink_to(prepared / "syncd" / "bin" / "syncd")


@pytest.fixture
def dav(folder: Path) -> Iterator[DavServer]:
    """A server with the user's calendar and address book, on a port that a config can name."""
    with DavServer(folder / "dav", port=5232) as server:
        server.make_calendar("personal", "Personal")
        server.make_address_book("contacts", "Contacts")
        yield server
