"""Let sessions only be added, each dated by the database."""

from django.db import migrations

from motcua.dossiers import guards

TABLES = ("guidance_guidancesession", "guidance_sessionvoid", "guidance_staffguided")


class Migration(migrations.Migration):
    """Triggers only; no row is touched."""

    dependencies = [("guidance", "0001_initial"), ("dossiers", "0002_ledger_and_watch")]
    operations = [
        *(migrations.RunSQL(guards.protect(table), guards.unprotect(table)) for table in TABLES),
        *(
            migrations.RunSQL(guards.date_rows(table), guards.undate_rows(table))
            for table in TABLES
        ),
    ]
