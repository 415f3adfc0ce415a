"""Registration of the application with Django."""

from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    """The ``opendata`` domain: what is published each day, and its files."""

    name = "motcua.opendata"
    label = "opendata"
    verbose_name = "dữ liệu mở"
    default_auto_field = "django.db.models.BigAutoField"
