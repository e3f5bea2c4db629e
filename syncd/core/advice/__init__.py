"""The advice, one file a rule: what should stand for a hiring process, when, and when no longer."""
