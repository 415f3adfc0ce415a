"""Withdrawing, stopping, undoing, reopening; money to take and to give back."""

from typing import Final

from django.urls import URLPattern

urlpatterns: Final[list[URLPattern]] = []
