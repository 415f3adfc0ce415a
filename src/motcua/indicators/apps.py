"""Registration of the application with Django."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """The ``indicators`` domain."""

    name = "motcua.indicators"
    label = "indicators"
    verbose_name = "số liệu"
    default_auto_field = "django.db.models.BigAutoField"
