"""Two people at the same piece of feedback at the same moment, on connections of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from motcua.agencies.actors import Actor
from motcua.kernel.errors import DomainError
from motcua.petitions.lifecycle import FeedbackState
from motcua.petitions.models import Feedback, FeedbackAnswer, Verification
from motcua.petitions.services import handling, hearing
from motcua.petitions.services.lodging import lodge_draft, start_draft
from motcua.petitions.services.verifying import MOST_AN_HOUR, send_code
from tests import factories
from tests.factories import THURSDAY_MORNING
from tests.petitions.conftest import build_house

AT = THURSDAY_MORNING
BY_CODE = Actor(officer_id=None, account_id=None, name="")


@pytest.fixture(autouse=True)
def _committed(committed_database: str) -> None:
    del committed_database


def together(*acts: Callable[[], object]) -> list[object]:
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            barrier.wait()
            return act()
        except DomainError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def refused(results: list[object]) -> int:
    return sum(isinstance(result, DomainError) for result in results)


def test_two_officers_answer_at_once_and_one_answer_stands() -> None:
    house = build_house()
    one = house.feedback(FeedbackState.PROCESSING)
    other = factories.actor_with(
        *(grant.role for grant in house.officer.grants),
        agency=house.ward,
        full_name="Cao Người Hai",
    )

    results = together(
        lambda: handling.propose(one.pk, text="Trả lời một.", actor=house.officer, at=AT),
        lambda: handling.propose(one.pk, text="Trả lời hai.", actor=other, at=AT),
    )

    assert refused(results) == 1
    assert FeedbackAnswer.objects.count() == 1


def test_forwarding_and_accepting_at_once_does_one_of_both() -> None:
    house = build_house()
    one = house.feedback()

    results = together(
        lambda: handling.accept(one.pk, subject="delay", actor=house.officer, at=AT),
        lambda: handling.refuse(one.pk, reason="Trùng.", actor=house.officer, at=AT),
    )

    one.refresh_from_db()
    assert refused(results) == 1
    assert one.events.count() == 2


def test_sent_twice_by_an_impatient_finger_it_is_one() -> None:
    house = build_house()
    draft = start_draft(person_id=None, email="hoa@example.vn", at=AT)
    draft.is_verified = True
    draft.save()

    results = together(
        *[lambda: lodge_draft(draft.ref, person_id=None, new=house.new(), at=AT)] * 4
    )

    assert refused(results) == 0
    assert Feedback.objects.count() == 1


def test_rated_twice_at_once_it_counts_once() -> None:
    house = build_house()
    one = house.feedback(FeedbackState.ANSWERED)

    results = together(
        lambda: hearing.rate(one.pk, value=3, words="", actor=BY_CODE, at=AT),
        lambda: hearing.rate(one.pk, value=1, words="", actor=BY_CODE, at=AT),
    )

    assert refused(results) == 1
    assert one.events.filter(action="rate").count() == 1


def test_many_codes_at_once_do_not_pass_the_limit() -> None:
    factories.message_templates()

    together(*[lambda: send_code(phone="", email="hoa@example.vn", at=AT)] * 8)

    assert Verification.objects.count() == MOST_AN_HOUR
