"""Appraisers at work: their points with reasons, replies, concluding, opening a sheet again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import SYSTEM, Actor
from motcua.kernel import clock
from motcua.rankings.lifecycle import SheetAction, SheetState
from motcua.rankings.models import EntryKind, Sheet
from motcua.rankings.scoring import Given, checked_points
from motcua.rankings.selectors import Item, standing_of
from motcua.rankings.services.sheets import (
    SheetError,
    advance,
    area_number,
    check_act,
    is_past,
    lock_sheet,
    needed,
    part_called,
    write_entry,
)
from motcua.rankings.structure import Part


@dataclass(frozen=True, slots=True)
class Judged:
    """What an appraiser gives a sub-criterion, and why where it differs."""

    part: str
    points: Decimal | None = None
    is_inapplicable: bool = False
    note: str = ""


@transaction.atomic
def appraise(sheet: Sheet, judged: Sequence[Judged], *, actor: Actor, at: datetime) -> int:
    """Write points of some sub-criteria; return how many moved.

    A score that differs from the unit's own needs a reason. Raises SheetError, ScoreError.
    """
    locked = lock_sheet(sheet)
    return _judge(locked, judged, SheetAction.APPRAISE, actor=actor, at=at)


@transaction.atomic
def reply(sheet: Sheet, judged: Sequence[Judged], *, actor: Actor, at: datetime) -> int:
    """Answer explanations with the points that hold in the end, and why."""
    locked = lock_sheet(sheet)
    return _judge(locked, judged, SheetAction.REPLY, actor=actor, at=at)


@transaction.atomic
def finish(sheet: Sheet, *, actor: Actor, at: datetime) -> Sheet:
    """Send the appraisal to the unit. Raises SheetError while something is not appraised."""
    locked = lock_sheet(sheet)
    check_act(locked, SheetAction.FINISH, actor=actor)
    missing = standing_of(locked).unappraised
    if missing:
        raise SheetError(
            _("Còn %(n)d mục chưa thẩm định: %(which)s.")
            % {"n": len(missing), "which": ", ".join(item.number for item in missing)}
        )
    return advance(locked, SheetAction.FINISH, actor=actor, at=at)


@transaction.atomic
def conclude(sheet: Sheet, *, actor: Actor, at: datetime) -> Sheet:
    """Conclude a sheet: nothing differs, all is replied to, or the unit let its days pass."""
    locked = lock_sheet(sheet)
    check_act(locked, SheetAction.CONCLUDE, actor=actor)
    standing = standing_of(locked)
    if locked.stage is SheetState.EXPLAINED and standing.unreplied:
        raise SheetError(_("Còn %(n)d giải trình chưa trả lời.") % {"n": len(standing.unreplied)})
    may_still_explain = clock.day_of(at) <= locked.index.explain_until
    if locked.stage is SheetState.APPRAISED and standing.differing and may_still_explain:
        raise SheetError(
            _("Đơn vị còn quyền giải trình đến hết ngày %(day)s.")
            % {"day": f"{locked.index.explain_until:%d/%m/%Y}"}
        )
    return advance(locked, SheetAction.CONCLUDE, actor=actor, at=at)


@transaction.atomic
def reopen(sheet: Sheet, *, until: date, reason: str, actor: Actor, at: datetime) -> Sheet:
    """Let a unit score again, or late, until the end of a day. Raises SheetError."""
    locked = lock_sheet(sheet)
    check_act(locked, SheetAction.REOPEN, actor=actor)
    tidy = needed(reason, _("Xin ghi vì sao mở lại."))
    if until < clock.day_of(at):
        raise SheetError(_("Ngày mở lại đến phải từ hôm nay trở đi."))
    locked.extended_until = until
    return advance(locked, SheetAction.REOPEN, actor=actor, at=at, note=tidy)


@transaction.atomic
def take_up(sheet: Sheet, *, reason: str, actor: Actor, at: datetime) -> Sheet:
    """Appraise a sheet that its unit has not handed in though its days are over."""
    locked = lock_sheet(sheet)
    check_act(locked, SheetAction.TAKE_UP, actor=actor)
    tidy = needed(reason, _("Xin ghi vì sao thẩm định khi đơn vị chưa nộp."))
    if actor is not SYSTEM and not is_past(locked, clock.day_of(at)):
        raise SheetError(_("Đơn vị còn hạn tự chấm."))
    return advance(locked, SheetAction.TAKE_UP, actor=actor, at=at, note=tidy)


@transaction.atomic
def review(sheet: Sheet, *, reason: str, actor: Actor, at: datetime) -> Sheet:
    """Appraise a concluded sheet again, as when the council sent it back."""
    locked = lock_sheet(sheet)
    check_act(locked, SheetAction.REVIEW, actor=actor)
    tidy = needed(reason, _("Xin ghi vì sao thẩm định lại."))
    return advance(locked, SheetAction.REVIEW, actor=actor, at=at, note=tidy)


@transaction.atomic
def exclude(sheet: Sheet, *, reason: str, actor: Actor, at: datetime) -> Sheet:
    """Leave a unit out of the ranking, as one that was merged. The reason is published."""
    locked = lock_sheet(sheet)
    check_act(locked, SheetAction.EXCLUDE, actor=actor)
    tidy = needed(reason, _("Xin ghi vì sao không xếp hạng; lý do được công khai."))
    return advance(locked, SheetAction.EXCLUDE, actor=actor, at=at, note=tidy)


def _judge(
    locked: Sheet,
    judged: Sequence[Judged],
    action: SheetAction,
    *,
    actor: Actor,
    at: datetime,
) -> int:
    check_act(locked, action, actor=actor)
    standing = standing_of(locked)
    kind = EntryKind.APPRAISAL if action is SheetAction.APPRAISE else EntryKind.REPLY
    moved = 0
    for one in judged:
        part = part_called(locked, one.part)
        check_act(locked, action, actor=actor, area=area_number(locked, part.id))
        item = standing.items[part.id]
        given = _given(part, one)
        if kind is EntryKind.APPRAISAL:
            before = item.appraisal
            _need_reason(item, given, one)
        else:
            before = item.reply
            if item not in standing.unreplied and before is None:
                raise SheetError(
                    _("“%(label)s”: đơn vị không giải trình mục này.") % {"label": part.label}
                )
            if not one.note.strip():
                raise SheetError(_("“%(label)s”: xin ghi trả lời.") % {"label": part.label})
        if before is not None and (before.given, before.note) == (given, one.note.strip()):
            continue
        write_entry(
            locked,
            part.id,
            kind,
            actor=actor,
            at=at,
            points=given.points,
            is_inapplicable=given.is_inapplicable,
            note=one.note.strip(),
        )
        moved += 1
    return moved


def _given(part: Part, judged: Judged) -> Given:
    if judged.is_inapplicable:
        return Given(None, is_inapplicable=True)
    return Given(checked_points(part, judged.points))


def _need_reason(item: Item, given: Given, judged: Judged) -> None:
    if given != item.self_given and not judged.note.strip():
        raise SheetError(
            _("“%(label)s”: điểm khác điểm tự chấm, xin ghi lý do.") % {"label": item.part.label}
        )
