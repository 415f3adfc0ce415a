"""Registration of the application with Django."""

from django.apps import AppConfig

ONLY_GROW = (
    "initiatives_initiativeversion",
    "initiatives_initiativeevent",
    "initiatives_scoresheet",
    "initiatives_scorescheme",
    "initiatives_adoptionevent",
    "initiatives_recognition",
)
"""What was said and done: written once, and dated by the database."""


class InitiativesConfig(AppConfig):
    """The ``initiatives`` domain: reform models, councils, replication, study delegations."""

    name = "motcua.initiatives"
    label = "initiatives"
    verbose_name = "mô hình, sáng kiến"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the guards looked at with those of the ledger."""
        # Models exist only now.
        from motcua.dossiers.guards import also_append_only, also_dated  # noqa: PLC0415

        also_append_only(*ONLY_GROW)
        also_dated(*ONLY_GROW)
