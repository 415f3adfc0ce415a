"""Effects from the facts of the database: cells are those of the report, month by month."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from motcua.demo.many import filling
from motcua.effects.panel import month_of, number_of
from motcua.indicators import keeping, reports
from motcua.indicators.models import DossierFact
from motcua.indicators.periods import Period
from motcua.indicators.reform_effect import Aim, Span, cells, span_before
from motcua.indicators.rules import rule_on
from motcua.indicators.satisfaction import Scope, overall
from motcua.kernel.clock import VIETNAM
from tests.world_effects import answer_everything

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 10, tzinfo=VIETNAM)
AUTUMN = Span(date(2026, 8, 1), date(2026, 10, 31))


@pytest.fixture(autouse=True)
def _facts() -> None:
    filling.fill(filling.Wish(rows=400, open_rows=80, agencies=3, at=MONDAY, with_events=True))
    keeping.catch_up(at=MONDAY)
    # Half of them a month earlier: the many are of a few weeks.
    first = DossierFact.objects.order_by("dossier_id").values_list("dossier_id", flat=True)[0]
    earlier = DossierFact.objects.annotate(half=(F("dossier_id") - first) % 2).filter(half=1)
    for name in ("accepted_on", "ended_on", "waiting_on", "due_on", "unextended_due_on"):
        earlier.update(**{name: F(name) - timedelta(days=31)})


def test_a_cell_is_the_report_of_that_agency_and_month() -> None:
    expected = set()
    for number in range(number_of(AUTUMN.first), number_of(AUTUMN.last) + 1):
        month = Period(month_of(number), month_of(number + 1) - timedelta(days=1))
        for agency_id in DossierFact.objects.values_list("agency_id", flat=True).distinct():
            question = reports.Question(month, rule_on(month.last), MONDAY, agency_id)
            counts = reports.total(reports.by_field(question))
            if counts.c7:
                expected.add((str(agency_id), month.first, counts.in_time, counts.c7, counts.c8))

    kept, early = list(cells(Aim.KEPT, AUTUMN)), list(cells(Aim.EARLY, AUTUMN))

    soon = {(cell.unit, cell.month): cell.part for cell in early}
    assert expected == {
        (cell.unit, cell.month, cell.part, cell.whole, soon[cell.unit, cell.month])
        for cell in kept
    }
    assert len(expected) > 5


def test_what_was_withdrawn_in_time_is_known_as_such() -> None:
    # What was withdrawn is never early.
    in_time = DossierFact.objects.filter(
        outcome="finished", ended_on__range=(AUTUMN.first, AUTUMN.last), by_day="on_time"
    )
    taken_back = list(in_time.order_by("dossier_id").values_list("dossier_id", flat=True)[:3])
    DossierFact.objects.filter(dossier_id__in=taken_back).update(outcome="withdrawn")

    found = sum(cell.given_up for cell in cells(Aim.KEPT, AUTUMN))

    withdrawn = DossierFact.objects.filter(
        outcome__in=["withdrawn", "stopped"],
        ended_on__range=(AUTUMN.first, AUTUMN.last),
        by_day__in=["early", "on_time"],
    )
    assert found == withdrawn.count() >= len(taken_back) == 3
    assert all(cell.given_up == 0 for cell in cells(Aim.EARLY, AUTUMN))


def test_only_the_agencies_asked_for_are_compared() -> None:
    one = DossierFact.objects.values_list("agency_id", flat=True)[0]

    assert {cell.unit for cell in cells(Aim.KEPT, AUTUMN, {one})} == {str(one)}


def test_months_are_whole_and_over() -> None:
    assert span_before(date(2026, 11, 23)) == Span(date(2023, 11, 1), date(2026, 10, 31))
    assert span_before(date(2026, 1, 1)) == Span(date(2023, 1, 1), date(2025, 12, 31))


def test_it_takes_two_queries() -> None:
    with CaptureQueriesContext(connection) as asked:
        list(cells(Aim.KEPT, AUTUMN))

    assert len(asked) == 2  # the rule of counting, the cells


def test_satisfied_answers_are_cells_by_unit_and_month() -> None:
    answer_everything()

    found = list(cells(Aim.SATISFIED, AUTUMN))

    agencies = frozenset(DossierFact.objects.values_list("agency_id", flat=True))
    scope = Scope(AUTUMN.first, AUTUMN.last, agency_ids=agencies)
    satisfied = overall(scope).satisfaction
    assert sum(cell.whole for cell in found) == satisfied.whole > 0
    assert sum(cell.part for cell in found) == satisfied.part < satisfied.whole
    assert {cell.month for cell in found} <= {date(2026, month, 1) for month in (8, 9, 10)}
    assert all(cell.given_up == 0 for cell in found)
