"""Registration of the application with Django."""

from django.apps import AppConfig


class HallConfig(AppConfig):
    """The ``hall`` domain: queue tickets, appointments."""

    name = "motcua.hall"
    label = "hall"
    verbose_name = "sảnh chờ"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the guards of the hall's records looked at with those of the ledger."""
        # Models exist only now.
        from motcua.dossiers.guards import also_append_only, also_dated  # noqa: PLC0415
        from motcua.dossiers.own_data import also_tell  # noqa: PLC0415
        from motcua.hall.selectors import own_appointments  # noqa: PLC0415

        also_append_only("hall_ticketevent", "hall_appointmentevent")
        also_tell("appointments", own_appointments)
        also_dated("hall_ticketevent", "hall_appointmentevent")
