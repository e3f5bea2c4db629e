from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.daemon.harness import Service, running

CONFIG = """
[me]
name = "Sam Rivera"
emails = ["sam@example.com"]
[accounts.home]
type = "vdir"
path = "home"
[accounts.work]
type = "vdir"
path = "work"
[daemon]
poll_interval = "{poll}"
log_level = "{level}"
"""

Start = Callable[..., AbstractContextManager[Service]]


def write_config(folder: Path, poll: str = "1h", level: str = "info") -> None:
    (folder / "config.toml").write_text(CONFIG.format(poll=poll, level=level))


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Start the daemon of service.py on a fresh folder."""

    def start(poll: str = "1h", level: str = "info", watchdog: float | None = None, **behaviour: object):
        write_config(tmp_path, poll, level)
        service = Path(__file__).with_name("service.py")
        started = running(tmp_path, [str(service), str(tmp_path)], watchdog=watchdog)
        if behaviour:
            Service(None, tmp_path, None).behave(**behaviour)
        return started

    return start
