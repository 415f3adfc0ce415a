"""Anybody follows a dossier by its code, and sees nothing personal."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from motcua.agencies.actors import Actor
from motcua.agencies.models import Desk
from motcua.agencies.roles import Role
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.acceptance import accept_at_desk, lodge_dossier
from motcua.dossiers.services.apologies import sign_apology
from motcua.dossiers.services.pausing import (
    SupplementItem,
    ask_payment,
    ask_supplement,
    resume,
)
from motcua.dossiers.services.receipts import correct_receipt
from motcua.kernel.clock import VIETNAM
from motcua.web.public import tracking
from motcua.web.throttle import Throttle
from tests import factories
from tests.factories import THURSDAY_MORNING, DeskFactory, ProcedureFactory

pytestmark = pytest.mark.django_db
FRIDAY_MORNING = datetime(2024, 9, 13, 9, tzinfo=VIETNAM)


@pytest.fixture(autouse=True)
def _friday(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    factories.form_templates()
    factories.message_templates()
    monkeypatch.setattr(tracking, "throttle", Throttle())
    with time_machine.travel(FRIDAY_MORNING, tick=False):
        yield


@pytest.fixture
def desk() -> Desk:
    """Return a commune's desk."""
    desk: Desk = DeskFactory.create()
    return desk


@pytest.fixture
def dossier(desk: Desk) -> Dossier:
    """Return a dossier accepted on Thursday, due on Tuesday."""
    return accept_at_desk(
        factories.lodging(ProcedureFactory.create(), desk.agency),
        context=factories.context_of(desk),
        actor=factories.actor_with(Role.DESK_OFFICER, agency=desk.agency),
        at=THURSDAY_MORNING,
    )


def test_the_page_shows_state_date_reason_and_progress(client: Client, dossier: Dossier) -> None:
    response = client.get(f"/tra-cuu/{dossier.tracking_code}/")

    assertContains(response, "Được tiếp nhận")
    assertContains(response, "Vì sao là ngày 17/09?")
    assertContains(response, "Đã xong 1 trên 5 bước")
    assertContains(response, "còn 2 ngày làm việc", count=0)
    assertContains(response, "òn 2 ngày làm việc")


def test_the_page_shows_nothing_personal(client: Client, dossier: Dossier) -> None:
    response = client.get(f"/tra-cuu/{dossier.tracking_code}/")

    for personal in ("Hoà", "077190000012", "0900000012", "hoa@example.vn", "An Ngãi"):
        assertNotContains(response, personal)
    assertNotContains(response, "tình trạng hôn nhân")


@pytest.mark.parametrize("change", [str, str.lower, lambda code: code.replace("-", " ")])
def test_the_code_is_found_however_it_is_typed(
    client: Client, dossier: Dossier, change: object
) -> None:
    assert callable(change)
    response = client.get("/tra-cuu/", {"ma": change(dossier.tracking_code)})

    assertRedirects(response, f"/tra-cuu/{dossier.tracking_code}/")


def test_the_dossier_code_leads_there_too(client: Client, dossier: Dossier) -> None:
    response = client.get("/tra-cuu/", {"ma": str(dossier.code)})

    # Not to the tracking code: a dossier's code can be guessed, and gives no secret away.
    assertRedirects(response, f"/tra-cuu/{dossier.code}/")
    assertNotContains(client.get(f"/tra-cuu/{dossier.code}/"), dossier.tracking_code)


@pytest.mark.parametrize("typed", ["khong-co", "K7MT-4XQ9", "' OR 1=1 --", "a" * 300, "\u202e"])
def test_a_code_that_nothing_has_is_kept_with_a_sentence(client: Client, typed: str) -> None:
    response = client.get("/tra-cuu/", {"ma": typed})

    assert response.status_code in {HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY}
    assertContains(response, "Chưa xem được hồ sơ", status_code=response.status_code)


def test_somebody_who_tries_codes_is_stopped(client: Client, settings: Settings) -> None:
    settings.LOOKUPS_PER_MINUTE = 3

    statuses = [client.get("/tra-cuu/khong-co/").status_code for _try in range(5)]

    assert statuses == [404, 404, 404, 429, 429]


def test_the_qr_code_of_a_void_receipt_says_so(
    client: Client, dossier: Dossier, desk: Desk
) -> None:
    assertRedirects(
        client.get(f"/giay/{dossier.tracking_code}/1/"), f"/tra-cuu/{dossier.tracking_code}/"
    )
    correct_receipt(
        dossier.pk,
        changes={"phone": "0900000013"},
        reason="Gõ nhầm",
        context=factories.context_of(desk),
        actor=factories.actor_with(Role.DESK_OFFICER, agency=desk.agency),
        at=FRIDAY_MORNING,
    )

    response = client.get(f"/giay/{dossier.tracking_code}/1/")

    assertContains(response, "Bản 1 không còn giá trị")
    assertContains(response, "Bản 2 đã thay")


def test_a_dossier_accepted_elsewhere_shows_the_date_that_is_expected(
    client: Client, desk: Desk
) -> None:
    competent = factories.AgencyFactory.create(province=desk.agency.province)
    dossier = accept_at_desk(
        factories.lodging(ProcedureFactory.create(), competent),
        context=factories.context_of(desk),
        actor=factories.actor_with(Role.DESK_OFFICER, agency=desk.agency),
        at=THURSDAY_MORNING,
    )

    response = client.get(f"/tra-cuu/{dossier.tracking_code}/")

    assertContains(response, "Dự kiến trả kết quả thứ Ba 17/09")
    assertContains(response, f"tính từ khi {competent.name} nhận hồ sơ")
    assertContains(response, "Vì sao là ngày 17/09?")


def test_following_takes_five_queries(
    client: Client, dossier: Dossier, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(f"/tra-cuu/{dossier.tracking_code}/")

    # dossier with the stamp, steps, due date, who read it, which other systems did
    with django_assert_num_queries(5):
        client.get(f"/tra-cuu/{dossier.tracking_code}/")


def officer_of(desk: Desk) -> Actor:
    roles = (Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK)
    return factories.actor_with(*roles, agency=desk.agency)


def asked(dossier: Dossier, desk: Desk, at: datetime) -> None:
    ask_supplement(
        dossier.pk,
        items=[SupplementItem("p1", "original", "Thiếu chữ ký ở trang 2")],
        reason="Tờ khai chưa ký",
        legal_basis="Điều 15",
        reply_by=None,
        context=factories.context_of(desk),
        actor=officer_of(desk),
        at=at,
    )


def test_by_the_code_of_the_paper_one_reads_what_is_missing_why_and_until_when(
    client: Client, dossier: Dossier, desk: Desk
) -> None:
    asked(dossier, desk, FRIDAY_MORNING)

    page = client.get(f"/tra-cuu/{dossier.tracking_code}/")

    assertContains(page, "Ông/bà cần bổ sung giấy tờ")
    assertContains(page, "Thiếu chữ ký ở trang 2")
    assertContains(page, "Tờ khai chưa ký")
    assertContains(page, "Xin nộp trước hết thứ Sáu 25/10/2024.")
    assertContains(page, "tạm tính")
    assertContains(page, "Vì sao tạm tính ngày 18/09?")
    assertContains(page, "Tạm dừng, chờ ông/bà")


def test_by_the_dossiers_code_one_reads_that_it_waits_and_not_for_what(
    client: Client, dossier: Dossier, desk: Desk
) -> None:
    asked(dossier, desk, FRIDAY_MORNING)

    page = client.get(f"/tra-cuu/{dossier.code}/")

    assertContains(page, "Ông/bà cần bổ sung giấy tờ")
    assertContains(page, "nhập mã tra cứu")
    assertNotContains(page, "Thiếu chữ ký")
    assertNotContains(page, "Tờ khai chưa ký")


def test_before_acceptance_too_one_reads_what_is_missing(client: Client, desk: Desk) -> None:
    lodged = lodge_dossier(
        factories.lodging(ProcedureFactory.create(), desk.agency),
        context=factories.context_of(desk),
        actor=officer_of(desk),
        at=THURSDAY_MORNING,
    )
    asked(lodged, desk, FRIDAY_MORNING)

    page = client.get(f"/tra-cuu/{lodged.tracking_code}/")

    assertContains(page, "Thiếu chữ ký ở trang 2")
    assertContains(page, "Chưa có ngày hẹn")


def test_money_asked_for_is_said_with_its_notice(
    client: Client, dossier: Dossier, desk: Desk
) -> None:
    ask_payment(
        dossier.pk,
        reason="Thuế trước bạ",
        legal_basis="Luật",
        document="Thông báo 12/TB",
        amount_dong=1_250_000,
        context=factories.context_of(desk),
        actor=officer_of(desk),
        at=FRIDAY_MORNING,
    )

    page = client.get(f"/tra-cuu/{dossier.tracking_code}/")

    assertContains(page, "Ông/bà cần nộp tiền")
    assertContains(page, "Thông báo 12/TB: 1.250.000 đồng")


def test_a_new_date_comes_with_an_apology_and_the_old_date(
    client: Client, dossier: Dossier, desk: Desk
) -> None:
    sign_apology(
        dossier.pk,
        reason="Chưa có trả lời xác minh",
        new_due_on=date(2024, 9, 20),
        context=factories.context_of(desk),
        actor=officer_of(desk),
        at=FRIDAY_MORNING,
    )

    page = client.get(f"/tra-cuu/{dossier.tracking_code}/")
    by_code = client.get(f"/tra-cuu/{dossier.code}/")

    assertContains(page, "Chúng tôi xin lỗi ông/bà")
    assertContains(page, "Trước đây hẹn thứ Ba 17/09/2024.")
    assertContains(page, "Chưa có trả lời xác minh")
    assertContains(page, "Hẹn lại: trả kết quả thứ Sáu 20/09")
    assertContains(page, "Xin lỗi và hẹn lại lúc 09:00")
    assertContains(by_code, "Trước đây hẹn thứ Ba 17/09/2024.")
    assertNotContains(by_code, "xác minh")


def test_papers_handed_in_give_a_date_with_the_pause_told(
    client: Client, dossier: Dossier, desk: Desk
) -> None:
    asked(dossier, desk, FRIDAY_MORNING)
    resume(
        dossier.pk,
        note="Đã nộp đủ",
        context=factories.context_of(desk),
        actor=officer_of(desk),
        at=FRIDAY_MORNING + timedelta(days=3),
    )

    page = client.get(f"/tra-cuu/{dossier.tracking_code}/")

    assertContains(page, "Vì sao là ngày 19/09?")
    assertContains(page, "sau đó thời hạn tính lại từ đầu")


def test_a_waiting_dossier_takes_six_queries(
    client: Client,
    dossier: Dossier,
    desk: Desk,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    asked(dossier, desk, FRIDAY_MORNING)
    client.get(f"/tra-cuu/{dossier.tracking_code}/")

    # dossier with the stamp, pauses with their forms, dates, steps, who read it, and which
    # other systems did
    with django_assert_num_queries(6):
        client.get(f"/tra-cuu/{dossier.tracking_code}/")
