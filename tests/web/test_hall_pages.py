"""Pages of the hall: what goes in, what comes out, who may not."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from motcua.agencies.roles import Role
from motcua.dossiers.models import Draft
from motcua.hall.lifecycle import AppointmentState, TicketState
from motcua.hall.models import Appointment, AppointmentRule, Counter, Hall, ServiceGroup, Ticket
from motcua.hall.services.serving import begin_serving, finish
from motcua.kernel.clock import VIETNAM
from motcua.web.public import booking, hall_screens
from motcua.web.throttle import Throttle
from tests.citizens import sign_in_citizen
from tests.web.test_desk_post import officer
from tests.world import MONDAY, World
from tests.world_hall import GUEST, a_ticket, an_appointment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_monday")]
WEDNESDAY = datetime(2026, 11, 25, 9, tzinfo=VIETNAM)
TYPED = {"name": "Trần Văn Ba", "phone": "0900 000 913", "email": ""}


@pytest.fixture
def _monday(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(hall_screens, "throttle", Throttle())
    monkeypatch.setattr(booking, "throttle", Throttle())
    with time_machine.travel(MONDAY, tick=False):
        yield


def at_desk(name: str, world: World, **more: str) -> str:
    return reverse(f"public:{name}", kwargs={"desk_code": world.here.desk.code, **more})


def test_touching_a_group_gives_a_number_to_print_and_to_scan(
    client: Client, world: World
) -> None:
    answer = client.post(at_desk("kiosk", world), {"group": "A", "priority": "pregnant"})

    ticket = Ticket.objects.latest("pk")
    assert (ticket.code, ticket.priority) == ("A005", "pregnant")
    assert answer.headers["Location"] == at_desk("slip", world, token=ticket.token)
    slip = client.get(answer.headers["Location"]).content.decode()
    assert "A005" in slip
    assert "<svg" in slip
    assert "Trước ông/bà: 0 người" in slip


def test_a_kiosk_with_a_printer_goes_on_printing(client: Client, world: World) -> None:
    answer = client.post(at_desk("kiosk", world), {"group": "B", "in": "1"})

    slip = client.get(answer.headers["Location"]).content.decode()
    assert 'data-print="1"' in slip
    assert f'data-slip="{at_desk("kiosk", world)}?in=1"' in slip


def test_nothing_chosen_is_said(client: Client, world: World) -> None:
    answer = client.post(at_desk("kiosk", world), {"group": "Z"})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Xin chạm vào một việc" in answer.content.decode()


def test_outside_the_hours_the_kiosk_says_when_it_opens(client: Client, world: World) -> None:
    with time_machine.travel(MONDAY + timedelta(hours=6), tick=False):
        page = client.get(at_desk("kiosk", world)).content.decode()
        answer = client.post(at_desk("kiosk", world), {"group": "A"})

    # Tuesday 24 November is a holiday.
    assert "Mở cửa lại lúc 07:30 ngày 25/11/2026" in page
    assert 'name="group"' not in page
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_desk_without_a_hall_has_no_screens(client: Client, world: World) -> None:
    for name in ("kiosk", "board", "kiosk-appointment"):
        address = reverse(f"public:{name}", args=[world.elsewhere.desk.code])
        assert client.get(address).status_code == HTTPStatus.NOT_FOUND


def test_one_address_takes_no_more_than_thirty_numbers_a_minute(
    client: Client, world: World
) -> None:
    statuses = {
        client.post(at_desk("kiosk", world), {"group": "A"}).status_code for _n in range(30)
    }

    answer = client.post(at_desk("kiosk", world), {"group": "A"})

    assert statuses == {HTTPStatus.FOUND}
    assert answer.status_code == HTTPStatus.TOO_MANY_REQUESTS


def test_the_board_shows_numbers_and_counters_and_nobody(client: Client, world: World) -> None:
    board = client.get(at_desk("board", world)).content.decode()
    part = client.get(at_desk("board-part", world)).content.decode()

    assert "B001" in board
    assert 'data-say="Mời số bê không không một đến quầy 1"' in part
    assert "<html" not in part
    assert GUEST.name not in board


STATES = {
    "waiting": "Ông/bà là người kế tiếp",
    "called": "Mời ông/bà đến Quầy 1",
    "no_show": "Đã gọi mà chưa thấy",
    "served": "Đã xong",
}


@pytest.mark.parametrize(("state", "words"), STATES.items(), ids=STATES.keys())
def test_the_phone_page_says_what_to_do(
    client: Client, world: World, state: str, words: str
) -> None:
    del world
    page = client.get(reverse("public:ticket", args=[a_ticket(state).token])).content.decode()

    assert words in page


def test_waiting_is_never_guessed(client: Client, world: World) -> None:
    del world
    page = client.get(reverse("public:ticket", args=[a_ticket().token])).content.decode()

    assert "chưa đủ dữ liệu" in page


@pytest.mark.parametrize("token", ["a" * 22, "khong-co", "%00", "'"])
def test_a_guessed_token_finds_nothing(client: Client, world: World, token: str) -> None:
    del world
    for name in ("ticket", "appointment", "appointment-file", "appointment-move"):
        assert client.get(reverse(f"public:{name}", args=[token])).status_code == 404
    answer = client.post(reverse("public:appointment-cancel", args=[token]))
    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_a_number_is_given_back_on_the_phone(client: Client, world: World) -> None:
    del world
    ticket = a_ticket()

    client.post(reverse("public:ticket", args=[ticket.token]))
    again = client.post(reverse("public:ticket", args=[ticket.token]), follow=True)

    ticket.refresh_from_db()
    assert ticket.state == TicketState.LEFT
    assert "Số này đang ở trạng thái “đã bỏ số”" in again.content.decode()


def test_booking_leads_from_the_procedure_to_its_group(client: Client, world: World) -> None:
    page = client.get(
        at_desk("booking-desk", world), {"thu-tuc": world.marital.code}
    ).content.decode()

    assert world.marital.current_version is not None
    assert "thứ Tư 25/11" in page
    assert "thứ Ba 24/11" not in page
    assert f"thu-tuc={world.marital.code}" in page


def book(client: Client, world: World, **fields: str) -> tuple[int, str]:
    address = at_desk("booking-desk", world) + "?nhom=A&ngay=2026-11-25"
    typed = {"hour": "2026-11-25T10:30", **TYPED, **fields}
    answer = client.post(address, typed, follow=True)
    return answer.status_code, answer.content.decode()


def test_a_booked_hour_has_a_code_and_a_file_for_calendars(client: Client, world: World) -> None:
    status, page = book(client, world)

    made = Appointment.objects.latest("pk")
    assert status == HTTPStatus.OK
    assert made.code in page
    assert made.phone == "0900000913"
    file = client.get(reverse("public:appointment-file", args=[made.token]))
    assert file.headers["Content-Type"].startswith("text/calendar")
    text = file.content.decode()
    assert "DTSTART:20261125T033000Z\r\n" in text
    assert made.name not in text


WRONG = {
    "no hour": ({"hour": ""}, "Xin chọn giờ đến."),
    "an hour that is no slot": ({"hour": "2026-11-25T12:00"}, "Giờ này vừa có người đặt"),
    "no name": ({"name": ""}, "Xin ghi họ và tên người đến."),
    "no telephone": ({"phone": "12"}, "Số điện thoại có từ 8 đến 12 chữ số"),
    "no mail": ({"email": "khong-phai"}, "Địa chỉ thư cần có dạng"),
}


@pytest.mark.parametrize(("fields", "words"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_booking_keeps_what_was_typed(
    client: Client, world: World, fields: dict[str, str], words: str
) -> None:
    status, page = book(client, world, **fields)

    assert status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in page
    kept = {name: {**TYPED, **fields}[name] for name in ("name", "phone") if fields.get(name, "x")}
    assert [name for name, typed in kept.items() if f'value="{typed}"' not in page] == []


def test_who_is_signed_in_need_not_type_and_finds_it_again(client: Client, world: World) -> None:
    person = world.dossiers["accepted"].applicant
    sign_in_citizen(client, person)
    page = client.get(at_desk("booking-desk", world) + "?nhom=A&ngay=2026-11-25")
    book(client, world)

    mine = client.get(reverse("citizen:appointments")).content.decode()

    assert f'value="{person.full_name}"' in page.content.decode()
    assert Appointment.objects.latest("pk").person == person
    assert "10:30, thứ Tư 25/11" in mine
    assert an_appointment().code not in mine


def test_an_appointment_is_moved_then_cancelled_once(client: Client, world: World) -> None:
    del world
    made = an_appointment()
    address = reverse("public:appointment-move", args=[made.token])

    client.post(f"{address}?ngay=2026-11-26", {"hour": "2026-11-26T14:00"})
    made.refresh_from_db()
    moved = made.slot.starts_at
    cancel = reverse("public:appointment-cancel", args=[made.token])
    client.post(cancel)
    again = client.post(cancel, follow=True).content.decode()

    assert moved == datetime(2026, 11, 26, 14, tzinfo=VIETNAM)
    made.refresh_from_db()
    assert made.state == AppointmentState.CANCELLED
    assert "Lịch hẹn này đã hủy." in again


@pytest.mark.parametrize("typed", ["code", "address"])
def test_the_code_or_its_picture_gives_the_number_of_an_appointment(
    client: Client, world: World, typed: str
) -> None:
    made = an_appointment()
    scanned = f"http://mot-cua.example/dat-lich/{made.token}/"
    what = scanned if typed == "address" else f" {made.code[:4].lower()}-{made.code[4:]} "

    with time_machine.travel(WEDNESDAY - timedelta(minutes=5), tick=False):
        answer = client.post(at_desk("kiosk-appointment", world), {"ma": what})

    ticket = Ticket.objects.get(appointment=made)
    assert answer.headers["Location"] == at_desk("slip", world, token=ticket.token)


def test_a_wrong_code_is_shown_again(client: Client, world: World) -> None:
    answer = client.post(at_desk("kiosk-appointment", world), {"ma": "ZZZZ9999"})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'value="ZZZZ9999"' in answer.content.decode()


def press(client: Client, act: str, **more: str) -> str:
    counter = Counter.objects.get(name="Quầy 1")
    answer = client.post(
        reverse("desk:hall-act", args=[counter.ref]), {"act": act, **more}, follow=True
    )
    return answer.content.decode()


def test_the_called_one_opens_the_acceptance(client: Client, world: World) -> None:
    officer(client, world.here, Role.DESK_OFFICER)
    called = a_ticket("called")

    page = press(client, "accept", ticket=called.token)
    again = press(client, "accept", ticket=called.token)

    assert "Số B001" in page
    assert "Số B001" in again
    called.refresh_from_db()
    assert called.state == TicketState.SERVING
    assert called.visit is not None
    assert Draft.objects.filter(visit=called.visit).count() == 1


def test_the_acceptance_of_an_appointment_knows_who_comes(client: Client, world: World) -> None:
    with time_machine.travel(WEDNESDAY, tick=False):
        officer(client, world.here, Role.DESK_OFFICER)
        client.post(at_desk("kiosk-appointment", world), {"ma": an_appointment().code})
        finish(a_ticket("called"), actor=world.here.actor(Role.DESK_OFFICER), at=WEDNESDAY)
        press(client, "next")
        page = press(client, "accept", ticket=a_ticket("called").token)

    assert f'value="{GUEST.name}"' in page
    assert f'value="{GUEST.phone}"' in page


def test_a_missed_number_is_called_again(client: Client, world: World) -> None:
    officer(client, world.here, Role.DESK_OFFICER)

    page = press(client, "missed", ticket=a_ticket("called").token)
    page = press(client, "again", ticket=a_ticket("no_show").token)

    assert "Đang ở quầy" in page
    assert Ticket.objects.filter(state="called").count() == 1


def test_a_mistake_of_order_is_a_sentence(client: Client, world: World) -> None:
    officer(client, world.here, Role.DESK_OFFICER)

    assert "vừa gọi" in press(client, "next")


def test_who_sits_nowhere_chooses_a_counter(client: Client, world: World) -> None:
    officer(client, world.here, Role.HEAD_OF_DESK)
    page = client.get(reverse("desk:hall")).content.decode()
    counter = Counter.objects.get(name="Quầy 2")
    client.post(reverse("desk:hall-act", args=[counter.ref]), {"act": "sit"})

    assert "Ông/bà ngồi quầy nào?" in page
    assert "<h1>Quầy 2</h1>" in client.get(reverse("desk:hall")).content.decode()


def test_a_returned_result_ends_the_number(client: Client, world: World) -> None:
    officer(client, world.here, Role.DESK_OFFICER)
    called = a_ticket("called")
    begin_serving(called, actor=world.here.actor(Role.DESK_OFFICER), at=MONDAY, with_draft=False)

    client.post(
        reverse("desk:return", args=[world.dossiers["ready"].code]),
        {"who": "self", "has_receipt": "on"},
    )

    called.refresh_from_db()
    assert called.state == TicketState.SERVED


def test_the_head_sees_waiting_and_masked_appointments(client: Client, world: World) -> None:
    officer(client, world.here, Role.HEAD_OF_DESK)

    today = client.get(reverse("leader:hall-day")).content.decode()
    wednesday = client.get(reverse("leader:hall-day"), {"ngay": "2026-11-25"}).content.decode()
    wrong = client.get(reverse("leader:hall-day"), {"ngay": "9999-99-99"})

    assert "chưa đủ dữ liệu (3 người, cần 30)" in today
    assert GUEST.name not in wednesday
    assert "Lý T. M." in wednesday
    assert "*******911" in wednesday
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_an_administrator_opens_a_hall_from_nothing(client: Client, world: World) -> None:
    officer(client, world.here, Role.ADMINISTRATOR)
    code = world.elsewhere.desk.code

    client.post(reverse("manage:halls"), {"desk": code})
    client.post(
        reverse("manage:hall-group-new", args=[code]),
        {
            "letter": "c",
            "name": "Hộ tịch",
            "order": "1",
            "fields_served": "Hộ tịch",
            "is_active": "on",
        },
    )
    client.post(
        reverse("manage:hall-counter-new", args=[code]),
        {"name": "Quầy 9", "groups": ["C"], "is_active": "on"},
    )
    client.post(
        reverse("manage:hall-rule", args=[code, "C"]),
        {
            "valid_from": "01/12/2026", "part": "morning", "slot_minutes": "20", "capacity": "3",
            "days_ahead": "7", "release_minutes": "10",
        },
    )  # fmt: skip

    hall = Hall.objects.get(desk=world.elsewhere.desk)
    group = ServiceGroup.objects.get(hall=hall)
    assert (group.letter, group.fields) == ("C", ["Hộ tịch"])
    assert [str(one) for one in hall.counters.get().groups.all()] == ["C Hộ tịch"]
    assert AppointmentRule.objects.get(group=group).capacity == 3
    page = client.get(reverse("manage:hall", args=[code])).content.decode()
    assert "Quầy 9" in page


MISTAKES = {
    "a letter twice": ("hall-group-new", {"letter": "A", "name": "X", "order": "1"}, "đã có nhóm"),
    "no letter": ("hall-group-new", {"letter": "1", "name": "X", "order": "1"}, "phải là một"),
    "an unknown field": (
        "hall-group-new",
        {"letter": "C", "name": "X", "order": "1", "fields_served": "Không có"},
        "không có lĩnh vực",
    ),
    "a counter twice": ("hall-counter-new", {"name": "Quầy 1", "groups": "A"}, "đã có Quầy 1"),
    "no group": ("hall-counter-new", {"name": "Quầy 7"}, "ít nhất một nhóm"),
}


@pytest.mark.parametrize(("name", "typed", "words"), MISTAKES.values(), ids=MISTAKES.keys())
def test_what_cannot_be_set_up_is_said(
    client: Client, world: World, name: str, typed: dict[str, str], words: str
) -> None:
    officer(client, world.here, Role.ADMINISTRATOR)

    answer = client.post(reverse(f"manage:{name}", args=[world.here.desk.code]), typed)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in answer.content.decode()


def test_an_auditor_looks_and_changes_nothing(client: Client, world: World) -> None:
    officer(client, world.here, Role.AUDITOR)
    address = reverse("manage:hall", args=[world.here.desk.code])

    assert client.get(address).status_code == HTTPStatus.OK
    answer = client.post(address, {"opens_before_minutes": "5", "priority_in_a_row": "9"})

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert Hall.objects.get().priority_in_a_row == 2
