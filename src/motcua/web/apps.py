"""Registration of the pages with Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages for every audience; no tables of its own."""

    name = "motcua.web"
    label = "web"
