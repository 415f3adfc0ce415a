"""Paying from home: what is shown to whom, what a click does, the receipt; the cashier's pages."""

import io
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects
from pytest_django.fixtures import Settings

from motcua.agencies.models import Officer
from motcua.agencies.roles import Role
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.payments.models import CashDay, Incoming, Order, PaymentReceipt
from motcua.payments.services.incoming import BANK, Money, receive
from tests.citizens import sign_in_citizen
from tests.dossiers.lives import TUESDAY, Office
from tests.payments.online import BANK_SECRET, US, collecting_office, news, order_for, owing

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings: Settings) -> Office:
    settings.VNPAY = US
    settings.BANK_SECRET = BANK_SECRET
    return collecting_office()


@pytest.fixture
def dossier(office: Office) -> Dossier:
    return owing(office)


def page_of(dossier: Dossier) -> str:
    return reverse("public:pay", args=[dossier.tracking_code])


def signed_in(office: Office, role: Role) -> Client:
    client = Client()
    officer = Officer.objects.get(pk=office.people[role].officer_id or 0)
    assert officer.account is not None
    client.force_login(officer.account, backend="motcua.accounts.backends.AccountBackend")
    return client


def test_whoever_has_the_paper_pays_by_a_bank_and_gets_the_receipt(
    client: Client, dossier: Dossier
) -> None:
    shown = client.get(page_of(dossier))
    assertContains(shown, "8.000")
    assertNotContains(shown, dossier.principal_name)

    answer = client.post(page_of(dossier), {"how": "vietqr"})
    order = Order.objects.get()
    address = reverse("public:pay-order", args=[dossier.tracking_code, order.ref])
    assertRedirects(answer, address)
    waiting = client.get(address)
    assertContains(waiting, order.number)
    assertContains(waiting, '<noscript><meta http-equiv="refresh"')
    picture = client.get(address + "ma-qr.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert client.get(address + "ma-qr.png").content.startswith(b"\x89PNG")
    assert client.get(address + "bien-lai.pdf").status_code == HTTPStatus.NOT_FOUND

    money = Money(BANK, "FT1", Incoming.Source.NOTICE, 8_000, order.number, clock.now())
    receive(money, at=clock.now())

    assertContains(client.get(address), "Đã nhận tiền")
    receipt = client.get(address + "bien-lai.pdf")
    words = PdfReader(io.BytesIO(receipt.content)).pages[0].extract_text()
    assert "Tám nghìn đồng" in words
    assert "0000001" in words


def test_the_gateway_is_a_plain_link_and_its_return_decides_nothing(
    client: Client, dossier: Dossier
) -> None:
    client.post(page_of(dossier), {"how": "vnpay"})
    order = Order.objects.get()
    address = reverse("public:pay-order", args=[dossier.tracking_code, order.ref])
    assertContains(client.get(address), f'href="{US.pay_address}?vnp_Version=2.1.0')

    back = client.get(reverse("public:vnpay-return"), news(order))
    forged = client.get(reverse("public:vnpay-return"), news(order, secret="khac"))  # noqa: S106

    assertRedirects(back, address)
    assertContains(forged, "Chưa xác nhận được", status_code=400)
    order.refresh_from_db()
    assert order.state == "waiting"


def test_a_click_without_a_choice_is_told_so(client: Client, dossier: Dossier) -> None:
    answer = client.post(page_of(dossier), {"how": "bitcoin"})

    assertContains(answer, "Xin chọn cách nộp", status_code=422)


def test_the_code_of_a_dossier_which_can_be_guessed_opens_nothing(
    client: Client, dossier: Dossier
) -> None:
    answer = client.get(reverse("public:pay", args=[dossier.code]))

    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_an_order_of_another_dossier_is_not_shown(
    client: Client, office: Office, dossier: Dossier
) -> None:
    other = order_for(owing(office, 2))
    address = reverse("public:pay-order", args=[dossier.tracking_code, other.ref])

    assert client.get(address).status_code == HTTPStatus.NOT_FOUND


def test_a_citizen_pays_for_their_own_dossier_alone(office: Office, dossier: Dossier) -> None:
    own, stranger = Client(), Client()
    sign_in_citizen(own, dossier.applicant)
    sign_in_citizen(stranger)
    address = reverse("citizen:pay", args=[dossier.tracking_code])

    assertContains(own.get(address), "8.000")
    assert stranger.get(address).status_code == HTTPStatus.NOT_FOUND
    answer = own.post(address, {"how": "vietqr"})
    assert answer["Location"].startswith("/cua-toi/ho-so/")
    del office


def test_a_bank_that_signs_wrongly_is_refused(client: Client, office: Office) -> None:
    del office
    body = b'{"transactions": []}'

    answer = client.post(
        reverse("public:bank-notice"),
        body,
        content_type="application/json",
        headers={"X-Signature": "x"},
    )

    assert answer.status_code == HTTPStatus.FORBIDDEN


def test_the_cashier_reads_a_statement_and_assigns_a_line(
    office: Office, dossier: Dossier
) -> None:
    order = order_for(dossier)
    cashier = signed_in(office, Role.CASHIER)
    text = (
        "Ngày giao dịch;Số giao dịch;Ghi có;Nội dung;Tài khoản\n"
        "03/11/2026 09:00;FT5;8.000;nop phi;1012345678\n"
        "03/11/2026 09:01;FT6;;rut tien;1012345678\n"
    )
    upload = SimpleUploadedFile("sao-ke.csv", text.encode())
    cashier.post(reverse("office:incoming"), {"file": upload})
    line = Incoming.objects.get()
    assertContains(cashier.get(reverse("office:incoming")), "nop phi")

    address = reverse("office:incoming-one", args=[line.ref])
    wrong = cashier.post(address, {"do": "assign", "number": "MC1"})
    assertContains(wrong, "Không có mã nộp tiền", status_code=422)
    cashier.post(address, {"do": "assign", "number": order.number})

    dossier.refresh_from_db()
    assert dossier.money_state == "paid"
    bad = SimpleUploadedFile("sao-ke.csv", b"a,b\n1,2\n")
    answer = cashier.post(reverse("office:incoming"), {"file": bad})
    assertContains(answer, "Dòng đầu phải có các cột", status_code=422)


def test_a_receipt_is_replaced_and_keeps_its_number(office: Office, dossier: Dossier) -> None:
    money = Money(BANK, "FT1", Incoming.Source.NOTICE, 8_000, order_for(dossier).number, TUESDAY)
    receive(money, at=TUESDAY)
    first = PaymentReceipt.objects.get()
    cashier = signed_in(office, Role.CASHIER)
    address = reverse("office:pay-receipt", args=[first.ref])

    assertContains(
        cashier.post(address, {"do": "void", "reason": ""}), "lý do hủy", status_code=422
    )
    cashier.post(address, {"do": "replace", "reason": "Sai tên", "purpose": "Phí chứng thực"})

    second = PaymentReceipt.objects.get(replaces=first)
    assert (first.number, second.number) == (1, 2)
    assertContains(cashier.get(address), "Đã hủy")
    assert cashier.get(reverse("office:pay-receipt-pdf", args=[first.ref])).status_code == 200


def test_a_day_of_cash_is_closed_with_a_reason_and_seen_by_the_head(office: Office) -> None:
    cashier, head = signed_in(office, Role.CASHIER), signed_in(office, Role.HEAD_OF_DESK)
    address = reverse("office:cash-day")

    answer = cashier.post(address, {"opening": "100000", "counted": "99000"})
    assertContains(answer, "ghi lý do chênh lệch", status_code=422)
    cashier.post(address, {"opening": "100000", "counted": "99000", "reason": "Trả thừa"})
    closed = CashDay.objects.get()
    assert closed.difference_dong == -1_000
    again = cashier.post(address, {"opening": "0", "counted": "0"})
    assertContains(again, "Đã khóa lúc", status_code=422)

    head.post(reverse("office:cash-day-seen", args=[closed.pk]))
    closed.refresh_from_db()
    assert closed.seen_by_id == office.people[Role.HEAD_OF_DESK].officer_id
