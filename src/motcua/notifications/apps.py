"""Registration of the application with Django."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """The ``notifications`` domain."""

    name = "motcua.notifications"
    label = "notifications"
    verbose_name = "thông báo"
    default_auto_field = "django.db.models.BigAutoField"
