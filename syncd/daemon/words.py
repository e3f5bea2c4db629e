"""What the daemon says: the status line that `systemctl status` shows, and the lines in the log.

Counts and times only: no name, title or address (law 10).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime, tzinfo

from syncd.core.plan import Do
from syncd.daemon.accounts import Backoff
from syncd.reconcile.world import PassReport

_DONE = {Do.CREATE: "written", Do.UPDATE: "changed", Do.DELETE: "removed"}


def summary(report: PassReport, zone: tzinfo) -> str:
    """How the job hunt stands, in one clause."""
    due = f", next reminder {clock(report.next_due.astimezone(zone))}" if report.next_due else ""
    return f"{number(report.interviews, 'interview')} followed{due}"


def written(report: PassReport) -> Mapping[str, str]:
    """What was done at each account, in counts; accounts where nothing was done are absent."""
    counts: dict[str, Counter[Do]] = {}
    for action in report.actions:
        counts.setdefault(action.account, Counter())[action.do] += 1
    return {
        account: ", ".join(f"{count[do]} {word}" for do, word in _DONE.items() if count[do])
        for account, count in counts.items()
    }


def troubles(backoffs: Mapping[str, Backoff]) -> str:
    """What is wrong with which account; empty when all is well."""
    return "; ".join(f"{name}: {backoff.trouble}" for name, backoff in sorted(backoffs.items()))


def unreadable(report: PassReport, failed: Collection[str]) -> int:
    """How many single objects could not be read or written in accounts that are otherwise well."""
    return sum(problem.account not in failed for problem in report.problems)


def number(count: int, noun: str) -> str:
    """`1 interview`, `2 interviews`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def clock(moment: datetime) -> str:
    """A time as it stands in the status line, unambiguous for a week: `Tue 14:30`."""
    return moment.strftime("%a %H:%M")


def redacted(problem: str) -> str:
    """A problem of the config without addresses, and without the value that it is about."""
    return re.sub(r"[^\s\"']*@[^\s\"']*", "...", re.sub(r'(\] [\w.]+: )"[^"]*"', r'\1"..."', problem))
