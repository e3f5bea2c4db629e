"""Manual pages, the least of man(7) that they need."""

from __future__ import annotations

import re
from collections.abc import Iterable

from syncd import __version__


def page(name: str, section: int, title: str, parts: Iterable[str]) -> str:
    """A whole page; it bears no date, so that it changes only with what it says."""
    head = f'.TH "{name.upper()}" "{section}" "" "syncd {__version__}" "{title}"\n.nh\n.ad l'
    return "\n".join([head, *parts]) + "\n"


def heading(text: str) -> str:
    """A section of the page."""
    return f".SH {escape(text if text.startswith('[') else text.upper())}"


def subheading(text: str) -> str:
    """A section within a section."""
    return f".SS {escape(text)}"


def paragraph(text: str) -> str:
    """Prose; a word in `backquotes` stands bold."""
    return f".PP\n{prose(text)}"


def item(term: str, *texts: str) -> str:
    """A term, already marked up, and what it means; each text is a paragraph of its own."""
    first, *rest = (prose(text) for text in texts)
    return "\n".join([f".TP\n{term}", first, *(f".sp\n{text}" for text in rest)])


def example(text: str) -> str:
    """Lines as they are typed."""
    return f".PP\n.RS 4\n.nf\n{escape(text)}\n.fi\n.RE"


def bold(text: str) -> str:
    r"""`\fBtext\fR`."""
    return rf"\fB{escape(text)}\fR"


def variable(text: str) -> str:
    """What the user puts something else for."""
    return rf"\fI{escape(text)}\fR"


def prose(text: str) -> str:
    """Running text; what stands in backquotes is bold."""
    words = re.split(r"`([^`]*)`", " ".join(text.split()))
    marked = "".join(bold(word) if index % 2 else escape(word) for index, word in enumerate(words))
    return rf"\&{marked}" if marked.startswith((".", "'")) else marked


def escape(text: str) -> str:
    """Text that roff takes as it stands (man(7), groff_char(7)): hyphens that can be copied, no request by accident."""
    text = text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq").replace("^", r"\(ha")
    text = text.replace("~", r"\(ti").replace('"', r"\(dq")
    return re.sub(r"^\.", r"\\&.", text, flags=re.MULTILINE)
