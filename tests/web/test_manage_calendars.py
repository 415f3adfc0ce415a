"""The administrator edits a calendar and sees first what that would mean."""

from collections.abc import Iterator
from datetime import date
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from motcua.agencies.models import Agency, CalendarLayer, CalendarVersion
from motcua.agencies.roles import Role
from motcua.agencies.selectors import calendar_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.acceptance import accept_at_desk
from tests import factories
from tests.factories import AgencyFactory, DeskFactory, ProcedureFactory
from tests.web.manage_pages import MONDAY, address, nation, require_refused, sign_in, text_of

pytestmark = pytest.mark.django_db
WEDNESDAY = date(2026, 11, 25)
HOLIDAY = {
    "date": "25/11/2026",
    "last_date": "",
    "kind": "HOLIDAY",
    "title": "Ngày hội của tỉnh",
    "legal_basis": "Quyết định số 12/QĐ-UBND ngày 01/11/2026",
    "status": "confirmed",
    "sessions": "",
    "replaces": "",
}


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def agency(client: Client) -> Agency:
    return sign_in(client)


@pytest.fixture
def province_layer(agency: Agency) -> CalendarLayer:
    nation()
    return CalendarLayer.objects.create(name="Lịch của tỉnh", province=agency.province)


def accepted(agency: Agency) -> Dossier:
    factories.form_templates()
    factories.message_templates()
    agency.refresh_from_db()
    desk = DeskFactory.create(agency=agency)
    officer = factories.actor_with(Role.DESK_OFFICER, agency=agency)
    return accept_at_desk(
        factories.lodging(ProcedureFactory.create(), agency),
        context=factories.context_of(desk),
        actor=officer,
        at=MONDAY,
    )


def test_a_holiday_of_the_province_is_previewed_and_then_counts(
    client: Client, agency: Agency, province_layer: CalendarLayer
) -> None:
    dossier = accepted(agency)
    page = address("calendar-day-new", province_layer.pk)

    preview = client.post(page, {**HOLIDAY, "do": "preview"})

    assertContains(preview, "1 cơ quan")
    assertContains(preview, "1 hồ sơ đang mở")
    assertContains(preview, dossier.code)
    assert not province_layer.days.exists()
    agency.refresh_from_db()
    assert calendar_of(agency).is_working_day(WEDNESDAY)

    saved = client.post(page, {**HOLIDAY, "do": "save"})

    assertRedirects(saved, address("calendar", province_layer.pk))
    agency.refresh_from_db()
    assert not calendar_of(agency).is_working_day(WEDNESDAY)
    due_before = dossier.due_at
    dossier.refresh_from_db()
    assert dossier.due_at == due_before


def test_a_preview_leaves_no_trace(
    client: Client, agency: Agency, province_layer: CalendarLayer
) -> None:
    versions = CalendarVersion.objects.count()

    client.post(address("calendar-day-new", province_layer.pk), {**HOLIDAY, "do": "preview"})

    assert CalendarVersion.objects.count() == versions
    assert Agency.objects.get(pk=agency.pk).calendar_version_id is not None


def test_a_holiday_reaches_only_the_province_that_set_it(
    client: Client, province_layer: CalendarLayer
) -> None:
    elsewhere = AgencyFactory.create()
    nation()

    client.post(address("calendar-day-new", province_layer.pk), {**HOLIDAY, "do": "save"})

    elsewhere.refresh_from_db()
    assert calendar_of(elsewhere).is_working_day(WEDNESDAY)


def test_a_run_of_days_off_becomes_one_row_a_day(
    client: Client, province_layer: CalendarLayer
) -> None:
    run = {**HOLIDAY, "last_date": "27/11/2026", "do": "save"}

    client.post(address("calendar-day-new", province_layer.pk), run)

    days = province_layer.days.values_list("date", flat=True)
    assert list(days) == [date(2026, 11, 25), date(2026, 11, 26), date(2026, 11, 27)]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"date": "31/11/2026"}, "Ngày này không có thật", id="no such day"),
        pytest.param({"date": ""}, "Xin ghi ngày.", id="no day"),
        pytest.param({"date": "25/11/0026"}, "Năm phải từ 1976", id="a slip of the year"),
        pytest.param({"last_date": "24/11/2026"}, "trước ngày đầu", id="backwards"),
        pytest.param({"last_date": "25/11/2027"}, "Dài hơn một tháng", id="too long"),
        pytest.param({"legal_basis": ""}, "Xin ghi căn cứ", id="no basis"),
        pytest.param({"title": "x" * 161}, "Dài quá 160 ký tự", id="long title"),
        pytest.param({"kind": "MAKEUP"}, "Xin ghi ngày được làm bù", id="makeup of nothing"),
        pytest.param(
            {"kind": "RECEPTION_ONLY"}, "Xin ghi các buổi tiếp nhận", id="reception when"
        ),
        pytest.param(
            {"kind": "MAKEUP", "sessions": "sáng"}, "Chưa đọc được “sáng”", id="no hours"
        ),
        pytest.param(
            {"kind": "MAKEUP", "sessions": "08:00-11:00, 10:00-12:00"},
            "chồng lên nhau",
            id="overlapping",
        ),
        pytest.param(
            {"kind": "MAKEUP", "sessions": "25:00-26:00"}, "không phải là giờ", id="25 o'clock"
        ),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_stays_as_typed(
    client: Client, province_layer: CalendarLayer, changes: dict[str, str], sentence: str
) -> None:
    typed = {**HOLIDAY, **changes, "do": "save"}

    response = client.post(address("calendar-day-new", province_layer.pk), typed)

    require_refused(response, sentence)
    assert typed["date"] in text_of(response)
    assert not province_layer.days.exists()


def test_the_same_day_twice_is_refused(client: Client, province_layer: CalendarLayer) -> None:
    page = address("calendar-day-new", province_layer.pk)
    client.post(page, {**HOLIDAY, "do": "save"})

    again = client.post(page, {**HOLIDAY, "do": "save"})

    require_refused(again, "Ngày 25/11/2026 đã có trong lịch này")


def test_a_day_is_changed_and_removed(
    client: Client, agency: Agency, province_layer: CalendarLayer
) -> None:
    client.post(address("calendar-day-new", province_layer.pk), {**HOLIDAY, "do": "save"})
    day = province_layer.days.get()
    page = address("calendar-day", province_layer.pk, day.pk)

    client.post(page, {**HOLIDAY, "title": "Ngày hội mới", "do": "save"})
    day.refresh_from_db()
    asked = client.post(page, {"do": "preview-remove"})
    removed = client.post(page, {"do": "remove"})

    assert day.title == "Ngày hội mới"
    assertContains(asked, "Xóa ngày này")
    assertRedirects(removed, address("calendar", province_layer.pk))
    agency.refresh_from_db()
    assert calendar_of(agency).is_working_day(WEDNESDAY)


def test_saturday_mornings_only_for_reception_are_hours_like_others(
    client: Client, agency: Agency, province_layer: CalendarLayer
) -> None:
    hours = {"valid_from": "01/12/2026", "reception_5": "7h30-11h30", "do": "save"}

    response = client.post(address("calendar-hours-new", province_layer.pk), hours)

    assertRedirects(response, address("calendar", province_layer.pk))
    agency.refresh_from_db()
    saturday = date(2026, 12, 5)
    assert calendar_of(agency).reception_sessions_on(saturday)
    assert not calendar_of(agency).is_working_day(saturday)


@pytest.mark.usefixtures("agency")
def test_the_nations_only_hours_cannot_be_removed(client: Client) -> None:
    layer = nation()
    page = address("calendar-hours", layer.pk, layer.hours.get().pk)

    response = client.post(page, {"do": "remove"})

    assertContains(response, "Lịch làm việc chưa có giờ làm việc nào.")
    assert layer.hours.count() == 1


def test_counting_from_the_next_session_needs_its_basis(
    client: Client, province_layer: CalendarLayer
) -> None:
    rules = {"name": "Lịch của tỉnh", "after_hours": "next_session", "do": "save"}
    page = address("calendar-rules", province_layer.pk)

    refused = client.post(page, rules)
    kept = client.post(page, {**rules, "after_hours_basis": "Quyết định 5/QĐ-UBND"})

    require_refused(refused, "Xin ghi văn bản cho phép")
    assertRedirects(kept, address("calendar", province_layer.pk))


def test_a_year_is_declared_published(client: Client, agency: Agency) -> None:
    layer = nation()
    rules = {
        "name": layer.name,
        "standard_day_minutes": "480",
        "published_years": "2023, 2024, 2025, 2026, 2027",
        "do": "save",
    }

    client.post(address("calendar-rules", layer.pk), rules)

    agency.refresh_from_db()
    assert 2027 in calendar_of(agency).published_years


def test_an_agency_begins_a_calendar_of_its_own_once(client: Client, agency: Agency) -> None:
    nation()

    client.post(address("calendar-new"), {"place": agency.code})
    again = client.post(address("calendar-new"), {"place": agency.code})
    nowhere = client.post(address("calendar-new"), {"place": "H99"})

    assert CalendarLayer.objects.filter(agency=agency).count() == 1
    require_refused(again, "Nơi này đã có lịch riêng")
    require_refused(nowhere, "Không có cơ quan hay tỉnh nào có mã này")


def test_the_month_shows_days_off_with_their_reason(client: Client, agency: Agency) -> None:
    nation()

    page = client.get(address("calendar-month"), {"co-quan": agency.code, "thang": "2026-11"})

    assertContains(page, "Ngày Văn hóa Việt Nam")
    assertContains(page, 'datetime="2026-11-24"', count=1)
    assertContains(page, "Nghỉ", count=10)  # nine days of weekends and one holiday


@pytest.mark.parametrize("month", ["", "2026-13", "0001-01", "9999-12", "tháng ba"])
def test_a_month_that_is_none_never_breaks_the_page(
    client: Client, agency: Agency, month: str
) -> None:
    nation()

    page = client.get(address("calendar-month"), {"co-quan": agency.code, "thang": month})

    assert page.status_code == HTTPStatus.OK


@pytest.mark.parametrize("year", ["", "0000", "9999", "năm nay", "20261"])
def test_a_year_without_days_shows_the_nearest(
    client: Client, province_layer: CalendarLayer, year: str
) -> None:
    empty = client.get(address("calendar", province_layer.pk), {"nam": year})
    nation_page = client.get(address("calendar", nation().pk), {"nam": year})

    assertContains(empty, "Lịch này chưa có ngày đặc biệt nào")
    assert nation_page.status_code == HTTPStatus.OK


def test_an_unknown_agency_has_no_month(client: Client, agency: Agency) -> None:
    page = client.get(address("calendar-month"), {"co-quan": f"{agency.code}.9"})

    assertContains(page, "Không có cơ quan nào có mã này")


def test_an_auditor_reads_and_changes_nothing(client: Client) -> None:
    layer = nation()
    sign_in(client, Role.AUDITOR)

    page = client.get(address("calendar", layer.pk))
    attempt = client.post(address("calendar-day-new", layer.pk), {**HOLIDAY, "do": "save"})

    assertContains(page, "Giờ làm việc trong tuần")
    assertNotContains(page, "Thêm ngày nghỉ")
    assert attempt.status_code == HTTPStatus.FORBIDDEN


def test_the_layers_are_listed_in_few_queries(
    client: Client,
    province_layer: CalendarLayer,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client.get(address("calendars"))

    # whoever is signed in, stamp of configuration, layers, agencies to choose from
    with django_assert_num_queries(4):
        page = client.get(address("calendars"))

    assertContains(page, province_layer.name)
