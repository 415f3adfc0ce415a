"""The tables of a new database, all at once (decision 0044).

``schema.sql`` is what all migrations together make of an empty database, with their names.
It is written by ``scripts/write_schema.py`` and compared with the migrations by a test.
"""

from pathlib import Path
from typing import Final

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

SCHEMA: Final = Path(__file__).with_name("schema.sql")


def lay_all(connection: BaseDatabaseWrapper) -> bool:
    """Make the tables of ``schema.sql`` in an empty database; return whether it was empty.

    All of them or none. A database that has any table is left as it is.
    """
    if connection.introspection.table_names():
        return False
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        # A function may be written down before the table that it reads.
        cursor.execute("SET LOCAL check_function_bodies = off")
        cursor.execute(SCHEMA.read_text(encoding="utf-8"))
    return True
