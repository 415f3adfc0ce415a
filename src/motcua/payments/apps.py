"""Registration of the application with Django."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """The ``payments`` domain."""

    name = "motcua.payments"
    label = "payments"
    verbose_name = "thu phí"
    default_auto_field = "django.db.models.BigAutoField"
