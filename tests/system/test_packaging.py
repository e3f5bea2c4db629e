"""What is delivered is whole, and the ways the README names to install it work."""

from __future__ import annotations

import os
import statistics
import subprocess
import tarfile
import time
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.system.dav_server import DavServer
from tests.system.installed import Installed
from tests.system.invitation import invitation, working_day
from tests.system.machine import run

PARTS = {
    "user unit": "syncd.service",
    "system unit": "syncd@.service",
    "vocabulary": "vocabulary/en.toml",
    "templates": "templates/en/thank-you.j2",
    "type marker": "py.typed",
    "sample of the demo": "sample/technical-interview.ics",
    "providers": "discovery/providers.toml",
    "page of the commands": "share/syncd.1",
    "page of the settings": "share/syncd.toml.5",
    "bash completion": "share/syncd.bash",
    "zsh completion": "share/_syncd",
    "fish completion": "share/syncd.fish",
}
SHARED = {"man/man1/syncd.1", "man/man5/syncd.toml.5", "bash-completion/completions/syncd",
          "zsh/site-functions/_syncd", "fish/vendor_completions.d/syncd.fish"}  # fmt: skip
"""Where programs look for what belongs to them, below share/ of an environment."""


@pytest.fixture(scope="session")
def contents(prepared: Path) -> dict[str, set[str]]:
    """The names in the wheel and in the source distribution."""
    (wheel,) = (prepared / "dist").glob("*.whl")
    (sdist,) = (prepared / "dist").glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive, tarfile.open(sdist) as tar:
        return {"wheel": set(archive.namelist()), "sdist": set(tar.getnames())}


@pytest.mark.parametrize("distribution", ["wheel", "sdist"])
@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_left_out(contents: dict[str, set[str]], distribution: str, part: str) -> None:
    """Units, vocabulary, templates, manual pages, completions and type marker travel in both distributions."""
    assert any(name.endswith(f"/{PARTS[part]}") for name in contents[distribution])


def test_pages_and_completions_land_where_they_are_looked_for(prepared: Path) -> None:
    """In share/ of the environment."""
    share = prepared / "syncd" / "share"
    assert {str(path.relative_to(share)) for path in share.rglob("*") if path.is_file()} >= SHARED


def test_the_wheel_holds_no_tests_or_leftovers(contents: dict[str, set[str]]) -> None:
    """Only the package, its data and its metadata are installed."""
    tops = {name.split("/")[0] for name in contents["wheel"]}
    assert all(top == "syncd" or top.startswith("syncd-") for top in tops)
    assert not any("__pycache__" in name or name.endswith(".pyc") for name in contents["wheel"])


@pytest.mark.parametrize("installer", ["pipx", "uv"])
def test_one_command_installs_it(prepared: Path, folder: Path, installer: str) -> None:
    """`pipx install .` and `uv tool install .` leave a syncd that runs."""
    source = folder / f"source-{installer}"
    (sdist,) = (prepared / "dist").glob("*.tar.gz")
    source.mkdir()
    run("tar", "--extract", "--file", sdist, "--directory", source)
    (tree,) = source.iterdir()
    home = folder / installer
    home.mkdir()
    tools = prepared / "tools" / "bin"
    environment = {
        **os.environ, "HOME": str(home), "PATH": f"{tools}:/usr/bin:/bin", "PIPX_HOME": str(home / "pipx"),
        "PIPX_BIN_DIR": str(home / "bin"), "PIPX_MAN_DIR": str(home / "man"), "UV_TOOL_DIR": str(home / "uv"),
        "UV_TOOL_BIN_DIR": str(home / "bin"), "PIPX_DEFAULT_PYTHON": "/usr/bin/python3", "UV_PYTHON": "/usr/bin/python3",
        "UV_CACHE_DIR": str(Path("~/.cache/uv").expanduser()),
    }  # fmt: skip
    command = [tools / "pipx", "install", "."] if installer == "pipx" else [tools / "uv", "tool", "install", "."]

    run(*command, cwd=tree, env=environment)

    assert run(home / "bin" / "syncd", "--version").stdout.startswith("syncd ")
    assert installer != "pipx" or (home / "man" / "man1" / "syncd.1").exists()
    run(home / "bin" / "syncd", "demo", cwd=home, env={"PATH": "/usr/bin:/bin", "HOME": str(home)})


@pytest.fixture
def read_only(prepared: Path, folder: Path) -> Iterator[Path]:
    """syncd's environment on a file system that cannot be written, as a distribution's package would be."""
    here = prepared / "syncd"
    done = subprocess.run(["mount", "--bind", "-o", "ro", here, here], capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip(f"this machine does not let us mount: {done.stderr.strip()}")
    try:
        yield here
    finally:
        subprocess.run(["umount", here], check=True)


def test_a_read_only_installation_works(read_only: Path, folder: Path, dav: DavServer) -> None:
    """Nothing that syncd or its libraries do needs to write where they are installed."""
    with pytest.raises(OSError, match="Read-only"):
        (read_only / "probe").touch()
    syncd = Installed(program=read_only / "bin" / "syncd", home=folder / "home")
    dav.put("personal/interview.ics", invitation(working_day(date.today(), 1)))
    syncd.configure(dav.url)

    syncd.run("sync")
    syncd.run("demo")

    assert any("X-SYNCD-KIND" in text for text in dav.objects().values())


def test_the_version_is_said_at_once(prepared: Path) -> None:
    """`syncd --version` takes at most 2.5 times as long as Python's own start."""
    python, syncd = (str(prepared / "syncd" / "bin" / name) for name in ("python", "syncd"))
    bare, ours = [], []
    for _ in range(15):  # in turn, so that a busy moment of the machine strikes both
        bare.append(_seconds(python, "-c", "pass"))
        ours.append(_seconds(syncd, "--version"))
    ratio = statistics.median(ours) / statistics.median(bare)
    print(f"python -c pass {statistics.median(bare) * 1000:.1f} ms, syncd --version {ratio:.2f} times that")
    assert ratio <= 2.5


def _seconds(*command: str) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun
