"""Registration of the application with Django."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The ``exchange`` domain: clients of the API, and the national portal."""

    name = "motcua.exchange"
    label = "exchange"
    verbose_name = "kết nối"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the guards of what clients did looked at; tell people what clients read of them.

        And hear what is done to dossiers, for the portal and for the hooks of clients.
        """
        # Models exist only now.
        from motcua.dossiers import news  # noqa: PLC0415
        from motcua.dossiers.guards import also_append_only, also_dated  # noqa: PLC0415
        from motcua.dossiers.own_data import also_tell  # noqa: PLC0415
        from motcua.exchange.portal import outgoing  # noqa: PLC0415
        from motcua.exchange.portal.outgoing_index import SYNCED  # noqa: PLC0415
        from motcua.exchange.selectors import told_to_systems  # noqa: PLC0415
        from motcua.exchange.webhooks import hearing  # noqa: PLC0415
        from motcua.indicators.indexing import syncing  # noqa: PLC0415

        also_append_only(*ONLY_GROW)
        also_dated(*ONLY_GROW)
        also_tell("systems", told_to_systems)
        news.hear(outgoing.on_news_of_dossier)
        news.hear(hearing.on_news_of_dossier)
        syncing.register(SYNCED)


ONLY_GROW = (
    "exchange_apiclientevent",
    "exchange_apilodging",
    "exchange_apipetition",
    "exchange_apiread",
)
"""Tables in which nothing is changed or deleted."""
