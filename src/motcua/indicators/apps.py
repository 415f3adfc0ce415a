"""Registration of the application with Django."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """The ``indicators`` domain."""

    name = "motcua.indicators"
    label = "indicators"
    verbose_name = "số liệu"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the guards of closed figures looked at with those of the ledger."""
        # Models exist only now.
        from motcua.dossiers.guards import also_append_only, also_dated  # noqa: PLC0415

        also_append_only("indicators_figurerun", "indicators_closedfigure")
        also_append_only(
            "indicators_indexinput", "indicators_indexrun", "indicators_closedindexitem"
        )
        also_append_only(
            "indicators_measuredeffect",
            "indicators_signnote",
            "indicators_reportedreport",
            "indicators_latecause",
        )
        also_dated("indicators_indexinput", "indicators_signnote", "indicators_reportedreport")
