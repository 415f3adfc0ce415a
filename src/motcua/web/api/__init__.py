"""The API for other systems: a token instead of a session, JSON instead of pages."""
