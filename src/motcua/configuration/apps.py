"""Registration of the application with Django."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from motcua.configuration.acting import sign

LOG = "configuration_change"


class ConfigurationConfig(AppConfig):
    """The ``configuration`` domain: its log, feature switches, export and import."""

    name = "motcua.configuration"
    label = "configuration"
    verbose_name = "cấu hình"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the log guarded like the ledger, and every change signed by who makes it."""
        # Models exist only now.
        from motcua.dossiers.guards import also_append_only, also_dated  # noqa: PLC0415

        also_append_only(LOG)
        also_dated(LOG)
        connection_created.connect(_sign_changes, dispatch_uid="motcua-configuration")


def _sign_changes(connection: Any, **_more: Any) -> None:
    if sign not in connection.execute_wrappers:
        connection.execute_wrappers.append(sign)
