"""Waiting for the applicant, and apologising for being late."""

from typing import Final

from django.urls import URLPattern

urlpatterns: Final[list[URLPattern]] = []
