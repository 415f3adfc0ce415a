"""Terms valid in time, code patterns, official forms, words of messages, the outbox."""

from collections.abc import Iterator
from datetime import date
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from motcua.agencies.models import Agency
from motcua.agencies.roles import Role
from motcua.documents.form_layouts import FormKind
from motcua.documents.models import FormTemplate
from motcua.dossiers.models import CodePattern
from motcua.notifications.models import Message, MessageState, MessageTemplate
from motcua.procedures.models import CommittedLimit, FeeExemption, ProvincialFee
from tests import factories
from tests.factories import ProcedureFactory
from tests.web.manage_pages import MONDAY, address, require_refused, sign_in, text_of

pytestmark = pytest.mark.django_db
DECEMBER = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def agency(client: Client) -> Agency:
    return sign_in(client)


def message(number: int, state: str = MessageState.SENT) -> Message:
    return Message.objects.create(
        key=f"{number}",
        topic="accepted",
        about=f"H06.25.03-261123-{number:04}",
        recipient="nguoi.dan@vidu.vn",
        subject="Đã tiếp nhận hồ sơ",
        body="Chào ông/bà",
        state=state,
        attempts=12 if state == MessageState.FAILED else 1,
        last_error="ConnectionRefusedError" if state == MessageState.FAILED else "",
        next_attempt_at=MONDAY,
        created_at=MONDAY,
    )


def test_a_commitment_follows_the_last_without_erasing_it(client: Client, agency: Agency) -> None:
    procedure = ProcedureFactory.create()
    typed = {
        "procedure": procedure.code,
        "agency": agency.code,
        "value": "2",
        "unit": "working_day",
        "legal_basis": "Quyết định 9/QĐ-UBND",
        "valid_from": "01/01/2026",
    }

    client.post(address("limits"), typed)
    client.post(address("limits"), {**typed, "value": "1", "valid_from": "01/12/2026"})

    old, new = CommittedLimit.objects.order_by("valid_from")
    assert (old.value, old.valid_to) == (2, date(2026, 11, 30))
    assert (new.value, new.valid_to) == (1, None)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"procedure": "9.999"}, "Không có thủ tục nào mang mã này"),
        ({"agency": "H99"}, "Không có cơ quan nào mang mã này"),
        ({"value": "0"}, "phải từ 1 trở lên"),
        ({"legal_basis": ""}, "Xin ghi căn cứ"),
        ({"valid_from": "29/02/2027"}, "Ngày này không có thật"),
        ({"valid_to": "01/01/2020"}, "Ngày cuối đang trước ngày đầu"),
    ],
)
def test_a_commitment_that_cannot_be_is_refused(
    client: Client, agency: Agency, change: dict[str, str], sentence: str
) -> None:
    typed = {
        "procedure": ProcedureFactory.create().code,
        "agency": agency.code,
        "value": "2",
        "unit": "working_day",
        "legal_basis": "Quyết định 9/QĐ-UBND",
        "valid_from": "01/01/2026",
    }

    response = client.post(address("limits"), {**typed, **change})

    require_refused(response, sentence)
    assert not CommittedLimit.objects.exists()


def test_a_fee_is_set_and_ended(client: Client, agency: Agency) -> None:
    procedure = ProcedureFactory.create()
    client.post(
        address("fees"),
        {
            "procedure": procedure.code,
            "province": agency.province_id,
            "channel": "",
            "amount_dong": "8000",
            "legal_basis": "Nghị quyết 3/NQ-HĐND",
            "valid_from": "01/01/2026",
        },
    )
    fee = ProvincialFee.objects.get()

    client.post(address("term-end", "muc-phi", fee.pk), {"last_day": "31/12/2026"})
    early = client.post(
        address("term-end", "muc-phi", fee.pk), {"last_day": "31/12/2020"}, follow=True
    )

    fee.refresh_from_db()
    assert (fee.amount_dong, fee.valid_to) == (8000, date(2026, 12, 31))
    assertContains(early, "không thể kết thúc trước ngày đó")


def test_a_fee_by_page_has_steps_and_a_limit(client: Client, agency: Agency) -> None:
    typed = {
        "procedure": ProcedureFactory.create().code,
        "province": agency.province_id,
        "amount_dong": "2000",
        "per": "page",
        "further_from": "3",
        "further_dong": "1000",
        "most_dong": "200000",
        "legal_basis": "Thông tư 226/2016/TT-BTC",
        "valid_from": "01/01/2026",
    }

    half = client.post(address("fees"), {**typed, "further_dong": ""})
    by_copy = client.post(address("fees"), {**typed, "per": "copy"})
    client.post(address("fees"), typed)

    require_refused(half, "Xin ghi cả hai")
    require_refused(by_copy, "chỉ đi với cách tính trang")
    said = "2.000 đồng/trang, từ trang thứ 3 1.000 đồng, không quá 200.000 đồng/bản"
    assert ProvincialFee.objects.get().rule.words() == said
    assertContains(client.get(address("fees")), said)


@pytest.mark.usefixtures("agency")
def test_a_class_of_people_may_pay_half_with_a_paper(client: Client) -> None:
    typed = {
        "name": "Người được giảm",
        "percent": "50",
        "evidence": "Giấy xác nhận",
        "legal_basis": "Nghị quyết 9/NQ-HĐND",
        "valid_from": "01/01/2026",
    }

    wrong = client.post(address("exemptions"), {**typed, "percent": "101"})
    client.post(address("exemptions"), typed)

    assert wrong.status_code == 422
    row = FeeExemption.objects.get()
    assert (row.percent, row.evidence) == (50, "Giấy xác nhận")
    assertContains(client.get(address("exemptions")), "giảm 50%")


@pytest.mark.usefixtures("agency")
def test_an_exemption_gets_a_code_from_its_name(client: Client) -> None:
    typed = {
        "name": "Người có công",
        "legal_basis": "Luật Phí và lệ phí",
        "valid_from": "01/01/2026",
    }

    client.post(address("exemptions"), typed)

    assert FeeExemption.objects.get().code == "nguoi-co-cong"


def test_a_pattern_is_tried_before_it_is_kept(client: Client, agency: Agency) -> None:
    typed = {
        "pattern": "{agency}-{yyyy}{mm}{dd}-{number:05}",
        "agency": agency.code,
        "legal_basis": "Thông tư 1/2027",
        "valid_from": "01/12/2026",
    }

    shown = client.post(address("patterns"), {**typed, "do": "example"})
    assert not CodePattern.objects.exists()
    client.post(address("patterns"), {**typed, "do": "save"})
    wrong = client.post(address("patterns"), {**typed, "pattern": "{agency}-{number}"})

    assertContains(shown, f"{agency.code}-20261201-00001")
    assert CodePattern.objects.get().agency == agency
    require_refused(wrong, "Mẫu mã hồ sơ phải có đủ")


@pytest.mark.usefixtures("agency")
@pytest.mark.parametrize("pattern", ["{", "{0}", "{agency.__class__}", "}{", "{agency!r}"])
def test_a_broken_pattern_gets_a_sentence(client: Client, pattern: str) -> None:
    typed = {"pattern": pattern, "legal_basis": "x", "valid_from": "01/12/2026", "do": "save"}

    require_refused(client.post(address("patterns"), typed), "Mẫu mã hồ sơ phải có đủ")


@pytest.fixture
def receipt(client: Client) -> FormTemplate:
    sign_in(client)
    factories.form_templates()
    found: FormTemplate = FormTemplate.objects.filter(kind=FormKind.RECEIPT).latest("valid_from")
    return found


def layout_form(template: FormTemplate, **changes: str) -> dict[str, str]:
    texts = {f"text_{name}": text for name, text in template.texts.items()}
    return {
        "legal_basis": template.legal_basis,
        "valid_from": f"{template.valid_from:%d/%m/%Y}",
        "layout": template.layout,
        **texts,
        **changes,
    }


def test_changed_words_are_the_next_edition(client: Client, receipt: FormTemplate) -> None:
    typed = layout_form(receipt, text_title="GIẤY HẸN", do="save")

    response = client.post(address("layout", receipt.pk), typed)

    newest = FormTemplate.objects.get(kind=receipt.kind, edition=2)
    assertRedirects(response, address("layout", newest.pk))
    assert newest.texts["title"] == "GIẤY HẸN"
    assert FormTemplate.objects.get(pk=receipt.pk).texts == receipt.texts


def test_a_form_of_a_later_day_ends_the_one_before(client: Client, receipt: FormTemplate) -> None:
    client.post(
        address("layout", receipt.pk), layout_form(receipt, valid_from="01/12/2026", do="save")
    )

    receipt.refresh_from_db()
    assert receipt.valid_to == date(2026, 11, 30)
    assert FormTemplate.objects.get(kind=receipt.kind, valid_from=DECEMBER).edition == 1


@pytest.mark.parametrize(
    ("layout", "sentence"),
    [
        pytest.param("#khong-co()", "ng", id="unknown function"),
        pytest.param('#import "@preview/x:1.0.0"', "import", id="reaching out"),
    ],
)
def test_a_broken_layout_is_refused_and_stays_as_typed(
    client: Client, receipt: FormTemplate, layout: str, sentence: str
) -> None:
    for do in ("save", "preview:ordinary"):
        response = client.post(
            address("layout", receipt.pk), layout_form(receipt, layout=layout, do=do)
        )

        require_refused(response, sentence)
        assert layout in text_of(response)
    assert FormTemplate.objects.filter(kind=receipt.kind).count() == (
        FormTemplate.objects.filter(kind=receipt.kind, edition=1).count()
    )


def test_a_form_is_looked_at_before_it_is_kept(client: Client, receipt: FormTemplate) -> None:
    typed = client.post(
        address("layout", receipt.pk), layout_form(receipt, text_title="THỬ", do="preview:long")
    )
    stored = client.get(address("layout-pdf", receipt.pk, "ordinary"))

    assert typed.content.startswith(b"%PDF")
    assert stored.content.startswith(b"%PDF")
    assert not FormTemplate.objects.filter(edition=2).exists()


def test_an_unknown_sample_is_not_there(client: Client, receipt: FormTemplate) -> None:
    page = client.get(address("layout-pdf", receipt.pk, "khong-co"))

    assert page.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.usefixtures("agency")
def test_words_with_a_place_that_nobody_fills_are_refused(client: Client) -> None:
    factories.message_templates()
    page = address("words-edit", "accepted")
    typed = {"subject": "Hồ sơ {code}", "body": "Gửi {ten}", "valid_from": "23/11/2026"}

    refused = client.post(page, {**typed, "do": "save"})
    kept = client.post(page, {**typed, "body": "Hẹn {due}", "do": "save"})

    require_refused(refused, "Không có chỗ điền “{ten}”")
    assertRedirects(kept, address("words"))
    newest = MessageTemplate.objects.filter(topic="accepted").order_by("-valid_from")[0]
    assert (newest.body, newest.valid_from) == ("Hẹn {due}", MONDAY.date())
    assert MessageTemplate.objects.filter(topic="accepted").count() == 2


@pytest.mark.usefixtures("agency")
def test_words_are_read_as_a_citizen_will(client: Client) -> None:
    typed = {"subject": "Hồ sơ {code}", "body": "Hẹn {due}", "valid_from": "23/11/2026"}

    page = client.post(address("words-edit", "ready"), {**typed, "do": "preview"})

    assertContains(page, "Hẹn 17:00, thứ Năm 26/11/2026")
    assert not MessageTemplate.objects.exists()


@pytest.mark.usefixtures("agency")
def test_a_message_that_failed_is_tried_again(client: Client) -> None:
    failed, sent = message(1, MessageState.FAILED), message(2)

    page = client.get(address("messages"), {"loc": "failed"})
    client.post(address("message-again", failed.ref))
    client.post(address("message-again", sent.ref))

    assertContains(page, "ConnectionRefusedError")
    assertNotContains(page, "0002")
    failed.refresh_from_db()
    sent.refresh_from_db()
    assert (failed.state, failed.attempts) == (MessageState.WAITING, 0)
    assert sent.state == MessageState.SENT


@pytest.mark.usefixtures("agency")
def test_letters_are_read_only_where_no_mail_server_is_set_up(
    client: Client, settings: Settings
) -> None:
    page = address("message", message(1).ref)

    settings.MAIL_IS_CONFIGURED = False
    in_demonstration = client.get(page)
    settings.MAIL_IS_CONFIGURED = True
    in_service = client.get(page)

    assertContains(in_demonstration, "Chào ông/bà")
    assertNotContains(in_service, "Chào ông/bà")
    assertNotContains(in_demonstration, "nguoi.dan@vidu.vn")
    assertContains(in_demonstration, "n***@vidu.vn")


@pytest.mark.usefixtures("agency")
def test_the_outbox_is_read_on_from_where_one_was(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, 53):
        message(number)
    client.get(address("messages"))

    # whoever is signed in, stamp of configuration, messages, counts by state, and the desk
    # whose calendar says on which days a channel should not have been silent
    with django_assert_num_queries(5):
        first = client.get(address("messages"))
    last_shown = Message.objects.order_by("-pk")[49]
    second = client.get(address("messages"), {"sau": str(last_shown.pk)})

    assertContains(first, f"sau={last_shown.pk}")
    assertContains(second, "-0002")
    assertNotContains(second, "-0003")


def test_an_auditor_reads_forms_and_saves_none(client: Client, receipt: FormTemplate) -> None:
    sign_in(client, Role.AUDITOR)

    page = client.get(address("layout", receipt.pk))
    attempt = client.post(address("layout", receipt.pk), layout_form(receipt, do="save"))

    assertContains(page, "Xem thử trước khi lưu")
    assertNotContains(page, "Lưu lần sửa mới")
    assert attempt.status_code == HTTPStatus.FORBIDDEN
