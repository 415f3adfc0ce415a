"""Databases that are really committed to, as the tests of dossiers have them."""

from tests.dossiers.conftest import committed_database, migrated_template

__all__ = ["committed_database", "migrated_template"]
