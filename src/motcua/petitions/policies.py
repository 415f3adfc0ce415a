"""Who may see and do what to a petition. The only door to one from a view.

What may not be seen does not exist (Http404); what may be seen but not done is forbidden
(PermissionDenied). A complaint or a denunciation is opened by whoever takes them in at an agency
that has it or had it first, and never by somebody whom it is about.
"""

from collections.abc import Mapping
from typing import Any, Final, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from motcua.agencies.actors import Actor
from motcua.agencies.roles import Role
from motcua.kernel.codes import normalize_tracking_code
from motcua.people.citizens import Citizen
from motcua.petitions.lifecycle import REPLIED, FeedbackAction
from motcua.petitions.models import Complaint, Denunciation, Feedback, FeedbackDraft
from motcua.petitions.sealing import officer_key

TAKING_IN: Final = (Role.PETITION_OFFICER, Role.DESK_OFFICER, Role.HEAD_OF_DESK)
"""Who writes down what comes by telephone, by letter or to the desk."""
READING: Final = (Role.PETITION_OFFICER, Role.APPROVER, Role.HEAD_OF_DESK, Role.AUDITOR)
"""Who sees feedback; an auditor sees no names."""
UNMASKED: Final = (Role.PETITION_OFFICER, Role.APPROVER)
CASE_ROLE: Final = Role.COMPLAINT_OFFICER
CASE_TAKING_IN: Final = (Role.COMPLAINT_OFFICER,)
_OFFICER: Final = (Role.PETITION_OFFICER,)
_LEADER: Final = (Role.APPROVER,)
RIGHTS: Final[Mapping[FeedbackAction, tuple[Role, ...]]] = {
    FeedbackAction.ACCEPT: _OFFICER,
    FeedbackAction.REFUSE: _OFFICER,
    FeedbackAction.FORWARD: _OFFICER,
    FeedbackAction.TURN_OVER: _OFFICER,
    FeedbackAction.ASK: _OFFICER,
    FeedbackAction.PROPOSE: _OFFICER,
    FeedbackAction.SEND_BACK: _LEADER,
    FeedbackAction.APPROVE: _LEADER,
    FeedbackAction.PUBLISH: _OFFICER,
    FeedbackAction.KEEP_PRIVATE: _OFFICER,
    FeedbackAction.WITHDRAW_PUBLICATION: (*_OFFICER, *_LEADER),
    FeedbackAction.REOPEN: (*_OFFICER, *_LEADER),
}
"""What is not here is done by the petitioner, or by the product itself."""

C = TypeVar("C", bound=Complaint | Denunciation)


def may(actor: Actor, action: FeedbackAction, feedback: Feedback) -> bool:
    """Say whether ``actor`` has the right to do ``action`` to ``feedback``, in whatever state."""
    return actor.has(*RIGHTS.get(action, ()), agency_id=feedback.agency_id)


def require(actor: Actor, action: FeedbackAction, feedback: Feedback) -> None:
    """Raise PermissionDenied unless ``actor`` may do ``action``."""
    if action in RIGHTS and not may(actor, action, feedback):
        raise PermissionDenied


def feedback_visible_to(actor: Actor) -> QuerySet[Feedback]:
    """Return the feedback that the actor's agencies answer or had first."""
    agencies = actor.agencies_with(*READING)
    return Feedback.objects.filter(Q(agency_id__in=agencies) | Q(received_by_id__in=agencies))


def access_feedback(actor: Actor, code: str) -> Feedback:
    """Return feedback with its people, for an officer. Raises Http404."""
    found = feedback_visible_to(actor).select_related("agency", "received_by", "petitioner")
    return get_object_or_404(found, code=normalize_tracking_code(code))


def sees_people(actor: Actor, feedback: Feedback) -> bool:
    """Say whether ``actor`` works on it and so sees who sent it."""
    return not actor.looks_on and actor.has(*UNMASKED, agency_id=feedback.agency_id)


def access_followed(key: str) -> Feedback:
    """Return feedback for whoever has its code. Raises Http404."""
    code = normalize_tracking_code(key)
    if not code:
        raise Http404
    return get_object_or_404(Feedback.objects.select_related("agency", "petitioner"), code=code)


def access_followed_case(key: str) -> Complaint | Denunciation:
    """Return a complaint or a denunciation for whoever has its code. Raises Http404."""
    code = normalize_tracking_code(key)
    models: tuple[type[Complaint], type[Denunciation]] = (Complaint, Denunciation)
    for model in models:
        found: Any = model.objects.select_related("agency", "received_by").filter(code=code)
        case: Complaint | Denunciation | None = found.first() if code else None
        if case is not None:
            return case
    raise Http404


def feedback_of(citizen: Citizen) -> QuerySet[Feedback]:
    """Return the feedback that ``citizen`` sent while signed in."""
    return Feedback.objects.filter(petitioner__person_id=citizen.person_id)


def access_public(ref: object) -> Feedback:
    """Return feedback that is public. Raises Http404."""
    found = Feedback.objects.select_related("agency", "publication")
    return get_object_or_404(found, ref=ref, state="published", publication__isnull=False)


def access_draft(ref: object, citizen: Citizen | None, *, lock: bool = False) -> FeedbackDraft:
    """Return what is being written: that of whoever is signed in, or of this browser.

    Raises Http404.
    """
    drafts = FeedbackDraft.objects.select_related("person", "verification")
    if lock:
        drafts = drafts.select_for_update(of=("self",))
    draft = get_object_or_404(drafts, ref=ref)
    if draft.person_id is not None and (citizen is None or citizen.person_id != draft.person_id):
        raise Http404
    return draft


def cases_for(actor: Actor, model: type[C]) -> QuerySet[C]:
    """Return the complaints, or denunciations, that ``actor`` may open."""
    seen = Q(pk__in=[])
    for grant in actor.grants:
        if grant.role is CASE_ROLE:
            place = Q(agency_id=grant.agency_id) | Q(received_by_id=grant.agency_id)
            # Whoever covers for somebody sees no more than that one may.
            seen |= place & ~Q(barred__contains=[officer_key(grant.officer_id)])
    if actor.officer_id is None or actor.looks_on:
        seen = Q(pk__in=[])
    own = [officer_key(actor.officer_id or 0)]
    rows: Any = model._default_manager  # noqa: SLF001, Django's API
    found: QuerySet[C] = rows.filter(seen).exclude(barred__contains=own)
    return found


def access_case(actor: Actor, model: type[C], code: str) -> C:
    """Return a complaint or a denunciation to be opened; the caller has to log it.

    Raises Http404.
    """
    found = cases_for(actor, model).select_related("agency", "received_by")
    return get_object_or_404(found, code=normalize_tracking_code(code))


def is_replied(feedback: Feedback) -> bool:
    """Say whether it has an answer that stands."""
    return feedback.state in REPLIED
