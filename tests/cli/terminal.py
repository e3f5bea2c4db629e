"""A terminal with somebody at it, who reads what is asked before typing."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Mapping

INTERRUPT, END_OF_INPUT = "\x03", "\x04"
PATIENCE = 60.0
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")


class Terminal:
    """`python -m syncd ARGUMENTS` on a terminal of its own."""

    def __init__(self, *arguments: str, environ: Mapping[str, str] | None = None, columns: int = 80) -> None:
        self._master, slave = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "syncd", *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=_take_terminal,
            env={**os.environ, "TERM": "xterm", "COLUMNS": str(columns), **(environ or {})},
        )
        os.close(slave)
        self.text = ""
        """All that stood on the screen."""
        self._read_to = 0

    def wait(self, question: str) -> None:
        """Read until it is asked."""
        deadline = time.monotonic() + PATIENCE
        while question not in self.text[self._read_to :]:
            assert time.monotonic() < deadline, f"was not asked {question!r}:\n{self.text}"
            assert self._read(0.2) or self._process.poll() is None, f"ended before {question!r}:\n{self.text}"

    def answer(self, question: str, answer: str) -> None:
        """Wait for the question, then type the answer and Enter (or one of the control keys alone)."""
        self.wait(question)
        self._read_to = len(self.text)
        line = answer if answer in {INTERRUPT, END_OF_INPUT} else f"{answer}\n"
        os.write(self._master, line.encode())

    def leave(self, question: str, key: str) -> int:
        """Wait for the question and press a control key, once more if it was lost on the way; the exit code."""
        self.answer(question, key)
        begun = time.monotonic()
        while self._read(0.2) or self._process.poll() is None:
            if time.monotonic() - begun > 5:
                os.write(self._master, key.encode())
                break
        return self.end()

    def end(self) -> int:
        """Read to the end; the exit code."""
        deadline = time.monotonic() + PATIENCE
        while self._read(0.2) or self._process.poll() is None:
            assert time.monotonic() < deadline, f"does not end:\n{self.text}"
        return self._process.wait()

    def close(self) -> None:
        """Leave nothing running."""
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:  # the other side is closed
            return False
        self.text += _CONTROL.sub("", data.decode(errors="replace"))
        return bool(data)


def _take_terminal() -> None:
    """Make the terminal the controlling one, so that Ctrl-C becomes a signal and passwords are asked on it."""
    os.close(os.open(os.ttyname(0), os.O_RDWR))
