"""What a signed-in citizen does to a dossier of their own, beside answering a request."""

from datetime import datetime
from typing import ClassVar

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.selectors import DeskContext
from motcua.dossiers import rights
from motcua.dossiers.acts import doing
from motcua.dossiers.cash_desk import account_of
from motcua.dossiers.lifecycle import Action, DeliveryState, ResultMode, State
from motcua.dossiers.models import Dossier, IssuedForm, Result
from motcua.dossiers.services.ending import MoneyEnding, withdraw_dossier
from motcua.kernel.errors import DomainError


class OwnActError(DomainError):
    """The citizen cannot do that to the dossier."""

    code: ClassVar[str] = "own-act"


def withdraw_own(
    dossier: Dossier,
    *,
    reason: str,
    context: DeskContext,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
) -> IssuedForm:
    """Withdraw one's own dossier. What was paid is given back by the cashier.

    Raises as ``ending.withdraw_dossier``.
    """
    if actor.person_id is None:
        raise PermissionDenied
    is_paid = bool(account_of(dossier).paid)
    return withdraw_dossier(
        dossier.pk,
        reason=reason,
        money=MoneyEnding.REFUND if is_paid else MoneyEnding.NONE,
        money_basis="",
        returned_papers=[],
        context=context,
        actor=actor,
        at=at,
        seen=seen,
    )


def electronic_result(dossier: Dossier) -> Result | None:
    """Return the result in force that can be taken as a file; None while there is none."""
    if dossier.finished_at is None:
        return None
    in_force = dossier.results.filter(voided_at__isnull=True, approved_at__isnull=False)
    return in_force.select_related("file").first()


def is_to_take(dossier: Dossier) -> bool:
    """Say whether the citizen has still to press the button that takes the result."""
    is_there = State(dossier.state) is State.FINISHED
    return dossier.result_mode == ResultMode.ELECTRONIC and is_there


def collect_online(dossier: Dossier, *, actor: Actor, at: datetime) -> Dossier:
    """Record that the citizen has taken an electronic result; it counts as returned.

    Raises OwnActError unless it was to be had electronically and is there, PermissionDenied,
    IllegalTransitionError.
    """
    with doing(dossier.pk, actor=actor, at=at) as work:
        held = work.dossier
        if actor.person_id is None:
            raise PermissionDenied
        rights.require(actor, Action.RETURN_RESULT, held, None)
        if held.result_mode != ResultMode.ELECTRONIC or electronic_result(held) is None:
            raise OwnActError(_("Kết quả này không có bản điện tử. Xin nhận tại nơi đã nộp."))
        by_other = actor.person_id != held.applicant_id
        facts = {"by_other": by_other, "has_receipt": False, "electronic": True}
        work.record(Action.RETURN_RESULT, facts)
        held.collector_id = actor.person_id
        held.returned_at = held.ended_at = at
        held.delivery_state = DeliveryState.HANDED_OVER
    return held
