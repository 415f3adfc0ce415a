"""The API with all its operations."""

from typing import Final

from ninja import NinjaAPI

from motcua.web.api import instance
from motcua.web.api.resources import (
    catalogue,
    dossiers,
    files,
    lodging,
    money,
    petitions,
    places,
    published,
    results,
    webhooks,
)

api: Final[NinjaAPI] = instance.api
for _resource in (
    catalogue,
    places,
    published,
    files,
    lodging,
    dossiers,
    money,
    results,
    petitions,
    webhooks,
):
    api.add_router("", _resource.router)
