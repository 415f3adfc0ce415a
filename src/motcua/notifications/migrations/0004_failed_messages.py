"""An index of the messages that reached nobody, built while messages are written."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """One index, outside of a transaction."""

    atomic = False

    dependencies = [("notifications", "0003_channels")]

    operations = [
        AddIndexConcurrently(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state", "failed")),
                fields=["created_at"],
                name="message_failed",
            ),
        ),
    ]
