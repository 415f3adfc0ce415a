"""Other systems: clients of the API, what they did; what comes from the national portal."""

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
from motcua.exchange.models.portal_in import (
    CatalogueProposal,
    MirroredDossier,
    PortalLeft,
    PortalList,
    PortalLodging,
    PortalMark,
)

__all__ = [
    "ApiClient",
    "ApiClientEvent",
    "ApiFile",
    "ApiLodging",
    "ApiPetition",
    "ApiRead",
    "ApiToken",
    "ApiUsage",
    "CatalogueProposal",
    "IdempotencyKey",
    "MirroredDossier",
    "PortalLeft",
    "PortalList",
    "PortalLodging",
    "PortalMark",
]
