"""Move the configuration stamp when the words of a message change."""

from django.db import migrations

from motcua.agencies import stamps

TABLES = ("notifications_messagetemplate",)


class Migration(migrations.Migration):
    """Triggers only; no row is touched."""

    dependencies = [("notifications", "0001_initial"), ("agencies", "0002_configuration_stamp")]
    operations = [
        migrations.RunSQL(stamps.watch(*TABLES), stamps.unwatch(*TABLES)),
    ]
