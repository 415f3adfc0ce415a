"""Let nobody change or delete what was done with a petition, promised, or opened."""

from django.db import migrations

from motcua.dossiers import guards

APPEND_ONLY = (
    "petitions_feedbackevent",
    "petitions_feedbackpromise",
    "petitions_complaintevent",
    "petitions_denunciationevent",
    "petitions_caseread",
)
DATED = APPEND_ONLY[:-1]


class Migration(migrations.Migration):
    """Triggers only; no row is touched."""

    dependencies = [("petitions", "0001_initial"), ("dossiers", "0002_ledger_and_watch")]
    operations = [
        *(
            migrations.RunSQL(guards.protect(table), guards.unprotect(table))
            for table in APPEND_ONLY
        ),
        *(
            migrations.RunSQL(guards.date_rows(table), guards.undate_rows(table))
            for table in DATED
        ),
    ]
