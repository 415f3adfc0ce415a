"""Registration of the application with Django."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """The ``surveys`` domain: satisfaction."""

    name = "motcua.surveys"
    label = "surveys"
    verbose_name = "khảo sát"
    default_auto_field = "django.db.models.BigAutoField"
