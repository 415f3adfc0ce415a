"""Refusing before acceptance (form 03)."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.selectors import DeskContext
from motcua.dossiers.acts import doing
from motcua.dossiers.lifecycle import Action
from motcua.dossiers.models import IssuedForm
from motcua.dossiers.policies import DESK_ROLES, require_at_desk
from motcua.dossiers.services.receipts import announcement
from motcua.dossiers.services.slips import applicant_of, issue_slip
from motcua.kernel.errors import DomainError

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

    Raises RefusalError without a reason or legal basis, PermissionDenied,
    IllegalTransitionError.
    """
    listed = checked_reasons(reasons, legal_basis)
    with doing(dossier_id, actor=actor, at=at) as work:
        dossier = work.dossier
        require_at_desk(actor, dossier.receiving_agency_id)
        behalf = actor.acting_for(DESK_ROLES, dossier.receiving_agency_id)
        work.record(Action.REFUSE, {"reasons": len(listed)}, behalf=behalf)
        dossier.ended_at = at
        applicant = applicant_of(dossier)
        issued = issue_slip(
            dossier,
            REFUSAL,
            {
                "reasons": listed,
                "legal_basis": legal_basis.strip(),
                "advice": advice.strip() or None,
                "signatures": {"applicant": applicant.full_name, "officer": actor.name},
            },
            agency_id=dossier.receiving_agency_id,
            applicant=applicant,
            context=context,
            actor=actor,
            at=at,
        )
        email = applicant.email
        work.tell(lambda: announcement(dossier, "refused", email, context=context, at=at))
    return issued
