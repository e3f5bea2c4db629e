"""Run the stand-in by itself: `python -m tests.fakes.google --port 8765`."""

import argparse
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

from tests.fakes.google.world import FakeGoogle


def fill(google: FakeGoogle) -> None:
    """Put a job interview, a weekly meeting, a task and a contact on the account."""
    tomorrow = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
    google.add_event(
        summary="Interview: Platform Engineer at Northwind",
        description="Video call with Ada Quill (Engineering Manager).\nhttps://meet.example/abc",
        start=tomorrow,
        organizer={"email": "ada.quill@northwind.example", "displayName": "Ada Quill"},
        attendees=[
            {
                "email": "ada.quill@northwind.example",
                "displayName": "Ada Quill",
                "organizer": True,
                "responseStatus": "accepted",
            },
            {"email": "sam@example.com", "responseStatus": "accepted"},
        ],
    )
    google.add_event(summary="Choir", start=tomorrow + timedelta(hours=8), recurrence=["RRULE:FREQ=WEEKLY"])
    google.add_calendar("Holidays", access_role="reader")
    google.add_task(title="Buy stamps", due_on=tomorrow.date())
    google.user_adds_contact("Jo March", emails=["jo@example.com"])


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.google", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="on 127.0.0.1; default: a free one")
    parser.add_argument("--client-secret", type=Path, help="where to write client_secret.json")
    options = parser.parse_args()
    with FakeGoogle(port=options.port) as google:
        fill(google)
        path: Path = options.client_secret or Path(tempfile.mkdtemp()) / "client_secret.json"
        google.write_client_secret(path)
        print(f"endpoint       {google.url}", flush=True)
        print(f"client_secret  {path}", flush=True)
        try:
            Event().wait()
        except KeyboardInterrupt:
            for violation in google.violations:
                print(violation)


if __name__ == "__main__":
    main()
