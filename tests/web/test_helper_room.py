"""The helpers' room, as whoever stands at the desk uses it."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from motcua.accounts.models import Account
from motcua.guidance.models import (
    Absence,
    Assignment,
    Attendance,
    GuidanceSession,
    Helper,
    Programme,
    ProgrammeVersion,
    Shift,
    Swap,
)
from motcua.guidance.services import rosters
from motcua.notifications.models import Message
from motcua.people.keyed import number_key
from motcua.web.helper import today
from motcua.web.throttle import Throttle
from tests.factories import PASSWORD
from tests.guidance.unit import MONDAY, NUMBER, Guided, guide, open_unit
from tests.signed_in_helper import sign_in_helper

pytestmark = pytest.mark.django_db
TAPPED = {"topics": ["nop-ho-so"], "outcomes": ["nop-ho-so"], "minutes": "10"}


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(today, "throttle", Throttle())
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def unit() -> Guided:
    """Return a unit with a published afternoon shift."""
    unit = open_unit()
    unit.pattern()
    unit.published()
    return unit


@pytest.fixture
def helper(unit: Guided, client: Client) -> Helper:
    """Return the helper who stands in this afternoon's shift, signed in."""
    helper = unit.helper()
    unit.place(helper, Shift.objects.get(on=MONDAY.date()))
    return sign_in_helper(client, helper)


def test_a_helper_signs_in_by_the_door_of_staff_and_lands_in_their_room(
    unit: Guided, client: Client
) -> None:
    helper = unit.helper()
    assert helper.account is not None
    helper.account.set_password(PASSWORD)
    helper.account.save()

    answer = client.post(
        reverse("accounts:login"), {"username": helper.account.username, "password": PASSWORD}
    )

    assertRedirects(answer, reverse("helper:home"))
    assertRedirects(client.get(reverse("accounts:login")), reverse("helper:home"))


@pytest.mark.usefixtures("helper")
def test_a_first_password_is_changed_before_anything_else(client: Client) -> None:
    Account.objects.update(must_change_password=True)

    assertRedirects(client.get(reverse("helper:home")), reverse("helper:password"))
    answer = client.post(
        reverse("helper:password"),
        {
            "old_password": "sai",
            "new_password1": "mot-mat-khau-dai-1",
            "new_password2": "mot-mat-khau-dai-1",
        },
    )
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_whoever_has_left_opens_nothing(helper: Helper, client: Client) -> None:
    Helper.objects.filter(pk=helper.pk).update(is_active=False)

    assert client.get(reverse("helper:home")).status_code == HTTPStatus.FORBIDDEN


def test_a_session_is_written_and_the_next_form_has_the_same_ticks(
    helper: Helper, client: Client
) -> None:
    answer = client.post(reverse("helper:home"), {**TAPPED, "ref": str(uuid.uuid4())}, follow=True)

    [row] = GuidanceSession.objects.filter(helper=helper)
    assert (row.topics, row.minutes, row.person_key) == (["nop-ho-so"], 10, "")
    assertContains(answer, "Đã ghi hôm nay")
    assertContains(answer, 'name="topics" value="nop-ho-so" checked')


def test_the_same_form_sent_twice_is_one_session(helper: Helper, client: Client) -> None:
    typed = {**TAPPED, "ref": str(uuid.uuid4())}

    client.post(reverse("helper:home"), typed)
    client.post(reverse("helper:home"), typed)

    assert GuidanceSession.objects.filter(helper=helper).count() == 1


@pytest.mark.usefixtures("helper")
def test_a_number_is_checked_and_hashed(client: Client) -> None:
    wrong = client.post(reverse("helper:home"), {**TAPPED, "number": "07710190000"})
    spaced = client.post(reverse("helper:home"), {**TAPPED, "number": "077 101 900 001"})

    assertContains(wrong, "Xin đếm lại", status_code=HTTPStatus.UNPROCESSABLE_ENTITY)
    assertContains(wrong, 'value="07710190000"', status_code=HTTPStatus.UNPROCESSABLE_ENTITY)
    assert spaced.status_code == HTTPStatus.FOUND
    assert GuidanceSession.objects.get().person_key == number_key(NUMBER)


@pytest.mark.usefixtures("helper")
def test_nothing_tapped_is_refused_and_what_was_tapped_stays(client: Client) -> None:
    answer = client.post(reverse("helper:home"), {"outcomes": ["phan-anh"], "minutes": "20"})

    text = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Xin bấm ít nhất một việc đã hướng dẫn." in text
    assert 'name="outcomes" value="phan-anh" checked' in text
    assert 'name="minutes" value="20" checked' in text


def test_a_session_is_taken_back(helper: Helper, client: Client) -> None:
    row = guide(helper)

    answer = client.post(reverse("helper:void", args=[row.ref]), follow=True)

    assertContains(answer, "Đã bỏ lượt đó.")
    assertNotContains(answer, "Đã ghi hôm nay")


def test_the_session_of_another_is_not_taken_back(
    unit: Guided, helper: Helper, client: Client
) -> None:
    del helper
    row = guide(unit.helper("Lê Hai"))

    answer = client.post(reverse("helper:void", args=[row.ref]), follow=True)

    assertContains(answer, "Chỉ bỏ được lượt do mình ghi")


def test_coming_is_said_with_the_code_of_the_desk(helper: Helper, client: Client) -> None:
    shift = Shift.objects.get(on=MONDAY.date())

    wrong = client.post(reverse("helper:attend"), {"code": "0000"})
    right = client.post(reverse("helper:attend"), {"code": f" {shift.code} "}, follow=True)

    assertContains(wrong, "Mã chưa đúng", status_code=HTTPStatus.UNPROCESSABLE_ENTITY)
    assertContains(right, "trễ 65 phút")
    assertNotContains(right, "Tôi đã đến")
    assert Attendance.objects.get().assignment.helper == helper


@pytest.mark.usefixtures("helper")
def test_codes_cannot_be_tried_without_end(client: Client) -> None:
    most = settings.SIGN_INS_PER_MINUTE

    statuses = [
        client.post(reverse("helper:attend"), {"code": "0000"}).status_code
        for _n in range(most + 1)
    ]

    assert statuses[-1] == HTTPStatus.TOO_MANY_REQUESTS


def test_a_swap_is_asked_taken_and_seen(unit: Guided, helper: Helper, client: Client) -> None:
    shift = Shift.objects.get(on=MONDAY.date() + timedelta(days=2))
    own = unit.place(helper, shift)
    colleague = unit.helper("Trần Văn Lộc")
    other = Client()
    sign_in_helper(other, colleague)

    client.post(reverse("helper:swap-ask", args=[own.pk]))
    seen = other.get(reverse("helper:week"))
    taken = other.post(reverse("helper:swap-take", args=[Swap.objects.get().pk]), follow=True)

    assertContains(seen, "Nguyễn Mai Anh nhờ")
    assertContains(taken, "Ca này từ nay là của ông/bà.")
    assert Assignment.objects.get(shift=shift).helper == colleague


def test_nobody_asks_for_the_shift_of_another_nor_takes_one_of_another_unit(
    unit: Guided, helper: Helper, client: Client
) -> None:
    del helper
    shift = Shift.objects.get(on=MONDAY.date() + timedelta(days=2))
    others = unit.place(unit.helper("Lê Hai"), shift)
    swap = rosters.ask_swap(others, at=MONDAY)
    far = Client()
    sign_in_helper(far, open_unit().helper())

    asked = client.post(reverse("helper:swap-ask", args=[others.pk]))
    taken = far.post(reverse("helper:swap-take", args=[swap.pk]))
    withdrawn = client.post(reverse("helper:swap-withdraw", args=[swap.pk]))

    assert {asked.status_code, taken.status_code, withdrawn.status_code} == {404}


def test_an_absence_gives_shifts_back_and_tells_the_organiser(
    unit: Guided, helper: Helper, client: Client
) -> None:
    Account.objects.filter(officer=unit.organiser.officer_id).update(email="dp@example.vn")
    unit.place(helper, Shift.objects.get(on=MONDAY.date() + timedelta(days=2)))

    answer = client.post(
        reverse("helper:absent"), {"from_on": "25/11/2026", "reason": "Ốm"}, follow=True
    )

    assertContains(answer, "1 ca được trả lại")
    assert Absence.objects.get().to_on == MONDAY.date() + timedelta(days=2)
    assert "Ca chiều, 25/11" in Message.objects.get().body


@pytest.mark.usefixtures("helper")
def test_an_absence_without_a_day_is_refused_with_what_was_typed(client: Client) -> None:
    answer = client.post(reverse("helper:absent"), {"from_on": "31/11/2026", "reason": "Ốm"})

    assertContains(answer, "không có thật", status_code=HTTPStatus.UNPROCESSABLE_ENTITY)
    assertContains(answer, "31/11/2026", status_code=HTTPStatus.UNPROCESSABLE_ENTITY)


def test_half_days_are_kept(helper: Helper, client: Client) -> None:
    client.post(reverse("helper:free"), {"halves": ["0-1", "4-0"]})
    refused = client.post(reverse("helper:free"), {"halves": ["9-1"]})

    assert set(helper.free.values_list("weekday", "is_morning")) == {(0, True), (4, False)}
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_the_public_page_names_only_who_agreed_and_nothing_private(
    unit: Guided, helper: Helper, client: Client
) -> None:
    shy = unit.helper("Phạm Văn Rụt", unit.women)
    unit.place(shy, Shift.objects.get(on=MONDAY.date()))
    client.post(reverse("helper:consent"), {"dong_y": "1"})

    page = Client().get(reverse("public:on-duty"))

    assertContains(page, "Anh, Đoàn Thanh niên")
    assertContains(page, "1 người của Hội Phụ nữ")
    for private in ("Nguyễn", "Mai Anh", "Rụt", helper.phone):
        assertNotContains(page, private)
    client.post(reverse("helper:consent"), {"dong_y": "0"})
    assertNotContains(Client().get(reverse("public:on-duty")), "Anh,")


def test_a_roster_that_is_not_published_is_nobodys_business(
    unit: Guided, helper: Helper, client: Client
) -> None:
    del unit, helper
    Shift.objects.update(published_at=None)

    assertContains(client.get(reverse("helper:week")), "chưa công bố")
    assertContains(Client().get(reverse("public:on-duty")), "Hôm nay không có ca")


def test_the_calendar_is_read_by_its_secret_until_it_is_revoked(
    helper: Helper, client: Client
) -> None:
    client.post(reverse("helper:calendar"))
    first = Helper.objects.get(pk=helper.pk).calendar_key
    address = reverse("public:helper-calendar", args=[first])

    shown = Client().get(address)
    client.post(reverse("helper:calendar"))
    renewed = Helper.objects.get(pk=helper.pk).calendar_key
    client.post(reverse("helper:calendar"), {"bo": "1"})

    assert shown["Content-Type"].startswith("text/calendar")
    assert shown["Cache-Control"] == "private, no-store"
    assert shown.content.decode().count("BEGIN:VEVENT") == 1
    assert len({first, renewed}) == 2
    for key in (first, renewed, "doan-mo"):
        assert Client().get(reverse("public:helper-calendar", args=[key])).status_code == 404


def test_results_are_figures_without_names(helper: Helper, client: Client) -> None:
    guide(helper, number=NUMBER)
    guide(helper)

    page = client.get(reverse("helper:results"))

    assertContains(page, "1 có số định danh, 1 ẩn danh")
    assertContains(page, "chưa đủ dữ liệu")
    assertNotContains(page, NUMBER)


def test_without_a_programme_the_page_says_whom_to_ask(
    unit: Guided, helper: Helper, client: Client
) -> None:
    del unit, helper
    ProgrammeVersion.objects.all().delete()
    Programme.objects.all().delete()

    assertContains(client.get(reverse("helper:home")), "chưa có chương trình")
