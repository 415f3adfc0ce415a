"""Telling PostgreSQL how large its tables have become.

Thousands of rows that arrive at once are planned for as if there were none until the
server looks by itself, minutes later; questions asked before then take minutes too.
"""

from django.db import connection, models


def take_stock(*kinds: type[models.Model]) -> None:
    """Let the server count and sample the tables of ``kinds``; a fraction of a second."""
    names = ", ".join(connection.ops.quote_name(kind._meta.db_table) for kind in kinds)  # noqa: SLF001, Django documents it as its API
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {names}")
