"""Registration of the application with Django."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """The ``dossiers`` domain."""

    name = "motcua.dossiers"
    label = "dossiers"
    verbose_name = "hồ sơ"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the floors below what here is paid, signed, sent by post and said."""
        # Models exist only now.
        from motcua.delivery import news  # noqa: PLC0415
        from motcua.dossiers.cash_desk import CHARGE  # noqa: PLC0415
        from motcua.dossiers.services.calling import nobody_got  # noqa: PLC0415
        from motcua.dossiers.services.online_signing import DECLARATION  # noqa: PLC0415
        from motcua.dossiers.services.paying import hold_charge  # noqa: PLC0415
        from motcua.dossiers.services.posting import on_news_of_parcel  # noqa: PLC0415
        from motcua.notifications import hearers  # noqa: PLC0415
        from motcua.payments import payables  # noqa: PLC0415
        from motcua.signatures import signable  # noqa: PLC0415

        payables.register(CHARGE, hold_charge)
        signable.register(DECLARATION)
        news.hear(on_news_of_parcel)
        hearers.hear(nobody_got)
