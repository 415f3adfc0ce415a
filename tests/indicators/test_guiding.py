"""Figures of guidance, against counting by hand."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from motcua.guidance.models import LaterAct
from motcua.guidance.programmes import Skill
from motcua.guidance.services.people import note_guided
from motcua.guidance.services.sessions import void_session
from motcua.indicators import guiding
from motcua.indicators.guiding import Period
from motcua.indicators.rates import Rate
from motcua.kernel.clock import VIETNAM
from motcua.people.keyed import number_key
from tests import factories
from tests.guidance.unit import NUMBER, Guided, at_work, guide, open_unit

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 6, 1, 9, tzinfo=VIETNAM)
LONG_AFTER = datetime(2100, 1, 1, tzinfo=VIETNAM)
SEEN_ON = date(2026, 11, 23)
NUMBERS = [f"0771019{n:05}" for n in range(40)]


@pytest.fixture
def unit() -> Guided:
    """Return a unit."""
    return open_unit()


def period(*units: Guided, as_of: date = SEEN_ON) -> Period:
    """Return the year of these units."""
    return Period(tuple(one.desk.agency_id for one in units), date(2026, 1, 1), SEEN_ON, as_of)


def act(number: str, on: date, skill: Skill = Skill.LODGE) -> None:
    """Let somebody have done something online."""
    LaterAct.objects.create(person_key=number_key(number), skill=skill, on=on)


def the_rate(unit: Guided, days: int = 30, skill: Skill | None = None) -> Rate:
    """Return the one rate of everybody."""
    found = guiding.followed(period(unit), days=days, recorded_before=LONG_AFTER, skill=skill)
    return found[0].rate if found else Rate(0, 0)


def test_known_and_anonymous_are_counted_apart_by_day(unit: Guided) -> None:
    helper = unit.helper()
    for number in (NUMBER, "", ""):
        guide(helper, DAY, number)
    guide(helper, DAY + timedelta(days=1), NUMBER)
    wrong = guide(helper, DAY, "")
    void_session(wrong.ref, helper=at_work(helper), reason="Nhầm", at=DAY)

    found = guiding.count_people(first=DAY.date(), last=SEEN_ON, recorded_before=LONG_AFTER)

    assert sorted((one.day.day, one.part, one.whole) for one in found) == [(1, 1, 3), (2, 1, 1)]
    done = guiding.totals(period(unit), recorded_before=LONG_AFTER)
    assert (done.known, done.anonymous, done.people, done.sessions) == (2, 2, 1, 4)


def test_what_is_recorded_after_an_instant_does_not_count_before_it(unit: Guided) -> None:
    guide(unit.helper(), DAY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT transaction_timestamp()")
        now = cursor.fetchone()[0]

    assert not guiding.count_people(first=DAY.date(), last=SEEN_ON, recorded_before=now)
    assert guiding.count_people(
        first=DAY.date(), last=SEEN_ON, recorded_before=now + timedelta(seconds=1)
    )


def test_installing_counts_once_for_a_person_wherever_it_was(unit: Guided) -> None:
    far = open_unit()
    guide(unit.helper(), DAY, NUMBER, topics=["cai-dat"])
    guide(unit.helper("Lê Hai"), DAY + timedelta(days=3), NUMBER, topics=["cai-dat"])
    guide(far.helper(), DAY + timedelta(days=5), NUMBER, topics=["cai-dat"])
    guide(far.helper("Lê Ba"), DAY + timedelta(days=5), NUMBERS[2], topics=["cai-dat"])
    guide(unit.helper("Lê Tư"), DAY, "", topics=["cai-dat"])

    found = guiding.count_installs(first=DAY.date(), last=SEEN_ON, recorded_before=LONG_AFTER)

    assert sum(one.part for one in found) == 2
    assert sum(one.whole for one in found) == 5
    late = guiding.count_installs(
        first=DAY.date() + timedelta(days=1), last=SEEN_ON, recorded_before=LONG_AFTER
    )
    assert sum(one.part for one in late) == 1


def test_officers_without_an_account_are_counted(unit: Guided) -> None:
    agency = unit.desk.agency
    nobody = factories.OfficerFactory.create(agency=agency, account=None)
    factories.OfficerFactory.create(agency=agency, account=None, is_active=False)
    note_guided([nobody], on=DAY.date(), actor=unit.organiser, at=DAY)

    assert guiding.staff_coverage([agency.pk]) == Rate(1, 2, least=1)
    [one] = guiding.count_staff(first=DAY.date(), last=SEEN_ON, recorded_before=LONG_AFTER)
    assert (one.part, one.whole) == (1, 1)


@pytest.mark.parametrize(
    ("after", "days", "expected"),
    [(-1, 30, 0), (0, 30, 0), (1, 30, 1), (30, 30, 1), (31, 30, 0), (31, 90, 1), (91, 90, 0)],
)
def test_only_what_comes_after_the_day_and_within_the_window_counts(
    unit: Guided, after: int, days: int, expected: int
) -> None:
    guide(unit.helper(), DAY, NUMBER)
    act(NUMBER, DAY.date() + timedelta(days=after))

    assert the_rate(unit, days) == Rate(expected, 1)


def test_whose_window_is_not_over_is_neither_part_nor_whole(unit: Guided) -> None:
    guide(unit.helper(), DAY, NUMBER)
    act(NUMBER, DAY.date() + timedelta(days=1))

    [one] = guiding.followed(
        period(unit, as_of=DAY.date() + timedelta(days=30)),
        days=30,
        recorded_before=LONG_AFTER,
    )

    assert (one.rate, one.running) == (Rate(0, 0), 1)


def test_the_unnamed_and_the_taken_back_are_not_followed(unit: Guided) -> None:
    helper = unit.helper()
    guide(helper, DAY, "")
    wrong = guide(helper, DAY, NUMBER)
    void_session(wrong.ref, helper=at_work(helper), reason="Nhầm", at=DAY)

    assert the_rate(unit) == Rate(0, 0)


def test_a_person_counts_once_and_by_the_act_that_is_asked_for(unit: Guided) -> None:
    helper = unit.helper()
    for days in (0, 5):
        guide(helper, DAY + timedelta(days=days), NUMBER)
    act(NUMBER, DAY.date() + timedelta(days=2), Skill.PAY)
    act(NUMBER, DAY.date() + timedelta(days=3), Skill.PAY)

    assert the_rate(unit) == Rate(1, 1)
    assert the_rate(unit, skill=Skill.PAY) == Rate(1, 1)
    assert the_rate(unit, skill=Skill.LODGE) == Rate(0, 1)


def test_small_groups_are_not_named(unit: Guided) -> None:
    young, woman = unit.helper(), unit.helper("Lê Hai", unit.women)
    for number in NUMBERS[:6]:
        guide(young, DAY, number)
    for number in NUMBERS[6:10]:
        guide(woman, DAY, number)

    found = guiding.followed(period(unit), days=30, recorded_before=LONG_AFTER, by="force")

    assert [one.is_small for one in sorted(found, key=lambda one: one.rate.whole)] == [True, False]
    assert [one.rate.whole for one in guiding.shown(found)] == [6]


def test_what_to_teach_next_is_what_is_used_least(unit: Guided) -> None:
    helper = unit.helper()
    for number in NUMBERS[:30]:
        guide(helper, DAY, number, topics=["nop-ho-so", "thanh-toan"], hard=["thanh-toan"])
        act(number, DAY.date() + timedelta(days=2))

    first, second = guiding.by_topic(period(unit), days=30, recorded_before=LONG_AFTER)

    assert (first.label, first.later, first.hard) == ("Thanh toán", Rate(0, 30), Rate(30, 30))
    assert (second.label, second.later, second.hard) == ("Nộp hồ sơ", Rate(30, 30), Rate(0, 30))
