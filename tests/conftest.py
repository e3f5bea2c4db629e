"""Real servers for every test that asks for one."""

from __future__ import annotations

import pytest

from tests.servers import start_radicale, start_xandikos


@pytest.fixture(scope="session")
def radicale(tmp_path_factory):
    """A running Radicale."""
    with start_radicale(tmp_path_factory.mktemp("radicale")) as server:
        yield server


@pytest.fixture(scope="session")
def xandikos(tmp_path_factory):
    """A running Xandikos."""
    with start_xandikos(tmp_path_factory.mktemp("xandikos")) as server:
        yield server


@pytest.fixture(params=["radicale", "xandikos"])
def user(request):
    """Somebody with an account at a server."""
    someone = request.getfixturevalue(request.param).new_user()
    yield someone
    someone.leave()
