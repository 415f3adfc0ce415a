"""Keep one number that moves with every change of configuration."""

from django.db import migrations

from motcua.agencies import stamps

TABLES = (
    "agencies_agency",
    "agencies_desk",
    "agencies_unit",
    "agencies_installation",
    "agencies_calendarlayer",
    "agencies_calendarhours",
    "agencies_calendarday",
)


class Migration(migrations.Migration):
    """Triggers only; no row is touched."""

    dependencies = [("agencies", "0001_initial")]
    operations = [
        migrations.RunSQL(stamps.FUNCTION, stamps.NO_FUNCTION),
        migrations.RunSQL(stamps.watch(*TABLES), stamps.unwatch(*TABLES)),
    ]
