"""Other systems of the demonstration: a notary's software that calls, a kiosk about to end.

Nobody is told their secrets: an administrator gives them another, as after a real loss.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import Agency
from motcua.exchange.models import (
    ApiClient,
    DeliveryState,
    HookState,
    Webhook,
    WebhookAttempt,
    WebhookDelivery,
)
from motcua.exchange.scopes import Scope
from motcua.exchange.services.clients import Terms, create_client, switch
from motcua.exchange.services.usage import note_call
from motcua.exchange.webhooks.kinds import PING, Kind
from motcua.exchange.webhooks.secrets import give_secret
from motcua.kernel import clock

_CALLS: Final = (
    # So many days ago, what, why it was refused, how often.
    (1, "list_dossiers", "", 24),
    (1, "lodge_dossier", "", 3),
    (1, "lodge_dossier", "answers-refused", 1),
    (2, "list_dossiers", "", 24),
    (2, "send_file", "", 6),
    (3, "search_catalogue", "", 11),
    (4, "list_messages", "scope-missing", 2),
)


def connect(agencies: Sequence[Agency], *, at: datetime) -> None:
    """Make three clients: one at work, one about to end, one switched off."""
    today = clock.day_of(at)
    notary = Terms(
        name="Phần mềm công chứng Hoa Sen",
        organisation="Văn phòng công chứng Hoa Sen",
        contact_email="ky-thuat@congchung.example",
        scopes=frozenset({Scope.PUBLIC, Scope.LODGE, Scope.READ}),
        expires_on=today + timedelta(days=250),
        agencies=tuple(agencies[:2]),
    )
    kiosk = Terms(
        name="Ki-ốt tại ngân hàng",
        organisation="Ngân hàng Mẫu, chi nhánh Bà Rịa",
        contact_email="kiosk@nganhang.example",
        scopes=frozenset({Scope.PUBLIC, Scope.READ, Scope.PAY}),
        expires_on=today + timedelta(days=5),
        is_for_all_agencies=True,
    )
    site = Terms(
        name="Trang thông tin xã (bản cũ)",
        organisation="UBND xã",
        contact_email="trang-xa@vidu.example",
        scopes=frozenset({Scope.PUBLIC}),
        expires_on=today + timedelta(days=90),
    )
    made = [
        create_client(terms, actor=SYSTEM, at=at, is_demo=True)[0]
        for terms in (notary, kiosk, site)
    ]
    switch(made[2], is_on=False, actor=SYSTEM, at=at)
    _hook(made[0], at)
    for ago, operation, refusal, count in _CALLS:
        for number in range(count):
            called = at - timedelta(days=ago, minutes=number)
            note_call(made[0], operation, refusal, at=called)


def _hook(client: ApiClient, at: datetime) -> None:
    """Give the notary a hook that was tried and is switched off: nobody has such an address."""
    hook = Webhook(
        client=client,
        address="https://congchung.example/mot-cua/tin",
        kinds=[str(kind) for kind in (Kind.ACCEPTED, Kind.SUPPLEMENT_ASKED, Kind.RESULT_READY)],
        state=HookState.OFF,
        created_at=at - timedelta(days=2),
    )
    give_secret(hook, at=at - timedelta(days=2))
    hook.told_at = at - timedelta(hours=26)
    hook.save()
    for hours, tries in ((40, ((503, 31), (204, 88))), (26, ((204, 74),))):
        told = at - timedelta(hours=hours)
        news = WebhookDelivery.objects.create(
            hook=hook,
            kind=PING,
            payload="{}",
            state=DeliveryState.SENT,
            attempts_made=len(tries),
            next_attempt_at=told,
            created_at=told,
            sent_at=told + timedelta(seconds=22),
        )
        WebhookAttempt.objects.bulk_create(
            WebhookAttempt(
                delivery=news,
                at=told + timedelta(seconds=22 * number),
                status=status,
                milliseconds=milliseconds,
            )
            for number, (status, milliseconds) in enumerate(tries)
        )
