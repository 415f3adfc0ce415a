"""Registration of the application with Django."""

from django.apps import AppConfig


class ConfConfig(AppConfig):
    """No tables: what Django finds by application, such as commands."""

    name = "motcua.conf"
    label = "conf"
    verbose_name = "cấu hình"
