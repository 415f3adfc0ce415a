"""Registration of the application with Django."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """The ``dossiers`` domain."""

    name = "motcua.dossiers"
    label = "dossiers"
    verbose_name = "hồ sơ"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of parcels that arrived, and of messages that nobody got."""
        # Models exist only now.
        from motcua.delivery import news  # noqa: PLC0415
        from motcua.dossiers.services.calling import nobody_got  # noqa: PLC0415
        from motcua.dossiers.services.posting import on_news_of_parcel  # noqa: PLC0415
        from motcua.notifications import hearers  # noqa: PLC0415

        news.hear(on_news_of_parcel)
        hearers.hear(nobody_got)
