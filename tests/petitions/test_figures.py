"""Figures about feedback, counted from what only grows."""

from datetime import date, datetime, timedelta

import pytest

from motcua.agencies.actors import Actor
from motcua.dossiers.closing import database_now
from motcua.indicators import hearing
from motcua.indicators.closed import listed
from motcua.indicators.closed.checking import check_figures
from motcua.indicators.closed.closing import close_definition
from motcua.indicators.closed.definitions import Counted
from motcua.kernel.clock import VIETNAM
from motcua.petitions.lifecycle import FeedbackState
from motcua.petitions.services import handling, hearing as saying
from tests.factories import THURSDAY_MORNING
from tests.petitions.conftest import House

BY_CODE = Actor(officer_id=None, account_id=None, name="")
SEPTEMBER = date(2024, 9, 1)
NOVEMBER = date(2024, 11, 30)
FIRST_DUE = date(2024, 9, 16)
PROCESS_DUE = date(2024, 10, 3)


def counted(key: str, last: date = NOVEMBER) -> list[Counted]:
    one = listed.definition(key)
    until = database_now() + timedelta(minutes=1)
    return list(one.count(first=SEPTEMBER, last=last, recorded_before=until))


def october(day: int) -> datetime:
    return datetime(2024, 10, day, 9, tzinfo=VIETNAM)


def test_a_turn_is_counted_on_the_day_it_is_due(house: House) -> None:
    house.feedback(FeedbackState.ANSWERED)
    house.feedback(FeedbackState.PROCESSING)
    refused = house.feedback()
    handling.refuse(refused.pk, reason="Trùng.", actor=house.officer, at=THURSDAY_MORNING)

    assert counted(hearing.IN_TIME, date(2024, 9, 15)) == []
    assert counted(hearing.IN_TIME) == [
        Counted(FIRST_DUE, house.ward.pk, 1, 1),
        Counted(PROCESS_DUE, house.ward.pk, 1, 2),
    ]


def test_what_is_forwarded_late_is_late_there_and_begins_anew_at_the_other(house: House) -> None:
    one = house.feedback()
    handling.forward(
        one.pk,
        to_agency_id=house.department.pk,
        reason="Thuộc Sở.",
        actor=house.officer,
        at=datetime(2024, 9, 17, 9, tzinfo=VIETNAM),
    )

    assert counted(hearing.IN_TIME) == [
        Counted(FIRST_DUE, house.ward.pk, 0, 1),
        Counted(date(2024, 10, 8), house.department.pk, 0, 1),
    ]


def test_what_waits_for_its_author_is_not_due_unless_it_was_late_before(house: House) -> None:
    house.feedback(FeedbackState.AWAITING_PETITIONER)
    late = house.feedback(FeedbackState.PROCESSING)
    handling.ask(late.pk, question="Gì?", actor=house.officer, at=october(7))

    assert counted(hearing.IN_TIME) == [Counted(PROCESS_DUE, house.ward.pk, 0, 1)]


def test_a_reopening_is_a_turn_of_its_own(house: House) -> None:
    one = house.feedback(FeedbackState.ANSWERED)
    handling.reopen(one.pk, reason="Chưa ổn.", actor=house.officer, at=october(7))

    assert counted(hearing.IN_TIME) == [
        Counted(PROCESS_DUE, house.ward.pk, 1, 1),
        Counted(date(2024, 10, 28), house.ward.pk, 0, 1),
    ]


def test_ratings_and_settled_are_counted_where_the_answer_came_from(house: House) -> None:
    rated = [house.feedback(FeedbackState.ANSWERED) for _number in range(3)]
    for value, one in enumerate(rated, start=1):
        saying.rate(one.pk, value=value, words="", actor=BY_CODE, at=october(1))
    saying.ask_again(rated[0].pk, at=october(11))
    saying.say_settled(rated[0].pk, is_settled=False, actor=BY_CODE, at=october(14))

    assert counted(hearing.CONTENT) == [Counted(date(2024, 10, 1), house.ward.pk, 2, 3)]
    assert counted(hearing.SETTLED) == [Counted(date(2024, 10, 14), house.ward.pk, 0, 1)]


@pytest.mark.parametrize("column", hearing.COLUMNS)
def test_a_breakdown_adds_up_to_the_figure(house: House, column: str) -> None:
    house.feedback(FeedbackState.ANSWERED)
    house.feedback(FeedbackState.PROCESSING)
    until = database_now() + timedelta(minutes=1)

    parts = hearing.breakdown(hearing.IN_TIME, column, first=SEPTEMBER, last=NOVEMBER, at=until)
    whole = hearing.rates(first=SEPTEMBER, last=NOVEMBER, at=until)[hearing.IN_TIME]

    assert (sum(r.part for r in parts.values()), sum(r.whole for r in parts.values())) == (1, 2)
    assert (whole.part, whole.whole, whole.share) == (1, 2, None)


def test_behind_a_figure_stands_what_it_counts(house: House) -> None:
    kept = house.feedback(FeedbackState.ANSWERED)
    broken = house.feedback(FeedbackState.PROCESSING)
    until = database_now() + timedelta(minutes=1)

    def behind(agency: int) -> list[hearing.Behind]:
        return hearing.behind(
            hearing.IN_TIME, first=SEPTEMBER, last=NOVEMBER, at=until, agencies=[agency]
        )

    found = behind(house.ward.pk)

    assert {(one.feedback_id, one.is_part) for one in found} == {
        (kept.pk, True),
        (broken.pk, False),
    }
    assert behind(house.above.pk) == []


def test_closed_figures_of_feedback_are_counted_again_the_same(house: House) -> None:
    house.feedback(FeedbackState.ANSWERED)
    house.feedback(FeedbackState.PROCESSING)
    cut_off = database_now() + timedelta(minutes=1)

    for one in hearing.DEFINITIONS:
        close_definition(one, cut_off, at=cut_off)

    check = check_figures()
    assert check.figures == 1
    assert check.differences == []
