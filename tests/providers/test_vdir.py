"""Folders that are not as they should be."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from syncd.core.model import Kind, Reminder
from syncd.errors import ProviderError
from syncd.providers.vdir import VdirCalendars

THANKS = Reminder(uid="u", kind=Kind.THANK_YOU, summary="Thank Ada", at=datetime(2026, 10, 6, 10, tzinfo=UTC))


@pytest.mark.parametrize("act", ["update", "delete"])
def test_a_file_that_cannot_be_read_any_more_is_an_error_of_the_account(tmp_path, act):
    """Not a bug: everything else goes on."""
    (tmp_path / "home").mkdir()
    provider = VdirCalendars(tmp_path)
    (home,) = provider.calendars()
    resource = provider.create(home, THANKS)
    (tmp_path / "home" / resource.href).unlink()
    (tmp_path / "home" / resource.href).mkdir()
    with pytest.raises(ProviderError):
        provider.delete(home, resource) if act == "delete" else provider.update(home, resource, THANKS)
