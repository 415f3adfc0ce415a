"""Commands of Django that are changed here."""
