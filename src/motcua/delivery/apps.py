"""Registration of the application with Django."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """The ``delivery`` domain."""

    name = "motcua.delivery"
    label = "delivery"
    verbose_name = "bưu chính"
    default_auto_field = "django.db.models.BigAutoField"
