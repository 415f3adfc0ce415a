"""Two who take the same shift, and one who sends the same session twice, over real connections."""

import uuid
from datetime import date

import pytest

from motcua.guidance.models import Assignment, GuidanceSession, Shift, Swap
from motcua.guidance.services import rosters
from motcua.guidance.services.rosters import RosterError
from tests.dossiers.conftest import committed_database, migrated_template
from tests.dossiers.test_concurrency import at_once
from tests.factories import DeskFactory
from tests.guidance.unit import MONDAY, Guided, guide, open_unit

__all__ = ["committed_database", "migrated_template"]


@pytest.fixture
def unit(committed_database: str) -> Guided:
    """Return a unit with an afternoon shift, really there."""
    del committed_database
    unit = open_unit()
    unit.pattern()
    unit.published()
    return unit


def test_of_two_who_take_a_shift_at_once_one_has_it(unit: Guided) -> None:
    shift = Shift.objects.get(on=date(2026, 11, 25))
    asker, first, second = unit.helper(), unit.helper("Lê Hai"), unit.helper("Phạm Ba")
    swap = rosters.ask_swap(unit.place(asker, shift), at=MONDAY)

    answers = at_once(
        *(lambda one=one: rosters.take_swap(swap.pk, one, at=MONDAY) for one in (first, second))
    )

    refused = [one for one in answers if isinstance(one, RosterError)]
    taken = [one for one in answers if isinstance(one, Swap)]
    assert (len(taken), len(refused)) == (1, 1)
    [held] = Assignment.objects.filter(shift=shift)
    assert held.helper_id == taken[0].taker_id


def test_one_person_does_not_get_two_shifts_of_the_same_hours(unit: Guided) -> None:
    other = DeskFactory.create(agency=unit.desk.agency)
    unit.pattern(desk=other)
    rosters.lay_out(other, date(2026, 11, 23), actor=unit.organiser)
    shifts = Shift.objects.filter(on=date(2026, 11, 25))
    helper = unit.helper()

    answers = at_once(
        *(lambda one=one: rosters.assign(one, helper, actor=unit.organiser) for one in shifts)
    )

    assert sum(isinstance(one, RosterError) for one in answers) == 1
    assert Assignment.objects.filter(helper=helper).count() == 1


def test_a_session_sent_twice_at_once_is_written_once(unit: Guided) -> None:
    helper, ref = unit.helper(), uuid.uuid4()

    answers = at_once(*(lambda: guide(helper, ref=ref) for _n in range(4)))

    assert set(answers) == {GuidanceSession.objects.get()}
