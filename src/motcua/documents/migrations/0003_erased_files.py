"""Files that are erased: without a name at once, from the disk soon after."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """New tables, empty columns and indexes; no row is rewritten."""

    dependencies = [
        ("agencies", "0003_early_warning"),
        ("documents", "0002_watched"),
    ]

    operations = [
        migrations.AddField(
            model_name="storedfile",
            name="erased_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="xóa theo thời hạn lúc"
            ),
        ),
        migrations.AddField(
            model_name="storedfile",
            name="removed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="gỡ khỏi đĩa lúc"),
        ),
        migrations.AddIndex(
            model_name="storedfile",
            index=models.Index(
                condition=models.Q(("erased_at__isnull", False), ("removed_at__isnull", True)),
                fields=["erased_at", "id"],
                name="storedfile_to_remove",
            ),
        ),
    ]
