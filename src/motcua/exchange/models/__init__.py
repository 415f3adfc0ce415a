"""Other systems: clients of the API and what they did; the national portal, told and heard."""

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
    "CatalogueProposal",
    "IdempotencyKey",
    "MirroredDossier",
    "PortalFile",
    "PortalLeft",
    "PortalList",
    "PortalLodging",
    "PortalMark",
    "PortalMessage",
    "PortalOutage",
]
