"""Google's JSON <-> Resource."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from syncd.providers.base import Resource


def to_resource(item: Mapping[str, Any], href: str) -> Resource:
    """A resource whose text a lexical look can read: no letter of it is escaped away."""
    raw = json.dumps(item, ensure_ascii=False, separators=(",", ":"))
    return Resource(href=href, etag=str(item.get("etag", "")), raw=raw)


def item_of(resource: Resource) -> dict[str, Any]:
    """The inverse of `to_resource`."""
    item: dict[str, Any] = json.loads(resource.raw)
    return item
