"""Move the configuration stamp when a form's layout changes."""

from django.db import migrations

from motcua.agencies import stamps

TABLES = ("documents_formtemplate",)


class Migration(migrations.Migration):
    """Triggers only; no row is touched."""

    dependencies = [("documents", "0001_initial"), ("agencies", "0002_configuration_stamp")]
    operations = [
        migrations.RunSQL(stamps.watch(*TABLES), stamps.unwatch(*TABLES)),
    ]
