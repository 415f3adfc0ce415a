"""Registration of the application with Django."""

from django.apps import AppConfig


class HallConfig(AppConfig):
    """The ``hall`` domain: queue tickets, appointments."""

    name = "motcua.hall"
    label = "hall"
    verbose_name = "sảnh chờ"
    default_auto_field = "django.db.models.BigAutoField"
