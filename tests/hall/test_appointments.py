"""Appointments: where they may be, who gets them, what becomes of them."""

from datetime import date, datetime, timedelta

import pytest

from motcua.agencies.models import CalendarVersion
from motcua.dossiers.daily.jobs import Report
from motcua.hall import duty, selectors
from motcua.hall.errors import BookingError, FullError
from motcua.hall.lifecycle import AppointmentState
from motcua.hall.models import Appointment, AppointmentRule
from motcua.hall.services import booking, sweeping
from motcua.hall.services.booking import Guest
from motcua.hall.services.taking import take_ticket
from motcua.kernel.clock import VIETNAM
from motcua.kernel.workdays import Calendar, national_calendar
from motcua.notifications.models import Message
from motcua.people.models import Person
from tests import factories
from tests.hall.conftest import THURSDAY, Place, bookable, open_place

pytestmark = pytest.mark.django_db
FRIDAY_NINE = datetime(2024, 9, 13, 9, tzinfo=VIETNAM)
GUEST = Guest("Nguyễn Thị Hoà", "0900000012", "hoa@example.vn")


@pytest.fixture
def place() -> Place:
    factories.message_templates()
    made = open_place()
    bookable(made.civil)
    return made


def book(place: Place, starts_at: datetime = FRIDAY_NINE, guest: Guest = GUEST) -> Appointment:
    return booking.book(place.civil, starts_at, guest, at=THURSDAY)


def acts_of(appointment: Appointment) -> list[str]:
    return list(appointment.events.order_by("pk").values_list("act", flat=True))


def hours(place: Place, day: date, at: datetime = THURSDAY) -> list[str]:
    return [f"{one.span.starts_at:%H:%M}" for one in selectors.free_slots(place.civil, day, at)]


def test_slots_fill_the_sessions_in_which_the_desk_receives(place: Place) -> None:
    found = hours(place, FRIDAY_NINE.date())

    assert (found[0], found[-1]) == ("07:30", "16:30")
    assert "11:00" in found
    assert "11:30" not in found
    assert "12:30" not in found


def test_only_the_part_of_the_day_that_the_rule_names_is_offered(place: Place) -> None:
    AppointmentRule.objects.update(part="afternoon")

    assert min(hours(place, FRIDAY_NINE.date())) >= "13:00"


IMPOSSIBLE = {
    "on a holiday": (datetime(2024, 9, 2, 9, tzinfo=VIETNAM), THURSDAY - timedelta(days=13)),
    "on a Sunday": (datetime(2024, 9, 15, 9, tzinfo=VIETNAM), THURSDAY),
    "in the past": (datetime(2024, 9, 11, 9, tzinfo=VIETNAM), THURSDAY),
    "earlier today": (THURSDAY - timedelta(minutes=30), THURSDAY),
    "at noon": (datetime(2024, 9, 13, 12, tzinfo=VIETNAM), THURSDAY),
    "between two slots": (FRIDAY_NINE + timedelta(minutes=10), THURSDAY),
    "too far ahead": (FRIDAY_NINE + timedelta(days=28), THURSDAY),
}  # fmt: skip


@pytest.mark.parametrize(("wanted", "at"), IMPOSSIBLE.values(), ids=IMPOSSIBLE.keys())
def test_no_appointment(place: Place, wanted: datetime, at: datetime) -> None:
    with pytest.raises(BookingError):
        booking.book(place.civil, wanted, GUEST, at=at)

    assert not Appointment.objects.exists()


def test_a_saturday_that_is_worked_may_be_booked(place: Place) -> None:
    made_up = datetime(2024, 5, 4, 9, tzinfo=VIETNAM)

    found = booking.book(place.civil, made_up, GUEST, at=datetime(2024, 5, 2, 9, tzinfo=VIETNAM))

    assert found.slot.starts_at == made_up


def test_a_group_without_a_rule_is_not_booked(place: Place) -> None:
    with pytest.raises(BookingError):
        booking.book(place.copies, FRIDAY_NINE, GUEST, at=THURSDAY)

    assert selectors.free_days(place.copies, THURSDAY) == []


def test_the_booking_is_told_with_its_hour_and_address(place: Place) -> None:
    made = book(place)

    message = Message.objects.get()
    assert message.recipient == GUEST.email
    assert "09:00, 13/09/2024" in message.body
    assert f"/dat-lich/{made.token}/" in message.body
    assert GUEST.name not in message.body


def test_a_full_slot_names_what_is_free_nearby(place: Place) -> None:
    book(place)

    with pytest.raises(FullError, match="08:30, 09:30"):
        book(place, guest=Guest("Trần Văn Ba", "0900000013"))


def test_cancelled_twice_is_said_and_changes_nothing(place: Place) -> None:
    made = booking.cancel(book(place), at=THURSDAY)

    with pytest.raises(BookingError, match="đã hủy"):
        booking.cancel(made, at=THURSDAY)

    assert acts_of(made) == ["book", "cancel"]
    book(place, guest=Guest("Trần Văn Ba", "0900000013"))


def test_moving_frees_the_old_hour(place: Place) -> None:
    made = book(place)

    moved = booking.move(made, FRIDAY_NINE + timedelta(hours=1), at=THURSDAY)

    assert "09:00" in hours(place, FRIDAY_NINE.date())
    assert "10:00" not in hours(place, FRIDAY_NINE.date())
    assert acts_of(moved) == ["book", "move"]
    assert Message.objects.count() == 2


def test_moving_to_a_full_hour_keeps_the_old_one(place: Place) -> None:
    made = book(place)
    book(place, FRIDAY_NINE + timedelta(hours=1), Guest("Trần Văn Ba", "0900000013"))

    with pytest.raises(FullError):
        booking.move(made, FRIDAY_NINE + timedelta(hours=1), at=THURSDAY)

    made.refresh_from_db()
    assert made.slot.starts_at == FRIDAY_NINE


def test_one_telephone_holds_no_more_than_three(place: Place) -> None:
    for hour in range(3):
        book(place, FRIDAY_NINE + timedelta(hours=hour - 1))

    with pytest.raises(BookingError, match="nhiều nhất 3"):
        book(place, FRIDAY_NINE + timedelta(hours=5))


def test_nobody_holds_one_hour_twice(place: Place) -> None:
    AppointmentRule.objects.update(capacity=5)
    book(place)

    with pytest.raises(BookingError, match="đúng giờ này"):
        book(place)


def test_who_comes_goes_first_from_the_hour_on(place: Place) -> None:
    made = book(place)
    early = FRIDAY_NINE - timedelta(minutes=20)

    ticket = booking.arrive(made, at=early)
    again = booking.arrive(made, at=early + timedelta(minutes=1))

    assert ticket == again
    assert (ticket.appointed_at, ticket.waits_from) == (FRIDAY_NINE, FRIDAY_NINE)
    made.refresh_from_db()
    assert made.state == AppointmentState.ARRIVED
    waiting = take_ticket(place.civil, at=early - timedelta(minutes=5))
    before = selectors.place_of(ticket, early)
    after = selectors.place_of(waiting, FRIDAY_NINE)
    assert before is not None
    assert after is not None
    assert (before.ahead, after.ahead) == (1, 1)


NOT_NOW = {
    "the day before": (THURSDAY, "vào ngày 13/09/2024"),
    "much too early": (FRIDAY_NINE - timedelta(minutes=75), "từ 08:00"),
    "too late": (FRIDAY_NINE + timedelta(minutes=16), "quá giờ giữ chỗ"),
}


@pytest.mark.parametrize(("at", "words"), NOT_NOW.values(), ids=NOT_NOW.keys())
def test_no_number_for_the_appointment(place: Place, at: datetime, words: str) -> None:
    made = book(place)

    with pytest.raises(BookingError, match=words):
        booking.arrive(made, at=at)

    made.refresh_from_db()
    assert made.state == AppointmentState.BOOKED


def test_a_missed_appointment_frees_its_place(place: Place) -> None:
    made = book(place)
    report = Report()

    sweeping.give_up_missed(at=FRIDAY_NINE + timedelta(minutes=15), report=report)
    made.refresh_from_db()
    assert made.state == AppointmentState.BOOKED
    late = FRIDAY_NINE + timedelta(minutes=16)
    sweeping.give_up_missed(at=late, report=report)
    sweeping.give_up_missed(at=late, report=report)

    made.refresh_from_db()
    assert made.state == AppointmentState.NO_SHOW
    assert acts_of(made) == ["book", "no_show"]
    assert "09:00" in hours(place, FRIDAY_NINE.date(), late)
    near = booking.book(place.civil, FRIDAY_NINE, Guest("Trần Văn Ba", "0900000013"), at=late)
    assert booking.release_at(near) == late + timedelta(minutes=15)


def test_the_evening_before_is_reminded_once(place: Place) -> None:
    book(place)
    book(place, FRIDAY_NINE + timedelta(days=3), Guest("Trần Văn Ba", "0900000013", "b@x.example"))
    evening = THURSDAY.replace(hour=17)

    for _time in range(2):
        sweeping.remind_of_tomorrow(at=evening, report=Report())

    assert list(
        Message.objects.filter(topic="appointment_near").values_list("recipient", flat=True)
    ) == [GUEST.email]


def test_a_day_that_became_a_holiday_is_called_off_and_said(place: Place) -> None:
    made = book(place)
    document = national_calendar().to_dict()
    own = {
        "name": "Xã",
        "days": [{"date": "2024-09-13", "kind": "HOLIDAY", "title": "Mất điện"}],
    }
    calendar = Calendar.from_layers([*document["layers"], own])  # type: ignore[misc]
    version = CalendarVersion.objects.create(digest=calendar.digest(), content=calendar.to_dict())
    place.desk.agency.calendar_version = version
    place.desk.agency.save()

    sweeping.remind_of_tomorrow(at=THURSDAY.replace(hour=17), report=Report())

    made.refresh_from_db()
    assert made.state == AppointmentState.CANCELLED
    assert acts_of(made) == ["book", "call_off"]
    assert Message.objects.filter(topic="appointment_off").count() == 1
    assert not Message.objects.filter(topic="appointment_near").exists()


def test_a_changed_rule_leaves_what_is_booked(place: Place) -> None:
    made = book(place)
    AppointmentRule.objects.update(slot_minutes=20, part="afternoon")

    sweeping.remind_of_tomorrow(at=THURSDAY.replace(hour=17), report=Report())

    made.refresh_from_db()
    assert made.state == AppointmentState.BOOKED


def test_names_are_forgotten_thirty_days_after(place: Place) -> None:
    person = Person.objects.create(full_name="Nguyễn Thị Hoà", updated_at=THURSDAY)
    made = book(place, guest=Guest("Nguyễn Thị Hoà", "0900000012", "h@x.example", person.pk))
    last = datetime(2024, 10, 13, 23, tzinfo=VIETNAM)

    sweeping.forget_names(at=last, report=Report())
    made.refresh_from_db()
    assert made.name
    sweeping.forget_names(at=last + timedelta(hours=2), report=Report())

    made.refresh_from_db()
    assert (made.name, made.phone, made.email, made.person_id) == ("", "", "", None)
    assert made.code


def test_guidance_is_booked_only_where_a_helper_is_on_duty(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.civil.is_guidance = True
    place.civil.save()

    def mornings(*, desk_id: int, starts_at: datetime, ends_at: datetime) -> bool:
        del ends_at
        return desk_id == place.desk.pk and starts_at.hour < 12

    assert "14:00" in hours(place, FRIDAY_NINE.date())
    monkeypatch.setattr(duty, "_ASKED", [mornings])
    found = hours(place, FRIDAY_NINE.date())
    with pytest.raises(BookingError):
        book(place, FRIDAY_NINE + timedelta(hours=5))
    book(place)

    assert "09:00" in found
    assert "14:00" not in found
