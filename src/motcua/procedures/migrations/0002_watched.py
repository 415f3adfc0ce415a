"""Move the configuration stamp when the catalogue changes."""

from django.db import migrations

from motcua.agencies import stamps

TABLES = (
    "procedures_procedure",
    "procedures_procedureversion",
    "procedures_committedlimit",
    "procedures_provincialfee",
    "procedures_feeexemption",
)


class Migration(migrations.Migration):
    """Triggers only; no row is touched."""

    dependencies = [("procedures", "0001_initial"), ("agencies", "0002_configuration_stamp")]
    operations = [
        migrations.RunSQL(stamps.watch(*TABLES), stamps.unwatch(*TABLES)),
    ]
