"""Initiatives are counted in one place, closed like other figures, and compared with facts."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine

from motcua.indicators import reform
from motcua.indicators.closed.checking import check_figures
from motcua.indicators.closed.closing import close_definition
from motcua.indicators.models import ClosedFigure
from motcua.initiatives.content import Kind, Measure
from motcua.initiatives.services import registry
from motcua.kernel import clock
from motcua.kernel.clock import VIETNAM
from tests.initiatives.unit import MONDAY, SAID, Province, open_province
from tests.world import FRIDAY, MONDAY as WORLD_MONDAY, build_world

pytestmark = pytest.mark.django_db


def registered_at(province: Province, at: datetime, *, elsewhere: bool = False) -> None:
    """Let a unit register at an instant."""
    agency = province.elsewhere if elsewhere else province.here
    actor = province.elsewhere_officer if elsewhere else province.here_officer
    draft = registry.begin_draft(agency, Kind.MODEL, 3, SAID, actor=actor, at=at)
    registry.register(draft, actor=actor, at=at)


def test_they_are_counted_by_the_day_in_vietnam_and_by_units() -> None:
    province = open_province()
    late_evening = datetime(2024, 8, 31, 23, 30, tzinfo=VIETNAM)
    registered_at(province, late_evening)
    registered_at(province, late_evening - timedelta(days=40))
    registered_at(province, datetime(2024, 9, 1, 0, 5, tzinfo=VIETNAM), elsewhere=True)
    province.draft()

    eight_months = reform.registered(date(2024, 1, 1), date(2024, 8, 31))
    nine_months = reform.registered(date(2024, 1, 1), date(2024, 9, 30))

    assert (eight_months.count, eight_months.units, eight_months.communes) == (2, 1, 1)
    assert (nine_months.count, nine_months.units, nine_months.departments) == (3, 2, 0)
    other = reform.registered(date(2024, 1, 1), date(2024, 9, 30), province_id=0)
    assert other.count == 0


def test_the_figure_is_closed_and_counts_the_same_again() -> None:
    province = open_province()
    registered_at(province, datetime(2024, 8, 30, 9, tzinfo=VIETNAM))
    [one] = reform.DEFINITIONS
    cut_off = datetime.combine(clock.today() + timedelta(days=2), time(), tzinfo=VIETNAM)

    close_definition(one, cut_off, at=cut_off)

    row = ClosedFigure.objects.get(run__key=reform.KEY)
    assert (row.day, row.agency_id) == (date(2024, 8, 30), province.here.pk)
    assert (row.part, row.whole) == (1, 1)
    assert check_figures().differences == []
    before = list(
        one.count(first=row.day, last=row.day, recorded_before=MONDAY.replace(year=2020))
    )
    assert before == []


def test_a_model_is_compared_with_what_was_before_from_facts() -> None:
    with time_machine.travel(WORLD_MONDAY, tick=False):
        world = build_world()
        agency_id = world.here.agency.pk
        on = WORLD_MONDAY.date()

        whole = reform.measured(Measure.ONLINE, date(2026, 11, 1), on, at=WORLD_MONDAY)
        [one] = reform.compared([Measure.ONLINE], agency_id, FRIDAY.date(), on=on, at=WORLD_MONDAY)

    assert one.before.whole + one.after.whole == whole[agency_id].whole > 0
    assert one.last_before == FRIDAY.date() - timedelta(days=1)
    assert one.first_after == FRIDAY.date()
    assert (
        reform.compared([Measure.ONLINE], agency_id, on + timedelta(days=1), on=on, at=MONDAY)
        == []
    )
