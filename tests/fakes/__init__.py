"""Stand-ins for services that tests may not reach: real servers of our own, never mocks."""
