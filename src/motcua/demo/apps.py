"""Registration of the application with Django."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demonstration: made-up dossiers of 2024 and of a living unit."""

    name = "motcua.demo"
    label = "demo"
    verbose_name = "dữ liệu trình diễn"
    default_auto_field = "django.db.models.BigAutoField"
