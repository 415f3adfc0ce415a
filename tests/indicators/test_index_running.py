"""Index 766 of periods that go on: counted beforehand, and anew when something moves."""

from datetime import date, datetime, timedelta

import pytest

from motcua.dossiers.daily.jobs import Report
from motcua.indicators.index766 import items
from motcua.indicators.index766.scoring import Tally
from motcua.indicators.indexing.counting import Asked, counted
from motcua.indicators.indexing.entering import enter
from motcua.indicators.indexing.published import Index, index_of
from motcua.indicators.indexing.running import keep_running
from motcua.indicators.keeping import catch_up, mark
from motcua.indicators.models import CountingRule, KeptIndex
from motcua.indicators.periods import BEGINNINGS, Kind, NamedPeriod
from motcua.kernel.clock import VIETNAM
from tests.dossiers.lives import Office, open_office

pytestmark = pytest.mark.django_db
MARCH = NamedPeriod(Kind.MONTH, 2024, 3)
DAYS = MARCH.days(1)
MONDAY = datetime(2024, 3, 4, 9, tzinfo=VIETNAM)
NOW = datetime(2024, 3, 20, 9, tzinfo=VIETNAM)
SOON = NOW + timedelta(minutes=4)
MUCH_LATER = NOW + timedelta(days=1)


@pytest.fixture
def office() -> Office:
    CountingRule.objects.create(valid_from=date(2020, 1, 1), period_begins_on=1)
    return open_office()


def kept(at: datetime) -> Report:
    report = Report()
    keep_running(at=at, report=report)
    assert report.problems == []
    return report


def shown() -> Index:
    known = mark()
    assert known is not None
    return index_of(MARCH, DAYS, known)


def received(index: Index, office: Office) -> int:
    unit = index.of(office.desk.agency.code)
    assert unit is not None
    return unit.received


def test_what_is_kept_is_what_would_be_counted(office: Office) -> None:
    office.accepted(number=1, at=MONDAY)
    catch_up(at=NOW)

    kept(NOW)

    agencies = [office.desk.agency]
    for row in KeptIndex.objects.all():
        named = NamedPeriod.parse(row.period)
        days = next(days for days in map(named.days, BEGINNINGS) if days.first == row.first)
        again = counted(Asked(named, days, row.cut_off), agencies)[agencies[0].pk]
        document = row.document[str(agencies[0].pk)]
        assert {key: Tally(*values) for key, values in document.items()} == dict(again)
    assert KeptIndex.objects.count() == len(BEGINNINGS) * len(Kind)


def test_readers_are_shown_what_is_kept_until_it_has_rested(office: Office) -> None:
    office.accepted(number=1, at=MONDAY)
    catch_up(at=NOW)
    kept(NOW)
    office.accepted(number=2, at=MONDAY)
    catch_up(at=SOON)

    KeptIndex.objects.update(took_ms=60_000)
    kept(SOON)
    meanwhile = shown()
    kept(MUCH_LATER)
    afterwards = shown()

    assert (received(meanwhile, office), meanwhile.cut_off) == (1, NOW)
    assert (received(afterwards, office), afterwards.cut_off) == (2, SOON)


def test_what_is_entered_is_seen_at_once(office: Office) -> None:
    office.accepted(number=1, at=MONDAY)
    catch_up(at=NOW)
    kept(NOW)
    office.accepted(number=2, at=MONDAY)
    catch_up(at=SOON)

    enter(
        office.desk.agency,
        MARCH.last_month,
        items.SYNC,
        tally=Tally(1, 2, "Công văn 1"),
        officer_id=None,
        on=NOW.date(),
        at=SOON,
    )

    assert received(shown(), office) == 2


def test_a_period_that_is_over_is_forgotten(office: Office) -> None:
    office.accepted(number=1, at=MONDAY)
    catch_up(at=NOW)
    kept(NOW)

    kept(NOW + timedelta(days=40))

    assert not KeptIndex.objects.filter(period=MARCH.name).exists()
