"""Registration of the application with Django."""

from django.apps import AppConfig

APPEND_ONLY = (
    "petitions_feedbackevent",
    "petitions_feedbackpromise",
    "petitions_complaintevent",
    "petitions_denunciationevent",
    "petitions_caseread",
)
DATED = (
    "petitions_feedbackevent",
    "petitions_feedbackpromise",
    "petitions_complaintevent",
    "petitions_denunciationevent",
)


class PetitionsConfig(AppConfig):
    """The ``petitions`` domain: feedback, complaints, denunciations."""

    name = "motcua.petitions"
    label = "petitions"
    verbose_name = "phản ánh, kiến nghị"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the guards looked at with those of the ledger; tell people what is kept of them."""
        # Models exist only now.
        from motcua.dossiers.guards import also_append_only, also_dated  # noqa: PLC0415
        from motcua.dossiers.own_data import also_tell  # noqa: PLC0415
        from motcua.petitions.selectors import own_feedback  # noqa: PLC0415

        also_append_only(*APPEND_ONLY)
        also_dated(*DATED)
        also_tell("feedback", own_feedback)
