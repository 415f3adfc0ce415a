"""Questions about hooks: whose, what they were told, how the last calls ended."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from motcua.exchange.models import (
    ApiClient,
    DeliveryState,
    Webhook,
    WebhookAttempt,
    WebhookDelivery,
)


def hooks_of(client: ApiClient) -> QuerySet[Webhook]:
    """Return the hooks of ``client`` with how much is ``waiting`` and ``failed``. One query."""
    counted: QuerySet[Webhook] = client.hooks.annotate(
        waiting=Count("deliveries", filter=Q(deliveries__state=DeliveryState.WAITING)),
        failed=Count("deliveries", filter=Q(deliveries__state=DeliveryState.FAILED)),
    ).order_by("pk")
    return counted


def access_hook(client: ApiClient, ref: UUID) -> Webhook:
    """Return a hook that is the client's own. Raises Http404."""
    found: Webhook = get_object_or_404(
        Webhook.objects.select_related("client"), ref=ref, client=client
    )
    return found


def news_of(hook: Webhook) -> QuerySet[WebhookDelivery]:
    """Return what ``hook`` is told, the newest first, with the tries. Two queries."""
    tries = Prefetch("attempts", WebhookAttempt.objects.order_by("-pk"))
    rows: QuerySet[WebhookDelivery] = hook.deliveries.select_related("dossier")
    return rows.prefetch_related(tries).order_by("-pk")


def last_calls() -> QuerySet[WebhookAttempt]:
    """Return the calls that were made to other systems, the latest first. One query."""
    rows: QuerySet[WebhookAttempt] = WebhookAttempt.objects.select_related(
        "delivery__hook__client", "delivery__dossier"
    )
    return rows.order_by("-pk")


def calls_of_a_day(at: datetime) -> dict[str, int]:
    """Return how many calls of the last day were made, and not taken. One query."""
    taken = Q(status__gte=200, status__lt=300)
    since = WebhookAttempt.objects.filter(at__gte=at - timedelta(days=1))
    counted = since.aggregate(made=Count("pk"), taken=Count("pk", filter=taken))
    return {"made": counted["made"], "missed": counted["made"] - counted["taken"]}
