"""Plain Python shared by every domain: no database, no web framework."""
