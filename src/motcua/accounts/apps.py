"""Registration of the application with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The ``accounts`` domain."""

    name = "motcua.accounts"
    label = "accounts"
    verbose_name = "tài khoản"
    default_auto_field = "django.db.models.BigAutoField"
