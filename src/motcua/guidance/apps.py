"""Registration of the application with Django."""

from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    """The ``guidance`` domain: helpers' programmes, rosters and session logs."""

    name = "motcua.guidance"
    label = "guidance"
    verbose_name = "hướng dẫn"
    default_auto_field = "django.db.models.BigAutoField"
