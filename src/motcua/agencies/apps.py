"""Registration of the application with Django."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """The ``agencies`` domain."""

    name = "motcua.agencies"
    label = "agencies"
    verbose_name = "cơ quan"
    default_auto_field = "django.db.models.BigAutoField"
