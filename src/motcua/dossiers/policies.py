"""Who may see and do what to a dossier. The only door to a Dossier from a view.

A dossier that may not be seen does not exist (Http404); one that may be seen but not
acted on is forbidden (PermissionDenied).
"""

from typing import Final

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.models import ConfigurationStamp
from motcua.agencies.roles import STEP_ROLES, Role
from motcua.agencies.selectors import DeskContext, agency_under, desk_under
from motcua.documents.models import StoredFile
from motcua.dossiers.models import Consultation, Dossier, Draft, IssuedForm, Result, Step, Visit
from motcua.kernel.codes import normalize_tracking_code
from motcua.people.citizens import Citizen
from motcua.procedures.selectors import procedure_under

DESK_ROLES: Final = (Role.DESK_OFFICER, Role.HEAD_OF_DESK)
READING_ROLES: Final = (*STEP_ROLES, Role.AUDITOR)
"""An administrator configures and sees no dossier."""
ANSWERING_ROLES: Final = (Role.HANDLING_OFFICER, Role.REVIEWER, Role.APPROVER)
"""Who answers for an agency whose opinion is asked."""
# Every page and act of a dossier begins with it, so written out.
_BY_KEY: Final = """
    SELECT dossier.*, (SELECT value FROM agencies_configurationstamp) AS stamp
    FROM dossiers_dossier AS dossier
    WHERE code = %s OR tracking_code = %s
"""


def dossiers_visible_to(actor: Actor) -> QuerySet[Dossier]:
    """Return the dossiers that the actor's agencies decide on, received or are linked to.

    One predicate.
    """
    agencies = actor.agencies_with(*READING_ROLES)
    return Dossier.objects.filter(
        Q(agency_id__in=agencies)
        | Q(receiving_agency_id__in=agencies)
        | Q(linked_agency_id__in=agencies)
    )


def access_dossier(actor: Actor, key: str) -> Dossier:
    """Return the dossier with code or tracking code ``key`` for reading. Raises Http404.

    One query: procedure, agencies and desk are those kept in memory under the stamp of
    configuration, which is its ``stamp``; see ``desk_context_of``.
    """
    dossier = _surrounded(key, key)
    agencies = {dossier.agency_id, dossier.receiving_agency_id, dossier.linked_agency_id}
    # What ``dossiers_visible_to`` asks of the database, asked of one row that is here.
    if not agencies & actor.agencies_with(*READING_ROLES):
        raise Http404
    return dossier


def desk_context_of(dossier: Dossier) -> DeskContext:
    """Return the desk of a dossier that ``access_dossier`` returned, without a query."""
    return DeskContext(desk=dossier.desk, stamp=dossier.stamp)  # type: ignore[attr-defined]


def _surrounded(code: str, tracking_code: str) -> Dossier:
    """Return the dossier, its surroundings from memory. One query. Raises Http404."""
    found = list(Dossier.objects.raw(_BY_KEY, [code, tracking_code]))
    if len(found) != 1:
        raise Http404
    dossier: Dossier = found[0]
    stamp: int = dossier.stamp  # type: ignore[attr-defined]
    dossier.procedure = procedure_under(dossier.procedure_id, stamp)
    dossier.agency = agency_under(dossier.agency_id, stamp)
    dossier.receiving_agency = agency_under(dossier.receiving_agency_id, stamp)
    dossier.desk = desk_under(dossier.desk_id, stamp)
    return dossier


def access_draft(actor: Actor, ref: object, *, lock: bool = False) -> Draft:
    """Return one's own draft; nobody opens another's. One query. Raises Http404.

    With ``lock`` its row is held to the end of the transaction. The stamp of configuration
    and whether there are scans come along, and so does the desk, which is kept in memory
    under the stamp; see ``draft_context``.
    """
    drafts = Draft.objects.select_related("visit").annotate(
        stamp=Subquery(ConfigurationStamp.objects.values("value")[:1]),
        has_files=Exists(Draft.files.through.objects.filter(draft_id=OuterRef("pk"))),
    )
    if lock:
        drafts = drafts.select_for_update(of=("self",))
    draft: Draft = get_object_or_404(drafts, ref=ref, officer_id=actor.officer_id)
    draft.desk = desk_under(draft.desk_id, draft.stamp)  # type: ignore[attr-defined]
    return draft


def draft_context(draft: Draft) -> DeskContext:
    """Return the desk of a draft that ``access_draft`` returned."""
    return DeskContext(desk=draft.desk, stamp=draft.stamp)  # type: ignore[attr-defined]


def access_visit(actor: Actor, ref: object) -> Visit:
    """Return a visit to a desk at which the actor works. Raises Http404."""
    agencies = actor.agencies_with(*DESK_ROLES)
    return get_object_or_404(
        Visit.objects.select_related("desk__agency"), ref=ref, desk__agency_id__in=agencies
    )


def access_file(actor: Actor, ref: object) -> StoredFile:
    """Return a scan of a dossier that may be seen, or of one's own draft. Raises Http404.

    An agency that was asked for its opinion sees the papers until it has answered.
    """
    dossiers = dossiers_visible_to(actor)
    asked = Consultation.objects.filter(agency_id__in=actor.agencies_with(*ANSWERING_ROLES))
    waiting = asked.filter(answered_at__isnull=True, closed_at__isnull=True)
    visible = (
        Q(papers__dossier__in=dossiers)
        | Q(papers__dossier__in=waiting.values("dossier_id"))
        | Q(consultations__dossier__in=dossiers)
        | Q(consultations__in=asked)
    )
    # Nobody's own drafts would be all files that are in no draft.
    if actor.officer_id is not None:
        visible |= Q(draft__officer_id=actor.officer_id)
    return get_object_or_404(StoredFile.objects.filter(visible).distinct(), ref=ref)


def access_result(actor: Actor, ref: object) -> Result:
    """Return a version of the result of a dossier that may be seen. Raises Http404."""
    visible = Result.objects.filter(dossier__in=dossiers_visible_to(actor))
    return get_object_or_404(visible.select_related("file", "signed_file", "dossier"), ref=ref)


def access_form(actor: Actor, ref: object) -> IssuedForm:
    """Return an issued form of a dossier that may be seen. Raises Http404."""
    visible = IssuedForm.objects.filter(dossier__in=dossiers_visible_to(actor))
    return get_object_or_404(visible.select_related("template", "dossier"), ref=ref)


def access_public_dossier(key: str) -> Dossier:
    """Return the dossier by code or tracking code, for anybody; show nothing personal of it.

    One query. Procedure, agencies and desk come with it, kept in memory under the stamp of
    configuration, which is its ``stamp``. Raises Http404.
    """
    tidy = normalize_tracking_code(key)
    return _surrounded(key.strip().upper(), tidy)


def dossiers_of(citizen: Citizen) -> QuerySet[Dossier]:
    """Return the dossiers that are a citizen's own: as applicant, principal or proxy."""
    mine = citizen.person_id
    return Dossier.objects.filter(
        Q(applicant_id=mine) | Q(principal_id=mine) | Q(proxy_id=mine), erased_at__isnull=True
    )


def access_own_dossier(citizen: Citizen, key: str) -> Dossier:
    """Return the citizen's own dossier by tracking code or code; nobody else's exists.

    One query, surroundings from memory as with ``access_dossier``. Raises Http404.
    """
    dossier = access_public_dossier(key)
    if dossier.erased_at is not None or dossier.part_of(citizen.person_id) is None:
        raise Http404
    return dossier


def access_own_file(dossier: Dossier, ref: object) -> StoredFile:
    """Return a paper, or a staged answer, of the citizen's own ``dossier``. Raises Http404."""
    mine = Q(papers__dossier=dossier) | Q(answers__dossier=dossier)
    return get_object_or_404(StoredFile.objects.filter(mine).distinct(), ref=ref)


def require_at_desk(actor: Actor, agency_id: int) -> None:
    """Raise PermissionDenied unless ``actor`` works at the desk of ``agency_id``."""
    if actor is SYSTEM:
        return
    if not actor.has(*DESK_ROLES, agency_id=agency_id):
        raise PermissionDenied


def may_do_step(actor: Actor, step: Step) -> bool:
    """Say whether the step's role in the step's agency is held, or covered.

    A step given to somebody is theirs, or of who covers them, until it is given on.
    """
    if actor is SYSTEM:
        return True
    holders = {
        grant.officer_id
        for grant in actor.grants
        if grant.role == step.role and grant.agency_id == step.agency_id
    }
    return step.assignee_id in holders if step.assignee_id else bool(holders)


def require_can_do_step(actor: Actor, step: Step) -> None:
    """Raise PermissionDenied unless the actor may do this step."""
    if not may_do_step(actor, step):
        raise PermissionDenied
