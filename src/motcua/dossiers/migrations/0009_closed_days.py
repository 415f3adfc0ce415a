"""Closed days of the ledger, and guards that no setting of a session goes past.

The trigger that dates an event now also refuses one whose day is closed; the triggers that
refuse changes fire for replicated changes too.
"""

import django.db.models.deletion
from django.db import migrations, models

from motcua.dossiers import guards

LAY = (
    guards.function("motcua_refuse_change")
    + guards.function("motcua_record_now")
    + "".join(guards.protect(table) for table in guards.APPEND_ONLY)
)
NO_MORE = (
    "".join(guards.unprotect(table) for table in guards.APPEND_ONLY[1:])
    # The events stay append-only as the migration before this one has laid it.
    + """
    ALTER TABLE dossiers_dossierevent ENABLE TRIGGER refuse_change;
    ALTER TABLE dossiers_dossierevent ENABLE TRIGGER refuse_truncate;
    CREATE OR REPLACE FUNCTION motcua_record_now() RETURNS trigger
    LANGUAGE plpgsql AS $$
    BEGIN
        NEW.recorded_at := transaction_timestamp();
        RETURN NEW;
    END $$;
    """
)


class Migration(migrations.Migration):
    """Two tables and their triggers."""

    dependencies = [("dossiers", "0008_money_to_take")]
    operations = [
        migrations.CreateModel(
            name="ClosedDay",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False, verbose_name="ngày")),
                ("events", models.PositiveIntegerField(verbose_name="số việc")),
                ("root", models.CharField(max_length=64, verbose_name="gốc")),
                (
                    "previous_hash",
                    models.CharField(blank=True, max_length=64, verbose_name="dấu vết ngày trước"),
                ),
                ("hash", models.CharField(max_length=64, verbose_name="dấu vết của ngày")),
                ("salt", models.CharField(max_length=64, verbose_name="muối, không công bố")),
                ("closed_at", models.DateTimeField(verbose_name="khóa lúc")),
            ],
            options={
                "verbose_name": "ngày đã khóa sổ",
                "verbose_name_plural": "ngày đã khóa sổ",
                "ordering": ["-day"],
            },
        ),
        migrations.CreateModel(
            name="DayBlock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="khối số")),
                ("leaves", models.BinaryField(verbose_name="lá")),
                ("places", models.BinaryField(verbose_name="việc của từng lá, không công bố")),
                ("root", models.BinaryField(verbose_name="gốc của khối")),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="blocks",
                        to="dossiers.closedday",
                        verbose_name="ngày",
                    ),
                ),
            ],
            options={
                "verbose_name": "khối lá của ngày",
                "verbose_name_plural": "khối lá của ngày",
                "ordering": ["day", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("day", "number"), name="dayblock_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 0)), name="dayblock_from_zero"
                    ),
                ],
            },
        ),
        migrations.RunSQL(LAY, NO_MORE),
    ]
