"""Registration of the application with Django."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """The ``surveys`` domain: satisfaction."""

    name = "motcua.surveys"
    label = "surveys"
    verbose_name = "khảo sát"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear what is done to dossiers; have the guards of answers looked at."""
        # Models exist only now.
        from motcua.dossiers import guards, news  # noqa: PLC0415
        from motcua.surveys.services.issuing import on_news_of_dossier  # noqa: PLC0415

        news.hear(on_news_of_dossier)
        guards.also_append_only("surveys_slip", "surveys_response")
        guards.also_dated("surveys_slip", "surveys_response")
