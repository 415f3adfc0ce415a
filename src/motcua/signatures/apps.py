"""Registration of the application with Django."""

from django.apps import AppConfig


class SignaturesConfig(AppConfig):
    """Digital signatures."""

    name = "motcua.signatures"
    label = "signatures"
    verbose_name = "chữ ký số"
    default_auto_field = "django.db.models.BigAutoField"
