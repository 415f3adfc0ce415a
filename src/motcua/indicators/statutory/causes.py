"""Why dossiers are late: how many of each cause, which they are, and recording it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.translation import gettext as _

from motcua.agencies.actors import Actor
from motcua.agencies.services import require_administrator
from motcua.dossiers.models import Apology, Dossier
from motcua.dossiers.workload import LEADING
from motcua.indicators import lists
from motcua.indicators.columns import Column
from motcua.indicators.lists import Line, Wanted
from motcua.indicators.models import LateCause, LateCauseKind
from motcua.indicators.printed import cut_off_words
from motcua.indicators.reports import Question
from motcua.indicators.statutory.conditions import (
    UNRECORDED,
    Cause,
    Condition,
    causes,
    conditions,
    late_for,
)
from motcua.kernel.errors import DomainError

PAGE: Final = 20


class CauseError(DomainError):
    """The cause cannot be recorded."""

    code: ClassVar[str] = "late-cause"


@dataclass(frozen=True, slots=True)
class CauseCount:
    """How many late dossiers have a cause."""

    cause: Cause
    count: int


@dataclass(frozen=True, slots=True)
class LateLine:
    """A late dossier, its recorded cause, and what its apology said to the applicant."""

    line: Line
    cause: str
    apology: str


def listed_causes(*, offered_only: bool = False) -> tuple[Cause, ...]:
    """Return the causes as an administrator has set them: shipped ones, then added. One query."""
    stored = {row.code: row for row in LateCauseKind.objects.all()}
    known = {cause.code: cause for cause in causes()}
    known |= {code: Cause(code, row.label) for code, row in stored.items()}
    return tuple(
        cause
        for code, cause in known.items()
        if not offered_only or code not in stored or stored[code].is_offered
    )


def offered_conditions() -> list[Condition]:
    """Return every condition, those of added causes among them. One query."""
    known = conditions()
    added = [late_for(cause) for cause in listed_causes()]
    return [*known.values(), *(one for one in added if one.name not in known)]


def set_cause(*, code: str, label: str, is_offered: bool, actor: Actor) -> LateCauseKind:
    """Add a cause, or say otherwise how one is called and whether it may be chosen."""
    require_administrator(actor)
    row, _is_new = LateCauseKind.objects.update_or_create(
        code=code, defaults={"label": label, "is_offered": is_offered}
    )
    return row


def every_cause() -> tuple[Cause, ...]:
    """Return the causes, and last that none was recorded. One query."""
    return (*listed_causes(), Cause(UNRECORDED, _("Chưa ghi")))


def condition_of(code: str) -> Condition:
    """Return the condition of being late for a cause; "" is late at all. Raises KeyError."""
    return conditions()[f"late_{code}" if code else "late"]


def by_cause(question: Question) -> list[CauseCount]:
    """Return how many late dossiers have which cause, each one once. One query."""
    listed = every_cause()
    counts = ", ".join(
        f"count(*) FILTER (WHERE {question.filled(condition_of(one.code).sql)})" for one in listed
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {counts} FROM indicators_dossierfact AS fact"  # noqa: S608
            f" WHERE {question.where}",
            question.values,
        )
        row = cursor.fetchone()
    return [CauseCount(cause, count) for cause, count in zip(listed, row, strict=True)]


def late_lines(question: Question, code: str, *, after: int = 0) -> list[LateLine]:
    """Return a page of the late dossiers with a cause, and one more. Three queries."""
    condition = condition_of(code)
    column = Column(0, condition.label, condition.definition, condition.sql)
    found = lists.page(Wanted(question, column), after=after, most=PAGE + 1)
    keys = [line.dossier_id for line in found]
    recorded: dict[int, str] = dict(
        LateCause.objects.filter(dossier_id__in=keys)
        .order_by("id")
        .values_list("dossier_id", "cause")
    )
    said: dict[int, str] = dict(
        Apology.objects.filter(dossier_id__in=keys, signed_at__isnull=False)
        .order_by("id")
        .values_list("dossier_id", "reason")
    )
    return [
        LateLine(line, recorded.get(line.dossier_id, ""), said.get(line.dossier_id, ""))
        for line in found
    ]


def sheet(question: Question, place: str) -> Iterator[Sequence[Any]]:
    """Yield all late dossiers with their cause as a sheet, two lines on top."""
    labels = {one.code: one.label for one in every_cause()}
    yield [f"{place}, {question.period.words}"]
    yield [cut_off_words(question)]
    yield (*lists.HEADINGS, "Nguyên nhân")
    number, after = 0, 0
    while batch := late_lines(question, "", after=after):
        for one in batch[:PAGE]:
            number += 1
            cause = labels.get(one.cause or UNRECORDED, one.cause)
            yield (*lists.cells(number, one.line), cause)
        after = batch[:PAGE][-1].line.dossier_id


@transaction.atomic
def record_causes(
    wanted: Collection[tuple[str, str]], *, actor: Actor, at: datetime
) -> list[LateCause]:
    """Record causes, pairs of a dossier's code and a cause; what stands already is left as it is.

    Raises CauseError for a cause that is not known, PermissionDenied where one of the dossiers
    is none of those the actor leads.
    """
    known = {cause.code for cause in listed_causes(offered_only=True)}
    if any(cause not in known for _code, cause in wanted):
        raise CauseError(_("Nguyên nhân này không có trong danh sách. Xin chọn lại."))
    led = actor.agencies_with(*LEADING)
    found: dict[str, Any] = {
        str(dossier.code): dossier
        for dossier in Dossier.objects.filter(
            code__in=[code for code, _cause in wanted], agency_id__in=led
        ).only("pk", "code")
    }
    if len(found) != len({code for code, _cause in wanted}):
        raise PermissionDenied
    before: dict[int, str] = dict(
        LateCause.objects.filter(dossier_id__in=[one.pk for one in found.values()])
        .order_by("id")
        .values_list("dossier_id", "cause")
    )
    return LateCause.objects.bulk_create(
        LateCause(
            dossier=found[code], cause=cause, recorded_at=at, recorded_by_id=actor.officer_id
        )
        for code, cause in wanted
        if before.get(found[code].pk) != cause
    )
