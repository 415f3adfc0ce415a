"""Sending what waits: one hook at a time, its dossiers each in their order, until it is taken.

A delivery's row is locked while it is sent, so two workers never send the same one, and a
killed worker leaves it waiting, to be sent again under the same id.
"""

import logging
from datetime import datetime
from typing import Final

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from motcua.exchange.models import (
    DeliveryState,
    HookState,
    Webhook,
    WebhookAttempt,
    WebhookDelivery,
)
from motcua.exchange.webhooks.hearing import may_follow
from motcua.exchange.webhooks.posting import Outcome, post
from motcua.exchange.webhooks.schedule import (
    MOST_ATTEMPTS,
    REST,
    SILENT_TRIES,
    is_given_up,
    pause_after,
)
from motcua.exchange.webhooks.secrets import secrets_of
from motcua.exchange.webhooks.signing import signed_headers
from motcua.exchange.webhooks.stopping import stop
from motcua.kernel import clock

logger = logging.getLogger(__name__)
TURN: Final = 20
"""So many of one hook in a row; then it is the others' turn."""
GONE: Final = 410
_LOCKS: Final = 0x4D43_5748
"""The space of the advisory locks of hooks: one worker speaks with one of them at a time."""


def hooks_with_news(at: datetime) -> list[int]:
    """Return the hooks that something is due for and that may be told it. One query."""
    due = WebhookDelivery.objects.filter(
        hook=OuterRef("pk"), state=DeliveryState.WAITING, next_attempt_at__lte=at
    )
    hooks = _that_listen(at).filter(Exists(due)).order_by("rests_until", "pk")
    return list(hooks.values_list("pk", flat=True))


def send_next(hook_id: int, at: datetime) -> bool:
    """Send what is next for a hook; False when nothing is due, or another worker is at it."""
    with transaction.atomic():
        if not _holds(hook_id):
            return False
        hook = _that_listen(at).select_related("client__account").filter(pk=hook_id).first()
        delivery = _next_of(hook, at) if hook is not None else None
        if hook is None or delivery is None:
            return False
        if not hook.client.may_call(clock.day_of(at)) or not _may_still_hear(hook, delivery):
            delivery.state = DeliveryState.DROPPED
            delivery.save(update_fields=["state"])
            return True
        outcome = _sent(hook, delivery, at)
        _note(delivery, outcome, at)
        _learn(hook, delivery, outcome, at)
        delivery.save(update_fields=["state", "attempts_made", "next_attempt_at", "sent_at"])
    return True


def _that_listen(at: datetime) -> QuerySet[Webhook]:
    rests = Q(rests_until__isnull=True) | Q(rests_until__lte=at)
    return Webhook.objects.filter(
        rests,
        state=HookState.ON,
        client__account__is_active=True,
        client__expires_on__gte=clock.day_of(at),
    )


def _holds(hook_id: int) -> bool:
    """Hold the hook to the end of the transaction, without locking the row that pages write."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s::int, %s::int)", [_LOCKS, hook_id])
        return bool(cursor.fetchone()[0])


def _next_of(hook: Webhook, at: datetime) -> WebhookDelivery | None:
    """Return the first that is due and has none of its dossier before it, locked."""
    waiting = WebhookDelivery.objects.filter(hook=hook, state=DeliveryState.WAITING)
    before = waiting.filter(dossier=OuterRef("dossier"), pk__lt=OuterRef("pk"))
    due = waiting.filter(~Exists(before), next_attempt_at__lte=at)
    held = due.select_related("dossier").select_for_update(of=("self",), skip_locked=True)
    return held.order_by("next_attempt_at", "pk").first()


def _may_still_hear(hook: Webhook, delivery: WebhookDelivery) -> bool:
    if delivery.dossier is None:
        return True
    return Webhook.objects.filter(may_follow(delivery.dossier), pk=hook.pk).exists()


def _sent(hook: Webhook, delivery: WebhookDelivery, at: datetime) -> Outcome:
    body = delivery.payload.encode()
    try:
        under = secrets_of(hook, at=at)
    except InvalidTag:
        return Outcome(None, "", _("Khóa ký không mở được: đã đổi khóa niêm. Xin đổi khóa ký."), 0)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "motcua-webhooks/1",
        **signed_headers(under, delivery.message_id, at, body),
    }
    return post(
        hook.address,
        body,
        headers,
        networks=settings.WEBHOOK_NETWORKS,
        may_be_plain=settings.WEBHOOK_MAY_BE_PLAIN,
    )


def _note(delivery: WebhookDelivery, outcome: Outcome, at: datetime) -> None:
    delivery.attempts_made += 1
    WebhookAttempt.objects.create(
        delivery=delivery,
        at=at,
        milliseconds=outcome.milliseconds,
        status=outcome.status,
        answer=outcome.answer,
        problem=outcome.problem,
    )


def _learn(hook: Webhook, delivery: WebhookDelivery, outcome: Outcome, at: datetime) -> None:
    """Move the delivery on, and note at the hook, whose row is held this short while only."""
    held = Webhook.objects.select_for_update(no_key=True).get(pk=hook.pk)
    if outcome.is_taken:
        delivery.state, delivery.sent_at = DeliveryState.SENT, at
        held.failing_since, held.unanswered, held.rests_until = None, 0, None
        held.told_at = at
    else:
        logger.warning("news not taken", extra={"status": outcome.status})
        delivery.next_attempt_at = at + pause_after(delivery.attempts_made)
        held.failing_since = held.failing_since or at
        held.unanswered = held.unanswered + 1 if outcome.status is None else 0
        held.rests_until = at + REST if held.unanswered >= SILENT_TRIES else None
        is_gone = outcome.status == GONE
        if is_gone or is_given_up(held.failing_since, at):
            if held.state == HookState.ON:
                stop(held, outcome, is_gone=is_gone, at=at)
        elif delivery.attempts_made >= MOST_ATTEMPTS:
            delivery.state = DeliveryState.FAILED
            if not _is_tried_on(held, delivery):
                held.failing_since = None  # nobody asks it any more, so it fails no longer
    held.save(
        update_fields=[
            "state",
            "stopped_why",
            "failing_since",
            "unanswered",
            "rests_until",
            "told_at",
        ]
    )


def _is_tried_on(hook: Webhook, delivery: WebhookDelivery) -> bool:
    waiting = hook.deliveries.filter(state=DeliveryState.WAITING, attempts_made__gt=0)
    return waiting.exclude(pk=delivery.pk).exists()
