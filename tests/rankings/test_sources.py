"""Every named measure counts, and too few give no score."""

from datetime import timedelta
from decimal import Decimal

import pytest

from motcua.agencies.models import Agency
from motcua.indicators.satisfaction import Scope, outcome_of, overall
from motcua.rankings.lifecycle import Level
from motcua.rankings.scoring import Given
from motcua.rankings.shipped import samples
from motcua.rankings.sources import (
    MEASURES,
    Counting,
    Measured,
    counted_for,
    measured_given,
    measured_points,
)
from tests.rankings.unit import COUNT, RATIO, part
from tests.world import MONDAY, World
from tests.world_surveys import the_survey

pytestmark = pytest.mark.django_db


def test_every_measure_of_the_sample_is_counted_of_every_unit(world: World) -> None:
    agencies = list(Agency.objects.filter(pk=world.here.agency.pk).select_related("unit"))
    sample = next(one for one in samples() if one.level is Level.COMMUNE)
    parts = [one for one in sample.structure.parts.values() if one.is_measured]

    found = counted_for(parts, Counting(2026, agencies, cut_off=MONDAY))[world.here.agency.pk]

    by_measure = {one.measure: found[one.id] for one in parts}
    assert set(by_measure) == set(MEASURES)
    assert by_measure["in_time"].whole > 0
    assert by_measure["index_766"].sample == by_measure["in_time"].whole
    period = Counting(2026, agencies, cut_off=MONDAY).period
    ids = frozenset({world.here.agency.pk})
    line = overall(Scope(period.first, period.last, MONDAY, ids))
    rated = by_measure["satisfaction"]
    assert (rated.part, rated.whole) == (line.satisfaction.part, line.satisfaction.whole)


def test_the_latest_survey_of_a_unit_is_taken(world: World) -> None:
    del world
    survey = the_survey()
    agencies = [survey.agency]
    asked = Counting(survey.last_on.year, agencies, cut_off=MONDAY + timedelta(days=1))

    found = MEASURES["sipas"].count(asked)[survey.agency_id]

    outcome = outcome_of(survey)
    assert found.sample == outcome.response.part
    assert found.least == survey.version.paper.minimum
    assert (found.whole > 0) is (outcome.whole.share is not None)


@pytest.mark.parametrize(
    ("measured", "points"),
    [
        (Measured(40, 100, 100, 30), Decimal("2.50")),
        (Measured(29, 29, 29, 30), None),
        (Measured(0, 0, 0, 0), None),
        (Measured(0, 100, 100, 30), Decimal(0)),
    ],
)
def test_too_few_are_no_zero(measured: Measured, points: Decimal | None) -> None:
    held = part("x", "5", RATIO)

    assert measured_points(held, measured) == points
    assert measured_given(held, measured) == Given(points, is_inapplicable=points is None)


def test_a_number_needs_no_sample() -> None:
    assert measured_points(part("x", "3", COUNT), Measured(0, 1, 0, 0)) == 0
    assert measured_points(part("x", "3", COUNT), Measured(2, 1, 2, 0)) == 3
