"""A stand-in for Google: Calendar v3, Tasks v1, People v1 and sign-in, on one port of 127.0.0.1.

What is where, in the order of a request:

- `server` reads it, `front` finds out what is asked and by whom; `journal` notes it, `faults`
  may spoil it, `oauth` knows what its bearer may do;
- `contract` (with `schema` and `field_mask`) holds it against Google's discovery documents;
- `calendars`, `events`, `event_list`, `tasks`, `people`, `contact_groups` answer it, on top of
  `calendar_store`, `event_store`, `people_store`; rules are in `event_rules`, `recurrence`,
  `paging`, appearances in `event_view` and `people_view`;
- `contract` looks at the answer too.

`world` puts it together for tests; `gestures` is what the user does by hand.
"""

from tests.fakes.google.faults import Trouble
from tests.fakes.google.gestures import in_utc
from tests.fakes.google.journal import Logged, Moment
from tests.fakes.google.oauth import CLIENT_ID, IssuedToken
from tests.fakes.google.world import ALL_SCOPES, SCOPE, FakeGoogle

__all__ = [
    "ALL_SCOPES",
    "CLIENT_ID",
    "SCOPE",
    "FakeGoogle",
    "IssuedToken",
    "Logged",
    "Moment",
    "Trouble",
    "in_utc",
]
