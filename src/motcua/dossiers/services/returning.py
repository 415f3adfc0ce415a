"""Handing the result over to whoever collects it: one, or several to the same person at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.dossiers.acts import Doing, doing
from motcua.dossiers.lifecycle import Action, DeliveryState, IllegalTransitionError, State
from motcua.dossiers.models import Dossier, DossierNote
from motcua.dossiers.policies import DESK_ROLES, require_at_desk
from motcua.dossiers.services.posting import refuse_at_the_post
from motcua.kernel.errors import DomainError
from motcua.people.models import Person
from motcua.people.services import PersonInput, remember_people

MOST_AT_ONCE: Final = 50


class ReturnError(DomainError):
    """The result cannot be handed over that way."""

    code: ClassVar[str] = "return"


def return_result(
    dossier_id: int,
    *,
    collector: PersonInput | None,
    proof: str,
    has_receipt: bool,
    note: str = "",
    actor: Actor,
    at: datetime,
) -> Dossier:
    """Hand the result over; ``collector`` None is the applicant in person.

    ``proof`` names the paper by which somebody else collects; ``note`` says why the receipt
    was not given back. Raises ReturnError when the proof is missing, PermissionDenied unless
    the actor works at the desk that accepted.
    """
    (dossier,) = return_results(
        [dossier_id],
        collector=collector,
        proof=proof,
        has_receipt=has_receipt,
        note=note,
        actor=actor,
        at=at,
    )
    return dossier


def return_results(
    dossier_ids: Sequence[int],
    *,
    collector: PersonInput | None,
    proof: str,
    has_receipt: bool,
    note: str = "",
    actor: Actor,
    at: datetime,
) -> list[Dossier]:
    """Hand several results over to one person, all or none, in the order of ``dossier_ids``.

    ``collector`` None is the applicant in person, who must be the same one in all. Raises
    ReturnError, which names the dossier where there are several, PermissionDenied,
    IllegalTransitionError.
    """
    _check(dossier_ids, collector, proof)
    returned: dict[int, Dossier] = {}
    with transaction.atomic():
        if collector is None:
            _require_one_applicant(dossier_ids)
        person: Person | None = None
        # In one order everywhere, so that two desks never wait for each other.
        for dossier_id in sorted(set(dossier_ids)):
            with doing(dossier_id, actor=actor, at=at) as work:
                dossier = work.dossier
                require_at_desk(actor, dossier.receiving_agency_id)
                refuse_at_the_post(dossier)
                if len(dossier_ids) > 1 and work.state is not State.FINISHED:
                    raise _not_ready(dossier)
                if collector is not None and person is None:
                    (person,) = remember_people([collector], at=at)
                _hand_over(work, person, proof.strip(), has_receipt=has_receipt)
                _note_lost_receipt(dossier, note, has_receipt=has_receipt, actor=actor, at=at)
            returned[dossier_id] = dossier
    return [returned[dossier_id] for dossier_id in dict.fromkeys(dossier_ids)]


def _check(dossier_ids: Sequence[int], collector: PersonInput | None, proof: str) -> None:
    if not dossier_ids:
        raise ReturnError(_("Xin chọn ít nhất một hồ sơ để trả kết quả."))
    if len(dossier_ids) > MOST_AT_ONCE:
        raise ReturnError(
            _("Mỗi lần trả nhiều nhất %(most)d kết quả. Xin chọn ít hơn.") % {"most": MOST_AT_ONCE}
        )
    if collector is not None and not proof.strip():
        raise ReturnError(
            _("Người khác đến nhận cần có giấy ủy quyền. Xin ghi giấy đó vào ô căn cứ nhận thay.")
        )


def _hand_over(work: Doing, person: Person | None, proof: str, *, has_receipt: bool) -> None:
    """Record the act and who collected; ``person`` None is the applicant."""
    dossier = work.dossier
    work.record(
        Action.RETURN_RESULT,
        {"by_other": person is not None, "has_receipt": has_receipt},
        behalf=work.actor.acting_for(DESK_ROLES, dossier.receiving_agency_id),
    )
    if person is None:
        dossier.collector_id = dossier.applicant_id
    else:
        dossier.collector = person
        dossier.collector_proof = proof
    dossier.returned_at = dossier.ended_at = work.at
    dossier.delivery_state = DeliveryState.HANDED_OVER


def _require_one_applicant(dossier_ids: Sequence[int]) -> None:
    if len(dossier_ids) == 1:
        return
    applicants = set(
        Dossier.objects.filter(pk__in=dossier_ids).values_list("applicant_id", flat=True)
    )
    if len(applicants) > 1:
        raise ReturnError(
            _(
                "Các hồ sơ này của nhiều người nộp khác nhau. Xin ghi người nhận thay và giấy "
                "ủy quyền, hoặc trả riêng từng hồ sơ."
            )
        )


def _not_ready(dossier: Dossier) -> IllegalTransitionError:
    return IllegalTransitionError(
        _(
            "Hồ sơ %(code)s đang ở tình trạng “%(state)s” nên chưa trả được hồ sơ nào. "
            "Xin bỏ chọn hồ sơ đó rồi trả lại."
        )
        % {"code": dossier.code, "state": State(dossier.state).label.lower()}
    )


def _note_lost_receipt(
    dossier: Dossier, note: str, *, has_receipt: bool, actor: Actor, at: datetime
) -> None:
    """Keep beside the dossier why its receipt was not given back."""
    if has_receipt or not note.strip() or actor.officer_id is None:
        return
    DossierNote.objects.create(
        dossier=dossier,
        officer_id=actor.officer_id,
        text=_("Không thu lại được giấy tiếp nhận: %(why)s") % {"why": note.strip()},
        written_at=at,
    )
