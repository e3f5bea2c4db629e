"""Expecting Google to say no."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from googleapiclient.errors import HttpError


@contextmanager
def refused(status: int, reason: str | None = None) -> Iterator[None]:
    """Pass when the block is refused with this status, and this reason if one is given.

    Against the real service a different reason is worth a look, so it fails there as well.
    """
    with pytest.raises(HttpError) as caught:
        yield
    assert caught.value.status_code == status, caught.value
    if reason is not None:
        assert reason in _reasons(caught.value.content)


def _reasons(content: bytes) -> set[str]:
    error = json.loads(content)["error"]
    return {each.get("reason") for each in error.get("errors", []) + error.get("details", [])}
