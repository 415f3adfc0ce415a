"""Satisfaction counted: against counting by hand, closed by midnights, found when changed."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection

from motcua.agencies.roles import Role
from motcua.dossiers.closing import database_now
from motcua.dossiers.day_hashes import bounds
from motcua.indicators import satisfaction
from motcua.indicators.closed.checking import check_figures
from motcua.indicators.closed.closing import close_definition
from motcua.indicators.closed.listed import definition
from motcua.indicators.models import ClosedFigure
from motcua.indicators.satisfaction import Scope, broken_down, by_factor, overall, visits
from motcua.kernel import clock
from motcua.surveys.models import Response
from motcua.surveys.services.answering import rate
from tests.dossiers.lives import Office
from tests.surveys.counter import (
    DAY,
    DISLIKED,
    LATER,
    LIKED,
    rated,
    rated_office,
    returned,
    sender,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return rated_office()


@pytest.fixture
def day(office: Office) -> Office:
    """Five results handed back: three liked, one not, one from an officer's machine."""
    rated(office, 1, {**LIKED, "thai-do": "3", "giai-trinh": "khong"})
    rated(office, 2, {**LIKED, "thai-do": "1"})
    rated(office, 3)
    rated(office, 4, DISLIKED)
    rate(returned(office, 5), LIKED, sender=sender(is_office_device=True), at=LATER)
    returned(office, 6)
    return office


def scope() -> Scope:
    return Scope(DAY, DAY, database_now())


def test_satisfied_of_counted_with_the_doubtful_beside(day: Office) -> None:
    del day

    line = overall(scope(), least=1)

    assert (line.satisfaction.part, line.satisfaction.whole) == (3, 4)
    assert (line.doubtful.part, line.doubtful.whole) == (1, 1)
    assert line.response is not None
    assert (line.response.part, line.response.whole) == (5, 6)


def test_below_the_least_number_no_share_is_named(day: Office) -> None:
    del day

    line = overall(scope())

    assert (line.satisfaction.is_enough, line.satisfaction.share) == (False, None)


def test_broken_down_the_parts_make_the_whole(day: Office) -> None:
    for by in satisfaction.BY:
        lines = broken_down(scope(), by)
        assert sum(line.satisfaction.whole for line in lines) == 4, by
        assert sum(line.doubtful.whole for line in lines) == 1, by
    (officer,) = broken_down(scope(), "officer")
    assert officer.key == day.people[Role.DESK_OFFICER].officer_id
    assert officer.response is not None
    assert officer.response.whole == 6


def test_each_factor_has_its_own_rate_and_no_concern_counts_for_nothing(day: Office) -> None:
    del day

    found = dict(by_factor(scope(), least=1))

    assert (found["Thái độ phục vụ"].part, found["Thái độ phục vụ"].whole) == (1, 2)
    assert "Giải thích, trả lời thắc mắc" not in found


def test_other_days_and_agencies_are_not_in_it(day: Office) -> None:
    tomorrow = DAY + timedelta(days=1)

    assert overall(Scope(tomorrow, tomorrow, database_now())).satisfaction.whole == 0
    elsewhere = Scope(DAY, DAY, database_now(), frozenset({day.desk.agency_id + 1}))
    assert overall(elsewhere).satisfaction.whole == 0
    assert visits(scope()).whole == 0


@pytest.fixture
def tonight() -> datetime:
    """Return the midnight after what the test records."""
    return bounds(clock.day_of(database_now() + timedelta(days=1)))[0]


def test_a_day_is_closed_with_what_was_answered(day: Office, tonight: datetime) -> None:
    written = [close_definition(definition(key), tonight, at=tonight) for key in _KEYS]

    assert written == [1, 1]
    kept = dict(ClosedFigure.objects.values_list("run__key", "part"))
    assert kept == {"satisfaction": 3, "slip-response": 5}
    assert {figure.agency_id for figure in ClosedFigure.objects.all()} == {day.desk.agency_id}
    assert check_figures().differences == []


_KEYS = ("satisfaction", "slip-response")


@pytest.fixture
def past_the_guards() -> Iterator[None]:
    """Switch the guards of answers off, as whoever owns the database could."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE surveys_response DISABLE TRIGGER USER")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE surveys_response ENABLE TRIGGER USER")


def test_a_changed_answer_is_found(day: Office, tonight: datetime, past_the_guards: None) -> None:
    del day, past_the_guards
    close_definition(definition("satisfaction"), tonight, at=tonight)
    Response.objects.filter(is_satisfied=False).update(is_satisfied=True)

    (difference,) = check_figures().differences

    assert "Mức độ hài lòng" in str(difference)


def test_a_deleted_answer_is_found(day: Office, tonight: datetime, past_the_guards: None) -> None:
    del day, past_the_guards
    for key in _KEYS:
        close_definition(definition(key), tonight, at=tonight)
    Response.objects.filter(is_satisfied=False, remark__isnull=True).delete()

    found = [str(difference) for difference in check_figures().differences]

    assert len(found) == 2
