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
        """Have the guards of sessions looked at with those of the ledger; tell who is on duty."""
        # Models exist only now.
        from motcua.dossiers.guards import also_append_only, also_dated  # noqa: PLC0415
        from motcua.dossiers.own_data import also_tell  # noqa: PLC0415
        from motcua.guidance.duty import are_helpers_there  # noqa: PLC0415
        from motcua.guidance.selectors import own_sessions  # noqa: PLC0415
        from motcua.hall import duty  # noqa: PLC0415

        duty.ask(are_helpers_there)
        also_tell("guidance", own_sessions)
        also_append_only(*ONLY_GROW)
        also_dated(*ONLY_GROW)
