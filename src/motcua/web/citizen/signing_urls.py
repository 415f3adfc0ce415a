"""Addresses of signing."""

from django.urls import path

from motcua.web.citizen import signing

urlpatterns = [
    path("ky/<uuid:ref>/", signing.sign, name="sign"),
]
