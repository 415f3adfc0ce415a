"""Work lists: the open steps of one's roles, how many of each kind, and a page of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from motcua.agencies.actors import Actor
from motcua.agencies.roles import STEP_ROLES
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Consultation, Pause, Step
from motcua.dossiers.selectors import steps_of
from motcua.kernel import clock

WORK_PAGE: Final = 25
ALL, LATE, SOON, TODAY, WEEK = "", "qua-han", "sap-den-han", "hom-nay", "tuan-nay"
UNSIGNED, TO_RECEIVE, PAUSED, ASKED = "chua-ky-nhan", "cho-nhan", "cho-nguoi-nop", "cho-y-kien"
TABS: Final = (ALL, LATE, SOON, TODAY, WEEK, UNSIGNED, TO_RECEIVE, PAUSED, ASKED)
MINE, NOBODYS, OTHERS = "toi", "chua", "khac"
WHOSE: Final = (MINE, NOBODYS, OTHERS)
_PAUSED_STATES: Final = (State.AWAITING_SUPPLEMENT, State.AWAITING_PAYMENT)

# Asked at every opening of the list, so written out; see the index step_open_by_role.
_GROUPS: Final = """
    SELECT step.agency_id, step.role, dossier.procedure_id, step.key, min(step.name),
        CASE WHEN step.assignee_id = ANY(%(mine)s) THEN 'toi'
             WHEN step.assignee_id IS NULL THEN 'chua' ELSE 'khac' END,
        count(*),
        count(*) FILTER (WHERE step.due_at < %(at)s),
        count(*) FILTER (WHERE step.warn_at <= %(at)s AND step.due_at >= %(at)s),
        count(*) FILTER (WHERE step.due_at >= %(day)s AND step.due_at < %(tomorrow)s),
        count(*) FILTER (WHERE step.due_at >= %(day)s AND step.due_at < %(monday)s),
        count(*) FILTER (WHERE step.received_at IS NULL AND dossier.clock_from IS NOT NULL),
        count(*) FILTER (WHERE dossier.clock_from IS NULL),
        count(*) FILTER (WHERE dossier.state IN ('awaiting_supplement', 'awaiting_payment')),
        count(*) FILTER (WHERE EXISTS (
            SELECT FROM dossiers_consultation AS asked WHERE asked.dossier_id = step.dossier_id
                AND asked.answered_at IS NULL AND asked.closed_at IS NULL))
    FROM dossiers_step AS step JOIN dossiers_dossier AS dossier ON dossier.id = step.dossier_id
    WHERE step.closed_at IS NULL AND (step.agency_id, step.role) IN ({held})
    GROUP BY 1, 2, 3, 4, 6
"""


@dataclass(frozen=True, slots=True)
class Moments:
    """The instants by which a list is divided."""

    at: datetime
    day: datetime
    tomorrow: datetime
    monday: datetime

    @classmethod
    def around(cls, at: datetime) -> "Moments":
        """Return the day and the week in which ``at`` lies in Vietnam."""
        local = clock.local(at)
        day = local.replace(hour=0, minute=0, second=0, microsecond=0)
        return cls(at, day, day + timedelta(days=1), day + timedelta(days=7 - day.weekday()))


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """Which of one's work is looked at; empty: all of it.

    ``procedure`` and ``agency`` are row numbers, ``step`` a step's key.
    """

    tab: str = ALL
    whose: str = ""
    role: str = ""
    procedure: int | None = None
    agency: int | None = None
    step: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether everything is shown."""
        return self == WorkFilter()


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """Open steps that are alike, and how many of them belong under each tab."""

    agency: int
    role: str
    procedure: int
    step: str
    name: str
    whose: str
    counts: tuple[int, ...]

    def count(self, tab: str) -> int:
        """Return how many belong under ``tab``."""
        return self.counts[TABS.index(tab)]

    def suits(self, chosen: WorkFilter) -> bool:
        """Say whether the group is kept by everything in ``chosen`` but its tab."""
        return (
            chosen.whose in {"", self.whose}
            and chosen.role in {"", self.role}
            and chosen.procedure in {None, self.procedure}
            and chosen.agency in {None, self.agency}
            and chosen.step in {"", self.step}
        )


def work_groups(actor: Actor, moments: Moments) -> list[WorkGroup]:
    """Count the open steps of one's roles, grouped by what they can be filtered by. One query."""
    held = sorted({(g.agency_id, g.role.value) for g in actor.grants if g.role in STEP_ROLES})
    if not held:
        return []
    places = ", ".join(f"(%(agency{n})s, %(role{n})s)" for n in range(len(held)))
    values: dict[str, Any] = {
        "mine": list(own_officers(actor)),
        "at": moments.at,
        "day": moments.day,
        "tomorrow": moments.tomorrow,
        "monday": moments.monday,
    }
    for n, (agency_id, role) in enumerate(held):
        values |= {f"agency{n}": agency_id, f"role{n}": role}
    with connection.cursor() as cursor:
        cursor.execute(_GROUPS.replace("{held}", places), values)
        return [_group(row) for row in cursor.fetchall()]


def _group(row: tuple[Any, ...]) -> WorkGroup:
    agency, role, procedure, step, name, whose, *counts = row
    return WorkGroup(agency, role, procedure, step, name, whose, tuple(counts))


def own_officers(actor: Actor) -> set[int]:
    """Return oneself and whom one covers: what is given to one of them is one's own."""
    return {grant.officer_id for grant in actor.grants} | {actor.officer_id or 0}


def total(groups: Iterable[WorkGroup], chosen: WorkFilter) -> int:
    """Return how many steps ``chosen`` keeps."""
    return sum(group.count(chosen.tab) for group in groups if group.suits(chosen))


def totals_by_tab(groups: Sequence[WorkGroup], chosen: WorkFilter) -> dict[str, int]:
    """Return how many steps each tab would keep beside the rest of ``chosen``."""
    return {tab: total(groups, replace(chosen, tab=tab)) for tab in TABS}


def work_steps(actor: Actor, chosen: WorkFilter, moments: Moments) -> QuerySet[Step]:
    """Return the steps that ``chosen`` keeps, those due first first, undated ones last."""
    steps = steps_of(actor).filter(_tab(chosen.tab, moments))
    if chosen.whose == MINE:
        steps = steps.filter(assignee_id__in=own_officers(actor))
    elif chosen.whose == NOBODYS:
        steps = steps.filter(assignee_id__isnull=True)
    elif chosen.whose == OTHERS:
        steps = steps.filter(assignee_id__isnull=False).exclude(
            assignee_id__in=own_officers(actor)
        )
    exact = {
        "role": chosen.role,
        "dossier__procedure_id": chosen.procedure,
        "agency_id": chosen.agency,
        "key": chosen.step,
    }
    wanted = {name: value for name, value in exact.items() if value}
    return steps.filter(**wanted).order_by("due_at", "pk")


def _tab(tab: str, moments: Moments) -> Q:
    asked = Consultation.objects.filter(
        dossier_id=OuterRef("dossier_id"), answered_at__isnull=True, closed_at__isnull=True
    )
    kept = {
        LATE: Q(due_at__lt=moments.at),
        SOON: Q(warn_at__lte=moments.at, due_at__gte=moments.at),
        TODAY: Q(due_at__gte=moments.day, due_at__lt=moments.tomorrow),
        WEEK: Q(due_at__gte=moments.day, due_at__lt=moments.monday),
        UNSIGNED: Q(received_at__isnull=True, dossier__clock_from__isnull=False),
        TO_RECEIVE: Q(dossier__clock_from__isnull=True),
        PAUSED: Q(dossier__state__in=_PAUSED_STATES),
        ASKED: Q(Exists(asked)),
    }
    return kept.get(tab, Q())


@dataclass(frozen=True, slots=True)
class WorkPlace:
    """Where a page ended: when its last step was due (None: undated), and its row."""

    due_at: datetime | None
    row: int

    def __str__(self) -> str:
        return f"{self.due_at.isoformat() if self.due_at else ''},{self.row}"

    @classmethod
    def read(cls, text: str) -> "WorkPlace | None":
        """Return the place written in an address; None when there is none or it is broken."""
        due, _comma, row = text.replace(" ", "+").partition(",")
        try:
            due_at = datetime.fromisoformat(due) if due else None
            place = cls(due_at, int(row[:18]))
        except ValueError:
            return None
        return None if due_at is not None and due_at.tzinfo is None else place


def page_of_steps(steps: QuerySet[Step], place: WorkPlace | None) -> list[Step]:
    """Return a page of ``steps`` with their dossiers, one more when there is a next. One query.

    Procedures and agencies are kept in memory by whoever shows them. ``paused_since`` is
    when an open pause began.
    """
    if place is not None and place.due_at is None:
        steps = steps.filter(due_at__isnull=True, pk__gt=place.row)
    elif place is not None:
        steps = steps.filter(
            Q(due_at__gt=place.due_at)
            | Q(due_at=place.due_at, pk__gt=place.row)
            | Q(due_at__isnull=True)
        )
    pauses = Pause.objects.filter(dossier_id=OuterRef("dossier_id"), ended_at__isnull=True)
    return list(
        steps.select_related("dossier", "assignee")
        .annotate(paused_since=Subquery(pauses.values("started_at")[:1]))
        .defer("note", "dossier__search_text", "dossier__note")[: WORK_PAGE + 1]
    )
