"""Names that follow from what they name: a lost database never leads to a second copy (RFC 9562, version 5)."""

from __future__ import annotations

import hashlib
from uuid import UUID, uuid5

from syncd.core.model import Kind

NAMESPACE = UUID("6b0a1ed2-52a4-5d0c-9f43-6a0f4a1c7e5d")
CATEGORY = "Interview follow-up"
"""CATEGORIES of every reminder syncd writes."""


def reminder_uid(kind: Kind, subject: str) -> str:
    """UID of the reminder of this kind for a subject: an interview's key, a week, an account."""
    return str(uuid5(NAMESPACE, f"{kind}\n{subject}"))


def contact_uid(*, email: str | None, name: str | None, company: str | None) -> str:
    """UID of a contact: by address where there is one, else by name and company."""
    subject = email.casefold() if email else f"{(name or '').casefold()}\n{(company or '').casefold()}"
    return str(uuid5(NAMESPACE, f"contact\n{subject}"))


def digest(text: str) -> str:
    """A short fingerprint of a text as syncd wrote it, blind to what servers do to white space at line ends."""
    normal = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n"))
    return hashlib.sha256(normal.encode()).hexdigest()[:12]
