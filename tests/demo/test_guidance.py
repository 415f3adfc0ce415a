"""Guidance in the demonstration: Thắng Nhì as the newspaper has it, and the living ward."""

from datetime import date, timedelta

import pytest

from motcua.agencies.models import Agency
from motcua.demo.loading import load_next
from motcua.demo.models import DemoPart, Stage
from motcua.demo.province import THANG_NHI
from motcua.guidance.models import GuidanceSession, Helper, LaterAct, Swap
from motcua.guidance.selectors import gaps_ahead, week_views
from motcua.indicators import guiding
from motcua.indicators.guiding import Period
from motcua.indicators.rates import Rate
from tests.demo.conftest import REFERENCE_ON

pytestmark = pytest.mark.usefixtures("demo")


def thang_nhi() -> Agency:
    """Return the ward of 2024."""
    found: Agency = Agency.objects.get(unit__code=THANG_NHI, province__code="77")
    return found


def test_2454_people_and_businesses_installed_a_signature_each_once() -> None:
    ward = thang_nhi()
    year = Period((ward.pk,), date(2024, 1, 1), date(2024, 12, 31), REFERENCE_ON)

    done = guiding.totals(year)

    assert (done.installs, done.people, done.sessions) == (2_454, 2_454, 2_454)
    assert guiding.staff_coverage([ward.pk]) == Rate(5, 5, least=1)


@pytest.mark.timeout(600)
def test_some_who_were_guided_there_lodged_alone_afterwards() -> None:
    assert load_next(Stage.REST) == DemoPart.objects.get(key__contains=thang_nhi().code).title
    year = Period((thang_nhi().pk,), date(2024, 1, 1), date(2024, 12, 31), REFERENCE_ON)

    [everybody] = guiding.followed(year, days=90)

    assert 0 < everybody.rate.part < 120
    assert everybody.rate.whole == 2_454


def test_the_living_ward_has_three_forces_a_roster_and_one_gap_next_week() -> None:
    helpers = Helper.objects.filter(force__agency__unit__code="26506")
    assert (helpers.count(), helpers.values("force").distinct().count()) == (12, 3)
    agency_id = helpers[0].force.agency_id
    monday = REFERENCE_ON + timedelta(days=7)
    desk = Agency.objects.get(pk=agency_id).desks.get()

    [gap] = gaps_ahead([agency_id], monday, monday + timedelta(days=6))

    assert gap.missing == 1
    assert len(week_views(desk, REFERENCE_ON)) == 8
    assert Swap.objects.filter(state="asked").count() == 1
    assert GuidanceSession.objects.filter(agency=agency_id, on=REFERENCE_ON).count() == 0
    assert LaterAct.objects.exists()
