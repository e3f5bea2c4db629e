"""HTML of an invitation -> the text a person would copy from it, and the links in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

LIMIT = 200_000
"""Characters read of one text."""
TAGS = 6_000
"""Tags read of one text."""
_IS_HTML = re.compile(
    r"<(?:html|body|p|br|div|span|table|ul|ol|li|a|b|i|strong|em|h[1-6]|font|u)\b[^>]{0,2000}>", re.IGNORECASE
)
_HIDDEN = frozenset({"script", "style", "head", "title", "template", "meta", "noscript"})
_BLOCKS = frozenset(
    {"p", "div", "table", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "hr", "blockquote"}
)
_CELLS = frozenset({"td", "th"})
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\v]+")


@dataclass(frozen=True, slots=True)
class PlainText:
    """Text and the targets of its links."""

    text: str
    links: tuple[str, ...] = ()


def is_html(text: str) -> bool:
    """It has tags that mean something."""
    return bool(_IS_HTML.search(text[:LIMIT]))


def to_text(html: str) -> PlainText:
    """Visible text; blocks, list items and table rows are lines, a row's cells are separated by tabs."""
    soup = BeautifulSoup(_bounded(html), "lxml")
    pieces: list[str] = []
    _walk(soup, pieces)
    lines = [re.sub(r" *\t *", "\t", line).strip() for line in "".join(pieces).split("\n")]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    hrefs = [str(anchor["href"]).strip() for anchor in soup.find_all("a", href=True)]
    return PlainText(text, tuple(dict.fromkeys(href for href in hrefs if href.startswith(("http://", "https://")))))


def _bounded(html: str) -> str:
    """The beginning of a text, up to where it has had enough characters or tags: each tag is dear to parse."""
    html = html[:LIMIT]
    first_too_many = next(islice(re.finditer("<", html), TAGS, None), None)
    return html[: first_too_many.start()] if first_too_many else html


def _walk(root: Tag, pieces: list[str]) -> None:
    """Depth first without recursion: hostile nesting must not exhaust the stack."""
    stack: list[Tag | NavigableString | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, PreformattedString):
            continue  # a comment, a declaration
        if isinstance(node, NavigableString):
            text = _SPACE.sub(" ", str(node).replace("\u00a0", " "))
            pieces.append(text.lstrip() if not pieces or pieces[-1].endswith(("\n", "\t")) else text)
            continue
        if isinstance(node, str):
            pieces.append(node)
            continue
        if node.name in _HIDDEN or _INVISIBLE.search(str(node.get("style", ""))):
            continue
        if node.name == "br":
            pieces.append("\n")
            continue
        after: list[str] = []
        if node.name in _BLOCKS:
            pieces.append("\n")
            after = ["\n"]
        elif node.name in _CELLS:
            after = ["\t"]
        stack += after
        stack += reversed(node.contents)  # type: ignore[arg-type]  # page elements are tags or strings
