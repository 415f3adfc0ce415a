"""Looks through officers' eyes: who, why, at what. Tables that only grow."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from motcua.dossiers import guards


class Migration(migrations.Migration):
    """New tables with their triggers; no row is touched."""

    dependencies = [
        ("agencies", "0006_reform_officer"),
        ("dossiers", "0021_reform_officer"),
    ]

    operations = [
        migrations.CreateModel(
            name="Impersonation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ref",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="số hiệu"
                    ),
                ),
                ("reason", models.CharField(max_length=255, verbose_name="lý do")),
                ("begun_at", models.DateTimeField(verbose_name="từ lúc")),
                ("until", models.DateTimeField(verbose_name="đến lúc")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.officer",
                        verbose_name="quản trị đã xem",
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="impersonations",
                        to="agencies.officer",
                        verbose_name="xem với tư cách",
                    ),
                ),
            ],
            options={
                "verbose_name": "lượt xem với tư cách người khác",
                "verbose_name_plural": "lượt xem với tư cách người khác",
                "ordering": ["-begun_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ImpersonatedLook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("page", models.CharField(blank=True, max_length=80, verbose_name="trang")),
                ("looked_at", models.DateTimeField(verbose_name="lúc")),
                (
                    "dossier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="dossiers.dossier",
                        verbose_name="hồ sơ",
                    ),
                ),
                (
                    "impersonation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="looks",
                        to="dossiers.impersonation",
                        verbose_name="lượt xem",
                    ),
                ),
            ],
            options={
                "verbose_name": "trang đã xem với tư cách người khác",
                "verbose_name_plural": "trang đã xem với tư cách người khác",
                "ordering": ["looked_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ImpersonationEnd",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ended_at", models.DateTimeField(verbose_name="kết thúc lúc")),
                (
                    "impersonation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ending",
                        to="dossiers.impersonation",
                        verbose_name="lượt xem",
                    ),
                ),
            ],
            options={
                "verbose_name": "kết thúc một lượt xem",
                "verbose_name_plural": "kết thúc một lượt xem",
            },
        ),
        migrations.AddIndex(
            model_name="impersonation",
            index=models.Index(fields=["-begun_at", "-id"], name="impersonation_latest"),
        ),
        migrations.AddConstraint(
            model_name="impersonation",
            constraint=models.CheckConstraint(
                condition=models.Q(("by", models.F("officer")), _negated=True),
                name="impersonation_of_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="impersonation",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("begun_at"))),
                name="impersonation_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="impersonation",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="impersonation_says_why"
            ),
        ),
        *(
            migrations.RunSQL(guards.protect(table), guards.unprotect(table))
            for table in guards.IMPERSONATIONS
        ),
    ]
