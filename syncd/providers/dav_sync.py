"""What changed in a WebDAV collection since the last look, by the cheapest means its server has.

In order: sync-collection (RFC 6578: one request while nothing changes), the CTag of the collection (one request while
nothing changes, else a listing), a listing of all ETags. A token of ours says which of them it is for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlsplit

from syncd.providers.base import Collection
from syncd.providers.dav_discovery import XML, propfind
from syncd.providers.dav_errors import GONE
from syncd.providers.dav_objects import DavObjects
from syncd.providers.dav_session import DavSession, absolute
from syncd.providers.dav_xml import answers, element, name, parse, path_of, prop, to_bytes

SYNC, CTAG = "sync:", "ctag:"
_PAGES = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """What a server says when asked for changes."""

    etags: Mapping[str, str] = field(default_factory=dict)
    """By href: of everything there is if `whole`, else of what changed; empty where the server names none."""
    gone: frozenset[str] = frozenset()
    """Positively not there."""
    token: str | None = None
    whole: bool = False


def compare(
    session: DavSession, objects: DavObjects, collection: Collection, known: Mapping[str, str], token: str | None
) -> Difference:
    """What is new, changed and gone.

    A token the server no longer takes leads to a comparison of everything: nothing is lost by it (RFC 6578, 3.2).

    Raises:
        SyncdError: The collection cannot be read.
    """
    if token and token.startswith(SYNC):
        since = _sync(session, collection, token.removeprefix(SYNC))
        if since is not None:
            return since
    ctag = _ctag(session, collection) if token and token.startswith(CTAG) else None
    if ctag is not None and token == ctag:
        return Difference(token=token)
    everything = None if ctag else _sync(session, collection, "")
    if everything is None:
        ctag = ctag or _ctag(session, collection)  # before the listing: what changes in between is seen next time
        everything = Difference(etags=objects.etags(collection), token=ctag, whole=True)
    return Difference(
        etags=everything.etags,
        gone=frozenset(known.keys() - everything.etags.keys()),
        token=everything.token,
        whole=True,
    )


def _sync(session: DavSession, collection: Collection, token: str) -> Difference | None:
    """Changes since the token, of all pages; None where the server cannot say, or knows the token no more."""
    etags: dict[str, str] = {}
    gone: set[str] = set()
    own = path_of(collection.id).rstrip("/")
    start = token
    for _ in range(_PAGES):
        body = to_bytes(
            element(
                "d:sync-collection",
                element("d:sync-token", text=token),
                element("d:sync-level", text="1"),
                prop("d:getetag", "d:resourcetype"),
            )
        )
        reply = session.request("REPORT", collection.id, body=body, headers={"Depth": "0", **XML})
        root = parse(reply.body) if reply.status == HTTPStatus.MULTI_STATUS else None
        following = (root.findtext(name("d:sync-token")) or "").strip() if root is not None else ""
        if not following:
            return None
        truncated = False
        for answer in answers(root):
            href = path_of(absolute(reply.url, answer.href))
            if href.rstrip("/") == own:
                truncated = truncated or answer.status == HTTPStatus.INSUFFICIENT_STORAGE
            elif answer.status in GONE:
                etags.pop(href, None)
                gone.add(href)
            elif not answer.holds("d:resourcetype", "d:collection"):
                etags[href] = answer.text("d:getetag") or ""
                gone.discard(href)
        if not truncated:
            return Difference(etags=etags, gone=frozenset(gone), token=SYNC + following, whole=not start)
        if following == token:
            return None
        token = following
    return None


def _ctag(session: DavSession, collection: Collection) -> str | None:
    """The collection's tag, which changes with anything in it."""
    own = urlsplit(collection.id).path.rstrip("/")
    for answer in propfind(session, collection.id, 0, "s:getctag"):
        if urlsplit(answer.href).path.rstrip("/") == own and (ctag := answer.text("s:getctag")):
            return CTAG + ctag
    return None
