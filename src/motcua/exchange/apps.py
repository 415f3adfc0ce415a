"""Registration of the application with Django."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The ``exchange`` domain: clients of the API, and the national portal."""

    name = "motcua.exchange"
    label = "exchange"
    verbose_name = "kết nối"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the guards of what clients did looked at; hear what the portal is to be told."""
        # Models exist only now.
        from motcua.dossiers import news  # noqa: PLC0415
        from motcua.dossiers.guards import also_append_only, also_dated  # noqa: PLC0415
        from motcua.exchange.portal.outgoing import on_news_of_dossier  # noqa: PLC0415
        from motcua.exchange.portal.outgoing_index import SYNCED  # noqa: PLC0415
        from motcua.indicators.indexing import syncing  # noqa: PLC0415

        also_append_only(*ONLY_GROW)
        also_dated(*ONLY_GROW)
        news.hear(on_news_of_dossier)
        syncing.register(SYNCED)


ONLY_GROW = (
    "exchange_apiclientevent",
    "exchange_apilodging",
    "exchange_apipetition",
    "exchange_apiread",
)
"""Tables in which nothing is changed or deleted."""
