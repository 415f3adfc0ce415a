"""What the nine indices come to for an agency in a period, and for its officers.

Dossiers are those finished in the period, of the agency that decides them; the statements give
how many have which points, ``nine.scoring`` says what they are worth.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection

from motcua.agencies.models import Agency, Officer
from motcua.indicators import hearing
from motcua.indicators.indexing.offered import offered_on
from motcua.indicators.nine import scoring
from motcua.indicators.nine.scheme import INDICES, Scheme
from motcua.indicators.nine.scoring import Score, Sum
from motcua.indicators.reports import Question
from motcua.kernel.punctuality import Punctuality
from motcua.petitions.models import Subject

_CONDUCT: Final = str(Subject.CONDUCT)
_FINISHED: Final = (
    "fact.agency_id = %(agency)s AND fact.outcome = 'finished'"
    " AND fact.ended_on BETWEEN %(first)s AND %(last)s"
)
_ALIKE: Final = """
    SELECT {who}, fact.unextended_by_day, LEAST(fact.supplement_requests, 9),
        NOT (fact.channel IN ('online', 'post')
            AND own.result_mode IN ('electronic', 'by_post')),
        EXISTS (SELECT FROM petitions_feedback AS feedback
            WHERE feedback.dossier_id = fact.dossier_id AND feedback.subject = %(conduct)s),
        count(*)
    FROM indicators_dossierfact AS fact
    JOIN dossiers_dossier AS own ON own.id = fact.dossier_id {join}
    WHERE {where} GROUP BY 1, 2, 3, 4, 5
"""
_DONE_BY: Final = """
    JOIN (SELECT DISTINCT step.dossier_id, step.closed_by_id FROM dossiers_step AS step
        WHERE step.agency_id = %(agency)s AND step.closed_by_id IS NOT NULL
            AND step.outcome NOT IN ('undone', 'broken_off')
    ) AS done ON done.dossier_id = fact.dossier_id
"""
_STEPS: Final = """
    SELECT who, class, count(*) FROM (
        SELECT {who} AS who, step.dossier_id,
            CASE WHEN bool_or({closed} > {due}) THEN 'late'
                WHEN bool_and({closed} < {due}) THEN 'early' ELSE 'on_time' END AS class
        FROM dossiers_step AS step
        JOIN indicators_dossierfact AS fact ON fact.dossier_id = step.dossier_id
        WHERE {where} AND step.agency_id = %(agency)s AND step.closed_at IS NOT NULL
            AND step.due_at IS NOT NULL AND step.outcome NOT IN ('undone', 'broken_off')
        GROUP BY 1, 2
    ) AS gone_through WHERE who IS NOT NULL GROUP BY 1, 2
"""
_DAY: Final = "(step.{column} AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"
_ONLINE: Final = """
    SELECT count(*) FILTER (WHERE fact.channel = 'online'), count(*),
        count(*) FILTER (WHERE fact.channel = 'online' AND fact.unextended_by_day = 'late')
    FROM indicators_dossierfact AS fact
    WHERE fact.agency_id = %(agency)s AND fact.accepted_on BETWEEN %(first)s AND %(last)s
"""


@dataclass(frozen=True, slots=True)
class OfficerNine:
    """The five indices of an officer."""

    officer: Officer
    sum: Sum


@dataclass(frozen=True, slots=True)
class _Alike:
    """So many dossiers that are alike in what is scored."""

    klass: Punctuality
    contacts: int
    agencies: int
    is_complained: bool
    count: int


def agency_nine(agency: Agency, question: Question, scheme: Scheme) -> Sum:
    """Return the nine indices of an agency. Five statements."""
    values = _values(question, agency)
    alike = _alike(values, "NULL::bigint", "")[None]
    steps = _steps(values, "0")[0]
    scores = _of_dossiers(alike, steps, question, scheme)
    as_of = question.as_of_on
    rates = hearing.rates(
        first=question.period.first, last=as_of, at=question.cut_off, agency_id=agency.pk
    )
    heard = rates[hearing.IN_TIME]
    scores[8] = Score(8, scoring.petition_points(heard.part, heard.whole, scheme), 1)
    scores[9] = _online(agency, values, as_of, scheme, question)
    for index in INDICES:
        if index.unknown:
            scores[index.number] = Score(index.number, unknown=index.unknown)
    return scoring.agency_sum(scores)


def officers_nine(
    agency: Agency, question: Question, scheme: Scheme, *, only: int | None = None
) -> list[OfficerNine]:
    """Return the five indices of each who closed a step, or of one alone. Three statements."""
    values = _values(question, agency)
    alike = _alike(values, "done.closed_by_id", _DONE_BY)
    steps = _steps(values, "step.closed_by_id")
    keys = [key for key in alike if key is not None and (only is None or key == only)]
    officers = Officer.objects.filter(pk__in=keys).order_by("sort_key", "pk")
    return [
        OfficerNine(
            officer,
            scoring.officer_sum(
                _of_dossiers(alike[officer.pk], steps[officer.pk], question, scheme)
            ),
        )
        for officer in officers
    ]


def _of_dossiers(
    alike: Sequence[_Alike],
    steps: Sequence[tuple[Punctuality, int]],
    question: Question,
    scheme: Scheme,
) -> dict[int, Score]:
    found = {
        1: scoring.summed(1, [(scoring.time_points(one.klass), one.count) for one in alike]),
        2: scoring.summed(2, [(scoring.time_points(klass), count) for klass, count in steps]),
        3: scoring.summed(
            3, [(scoring.contact_points(one.contacts, scheme), one.count) for one in alike]
        ),
        4: scoring.summed(
            4, [(scoring.agency_points(one.agencies, scheme), one.count) for one in alike]
        ),
        7: scoring.summed(
            7,
            [
                (
                    scoring.attitude_points(one.klass, is_complained=False, scheme=scheme),
                    one.count,
                )
                for one in alike
                if not one.is_complained
            ],
        ),
    }
    least = question.rule.minimum_sample
    return {
        number: one
        if one.count >= least
        else Score(number, unknown=f"{one.count} hồ sơ, cần ít nhất {least}.")
        for number, one in found.items()
    }


def _online(
    agency: Agency,
    values: Mapping[str, Any],
    on: date,
    scheme: Scheme,
    question: Question,
) -> Score:
    ((online, received, late),) = _rows(_ONLINE, values)
    least = question.rule.minimum_sample
    if received < least:
        return Score(9, unknown=f"{received} hồ sơ, cần ít nhất {least}.")
    offered = offered_on(on, [agency])[agency.pk]
    points = scoring.online_points(
        procedures=(len(offered.online), len(offered.all)),
        dossiers=(online, received),
        late=late,
        scheme=scheme,
    )
    return Score(9, points, 1)


def _values(question: Question, agency: Agency) -> dict[str, Any]:
    return {
        "agency": agency.pk,
        "first": question.period.first,
        "last": question.period.last,
        "conduct": _CONDUCT,
    }


def _alike(values: Mapping[str, Any], who: str, join: str) -> dict[Any, list[_Alike]]:
    found: dict[Any, list[_Alike]] = defaultdict(list)
    for key, klass, contacts, is_visited, is_complained, count in _rows(
        _ALIKE.format(who=who, join=join, where=_FINISHED), values
    ):
        found[key].append(
            _Alike(Punctuality(klass), contacts, int(is_visited), is_complained, count)
        )
    return found


def _steps(values: Mapping[str, Any], who: str) -> dict[Any, list[tuple[Punctuality, int]]]:
    statement = _STEPS.format(
        who=who,
        where=_FINISHED,
        closed=_DAY.format(column="closed_at"),
        due=_DAY.format(column="due_at"),
    )
    found: dict[Any, list[tuple[Punctuality, int]]] = defaultdict(list)
    for key, klass, count in _rows(statement, values):
        found[key].append((Punctuality(klass), count))
    return found


def _rows(statement: str, values: Mapping[str, Any]) -> list[Sequence[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[Sequence[Any]] = cursor.fetchall()
    return rows
