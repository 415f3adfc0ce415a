"""Other systems: clients of the API, hooks that tell them news; the national portal."""

from motcua.exchange.models.clients import (
    ApiClient,
    ApiClientEvent,
    ApiFile,
    ApiLodging,
    ApiMinute,
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
from motcua.exchange.models.webhooks import (
    DeliveryState,
    HookState,
    Webhook,
    WebhookAttempt,
    WebhookDelivery,
)

__all__ = [
    "ApiClient",
    "ApiClientEvent",
    "ApiFile",
    "ApiLodging",
    "ApiMinute",
    "ApiPetition",
    "ApiRead",
    "ApiToken",
    "ApiUsage",
    "CatalogueProposal",
    "DeliveryState",
    "HookState",
    "IdempotencyKey",
    "MirroredDossier",
    "PortalFile",
    "PortalLeft",
    "PortalList",
    "PortalLodging",
    "PortalMark",
    "PortalMessage",
    "PortalOutage",
    "Webhook",
    "WebhookAttempt",
    "WebhookDelivery",
]
