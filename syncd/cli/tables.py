"""Output that fits a terminal of any width, and is plain, one line each, when it goes elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

_UNBROKEN = 10_000
"""Columns of what is no terminal: nothing is ever wrapped there."""


def make_console() -> Console:
    """The console of a command's results."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else _UNBROKEN)


def print_table(console: Console, headings: Sequence[str], rows: Iterable[Sequence[Text | str]]) -> None:
    """A table; elsewhere than on a terminal, a line for each row, two spaces at least between the cells."""
    if not console.is_terminal:
        texts = [[str(cell) for cell in row] for row in rows]
        widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
        for line in texts:
            print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
        return
    table = Table(box=None, pad_edge=False, header_style="bold", show_header=any(headings))
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in row))
    console.print(table)


def print_marked(console: Console, mark: str, style: str, text: Text) -> None:
    """A line behind a mark; where it has to be broken, it goes on below itself."""
    if not console.is_terminal:
        print(f"{mark} {text.plain}")
        return
    grid = Table.grid(padding=(0, 1))
    grid.add_column()
    grid.add_column(overflow="fold")
    grid.add_row(Text(mark, style=style), text)
    console.print(grid)


def print_indented(console: Console, text: Text) -> None:
    """A line that belongs to the one above; broken where it must be, it stays indented."""
    if console.is_terminal:
        console.print(Padding(text, (0, 0, 0, 4), expand=False))
    else:
        print(f"    {text.plain}")
