"""iCalendar: events of others are read, reminders are read and written."""

from syncd.formats.ical_read import events_from_ical, split_ical
from syncd.formats.ical_write import actual_from_ical, to_ical

__all__ = ["actual_from_ical", "events_from_ical", "split_ical", "to_ical"]
