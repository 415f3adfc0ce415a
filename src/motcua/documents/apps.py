"""Registration of the application with Django."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """The ``documents`` domain."""

    name = "motcua.documents"
    label = "documents"
    verbose_name = "giấy tờ"
    default_auto_field = "django.db.models.BigAutoField"
