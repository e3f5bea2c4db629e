"""What a refusal of a WebDAV server means, and where the password may go."""

from __future__ import annotations

import pytest

from syncd.errors import AuthError, ConflictError, InvalidObjectError, ProviderError, TransientError
from syncd.providers.dav_errors import classify
from syncd.providers.dav_session import _may_follow


@pytest.mark.parametrize(
    ("status", "named", "error"),
    [
        (400, [], InvalidObjectError),
        (401, [], AuthError),
        (403, [], ProviderError),
        (403, ["valid-calendar-data"], InvalidObjectError),
        (403, ["no-uid-conflict"], ConflictError),
        (404, [], ProviderError),
        (409, ["no-uid-conflict"], ConflictError),
        (412, [], ConflictError),
        (413, [], InvalidObjectError),
        (429, [], TransientError),
        (500, [], TransientError),
        (503, [], TransientError),
        (507, [], ProviderError),
    ],
)
def test_what_a_status_means(status, named, error):
    """Each has one outcome: nothing is tried for ever, and nothing is taken for the user's hand that is not."""
    assert type(classify(status, where="/a.ics", preconditions=named)) is error


@pytest.mark.parametrize(
    ("source", "target", "allowed"),
    [
        ("https://example.com/", "https://example.com/dav/", True),
        ("https://example.com/", "https://dav.example.com/", True),
        ("https://caldav.host.co.uk/", "https://p42.host.co.uk/", True),
        ("https://mine.co.uk/", "https://yours.co.uk/", False),
        ("https://mine.com.br/", "https://yours.com.br/", False),
        ("https://example.com/", "https://example.org/", False),
        ("https://example.com/", "http://example.com/", False),
        ("http://127.0.0.1:80/", "http://127.0.0.1:81/", True),
        ("http://127.0.0.1/", "http://10.0.0.1/", False),
    ],
)
def test_where_a_redirect_may_lead(source, target, allowed):
    """The password goes to the same site only, and never in clear text over a network."""
    assert _may_follow(source, target) is allowed
