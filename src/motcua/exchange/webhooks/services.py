"""Making hooks, changing them, trying them out, sending again.

By an administrator, or by the client itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final

import orjson
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.roles import Role
from motcua.exchange.models import (
    ApiClient,
    ApiClientEvent,
    DeliveryState,
    HookState,
    Webhook,
    WebhookDelivery,
)
from motcua.exchange.scopes import FOLLOWING
from motcua.exchange.webhooks.addresses import found_for, target_of
from motcua.exchange.webhooks.kinds import PING, known_kinds
from motcua.exchange.webhooks.schedule import KEPT
from motcua.exchange.webhooks.secrets import give_secret
from motcua.kernel import clock
from motcua.kernel.errors import DomainError

MOST_HOOKS: Final = 10
_PIECE: Final = 5000
Act = ApiClientEvent.Act


class HookError(DomainError):
    """The hook cannot be made, changed or used that way."""

    code: ClassVar[str] = "webhook"


@dataclass(frozen=True, slots=True)
class Wish:
    """Where a client wants to be told, and what of."""

    address: str
    kinds: tuple[str, ...]


def make_hook(client: ApiClient, wish: Wish, *, actor: Actor, at: datetime) -> tuple[Webhook, str]:
    """Return a new hook, and its secret, which nobody is told again.

    Raises PermissionDenied, HookError, AddressError. Resolves the address's name.
    """
    _require(actor, client)
    kinds = _checked(client, wish)
    with transaction.atomic():
        ApiClient.objects.select_for_update(no_key=True).get(pk=client.pk)
        if client.hooks.count() >= MOST_HOOKS:
            raise HookError(
                _("Mỗi kết nối có nhiều nhất %(n)d địa chỉ báo tin.") % {"n": MOST_HOOKS}
            )
        hook = Webhook(client=client, address=wish.address, kinds=kinds, created_at=at)
        secret = give_secret(hook, at=at)
        hook.save()
        _note(hook, Act.HOOK_MADE, actor, at, {"kinds": kinds})
    return hook, secret


def change_hook(hook: Webhook, wish: Wish, *, actor: Actor, at: datetime) -> Webhook:
    """Let ``hook`` lead elsewhere or be told of other things; what waits goes there too.

    Raises PermissionDenied, HookError, AddressError.
    """
    _require(actor, hook.client)
    kinds = _checked(hook.client, wish)
    with transaction.atomic():
        held = _held(hook)
        if (held.address, held.kinds) != (wish.address, kinds):
            held.address, held.kinds = wish.address, kinds
            held.rests_until, held.unanswered = None, 0
            held.save(update_fields=["address", "kinds", "rests_until", "unanswered"])
            _note(held, Act.HOOK_CHANGED, actor, at, {"kinds": kinds})
    return held


@transaction.atomic
def rotate_hook(hook: Webhook, *, actor: Actor, at: datetime) -> str:
    """Give ``hook`` another secret and return it; for a day the old one signs beside it."""
    _require(actor, hook.client)
    held = _held(hook)
    secret = give_secret(held, at=at)
    held.save(update_fields=["sealed_secret", "sealed_before", "before_until", "secret_at"])
    _note(held, Act.HOOK_ROTATED, actor, at, {})
    return secret


@transaction.atomic
def switch_hook(hook: Webhook, *, is_on: bool, actor: Actor, at: datetime) -> Webhook:
    """Switch ``hook`` off, or on again; then what waited leaves, from the first try on."""
    _require(actor, hook.client)
    held = _held(hook)
    wanted = HookState.ON if is_on else HookState.OFF
    if held.state == wanted:
        return held
    held.state, held.stopped_why = wanted, ""
    held.failing_since, held.rests_until, held.unanswered = None, None, 0
    held.save(update_fields=["state", "stopped_why", "failing_since", "rests_until", "unanswered"])
    if is_on:
        waiting = held.deliveries.filter(state=DeliveryState.WAITING)
        # Not what is being sent at this moment: who sends it waits for this hook's row.
        free = list(waiting.select_for_update(skip_locked=True).values_list("pk", flat=True))
        waiting.filter(pk__in=free).update(next_attempt_at=at, attempts_made=0)
    _note(held, Act.HOOK_ON if is_on else Act.HOOK_OFF, actor, at, {})
    return held


def ping_hook(hook: Webhook, *, actor: Actor, at: datetime) -> WebhookDelivery:
    """Have a try sent, signed as everything is. Raises PermissionDenied, HookError."""
    _require(actor, hook.client)
    if hook.state != HookState.ON:
        raise HookError(_("Địa chỉ báo tin đang tắt. Xin bật lại rồi gửi thử."))
    said = {"type": PING, "timestamp": clock.local(at).isoformat(), "data": {}}
    return WebhookDelivery.objects.create(
        hook=hook,
        kind=PING,
        payload=orjson.dumps(said).decode(),
        next_attempt_at=at,
        created_at=at,
    )


def send_again(hook: Webhook, deliveries: Sequence[Any], *, actor: Actor, at: datetime) -> int:
    """Have those of the hook's ``deliveries`` (by ref) sent once more; return how many.

    Under the same id, so that a receiver who had it knows it again. Raises PermissionDenied.
    """
    _require(actor, hook.client)
    return _wait_again(hook.deliveries.filter(ref__in=list(deliveries)), at)


def send_stretch_again(
    hook: Webhook, since: datetime, until: datetime, *, actor: Actor, at: datetime
) -> int:
    """Have everything of a stretch of time sent once more; return how much.

    Raises PermissionDenied, HookError.
    """
    _require(actor, hook.client)
    if until < since:
        raise HookError(_("Lúc cuối đang trước lúc đầu. Xin xem lại."))
    if until < at - KEPT:
        raise HookError(_("Nhật ký chỉ giữ bảy ngày."))
    stretch = hook.deliveries.filter(created_at__gte=since, created_at__lte=until)
    return _wait_again(stretch, at)


def drop_old_news(*, at: datetime) -> int:
    """Delete what is older than the journal is kept; return how much."""
    dropped = 0
    old = WebhookDelivery.objects.filter(created_at__lt=at - KEPT).order_by("pk")
    while keys := list(old.values_list("pk", flat=True)[:_PIECE]):
        WebhookDelivery.objects.filter(pk__in=keys).delete()
        dropped += len(keys)
    return dropped


def _wait_again(rows: QuerySet[WebhookDelivery], at: datetime) -> int:
    ended = rows.filter(state__in=(DeliveryState.SENT, DeliveryState.FAILED))
    return ended.update(state=DeliveryState.WAITING, attempts_made=0, next_attempt_at=at)


def _require(actor: Actor, client: ApiClient) -> None:
    is_client = actor.account_id is not None and actor.account_id == client.account_id
    if actor is not SYSTEM and not is_client and not actor.has(Role.ADMINISTRATOR):
        raise PermissionDenied


def _checked(client: ApiClient, wish: Wish) -> list[str]:
    """Return the kinds wished for, after looking at the address and at what the client may."""
    kinds = known_kinds(wish.kinds)
    if not kinds or len(kinds) != len(set(wish.kinds)):
        raise HookError(_("Xin chọn ít nhất một việc trong danh sách để báo."))
    if not client.allowed & FOLLOWING:
        raise HookError(
            _(
                "Kết nối này chưa được theo dõi hồ sơ nào nên không có gì để báo. "
                "Xin cấp quyền trước."
            )
        )
    target = target_of(wish.address, may_be_plain=settings.WEBHOOK_MAY_BE_PLAIN)
    found_for(target, settings.WEBHOOK_NETWORKS)
    return kinds


def _held(hook: Webhook) -> Webhook:
    rows = Webhook.objects.select_for_update(no_key=True, of=("self",)).select_related("client")
    held: Webhook = rows.get(pk=hook.pk)
    return held


def _note(hook: Webhook, act: str, actor: Actor, at: datetime, payload: dict[str, Any]) -> None:
    """Write down what was done; of the address only where it leads: a path may hold a secret."""
    ApiClientEvent.objects.create(
        client_id=hook.client_id,
        act=act,
        payload={"hook": hook.host, **payload},
        officer_id=actor.officer_id,
        at=at,
    )
