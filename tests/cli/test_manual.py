"""The manual pages and completions in syncd/share/ say what the program does."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from syncd.cli import COMMANDS, main, manual
from syncd.config import manual as config_manual

SHARE = Path(__file__).parents[2] / "syncd/share"


def test_the_pages_are_up_to_date():
    """Made by `python -m syncd.cli.manual`; a changed option or setting changes them."""
    assert (SHARE / "syncd.1").read_text(encoding="utf-8") == manual.render()
    assert (SHARE / "syncd.toml.5").read_text(encoding="utf-8") == config_manual.render()


def test_the_completions_are_up_to_date():
    """Made by the same command."""
    for shell, text in manual.completions().items():
        assert (SHARE / manual.FILES[shell]).read_text(encoding="utf-8") == text


@pytest.mark.skipif(shutil.which("groff") is None, reason="needs groff")
@pytest.mark.parametrize("name", ["syncd.1", "syncd.toml.5"])
def test_the_pages_are_good_roff(name: str):
    """groff has no warning, and what a reader would copy is plain ASCII."""
    done = subprocess.run(["groff", "-man", "-ww", "-Tutf8", "-P-cbou", SHARE / name], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "--" in done.stdout or name != "syncd.1"
    assert not set(done.stdout) & set("‐−‘’“”")


def test_bash_completes_a_command(capsys, tmp_path):
    """What `syncd completion bash` prints works in a real bash."""
    assert main(["completion", "bash"]) == 0
    script = tmp_path / "syncd"
    script.write_text(capsys.readouterr().out, encoding="utf-8")
    ask = f'source {script}; COMP_WORDS=(syncd ""); COMP_CWORD=1; _shtab_syncd; echo "${{COMPREPLY[@]}}"'
    found = subprocess.run(["bash", "-c", ask], capture_output=True, text=True, check=True).stdout.split()
    assert set(COMMANDS) <= set(found)


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_can_read_theirs(shell: str):
    """Syntax only."""
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"needs {shell}")
    done = subprocess.run([program, "-n", SHARE / manual.FILES[shell]], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
