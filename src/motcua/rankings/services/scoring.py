"""A unit at work on its sheet: scoring part by part with evidence, handing in, explaining."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import SYSTEM, Actor
from motcua.documents.models import StoredFile
from motcua.kernel import clock
from motcua.rankings.lifecycle import SheetAction
from motcua.rankings.models import Entry, EntryKind, Sheet
from motcua.rankings.scoring import Reached, points_of
from motcua.rankings.selectors import Item, Standing, standing_of
from motcua.rankings.services.sheets import (
    SheetError,
    advance,
    check_act,
    is_past,
    lock_sheet,
    part_called,
    write_entry,
)

NOTHING: Final = Reached()


@dataclass(frozen=True, slots=True)
class Said:
    """What a unit says of one sub-criterion; nothing at all is left as it stands."""

    part: str
    reached: Reached = NOTHING
    is_inapplicable: bool = False
    note: str = ""
    links: str = ""
    files: tuple[StoredFile, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is said."""
        told = self.is_inapplicable or self.note or self.links or self.files
        return self.reached.is_empty and not told


@transaction.atomic
def save(sheet: Sheet, said: Sequence[Said], *, actor: Actor, at: datetime) -> int:
    """Keep what a unit says of some sub-criteria; return how many moved.

    Raises SheetError after the deadline, ScoreError for what cannot be.
    """
    locked = lock_sheet(sheet)
    check_act(locked, SheetAction.SAVE, actor=actor)
    _in_time(locked, actor, at)
    standing = standing_of(locked)
    moved = 0
    for one in said:
        part = part_called(locked, one.part)
        before = standing.items[part.id].own
        if _is_same(before, one):
            continue
        points = None
        if not one.is_inapplicable and not one.reached.is_empty:
            points = points_of(part, one.reached)
        if one.is_inapplicable and not (one.note or one.links or one.files):
            raise SheetError(
                _("“%(label)s”: xin ghi vì sao không áp dụng.") % {"label": part.label}
            )
        write_entry(
            locked,
            part.id,
            EntryKind.SELF,
            actor=actor,
            at=at,
            points=points,
            is_inapplicable=one.is_inapplicable,
            reached=one.reached.to_document(),
            note=one.note,
            links=one.links,
            files=one.files,
        )
        moved += 1
    return moved


@transaction.atomic
def submit(sheet: Sheet, *, actor: Actor, at: datetime) -> Sheet:
    """Hand the sheet in. Raises SheetError with what is missing."""
    locked = lock_sheet(sheet)
    check_act(locked, SheetAction.SUBMIT, actor=actor)
    _in_time(locked, actor, at)
    missing = missing_of(standing_of(locked))
    if missing:
        raise SheetError(
            _("Còn %(n)d mục chưa đủ: %(which)s.")
            % {"n": len(missing), "which": ", ".join(item.number for item, _why in missing)}
        )
    locked.submitted_at = at
    return advance(locked, SheetAction.SUBMIT, actor=actor, at=at)


def missing_of(standing: Standing) -> list[tuple[Item, str]]:
    """Return what still has to be done before a sheet is handed in, and why."""
    found = []
    for item in standing.items.values():
        if item.part.is_measured:
            continue
        own = item.own
        if own is None or (own.points is None and not own.is_inapplicable):
            found.append((item, _("chưa chấm")))
        elif item.part.needs_evidence and own.points and not _has_evidence(own):
            found.append((item, _("thiếu minh chứng")))
    return found


@transaction.atomic
def answer(
    sheet: Sheet,
    part_id: str,
    *,
    note: str,
    links: str = "",
    files: Sequence[StoredFile] = (),
    actor: Actor,
    at: datetime,
) -> Entry:
    """Explain one sub-criterion that the appraisal lowered or raised. Raises SheetError."""
    locked = lock_sheet(sheet)
    check_act(locked, SheetAction.ANSWER, actor=actor)
    _explaining_in_time(locked, actor, at)
    part = part_called(locked, part_id)
    if not standing_of(locked).items[part.id].differs:
        raise SheetError(
            _("“%(label)s”: điểm thẩm định không khác điểm tự chấm.") % {"label": part.label}
        )
    if not note.strip():
        raise SheetError(_("“%(label)s”: xin ghi giải trình.") % {"label": part.label})
    return write_entry(
        locked,
        part.id,
        EntryKind.EXPLANATION,
        actor=actor,
        at=at,
        note=note.strip(),
        links=links.strip(),
        files=files,
    )


@transaction.atomic
def explain(sheet: Sheet, *, actor: Actor, at: datetime) -> Sheet:
    """Send the explanations; what is not explained is accepted. Raises SheetError."""
    locked = lock_sheet(sheet)
    check_act(locked, SheetAction.EXPLAIN, actor=actor)
    _explaining_in_time(locked, actor, at)
    if not standing_of(locked).unreplied:
        raise SheetError(_("Chưa giải trình mục nào. Đồng ý hết thì bấm “Đồng ý”."))
    return advance(locked, SheetAction.EXPLAIN, actor=actor, at=at)


@transaction.atomic
def agree(sheet: Sheet, *, actor: Actor, at: datetime) -> Sheet:
    """Accept the appraisal as it is; the score is concluded."""
    return advance(lock_sheet(sheet), SheetAction.AGREE, actor=actor, at=at)


def _in_time(locked: Sheet, actor: Actor, at: datetime) -> None:
    if actor is not SYSTEM and is_past(locked, clock.day_of(at)):
        raise SheetError(
            _("Hạn tự chấm đã qua. Xin cơ quan tổ chức chấm điểm mở lại, có ghi lý do.")
        )


def _explaining_in_time(locked: Sheet, actor: Actor, at: datetime) -> None:
    if actor is not SYSTEM and clock.day_of(at) > locked.index.explain_until:
        raise SheetError(_("Hạn giải trình đã qua."))


def _has_evidence(own: Entry) -> bool:
    return bool(own.note or own.links or own.files.all())


def _is_same(before: Entry | None, said: Said) -> bool:
    if before is None:
        return said.is_empty
    return (
        before.told == said.reached
        and before.is_inapplicable == said.is_inapplicable
        and before.note == said.note
        and before.links == said.links
        and {one.file_id for one in before.files.all()} == {one.pk for one in said.files}
    )
