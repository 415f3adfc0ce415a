"""Index 766 of real dossiers: counted as they stood, entered, closed, counted again."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from motcua.agencies.models import Agency
from motcua.dossiers.daily.jobs import Report
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.indicators.index766 import items
from motcua.indicators.index766.scoring import Tally
from motcua.indicators.index766.shipped import shipped_versions
from motcua.indicators.index766.versions import VersionError
from motcua.indicators.indexing import behind, versions
from motcua.indicators.indexing.checking import check_index
from motcua.indicators.indexing.closing import LATE, close_period, close_periods
from motcua.indicators.indexing.counting import Asked, counted
from motcua.indicators.indexing.entering import enter, entered, months_of
from motcua.indicators.keeping import catch_up
from motcua.indicators.models import (
    ClosedIndexItem,
    CountingRule,
    DossierFact,
    FigureRun,
    IndexInput,
    IndexRun,
    IndexVersion,
)
from motcua.indicators.periods import Kind, NamedPeriod
from motcua.kernel.clock import VIETNAM
from tests.dossiers.lives import Office, open_office

pytestmark = pytest.mark.django_db
MARCH = NamedPeriod(Kind.MONTH, 2024, 3)
MONDAY = datetime(2024, 3, 4, 9, tzinfo=VIETNAM)
IN_APRIL = datetime(2024, 4, 10, 9, tzinfo=VIETNAM)
EARLY = datetime(2024, 4, 2, tzinfo=VIETNAM)
"""Before anything of these tests is recorded: the database says when that was."""
LATER = datetime(9998, 1, 1, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture
def office() -> Office:
    CountingRule.objects.create(valid_from=date(2020, 1, 1), period_begins_on=1)
    return open_office()


def done(office: Office, number: int, at: datetime) -> Dossier:
    """Return a dossier of Monday, due on Thursday, done at ``at``."""
    return office.advance(office.accepted(number=number, at=MONDAY), 3, at)


def march(office: Office, recorded_before: datetime = LATER) -> dict[str, Tally]:
    catch_up(at=IN_APRIL)
    asked = Asked(MARCH, MARCH.days(1), recorded_before)
    return dict(counted(asked, [office.desk.agency])[office.desk.agency.pk])


def close(cut_off: datetime) -> IndexRun | None:
    catch_up(at=IN_APRIL)
    run = close_period(MARCH, cut_off, at=cut_off)
    connection.check_constraints()
    return run


def kept(run: IndexRun, key: str) -> tuple[int, int, str]:
    row = ClosedIndexItem.objects.get(run=run, key=key, whole__gt=0)
    return row.part, row.whole, str(row.points)


def faults() -> list[str]:
    return [str(one) for one in check_index().differences]


def test_dossiers_count_as_they_stood_when_the_month_ended(office: Office) -> None:
    done(office, 1, MONDAY + timedelta(days=1))
    done(office, 2, MONDAY + timedelta(days=9))
    done(office, 3, IN_APRIL)
    waiting = office.accepted(number=4, at=datetime(2024, 3, 29, 9, tzinfo=VIETNAM))

    found = march(office)
    DossierFact.objects.filter(dossier=waiting).update(accepted_on=date(2024, 4, 1))
    without = march(office)

    # Early, late, still open and late, still open and due in April.
    assert found[items.PROGRESS] == Tally(2, 4)
    assert found[items.ELECTRONIC_RESULT] == Tally(0, 2)
    assert found[items.SATISFIED] == Tally(2, 4)
    assert without[items.PROGRESS] == Tally(1, 3)


def test_what_came_afterwards_changes_nothing(office: Office) -> None:
    dossier = office.accepted(number=1, at=datetime(2024, 3, 29, 9, tzinfo=VIETNAM))
    before = march(office)
    office.advance(dossier, 3, IN_APRIL + timedelta(days=30))

    assert before[items.PROGRESS] == march(office)[items.PROGRESS] == Tally(1, 1)


def test_what_was_recorded_after_the_cut_off_is_not_known(office: Office) -> None:
    done(office, 1, MONDAY + timedelta(days=1))

    assert march(office, EARLY)[items.PROGRESS] == Tally(0, 0)


def test_a_result_signed_by_then_is_electronic_and_online_ones_need_it(office: Office) -> None:
    signed = done(office, 1, MONDAY + timedelta(days=1))
    paper = done(office, 2, MONDAY + timedelta(days=1))
    for dossier in (signed, paper):
        Dossier.objects.filter(pk=dossier.pk).update(channel="online")
    DossierFact.objects.all().delete()
    DossierEvent.objects.create(
        dossier=signed,
        sequence=900,
        action="number_result",
        to_state="finished",
        happened_at=MONDAY,
        recorded_at=MONDAY,
        payload={"sealed_sha256": "0" * 64},
        hash="0" * 64,
    )

    found = march(office)

    assert found[items.ELECTRONIC_RESULT] == Tally(1, 2)
    assert found[items.ONLINE_DOSSIERS] == Tally(1, 2)
    assert found[items.ONLINE_USED] == Tally(1, 1)


def test_money_that_an_officer_took_is_not_online(office: Office) -> None:
    office.accepted(number=1, at=MONDAY)

    found = march(office)

    assert found[items.PAID_ONLINE] == Tally(0, 1)
    assert found[items.PAYMENT_OFFERED].part == 0


def test_what_nobody_entered_is_missing_and_what_was_entered_last_holds(office: Office) -> None:
    agency = office.desk.agency
    assert items.SYNC not in march(office)

    for part in (3, 7):
        _enter(agency, date(2024, 3, 1), part)
    _enter(agency, date(2024, 2, 1), 1)

    quarter = entered(NamedPeriod(Kind.QUARTER, 2024, 1), agencies=[agency.pk])
    assert march(office)[items.SYNC] == Tally(7, 10, "Báo cáo 12/BC-VP")
    assert quarter[agency.pk][items.SYNC] == Tally(8, 20, "Báo cáo 12/BC-VP")


def _enter(agency: Agency, month: date, part: int, **more: Any) -> IndexInput:
    values: dict[str, Any] = {
        "tally": Tally(part, 10, "Báo cáo 12/BC-VP"),
        "officer_id": None,
        "on": TODAY,
        "at": IN_APRIL,
        **more,
    }
    return enter(agency, month, values.pop("key", items.SYNC), **values)


@pytest.mark.parametrize(
    ("month", "more", "sentence"),
    [
        (date(2024, 3, 1), {"key": items.PROGRESS}, "hệ thống đếm"),
        (date(2024, 3, 1), {"key": "MOON"}, "hệ thống đếm"),
        (date(2026, 12, 1), {}, "chưa tới"),
        (date(2024, 3, 1), {"tally": Tally(1, 2, " ")}, "lấy từ đâu"),
    ],
)
def test_an_entry_that_cannot_be_is_told(
    office: Office, month: date, more: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(VersionError, match=sentence):
        _enter(office.desk.agency, month, 1, **more)


def test_an_entry_stays_as_it_was_written(office: Office) -> None:
    row = _enter(office.desk.agency, date(2024, 3, 1), 1)

    with pytest.raises(DatabaseError), transaction.atomic():
        IndexInput.objects.filter(pk=row.pk).update(part=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        IndexInput.objects.create(
            agency=row.agency,
            month=row.month,
            key="x",
            part=2,
            whole=1,
            source="y",
            recorded_at=EARLY,
        )


@pytest.mark.parametrize(
    ("named", "months"),
    [
        (NamedPeriod(Kind.MONTH, 2024, 12), [12]),
        (NamedPeriod(Kind.QUARTER, 2024, 4), [10, 11, 12]),
        (NamedPeriod(Kind.HALF, 2024), [1, 2, 3, 4, 5, 6]),
        (NamedPeriod(Kind.NINE, 2024), list(range(1, 10))),
        (NamedPeriod(Kind.YEAR, 2024), list(range(1, 13))),
    ],
)
def test_months_of_a_period(named: NamedPeriod, months: list[int]) -> None:
    assert [day.month for day in months_of(named)] == months


def test_a_month_is_closed_once_with_its_points(office: Office) -> None:
    done(office, 1, MONDAY + timedelta(days=1))
    done(office, 2, MONDAY + timedelta(days=9))

    run = close(LATER)

    assert run is not None
    assert (run.period, run.first, run.version) == ("2024-t3", date(2024, 3, 1), 1)
    assert kept(run, items.PROGRESS) == (1, 2, "10.00")
    assert close(LATER) is None
    assert close(LATER + timedelta(days=1)) is None
    assert faults() == []


def test_what_comes_late_makes_a_version_that_says_so(office: Office) -> None:
    first = close(EARLY)
    done(office, 1, MONDAY + timedelta(days=1))

    second = close(LATER)

    assert first is not None
    assert second is not None
    assert (second.version, second.reason) == (2, LATE)
    assert not first.items.exists()
    assert kept(second, items.SATISFIED) == (1, 1, "6.00")
    assert kept(second, items.PROGRESS) == (1, 1, "20.00")
    assert faults() == []


def test_every_night_closes_what_is_over_and_looks_again_at_what_came_late(office: Office) -> None:
    done(office, 1, MONDAY + timedelta(days=1))
    catch_up(at=IN_APRIL)
    report = Report()

    close_periods(at=datetime(2024, 5, 2, 1, tzinfo=VIETNAM), report=report)
    again = Report()
    close_periods(at=datetime(2024, 5, 2, 2, tzinfo=VIETNAM), report=again)

    assert (report.done, report.problems, again.done) == (3, [], 0)
    assert set(IndexRun.objects.values_list("period", flat=True)) == {
        "2024-t3",
        "2024-t4",
        "2024-q1",
    }
    assert FigureRun.objects.filter(key="index-766").count() == 1


def test_a_year_is_closed_in_all_its_parts_and_counted_again(office: Office) -> None:
    done(office, 1, MONDAY + timedelta(days=1))
    done(office, 2, datetime(2024, 7, 2, 9, tzinfo=VIETNAM))
    catch_up(at=datetime(2025, 1, 2, 1, tzinfo=VIETNAM))

    close_periods(at=datetime(2025, 1, 2, 1, tzinfo=VIETNAM), report=Report())

    runs = IndexRun.objects.exclude(period__contains="-t")
    assert {run.period: (run.first, run.last) for run in runs} == {
        "2024-q1": (date(2024, 1, 1), date(2024, 3, 31)),
        "2024-q2": (date(2024, 4, 1), date(2024, 6, 30)),
        "2024-q3": (date(2024, 7, 1), date(2024, 9, 30)),
        "2024-q4": (date(2024, 10, 1), date(2024, 12, 31)),
        "2024-6t": (date(2024, 1, 1), date(2024, 6, 30)),
        "2024-9t": (date(2024, 1, 1), date(2024, 9, 30)),
        "2024": (date(2024, 1, 1), date(2024, 12, 31)),
    }
    assert faults() == []


def test_the_dossiers_behind_an_item_are_those_that_it_misses(office: Office) -> None:
    done(office, 1, MONDAY + timedelta(days=1))
    late = done(office, 2, MONDAY + timedelta(days=9))
    still = done(office, 3, IN_APRIL)
    agency = office.desk.agency
    found = march(office)
    asked = Asked(MARCH, MARCH.days(1), LATER)

    listed = {key: behind.lacking(key, asked, agency.pk) for key in behind.MISSING}

    assert {key: len(lines) for key, lines in listed.items()} == {
        key: found[key].whole - found[key].part for key in behind.MISSING
    }
    assert [line.code for line in listed[items.PROGRESS]] == [late.code, still.code]
    assert [line.state_words for line in listed[items.PROGRESS]][1] == "Đang giải quyết"
    (first,) = behind.lacking(items.PROGRESS, asked, agency.pk, most=1)
    (second,) = behind.lacking(items.PROGRESS, asked, agency.pk, after=first.dossier_id)
    assert second.code == still.code


def _without_guard(table: str, change: Callable[[], object]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER refuse_change")
        change()
        cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER refuse_change")


def test_points_that_were_changed_are_named(office: Office) -> None:
    done(office, 1, MONDAY + timedelta(days=1))
    close(LATER)
    rows = ClosedIndexItem.objects.filter(key=items.PROGRESS, whole=1)

    _without_guard("indicators_closedindexitem", lambda: rows.update(points="19.00"))

    (fault,) = faults()
    assert office.desk.agency.name in fault
    assert "đã khóa 19.00 điểm, tính lại là 20.00" in fault


def test_a_fact_that_was_changed_is_found_by_the_item_it_moves(office: Office) -> None:
    late = done(office, 1, MONDAY + timedelta(days=9))
    close(LATER)
    DossierFact.objects.filter(dossier=late).update(by_instant="on_time")

    (fault,) = faults()

    assert "Chỉ số 766 Tháng 3/2024 bản 1" in fault
    assert "2 Hồ sơ đúng hạn" in fault
    assert "đã khóa 0 trên 1" in fault
    assert "là 1 trên 1" in fault


def test_a_row_that_was_left_out_is_found(office: Office) -> None:
    done(office, 1, MONDAY + timedelta(days=1))
    close(LATER)
    rows = ClosedIndexItem.objects.filter(key=items.PROGRESS, whole=1)

    _without_guard("indicators_closedindexitem", rows.delete)

    assert len(faults()) == 1


def test_closed_rows_refuse_changes(office: Office) -> None:
    done(office, 1, MONDAY + timedelta(days=1))
    close(LATER)

    for rows in (IndexRun.objects.all(), ClosedIndexItem.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


def test_the_formula_of_the_last_day_scores_and_the_next_one_changes_nothing_before() -> None:
    document = shipped_versions()[0].formula.to_document()
    document["items"][items.PROGRESS]["max"] = "18"
    document["items"][items.SYNC]["max"] = "8"
    tomorrow = TODAY + timedelta(days=1)

    versions.set_version(tomorrow, document, "Quyết định mới", on=TODAY, at=MONDAY)

    assert versions.in_force_on(TODAY).formula.items[items.PROGRESS].max == 20
    assert versions.in_force_on(tomorrow).formula.items[items.PROGRESS].max == 18
    assert versions.in_force_on(date(2019, 1, 1)).formula.items[items.PROGRESS].max == 20
    with pytest.raises(VersionError, match="sau hôm nay"):
        versions.set_version(tomorrow, document, "Lại", on=tomorrow, at=MONDAY)
    with pytest.raises(VersionError, match="văn bản"):
        versions.set_version(tomorrow, document, " ", on=TODAY, at=MONDAY)


def test_shipped_formulas_are_stored_once() -> None:
    assert versions.load_shipped(at=MONDAY) == (1, 0)
    assert versions.load_shipped(at=MONDAY) == (0, 1)
    assert IndexVersion.objects.get().valid_from == date(2022, 6, 23)
    assert versions.stored_versions() == list(shipped_versions())
