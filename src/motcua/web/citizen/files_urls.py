"""Addresses of a citizen's files and papers."""

from typing import Final

from django.urls import URLPattern, path

from motcua.web.citizen import papers, uploads

urlpatterns: Final[list[URLPattern]] = [
    path("tep/", uploads.begin, name="uploads"),
    path("tep/<uuid:ref>/", uploads.go_on, name="upload"),
    path("giay-to/", papers.papers, name="papers"),
    path("giay-to/<uuid:ref>/tep/", papers.paper_file, name="paper-file"),
    path("giay-to/<uuid:ref>/phan-doi/", papers.paper_object, name="paper-object"),
    path("giay-to/<uuid:ref>/bo-phan-doi/", papers.paper_accept, name="paper-accept"),
]
