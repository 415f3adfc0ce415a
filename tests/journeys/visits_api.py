"""The pages about connections; what other systems call is no page."""

from collections.abc import Mapping
from typing import Any, Final

from motcua.exchange.models import ApiClient, Webhook
from tests.web.access_api import OF_API
from tests.world import World


def _client(_world: World) -> Mapping[str, Any]:
    return {"ref": ApiClient.objects.earliest("pk").ref}


def _hook(_world: World) -> Mapping[str, Any]:
    return {"ref": Webhook.objects.earliest("pk").ref}


OF_CONNECTIONS: Final = {
    "manage:clients": None,
    "manage:client-new": None,
    "manage:client": _client,
    "manage:client-edit": _client,
    "manage:portal": None,
    "manage:hook-new": _client,
    "manage:hook": _hook,
    "manage:hook-edit": _hook,
    "manage:calls": None,
}
NO_PAGES: Final = dict.fromkeys(OF_API, "for other systems")
