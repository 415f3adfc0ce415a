"""Other systems: clients of the API, what they did; what the national portal is told."""

from motcua.exchange.models.clients import (
    ApiClient,
    ApiClientEvent,
    ApiFile,
    ApiLodging,
    ApiPetition,
    ApiRead,
    ApiToken,
    ApiUsage,
    IdempotencyKey,
)
from motcua.exchange.models.portal_out import PortalFile, PortalMessage, PortalOutage

__all__ = [
    "ApiClient",
    "ApiClientEvent",
    "ApiFile",
    "ApiLodging",
    "ApiPetition",
    "ApiRead",
    "ApiToken",
    "ApiUsage",
    "IdempotencyKey",
    "PortalFile",
    "PortalMessage",
    "PortalOutage",
]
