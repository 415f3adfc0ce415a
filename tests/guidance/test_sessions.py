"""Writing sessions down: once, without names, and never changed."""

import uuid
from datetime import timedelta
from functools import partial

import pytest
from django.db import DatabaseError, transaction

from motcua.guidance.models import GuidanceSession, SessionRemark, SessionVoid, StaffGuided
from motcua.guidance.selectors import sessions_of_day
from motcua.guidance.services.people import note_guided
from motcua.guidance.services.sessions import SessionError, void_session
from motcua.people.keyed import number_key
from tests import factories
from tests.guidance.unit import MONDAY, NUMBER, Guided, at_work, guide, open_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Guided:
    """Return a unit."""
    return open_unit()


def test_of_a_person_only_the_keyed_hash_is_kept(unit: Guided) -> None:
    row = guide(unit.helper(), number=NUMBER, topics=["cai-dat"])

    kept = GuidanceSession.objects.filter(pk=row.pk).values().get()
    assert kept["person_key"] == number_key(NUMBER)
    assert NUMBER not in str(kept)
    assert row.is_install


def test_whoever_stays_unnamed_has_no_hash(unit: Guided) -> None:
    assert guide(unit.helper()).person_key == ""


def test_the_same_session_sent_twice_is_one(unit: Guided) -> None:
    helper, ref = unit.helper(), uuid.uuid4()

    first = guide(helper, ref=ref, remark="Mạng chậm")
    again = guide(helper, ref=ref, minutes=30, remark="Mạng chậm")

    assert first.pk == again.pk
    assert (GuidanceSession.objects.count(), SessionRemark.objects.count()) == (1, 1)
    assert again.minutes == 10


def test_the_session_of_another_is_not_taken_over(unit: Guided) -> None:
    row = guide(unit.helper())

    with pytest.raises(SessionError):
        guide(unit.helper("Lê Hai"), ref=row.ref)


def test_topics_that_nobody_teaches_are_not_kept(unit: Guided) -> None:
    with pytest.raises(SessionError, match="ít nhất một việc"):
        guide(unit.helper(), topics=["ke-la"])

    row = guide(unit.helper("Lê Hai"), topics=["nop-ho-so", "ke-la"], outcomes=["ke-la"])
    assert (row.topics, row.outcomes) == (["nop-ho-so"], [])


def test_the_shift_is_the_one_in_which_the_helper_stands(unit: Guided) -> None:
    unit.pattern()
    helper = unit.helper()
    [shift] = [one for one in unit.published() if one.on == MONDAY.date()]
    unit.place(helper, shift)

    assert guide(helper).shift == shift
    assert guide(helper, MONDAY.replace(hour=9)).shift is None


def test_one_takes_back_what_one_wrote_today(unit: Guided) -> None:
    helper = unit.helper()
    row = guide(helper)

    void_session(row.ref, helper=at_work(helper), reason="Bấm nhầm", at=MONDAY)
    void_session(row.ref, helper=at_work(helper), reason="Bấm nhầm", at=MONDAY)

    assert sessions_of_day(helper.pk, MONDAY.date()) == []
    assert SessionVoid.objects.count() == 1


def test_nobody_takes_back_the_session_of_another_or_of_another_day(unit: Guided) -> None:
    helper = unit.helper()
    row = guide(helper)
    other = at_work(unit.helper("Lê Hai"))

    with pytest.raises(SessionError):
        void_session(row.ref, helper=other, reason="", at=MONDAY)
    with pytest.raises(SessionError):
        void_session(row.ref, helper=at_work(helper), reason="", at=MONDAY + timedelta(days=1))

    assert not SessionVoid.objects.exists()


@pytest.mark.parametrize("change", ["update", "delete"])
def test_a_session_is_never_changed(unit: Guided, change: str) -> None:
    row = guide(unit.helper())
    mine = GuidanceSession.objects.filter(pk=row.pk)
    act = partial(mine.update, minutes=5) if change == "update" else row.delete

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        act()


def test_when_it_was_recorded_is_said_by_the_database(unit: Guided) -> None:
    row = guide(unit.helper())

    assert abs(row.recorded_at - MONDAY) > timedelta(seconds=1)


def test_officers_are_noted_once_with_or_without_an_account(unit: Guided) -> None:
    people = [
        factories.OfficerFactory.create(agency=unit.desk.agency),
        factories.OfficerFactory.create(agency=unit.desk.agency, account=None),
    ]

    first = note_guided(people, on=MONDAY.date(), actor=unit.organiser, at=MONDAY)
    again = note_guided(people, on=MONDAY.date(), actor=unit.organiser, at=MONDAY)

    assert (first, again, StaffGuided.objects.count()) == (2, 0, 2)
