"""Work lists: the open steps of one's roles, how many of each kind, and a page of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection

from motcua.agencies.actors import Actor
from motcua.agencies.roles import STEP_ROLES
from motcua.kernel import clock

WORK_PAGE: Final = 25
ALL, LATE, SOON, TODAY, WEEK = "", "qua-han", "sap-den-han", "hom-nay", "tuan-nay"
UNSIGNED, TO_RECEIVE, PAUSED, ASKED = "chua-ky-nhan", "cho-nhan", "cho-nguoi-nop", "cho-y-kien"
TABS: Final = (ALL, LATE, SOON, TODAY, WEEK, UNSIGNED, TO_RECEIVE, PAUSED, ASKED)
MINE, NOBODYS, OTHERS = "toi", "chua", "khac"
WHOSE: Final = (MINE, NOBODYS, OTHERS)

# Which open steps belong under each tab: the one place that says so, for counts and for lists.
_OPEN_QUESTION: Final = """EXISTS (
    SELECT FROM dossiers_consultation AS asked WHERE asked.dossier_id = step.dossier_id
        AND asked.answered_at IS NULL AND asked.closed_at IS NULL)"""
_CONDITIONS: Final[Mapping[str, str]] = {
    ALL: "true",
    LATE: "step.due_at < %(at)s",
    SOON: "step.warn_at <= %(at)s AND step.due_at >= %(at)s",
    TODAY: "step.due_at >= %(day)s AND step.due_at < %(tomorrow)s",
    WEEK: "step.due_at >= %(day)s AND step.due_at < %(monday)s",
    UNSIGNED: "step.received_at IS NULL AND dossier.clock_from IS NOT NULL",
    TO_RECEIVE: "dossier.clock_from IS NULL",
    PAUSED: "dossier.state IN ('awaiting_supplement', 'awaiting_payment')",
    ASKED: _OPEN_QUESTION,
}
_WHOSE: Final[Mapping[str, str]] = {
    "": "true",
    MINE: "step.assignee_id = ANY(%(mine)s)",
    NOBODYS: "step.assignee_id IS NULL",
    OTHERS: "step.assignee_id <> ALL(%(mine)s)",
}
# Asked at every opening of the list, so written out; see the index step_open_by_role.
_GROUPS: Final = """
    SELECT step.agency_id, step.role, dossier.procedure_id, step.key, min(step.name),
        CASE WHEN step.assignee_id = ANY(%(mine)s) THEN 'toi'
             WHEN step.assignee_id IS NULL THEN 'chua' ELSE 'khac' END,
        {counts}
    FROM dossiers_step AS step JOIN dossiers_dossier AS dossier ON dossier.id = step.dossier_id
    WHERE step.closed_at IS NULL AND (step.agency_id, step.role) IN ({held})
    GROUP BY 1, 2, 3, 4, 6
""".replace("{counts}", ", ".join(f"count(*) FILTER (WHERE {_CONDITIONS[tab]})" for tab in TABS))
_ROWS: Final = """
    SELECT step.id, step.order, step.name, step.agency_id, step.role, step.budget_minutes,
        step.opened_at, step.due_at, step.warn_at, step.received_at, step.assignee_id,
        (SELECT full_name FROM agencies_officer WHERE id = step.assignee_id),
        coalesce(dossier.code, dossier.tracking_code), dossier.procedure_id,
        dossier.principal_name, dossier.state, dossier.due_at, dossier.clock_from,
        (SELECT started_at FROM dossiers_pause AS pause
         WHERE pause.dossier_id = step.dossier_id AND pause.ended_at IS NULL)
    FROM dossiers_step AS step JOIN dossiers_dossier AS dossier ON dossier.id = step.dossier_id
    WHERE step.closed_at IS NULL AND (step.agency_id, step.role) IN ({held})
        AND {kept}
    ORDER BY step.due_at, step.id LIMIT %(most)s
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
    held, values = _held(actor, moments)
    if not held:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_GROUPS.replace("{held}", held), values)
        return [_group(row) for row in cursor.fetchall()]


def _held(actor: Actor, moments: Moments) -> tuple[str, dict[str, Any]]:
    """Return the places in a statement for one's roles, and all values it names."""
    pairs = sorted({(g.agency_id, g.role.value) for g in actor.grants if g.role in STEP_ROLES})
    values: dict[str, Any] = {
        "mine": list(own_officers(actor)),
        "at": moments.at,
        "day": moments.day,
        "tomorrow": moments.tomorrow,
        "monday": moments.monday,
    }
    for n, (agency_id, role) in enumerate(pairs):
        values |= {f"agency{n}": agency_id, f"role{n}": role}
    return ", ".join(f"(%(agency{n})s, %(role{n})s)" for n in range(len(pairs))), values


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


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One line of a work list: an open step and what is shown of its dossier.

    Procedure and agency are row numbers, kept in memory by whoever shows them;
    ``paused_since`` is when an open pause began.
    """

    pk: int
    order: int
    name: str
    agency_id: int
    role: str
    budget_minutes: int
    opened_at: datetime
    due_at: datetime | None
    warn_at: datetime | None
    received_at: datetime | None
    assignee_id: int | None
    assignee_name: str | None
    key: str
    procedure_id: int
    principal_name: str
    state: str
    promised_at: datetime | None
    clock_from: datetime | None
    paused_since: datetime | None


def work_rows(
    actor: Actor,
    chosen: WorkFilter,
    moments: Moments,
    *,
    place: WorkPlace | None = None,
    most: int = WORK_PAGE + 1,
) -> list[WorkRow]:
    """Return the steps that ``chosen`` keeps after ``place``, what is due first first. One query.

    Undated ones come last. At most ``most``; by default one more than a page, when there is
    a next one.
    """
    held, values = _held(actor, moments)
    if not held:
        return []
    kept = [_CONDITIONS[chosen.tab], _WHOSE[chosen.whose]]
    exact = {
        "step.role": chosen.role,
        "dossier.procedure_id": chosen.procedure,
        "step.agency_id": chosen.agency,
        "step.key": chosen.step,
    }
    for n, (column, wanted) in enumerate(exact.items()):
        if wanted:
            kept.append(f"{column} = %(wanted{n})s")
            values[f"wanted{n}"] = wanted
    if place is not None:
        values |= {"last": place.due_at, "row": place.row}
        kept.append(_AFTER_UNDATED if place.due_at is None else _AFTER_DATED)
    values["most"] = most
    statement = _ROWS.replace("{held}", held).replace("{kept}", " AND ".join(kept))
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [WorkRow(*row) for row in cursor.fetchall()]


_AFTER_DATED: Final = """(step.due_at > %(last)s
    OR (step.due_at = %(last)s AND step.id > %(row)s) OR step.due_at IS NULL)"""
_AFTER_UNDATED: Final = "step.due_at IS NULL AND step.id > %(row)s"


def kept_views(actor: Actor) -> list[tuple[str, str]]:
    """Return name and query of each list that an officer keeps. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_VIEWS, [actor.officer_id])
        return [(name, query) for name, query in cursor.fetchall()]


_VIEWS: Final = "SELECT name, query FROM dossiers_savedview WHERE officer_id = %s ORDER BY name"
