"""Records of tickets and appointments only grow, and the database says when each was written."""

from django.db import migrations

from motcua.dossiers import guards

TABLES = ("hall_ticketevent", "hall_appointmentevent")


class Migration(migrations.Migration):
    """Triggers only; no row is touched."""

    dependencies = [("hall", "0001_initial"), ("dossiers", "0002_ledger_and_watch")]
    operations = [
        operation
        for table in TABLES
        for operation in (
            migrations.RunSQL(guards.protect(table), guards.unprotect(table)),
            migrations.RunSQL(guards.date_rows(table), guards.undate_rows(table)),
        )
    ]
