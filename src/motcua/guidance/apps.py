"""Registration of the application with Django."""

from django.apps import AppConfig

ONLY_GROW = (
    "guidance_guidancesession",
    "guidance_sessionvoid",
    "guidance_staffguided",
)
"""What figures count: written once, and dated by the database."""


class GuidanceConfig(AppConfig):
    """The ``guidance`` domain: helpers' programmes, rosters and session logs."""

    name = "motcua.guidance"
    label = "guidance"
    verbose_name = "hướng dẫn"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the guards of sessions looked at with those of the ledger."""
        # Models exist only now.
        from motcua.dossiers.guards import also_append_only, also_dated  # noqa: PLC0415

        also_append_only(*ONLY_GROW)
        also_dated(*ONLY_GROW)
