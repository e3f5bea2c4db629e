"""Print how well syncd reads the labelled events: `python -m tests.corpus [--errors PART] [--record]`.

The part `aside` was written first and is looked at last: of it only figures are printed, never an event.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

from tests.corpus.read import PARTS, examples, predict
from tests.corpus.score import figures, score, table

RECORDED = Path(__file__).with_name("figures.toml")
KEPT = ("precision", "recall", "people_precision", "people_recall", "company", "next_step")
Counts = dict[str, Counter[str]]


def measure(*, errors: str | None = None) -> tuple[dict[str, Counts], list[str]]:
    """Counts by part, by language, and of both together; and a line for each error of a part."""
    counts: dict[str, Counts] = {"part": defaultdict(Counter), "language": defaultdict(Counter)}
    told: list[str] = []
    for example in examples():
        prediction = predict(example)
        count, wrong = score(example.label, prediction)
        counts["part"][example.part].update(count)
        counts["part"]["overall"].update(count)
        counts["language"][example.language].update(count)
        if example.part == errors and example.part != "aside":
            tag = f"{example.file} {example.language}"
            told.extend(f"{tag}: {error}  [{example.label['why']}]" for error in wrong)
    return counts, told


def main() -> None:
    """Print the tables, and the errors where they are asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus", description=__doc__)
    parser.add_argument("--errors", choices=[part for part in PARTS if part != "aside"], help="list each wrong item")
    parser.add_argument("--record", action="store_true", help="keep the figures as those not to fall below")
    args = parser.parse_args()
    counts, told = measure(errors=args.errors)
    for kind in ("part", "language"):
        print("\n".join(table({name: figures(counts[kind][name]) for name in sorted(counts[kind])})), end="\n\n")
    if told:
        print("\n".join(told))
    if args.record:
        RECORDED.write_text(recorded(counts["part"]), encoding="utf-8")


def recorded(parts: dict[str, Counter[str]]) -> str:
    """The figures that may not fall, as TOML."""
    lines = ["# The figures of `python -m tests.corpus`, as last measured; none may fall."]
    for part in PARTS:
        measured = figures(parts[part])
        lines += ["", f"[{part}]", *(f"{name} = {measured[name]:.3f}" for name in KEPT)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
