"""Registration of the application with Django."""

from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    """The ``petitions`` domain: feedback, complaints, denunciations."""

    name = "motcua.petitions"
    label = "petitions"
    verbose_name = "phản ánh, kiến nghị"
    default_auto_field = "django.db.models.BigAutoField"
