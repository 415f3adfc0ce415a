"""Watch and write down which causes of lateness there are."""

from django.db import migrations

from motcua.agencies import stamps
from motcua.configuration import triggers

TABLE = "indicators_latecausekind"


class Migration(migrations.Migration):
    """Triggers only; no row is touched."""

    dependencies = [
        ("configuration", "0002_recorded"),
        ("indicators", "0011_latecausekind"),
    ]
    operations = [
        migrations.RunSQL(stamps.watch(TABLE), stamps.unwatch(TABLE)),
        migrations.RunSQL(triggers.record(TABLE, naming="label"), triggers.unrecord(TABLE)),
    ]
