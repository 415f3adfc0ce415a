"""Refusing before acceptance (form 03)."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.selectors import DeskContext
from motcua.dossiers.acts import doing
from motcua.dossiers.cash_desk import Account, account_of, money_state_of
from motcua.dossiers.lifecycle import Action, MoneyState
from motcua.dossiers.models import IssuedForm
from motcua.dossiers.policies import DESK_ROLES, require_at_desk
from motcua.dossiers.services.money import decide_refunds
from motcua.dossiers.services.receipts import announcement
from motcua.dossiers.services.slips import applicant_of, issue_slip
from motcua.kernel.errors import DomainError
from motcua.kernel.money import Dong, format_dong

REFUSAL = "refusal"


class RefusalError(DomainError):
    """The refusal lacks what the law wants in it."""

    code: ClassVar[str] = "refusal"


def checked_reasons(reasons: Sequence[str], legal_basis: str) -> list[str]:
    """Return the reasons that say something. Raises RefusalError without reason or basis."""
    listed = [reason.strip() for reason in reasons if reason.strip()]
    if not listed:
        raise RefusalError(_("Xin ghi ít nhất một lý do từ chối, rõ để người dân hiểu."))
    if not legal_basis.strip():
        raise RefusalError(_("Xin ghi căn cứ pháp lý của việc từ chối."))
    return listed


def refuse_dossier(
    dossier_id: int,
    *,
    reasons: Sequence[str],
    legal_basis: str,
    advice: str,
    context: DeskContext,
    actor: Actor,
    at: datetime,
) -> IssuedForm:
    """Refuse a submitted dossier before acceptance and issue form 03.

    What was paid with it is given back: nothing was done for it.
    Raises RefusalError without a reason or legal basis, PermissionDenied,
    IllegalTransitionError.
    """
    listed = checked_reasons(reasons, legal_basis)
    with doing(dossier_id, actor=actor, at=at) as work:
        dossier = work.dossier
        require_at_desk(actor, dossier.receiving_agency_id)
        behalf = actor.acting_for(DESK_ROLES, dossier.receiving_agency_id)
        account = account_of(dossier)
        facts = {"reasons": len(listed)}
        if account.paid:
            facts["refund_dong"] = account.paid_dong
        work.record(Action.REFUSE, facts, behalf=behalf)
        dossier.ended_at = at
        before = MoneyState(dossier.money_state)
        dossier.money_state = money_state_of(account, before, is_over=True)
        applicant = applicant_of(dossier)
        issued = issue_slip(
            dossier,
            REFUSAL,
            {
                "reasons": listed,
                "legal_basis": legal_basis.strip(),
                "advice": _with_refund(advice.strip(), account) or None,
                "signatures": {"applicant": applicant.full_name, "officer": actor.name},
            },
            agency_id=dossier.receiving_agency_id,
            applicant=applicant,
            context=context,
            actor=actor,
            at=at,
        )
        work.issued(issued)
        _decide_refund(account, issued, actor=actor, at=at)
        email = applicant.email
        work.tell(lambda: announcement(dossier, "refused", email, context=context, at=at))
    return issued


def _decide_refund(account: Account, issued: IssuedForm, *, actor: Actor, at: datetime) -> None:
    why = _("Phiếu từ chối tiếp nhận hồ sơ số %(n)s") % {"n": issued.payload["number"]}
    decide_refunds(account, why, actor=actor, at=at)


def _with_refund(advice: str, account: Account) -> str:
    """Return the advice with what the applicant does about money already paid."""
    if not account.paid:
        return advice
    back = _("%(paid)s đã nộp được hoàn lại tại nơi thu; xin mang theo phiếu này.") % {
        "paid": format_dong(Dong(account.paid_dong))
    }
    return f"{advice.rstrip('.')}. {back}" if advice else back
