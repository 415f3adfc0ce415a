"""The result: attaching, approving, numbering; the book of dossiers."""

from typing import Final

from django.urls import URLPattern

urlpatterns: Final[list[URLPattern]] = []
