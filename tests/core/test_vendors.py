"""Hosts and mailboxes: whose they are, never by a part of a word."""

from __future__ import annotations

import pytest

from syncd.core.vendors import (
    VENDOR_KINDS,
    company_domain,
    host_of,
    is_mail_host,
    is_recruiting_mailbox,
    mailbox_kind,
    matches_link,
    registrable_domain,
    under,
    vendor_kind,
)
from syncd.core.vocabulary import read


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("no-reply@us.Greenhouse-Mail.io", "us.greenhouse-mail.io"),
        ("https://jobs.lever.co/acme?x=a@b", "jobs.lever.co"),
        ("https://user@host.example:8443/path", "host.example"),
        ("acme.example", "acme.example"),
        ("not a host", ""),
    ],
)
def test_the_host_of_an_address(address, host):
    """Mail addresses, URLs and bare hosts."""
    assert host_of(address) == host


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("us.greenhouse-mail.io", "greenhouse-mail.io"),
        ("mail.acme.co.uk", "acme.co.uk"),
        ("hr.firma.com.br", "firma.com.br"),
        ("a.b.intranet", "b.intranet"),
        ("localhost", None),
        ("10.0.0.1", None),
    ],
)
def test_the_registrable_domain(host, domain):
    """By the public suffix list; unknown suffixes count as one label."""
    assert registrable_domain(host) == domain


@pytest.mark.parametrize(
    ("host", "kind"),
    [
        ("eu.greenhouse-mail.io", "applicant_tracking"),
        ("acme.teamtailor-mail.com", "applicant_tracking"),
        ("notgreenhouse.io", None),
        ("clever.co", None),
        ("interviews.modernloop.io", "interview_scheduling"),
        ("calendly.com", "general_scheduling"),
        ("acme.zoom.us", "conferencing"),
        ("gmail.com", "free_mail"),
        ("acmeworks.com", None),
    ],
)
def test_the_kind_of_a_host(host, kind):
    """The domain or what lies under it, never a substring."""
    assert vendor_kind(host) == kind
    assert (company_domain(host) is None) == (kind is not None)


def test_under_is_not_endswith():
    """`larch.example` has no part in `notlarch.example`."""
    assert under("mail.larch.example", ["Larch.example"])
    assert not under("notlarch.example", ["larch.example"])


@pytest.mark.parametrize(
    ("email", "kind"),
    [
        ("no-reply@acme.example", "robots"),
        ("careers@acme.example", "groups"),
        ("recruiting+jane@acme.example", "groups"),
        ("sala.norte@acme.example", "rooms"),
        ("c_188abc@resource.calendar.google.com", "rooms"),
        ("x@group.calendar.google.com", "groups"),
        ("jane.doe@acme.example", None),
    ],
)
def test_mailboxes_of_nobody(email, kind):
    """Robots, groups and rooms by whole words before the @."""
    assert mailbox_kind(email) == kind


@pytest.mark.parametrize(
    ("email", "it_is"),
    [
        ("bewerbung@acme.example", True),
        ("talent-team@acme.example", True),
        ("info@acme.example", False),
        ("hr@gmail.com", False),
    ],
)
def test_recruiting_mailboxes(email, it_is):
    """Where applications go; not at free mail."""
    assert is_recruiting_mailbox(email) is it_is


@pytest.mark.parametrize(
    ("email", "it_is"), [("sam@naturmail.example", True), ("sam@postfach.example", True), ("sam@worksite.com", False)]
)
def test_what_sounds_like_a_provider_of_mailboxes(email, it_is):
    """The user's own address there is no employer's."""
    assert is_mail_host(email) is it_is


@pytest.mark.parametrize(
    ("link", "section", "it_is"),
    [
        ("https://app.greenhouse.io/guides/1/people/2", "interviewer_links", True),
        ("https://boards.greenhouse.io/acme/jobs/1", "interviewer_links", False),
        ("https://jobs.lever.co/acme/1", "candidate_links", True),
        ("https://hire.lever.co/interviews/1", "candidate_links", False),
        ("https://evil.example/?u=jobs.lever.co/acme", "candidate_links", False),
    ],
)
def test_links_of_the_two_sides(link, section, it_is):
    """By host and the beginning of the path."""
    assert matches_link(link, section) is it_is


def test_every_domain_is_a_plain_host_and_listed_once():
    """In lower case, without scheme and path, in one section."""
    seen: dict[str, str] = {}
    for kind in VENDOR_KINDS:
        for domain in set(read("vendors")[kind]["domains"]):
            assert host_of(domain) == domain, domain
            if kind != "note_takers":
                assert seen.setdefault(domain, kind) == kind, f"{domain} is {seen[domain]} and {kind}"
