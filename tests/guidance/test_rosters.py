"""Laying weeks out, placing people, absences, swaps, coming: against the database."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from motcua.agencies.actors import Actor
from motcua.agencies.models import CalendarDay, CalendarHours, CalendarLayer
from motcua.agencies.roles import Role
from motcua.agencies.services import freeze_calendar
from motcua.guidance.models import Absence, Assignment, Attendance, Helper, Shift, Swap
from motcua.guidance.selectors import gaps_ahead, shift_views, unlaid_days, week_views
from motcua.guidance.services import rosters
from motcua.guidance.services.people import set_free
from motcua.guidance.services.rosters import RosterError
from tests import factories
from tests.guidance.unit import MONDAY, NEXT_WEEK, WEEK, Guided, open_unit

pytestmark = pytest.mark.django_db
HALF_PAST_TWO = MONDAY


@pytest.fixture
def unit() -> Guided:
    """Return a unit with an afternoon shift."""
    unit = open_unit()
    unit.pattern()
    return unit


def today(unit: Guided) -> Shift:
    """Return today's shift, published."""
    unit.published()
    return Shift.objects.get(desk=unit.desk, on=MONDAY.date())


def tomorrow(unit: Guided) -> Shift:
    """Return Wednesday's shift, published: Tuesday is a holiday."""
    unit.published()
    return Shift.objects.get(desk=unit.desk, on=date(2026, 11, 25))


def test_a_week_has_no_shift_on_a_holiday(unit: Guided) -> None:
    shifts = rosters.lay_out(unit.desk, WEEK, actor=unit.organiser)

    assert [one.on.day for one in shifts] == [23, 25, 26, 27]


def test_a_make_up_saturday_has_its_shifts(unit: Guided) -> None:
    shifts = rosters.lay_out(unit.desk, date(2026, 8, 17), actor=unit.organiser)

    assert date(2026, 8, 22) in {one.on for one in shifts}


def test_laying_out_again_changes_nothing_and_follows_a_new_day_off(unit: Guided) -> None:
    first = rosters.lay_out(unit.desk, NEXT_WEEK, actor=unit.organiser)
    again = rosters.lay_out(unit.desk, NEXT_WEEK, actor=unit.organiser)
    layer = CalendarLayer.objects.create(name="Lịch riêng", agency=unit.desk.agency)
    hours = [["07:30", "11:30"], ["13:00", "17:00"]]
    CalendarHours.objects.create(
        layer=layer, valid_from=date(2020, 1, 1), weekdays={str(n): hours for n in range(5)}
    )
    CalendarDay.objects.create(
        layer=layer, date=date(2026, 12, 2), kind="HOLIDAY", title="Nghỉ sửa trụ sở"
    )
    freeze_calendar(unit.desk.agency)
    unit.desk.agency.refresh_from_db()

    after = rosters.lay_out(unit.desk, NEXT_WEEK, actor=unit.organiser)

    assert [one.pk for one in first] == [one.pk for one in again]
    assert date(2026, 12, 2) not in {one.on for one in after}


def test_a_proposal_fills_the_week_and_keeps_who_is_there(unit: Guided) -> None:
    anh, be = unit.helper(), unit.helper("Trần Thị Bé", unit.women)
    shifts = rosters.lay_out(unit.desk, NEXT_WEEK, actor=unit.organiser)
    rosters.assign(shifts[0], be, actor=unit.organiser)

    found = rosters.propose_week(unit.desk, NEXT_WEEK, actor=unit.organiser, at=MONDAY)

    assert found.gaps == ()
    assert list(shifts[0].assignments.values_list("helper", flat=True)) == [be.pk]
    counts = [Assignment.objects.filter(helper=one).count() for one in (anh, be)]
    assert sorted(counts) == [2, 3]


def test_with_nobody_free_every_shift_is_a_gap_with_its_name(unit: Guided) -> None:
    set_free(unit.helper(), [])

    found = rosters.propose_week(unit.desk, NEXT_WEEK, actor=unit.organiser, at=MONDAY)

    assert len(found.gaps) == 5
    assert not Assignment.objects.exists()
    assert all(view.missing == 1 for view in week_views(unit.desk, NEXT_WEEK))


def test_a_proposal_leaves_what_is_past_alone(unit: Guided) -> None:
    unit.helper()

    rosters.propose_week(unit.desk, WEEK, actor=unit.organiser, at=MONDAY)

    assert {one.shift.on.day for one in Assignment.objects.select_related("shift")} == {25, 26, 27}


def test_nobody_is_proposed_at_two_desks_at_once(unit: Guided) -> None:
    unit.helper()
    other = factories.DeskFactory.create(agency=unit.desk.agency)
    unit.pattern(desk=other)
    rosters.propose_week(unit.desk, NEXT_WEEK, actor=unit.organiser, at=MONDAY)

    found = rosters.propose_week(other, NEXT_WEEK, actor=unit.organiser, at=MONDAY)

    assert len(found.gaps) == 5
    assert Assignment.objects.count() == 5


def test_past_weeks_count_and_a_newcomer_does_not_do_everything(unit: Guided) -> None:
    old = unit.helper("Lê Cũ")
    for week in range(4):
        for shift in rosters.lay_out(
            unit.desk, NEXT_WEEK - timedelta(weeks=week + 1), actor=unit.organiser
        ):
            unit.place(old, shift)
    new = unit.helper("Lê Mới")

    rosters.propose_week(unit.desk, NEXT_WEEK, actor=unit.organiser, at=MONDAY)

    placed = Assignment.objects.filter(shift__on__gte=NEXT_WEEK)
    assert placed.filter(helper=new).count() in {3, 4}
    assert placed.filter(helper=old).count() in {1, 2}


@pytest.mark.parametrize("kind", ["away", "twice", "elsewhere", "left"])
def test_nobody_is_put_where_they_cannot_be(unit: Guided, kind: str) -> None:
    shift, helper = tomorrow(unit), unit.helper()
    if kind == "away":
        Absence.objects.create(helper=helper, from_on=shift.on, to_on=shift.on, created_at=MONDAY)
    elif kind == "twice":
        unit.place(helper, shift)
    elif kind == "elsewhere":
        helper = open_unit().helper()
    else:
        Helper.objects.filter(pk=helper.pk).update(is_active=False)

    with pytest.raises(RosterError):
        rosters.assign(shift, helper, actor=unit.organiser)


def test_an_absence_empties_shifts_and_leaves_gaps(unit: Guided) -> None:
    shift, helper = tomorrow(unit), unit.helper()
    swap = rosters.ask_swap(unit.place(helper, shift), at=MONDAY)

    lost = rosters.report_absence(helper, from_on=shift.on, to_on=shift.on, reason="Ốm", at=MONDAY)

    assert lost == [shift]
    assert shift in {view.shift for view in gaps_ahead([unit.desk.agency_id], WEEK, shift.on)}
    swap.refresh_from_db()
    assert swap.state == Swap.State.WITHDRAWN


def test_an_absence_in_the_past_or_backwards_is_refused(unit: Guided) -> None:
    helper = unit.helper()
    yesterday = MONDAY.date() - timedelta(days=1)

    for first, last in ((yesterday, yesterday), (MONDAY.date(), yesterday)):
        with pytest.raises(RosterError):
            rosters.report_absence(helper, from_on=first, to_on=last, reason="", at=MONDAY)


def test_a_shift_goes_to_whoever_takes_it(unit: Guided) -> None:
    shift, asker, taker = tomorrow(unit), unit.helper(), unit.helper("Trần Văn Lộc")
    swap = rosters.ask_swap(unit.place(asker, shift), at=MONDAY)

    rosters.take_swap(swap.pk, taker, at=MONDAY)

    assert [
        one.helper.full_name for one in shift_views(Shift.objects.filter(pk=shift.pk))[0].standing
    ] == ["Trần Văn Lộc"]
    with pytest.raises(RosterError, match="đã có người nhận"):
        rosters.take_swap(swap.pk, unit.helper("Phạm Ba"), at=MONDAY)


def test_whoever_is_away_or_busy_cannot_take_a_shift(unit: Guided) -> None:
    shift, asker, busy = tomorrow(unit), unit.helper(), unit.helper("Trần Văn Lộc")
    unit.place(busy, shift)
    swap = rosters.ask_swap(unit.place(asker, shift), at=MONDAY)

    with pytest.raises(RosterError, match="đã có ca"):
        rosters.take_swap(swap.pk, busy, at=MONDAY)
    with pytest.raises(RosterError, match="chính ông/bà"):
        rosters.take_swap(swap.pk, asker, at=MONDAY)
    with pytest.raises(Swap.DoesNotExist):
        rosters.take_swap(swap.pk, open_unit().helper(), at=MONDAY)

    assert Assignment.objects.filter(shift=shift).count() == 2


def test_a_shift_that_has_begun_is_not_swapped(unit: Guided) -> None:
    held = unit.place(unit.helper(), today(unit))

    with pytest.raises(RosterError):
        rosters.ask_swap(held, at=MONDAY)


@pytest.mark.parametrize(("hour", "minute", "late"), [(12, 50, -10), (13, 0, 0), (14, 5, 65)])
def test_coming_is_noted_with_minutes_late_or_early(
    unit: Guided, hour: int, minute: int, late: int
) -> None:
    shift, helper = today(unit), unit.helper()
    unit.place(helper, shift)

    found = rosters.attend(helper.pk, shift.code, at=MONDAY.replace(hour=hour, minute=minute))

    assert found.minutes_late == late
    again = rosters.attend(helper.pk, shift.code, at=MONDAY.replace(hour=15))
    assert again.came_at == found.came_at


def test_a_wrong_code_or_somebody_without_a_shift_is_not_there(unit: Guided) -> None:
    shift, helper = today(unit), unit.helper()
    unit.place(helper, shift)
    wrong = "0000"

    with pytest.raises(RosterError, match="Mã chưa đúng"):
        rosters.attend(helper.pk, wrong, at=MONDAY)
    with pytest.raises(RosterError, match="không có ca"):
        rosters.attend(unit.helper("Lê Hai").pk, shift.code, at=MONDAY)
    with pytest.raises(RosterError, match="không có ca"):
        rosters.attend(helper.pk, shift.code, at=MONDAY.replace(hour=20))

    assert not Attendance.objects.exists()


def test_codes_differ_from_shift_to_shift(unit: Guided) -> None:
    rosters.lay_out(unit.desk, WEEK, actor=unit.organiser)
    rosters.lay_out(unit.desk, NEXT_WEEK, actor=unit.organiser)

    assert len(set(Shift.objects.values_list("code", flat=True))) > 1


def test_days_without_a_published_roster_are_named(unit: Guided) -> None:
    unit.published()

    assert unlaid_days(unit.desk, MONDAY.date(), 10) == [
        date(2026, 11, 30),
        date(2026, 12, 1),
        date(2026, 12, 2),
    ]


@pytest.mark.parametrize(
    "values",
    [
        {"name": "Ca tối", "begins": time(17), "ends": time(16)},
        {"name": "Ca chồng", "begins": time(16), "ends": time(18)},
        {"name": "ca chiều", "begins": time(7), "ends": time(8)},
    ],
)
def test_patterns_that_contradict_are_refused(unit: Guided, values: dict[str, object]) -> None:
    with pytest.raises(RosterError):
        unit.pattern(**values)


def test_more_of_the_forces_than_of_all_is_refused(unit: Guided) -> None:
    with pytest.raises(RosterError, match="cộng lại"):
        unit.pattern(
            name="Ca sáng",
            begins=time(7),
            ends=time(11),
            least=1,
            least_of={str(unit.youth.pk): 1, str(unit.women.pk): 1},
        )


def test_the_organiser_of_another_unit_changes_nothing(unit: Guided) -> None:
    far = factories.actor_with(Role.ORGANISER, agency=factories.AgencyFactory.create())
    clerk = factories.actor_with(Role.CLERK, agency=unit.desk.agency)
    shift, helper = tomorrow(unit), unit.helper()
    held = unit.place(helper, shift)

    def refused(actor: Actor) -> None:
        for act in (
            lambda: rosters.lay_out(unit.desk, WEEK, actor=actor),
            lambda: rosters.propose_week(unit.desk, WEEK, actor=actor, at=MONDAY),
            lambda: rosters.publish_week(unit.desk, WEEK, actor=actor, at=MONDAY),
            lambda: rosters.assign(shift, helper, actor=actor),
            lambda: rosters.unassign(held, actor=actor),
        ):
            with pytest.raises(PermissionDenied):
                act()

    refused(far)
    refused(clerk)
    assert Assignment.objects.count() == 1
