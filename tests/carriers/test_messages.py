"""SMS and Zalo over real HTTP: late, refused, undelivered, twice, never; and the way out."""

from datetime import datetime, time, timedelta

import pytest
from django.test import Client

from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.receipts import announce
from motcua.kernel.clock import VIETNAM
from motcua.kernel.signed_json import signature
from motcua.notifications.models import (
    Channel,
    ChannelChoice,
    Message,
    MessageState,
    MessageTemplate,
    QuietHours,
)
from motcua.notifications.services import MOST_OF_A_PROVIDER, send_waiting
from simulators.wire import SECRET
from tests import factories
from tests.carriers.conftest import Carriers
from tests.carriers.receiver import ask, knock, tell
from tests.factories import LONG_AGO, DeskFactory, ProcedureFactory

pytestmark = pytest.mark.django_db
AT = datetime(2024, 9, 12, 9, tzinfo=VIETNAM)
NIGHT = datetime(2024, 9, 12, 22, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def _words() -> None:
    factories.form_templates()
    factories.message_templates()
    MessageTemplate.objects.bulk_create(
        MessageTemplate(
            topic=topic,
            channel=Channel.SMS,
            body="Hồ sơ {code}: xem {url}",
            is_plain=True,
            valid_from=LONG_AGO,
        )
        for topic in ("accepted", "ready")
    )


def accepted(email: str = "", *, channel: str = "") -> Dossier:
    """Return a dossier of somebody with a telephone, accepted now; its message waits."""
    desk: Desk = DeskFactory.create()
    dossier = accept_at_desk(
        factories.lodging(
            ProcedureFactory.create(), desk.agency, applicant=factories.applicant(email=email)
        ),
        context=factories.context_of(desk),
        actor=factories.actor_with(*Role, agency=desk.agency),
        at=AT,
    )
    if channel:
        ChannelChoice.objects.create(person=dossier.applicant, channel=channel, chosen_at=AT)
    return dossier


def only() -> Message:
    return Message.objects.get()


def test_somebody_without_mail_gets_a_short_message_without_marks(carriers: Carriers) -> None:
    dossier = accepted()

    send_waiting(AT)

    (sent,) = ask(f"{carriers.messages}/_sent")["sent"]
    assert sent["provider"] == "sms"
    assert sent["to"] == "0900000012"
    assert sent["text"].startswith(f"Ho so {dossier.code}: xem http")
    assert "Hoà" not in sent["text"]
    assert only().state == MessageState.SENT


def test_a_report_of_arrival_is_taken_once_and_told_twice(
    carriers: Carriers, client: Client
) -> None:
    tell(f"{carriers.messages}/_behave", {"provider": "sms", "report": "twice"})
    accepted()

    send_waiting(AT)
    carriers.receiver.wait_for(2)
    answers = carriers.receiver.hand_on(client)

    assert answers == [204, 204]
    assert only().state == MessageState.DELIVERED
    assert only().delivered_at is not None


def test_without_a_report_it_stays_sent(carriers: Carriers) -> None:
    tell(f"{carriers.messages}/_behave", {"provider": "sms", "report": "never"})
    accepted()

    send_waiting(AT)

    assert (only().state, only().delivered_at) == (MessageState.SENT, None)


def test_what_the_first_provider_refuses_the_second_carries(carriers: Carriers) -> None:
    tell(f"{carriers.messages}/_behave", {"provider": "sms", "answer": "refuse"})
    accepted()

    send_waiting(AT)
    waiting = only().state
    send_waiting(AT)

    assert waiting == MessageState.WAITING
    assert (only().state, only().provider) == (MessageState.SENT, "sms2")


def test_a_provider_that_is_away_is_tried_thrice_then_left(carriers: Carriers) -> None:
    tell(f"{carriers.messages}/_behave", {"provider": "sms", "answer": "away"})
    accepted()
    at = AT
    for _attempt in range(MOST_OF_A_PROVIDER):
        send_waiting(at)
        at = only().next_attempt_at

    send_waiting(at)

    assert (only().state, only().provider) == (MessageState.SENT, "sms2")
    assert ask(f"{carriers.messages}/_sent")["asked"] == MOST_OF_A_PROVIDER + 1


def test_what_did_not_arrive_goes_on_to_the_next_and_at_last_to_the_call_list(
    carriers: Carriers, client: Client
) -> None:
    for provider in ("sms", "sms2"):
        tell(f"{carriers.messages}/_behave", {"provider": provider, "report": "undelivered"})
    dossier = accepted()
    Message.objects.all().delete()
    announce(dossier, "ready", "", context=factories.context_of(dossier.desk), at=AT)

    for _provider in range(2):
        # The report came now, and so does the next try.
        send_waiting(only().next_attempt_at)
        carriers.receiver.wait_for(1)
        carriers.receiver.hand_on(client)

    assert only().state == MessageState.FAILED
    dossier.refresh_from_db()
    assert dossier.call_topic == "ready"


def test_statutory_news_reaches_the_next_channel_when_the_chosen_one_fails(
    carriers: Carriers,
) -> None:
    dossier = accepted("hoa@thu.test", channel=Channel.ZALO)
    Message.objects.all().delete()
    tell(f"{carriers.messages}/_behave", {"provider": "zalo", "answer": "refuse"})
    context = factories.context_of(dossier.desk)
    announce(dossier, "ready", "hoa@thu.test", context=context, at=AT)

    send_waiting(AT)

    first, second = Message.objects.order_by("pk")
    assert (first.channel, first.state) == (Channel.ZALO, MessageState.FAILED)
    assert (second.channel, second.recipient) == (Channel.EMAIL, "hoa@thu.test")
    assert second.state == MessageState.WAITING


def test_nobody_is_woken_at_night(carriers: Carriers) -> None:
    QuietHours.objects.create(
        channel=Channel.SMS, begins=time(21), ends=time(7), valid_from=LONG_AGO
    )
    accepted()

    at_night = send_waiting(NIGHT)
    in_the_morning = send_waiting(NIGHT + timedelta(hours=10))

    assert (at_night, in_the_morning) == (0, 1)
    assert ask(f"{carriers.messages}/_sent")["asked"] == 1


@pytest.mark.usefixtures("carriers")
@pytest.mark.parametrize(
    ("header", "body", "status"),
    [
        pytest.param("", b"{}", 401, id="unsigned"),
        pytest.param("t=1,v1=ab", b"{}", 401, id="forged"),
        pytest.param(None, b"[]", 400, id="no object"),
        pytest.param(None, b'{"id": "x", "status": "delivered"}', 400, id="no reference"),
        pytest.param(
            None,
            b'{"id": "00000000-0000-4000-8000-000000000000", "status": "delivered"}',
            404,
            id="nobody's",
        ),
    ],
)
def test_a_callback_is_heard_only_when_it_is_signed_and_makes_sense(
    client: Client, header: str | None, body: bytes, status: int
) -> None:
    now = int(datetime.now(VIETNAM).timestamp())  # noqa: TID251 - signed now, checked now
    signed = signature(body, SECRET, now) if header is None else header

    assert knock(client, "/goi-lai/tin-nhan/sms/", signed, body).status_code == status


@pytest.mark.usefixtures("carriers")
def test_an_old_signature_cannot_be_used_again(client: Client) -> None:
    body = b"{}"

    answer = knock(client, "/goi-lai/tin-nhan/sms/", signature(body, SECRET, 1_700_000_000), body)

    assert answer.status_code == 401
