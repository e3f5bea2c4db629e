"""What speaks for an interview and against it, each with its weight."""
