"""Figures of days that are over: closed once, versioned when late, counted again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.agencies.models import Agency
from motcua.dossiers.closing import database_now
from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.day_hashes import bounds
from motcua.indicators.closed import checking, closing, listed
from motcua.indicators.closed.closing import LATE, close_definition, close_figures
from motcua.indicators.closed.definitions import Counted, Definition
from motcua.indicators.models import ClosedFigure, FigureRun
from motcua.kernel import clock
from motcua.kernel.clock import VIETNAM
from tests import factories

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)
MONDAY_NIGHT = datetime(2026, 11, 24, tzinfo=VIETNAM)
TUESDAY_NIGHT = datetime(2026, 11, 25, tzinfo=VIETNAM)
WEDNESDAY_NIGHT = datetime(2026, 11, 26, tzinfo=VIETNAM)


@dataclass
class Slips:
    """Slips in a drawer: of which day, of which agency, good or bad, recorded when."""

    agency: Agency
    rows: list[tuple[date, bool, datetime]] = field(default_factory=list)

    def put(self, day: date, recorded_at: datetime, *, is_good: bool = True) -> None:
        self.rows.append((day, is_good, recorded_at))

    def __call__(self, *, first: date, last: date, recorded_before: datetime) -> Iterable[Counted]:
        for day in sorted({day for day, _good, _at in self.rows if first <= day <= last}):
            good = [g for d, g, at in self.rows if d == day and at < recorded_before]
            if good:
                yield Counted(day, self.agency.pk, sum(good), len(good))


@pytest.fixture
def slips(monkeypatch: pytest.MonkeyPatch) -> Slips:
    """Return an empty drawer; its figure is listed in the place of the product's."""
    drawer = Slips(factories.AgencyFactory.create())
    figures = (Definition("slips", 1, "Phiếu tốt", "Phiếu tốt trên phiếu.", drawer),)
    monkeypatch.setattr(listed, "ALL", figures)
    return drawer


def _close(cut_off: datetime) -> int:
    (one,) = listed.ALL
    written = close_definition(one, cut_off, at=cut_off + timedelta(minutes=20))
    connection.check_constraints()  # as if committed: tables with checks to come refuse ALTER
    return written


def _kept() -> list[tuple[date, int, int, int, str]]:
    rows = ClosedFigure.objects.order_by("day", "version")
    return list(rows.values_list("day", "part", "whole", "version", "reason"))


def _faults() -> list[str]:
    return [str(difference) for difference in checking.check_figures().differences]


def test_a_day_is_closed_with_what_was_recorded_before_midnight(slips: Slips) -> None:
    slips.put(MONDAY, MONDAY_NIGHT - timedelta(hours=9))
    slips.put(MONDAY, MONDAY_NIGHT - timedelta(hours=8), is_good=False)
    slips.put(TUESDAY, MONDAY_NIGHT + timedelta(hours=8))

    assert _close(MONDAY_NIGHT) == 1

    assert _kept() == [(MONDAY, 1, 2, 1, "")]
    assert _faults() == []


def test_closing_again_writes_nothing(slips: Slips) -> None:
    slips.put(MONDAY, MONDAY_NIGHT - timedelta(hours=9))
    _close(MONDAY_NIGHT)

    assert [_close(MONDAY_NIGHT), _close(TUESDAY_NIGHT)] == [0, 0]

    assert _kept() == [(MONDAY, 1, 1, 1, "")]
    assert FigureRun.objects.count() == 2


def test_what_comes_late_makes_a_version_that_says_so(slips: Slips) -> None:
    slips.put(MONDAY, MONDAY_NIGHT - timedelta(hours=9))
    _close(MONDAY_NIGHT)
    slips.put(MONDAY, MONDAY_NIGHT + timedelta(hours=9), is_good=False)

    _close(TUESDAY_NIGHT)

    assert _kept() == [(MONDAY, 1, 1, 1, ""), (MONDAY, 1, 2, 2, LATE)]
    assert _faults() == []


def test_what_has_vanished_by_rule_is_nothing_of_nothing(slips: Slips) -> None:
    slips.put(MONDAY, MONDAY_NIGHT - timedelta(hours=9))
    _close(MONDAY_NIGHT)
    slips.rows.clear()

    _close(TUESDAY_NIGHT)

    assert _kept() == [(MONDAY, 1, 1, 1, ""), (MONDAY, 0, 0, 2, LATE)]


def test_nights_without_a_run_are_made_up_for(slips: Slips) -> None:
    slips.put(MONDAY, MONDAY_NIGHT - timedelta(hours=9))
    slips.put(TUESDAY, TUESDAY_NIGHT - timedelta(hours=9))

    _close(WEDNESDAY_NIGHT)

    assert _kept() == [(MONDAY, 1, 1, 1, ""), (TUESDAY, 1, 1, 1, "")]


def test_a_slip_changed_afterwards_is_found_also_after_later_nights(slips: Slips) -> None:
    slips.put(MONDAY, MONDAY_NIGHT - timedelta(hours=9), is_good=False)
    _close(MONDAY_NIGHT)
    slips.put(TUESDAY, TUESDAY_NIGHT - timedelta(hours=9))
    slips.rows[0] = (MONDAY, True, slips.rows[0][2])
    _close(TUESDAY_NIGHT)

    (fault,) = _faults()

    assert "Phiếu tốt" in fault
    assert "23/11/2026" in fault
    assert "đã khóa 0 trên 1, đếm lại đến 24/11/2026 là 1 trên 1" in fault


def test_a_changed_figure_is_named(slips: Slips) -> None:
    slips.put(MONDAY, MONDAY_NIGHT - timedelta(hours=9))
    _close(MONDAY_NIGHT)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE indicators_closedfigure DISABLE TRIGGER refuse_change")
        cursor.execute("UPDATE indicators_closedfigure SET whole = whole + 1")
        cursor.execute("ALTER TABLE indicators_closedfigure ENABLE ALWAYS TRIGGER refuse_change")

    (fault,) = _faults()

    assert "đã khóa 1 trên 2" in fault


def test_a_figure_left_out_is_named(slips: Slips) -> None:
    slips.put(MONDAY, MONDAY_NIGHT - timedelta(hours=9))
    FigureRun.objects.create(key="slips", formula=1, cut_off=MONDAY_NIGHT, closed_at=MONDAY_NIGHT)

    (fault,) = _faults()

    assert "đã khóa 0 trên 0, đếm lại đến 24/11/2026 là 1 trên 1" in fault


def test_figures_of_a_formula_that_is_gone_are_told(slips: Slips) -> None:
    run = FigureRun.objects.create(
        key="gone", formula=7, cut_off=MONDAY_NIGHT, closed_at=MONDAY_NIGHT
    )
    ClosedFigure.objects.create(run=run, day=MONDAY, agency=slips.agency, part=1, whole=2)

    found = checking.check_figures()

    assert (found.older, found.differences) == (1, [])


@pytest.mark.parametrize(
    "verb", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
)
@pytest.mark.parametrize("table", ["indicators_figurerun", "indicators_closedfigure"])
def test_the_database_refuses_changes(slips: Slips, verb: str, table: str) -> None:
    slips.put(MONDAY, MONDAY_NIGHT - timedelta(hours=9))
    _close(MONDAY_NIGHT)

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb.format(table))


def test_the_job_closes_up_to_the_clock_that_is_behind(slips: Slips) -> None:
    report = Report()
    slips.put(MONDAY, MONDAY_NIGHT)

    close_figures(at=database_now() + timedelta(days=30), report=report)

    (run,) = FigureRun.objects.all()
    assert run.cut_off == bounds(clock.day_of(database_now()))[0]
    assert (report.done, report.problems) == (1, [])


def test_the_job_waits_for_what_still_runs(slips: Slips, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closing, "running_since_before", lambda _moment: [slips])
    report = Report()

    close_figures(at=MONDAY_NIGHT, report=report)

    assert FigureRun.objects.count() == 0
    assert "1 giao dịch" in report.problems[0][1]
