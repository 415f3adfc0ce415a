"""The organiser's pages: weeks, people, programme, staff, figures."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from motcua.agencies.models import Officer
from motcua.agencies.roles import Role
from motcua.guidance.models import (
    Assignment,
    Force,
    Helper,
    ProgrammeVersion,
    Shift,
    ShiftPattern,
    StaffGuided,
)
from motcua.guidance.selectors import programme_for
from motcua.guidance.services import rosters
from tests import factories
from tests.guidance.unit import MONDAY, NEXT_WEEK, Guided, guide, open_unit
from tests.web.manage_pages import require_refused, sign_in, text_of

pytestmark = pytest.mark.django_db
NEXT = f"?tuan={NEXT_WEEK.isoformat()}"


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def unit(client: Client) -> Guided:
    """Return a unit whose organiser is signed in."""
    unit = open_unit()
    sign_in(client, Role.ORGANISER, agency=unit.desk.agency)
    return unit


def week(unit: Guided) -> dict[str, str]:
    """Return the fields that say which week of which desk."""
    return {"tuan": NEXT_WEEK.isoformat(), "quay": unit.desk.code}


def test_an_organiser_begins_with_the_week_and_is_told_what_to_do_first(
    unit: Guided, client: Client
) -> None:
    del unit

    home = client.get(reverse("accounts:home"))

    assertRedirects(home, reverse("guiding:week"))
    assertContains(client.get(reverse("guiding:week")), "chưa có ca trực nào")
    assertContains(client.get(reverse("guiding:week")), "Hướng dẫn</a>")


def test_a_week_is_proposed_mended_and_published(unit: Guided, client: Client) -> None:
    unit.pattern(least=2)
    unit.helper()
    client.post(reverse("guiding:propose"), week(unit))
    page = client.get(reverse("guiding:week") + NEXT)
    assertContains(page, "Còn thiếu 5 lượt người")
    assertContains(page, "Thiếu 1 người", count=5)
    other = unit.helper("Trần Văn Lộc", unit.women)
    shift = Shift.objects.filter(on=NEXT_WEEK).get()

    client.post(reverse("guiding:assign", args=[shift.pk]), {"nguoi": other.ref})
    client.post(reverse("guiding:publish"), week(unit))

    assert Assignment.objects.filter(shift=shift).count() == 2
    assert not Shift.objects.filter(published_at=None).exists()
    assertContains(client.get(reverse("guiding:week") + NEXT), "Thiếu 1 người", count=4)


def test_somebody_is_taken_out_again(unit: Guided, client: Client) -> None:
    unit.pattern()
    held = unit.place(
        unit.helper(), rosters.lay_out(unit.desk, NEXT_WEEK, actor=unit.organiser)[0]
    )

    client.post(reverse("guiding:unassign", args=[held.pk]))

    assert not Assignment.objects.exists()


def test_a_choice_that_cannot_be_is_told_and_nothing_changes(unit: Guided, client: Client) -> None:
    unit.pattern()
    shift = rosters.lay_out(unit.desk, NEXT_WEEK, actor=unit.organiser)[0]
    far = open_unit().helper()

    for wrong in ("", "khong", str(far.ref)):
        answer = client.post(
            reverse("guiding:assign", args=[shift.pk]), {"nguoi": wrong}, follow=True
        )
        assertContains(answer, "Xin chọn một người.")

    assert not Assignment.objects.exists()


def test_whoever_is_usually_not_free_can_be_asked_with_a_warning(
    unit: Guided, client: Client
) -> None:
    unit.pattern()
    shift = rosters.lay_out(unit.desk, NEXT_WEEK, actor=unit.organiser)[0]
    helper = unit.helper()
    helper.free.all().delete()

    answer = client.post(
        reverse("guiding:assign", args=[shift.pk]), {"nguoi": helper.ref}, follow=True
    )

    assertContains(answer, "thường không đến được")
    assert Assignment.objects.count() == 1


def test_the_printed_week_has_everybody_and_the_day_off(unit: Guided, client: Client) -> None:
    unit.pattern()
    helper = unit.helper()
    for shift in unit.published():
        unit.place(helper, shift)

    page = client.get(reverse("guiding:print") + "?tuan=2026-11-23")

    assertContains(page, "Nguyễn Mai Anh (Đoàn Thanh niên)", count=4)
    assertContains(page, "Ngày Văn hóa Việt Nam")


def test_the_code_of_today_stands_on_the_page_of_coming(unit: Guided, client: Client) -> None:
    unit.pattern()
    helper = unit.helper()
    unit.place(helper, next(one for one in unit.published() if one.on == MONDAY.date()))
    shift = Shift.objects.get(on=MONDAY.date())
    rosters.attend(helper.pk, shift.code, at=MONDAY)

    page = client.get(reverse("guiding:attendance"))

    assertContains(page, shift.code)
    assertContains(page, "14:05, trễ 65 phút")


def test_the_desk_shows_the_code_while_helpers_come(unit: Guided, client: Client) -> None:
    unit.pattern()
    shift = next(one for one in unit.published() if one.on == MONDAY.date())
    sign_in(client, Role.DESK_OFFICER, agency=unit.desk.agency)

    now = client.get(reverse("desk:home"))
    with time_machine.travel(MONDAY.replace(hour=18), tick=False):
        later = client.get(reverse("desk:home"))

    assertContains(now, f"{shift.name}, mã có mặt của người hướng dẫn:")
    assertContains(now, shift.code)
    assertNotContains(later, shift.code)


def test_forces_and_people_are_added_and_an_account_is_opened_once(
    unit: Guided, client: Client
) -> None:
    agency = str(unit.desk.agency_id)
    client.post(reverse("guiding:force-add"), {"agency": agency, "name": "Dân quân"})
    again = client.post(reverse("guiding:force-add"), {"agency": agency, "name": "dân quân"})
    force = Force.objects.get(name="Dân quân")
    client.post(
        reverse("guiding:helper-new"),
        {"full_name": "Lê  Văn Sáu", "force": str(force.pk), "is_active": "on"},
    )
    helper = Helper.objects.get(full_name="Lê Văn Sáu")
    opened = client.post(
        reverse("guiding:helper-account", args=[helper.ref]), {"username": "sau.le"}
    )
    refused = client.post(
        reverse("guiding:helper-account", args=[helper.ref]), {"username": "sau.2"}, follow=True
    )

    require_refused(again, "Đã có lực lượng tên này.")
    assertContains(opened, "Chỉ hiện một lần này")
    assert opened["Cache-Control"] == "no-store"
    assertContains(refused, "đã có tài khoản")
    helper.refresh_from_db()
    assert helper.account is not None
    assert (helper.account.kind, helper.account.must_change_password) == ("helper", True)
    assert helper.free.count() == 10


def test_training_is_noted_and_bad_input_is_refused(unit: Guided, client: Client) -> None:
    helper = unit.helper()
    address = reverse("guiding:training-add", args=[helper.ref])

    client.post(address, {"title": "Dịch vụ công", "on": "04/03/2026", "hours": "8"})
    refused = client.post(address, {"title": "", "on": "31/02/2026", "hours": "x"})

    assert helper.trainings.get().hours == 8
    require_refused(refused, "Xin ghi tên lớp tập huấn.")


def test_a_shift_of_the_week_is_kept_with_what_each_force_sends(
    unit: Guided, client: Client
) -> None:
    typed: dict[str, Any] = {
        "name": "Ca sáng",
        "weekdays": ["0", "5"],
        "begins": "07:30",
        "ends": "11h30",
        "least": "2",
        f"force_{unit.youth.pk}": "1",
    }
    client.post(reverse("guiding:pattern-new"), typed)
    row = ShiftPattern.objects.get()
    crooked = client.post(reverse("guiding:pattern", args=[row.pk]), {**typed, "ends": "06:00"})
    empty = client.post(reverse("guiding:pattern-new"), {})

    assert (row.weekdays, row.least, row.least_of) == ([0, 5], 2, {str(unit.youth.pk): 1})
    require_refused(crooked, "Giờ kết thúc phải sau giờ bắt đầu.")
    require_refused(empty, "Xin chọn ít nhất một thứ.")
    client.post(reverse("guiding:pattern-remove", args=[row.pk]))
    assert not ShiftPattern.objects.exists()


def test_a_programme_of_ones_own_is_the_next_version_and_old_sessions_keep_theirs(
    unit: Guided, client: Client
) -> None:
    before = guide(unit.helper())
    typed = {
        "topics_id": ["nop-ho-so", ""],
        "topics_label": ["Nộp hồ sơ tại nhà", "Xem lịch tiêm"],
        "topics_skill": ["lodge", "other"],
        "outcomes_id": ["nop-ho-so"],
        "outcomes_label": ["Nộp hồ sơ"],
        "outcomes_skill": ["lodge"],
    }

    client.post(reverse("guiding:programme"), typed)

    now = programme_for(unit.desk.agency_id, MONDAY.date())
    assert now is not None
    assert [(one.id, one.label) for one in now.topic_items] == [
        ("nop-ho-so", "Nộp hồ sơ tại nhà"),
        ("xem-lich-tiem", "Xem lịch tiêm"),
    ]
    before.refresh_from_db()
    assert before.programme != now
    refused = client.post(
        reverse("guiding:programme"),
        {**typed, "topics_label": ["", ""], "outcomes_label": ["Giữ lại"]},
    )
    require_refused(refused, "Chưa có nội dung hướng dẫn nào")
    assert "Giữ lại" in text_of(refused)
    assert ProgrammeVersion.objects.count() == 2


def test_officers_without_an_account_are_noted_too(unit: Guided, client: Client) -> None:
    nobody = factories.OfficerFactory.create(
        agency=unit.desk.agency, account=None, full_name="Đỗ Văn Tám"
    )
    far = factories.OfficerFactory.create(account=None)

    page = client.get(reverse("guiding:staff"))
    client.post(reverse("guiding:staff"), {"can_bo": [str(nobody.ref), str(far.ref)]})

    assertContains(page, "chưa có tài khoản")
    assert list(StaffGuided.objects.values_list("officer", flat=True)) == [nobody.pk]
    working = Officer.objects.filter(agency=unit.desk.agency, is_active=True).count()
    assertContains(client.get(reverse("guiding:staff")), f"1 trên {working} cán bộ")


def test_figures_say_how_many_and_that_it_is_too_few(unit: Guided, client: Client) -> None:
    helper = unit.helper()
    guide(helper, number="077101900001")
    guide(helper)

    page = client.get(reverse("guiding:figures"))
    wrong = client.get(reverse("guiding:figures") + "?tu=02/11/2026&den=01/11/2026")

    assertContains(page, "1 lượt có số định danh (1 người) và 1 lượt ẩn danh")
    assertContains(page, "chưa đủ dữ liệu")
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_the_organiser_of_another_unit_finds_nothing(unit: Guided, client: Client) -> None:
    unit.pattern()
    helper, pattern = unit.helper(), ShiftPattern.objects.get()
    held = unit.place(helper, unit.published()[0])
    far = Client()
    other = open_unit()
    sign_in(far, Role.ORGANISER, agency=other.desk.agency)
    tried = [
        ("helper-edit", helper.ref),
        ("helper-account", helper.ref),
        ("helper-password", helper.ref),
        ("training-add", helper.ref),
        ("pattern", pattern.pk),
        ("pattern-remove", pattern.pk),
        ("assign", held.shift_id),
        ("unassign", held.pk),
    ]

    statuses = {
        name: far.post(reverse(f"guiding:{name}", args=[key]), {"nguoi": helper.ref}).status_code
        for name, key in tried
    }

    assert set(statuses.values()) == {HTTPStatus.NOT_FOUND}, statuses
    assert Assignment.objects.count() == 1
    assertNotContains(far.get(reverse("guiding:people")), "Mai Anh")
    assertNotContains(
        far.get(reverse("guiding:week") + f"?quay={unit.desk.code}&tuan=2026-11-23"), "Mai Anh"
    )
    assert client.get(reverse("guiding:helper", args=[helper.ref])).status_code == HTTPStatus.OK
