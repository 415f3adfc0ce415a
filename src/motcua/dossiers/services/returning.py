"""Handing the result over to whoever collects it."""

from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.dossiers.acts import doing
from motcua.dossiers.lifecycle import Action, DeliveryState
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import DESK_ROLES, require_at_desk
from motcua.kernel.errors import DomainError
from motcua.people.services import PersonInput, remember_people


class ReturnError(DomainError):
    """The result cannot be handed over that way."""

    code: ClassVar[str] = "return"


def return_result(
    dossier_id: int,
    *,
    collector: PersonInput | None,
    proof: str,
    has_receipt: bool,
    actor: Actor,
    at: datetime,
) -> Dossier:
    """Hand the result over; ``collector`` None is the applicant in person.

    ``proof`` names the paper by which somebody else collects. Raises ReturnError when that
    is missing, PermissionDenied unless the actor works at the desk that accepted.
    """
    with doing(dossier_id, actor=actor, at=at) as work:
        dossier = work.dossier
        require_at_desk(actor, dossier.receiving_agency_id)
        work.record(
            Action.RETURN_RESULT,
            {"by_other": collector is not None, "has_receipt": has_receipt},
            behalf=actor.acting_for(DESK_ROLES, dossier.receiving_agency_id),
        )
        if collector is not None and not proof.strip():
            raise ReturnError(
                _(
                    "Người khác đến nhận cần có giấy ủy quyền. Xin ghi giấy đó vào ô căn cứ "
                    "nhận thay."
                )
            )
        if collector is None:
            dossier.collector_id = dossier.applicant_id
        else:
            (dossier.collector,) = remember_people([collector], at=at)
            dossier.collector_proof = proof.strip()
        dossier.returned_at = dossier.ended_at = at
        dossier.delivery_state = DeliveryState.HANDED_OVER
    return dossier
