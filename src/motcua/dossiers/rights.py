"""Who may do which act: one table, asked by the services and by the pages alike.

A right says nothing about the state a dossier is in; that is ``lifecycle``'s.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import PermissionDenied

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.roles import STEP_ROLES, Role
from motcua.dossiers.lifecycle import Action
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.policies import DESK_ROLES, may_do_step

LEADERS: Final = (Role.APPROVER, Role.HEAD_OF_DESK)
"""Who answers for an agency's dates: its leader, and the head of its desk."""
ASSIGNING: Final = (Role.REVIEWER, *LEADERS)


@dataclass(frozen=True, slots=True)
class Right:
    """Whoever may do the open step, or holds a role in one of the dossier's agencies.

    ``at_step`` roles count in the agency of the open step, or the deciding one without it.
    ``by_person`` is for the citizens whose dossier it is.
    """

    by_step: bool = False
    by_person: bool = False
    deciding: tuple[Role, ...] = ()
    receiving: tuple[Role, ...] = ()
    at_step: tuple[Role, ...] = ()


_DESK: Final = Right(receiving=DESK_ROLES)
_DOER: Final = Right(by_step=True)
_LEADER: Final = Right(deciding=LEADERS)
RIGHTS: Final[Mapping[Action, Right]] = {
    Action.LODGE: _DESK,
    Action.ACCEPT: _DESK,
    Action.REFUSE: _DESK,
    Action.CORRECT_RECEIPT: _DESK,
    Action.RECEIVE: Right(deciding=STEP_ROLES),
    Action.START: _DOER,
    Action.TAKE: _DOER,
    Action.COMPLETE_STEP: _DOER,
    Action.RETURN_STEP: _DOER,
    Action.FINISH: _DOER,
    Action.ASSIGN: Right(at_step=ASSIGNING),
    Action.CONSULT: _DOER,
    # Whoever is asked answers; see services.consulting.
    Action.ANSWER_CONSULTATION: Right(),
    Action.ASK_SUPPLEMENT: Right(by_step=True, receiving=DESK_ROLES),
    Action.RESUME: Right(by_step=True, by_person=True, receiving=DESK_ROLES),
    Action.RESUBMIT: Right(by_person=True, receiving=DESK_ROLES),
    Action.ASK_PAYMENT: Right(by_step=True, receiving=DESK_ROLES),
    Action.SETTLE: Right(receiving=(*DESK_ROLES, Role.CASHIER)),
    Action.COLLECT_FEE: Right(receiving=(*DESK_ROLES, Role.CASHIER)),
    Action.RECKON_FEE: _DESK,
    Action.REFUND_FEE: Right(receiving=(Role.CASHIER,)),
    Action.APOLOGIZE: _LEADER,
    Action.ATTACH_RESULT: _DOER,
    Action.APPROVE_RESULT: Right(at_step=(Role.APPROVER,)),
    Action.NUMBER_RESULT: Right(at_step=(Role.CLERK,)),
    Action.WITHDRAW: Right(by_person=True, receiving=DESK_ROLES),
    Action.STOP: _LEADER,
    Action.HAND_TO_POST: _DESK,
    Action.COME_BACK: _DESK,
    # A citizen takes an electronic result; see services.own_acts.
    Action.RETURN_RESULT: Right(by_person=True, receiving=DESK_ROLES),
    Action.REOPEN: _LEADER,
    # Confirmed in the list of what is due, never on a dossier's page.
    Action.ERASE: Right(deciding=(Role.APPROVER, Role.ADMINISTRATOR)),
    # One's own mistake, or a leader for somebody; see services.undoing.
    Action.UNDO: Right(deciding=STEP_ROLES, receiving=STEP_ROLES, at_step=STEP_ROLES),
}


def may(actor: Actor, action: Action, dossier: Dossier, step: Step | None) -> bool:
    """Say whether ``actor`` may ever do ``action`` to ``dossier``, whose open step is ``step``."""
    if actor is SYSTEM:
        return True
    right = RIGHTS[action]
    if actor.person_id is not None:
        return right.by_person and dossier.part_of(actor.person_id) is not None
    if right.by_step and step is not None and may_do_step(actor, step):
        return True
    return any(
        actor.has(*roles, agency_id=agency) for roles, agency in _places(right, dossier, step)
    )


def require(actor: Actor, action: Action, dossier: Dossier, step: Step | None) -> None:
    """Raise PermissionDenied unless ``actor`` may do ``action``."""
    if not may(actor, action, dossier, step):
        raise PermissionDenied


def behalf(actor: Actor, action: Action, dossier: Dossier, step: Step | None) -> int | None:
    """Return the absent officer for whom ``action`` is done; None in one's own right."""
    right = RIGHTS[action]
    places = _places(right, dossier, step)
    if right.by_step and step is not None and may_do_step(actor, step):
        if step.assignee_id is not None and actor is not SYSTEM:
            # Given to one officer, it rests on that one's right even where one's own would do.
            return step.assignee_id if step.assignee_id != actor.officer_id else None
        places = [((Role(step.role),), step.agency_id)]
    for roles, agency in places:
        if actor.has(*roles, agency_id=agency):
            return actor.acting_for(roles, agency)
    return None


def _places(
    right: Right, dossier: Dossier, step: Step | None
) -> list[tuple[tuple[Role, ...], int]]:
    at_step = step.agency_id if step is not None else dossier.agency_id
    return [
        (right.deciding, dossier.agency_id),
        (right.receiving, dossier.receiving_agency_id),
        (right.at_step, at_step),
    ]
