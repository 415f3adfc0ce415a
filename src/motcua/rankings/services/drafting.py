"""Writing an index: from the sample or last year's, edited as a draft, issued and frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.models import Agency
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.text import clean
from motcua.rankings import policies
from motcua.rankings.lifecycle import IndexAction, IndexState, Level, next_index_state
from motcua.rankings.models import IndexEvent, IndexIssue, IndexLead, RankingIndex, Sheet
from motcua.rankings.selectors import units_ranked
from motcua.rankings.shipped import sample_for
from motcua.rankings.structure import Structure


class DraftError(DomainError):
    """The index cannot be kept or issued like that."""

    code: ClassVar[str] = "ranking-draft"


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Until which day each stage goes."""

    score: date
    appraise: date
    explain: date
    reply: date


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above an index."""

    title: str
    legal_basis: str
    note: str
    deadlines: Deadlines


@transaction.atomic
def begin_draft(
    agency: Agency,
    *,
    year: int,
    level: Level,
    deadlines: Deadlines,
    actor: Actor,
    at: datetime,
    origin: RankingIndex | None = None,
) -> RankingIndex:
    """Begin a draft as a copy of ``origin`` as it was issued, or of the sample.

    Raises DraftError when there is one for that year and level.
    """
    if actor is not SYSTEM and agency.pk not in {one.pk for one in policies.may_found(actor)}:
        raise PermissionDenied
    _check_deadlines(deadlines)
    held = RankingIndex.objects.filter(province=agency.province_id, year=year, level=level)
    if held.exists():
        raise DraftError(_("Năm này đã có bộ chỉ số của cấp này."))
    index = RankingIndex(
        slug=f"{year}-{level}-{agency.province.code}",
        province_id=agency.province_id,
        agency=agency,
        year=year,
        level=level.value,
        created_at=at,
    )
    _set_deadlines(index, deadlines)
    if origin is not None:
        index.copied_from = origin
        index.title, index.note = origin.title, origin.issue.note
        index.document = origin.issue.structure.to_document()
    else:
        sample = sample_for(level, year)
        index.title, index.note = sample.title, sample.note
        index.document = sample.structure.to_document()
    index.save(force_insert=True)
    if origin is not None:
        leads = dict(origin.leads.values_list("area", "agency_id"))
        _write_leads(index, leads)
    return index


@transaction.atomic
def describe(index: RankingIndex, heading: Heading, *, actor: Actor) -> RankingIndex:
    """Write what stands above a draft. Raises DraftError."""
    locked = _draft(index, actor)
    _check_deadlines(heading.deadlines)
    if not clean(heading.title):
        raise DraftError(_("Xin ghi tên bộ chỉ số."))
    locked.title = clean(heading.title)
    locked.legal_basis = clean(heading.legal_basis)
    locked.note = heading.note.strip()
    _set_deadlines(locked, heading.deadlines)
    locked.save()
    return locked


@transaction.atomic
def rewrite(index: RankingIndex, structure: Structure, *, actor: Actor) -> RankingIndex:
    """Write areas, criteria and points of a draft anew; they may not add up yet.

    Raises StructureError.
    """
    locked = _draft(index, actor)
    structure.check()
    locked.document = structure.to_document()
    locked.save(update_fields=["document"])
    return locked


@transaction.atomic
def plan_points(
    index: RankingIndex,
    *,
    total: Decimal,
    classes: tuple[int, ...],
    planned: Mapping[int, Decimal | None],
    actor: Actor,
) -> RankingIndex:
    """Set the total, the bounds of the classes and what each area should be worth."""
    structure = _draft(index, actor).structure
    areas = tuple(
        replace(area, planned=planned.get(area.number, area.planned)) for area in structure.areas
    )
    return rewrite(
        index, replace(structure, areas=areas, total=total, classes=classes), actor=actor
    )


@transaction.atomic
def set_leads(index: RankingIndex, leads: Mapping[int, int], *, actor: Actor) -> None:
    """Say which agency appraises which area; area 0 is what the running one may not."""
    locked = _draft(index, actor)
    structure = locked.structure
    allowed = {0, *(area.number for area in structure.areas)}
    held = Agency.objects.filter(pk__in=leads.values(), province=locked.province_id)
    if set(leads) - allowed or held.count() != len(set(leads.values())):
        raise DraftError(_("Cơ quan thẩm định phải là cơ quan của tỉnh."))
    _write_leads(locked, leads)


@transaction.atomic
def discard(index: RankingIndex, *, actor: Actor) -> None:
    """Throw a draft away; an issued index stays."""
    locked = _draft(index, actor)
    locked.leads.all().delete()
    locked.delete()


@transaction.atomic
def issue(index: RankingIndex, *, actor: Actor, at: datetime) -> RankingIndex:
    """Issue a draft: it is frozen, and every unit of the level gets a sheet.

    Raises DraftError while points do not add up or the days are over.
    """
    locked = lock_index(index)
    policies.require_index(actor, IndexAction.ISSUE, locked)
    structure = locked.structure
    problems = structure.problems()
    if problems:
        raise DraftError(" ".join(problems))
    on = clock.day_of(at)
    if actor is not SYSTEM and locked.score_until < on:
        raise DraftError(_("Hạn tự chấm đã qua. Xin đặt lại các hạn rồi ban hành."))
    units = units_ranked(locked.province_id, locked.tier, min(on, date(locked.year, 12, 31)))
    sheets = [Sheet(index=locked, agency=unit) for unit in units]
    if not sheets:
        raise DraftError(_("Tỉnh chưa có đơn vị nào của cấp này."))
    moved = advance_index(locked, IndexAction.ISSUE, actor=actor, at=at)
    IndexIssue.objects.create(
        index=moved,
        document=structure.to_document(),
        legal_basis=moved.legal_basis,
        note=moved.note,
        issued_by_id=actor.officer_id,
        issued_at=at,
        recorded_at=at,
    )
    Sheet.objects.bulk_create(sheets)
    return moved


def lock_index(index: RankingIndex) -> RankingIndex:
    """Return the row of an index, held to the end of the transaction."""
    found: RankingIndex = (
        RankingIndex.objects.select_for_update(of=("self",))
        .select_related("agency")
        .get(pk=index.pk)
    )
    return found


def advance_index(
    locked: RankingIndex, action: IndexAction, *, actor: Actor, at: datetime, note: str = ""
) -> RankingIndex:
    """Move an index and write the event. Raises IllegalTransitionError, PermissionDenied."""
    policies.require_index(actor, action, locked)
    before = locked.stage
    locked.state = next_index_state(before, action).value
    if action is IndexAction.PUBLISH:
        locked.published_at = at
    locked.save()
    IndexEvent.objects.create(
        index=locked,
        action=action.value,
        from_state=before.value,
        to_state=locked.state,
        officer_id=actor.officer_id,
        note=note,
        happened_at=at,
        recorded_at=at,
    )
    return locked


def _draft(index: RankingIndex, actor: Actor) -> RankingIndex:
    locked = lock_index(index)
    if not policies.runs(actor, locked):
        raise PermissionDenied
    if locked.stage is not IndexState.DRAFT:
        raise DraftError(_("Bộ chỉ số đã ban hành nên không sửa được nữa."))
    return locked


def _write_leads(index: RankingIndex, leads: Mapping[int, int]) -> None:
    index.leads.all().delete()
    IndexLead.objects.bulk_create(
        IndexLead(index=index, area=area, agency_id=agency_id)
        for area, agency_id in sorted(leads.items())
    )


def _check_deadlines(wanted: Deadlines) -> None:
    days = [wanted.score, wanted.appraise, wanted.explain, wanted.reply]
    if days != sorted(days):
        raise DraftError(
            _("Các hạn phải theo thứ tự: tự chấm, thẩm định, giải trình, trả lời giải trình.")
        )


def _set_deadlines(index: RankingIndex, wanted: Deadlines) -> None:
    index.score_until, index.appraise_until = wanted.score, wanted.appraise
    index.explain_until, index.reply_until = wanted.explain, wanted.reply
