"""Where the config and the state are found, and what the machine says about its user."""

from __future__ import annotations

from pathlib import Path

import pytest

from syncd.config.here import country_of_zone, system_timezone
from syncd.config.places import default_state_dir, find_config
from syncd.errors import ConfigError


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable in ("SYNCD_CONFIG", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "STATE_DIRECTORY"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))


def test_the_first_place_that_speaks_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Option, then $SYNCD_CONFIG, then the user's file; without any the way on is named."""
    with pytest.raises(ConfigError, match="syncd init"):
        find_config()
    users = tmp_path / ".config/syncd/config.toml"
    users.parent.mkdir(parents=True)
    users.touch()
    assert find_config() == users
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
    assert find_config() == users
    monkeypatch.setenv("SYNCD_CONFIG", "~/other.toml")
    assert find_config() == tmp_path / "other.toml"
    assert find_config(Path("mine.toml")) == Path("mine.toml")


def test_systemd_says_where_the_state_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """$STATE_DIRECTORY (the first of several) wins over XDG."""
    assert default_state_dir() == tmp_path / ".local/state/syncd"
    monkeypatch.setenv("XDG_STATE_HOME", "/x")
    assert default_state_dir() == Path("/x/syncd")
    monkeypatch.setenv("STATE_DIRECTORY", "/var/lib/syncd:/var/lib/other")
    assert default_state_dir() == Path("/var/lib/syncd")


def machine(root: Path, *, link: str | None = None, timezone: str | None = None) -> Path:
    (root / "etc").mkdir()
    if link:
        (root / "etc/localtime").symlink_to(link)
    if timezone is not None:
        (root / "etc/timezone").write_text(timezone)
    return root


@pytest.mark.parametrize(
    ("tz", "link", "timezone", "expected"),
    [
        ("Asia/Tokyo", "/usr/share/zoneinfo/Europe/Berlin", None, "Asia/Tokyo"),
        (":Asia/Tokyo", None, None, "Asia/Tokyo"),
        ("/usr/share/zoneinfo/Asia/Tokyo", None, None, "Asia/Tokyo"),
        ("CET-1CEST", "../usr/share/zoneinfo/Europe/Berlin", None, "Europe/Berlin"),
        (None, "/usr/share/zoneinfo/posix/Europe/Berlin", None, "Europe/Berlin"),
        (None, "/nix/store/x-tzdata/share/zoneinfo/Europe/Berlin", None, "Europe/Berlin"),
        (None, None, "America/Sao_Paulo\n", "America/Sao_Paulo"),
        (None, "localtime", "Europe/Rome", "Europe/Rome"),
        (None, None, "Mars/Olympus", "UTC"),
        (None, None, "localtime", "UTC"),
        (None, None, "../../etc/passwd", "UTC"),
        ("Europe", None, "", "UTC"),
        (None, None, None, "UTC"),
    ],
)
def test_the_systems_zone_is_always_valid(tmp_path: Path, tz, link, timezone, expected):
    """TZ, /etc/localtime, /etc/timezone, in this order; what is not an IANA zone is passed over."""
    root = machine(tmp_path, link=link, timezone=timezone)
    assert system_timezone({"TZ": tz} if tz else {}, root) == expected


@pytest.mark.parametrize(("zone", "country"), [("Europe/Berlin", "DE"), ("America/Toronto", "CA"), ("UTC", None)])
def test_a_zone_tells_its_country(zone: str, country: str | None):
    """From the tz database's own table; UTC is nobody's."""
    assert country_of_zone(zone) == country
