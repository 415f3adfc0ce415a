"""From closed self-scoring to the published ranking: counting, proposing, approving, freezing."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.indicators.index766.scoring import ranked
from motcua.kernel import clock
from motcua.kernel.text import clean, sort_key
from motcua.rankings import policies
from motcua.rankings.lifecycle import IndexAction, SheetState, next_index_state
from motcua.rankings.models import ComputedValue, RankingIndex, RankingResult, ResultItem, Sheet
from motcua.rankings.selectors import Standing, standings_of
from motcua.rankings.services.drafting import advance_index, lock_index
from motcua.rankings.services.sheets import SheetError, needed
from motcua.rankings.sources import MEASURES, Counting, counted_for, measured_points

_AT_ONCE = 2_000


@transaction.atomic
def close_scoring(index: RankingIndex, *, actor: Actor, at: datetime) -> RankingIndex:
    """Close self-scoring and freeze what the product counts of each unit.

    Before the deadline only when every unit has handed in. Raises SheetError.
    """
    locked = _begun(index, IndexAction.CLOSE_SCORING, actor)
    sheets = _held(locked)
    waiting = [one for one in sheets if one.stage is SheetState.SCORING]
    if waiting and clock.day_of(at) <= locked.score_until:
        raise SheetError(
            _("Còn %(n)d đơn vị chưa nộp và hạn tự chấm đến hết ngày %(day)s.")
            % {"n": len(waiting), "day": f"{locked.score_until:%d/%m/%Y}"}
        )
    moved = advance_index(locked, IndexAction.CLOSE_SCORING, actor=actor, at=at)
    freeze(moved, sheets, cut_off=at)
    return moved


def freeze(index: RankingIndex, sheets: list[Sheet], *, cut_off: datetime) -> None:
    """Write down what is counted of each unit, known before ``cut_off``."""
    parts = [one for one in index.issue.structure.parts.values() if one.is_measured]
    asked = Counting(index.year, [one.agency for one in sheets], cut_off=cut_off)
    by_agency = counted_for(parts, asked)
    ComputedValue.objects.bulk_create(
        (
            ComputedValue(
                sheet=sheet,
                part=part.id,
                measure=part.measure,
                formula=MEASURES[part.measure].formula,
                numerator=measured.part,
                denominator=measured.whole,
                sample=measured.sample,
                least=measured.least,
                first=asked.period.first,
                last=asked.period.last,
                cut_off=cut_off,
                points=measured_points(part, measured),
                recorded_at=cut_off,
            )
            for sheet in sheets
            for part in parts
            if (measured := by_agency[sheet.agency_id].get(part.id)) is not None
        ),
        batch_size=_AT_ONCE,
    )


@transaction.atomic
def propose(index: RankingIndex, *, actor: Actor, at: datetime, note: str = "") -> RankingIndex:
    """Put the result before the council and the leader. Raises SheetError."""
    locked = _begun(index, IndexAction.PROPOSE, actor)
    sheets = _held(locked)
    open_ones = [one for one in sheets if one.stage is not SheetState.CONCLUDED]
    if open_ones:
        raise SheetError(_("Còn %(n)d đơn vị chưa chốt điểm.") % {"n": len(open_ones)})
    if not sheets:
        raise SheetError(_("Không có đơn vị nào để xếp hạng."))
    return advance_index(locked, IndexAction.PROPOSE, actor=actor, at=at, note=note.strip())


@transaction.atomic
def send_back(index: RankingIndex, *, reason: str, actor: Actor, at: datetime) -> RankingIndex:
    """Have the result looked at again. Raises SheetError without a reason."""
    locked = _begun(index, IndexAction.RETURN, actor)
    tidy = needed(reason, _("Xin ghi phải xem lại gì."))
    return advance_index(locked, IndexAction.RETURN, actor=actor, at=at, note=tidy)


@transaction.atomic
def approve(
    index: RankingIndex, *, number: str, on: date, actor: Actor, at: datetime
) -> RankingIndex:
    """Approve the result by a decision. Raises SheetError."""
    locked = _begun(index, IndexAction.APPROVE, actor)
    tidy = needed(number, _("Xin ghi số quyết định."))
    if on > clock.day_of(at):
        raise SheetError(_("Ngày quyết định chưa tới."))
    locked.decision_number, locked.decision_on = clean(tidy), on
    return advance_index(locked, IndexAction.APPROVE, actor=actor, at=at, note=clean(tidy))


@transaction.atomic
def publish(index: RankingIndex, *, actor: Actor, at: datetime) -> RankingIndex:
    """Freeze places, classes and points, and show them to everybody."""
    moved = advance_index(lock_index(index), IndexAction.PUBLISH, actor=actor, at=at)
    freeze_results(moved, at=at)
    return moved


def freeze_results(index: RankingIndex, *, at: datetime) -> None:
    """Write the results of every concluded sheet; equals share a place."""
    sheets = [one for one in _held(index) if one.stage is SheetState.CONCLUDED]
    standings = standings_of(index, sheets)
    values: list[tuple[Standing, Decimal]] = []
    for standing in sorted(standings.values(), key=lambda one: sort_key(one.sheet.agency.name)):
        value = standing.score.value
        if value is None:
            raise SheetError(
                _("%(name)s không có mục nào áp dụng. Xin để đơn vị này ngoài xếp hạng.")
                % {"name": standing.sheet.agency.name}
            )
        values.append((standing, value))
    results = []
    for rank in ranked(values):
        score = rank.key.score
        whole = score.whole
        results.append(
            RankingResult(
                index=index,
                sheet=rank.key.sheet,
                points=whole.points,
                attainable=whole.attainable,
                value=rank.value,
                place=rank.place,
                is_shared=rank.is_shared,
                klass=score.klass,
                recorded_at=at,
            )
        )
    RankingResult.objects.bulk_create(results)
    ResultItem.objects.bulk_create(
        (
            ResultItem(
                result=result,
                part=part_id,
                self_points=item.self_given.points,
                points=item.given.points,
                recorded_at=at,
            )
            for result in results
            for part_id, item in standings[result.sheet_id].items.items()
        ),
        batch_size=_AT_ONCE,
    )


def _begun(index: RankingIndex, action: IndexAction, actor: Actor) -> RankingIndex:
    """Return the row of an index on which ``action`` may be done, held."""
    locked = lock_index(index)
    policies.require_index(actor, action, locked)
    next_index_state(locked.stage, action)
    return locked


def _held(index: RankingIndex) -> list[Sheet]:
    """Return the sheets in the ranking, held so that nobody moves one meanwhile."""
    found = (
        index.sheets.exclude(state=SheetState.EXCLUDED)
        .select_for_update(of=("self",))
        .select_related("agency__unit")
        .order_by("pk")
    )
    return list(found)
