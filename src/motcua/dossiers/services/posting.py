"""Results that go home by the public post: handed over, delivered, or back again.

Transit is no part of the time for handling: the dossier was finished before. It is returned
when somebody has signed for it; the post says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.selectors import DeskContext, desk_context
from motcua.delivery import services as delivery
from motcua.delivery.lifecycle import ParcelState
from motcua.delivery.models import HandOver, Parcel, Remittance
from motcua.delivery.services import DeliveryError, NewParcel
from motcua.dossiers import codes, rights
from motcua.dossiers.acts import Doing, doing
from motcua.dossiers.cash_desk import account_of
from motcua.dossiers.lifecycle import Action, DeliveryState, ResultMode, State
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.money import collect_charge
from motcua.dossiers.services.receipts import announce, announcement
from motcua.dossiers.services.slips import applicant_of
from motcua.kernel.text import fold
from motcua.payments.models import PaymentMethod
from motcua.people.models import Person
from motcua.people.services import PersonInput, remember_people

OUTGOING: Final = "post_out"
INCOMING: Final = "post_in"
"""The series of hand-over records, numbered anew each year."""
MOST_AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A result to send: of which dossier, to whom and where, in which parcel."""

    dossier_id: int
    recipient: str
    phone: str
    address: str
    tracking_number: str = ""


def hand_to_post(
    outgoing: Sequence[Outgoing],
    *,
    postman: str,
    context: DeskContext,
    actor: Actor,
    at: datetime,
) -> HandOver:
    """Hand finished results over to the postman, all or none; return the record.

    Whoever still owes a known amount pays it to the postman. Raises DeliveryError,
    PermissionDenied, IllegalTransitionError.
    """
    if not outgoing:
        raise DeliveryError(_("Xin chọn ít nhất một kết quả để giao bưu chính."))
    if len(outgoing) > MOST_AT_ONCE:
        raise DeliveryError(
            _("Mỗi biên bản giao nhiều nhất %(most)d kết quả.") % {"most": MOST_AT_ONCE}
        )
    with transaction.atomic():
        parcels = []
        # In one order everywhere, so that two desks never wait for each other.
        for one in sorted(outgoing, key=lambda out: out.dossier_id):
            with doing(one.dossier_id, actor=actor, at=at) as work:
                parcels.append(_hand_over(work, one, context))
        number = codes.next_number(context.agency.pk, OUTGOING, at)
        return delivery.hand_over(
            parcels,
            agency=context.agency,
            number=number,
            postman=postman,
            actor=actor,
            at=at,
        )


def _hand_over(work: Doing, one: Outgoing, context: DeskContext) -> NewParcel:
    dossier = work.dossier
    rights.require(work.actor, Action.HAND_TO_POST, dossier, None)
    if dossier.receiving_agency_id != context.agency.pk:
        raise DeliveryError(_("Hồ sơ %(code)s do nơi khác trả kết quả.") % {"code": dossier.code})
    if work.state is State.FINISHED and dossier.delivery_state != DeliveryState.READY:
        raise DeliveryError(
            _("Kết quả hồ sơ %(code)s đang ở bưu chính rồi.") % {"code": dossier.code}
        )
    cash = sum(charge.amount_dong for charge in account_of(dossier).unpaid)
    behalf = rights.behalf(work.actor, Action.HAND_TO_POST, dossier, None)
    work.record(Action.HAND_TO_POST, {"cash_dong": cash}, behalf=behalf)
    dossier.delivery_state = DeliveryState.ON_THE_WAY
    dossier.result_mode = ResultMode.BY_POST
    Dossier.objects.filter(pk=dossier.pk).update(result_mode=dossier.result_mode)
    email = applicant_of(dossier).email
    work.tell(lambda: announcement(dossier, "posted", email, context=context, at=work.at))
    return NewParcel(
        reference=dossier.tracking_code,
        recipient=one.recipient,
        phone=one.phone,
        address=one.address,
        tracking_number=one.tracking_number,
        cash_dong=cash,
    )


def take_back(dossier_id: int, *, actor: Actor, at: datetime) -> Dossier:
    """Record that the post brought a result back to the agency; it waits at the desk again.

    Raises DeliveryError when it is not at the post, PermissionDenied, IllegalTransitionError.
    """
    with doing(dossier_id, actor=actor, at=at) as work:
        dossier = work.dossier
        rights.require(actor, Action.COME_BACK, dossier, None)
        parcel = (
            Parcel.objects.select_for_update()
            .filter(reference=dossier.tracking_code, settled_at__isnull=True)
            .first()
        )
        _come_back(work)
        if parcel is not None:
            parcel.state, parcel.settled_at = ParcelState.BACK, at
            parcel.save(update_fields=["state", "settled_at"])
    return dossier


def _come_back(work: Doing) -> None:
    dossier = work.dossier
    if work.state is State.FINISHED and dossier.delivery_state != DeliveryState.ON_THE_WAY:
        raise DeliveryError(_("Kết quả hồ sơ này không ở bưu chính. Xin tải lại trang."))
    behalf = rights.behalf(work.actor, Action.COME_BACK, dossier, None)
    work.record(Action.COME_BACK, {}, behalf=behalf)
    dossier.delivery_state = DeliveryState.READY
    context = desk_context(dossier.desk_id)
    email = applicant_of(dossier).email
    work.tell(lambda: announcement(dossier, "post_back", email, context=context, at=work.at))


def on_news_of_parcel(parcel: Parcel, at: datetime) -> None:
    """Let the dossier of ``parcel`` follow what the post said; registered with ``delivery``.

    News that the dossier cannot follow any more is left at the parcel, for the desk to see.
    """
    dossier = Dossier.objects.filter(tracking_code=parcel.reference).first()
    if dossier is None:
        return
    if parcel.state == ParcelState.ATTEMPTED:
        _tell_of_attempt(dossier, at)
        return
    if parcel.settled_at is None:
        return
    is_there = dossier.state == State.FINISHED
    if not is_there or dossier.delivery_state != DeliveryState.ON_THE_WAY:
        parcel.problem = _("Hồ sơ đã đổi tình trạng trong lúc kết quả ở bưu chính.")
        parcel.save(update_fields=["problem"])
        return
    # Two clocks may differ by a moment: nothing is delivered before it was handed over.
    happened_at = max(parcel.settled_at, parcel.handed_at)
    with doing(dossier.pk, actor=SYSTEM, at=happened_at) as work:
        if parcel.state == ParcelState.BACK:
            _come_back(work)
        else:
            _delivered(work, parcel)


def _tell_of_attempt(dossier: Dossier, at: datetime) -> None:
    context = desk_context(dossier.desk_id)
    announce(dossier, "post_attempted", applicant_of(dossier).email, context=context, at=at)


def _delivered(work: Doing, parcel: Parcel) -> None:
    """Record who signed for the result at the door."""
    dossier = work.dossier
    collector = _collector(dossier, parcel.collector, work.at)
    by_other = collector is not None
    facts = {"by_other": by_other, "has_receipt": False, "by_post": True}
    work.record(Action.RETURN_RESULT, facts)
    if collector is None:
        dossier.collector_id = dossier.applicant_id
    else:
        dossier.collector = collector
    dossier.collector_proof = parcel.collector_proof or (
        _("Ký nhận với nhân viên bưu chính") if by_other else ""
    )
    dossier.returned_at = dossier.ended_at = work.at
    dossier.delivery_state = DeliveryState.HANDED_OVER


def _collector(dossier: Dossier, name: str, at: datetime) -> Person | None:
    """Return who collected where it was not the applicant; a name unsaid is the applicant's."""
    known = Person.objects.get(pk=dossier.applicant_id)
    if not name or fold(name) == fold(known.full_name):
        return None
    (person,) = remember_people([PersonInput(full_name=name)], at=at)
    return person


def reconcile_cash(
    lines: Mapping[str, int], *, context: DeskContext, document: str, actor: Actor, at: datetime
) -> Remittance:
    """Take the post's list of cash and settle the charges that it pays, all or none.

    Raises DeliveryError, MoneyError, PermissionDenied.
    """
    with transaction.atomic():
        remittance = delivery.reconcile(
            lines, agency=context.agency, document=document, actor=actor, at=at
        )
        references = remittance.parcels.order_by("reference").values_list("reference", flat=True)
        for dossier in Dossier.objects.filter(tracking_code__in=list(references)).order_by("pk"):
            for charge in account_of(dossier).unpaid:
                collect_charge(
                    dossier.pk,
                    charge_id=charge.pk,
                    amount_dong=None,
                    method=PaymentMethod.TRANSFER,
                    actor=actor,
                    at=at,
                )
    return remittance


def refuse_at_the_post(dossier: Dossier) -> None:
    """Raise DeliveryError while the result is in the hands of the post."""
    if dossier.delivery_state == DeliveryState.ON_THE_WAY:
        raise DeliveryError(
            _(
                "Kết quả hồ sơ %(code)s đang ở bưu chính. Xin đợi bưu chính phát hoặc trả về, "
                "hoặc ghi nhận bưu chính đã trả về."
            )
            % {"code": dossier.code}
        )
