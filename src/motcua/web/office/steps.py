"""Steps: signing for a folder, assigning, sending back, asking other agencies."""

from typing import Final

from django.urls import URLPattern

urlpatterns: Final[list[URLPattern]] = []
