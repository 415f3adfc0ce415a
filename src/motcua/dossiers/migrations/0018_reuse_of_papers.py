"""Papers used again from the store of a person, and why others were asked for all the same."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A new table and empty columns; no row is rewritten."""

    dependencies = [
        ("agencies", "0003_early_warning"),
        ("documents", "0004_files_and_reuse"),
        ("dossiers", "0017_following"),
    ]

    operations = [
        migrations.AddField(
            model_name="dossierpaper",
            name="held_paper",
            field=models.ForeignKey(
                blank=True,
                help_text="Giấy này được dùng lại từ kho, hoặc từ hồ sơ này mà vào kho.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="uses",
                to="documents.heldpaper",
                verbose_name="giấy trong kho",
            ),
        ),
        migrations.AddField(
            model_name="dossierpaper",
            name="is_reused",
            field=models.BooleanField(default=False, verbose_name="được tái sử dụng"),
        ),
        migrations.CreateModel(
            name="AskedAgain",
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
                ("paper_id", models.CharField(max_length=40, verbose_name="mã giấy tờ")),
                (
                    "database",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="cơ sở dữ liệu đã có"
                    ),
                ),
                ("reason", models.TextField(verbose_name="lý do vẫn thu")),
                ("asked_at", models.DateTimeField(verbose_name="thu lúc")),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.officer",
                        verbose_name="người thu",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked_again",
                        to="dossiers.dossier",
                        verbose_name="hồ sơ",
                    ),
                ),
                (
                    "held_paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="asked_again",
                        to="documents.heldpaper",
                        verbose_name="giấy đã có trong kho",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần thu lại giấy đã có",
                "verbose_name_plural": "lần thu lại giấy đã có",
                "ordering": ["asked_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="askedagain_has_reason",
                    )
                ],
            },
        ),
    ]
