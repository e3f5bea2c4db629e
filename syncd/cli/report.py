"""What a pass did, as JSON, as a table, and as an exit code."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import tzinfo
from typing import Any

from rich.console import Console
from rich.text import Text

from syncd.cli.tables import print_marked, print_table
from syncd.core.plan import Do
from syncd.errors import AuthError, TransientError
from syncd.reconcile.world import Done, PassReport, Problem

SIGNS = {Do.CREATE: ("+", "green"), Do.UPDATE: ("~", "yellow"), Do.DELETE: ("-", "red")}
EXIT_DONE, EXIT_PARTLY = 0, 1


def report_to_json(report: PassReport) -> str:
    """The JSON of plan and sync."""
    return json.dumps(
        {
            "actions": [_action(done) for done in report.actions],
            "unchanged": report.unchanged,
            "errors": [_error(problem) for problem in report.problems],
        },
        ensure_ascii=False,
    )


def print_actions(console: Console, actions: Sequence[Done], zone: tzinfo) -> None:
    """What is written, in order of time, each with its reason below; contacts last."""
    ordered = sorted(actions, key=lambda done: (done.at is None, done.at and done.at.timestamp(), done.summary))
    if not console.is_terminal:
        print_table(console, (), [(SIGNS[done.do][0], *_cells(done, zone), done.reason) for done in ordered])
        return
    for done in ordered:
        sign, style = SIGNS[done.do]
        kind, when, summary = _cells(done, zone)
        head = Text.assemble((summary, "bold"), f"  {when}" if when else "", (f"  {kind}", "cyan"))
        print_marked(console, sign, style, Text.assemble(head, "\n", (done.reason, "dim")))


def _cells(done: Done, zone: tzinfo) -> tuple[str, str, str]:
    when = done.at.astimezone(zone).strftime("%a %d %b %H:%M") if done.at else ""
    return done.kind or "contact", when, done.summary


def print_problems(problems: Sequence[Problem]) -> None:
    """What went wrong, on stderr."""
    for problem in problems:
        where = problem.account if problem.where == problem.account else f"{problem.account}: {problem.where}"
        print(f"syncd: {where}: {problem.what}", file=sys.stderr)


def print_broken_templates(problems: Sequence[str]) -> None:
    """What is wrong with the user's own wording, on stderr: nothing was lost, so it fails nothing."""
    for problem in problems:
        print(f"syncd: templates: {problem}", file=sys.stderr)


def exit_code(report: PassReport, accounts: int) -> int:
    """77 when a sign-in is needed, 75 when every account is away, 1 when something failed, else 0."""
    errors = [problem.error for problem in report.problems]
    if any(isinstance(error, AuthError) for error in errors):
        return AuthError.exit_code
    away = {problem.account for problem in report.problems if isinstance(problem.error, TransientError)}
    if len(away) == accounts > 0:
        return TransientError.exit_code
    return EXIT_PARTLY if report.problems else EXIT_DONE


def _action(done: Done) -> dict[str, Any]:
    return {
        "do": done.do,
        "account": done.account,
        "collection": done.collection,
        "component": done.component,
        "kind": done.kind or "contact",
        "uid": done.uid,
        "interview": done.interview,
        "summary": done.summary,
        "at": done.at.isoformat() if done.at else None,
        "reason": done.reason,
    }


def _error(problem: Problem) -> dict[str, str]:
    return {"account": problem.account, "where": problem.where, "what": problem.what}
