"""Another system in the small province: a notary's software that has called for two days."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from motcua.agencies.actors import SYSTEM
from motcua.agencies.roles import Role
from motcua.exchange.models import (
    ApiClient,
    DeliveryState,
    Webhook,
    WebhookAttempt,
    WebhookDelivery,
)
from motcua.exchange.scopes import Scope
from motcua.exchange.services.clients import Terms, create_client, rotate_secret
from motcua.exchange.services.usage import note_call
from motcua.exchange.webhooks.kinds import PING
from motcua.exchange.webhooks.secrets import give_secret

if TYPE_CHECKING:
    from tests.world import World


def play_exchange(world: "World", at: datetime) -> ApiClient:
    """Make a client of one commune, with calls and refusals."""
    terms = Terms(
        name="Phần mềm công chứng Mẫu",
        organisation="Văn phòng công chứng Mẫu",
        contact_email="ky-thuat@congchung.example",
        scopes=frozenset({Scope.PUBLIC, Scope.LODGE, Scope.READ}),
        expires_on=date(2026, 12, 15),
        agencies=(world.here.agency,),
    )
    client, _secret = create_client(terms, actor=SYSTEM, at=at - timedelta(days=9))
    rotate_secret(client, actor=world.here.actor(Role.ADMINISTRATOR), at=at - timedelta(days=2))
    for hours, operation, refusal in (
        (30, "search_catalogue", ""),
        (29, "lodge_dossier", "answers-refused"),
        (28, "lodge_dossier", ""),
        (2, "list_dossiers", ""),
    ):
        note_call(client, operation, refusal, at=at - timedelta(hours=hours))
    _play_hook(client, at)
    return client


def _play_hook(client: ApiClient, at: datetime) -> None:
    """Let the client have a hook that has missed its last news."""
    hook = Webhook(
        client=client,
        address="https://congchung.example/mot-cua/tin",
        kinds=["dossier.accepted", "dossier.result_ready"],
        created_at=at - timedelta(days=3),
    )
    give_secret(hook, at=at - timedelta(days=3))
    hook.told_at, hook.failing_since = at - timedelta(hours=3), at - timedelta(minutes=5)
    hook.save()
    taken, missed = (
        WebhookDelivery.objects.create(
            hook=hook,
            kind=PING,
            payload="{}",
            state=state,
            attempts_made=1,
            next_attempt_at=at + timedelta(seconds=22),
            created_at=at - timedelta(hours=hours),
        )
        for state, hours in ((DeliveryState.SENT, 3), (DeliveryState.WAITING, 1))
    )
    WebhookAttempt.objects.create(
        delivery=taken, at=at - timedelta(hours=3), milliseconds=84, status=204
    )
    for minutes, problem in ((60, "ConnectionRefusedError"), (5, "Quá 10 giây mà chưa trả lời.")):
        WebhookAttempt.objects.create(
            delivery=missed,
            at=at - timedelta(minutes=minutes),
            milliseconds=10_000,
            problem=problem,
        )
