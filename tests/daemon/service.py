"""A daemon with a made-up world, as a program of its own: `python service.py FOLDER`.

FOLDER holds config.toml, and optionally behaviour.json: what the passes do, read anew for each one. Every pass, opening
and closing leaves a line in events.jsonl.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from syncd import daemon
from syncd.config import Config, load
from syncd.core.model import Component, Kind
from syncd.core.plan import Do
from syncd.errors import AuthError, ConfigError, ProviderError, SyncdError, TransientError
from syncd.reconcile.world import Done, PassReport, Problem

TEXT = "CANARY Interview at Acme"
ERRORS: dict[str, type[SyncdError]] = {"auth": AuthError, "away": TransientError, "refused": ProviderError}


class MadeUpWork:
    def __init__(self, folder: Path, config: Config) -> None:
        self.folder = folder
        self.config = config
        if self.behaviour.get("refuse_poll") == config.daemon.poll_interval.total_seconds():
            raise ProviderError("the state is in use")
        self.note("open", poll=config.daemon.poll_interval.total_seconds())

    @property
    def behaviour(self) -> dict[str, Any]:
        path = self.folder / "behaviour.json"
        return json.loads(path.read_text()) if path.exists() else {}

    def note(self, what: str, **more: Any) -> None:
        with (self.folder / "events.jsonl").open("a") as file:
            file.write(json.dumps({"what": what, "at": time.monotonic(), **more}) + "\n")

    def pass_(self, now: datetime, skip: Collection[str], alive: Callable[[], None]) -> PassReport:
        self.note("pass", skip=sorted(skip))
        behaviour = self.behaviour
        if behaviour.get("alive"):
            alive()
        self.hang_here(behaviour.get("seconds", 0))
        if behaviour.get("bug"):
            raise KeyError(TEXT)
        if behaviour.get("broken"):
            raise TransientError("CANARY")
        failed = {
            name: ERRORS[kind]("CANARY") for name, kind in behaviour.get("failed", {}).items() if name not in skip
        }
        return PassReport(
            actions=tuple(done(account) for account in behaviour.get("writes", ())),
            problems=tuple(Problem(account=n, where=n, what="CANARY", error=error) for n, error in failed.items()),
            failed=frozenset(failed),
            interviews=3,
            next_due=now + timedelta(hours=1),
            wording=("CANARY",) * behaviour.get("broken_texts", 0),
        )

    def hang_here(self, seconds: float) -> None:
        time.sleep(seconds)

    def close(self) -> None:
        self.note("close")


def done(account: str) -> Done:
    return Done(
        do=Do.CREATE,
        account=account,
        collection="CANARY",
        component=Component.VEVENT,
        kind=Kind.THANK_YOU,
        uid="uid-1",
        interview="iv-1",
        summary="CANARY",
        at=None,
        reason="CANARY",
    )


def main(folder: Path) -> int:
    real_time = time.time
    offset = folder / "wall-clock-offset"
    time.time = lambda: real_time() + (float(offset.read_text()) if offset.exists() else 0.0)
    rhythm = daemon.Rhythm(
        look_up=timedelta(seconds=0.1),
        silence=timedelta(seconds=1),
        first_retry=timedelta(seconds=0.2),
        after_jump=timedelta(0),
    )
    try:
        return daemon.run(lambda: load(folder / "config.toml"), lambda config: MadeUpWork(folder, config), rhythm)
    except ConfigError as err:
        print(err, file=sys.stderr)
        return err.exit_code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
