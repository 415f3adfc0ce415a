"""Communes by the names people type, in the units of a day."""

from datetime import date

import pytest

from motcua.agencies.places import StoredUnits, communes_of, provinces_on
from motcua.agencies.selectors import configuration_stamp
from tests.factories import LONG_AGO, UnitFactory

pytestmark = pytest.mark.django_db
BEFORE = date(1956, 3, 8)


def test_a_day_before_the_oldest_list_has_the_units_of_that_list() -> None:
    province = UnitFactory.create(code="77")
    UnitFactory.create(level="commune", name="An Bình", full_name="Xã An Bình", parent=province)
    stamp = configuration_stamp()

    found = StoredUnits(stamp).find("77", "an binh", BEFORE)

    assert provinces_on(BEFORE, stamp) == provinces_on(LONG_AGO, stamp)
    assert communes_of("77", BEFORE, stamp) == communes_of("77", LONG_AGO, stamp)
    assert [place.commune_name for place in found] == ["Xã An Bình"]
