"""Registration of the application with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The ``people`` domain."""

    name = "motcua.people"
    label = "people"
    verbose_name = "người dân, tổ chức"
    default_auto_field = "django.db.models.BigAutoField"
