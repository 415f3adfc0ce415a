"""Let the log of reads only grow, and watch the rules on personal data.

A day's row of reads may count up and be given a reason once; who, what and when stand. The
free words of a reason go when the dossier's personal data are erased. Lines of access are
written once.
"""

from django.db import migrations

from motcua.agencies import stamps
from motcua.dossiers import guards

ONLY_GROW = (
    guards.function("motcua_reads_only_grow")
    + guards.let_only_grow()
    + guards.protect(guards.ACCESSES)
)
FREE = """
    DROP TRIGGER IF EXISTS refuse_truncate ON dossiers_accessrecord;
    DROP TRIGGER IF EXISTS refuse_change ON dossiers_accessrecord;
    DROP TRIGGER IF EXISTS refuse_truncate ON dossiers_dossierread;
    DROP TRIGGER IF EXISTS refuse_delete ON dossiers_dossierread;
    DROP TRIGGER IF EXISTS only_grow ON dossiers_dossierread;
    DROP FUNCTION IF EXISTS motcua_reads_only_grow();
"""


class Migration(migrations.Migration):
    """Triggers only; no row is touched."""

    dependencies = [("dossiers", "0011_privacy"), ("dossiers", "0002_ledger_and_watch")]
    operations = [
        migrations.RunSQL(ONLY_GROW, FREE),
        migrations.RunSQL(
            stamps.watch("dossiers_privacyrule"), stamps.unwatch("dossiers_privacyrule")
        ),
    ]
