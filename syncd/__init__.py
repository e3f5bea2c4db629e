"""Job-interview follow-up in the calendar you already use."""

__version__ = "0.1.0"
