"""Who may run a ranking, score, appraise, explain, approve. The only door to a sheet from a view.

The reform officers of the agency that runs it issue, take the sheets up and conclude; those of
the lead agencies appraise their area; the unit's reform officer and head score, and the head
hands in. Nobody appraises their own unit: whoever has a role or works there is refused, and the
lead of area 0 does it in their place. What may not be seen does not exist (Http404).
"""

from typing import Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.models import Agency, AgencyKind, Officer
from motcua.agencies.roles import Role
from motcua.initiatives.models import Council
from motcua.rankings.lifecycle import IndexAction, IndexState, SheetAction
from motcua.rankings.models import IndexLead, RankingIndex, Sheet
from motcua.rankings.models.indices import IN_PLACE

RUNNING: Final = (Role.REFORM_OFFICER,)
APPROVING: Final = (Role.APPROVER,)
SCORING: Final = (Role.REFORM_OFFICER, Role.APPROVER)
"""Who scores for a unit; the head alone hands the sheet in and answers for it."""
HANDING_IN: Final = (Role.APPROVER,)
BY_UNIT: Final = frozenset({SheetAction.SAVE, SheetAction.ANSWER})
BY_HEAD: Final = frozenset({SheetAction.SUBMIT, SheetAction.AGREE, SheetAction.EXPLAIN})
BY_APPRAISER: Final = frozenset({SheetAction.APPRAISE, SheetAction.REPLY})
"""Of one area; everything else is done by whoever runs the ranking, of the whole sheet."""
BY_APPROVER: Final = frozenset({IndexAction.APPROVE, IndexAction.RETURN})
_PROVINCIAL: Final = (AgencyKind.DEPARTMENT, AgencyKind.PROVINCE_COMMITTEE)


def may_found(actor: Actor) -> list[Agency]:
    """Return the agencies for which ``actor`` may begin a ranking. Two queries.

    Where the province has a council of initiatives, its agency runs rankings, too; else any
    agency of the province does.
    """
    mine = Agency.objects.filter(pk__in=actor.agencies_with(*RUNNING)).order_by("code")
    councils = dict(Council.objects.values_list("province_id", "agency_id"))
    return [
        one
        for one in mine
        if councils.get(one.province_id, one.pk) == one.pk
        and (one.province_id in councils or one.kind in _PROVINCIAL)
    ]


def runs(actor: Actor, index: RankingIndex) -> bool:
    """Say whether ``actor`` runs that ranking."""
    return actor is SYSTEM or actor.has(*RUNNING, agency_id=index.agency_id)


def may_index(actor: Actor, action: IndexAction, index: RankingIndex) -> bool:
    """Say whether ``actor`` has the right to do ``action``, in whatever state it is."""
    roles = APPROVING if action in BY_APPROVER else RUNNING
    return actor is SYSTEM or actor.has(*roles, agency_id=index.agency_id)


def require_index(actor: Actor, action: IndexAction, index: RankingIndex) -> None:
    """Raise PermissionDenied unless ``actor`` may do ``action``."""
    if not may_index(actor, action, index):
        raise PermissionDenied


def is_own(actor: Actor, sheet: Sheet) -> bool:
    """Say whether the sheet is of a unit in which ``actor`` works or has any role."""
    if sheet.agency_id in actor.agencies_with():
        return True
    works = Officer.objects.filter(pk=actor.officer_id or 0, agency_id=sheet.agency_id)
    return works.exists()


def areas_to_appraise(actor: Actor, sheet: Sheet) -> frozenset[int] | None:
    """Return the areas that ``actor`` appraises of a sheet; None is all of them.

    Whoever runs the ranking appraises everything, the lead agencies their areas, nobody the own
    unit. What the running agency may not appraise itself is for the lead of area 0.
    """
    if actor is SYSTEM:
        return None
    if is_own(actor, sheet):
        return frozenset()
    if runs(actor, sheet.index):
        return None
    leads = dict(
        IndexLead.objects.filter(
            index_id=sheet.index_id, agency_id__in=actor.agencies_with(*RUNNING)
        ).values_list("area", "agency_id")
    )
    if sheet.agency_id == sheet.index.agency_id and IN_PLACE in leads:
        return None
    return frozenset(leads) - {IN_PLACE}


def may_sheet(actor: Actor, action: SheetAction, sheet: Sheet, area: int | None = None) -> bool:
    """Say whether ``actor`` has the right to do ``action``, in whatever state it is.

    ``area`` matters for appraisals alone: without one, whether there is any.
    """
    if actor is SYSTEM:
        return True
    if action in BY_UNIT:
        return actor.has(*SCORING, agency_id=sheet.agency_id)
    if action in BY_HEAD:
        return actor.has(*HANDING_IN, agency_id=sheet.agency_id)
    areas = areas_to_appraise(actor, sheet)
    if action in BY_APPRAISER:
        return areas is None or (bool(areas) if area is None else area in areas)
    return areas is None


def require_sheet(
    actor: Actor, action: SheetAction, sheet: Sheet, area: int | None = None
) -> None:
    """Raise PermissionDenied unless ``actor`` may do ``action``."""
    if not may_sheet(actor, action, sheet, area):
        raise PermissionDenied


def indices_visible_to(actor: Actor) -> QuerySet[RankingIndex]:
    """Return what the actor runs or approves, drafts too, and what they lead an area of."""
    own = Q(agency_id__in=actor.agencies_with(*RUNNING, *APPROVING))
    led = Q(leads__agency_id__in=actor.agencies_with(*RUNNING)) & ~Q(state=IndexState.DRAFT)
    return RankingIndex.objects.filter(own | led).distinct()


def access_index(actor: Actor, ref: UUID) -> RankingIndex:
    """Return an index for whoever runs it, approves it or leads an area. Raises Http404."""
    found = indices_visible_to(actor).select_related("agency", "province", "issue")
    return get_object_or_404(found, ref=ref)


def access_draft(actor: Actor, ref: UUID) -> RankingIndex:
    """Return an index that ``actor`` runs and that is still a draft. Raises Http404."""
    index = access_index(actor, ref)
    if index.stage is not IndexState.DRAFT or not runs(actor, index):
        raise Http404
    return index


def sheets_of(actor: Actor) -> QuerySet[Sheet]:
    """Return the sheets of the actor's own units."""
    return Sheet.objects.filter(agency_id__in=actor.agencies_with(*SCORING))


def access_sheet(actor: Actor, ref: UUID) -> Sheet:
    """Return a sheet of the own unit. Raises Http404."""
    found = sheets_of(actor).select_related("agency", "index__agency", "index__issue")
    return get_object_or_404(found, ref=ref)


def access_appraised(actor: Actor, ref: UUID) -> Sheet:
    """Return a sheet for whoever appraises something of it. Raises Http404."""
    found = Sheet.objects.select_related("agency", "index__agency", "index__issue")
    sheet = get_object_or_404(found, ref=ref)
    if areas_to_appraise(actor, sheet) == frozenset():
        raise Http404
    return sheet


def access_published(slug: str) -> RankingIndex:
    """Return a ranking that is published. Raises Http404."""
    found = RankingIndex.objects.select_related("agency", "province", "issue", "copied_from")
    return get_object_or_404(found, slug=slug, state=IndexState.CLOSED)
