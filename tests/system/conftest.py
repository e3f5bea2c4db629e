"""What the checks of the whole program stand on; `.ci/system` prepares it and says where by $SYNCD_CHECKS."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.dav_server import DavServer
from tests.system.installed import Installed

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is marked `root`, and is skipped where `.ci/system` has prepared nothing."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.root)
            if "SYNCD_CHECKS" not in os.environ:
                item.add_marker(pytest.mark.skip(reason="run by .ci/system, which prepares the machine"))


@pytest.fixture(scope="session")
def prepared() -> Path:
    """The folder with the wheel, the source distribution and the environments."""
    return Path(os.environ["SYNCD_CHECKS"])


@pytest.fixture
def folder(prepared: Path, request: pytest.FixtureRequest) -> Path:
    """An empty folder of this test's own; it is left for whoever looks into a failure."""
    path = prepared / "runs" / request.node.name.partition("[")[0]
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


@pytest.fixture
def dav(folder: Path) -> Iterator[DavServer]:
    """A server with the user's calendar and address book."""
    with DavServer(folder / "dav") as server:
        server.make_calendar("personal", "Personal")
        server.make_address_book("contacts", "Contacts")
        yield server


@pytest.fixture
def syncd(prepared: Path, folder: Path) -> Installed:
    """syncd from the wheel, in an environment without anything else, with a home of its own."""
    return Installed(program=prepared / "syncd" / "bin" / "syncd", home=folder / "home")
