"""How a dossier is led to each state by the services, and how each act is tried on it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.models import Agency, Desk
from motcua.agencies.roles import Role
from motcua.agencies.selectors import DeskContext
from motcua.documents.models import StoredFile
from motcua.dossiers.lifecycle import Action, MoneyState, State
from motcua.dossiers.models import Dossier, Result, Step
from motcua.dossiers.services import (
    apologies,
    consulting,
    ending,
    erasing,
    fees,
    handling,
    money,
    pausing,
    posting,
    receipts,
    refusing,
    reopening,
    results,
    returning,
    steps,
    submitted,
)
from motcua.dossiers.services.acceptance import accept_at_desk, lodge_dossier
from motcua.dossiers.services.lodging import FeeInput, Settlement
from motcua.kernel.clock import VIETNAM
from motcua.kernel.errors import DomainError
from motcua.kernel.fees import Count, Fee, FeeRule, FeeUnit
from motcua.notifications.models import Message, MessageState
from motcua.payments.models import Payment, PaymentMethod, Refund
from motcua.procedures.models import RetentionRule
from tests import factories
from tests.factories import ProcedureFactory

ACCEPTED_AT: Final = datetime(2026, 11, 16, 9, 0, tzinfo=VIETNAM)
NOW: Final = datetime(2026, 11, 16, 14, 0, tzinfo=VIETNAM)
LATER: Final = NOW + timedelta(minutes=5)
SHA: Final = "ab" * 32
PROCESS: Final = {
    "steps": [
        {
            "key": key,
            "name": name,
            "role": "handling_officer",
            "budget_minutes": 0,
            "outcomes": [{"key": "done", "label": "Xong", "next": then}],
        }
        for key, name, then in (
            ("appraise", "Thẩm định", "draft"),
            ("draft", "Soạn kết quả", "check"),
            ("check", "Soát lại", "end"),
        )
    ]
}


@dataclass
class Scene:
    """An agency with somebody for each role, and one dossier."""

    agency: Agency
    desk: Desk
    context: DeskContext
    other: Agency
    file: StoredFile
    actors: dict[Role, Actor]
    elsewhere: dict[Role, Actor]
    dossier: Dossier = field(default_factory=Dossier)

    def acting(self, actor: Actor, at: datetime = LATER) -> dict[str, Any]:
        """Return what every act wants to know."""
        return {"context": self.context, "actor": actor, "at": at}


def brought_to(scene: Scene, state: State) -> Dossier:
    """Return a dossier led to ``state`` by the services alone."""
    fees = [{**channel, "fee_dong": 15_000} for channel in factories.CONTENT["channels"]]
    procedure = ProcedureFactory.create(content={"channels": fees, "process": PROCESS})
    settlement = (
        Settlement.PAID
        if state in {State.WITHDRAWN, State.STOPPED, State.RETURNED}
        else Settlement.LATER
    )
    taken = factories.lodging(procedure, scene.agency, fee=FeeInput(settlement))
    desk = scene.acting(scene.actors[Role.DESK_OFFICER], ACCEPTED_AT)
    doing = scene.acting(scene.actors[Role.HANDLING_OFFICER], NOW)
    if state in {State.SUBMITTED, State.NOT_ACCEPTED}:
        dossier = lodge_dossier(taken, **desk)
        if state is State.NOT_ACCEPTED:
            refusing.refuse_dossier(
                dossier.pk, reasons=["Thiếu chữ ký"], legal_basis="Điều 17", advice="", **desk
            )
        return dossier
    dossier = accept_at_desk(taken, **desk)
    key = dossier.pk
    if state is State.ACCEPTED:
        return dossier
    handling.complete_step(key, outcome="done", **doing)
    if state is State.AWAITING_SUPPLEMENT:
        attempt_supplement(scene, key, doing["actor"], NOW)
    elif state is State.AWAITING_PAYMENT:
        attempt_payment(scene, key, doing["actor"], NOW)
    elif state in {State.WITHDRAWN, State.STOPPED}:
        act = ending.withdraw_dossier if state is State.WITHDRAWN else ending.stop_dossier
        act(key, **ending_words(ending.MoneyEnding.REFUND), **scene.acting(SYSTEM, NOW))
    elif state in {State.FINISHED, State.RETURNED}:
        handling.complete_step(key, outcome="done", **doing)
        handling.complete_step(key, outcome="done", **doing)
        if state is State.RETURNED:
            actor = scene.actors[Role.DESK_OFFICER]
            returning.return_result(
                key, collector=None, proof="", has_receipt=True, actor=actor, at=NOW
            )
    return dossier


def ending_words(kind: "ending.MoneyEnding") -> dict[str, Any]:
    """Return what a withdrawal or a stop says."""
    return {
        "reason": "Người nộp đề nghị",
        "money": kind,
        "money_basis": "Điều 6",
        "returned_papers": ["Tờ khai"],
    }


def order_of(key: int) -> int:
    """Return the order of the open step; one that no step has when none is open."""
    found = Step.objects.filter(dossier_id=key, closed_at__isnull=True).first()
    return found.order if found else 99


def attempt_supplement(scene: Scene, key: int, actor: Actor, at: datetime) -> object:
    return pausing.ask_supplement(
        key,
        items=[pausing.SupplementItem(paper_id="p1", form="original", change="Ký lại")],
        reason="Tờ khai chưa ký",
        legal_basis="Nghị định 118/2025/NĐ-CP",
        reply_by=None,
        **scene.acting(actor, at),
    )


def attempt_payment(scene: Scene, key: int, actor: Actor, at: datetime) -> object:
    return pausing.ask_payment(
        key,
        reason="Lệ phí trước bạ",
        legal_basis="Luật Đất đai",
        document="Thông báo 12/TB",
        amount_dong=None,
        **scene.acting(actor, at),
    )


def as_system(act: Callable[[], object]) -> None:
    """Prepare something in the name of the system; where the state forbids it, go on without."""
    try:
        with transaction.atomic():
            act()
    except (DomainError, Result.DoesNotExist):
        pass


def result_in_force(key: int) -> Result | None:
    return Result.objects.filter(dossier_id=key, voided_at__isnull=True).first()


def with_result(scene: Scene, key: int, *, approved: bool) -> Result | None:
    """Give the dossier a result, whatever way its state allows."""
    as_system(
        lambda: results.attach_result(
            key, file=scene.file, outcome="granted", title="Giấy xác nhận", actor=SYSTEM, at=NOW
        )
    )
    found = result_in_force(key)
    if found is None:
        found = Result.objects.create(
            dossier_id=key, outcome="granted", title="Giấy", file=scene.file, made_at=NOW
        )
    if approved and found.approved_at is None:
        found.approved_at, found.approved_sha256 = NOW, found.file.sha256
        found.save()
    return found


ATTEMPTS: dict[Action, Callable[[Scene, int, Actor], object]] = {}


def attempt(action: Action) -> Callable[[Callable[[Scene, int, Actor], object]], None]:
    """Register how ``action`` is tried."""

    def register(function: Callable[[Scene, int, Actor], object]) -> None:
        ATTEMPTS[action] = function

    return register


@attempt(Action.ACCEPT)
def _(scene: Scene, key: int, actor: Actor) -> object:
    return submitted.accept_submitted(key, **scene.acting(actor))


@attempt(Action.REFUSE)
def _(scene: Scene, key: int, actor: Actor) -> object:
    return refusing.refuse_dossier(
        key, reasons=["Thiếu"], legal_basis="Điều 17", advice="", **scene.acting(actor)
    )


@attempt(Action.CORRECT_RECEIPT)
def _(scene: Scene, key: int, actor: Actor) -> object:
    return receipts.correct_receipt(
        key, changes={"phone": "0900000099"}, reason="Gõ nhầm", **scene.acting(actor)
    )


@attempt(Action.TAKE)
def _(_scene: Scene, key: int, actor: Actor) -> object:
    return steps.take_step(key, order=order_of(key), actor=actor, at=LATER)


@attempt(Action.ASSIGN)
def _(scene: Scene, key: int, actor: Actor) -> object:
    to = scene.actors[Role.HANDLING_OFFICER].officer_id
    return steps.assign_step(key, order=order_of(key), officer_id=to, actor=actor, at=LATER)


@attempt(Action.COMPLETE_STEP)
def _(scene: Scene, key: int, actor: Actor) -> object:
    return handling.complete_step(key, outcome="done", order=order_of(key), **scene.acting(actor))


@attempt(Action.RETURN_STEP)
def _(scene: Scene, key: int, actor: Actor) -> object:
    return steps.return_step(
        key, order=order_of(key), to_order=1, reason="Thiếu ý kiến", **scene.acting(actor)
    )


@attempt(Action.CONSULT)
def _(scene: Scene, key: int, actor: Actor) -> object:
    return consulting.ask_agency(
        key,
        agency_id=scene.other.pk,
        question="Có ý kiến gì về hồ sơ này?",
        due_on=date(2026, 11, 18),
        actor=actor,
        at=LATER,
    )


@attempt(Action.ANSWER_CONSULTATION)
def _(scene: Scene, key: int, actor: Actor) -> object:
    asked = Dossier.objects.get(pk=key).consultations.create(
        agency=scene.agency, question="Ý kiến?", due_at=LATER, asked_at=NOW
    )
    return consulting.answer(asked, answer="Đồng ý", file=None, actor=actor, at=LATER)


@attempt(Action.ASK_SUPPLEMENT)
def _(scene: Scene, key: int, actor: Actor) -> object:
    return attempt_supplement(scene, key, actor, LATER)


@attempt(Action.RESUME)
def _(scene: Scene, key: int, actor: Actor) -> object:
    return pausing.resume(key, note="Đã nộp đủ", **scene.acting(actor))


@attempt(Action.ASK_PAYMENT)
def _(scene: Scene, key: int, actor: Actor) -> object:
    return attempt_payment(scene, key, actor, LATER)


@attempt(Action.COLLECT_FEE)
def _(_scene: Scene, key: int, actor: Actor) -> object:
    dossier = Dossier.objects.get(pk=key)
    charge = dossier.charges.filter(payment__isnull=True).first() or dossier.charges.create(
        name="Lệ phí", amount_dong=8_000
    )
    return money.collect_charge(
        key,
        charge_id=charge.pk,
        amount_dong=None,
        method=PaymentMethod.CASH,
        actor=actor,
        at=LATER,
    )


@attempt(Action.RECKON_FEE)
def _(_scene: Scene, key: int, actor: Actor) -> object:
    dossier = Dossier.objects.get(pk=key)
    unpaid = dossier.charges.filter(payment__isnull=True).first()
    charge = unpaid or dossier.charges.create(name="Lệ phí", amount_dong=8_000)
    charge.take_over(Fee(FeeRule(5_000, FeeUnit.COPY)))
    charge.save()
    return fees.reckon_fee(
        key, counts=[Count(copies=2)], grant=None, reason="", actor=actor, at=LATER
    )


@attempt(Action.REFUND_FEE)
def _(scene: Scene, key: int, actor: Actor) -> object:
    refund = Refund.objects.filter(payment__charges__dossier_id=key).first()
    if refund is None:
        charge = Dossier.objects.get(pk=key).charges.create(name="Phí", amount_dong=8_000)
        # Whatever the state: somebody paid, and is to get it back.
        charge.payment = Payment.objects.create(
            reference="thu", amount_dong=8_000, method="cash", received_at=NOW
        )
        charge.save()
        refund = Refund.objects.create(
            payment=charge.payment, amount_dong=8_000, reason="Thu nhầm", decided_at=NOW
        )
    Refund.objects.filter(pk=refund.pk).update(approved_at=NOW)
    del scene
    return money.pay_refund(refund, method=PaymentMethod.CASH, actor=actor, at=LATER)


@attempt(Action.APOLOGIZE)
def _(scene: Scene, key: int, actor: Actor) -> object:
    return apologies.sign_apology(
        key, reason="Chờ xác minh", new_due_on=date(2026, 11, 25), **scene.acting(actor)
    )


@attempt(Action.ATTACH_RESULT)
def _(scene: Scene, key: int, actor: Actor) -> object:
    return results.attach_result(
        key, file=scene.file, outcome="granted", title="Giấy xác nhận", actor=actor, at=LATER
    )


@attempt(Action.APPROVE_RESULT)
def _(scene: Scene, key: int, actor: Actor) -> object:
    found = with_result(scene, key, approved=False)
    version = found.version if found else 1
    return results.approve_result(key, version=version, sha256=SHA, actor=actor, at=LATER)


@attempt(Action.NUMBER_RESULT)
def _(scene: Scene, key: int, actor: Actor) -> object:
    with_result(scene, key, approved=True)
    return results.number_result(key, symbol="/GXN", dated=LATER.date(), actor=actor, at=LATER)


@attempt(Action.WITHDRAW)
def _(scene: Scene, key: int, actor: Actor) -> object:
    words = ending_words(ending.MoneyEnding.NONE)
    return ending.withdraw_dossier(key, **words, **scene.acting(actor))


@attempt(Action.STOP)
def _(scene: Scene, key: int, actor: Actor) -> object:
    words = ending_words(ending.MoneyEnding.NONE)
    return ending.stop_dossier(key, **words, **scene.acting(actor))


@attempt(Action.HAND_TO_POST)
def _(scene: Scene, key: int, actor: Actor) -> object:
    out = posting.Outgoing(key, "Nguyễn Thị Hoà", "", "Ấp Một")
    return posting.hand_to_post([out], postman="Trần Văn Thư", **scene.acting(actor))


@attempt(Action.COME_BACK)
def _(scene: Scene, key: int, actor: Actor) -> object:
    out = posting.Outgoing(key, "Nguyễn Thị Hoà", "", "Ấp Một")
    as_system(
        lambda: posting.hand_to_post(
            [out], postman="Trần Văn Thư", **scene.acting(scene.actors[Role.DESK_OFFICER], NOW)
        )
    )
    return posting.take_back(key, actor=actor, at=LATER)


@attempt(Action.RETURN_RESULT)
def _(_scene: Scene, key: int, actor: Actor) -> object:
    return returning.return_result(
        key, collector=None, proof="", has_receipt=True, actor=actor, at=LATER
    )


@attempt(Action.ERASE)
def _(_scene: Scene, key: int, actor: Actor) -> object:
    # Whatever else would hold the data is settled, and their time is over.
    RetentionRule.objects.create(years=1, legal_basis="Danh mục", valid_from=ACCEPTED_AT.date())
    Dossier.objects.filter(pk=key).update(money_state=MoneyState.PAID)
    Refund.objects.update(paid_at=LATER)
    Message.objects.update(state=MessageState.SENT)
    at = LATER.replace(year=LATER.year + 1)
    return erasing.erase_dossier(key, actor=actor, at=at)


@attempt(Action.REOPEN)
def _(scene: Scene, key: int, actor: Actor) -> object:
    return reopening.reopen_dossier(
        key, reason="Sai sót", legal_basis="Điều 21", working_days=2, **scene.acting(actor)
    )
