"""Whether helpers are there for somebody who books guidance."""

from datetime import datetime, timedelta

import pytest

from motcua.guidance.duty import are_helpers_there
from motcua.guidance.models import Absence, Shift, ShiftPattern
from motcua.hall import duty
from motcua.kernel.clock import local
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db
HALF_AN_HOUR = timedelta(minutes=30)


def there(world: World, at: datetime) -> bool:
    """Ask as the hall does."""
    return duty.is_somebody_on_duty(
        desk_id=world.here.desk.pk, starts_at=at, ends_at=at + HALF_AN_HOUR
    )


def afternoon(world: World) -> Shift:
    """Return the published shift of the world's Monday afternoon."""
    return Shift.objects.get(desk=world.here.desk, on=MONDAY.date(), begins__hour=13)


def test_guidance_may_be_booked_while_somebody_is_on_duty(world: World) -> None:
    shift = afternoon(world)
    begins = datetime.combine(shift.on, shift.begins, tzinfo=local(MONDAY).tzinfo)
    ends = datetime.combine(shift.on, shift.ends, tzinfo=local(MONDAY).tzinfo)

    assert there(world, begins)
    assert there(world, ends - HALF_AN_HOUR)
    assert not there(world, ends - HALF_AN_HOUR / 2)
    assert not there(world, begins - HALF_AN_HOUR / 2)


def test_whoever_is_absent_is_not_there(world: World) -> None:
    shift = afternoon(world)
    for one in shift.assignments.all():
        Absence.objects.create(
            helper=one.helper, from_on=shift.on, to_on=shift.on, created_at=MONDAY
        )

    assert not there(world, MONDAY)


def test_what_is_not_published_counts_for_nothing(world: World) -> None:
    Shift.objects.filter(pk=afternoon(world).pk).update(published_at=None)

    assert not there(world, MONDAY)


def test_a_desk_without_rosters_may_always_be_booked(world: World) -> None:
    desk = world.elsewhere.desk
    assert not ShiftPattern.objects.filter(desk=desk).exists()

    assert are_helpers_there(desk_id=desk.pk, starts_at=MONDAY, ends_at=MONDAY + HALF_AN_HOUR)
