"""Rankings in the demonstration: two published years that are reckoned again, two that go on."""

from datetime import date, datetime

import pytest

from motcua.agencies.models import AgencyKind
from motcua.demo import rankings
from motcua.kernel.clock import VIETNAM
from motcua.rankings.checking import check_rankings
from motcua.rankings.lifecycle import Level, SheetState
from motcua.rankings.models import RankingIndex
from motcua.rankings.selectors import published, ranking_of, tally_of_sheets
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, tzinfo=VIETNAM)


def test_two_years_are_published_and_two_go_on() -> None:
    first = factories.AgencyFactory.create(name="UBND xã Số 0")
    same = {"province": first.province, "unit": first.province}
    agencies = [first]
    agencies += [factories.AgencyFactory.create(name=f"UBND xã {n}", **same) for n in range(6)]
    agencies += [
        factories.AgencyFactory.create(name=name, kind=AgencyKind.DEPARTMENT, **same)
        for name in ("Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp", "Sở Y tế", "Sở Xây dựng")
    ]
    living = factories.AgencyFactory.create(name="UBND phường Vũng Tàu")
    factories.AgencyFactory.create(
        name="Sở Nội vụ", kind=AgencyKind.DEPARTMENT, province=living.province
    )

    rankings.settle(agencies, living, seed=2024, reference_on=date(2026, 11, 23), at=AT)

    ranking = ranking_of(published().get(year=2024))
    assert len(ranking.rows) == 7
    assert all(row.change is not None for row in ranking.rows)
    assert check_rankings().differences == []
    departments = RankingIndex.objects.get(year=2024, level=Level.DEPARTMENT)
    assert set(tally_of_sheets(departments)) == set(SheetState) - {SheetState.EXCLUDED}
    sheet = RankingIndex.objects.get(year=2026).sheets.get(agency=living)
    assert sheet.entries.count() > 5
