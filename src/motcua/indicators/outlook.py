"""What heads look ahead and back with: series of days, how long things took, whose time it was."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.db.models import Prefetch

from motcua.agencies.selectors import NoCalendarError
from motcua.dossiers.attribution import TimeSpent
from motcua.dossiers.courses import time_spent_of
from motcua.dossiers.models import Consultation, Dossier, Step
from motcua.indicators.forecast import TRIALS, WEEKS
from motcua.indicators.models import DossierFact
from motcua.indicators.reports import Question

HISTORY: Final = timedelta(weeks=WEEKS + TRIALS + 2)
"""As much as guesses and their trials look at."""
SAMPLE: Final = 300
"""Dossiers whose course is gone through; the page says that it is the newest so many."""
PROCEDURES: Final = 10
_ACCEPTED: Final = """
    SELECT accepted_on, count(*) FROM indicators_dossierfact
    WHERE agency_id = ANY(%(agencies)s) AND accepted_on >= %(first)s AND accepted_on < %(today)s
    GROUP BY 1
"""
# The date as it stands; one that is not known any more is the one before the apology.
_LATE: Final = """
    SELECT COALESCE(due_on, unextended_due_on) AS due, count(*) FROM indicators_dossierfact
    WHERE agency_id = ANY(%(agencies)s)
        AND COALESCE(due_on, unextended_due_on) >= %(first)s
        AND COALESCE(due_on, unextended_due_on) < %(today)s
        AND (ended_on IS NULL OR ended_on >= %(first)s)
        AND COALESCE(ended_on, waiting_on, 'infinity'::date) > COALESCE(due_on, unextended_due_on)
    GROUP BY 1
"""
_BEGAN: Final = """
    SELECT min(accepted_on) FROM indicators_dossierfact WHERE agency_id = ANY(%(agencies)s)
"""
_LENGTHS: Final = """
    SELECT procedure.name, count(*),
        percentile_cont(0.5) WITHIN GROUP (ORDER BY fact.ended_on - fact.accepted_on),
        percentile_cont(0.9) WITHIN GROUP (ORDER BY fact.ended_on - fact.accepted_on)
    FROM indicators_dossierfact AS fact
        JOIN procedures_procedure AS procedure ON procedure.id = fact.procedure_id
    WHERE fact.outcome = 'finished' AND fact.ended_on BETWEEN %(first)s AND %(last)s {narrowed}
    GROUP BY GROUPING SETS ((procedure.id, procedure.name), ())
    ORDER BY grouping(procedure.id) DESC, count(*) DESC, procedure.name
    LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Series:
    """What each day brought, from ``first`` on: dossiers accepted, and dossiers gone overdue."""

    first: date
    accepted: dict[date, int]
    late: dict[date, int]


@dataclass(frozen=True, slots=True)
class Length:
    """Days from acceptance to the end, of a procedure ("" for all together)."""

    procedure: str
    count: int
    median: float
    nine_tenths: float


def series(agencies: Collection[int], today: date) -> Series | None:
    """Return the past of the agencies, as far as guesses need it; None without one. Three queries.

    Days before the first dossier ever are no days of nothing.
    """
    values = {"agencies": list(agencies), "first": today - HISTORY, "today": today}
    ((began,),) = _rows(_BEGAN, values)
    if began is None:
        return None
    return Series(
        max(began, today - HISTORY), dict(_rows(_ACCEPTED, values)), dict(_rows(_LATE, values))
    )


def lengths(question: Question) -> list[Length]:
    """Return how many days it took until things were done: all, then the commonest procedures."""
    statement = _LENGTHS.format(narrowed=question.narrowed)
    found = _rows(statement, {**question.values, "most": PROCEDURES + 1})
    return [Length(name or "", count, mid, tenth) for name, count, mid, tenth in found if count]


def spent(question: Question) -> list[TimeSpent]:
    """Return whose time the newest dossiers took that were done in the period. Five queries."""
    done = DossierFact.objects.filter(
        outcome="finished", ended_on__range=(question.period.first, question.period.last)
    )
    if question.agency_id is not None:
        done = done.filter(agency_id=question.agency_id)
    if question.field_slug is not None:
        done = done.filter(procedure__field_slug=question.field_slug)
    keys = list(done.order_by("-ended_on", "-pk").values_list("pk", flat=True)[:SAMPLE])
    dossiers = (
        Dossier.objects.filter(pk__in=keys)
        .select_related("agency", "desk")
        .prefetch_related(
            Prefetch("steps", Step.objects.select_related("agency")),
            Prefetch("consultations", Consultation.objects.select_related("agency")),
            "pauses",
        )
    )
    found = [_spent(one, question.as_of_at) for one in dossiers]
    return [one for one in found if one is not None]


def _spent(dossier: Dossier, at: datetime) -> TimeSpent | None:
    try:
        return time_spent_of(
            dossier, at, steps=list(dossier.steps.all()), answers=list(dossier.consultations.all())
        )
    except NoCalendarError:
        return None


def _rows(statement: str, values: dict[str, Any]) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
    return rows
