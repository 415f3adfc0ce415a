"""What a change of calendar would mean for promises already made. Reports, changes nothing.

Counted again is what the date rests on now: the first promise, an extension or a reopening,
with all pauses. A dossier that waits for its applicant has no date to differ from.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from motcua.agencies.models import Agency, CalendarVersion
from motcua.dossiers.lifecycle import OPEN_STATES
from motcua.dossiers.models import DueDate, Pause
from motcua.dossiers.reckoning import BASES, kernel_pauses, limit_of
from motcua.kernel import clock
from motcua.kernel.limits import due
from motcua.kernel.workdays import Calendar

MOST_EXAMPLES: Final = 50


@dataclass(frozen=True, slots=True)
class Recount:
    """One open dossier whose date would be another if it were promised again."""

    code: str
    procedure: str
    agency: str
    promised: datetime
    recounted: datetime


@dataclass(frozen=True, slots=True)
class CalendarEffect:
    """How many agencies get a new calendar, and which open promises differ from it."""

    agencies: int
    dossiers: int
    examples: tuple[Recount, ...]


def preview_calendar_change(change: Callable[[], object]) -> CalendarEffect:
    """Return what ``change`` would do, and undo it. Raises whatever ``change`` raises."""
    with transaction.atomic():
        before = _versions()
        change()
        changed = {
            agency_id: version_id
            for agency_id, version_id in _versions().items()
            if version_id is not None and before.get(agency_id) != version_id
        }
        effect = _effect(changed)
        transaction.set_rollback(True)
    return effect


def _versions() -> dict[int, int | None]:
    return dict(Agency.objects.values_list("pk", "calendar_version_id"))


def _effect(changed: Mapping[int, int]) -> CalendarEffect:
    # Read past the cache: a version made only for this preview is about to vanish.
    contents = CalendarVersion.objects.filter(pk__in=set(changed.values()))
    calendars = {
        pk: Calendar.from_dict(content) for pk, content in contents.values_list("pk", "content")
    }
    standing = _standing(set(changed))
    paused = _pauses_by_dossier(set(changed))
    count, examples = 0, []
    for row in standing:
        calendar = calendars[changed[row.dossier.agency_id]]
        promised = row.dossier.due_at
        pauses = kernel_pauses(paused.get(row.dossier_id, ()))
        again = due(clock.local(row.counted_from), limit_of(row), calendar, pauses).due
        if promised is None or again is None or again == promised:
            continue
        count += 1
        if count <= MOST_EXAMPLES:
            examples.append(_example(row, promised, again))
    return CalendarEffect(len(changed), count, tuple(examples))


def _standing(agencies: Collection[int]) -> list[DueDate]:
    """Return, for each open dossier with a date, the row it is counted from; due first first."""
    latest = (
        DueDate.objects.filter(
            # What another system promised is not counted by any calendar of ours.
            kind__in=[kind for kind in BASES if kind != DueDate.Kind.IMPORTED],
            dossier__due_at__isnull=False,
            dossier__agency_id__in=agencies,
            dossier__state__in=OPEN_STATES,
            dossier__finished_at__isnull=True,
        )
        .select_related("dossier__procedure", "dossier__agency")
        .order_by("dossier_id", "-pk")
        .distinct("dossier_id")
    )
    return sorted(latest, key=lambda row: (row.dossier.due_at, row.pk))


def _pauses_by_dossier(agencies: Collection[int]) -> dict[int, list[Pause]]:
    found: dict[int, list[Pause]] = {}
    pauses = Pause.objects.filter(
        dossier__agency_id__in=agencies,
        dossier__state__in=OPEN_STATES,
        dossier__due_at__isnull=False,
    )
    for pause in pauses:
        found.setdefault(pause.dossier_id, []).append(pause)
    return found


def _example(row: DueDate, promised: datetime, again: datetime) -> Recount:
    dossier = row.dossier
    return Recount(
        dossier.code or "", dossier.procedure.name, dossier.agency.name, promised, again
    )
