"""Registration of the application with Django."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """The ``procedures`` domain."""

    name = "motcua.procedures"
    label = "procedures"
    verbose_name = "thủ tục"
    default_auto_field = "django.db.models.BigAutoField"
