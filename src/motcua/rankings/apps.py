"""Registration of the application with Django."""

from django.apps import AppConfig

ONLY_GROW = (
    "rankings_indexissue",
    "rankings_indexevent",
    "rankings_sheetevent",
    "rankings_entry",
    "rankings_entryfile",
    "rankings_computedvalue",
    "rankings_rankingresult",
    "rankings_resultitem",
)
"""What was issued, said, counted and published: written once."""
DATED = tuple(table for table in ONLY_GROW if table != "rankings_entryfile")
"""Those whose rows the database dates; a file has the date of its entry."""


class RankingsConfig(AppConfig):
    """The ``rankings`` domain: yearly index, self-scoring, appraisal, publication."""

    name = "motcua.rankings"
    label = "rankings"
    verbose_name = "chấm điểm, xếp hạng"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the guards looked at with those of the ledger."""
        # Models exist only now.
        from motcua.dossiers.guards import also_append_only, also_dated  # noqa: PLC0415

        also_append_only(*ONLY_GROW)
        also_dated(*DATED)
