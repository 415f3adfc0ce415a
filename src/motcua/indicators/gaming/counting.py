"""The signs counted: of every unit, of the officers of one, and the dossiers behind a figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.db import connection

from motcua.indicators.gaming.rules import Rule
from motcua.indicators.gaming.signs import (
    BY_KEY,
    HANDLING,
    OF_DOSSIERS,
    RATINGS,
    RECEIVING,
    SIGNS,
    Sign,
)
from motcua.indicators.periods import Period
from motcua.indicators.rates import Rate

PAGE: Final = 15
Table = Mapping[int, Rate]
"""The rate of each unit, or officer, by number."""
_YEAR: Final = timedelta(days=365)
# What conditions ask for that is not in the row itself. Each is written only where it is used.
_ASIDE: Final = {
    "burst": """burst AS MATERIALIZED (
        SELECT dossier_id FROM (
            SELECT trace.dossier_id, count(*) OVER (
                PARTITION BY trace.officer_id ORDER BY trace.ended_at
                RANGE BETWEEN make_interval(mins => %(burst_minutes)s) PRECEDING
                    AND make_interval(mins => %(burst_minutes)s) FOLLOWING) AS beside
            FROM indicators_signtrace AS trace
            WHERE trace.officer_id IS NOT NULL AND trace.outcome = 'finished'
                AND trace.ended_on = ANY(%(cut_offs)s)) AS counted
        WHERE beside >= %(burst_least)s)""",
    "relodged": """relodged AS MATERIALIZED (
        SELECT trace.dossier_id
        FROM indicators_signtrace AS trace
        JOIN dossiers_dossier AS dossier ON dossier.id = trace.dossier_id
        WHERE trace.officer_id IS NULL AND trace.outcome = 'withdrawn'
            AND trace.ended_on BETWEEN %(first)s AND %(last)s
            AND EXISTS (
                SELECT 1 FROM dossiers_dossier AS again
                WHERE again.principal_id = dossier.principal_id
                    AND again.procedure_id = dossier.procedure_id AND again.id <> dossier.id
                    AND again.submitted_at >= dossier.submitted_at
                    AND again.submitted_at
                        <= trace.ended_at + make_interval(days => %(relodge)s)))""",
    "shared": """lodged AS MATERIALIZED (
        SELECT trace.dossier_id, dossier.applicant_id, dossier.principal_id, person.phone
        FROM indicators_signtrace AS trace
        JOIN dossiers_dossier AS dossier ON dossier.id = trace.dossier_id
        JOIN people_person AS person ON person.id = dossier.applicant_id
        WHERE trace.officer_id IS NULL AND trace.channel = 'online'
            AND trace.lodged_on BETWEEN %(first)s AND %(last)s),
    shared AS MATERIALIZED (
        SELECT dossier_id FROM lodged
        WHERE applicant_id IN (
                SELECT applicant_id FROM lodged GROUP BY applicant_id
                HAVING count(DISTINCT principal_id) >= %(people)s)
            OR phone <> '' AND phone IN (
                SELECT phone FROM lodged GROUP BY phone
                HAVING count(DISTINCT principal_id) >= %(people)s))""",
    "usual": """usual AS MATERIALIZED (
        SELECT trace.procedure_id,
            mode() WITHIN GROUP (ORDER BY trace.stated_limit) AS stated_limit
        FROM indicators_signtrace AS trace
        WHERE trace.officer_id IS NULL AND trace.stated_limit <> ''
            AND trace.accepted_on BETWEEN %(year_before)s AND %(last)s
        GROUP BY trace.procedure_id)""",
}
_OF_PERIOD: Final = "trace.{day} BETWEEN %(first)s AND %(last)s AND ({whole})"
_LIVING: Final = "trace.last_on >= %(first)s AND trace.acted_on <= %(last)s"
_RATINGS: Final = f"""
    SELECT trace.agency_id, count(*) FILTER (WHERE {BY_KEY[RATINGS].part}), count(*)
    FROM surveys_response AS trace
    WHERE trace.entry IN ('link', 'tablet') AND trace.day BETWEEN %(first)s AND %(last)s
    GROUP BY trace.agency_id
"""  # noqa: S608 - a condition of our own
_FOUND: Final = """
    SELECT trace.dossier_id, dossier.code, dossier.tracking_code, procedure.name, agency.name,
        trace.{day}, trace.outcome, trace.waited_minutes, trace.pause_left, trace.end_left,
        trace.latest_minutes, trace.stated_limit
    FROM indicators_signtrace AS trace
    JOIN dossiers_dossier AS dossier ON dossier.id = trace.dossier_id
    JOIN procedures_procedure AS procedure ON procedure.id = trace.procedure_id
    JOIN agencies_agency AS agency ON agency.id = trace.agency_id
    WHERE {who} AND {living} AND {of_period} AND ({part}) AND trace.dossier_id > %(after)s
    ORDER BY trace.dossier_id + 0 LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: a period, the rule of signs, and the last days of its reporting months."""

    period: Period
    rule: Rule
    cut_offs: tuple[date, ...]

    @property
    def values(self) -> dict[str, Any]:
        """Return what the conditions are filled with."""
        return {
            **self.rule.values,
            "first": self.period.first,
            "last": self.period.last,
            "year_before": self.period.last - _YEAR,
            "cut_offs": list(self.cut_offs),
        }


@dataclass(frozen=True, slots=True)
class Behind:
    """One dossier behind a figure. Nothing personal; ``code`` is empty before acceptance."""

    dossier_id: int
    code: str | None
    tracking_code: str
    procedure: str
    agency: str
    day: date
    outcome: str
    waited_minutes: int | None
    pause_left: int | None
    end_left: int | None
    latest_minutes: int
    stated_limit: str


@dataclass(frozen=True, slots=True)
class _Rows:
    """Which rows are counted, and a row of the answer for each what."""

    by: str
    who: str
    values: Mapping[str, Any] = field(default_factory=dict)


def cut_offs(period: Period, begins_on: int) -> tuple[date, ...]:
    """Return the last days of reporting months that lie in ``period``, and its own last day."""
    days = {period.last}
    for offset in range((period.last - period.first).days + 1):
        day = period.first + timedelta(days=offset)
        if (day + timedelta(days=1)).day == begins_on:
            days.add(day)
    return tuple(sorted(days))


def by_unit(asked: Asked) -> dict[str, dict[int, Rate]]:
    """Return for each sign the rate of every unit. Three statements."""
    found: dict[str, dict[int, Rate]] = {sign.key: {} for sign in SIGNS}
    for place in (HANDLING, RECEIVING):
        signs = [sign for sign in OF_DOSSIERS if sign.place == place]
        _count(asked, signs, _Rows(place, "trace.officer_id IS NULL"), found)
    with connection.cursor() as cursor:
        cursor.execute(_RATINGS, asked.values)
        for agency, part, whole in cursor.fetchall():
            found[RATINGS][agency] = Rate(part, whole, asked.rule.minimum_sample)
    return found


def by_officer(asked: Asked, officers: Sequence[int]) -> dict[str, dict[int, Rate]]:
    """Return for each sign the rate of each of ``officers``. One statement."""
    found: dict[str, dict[int, Rate]] = {sign.key: {} for sign in SIGNS}
    signs = [sign for sign in OF_DOSSIERS if sign.of_officers]
    rows = _Rows(
        "officer_id", "trace.officer_id = ANY(%(officers)s)", {"officers": list(officers)}
    )
    _count(asked, signs, rows, found)
    return found


def dossiers(
    asked: Asked,
    sign: Sign,
    *,
    agency_id: int | None = None,
    officer_id: int | None = None,
    after: int = 0,
    most: int = PAGE + 1,
) -> list[Behind]:
    """Return dossiers of a unit, or of an officer, that make up the figure. One statement.

    Ratings have none: they are given without a name. Raises ValueError for them.
    """
    if sign.key == RATINGS:
        raise ValueError("ratings are not looked up by dossier")
    if officer_id is not None:
        who = "trace.officer_id = %(officer)s"
    else:
        who = f"trace.officer_id IS NULL AND trace.{sign.place} = %(agency)s"
    statement = _with(sign.part) + _FOUND.format(
        day=sign.day,
        who=who,
        living=_LIVING,
        of_period=_OF_PERIOD.format(day=sign.day, whole=sign.whole),
        part=sign.part,
    )
    values = {
        **asked.values,
        "agency": agency_id,
        "officer": officer_id,
        "after": after,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [Behind(*row) for row in cursor.fetchall()]


def _count(
    asked: Asked,
    signs: Sequence[Sign],
    rows: _Rows,
    found: dict[str, dict[int, Rate]],
) -> None:
    """Count ``signs`` in one pass over the traces of the period."""
    columns = ", ".join(_counts(sign) for sign in signs)
    statement = (
        f"{_with(columns)} SELECT trace.{rows.by}, {columns} FROM indicators_signtrace AS trace"  # noqa: S608
        f" WHERE {rows.who} AND {_LIVING} GROUP BY trace.{rows.by}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {**asked.values, **rows.values})
        counted = cursor.fetchall()
    for unit, *figures in counted:
        for number, sign in enumerate(signs):
            part, whole = figures[2 * number : 2 * number + 2]
            if whole:
                found[sign.key][unit] = Rate(part, whole, asked.rule.minimum_sample)


def _counts(sign: Sign) -> str:
    of_period = _OF_PERIOD.format(day=sign.day, whole=sign.whole)
    return (
        f"count(*) FILTER (WHERE {of_period} AND ({sign.part})), "
        f"count(*) FILTER (WHERE {of_period})"
    )


def _with(text: str) -> str:
    used = [written for name, written in _ASIDE.items() if f"FROM {name}" in text]
    return f"WITH {', '.join(used)} " if used else ""
