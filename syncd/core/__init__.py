"""Decisions. Pure: values in, values out; the clock is an argument."""
