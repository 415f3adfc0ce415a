"""Reform in the demonstration: the newspaper's figures, over units without their dossiers."""

from datetime import date, datetime

import pytest

from motcua.accounts.models import Account
from motcua.agencies.models import Agency, AgencyKind, Desk, UnitLevel
from motcua.agencies.roles import Role
from motcua.demo import an_ngai, province, reform
from motcua.demo.accounts import ACCOUNT_OF_REFORM, ACCOUNTS_OF_REFORM_2024
from motcua.indicators.reform import registered
from motcua.initiatives.content import Kind
from motcua.initiatives.models import (
    Evaluation,
    Initiative,
    InitiativeEvent,
    Recognition,
    YearPlan,
)
from motcua.initiatives.selectors import family_of, library, newest_version, unit_lines
from motcua.initiatives.services.councils import summary_of
from motcua.kernel.clock import VIETNAM
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, tzinfo=VIETNAM)


def empty_province() -> list[Agency]:
    """Return 82 communes and 21 agencies, each with a desk and somebody who approves."""
    first = factories.AgencyFactory.create(kind=AgencyKind.DEPARTMENT, name="Sở Nội vụ")
    made = [first]
    for number in range(102):
        is_commune = number < 82
        codes = (an_ngai.UNIT_CODE, province.THANG_NHI)
        unit = factories.UnitFactory.create(
            code=codes[number] if number < 2 else f"3{number:04}", level=UnitLevel.COMMUNE
        )
        made.append(
            factories.AgencyFactory.create(
                kind=AgencyKind.COMMUNE_COMMITTEE if is_commune else AgencyKind.DEPARTMENT,
                name=f"UBND xã Số {number}" if is_commune else f"Sở Số {number}",
                province=first.province,
                unit=unit,
                calendar_version=first.calendar_version,
            )
        )
    for agency in made:
        factories.DeskFactory.create(agency=agency)
    for _number in range(3):
        factories.OfficerFactory.create(agency=made[1], account=None)
    for agency in made[-5:]:
        factories.OfficerFactory.create(agency=agency, roles=[Role.APPROVER], account=None)
    return made


@pytest.fixture
def agencies() -> list[Agency]:
    """Return the units, after the year was told; elsewhere is the living ward."""
    living = factories.DeskFactory.create()
    found = empty_province()
    reform.settle(found, seed=2024, at=AT, desk=Desk.objects.get(pk=living.pk))
    return found


def test_the_year_is_the_newspapers(agencies: list[Agency]) -> None:
    eight_months = registered(date(2024, 1, 1), date(2024, 8, 31))

    assert eight_months.count == 189
    assert (eight_months.communes, eight_months.departments) == (82, 21)
    assert registered(date(2024, 9, 1), date(2024, 9, 30)).count == 0
    assert registered(date(2024, 1, 1), date(2024, 12, 31)).count > 200
    lines = unit_lines(agencies[0].province_id, date(2024, 1, 1), date(2024, 8, 31))
    assert sum(line.registered for line in lines) == 189
    assert YearPlan.objects.filter(year=2024).count() == 103


def test_codes_run_with_the_days_and_events_lead_to_the_state(agencies: list[Agency]) -> None:
    del agencies
    for kind in Kind:
        days = list(
            Initiative.objects.filter(kind=kind).order_by("code").values_list("registered_on")
        )
        assert days == sorted(days)
    for one in Initiative.objects.prefetch_related("events"):
        events = list(one.events.all())
        assert events[0].action == "register"
        assert events[-1].to_state == one.state
        assert all(e.happened_at.astimezone(VIETNAM).weekday() < 5 for e in events)


def test_what_was_rejected_has_too_little_and_what_was_recommended_enough(
    agencies: list[Agency],
) -> None:
    del agencies
    rounds = Evaluation.objects.select_related("initiative", "scheme")

    assert {summary_of(one).passes == (one.initiative.state != "rejected") for one in rounds} == {
        True
    }


def test_both_models_are_full_pages_and_one_is_copied_twice(agencies: list[Agency]) -> None:
    del agencies
    two = library("2 dat som hen").get(title__startswith="“2 đạt”")
    three = library("3 huong dan 5 biet").get()

    assert newest_version(two).started_on == date(2024, 3, 1)
    assert len(newest_version(three).stages) == 5
    assert [one.depth for one in family_of(two)] == [1, 2]
    assert two.state == "replicated"
    assert two.delegation is not None
    assert two.delegation.commitments.filter(done_on__isnull=False).count() == 2
    assert InitiativeEvent.objects.filter(initiative=two, action="copied").count() == 1


def test_the_accounts_are_there(agencies: list[Agency]) -> None:
    del agencies
    wanted = {one.username for one in (ACCOUNT_OF_REFORM, *ACCOUNTS_OF_REFORM_2024)}

    assert wanted <= set(Account.objects.filter(is_demo=True).values_list("username", flat=True))


def test_a_commune_has_recognised_one_by_its_own_council(agencies: list[Agency]) -> None:
    own = Recognition.objects.exclude(level="province").get()

    assert own.initiative.agency == agencies[1]
    assert own.council.agency == agencies[1]
    assert own.initiative.is_published
    recognised = Initiative.objects.filter(decision_on__isnull=False)
    assert Recognition.objects.count() == recognised.count()
