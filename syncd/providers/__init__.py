"""Doors to the outside: calendars and address books. Only these modules import an SDK."""
