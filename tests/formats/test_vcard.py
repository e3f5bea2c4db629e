"""What syncd writes into address books; and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from syncd.core.model import Contact, ContactPart
from syncd.errors import InvalidObjectError
from syncd.formats.vcard import contact_from_vcard, to_vcard

NOW = datetime(2026, 10, 1, 8, tzinfo=UTC)
ADA = Contact(
    uid="1@syncd",
    name="Ada van den Berg",
    emails=("ada@acme.example",),
    phones=("+49301234567",),
    title="Head of Engines",
    organization="Acme; Söhne, Inc.",
    linkedin="https://www.linkedin.com/in/ada",
    note="Met on 6 October\nIn common: chess, tea; cats",
    categories=("Interviewers",),
    interviews=("a@example.com", "b@example.com"),
)
APPLE = """\
BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//iOS 17//EN
N:Berg;Ada;;;
FN:Ada Berg
item1.EMAIL;type=INTERNET;type=pref:ada@home.example
item1.X-ABLabel:_$!<Home>!$_
TEL;type=CELL;type=VOICE:+491701234
BDAY;value=date:1815-12-10
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ
UID:apple-1
END:VCARD
""".replace("\n", "\r\n")
FOUR = """\
BEGIN:VCARD
VERSION:4.0
UID:urn:uuid:4
FN:Ada Berg
N:Berg;Ada;;;
EMAIL;PREF=1:ada@home.example
TEL;VALUE=uri;TYPE=cell:tel:+491701234
GENDER:F
END:VCARD
""".replace("\n", "\r\n")


def test_a_new_card_is_a_whole_vcard_3():
    """Address books find name, address, number, company, note and the mark where RFC 2426 puts them."""
    text = to_vcard(ADA, stamp=NOW)
    card = vobject.readOne(text)
    assert card.version.value == "3.0"
    assert (card.n.value.given, card.n.value.family) == ("Ada", "van den Berg")
    assert card.org.value == ["Acme; Söhne, Inc."]
    assert [line.value for line in card.contents["x-syncd-interview"]] == ["a@example.com", "b@example.com"]
    assert card.categories.value == ["Interviewers"]
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "\n" not in text.replace("\r\n", "")


def test_what_is_written_reads_back_untouched():
    """Nothing syncd writes looks like the user's hand."""
    actual = contact_from_vcard(to_vcard(ADA, stamp=NOW))
    assert actual.contact == ADA
    assert (actual.ours, actual.extra, actual.touched) == (True, False, frozenset())


texts = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=60).map(str.strip)


@settings(deadline=None, max_examples=150)
@given(name=texts.filter(bool), organization=texts, title=texts, note=st.lists(texts, max_size=4).map("\n".join))
def test_any_text_survives_the_wire(name, organization, title, note):
    """Commas, semicolons, backslashes, newlines, any script."""
    wanted = replace(ADA, name=name, organization=organization or None, title=title or None, note=note.strip())
    actual = contact_from_vcard(to_vcard(wanted, stamp=NOW))
    assert actual.contact == wanted
    assert actual.touched == frozenset()


@pytest.mark.parametrize("base", [APPLE, FOUR], ids=["3.0", "4.0"])
def test_a_card_of_the_users_keeps_all_it_holds(base):
    """Its version, its photo, its labels; and it does not become syncd's."""
    there = contact_from_vcard(base)
    assert not there.ours
    filled = replace(there.contact, title="Head of Engines", phones=(*there.contact.phones, "+49301234567"))
    changed = to_vcard(filled, stamp=NOW, base=base)
    kept = [line for line in base.split("\r\n") if line and not line.startswith(("PRODID", "VERSION", "TEL", "N:"))]
    for line in kept:
        value = line.rpartition(":")[2]
        assert value in changed, line
    assert f"VERSION:{'4.0' if base is FOUR else '3.0'}" in changed
    after = contact_from_vcard(changed)
    assert after.contact == filled
    assert not after.ours
    assert "X-SYNCD" not in changed


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("FN:Ada van den Berg", "FN:Ada B.", ContactPart.NAME),
        ("TITLE:Head of Engines", "TITLE:CTO", ContactPart.TITLE),
        ("ada@acme.example", "ada@new.example", ContactPart.EMAILS),
        ("+49301234567", "+49309999999", ContactPart.PHONES),
        ("NOTE:Met on", "NOTE:We met on", ContactPart.NOTE),
    ],
)
def test_each_part_that_the_user_changed_is_seen_and_stays_seen(old, new, part):
    """Also after syncd changed another part."""
    edited = to_vcard(ADA, stamp=NOW).replace(old, new)
    actual = contact_from_vcard(edited)
    assert actual.touched == {part}
    again = to_vcard(replace(actual.contact, interviews=("a@example.com",)), stamp=NOW, base=edited)
    assert contact_from_vcard(again).touched == {part}


@pytest.mark.parametrize(
    "text",
    ["", "hello", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR", "\x00"],
)
def test_what_cannot_be_understood_says_why(text):
    """One clear error, never another exception."""
    with pytest.raises(InvalidObjectError):
        contact_from_vcard(text)


CARD = APPLE.split("\r\n")


@settings(deadline=None, max_examples=200)
@given(
    st.integers(1, len(CARD) - 3), st.integers(0, 40), st.text(st.characters(blacklist_categories=("Cs",)), max_size=6)
)
def test_a_spoiled_card_is_read_or_refused(number, at, junk):
    """Never another exception, in reading or in filling it."""
    lines = list(CARD)
    lines[number] = lines[number][:at] + junk + lines[number][at + len(junk) :]
    text = "\r\n".join(lines)
    try:
        there = contact_from_vcard(text)
        to_vcard(replace(there.contact, title="CTO", note="Met"), stamp=NOW, base=text)
    except InvalidObjectError:
        pass
