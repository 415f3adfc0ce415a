"""Let nobody change or delete what was issued, said, counted or published."""

from django.db import migrations

from motcua.dossiers import guards

DATED = (
    "rankings_indexissue",
    "rankings_indexevent",
    "rankings_sheetevent",
    "rankings_entry",
    "rankings_computedvalue",
    "rankings_rankingresult",
    "rankings_resultitem",
)
TABLES = (*DATED, "rankings_entryfile")


class Migration(migrations.Migration):
    """Triggers only; no row is touched."""

    dependencies = [("rankings", "0001_initial"), ("dossiers", "0002_ledger_and_watch")]
    operations = [
        *(migrations.RunSQL(guards.protect(table), guards.unprotect(table)) for table in TABLES),
        *(
            migrations.RunSQL(guards.date_rows(table), guards.undate_rows(table))
            for table in DATED
        ),
    ]
