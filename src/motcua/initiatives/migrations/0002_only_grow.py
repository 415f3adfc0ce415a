"""Let nobody change or delete what was described, done, scored, or the schemes it was scored by."""

from django.db import migrations

from motcua.dossiers import guards

TABLES = (
    "initiatives_initiativeversion",
    "initiatives_initiativeevent",
    "initiatives_scoresheet",
    "initiatives_scorescheme",
    "initiatives_adoptionevent",
)


class Migration(migrations.Migration):
    """Triggers only; no row is touched."""

    dependencies = [("initiatives", "0001_initial"), ("dossiers", "0002_ledger_and_watch")]
    operations = [
        *(migrations.RunSQL(guards.protect(table), guards.unprotect(table)) for table in TABLES),
        *(
            migrations.RunSQL(guards.date_rows(table), guards.undate_rows(table))
            for table in TABLES
        ),
    ]
