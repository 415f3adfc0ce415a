"""A database that is really committed to, for several connections at once."""

from tests.dossiers.conftest import committed_database, migrated_template

__all__ = ["committed_database", "migrated_template"]
