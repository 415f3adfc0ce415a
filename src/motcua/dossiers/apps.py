"""Registration of the application with Django."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """The ``dossiers`` domain."""

    name = "motcua.dossiers"
    label = "dossiers"
    verbose_name = "hồ sơ"
    default_auto_field = "django.db.models.BigAutoField"
