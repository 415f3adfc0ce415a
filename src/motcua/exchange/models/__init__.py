"""Tables about other systems: clients of the API and what they did, hooks that tell them news."""

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
    "DeliveryState",
    "HookState",
    "IdempotencyKey",
    "Webhook",
    "WebhookAttempt",
    "WebhookDelivery",
]
