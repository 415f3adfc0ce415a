"""Let nobody change what was done to a client, or what a client did and saw."""

from django.db import migrations

from motcua.dossiers import guards

TABLES = (
    "exchange_apiclientevent",
    "exchange_apilodging",
    "exchange_apipetition",
    "exchange_apiread",
)


class Migration(migrations.Migration):
    """Triggers only; no row is touched."""

    dependencies = [("exchange", "0001_initial"), ("dossiers", "0002_ledger_and_watch")]
    operations = [
        *(migrations.RunSQL(guards.protect(table), guards.unprotect(table)) for table in TABLES),
        *(
            migrations.RunSQL(guards.date_rows(table), guards.undate_rows(table))
            for table in TABLES
        ),
    ]
