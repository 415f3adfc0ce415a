"""The overdue dossiers of a report (columns 10 and 13), each with whose time it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection
from django.db.models import Prefetch

from motcua.agencies.selectors import NoCalendarError
from motcua.dossiers.attribution import Holder, TimeSpent, worked
from motcua.dossiers.courses import time_spent_of
from motcua.dossiers.models import Consultation, Dossier, Step
from motcua.indicators.columns import LATE
from motcua.indicators.reports import Question

PAGE: Final = 20
_SENTENCES: Final = 3
"""The dossier's own page has all of them."""
_DUE: Final = "COALESCE(fact.due_on, fact.unextended_due_on)"
"""An apology made after the period may have left no date, while that before it was overrun."""
_FOUND: Final = f"""
    SELECT fact.dossier_id, {_DUE}, fact.ended_on FROM indicators_dossierfact AS fact
    WHERE {{where}} AND {{late}} AND ({_DUE}, fact.dossier_id) > (%(due)s, %(after)s)
    ORDER BY {_DUE}, fact.dossier_id LIMIT %(most)s
"""  # noqa: S608 - names of our own columns
_KINDS: Final = (
    (Holder.APPLICANT, "người nộp"),
    (Holder.DESK, "bộ phận một cửa"),
    (Holder.STEP, "các bước xử lý"),
    (Holder.LINKED, "cơ quan liên thông"),
    (Holder.CONSULTED, "cơ quan được hỏi ý kiến"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: the day it is ordered by, and the dossier."""

    due_on: date
    dossier_id: int


BEGINNING: Final = Place(date.min, 0)


@dataclass(frozen=True, slots=True)
class Overdue:
    """One overdue dossier, with the time that each holder had it."""

    dossier: Dossier
    due_on: date
    ended_on: date | None
    spent: TimeSpent | None

    @property
    def place(self) -> Place:
        """Return where it stands in the list."""
        return Place(self.due_on, self.dossier.pk)

    @property
    def causes(self) -> list[str]:
        """Return by how much it is late and whose overruns did most of it."""
        return self.spent.cause_sentences()[:_SENTENCES] if self.spent is not None else []

    @property
    def shares(self) -> list[tuple[str, str]]:
        """Return how long applicant, desk, steps and other agencies had it."""
        if self.spent is None:
            return []
        return [
            (words, worked(minutes)) for kind, words in _KINDS if (minutes := self.spent.of(kind))
        ]


def overdue(
    question: Question, *, after: Place = BEGINNING, most: int = PAGE + 1
) -> list[Overdue]:
    """Return up to ``most`` overdue dossiers, the one due first being first. Five queries.

    An apology that was made after the period is counted as the report does, but the order is
    that of the dates as they stand.
    """
    statement = _FOUND.format(where=question.where, late=question.filled(LATE))
    values: dict[str, Any] = {
        **question.values,
        "due": after.due_on,
        "after": after.dossier_id,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: Sequence[tuple[int, date, date | None]] = cursor.fetchall()
    dossiers = {
        dossier.pk: dossier
        for dossier in Dossier.objects.filter(pk__in=[key for key, *_days in found])
        .select_related("procedure", "agency", "desk")
        .prefetch_related(
            Prefetch("steps", Step.objects.select_related("agency")),
            Prefetch("consultations", Consultation.objects.select_related("agency")),
            "pauses",
        )
    }
    return [
        Overdue(dossiers[key], due_on, ended_on, _spent(dossiers[key], question.as_of_at))
        for key, due_on, ended_on in found
    ]


def _spent(dossier: Dossier, at: datetime) -> TimeSpent | None:
    try:
        return time_spent_of(
            dossier, at, steps=list(dossier.steps.all()), answers=list(dossier.consultations.all())
        )
    except NoCalendarError:
        return None
