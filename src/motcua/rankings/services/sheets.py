"""What all acts on a sheet share: its lock, its step, an entry with its evidence."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.documents.models import StoredFile
from motcua.kernel.errors import DomainError
from motcua.rankings import policies
from motcua.rankings.lifecycle import SheetAction, next_sheet_state
from motcua.rankings.models import Entry, EntryFile, EntryKind, RankingIndex, Sheet, SheetEvent
from motcua.rankings.structure import Part


class SheetError(DomainError):
    """The sheet cannot be kept or moved like that."""

    code: ClassVar[str] = "ranking-sheet"


def lock_sheet(sheet: Sheet) -> Sheet:
    """Return the row of a sheet, held to the end of the transaction, with its index as it is."""
    found: Sheet = Sheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    # Read after the lock was had: whoever proposed the index meanwhile is seen.
    found.index = RankingIndex.objects.select_related("agency", "issue").get(pk=found.index_id)
    return found


def check_act(
    locked: Sheet, action: SheetAction, *, actor: Actor, area: int | None = None
) -> None:
    """Raise PermissionDenied or IllegalTransitionError unless ``action`` may be done now."""
    policies.require_sheet(actor, action, locked, area)
    next_sheet_state(locked.stage, action, locked.index.stage)


def advance(
    locked: Sheet, action: SheetAction, *, actor: Actor, at: datetime, note: str = ""
) -> Sheet:
    """Move a sheet and write the event. Raises IllegalTransitionError, PermissionDenied."""
    policies.require_sheet(actor, action, locked)
    before = locked.stage
    locked.state = next_sheet_state(before, action, locked.index.stage).value
    locked.save()
    SheetEvent.objects.create(
        sheet=locked,
        action=action.value,
        from_state=before.value,
        to_state=locked.state,
        officer_id=actor.officer_id,
        note=note,
        happened_at=at,
        recorded_at=at,
    )
    return locked


def needed(reason: str, missing: str) -> str:
    """Return a reason without blanks around it. Raises SheetError with ``missing``."""
    tidy = reason.strip()
    if not tidy:
        raise SheetError(missing)
    return tidy


def part_called(locked: Sheet, part_id: str) -> Part:
    """Return a sub-criterion that people score. Raises SheetError."""
    part: Part | None = locked.index.issue.structure.parts.get(part_id)
    if part is None:
        raise SheetError(_("Bộ chỉ số không có mục này."))
    if part.is_measured:
        raise SheetError(
            _("“%(label)s” do hệ thống tính, không chấm tay được.") % {"label": part.label}
        )
    return part


def area_number(locked: Sheet, part_id: str) -> int | None:
    """Return the number of the area in which a sub-criterion stands."""
    area = locked.index.issue.structure.area_of(part_id)
    return area.number if area is not None else None


def write_entry(
    locked: Sheet,
    part_id: str,
    kind: EntryKind,
    *,
    actor: Actor,
    at: datetime,
    points: Decimal | None = None,
    is_inapplicable: bool = False,
    reached: dict[str, Any] | None = None,
    note: str = "",
    links: str = "",
    files: Sequence[StoredFile] = (),
) -> Entry:
    """Write down what somebody says of a sub-criterion; it holds from now on."""
    entry = Entry.objects.create(
        sheet=locked,
        part=part_id,
        kind=kind,
        reached=reached or {},
        points=points,
        is_inapplicable=is_inapplicable,
        note=note,
        links=links,
        officer_id=actor.officer_id,
        happened_at=at,
        recorded_at=at,
    )
    EntryFile.objects.bulk_create(EntryFile(entry=entry, file=file) for file in files)
    return entry


def is_past(locked: Sheet, on: date) -> bool:
    """Say whether self-scoring is over for this unit on that day."""
    last = locked.extended_until or locked.index.score_until
    return on > max(last, locked.index.score_until)
