"""Move the configuration stamp when a rule of counting changes."""

from django.db import migrations

from motcua.agencies import stamps

TABLES = ("indicators_countingrule",)


class Migration(migrations.Migration):
    """Triggers only; no row is touched."""

    dependencies = [("indicators", "0001_initial"), ("agencies", "0002_configuration_stamp")]
    operations = [
        migrations.RunSQL(stamps.watch(*TABLES), stamps.unwatch(*TABLES)),
    ]
