"""Let nobody change or delete a figure that was closed."""

from django.db import migrations

from motcua.dossiers import guards

TABLES = ("indicators_figurerun", "indicators_closedfigure")


class Migration(migrations.Migration):
    """Triggers only; no row is touched."""

    dependencies = [("indicators", "0003_closed_figures"), ("dossiers", "0002_ledger_and_watch")]
    operations = [
        migrations.RunSQL(guards.protect(table), guards.unprotect(table)) for table in TABLES
    ]
