"""Find what the cashier is to take without reading every dossier."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One small index: only of dossiers that owe something."""

    dependencies = [("dossiers", "0007_find_by_agency")]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("money_state", "due")),
                fields=["receiving_agency", "accepted_at", "id"],
                name="dossier_to_take",
            ),
        ),
    ]
