"""Addresses of a citizen's files and papers."""

from typing import Final

from django.urls import URLPattern, path

from motcua.web.citizen import uploads

urlpatterns: Final[list[URLPattern]] = [
    path("tep/", uploads.begin, name="uploads"),
    path("tep/<uuid:ref>/", uploads.go_on, name="upload"),
]
