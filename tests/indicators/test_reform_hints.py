"""Who should try what, and what a model's page compares, counted from facts."""

from datetime import date, datetime, timedelta

import pytest

from motcua.indicators import reform
from motcua.indicators.facts import Dates, Fact, Outcome
from motcua.indicators.keeping import catch_up
from motcua.indicators.reform_hints import hints_for, who_should_try
from motcua.initiatives.content import Measure
from motcua.initiatives.lifecycle import AdoptionAction
from motcua.initiatives.services import adoptions
from motcua.kernel.clock import VIETNAM
from tests.indicators.stock import Stock
from tests.initiatives.unit import MONDAY, open_province

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()


def settled(stock: Stock, agency_id: int, *, kept: int, late: int, on: date) -> None:
    """Put dossiers of an agency that ended on a day, kept or late."""
    ended = datetime(on.year, on.month, on.day, 10, tzinfo=VIETNAM)
    for number in range(kept + late):
        due = ended + timedelta(days=1 if number < kept else -2)
        fact = Fact(
            accepted_at=ended - timedelta(days=5),
            due=Dates(due, due, due),
            outcome=Outcome.FINISHED,
            ended_at=ended,
            waiting_at=None,
            apologized_at=None,
            supplement_requests=0,
            reopenings=0,
        )
        stock.put(fact, agency_id=agency_id, receiving_agency_id=agency_id)


def test_a_weak_unit_is_sent_to_a_strong_one_until_it_goes() -> None:
    province, stock = open_province(), Stock()
    model = province.published()
    catch_up(at=MONDAY)
    with stock.emptied():
        settled(stock, province.here.pk, kept=40, late=0, on=date(2026, 10, 15))
        settled(stock, province.elsewhere.pk, kept=30, late=10, on=date(2026, 10, 16))
        settled(stock, province.department.pk, kept=10, late=40, on=date(2026, 10, 16))

        [hint] = who_should_try(model, on=TODAY, at=MONDAY)
        own = hints_for([province.elsewhere], on=TODAY, at=MONDAY)

        assert (hint.agency, hint.measure) == (province.elsewhere, Measure.IN_TIME)
        assert (hint.here.part, hint.here.whole, hint.there.part) == (30, 40, 40)
        assert hint.suggestion.gain == 10
        assert [one.initiative for one in own] == [model]
        assert hints_for([province.here], on=TODAY, at=MONDAY) == []
        wish = adoptions.Wish(starts_on=TODAY)
        actor = province.elsewhere_officer
        taken = adoptions.adopt(model, province.elsewhere, wish, actor=actor, at=MONDAY)
        assert who_should_try(model, on=TODAY, at=MONDAY) == []
        adoptions.begin(taken, on=TODAY, actor=actor, at=MONDAY)
        adoptions.conclude(
            taken, AdoptionAction.GIVE_UP, result="Không hợp.", actor=actor, at=MONDAY
        )
        assert who_should_try(model, on=TODAY, at=MONDAY) == []


def test_before_and_since_are_counted_by_the_day_on_which_a_model_began() -> None:
    province, stock = open_province(), Stock()
    catch_up(at=MONDAY)
    began = date(2026, 3, 2)
    with stock.emptied():
        settled(stock, province.here.pk, kept=20, late=20, on=date(2026, 2, 27))
        settled(stock, province.here.pk, kept=35, late=0, on=date(2026, 3, 2))
        settled(stock, province.here.pk, kept=4, late=1, on=date(2025, 1, 2))

        [early, kept] = reform.compared(
            [Measure.EARLY, Measure.IN_TIME], province.here.pk, began, on=TODAY, at=MONDAY
        )

        assert (kept.before.part, kept.before.whole) == (20, 40)
        assert (kept.after.part, kept.after.whole) == (35, 35)
        assert (early.after.part, early.after.whole) == (35, 35)
        assert kept.first_before == began - reform.LOOKED_BACK
