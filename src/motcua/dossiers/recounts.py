"""What a change of calendar would mean for promises already made. Reports, changes nothing.

Only promises that still stand as first made are counted again: one that a pause or an
extension has moved rests on more than the calendar.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F

from motcua.agencies.models import Agency, CalendarVersion
from motcua.dossiers.lifecycle import OPEN_STATES
from motcua.dossiers.models import DueDate
from motcua.dossiers.promises import limit_from_row
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
    standing = (
        DueDate.objects.filter(
            kind=DueDate.Kind.PROMISE,
            due_at=F("dossier__due_at"),
            dossier__agency_id__in=changed,
            dossier__state__in=OPEN_STATES,
        )
        .order_by("due_at", "pk")
        .values_list(
            "dossier__agency_id",
            "dossier__code",
            "dossier__procedure__name",
            "dossier__agency__name",
            "due_at",
            "counted_from",
            "limit_value",
            "limit_unit",
            "policy",
        )
    )
    count, examples = 0, []
    for row in standing:
        agency_id, code, procedure, agency, promised, counted_from, value, unit, policy = row
        calendar = calendars[changed[agency_id]]
        again = due(counted_from, limit_from_row(value, unit, policy), calendar).due
        if again is None or promised is None or again == promised:
            continue
        count += 1
        if count <= MOST_EXAMPLES:
            examples.append(Recount(code or "", procedure, agency, promised, again))
    return CalendarEffect(len(changed), count, tuple(examples))
