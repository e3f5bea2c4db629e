"""The names of jobs in titles and sentences."""
