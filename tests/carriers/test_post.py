"""Results by post over real HTTP: handed over, delivered, back, lost; told late, twice, never."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client

from motcua.agencies.actors import Actor
from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.delivery.lifecycle import ParcelState
from motcua.delivery.models import Parcel
from motcua.delivery.services import ASK_AGAIN, DeliveryError, call_the_post
from motcua.dossiers.comparing import compare
from motcua.dossiers.lifecycle import DeliveryState, MoneyState, State
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.acceptance import accept_at_desk
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.lodging import FeeInput, Settlement
from motcua.dossiers.services.posting import (
    Outgoing,
    hand_to_post,
    reconcile_cash,
    take_back,
)
from motcua.dossiers.services.reopening import reopen_dossier
from motcua.dossiers.services.returning import return_result
from motcua.dossiers.verification import read
from motcua.kernel.clock import VIETNAM
from tests import factories
from tests.carriers.conftest import Carriers
from tests.carriers.receiver import tell
from tests.dossiers.events import facts_of
from tests.factories import DeskFactory, ProcedureFactory

pytestmark = pytest.mark.django_db
THURSDAY = datetime(2026, 11, 19, 9, tzinfo=VIETNAM)
FRIDAY = THURSDAY + timedelta(days=1)
WORKERS = (Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK, Role.CASHIER)


@pytest.fixture(autouse=True)
def _on_friday() -> Iterator[None]:
    factories.form_templates()
    factories.message_templates()
    with time_machine.travel(FRIDAY, tick=True):
        yield


@pytest.fixture
def desk() -> Desk:
    """Return a commune's desk."""
    found: Desk = DeskFactory.create()
    return found


@pytest.fixture
def officer(desk: Desk) -> Actor:
    """Return one person who holds every role of the default process."""
    return factories.actor_with(*WORKERS, agency=desk.agency)


def finished(desk: Desk, officer: Actor, *, fee_dong: int = 0) -> Dossier:
    channels = [{**one, "fee_dong": fee_dong} for one in factories.CONTENT["channels"]]
    context = factories.context_of(desk)
    fee = FeeInput(Settlement.LATER if fee_dong else Settlement.NOTHING_DUE)
    dossier = accept_at_desk(
        factories.lodging(
            ProcedureFactory.create(content={"channels": channels}), desk.agency, fee=fee
        ),
        context=context,
        actor=officer,
        at=THURSDAY,
    )
    for _step in range(3):
        complete_step(dossier.pk, outcome="done", context=context, actor=officer, at=THURSDAY)
    return dossier


def send(dossier: Dossier, desk: Desk, officer: Actor, number: str = "") -> Parcel:
    hand_to_post(
        [Outgoing(dossier.pk, "Nguyễn Thị Hoà", "0900000012", "Ấp Một", number)],
        postman="Trần Văn Thư",
        context=factories.context_of(desk),
        actor=officer,
        at=FRIDAY,
    )
    return Parcel.objects.get(reference=dossier.tracking_code, settled_at__isnull=True)


def move(carriers: Carriers, parcel: Parcel, kind: str, **more: object) -> None:
    tell(f"{carriers.post}/orders/{parcel.ref}/_move", {"kind": kind, **more})


def fresh(dossier: Dossier) -> Dossier:
    return Dossier.objects.get(pk=dossier.pk)


def test_a_result_is_handed_over_placed_and_delivered(
    carriers: Carriers, client: Client, desk: Desk, officer: Actor
) -> None:
    dossier = finished(desk, officer)
    parcel = send(dossier, desk, officer)
    assert fresh(dossier).delivery_state == DeliveryState.ON_THE_WAY

    call_the_post(FRIDAY)
    move(carriers, parcel, "delivered", at=(FRIDAY + timedelta(hours=3)).isoformat())
    carriers.receiver.wait_for(1)
    answers = carriers.receiver.hand_on(client)

    parcel.refresh_from_db()
    assert answers == [204]
    assert parcel.tracking_number == "EMP00000001VN"
    assert parcel.state == ParcelState.DELIVERED
    home = fresh(dossier)
    assert (home.state, home.delivery_state) == (State.RETURNED, DeliveryState.HANDED_OVER)
    assert home.collector_id == home.applicant_id
    assert home.returned_at == FRIDAY + timedelta(hours=3)
    assert facts_of(home.events.get(action="return_result"))["by_post"] is True
    assert [one for kept in read([home.pk]) for one in compare(kept).differences] == []


def test_somebody_else_at_the_door_is_recorded_with_the_proof(
    carriers: Carriers, client: Client, desk: Desk, officer: Actor
) -> None:
    dossier = finished(desk, officer)
    parcel = send(dossier, desk, officer)
    call_the_post(FRIDAY)

    move(carriers, parcel, "delivered", collector="Lê Văn Tám", proof="Giấy ủy quyền 12/UQ")
    carriers.receiver.wait_for(1)
    carriers.receiver.hand_on(client)

    home = fresh(dossier)
    assert home.collector is not None
    assert (home.collector.full_name, home.collector_proof) == (
        "Lê Văn Tám",
        "Giấy ủy quyền 12/UQ",
    )
    event = home.events.get(action="return_result")
    assert "Tám" not in str(event.payload)


@pytest.mark.parametrize("manner", ["twice", "backwards"])
def test_news_told_twice_or_out_of_order_ends_the_same(
    carriers: Carriers, client: Client, desk: Desk, officer: Actor, manner: str
) -> None:
    dossier = finished(desk, officer)
    parcel = send(dossier, desk, officer)
    call_the_post(FRIDAY)
    tell(f"{carriers.post}/_behave", {"callback": "never"})
    move(carriers, parcel, "collected", at=(FRIDAY + timedelta(minutes=5)).isoformat())
    move(carriers, parcel, "attempted", at=(FRIDAY + timedelta(hours=2)).isoformat())
    tell(f"{carriers.post}/_behave", {"callback": manner})

    move(carriers, parcel, "delivered", at=(FRIDAY + timedelta(hours=5)).isoformat())
    carriers.receiver.wait_for(2 if manner == "twice" else 3)
    carriers.receiver.hand_on(client)

    parcel.refresh_from_db()
    assert parcel.state == ParcelState.DELIVERED
    assert parcel.events.count() == (1 if manner == "twice" else 3)
    assert fresh(dossier).events.filter(action="return_result").count() == 1


def test_what_the_callback_lost_is_found_by_asking(
    carriers: Carriers, desk: Desk, officer: Actor
) -> None:
    dossier = finished(desk, officer)
    parcel = send(dossier, desk, officer)
    call_the_post(FRIDAY)
    tell(f"{carriers.post}/_behave", {"callback": "never"})
    move(carriers, parcel, "delivered", at=(FRIDAY + timedelta(hours=1)).isoformat())

    asked_too_soon = call_the_post(FRIDAY + timedelta(hours=1))
    call_the_post(FRIDAY + ASK_AGAIN)

    assert asked_too_soon == 0
    assert fresh(dossier).state == State.RETURNED


def test_after_two_attempts_it_comes_back_and_can_be_handed_over_at_the_desk(
    carriers: Carriers, client: Client, desk: Desk, officer: Actor
) -> None:
    dossier = finished(desk, officer)
    parcel = send(dossier, desk, officer)
    call_the_post(FRIDAY)
    for days, kind in ((0, "attempted"), (5, "attempted"), (6, "going_back"), (7, "back")):
        move(carriers, parcel, kind, at=(FRIDAY + timedelta(days=days)).isoformat())
    carriers.receiver.wait_for(4)
    carriers.receiver.hand_on(client)

    parcel.refresh_from_db()
    assert (parcel.state, parcel.attempts_count, parcel.problem) == (ParcelState.BACK, 2, "")
    here = fresh(dossier)
    assert (here.state, here.delivery_state) == (State.FINISHED, DeliveryState.READY)
    return_result(
        dossier.pk,
        collector=None,
        proof="",
        has_receipt=True,
        actor=officer,
        at=FRIDAY + timedelta(days=8),
    )
    assert fresh(dossier).state == State.RETURNED


def test_a_parcel_back_before_two_attempts_is_shown_to_the_desk(
    carriers: Carriers, client: Client, desk: Desk, officer: Actor
) -> None:
    parcel = send(finished(desk, officer), desk, officer)
    call_the_post(FRIDAY)

    move(carriers, parcel, "attempted")
    move(carriers, parcel, "back")
    carriers.receiver.wait_for(2)
    carriers.receiver.hand_on(client)

    parcel.refresh_from_db()
    assert "hai lần" in parcel.problem


def test_a_lost_parcel_is_shown_to_the_desk(
    carriers: Carriers, client: Client, desk: Desk, officer: Actor
) -> None:
    dossier = finished(desk, officer)
    parcel = send(dossier, desk, officer)
    call_the_post(FRIDAY)

    move(carriers, parcel, "lost")
    carriers.receiver.wait_for(1)
    carriers.receiver.hand_on(client)

    parcel.refresh_from_db()
    assert "thất lạc" in parcel.problem
    assert fresh(dossier).delivery_state == DeliveryState.ON_THE_WAY


@pytest.mark.parametrize("answer", ["away", "refuse"])
def test_a_post_that_does_not_answer_is_asked_again(
    carriers: Carriers, desk: Desk, officer: Actor, answer: str
) -> None:
    tell(f"{carriers.post}/_behave", {"answer": answer})
    parcel = send(finished(desk, officer), desk, officer)

    call_the_post(FRIDAY)
    parcel.refresh_from_db()
    assert parcel.placed_at is None
    assert parcel.last_error
    tell(f"{carriers.post}/_behave", {"answer": "ok"})
    call_the_post(parcel.next_call_at)

    parcel.refresh_from_db()
    assert (parcel.tracking_number, parcel.last_error) == ("EMP00000001VN", "")


def test_the_parcel_that_the_desk_scanned_keeps_its_number(
    carriers: Carriers, desk: Desk, officer: Actor
) -> None:
    del carriers
    parcel = send(finished(desk, officer), desk, officer, "ev123456789vn")

    call_the_post(FRIDAY)

    parcel.refresh_from_db()
    assert parcel.tracking_number == "EV123456789VN"


def test_the_post_collects_the_fee_and_the_cashier_reconciles_it(
    carriers: Carriers, client: Client, desk: Desk, officer: Actor
) -> None:
    dossier = finished(desk, officer, fee_dong=15_000)
    parcel = send(dossier, desk, officer)
    assert parcel.cash_dong == 15_000
    call_the_post(FRIDAY)
    move(carriers, parcel, "delivered")
    carriers.receiver.wait_for(1)
    carriers.receiver.hand_on(client)
    parcel.refresh_from_db()
    number = parcel.tracking_number or ""
    words: dict[str, Any] = {
        "context": factories.context_of(desk),
        "document": "BK-01",
        "actor": officer,
        "at": FRIDAY + timedelta(days=4),
    }

    with pytest.raises(DeliveryError, match="bưu chính báo đã thu 15000"):
        reconcile_cash({number: 14_000}, **words)
    with pytest.raises(DeliveryError, match="Không có bưu gửi"):
        reconcile_cash({number: 15_000, "LA": 1}, **words)
    assert fresh(dossier).money_state == MoneyState.DUE
    reconcile_cash({number: 15_000}, **words)

    assert fresh(dossier).money_state == MoneyState.PAID
    assert dossier.charges.get().payment is not None
    with pytest.raises(DeliveryError, match="đối soát rồi"):
        reconcile_cash({number: 15_000}, **words)


def test_all_of_a_list_goes_or_none(desk: Desk, officer: Actor) -> None:
    first, second = finished(desk, officer), finished(desk, officer)
    words: dict[str, Any] = {
        "postman": "Trần Văn Thư",
        "context": factories.context_of(desk),
        "actor": officer,
        "at": FRIDAY,
    }
    good = Outgoing(first.pk, "Hoà", "", "Ấp Một")

    with pytest.raises(DeliveryError, match="chưa có địa chỉ"):
        hand_to_post([good, Outgoing(second.pk, "Hoà", "", " ")], **words)

    assert Parcel.objects.count() == 0
    assert fresh(first).delivery_state == DeliveryState.READY
    record = hand_to_post([good, Outgoing(second.pk, "Hoà", "", "Ấp Hai")], **words)
    assert (record.number, record.parcels.count()) == (1, 2)


def test_what_is_at_the_post_is_neither_handed_over_nor_opened_again(
    desk: Desk, officer: Actor
) -> None:
    dossier = finished(desk, officer)
    send(dossier, desk, officer)
    context = factories.context_of(desk)

    with pytest.raises(DeliveryError, match="đang ở bưu chính"):
        return_result(
            dossier.pk, collector=None, proof="", has_receipt=True, actor=officer, at=FRIDAY
        )
    with pytest.raises(DeliveryError, match="đang ở bưu chính"):
        reopen_dossier(
            dossier.pk,
            reason="Sai",
            legal_basis="Điều 21",
            working_days=1,
            context=context,
            actor=officer,
            at=FRIDAY,
        )
    with pytest.raises(DeliveryError, match="bưu chính rồi"):
        send(dossier, desk, officer)
    take_back(dossier.pk, actor=officer, at=FRIDAY)
    assert fresh(dossier).delivery_state == DeliveryState.READY


def test_another_desk_may_not_send_it(desk: Desk, officer: Actor) -> None:
    dossier = finished(desk, officer)
    other: Desk = DeskFactory.create()
    stranger = factories.actor_with(Role.DESK_OFFICER, agency=other.agency)

    with pytest.raises(PermissionDenied):
        send(dossier, other, stranger)
