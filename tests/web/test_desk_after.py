"""After acceptance: printing, mending, refusing, handing back, telling by telephone."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier, Draft, IssuedForm
from motcua.dossiers.services.acceptance import lodge_dossier
from motcua.notifications.models import Message
from motcua.procedures.models import Channel
from tests import factories
from tests.web.desk_pages import MONDAY, AtDesk, accepted, address, finished, sit_down

pytestmark = pytest.mark.django_db
PDF = b"%PDF-"


@pytest.fixture
def at_desk(client: Client) -> AtDesk:
    return sit_down(client)


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def lodged(at_desk: AtDesk, number: str = "077196004213") -> Dossier:
    return lodge_dossier(
        factories.lodging(
            at_desk.procedure,
            at_desk.desk.agency,
            applicant=factories.applicant(number),
            channel=Channel.POST,
        ),
        context=factories.context_of(at_desk.desk),
        actor=at_desk.actor,
        at=MONDAY,
    )


def test_the_page_after_acceptance_shows_code_promise_and_what_to_print(
    at_desk: AtDesk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    dossier = accepted(at_desk)
    at_desk.client.get(address("accepted", dossier.code))

    # whoever is signed in; dossier, desk with stamp; receipt; due dates;
    # visit, its count; papers that went into the store; stamp of configuration; the read
    with django_assert_num_queries(10):
        page = at_desk.client.get(address("accepted", dossier.code))

    assertContains(page, dossier.code)
    assertContains(page, "Hẹn trả trước 17:00, thứ Sáu 27/11/2026")
    assertContains(page, reverse("office:form-pdf", args=[dossier.forms.get().ref]))


def test_receipt_and_label_are_drawn(at_desk: AtDesk) -> None:
    dossier = accepted(at_desk)
    receipt = dossier.forms.get()

    printed = at_desk.client.get(reverse("office:form-pdf", args=[receipt.ref]))
    label = at_desk.client.get(address("label", dossier.code))

    for response in (printed, label):
        assert response["Content-Type"] == "application/pdf"
        assert response.content.startswith(PDF)


def test_another_dossier_of_the_same_person_goes_in_the_same_visit(at_desk: AtDesk) -> None:
    first = accepted(at_desk)

    response = at_desk.client.post(address("one-more", first.code))

    draft = Draft.objects.order_by("pk").last()
    assert draft is not None
    assertRedirects(response, address("draft", draft.ref))
    assert draft.visit == first.visit
    assert draft.values["applicant_name"] == "Nguyễn Thị Hoà"


def test_the_receipts_of_a_visit_are_one_list(at_desk: AtDesk) -> None:
    dossier = accepted(at_desk)
    assert dossier.visit is not None

    page = at_desk.client.get(address("visit", dossier.visit.ref))
    printed = at_desk.client.get(address("visit-pdf", dossier.visit.ref))

    assertContains(page, dossier.code)
    assert printed.content.startswith(PDF)


def test_a_visit_without_receipts_has_no_list_to_print(at_desk: AtDesk) -> None:
    draft = at_desk.draft()
    assert draft.visit is not None

    response = at_desk.client.get(address("visit-pdf", draft.visit.ref), follow=True)

    assertContains(response, "chưa nhận hồ sơ nào")


CORRECTED = {
    "full_name": "Nguyễn Thị Hòa",
    "number": "077190000012",
    "address": "Ấp Hai, xã An Ngãi",
    "phone": "0900000012",
    "email": "hoa@example.vn",
    "result_mode": "by_post",
    "note": "",
    "reason": "Ghi sai địa chỉ",
}


def test_a_correction_is_version_two_and_version_one_is_void(at_desk: AtDesk) -> None:
    dossier = accepted(at_desk, "077190000012")

    response = at_desk.client.post(address("correct", dossier.code), CORRECTED)

    assertRedirects(response, address("accepted", dossier.code))
    first, second = IssuedForm.objects.filter(dossier=dossier).order_by("version")
    assert (first.void_reason, second.version) == ("Ghi sai địa chỉ", 2)
    assert second.payload["applicant"]["address"] == "Ấp Hai, xã An Ngãi"
    void = at_desk.client.get(reverse("office:form-pdf", args=[first.ref]))
    assert void.content.startswith(PDF)


def test_a_preview_of_a_correction_changes_nothing(at_desk: AtDesk) -> None:
    dossier = accepted(at_desk, "077190000012")

    response = at_desk.client.post(
        address("correct", dossier.code), {**CORRECTED, "act": "preview"}
    )

    assert response.content.startswith(PDF)
    receipt = IssuedForm.objects.get(dossier=dossier)
    assert (receipt.version, receipt.voided_at) == (1, None)
    assert dossier.events.count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"reason": ""}, "Xin ghi lý do sửa giấy", id="no reason"),
        pytest.param({"full_name": ""}, "Xin ghi họ và tên", id="no name"),
        pytest.param({"number": "12"}, "số này có 2 chữ số", id="number short"),
        pytest.param({"phone": "abc"}, "từ 8 đến 12 chữ số", id="phone in words"),
        pytest.param({"result_mode": "pigeon"}, "pigeon", id="no such way"),
    ],
)
def test_a_mistaken_correction_is_a_sentence_and_voids_nothing(
    at_desk: AtDesk, changes: dict[str, str], sentence: str
) -> None:
    dossier = accepted(at_desk, "077190000012")

    response = at_desk.client.post(address("correct", dossier.code), {**CORRECTED, **changes})

    assertContains(response, sentence, status_code=HTTPStatus.UNPROCESSABLE_ENTITY)
    assert IssuedForm.objects.get(dossier=dossier).voided_at is None


def test_a_correction_that_changes_nothing_is_not_issued(at_desk: AtDesk) -> None:
    dossier = accepted(at_desk, "077190000012")
    unchanged = {
        **CORRECTED,
        "full_name": "Nguyễn Thị Hoà",
        "address": "Ấp Một, xã An Ngãi",
        "result_mode": "at_desk",
    }

    response = at_desk.client.post(address("correct", dossier.code), unchanged)

    assertContains(response, "Chưa có gì thay đổi", status_code=422)


REFUSAL = {
    "reasons": "Thiếu bản án ly hôn\nTờ khai chưa ký",
    "legal_basis": "Nghị định 123/2015/NĐ-CP, Điều 22",
    "advice": "Bổ sung rồi nộp lại",
}


def test_what_is_typed_can_be_refused_at_once_by_form_three(at_desk: AtDesk) -> None:
    draft = at_desk.draft(**at_desk.typed())

    response = at_desk.client.post(address("refuse-draft", draft.ref), REFUSAL)

    dossier = Dossier.objects.get()
    assertRedirects(response, address("refused", dossier.tracking_code))
    assert (dossier.state, dossier.code) == (State.NOT_ACCEPTED, None)
    issued = IssuedForm.objects.get(dossier=dossier, kind="refusal")
    assert issued.payload["reasons"] == ["Thiếu bản án ly hôn", "Tờ khai chưa ký"]
    printed = at_desk.client.get(reverse("office:form-pdf", args=[issued.ref]))
    assert printed.content.startswith(PDF)


def test_a_refusal_without_reason_is_sent_back_and_nothing_is_lodged(at_desk: AtDesk) -> None:
    draft = at_desk.draft(**at_desk.typed())

    response = at_desk.client.post(address("refuse-draft", draft.ref), {**REFUSAL, "reasons": ""})

    assertContains(response, "ít nhất một lý do", status_code=422)
    assertContains(response, "Bổ sung rồi nộp lại", status_code=422)
    assert not Dossier.objects.exists()


def test_refusing_an_empty_draft_asks_for_more(at_desk: AtDesk) -> None:
    draft = at_desk.draft()

    response = at_desk.client.get(address("refuse-draft", draft.ref), follow=True)

    assertContains(response, "Xin ghi tiếp")


def test_what_came_by_post_waits_and_is_accepted_or_refused(
    at_desk: AtDesk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first, second = lodged(at_desk, "077196004213"), lodged(at_desk, "077196004214")
    at_desk.client.get(address("waiting"))

    # whoever is signed in, dossiers with people, stamp of configuration, until when to answer (2)
    with django_assert_num_queries(5):
        page = at_desk.client.get(address("waiting"))
    taken = at_desk.client.post(address("answer", first.tracking_code))
    refused = at_desk.client.post(address("refuse", second.tracking_code), REFUSAL)

    assertContains(page, first.tracking_code)
    first.refresh_from_db()
    assertRedirects(taken, address("accepted", first.code))
    assertRedirects(refused, address("refused", second.tracking_code))
    assertContains(at_desk.client.get(address("waiting")), "Không còn hồ sơ nào chờ trả lời.")


def test_taking_in_without_a_decision_leads_to_the_waiting_list(at_desk: AtDesk) -> None:
    draft = at_desk.draft()
    typed = at_desk.typed(channel="post", submitted_at="2026-11-20T08:00")

    response = at_desk.client.post(address("lodge", draft.ref), typed)

    dossier = Dossier.objects.get()
    assertRedirects(response, address("lodged", dossier.tracking_code))
    assert dossier.state == State.SUBMITTED


def test_a_dossier_answered_by_a_colleague_meanwhile_says_so(at_desk: AtDesk) -> None:
    dossier = lodged(at_desk)
    at_desk.client.post(address("answer", dossier.tracking_code))

    response = at_desk.client.post(address("answer", dossier.tracking_code))

    assertContains(response, "được tiếp nhận", status_code=422)


def test_results_are_listed_and_a_scanned_code_opens_its_dossier(
    at_desk: AtDesk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    dossier = finished(at_desk)
    at_desk.client.get(address("ready"))

    # whoever is signed in, dossiers with people, stamp of configuration
    with django_assert_num_queries(3):
        page = at_desk.client.get(address("ready"))
    scanned = at_desk.client.get(address("ready"), {"q": f" {dossier.code} "})
    by_name = at_desk.client.get(address("ready"), {"q": "nguyen hoa"})

    assertContains(page, "*******012")
    assertNotContains(page, "0900000012")
    assertRedirects(scanned, address("return", dossier.code))
    assertContains(by_name, dossier.code)


def test_the_applicant_collects_the_result(at_desk: AtDesk) -> None:
    dossier = finished(at_desk)

    response = at_desk.client.post(
        address("return", dossier.code), {"who": "self", "has_receipt": "on"}
    )

    assertRedirects(response, address("ready"))
    dossier.refresh_from_db()
    assert dossier.state == State.RETURNED
    assert dossier.collector == dossier.applicant


def test_somebody_else_collects_only_with_a_proof(at_desk: AtDesk) -> None:
    dossier = finished(at_desk)
    typed = {"who": "other", "collector_name": "Trần Gia Bảo", "collector_number": "1"}

    refused = at_desk.client.post(address("return", dossier.code), typed)
    taken = at_desk.client.post(
        address("return", dossier.code),
        {**typed, "collector_number": "077096000001", "proof": "Giấy ủy quyền 12/2026"},
    )

    assertContains(refused, "cần có giấy ủy quyền", status_code=422)
    assertContains(refused, "số này có 1 chữ số", status_code=422)
    assert taken.status_code == HTTPStatus.FOUND
    dossier.refresh_from_db()
    assert dossier.collector is not None
    assert dossier.collector.full_name == "Trần Gia Bảo"


def test_what_else_the_same_person_has_is_offered_and_handed_over_together(
    at_desk: AtDesk,
) -> None:
    first, second, third = (finished(at_desk) for _number in range(3))
    foreign = finished(at_desk, "077196004299")

    page = at_desk.client.get(address("return", first.code))
    at_desk.client.post(
        address("return", first.code),
        {"who": "self", "has_receipt": "on", "ma": [str(first.code), str(second.code)]},
    )

    assertContains(page, second.code)
    assertContains(page, third.code)
    assertNotContains(page, foreign.code)
    returned = Dossier.objects.filter(state=State.RETURNED).order_by("code")
    assert list(returned) == [first, second]


def test_what_is_not_this_person_s_is_never_handed_over_along(at_desk: AtDesk) -> None:
    first, second = finished(at_desk), finished(at_desk)
    foreign = finished(at_desk, "077196004299")

    for code in (str(foreign.code), "H99.1-261123-0001", "\x00"):
        refused = at_desk.client.post(
            address("return", first.code),
            {"who": "self", "note": "Mất giấy", "ma": [str(second.code), code]},
        )
        assertContains(refused, f"không có hồ sơ {code} nên", status_code=422)
        assertContains(refused, "Mất giấy", status_code=422)
        assertContains(refused, f'value="{second.code}" checked', status_code=422)
    assert not Dossier.objects.filter(state=State.RETURNED).exists()


def test_what_was_ticked_along_and_is_ready_no_more_is_named_and_nothing_handed_over(
    at_desk: AtDesk,
) -> None:
    first, gone = finished(at_desk), finished(at_desk)
    at_desk.client.post(address("return", gone.code), {"who": "self", "has_receipt": "on"})
    typed = {"who": "self", "note": "Mất giấy"}

    refused = at_desk.client.post(address("return", first.code), {**typed, "ma": str(gone.code)})

    assertContains(refused, f"Hồ sơ {gone.code} đang ở tình trạng", status_code=422)
    assertContains(refused, f'value="{gone.code}" checked', status_code=422)
    assertContains(refused, "Mất giấy", status_code=422)
    first.refresh_from_db()
    assert first.state == State.FINISHED
    assertRedirects(at_desk.client.post(address("return", first.code), typed), address("ready"))


def test_several_results_chosen_in_the_list_are_handed_over_to_a_proxy(at_desk: AtDesk) -> None:
    dossiers = [finished(at_desk), finished(at_desk, "077196004299")]
    codes = [str(dossier.code) for dossier in dossiers]

    page = at_desk.client.get(address("return-several"), {"ma": codes})
    refused = at_desk.client.post(address("return-several"), {"ma": codes, "who": "self"})
    taken = at_desk.client.post(
        address("return-several"),
        {
            "ma": codes,
            "who": "other",
            "collector_name": "Trần Gia Bảo",
            "proof": "Giấy ủy quyền 12/2026",
            "note": "Để quên ở nhà",
        },
    )

    assertContains(page, "của nhiều người nộp")
    assertContains(refused, "nhiều người nộp khác nhau", status_code=422)
    assertRedirects(taken, address("ready"))
    for dossier in dossiers:
        dossier.refresh_from_db()
        assert dossier.state == State.RETURNED
        assert "Để quên ở nhà" in dossier.notes.get().text


def test_one_of_several_handed_over_meanwhile_keeps_the_others_and_what_was_typed(
    at_desk: AtDesk,
) -> None:
    gone, here = finished(at_desk), finished(at_desk)
    at_desk.client.post(address("return", gone.code), {"who": "self", "has_receipt": "on"})

    response = at_desk.client.post(
        address("return-several"),
        {"ma": [str(gone.code), str(here.code)], "who": "self", "note": "Mất giấy"},
    )

    assertContains(response, f"Hồ sơ {gone.code} đang ở tình trạng", status_code=422)
    assertContains(response, "Mất giấy", status_code=422)
    here.refresh_from_db()
    assert here.state == State.FINISHED


def test_none_or_one_chosen_leads_to_where_it_can_be_done(at_desk: AtDesk) -> None:
    dossier = finished(at_desk)

    none = at_desk.client.get(address("return-several"), follow=True)
    one = at_desk.client.get(address("return-several"), {"ma": str(dossier.code)})

    assertContains(none, "Xin đánh dấu các hồ sơ cần trả")
    assertRedirects(one, address("return", dossier.code))


def test_several_with_one_of_another_desk_do_not_exist(at_desk: AtDesk) -> None:
    dossiers = [finished(at_desk), finished(at_desk)]
    stranger = sit_down_elsewhere()

    response = stranger.get(address("return-several"), {"ma": [str(d.code) for d in dossiers]})

    assert response.status_code == HTTPStatus.NOT_FOUND


def test_what_is_owed_is_said_before_the_result_is_handed_over(at_desk: AtDesk) -> None:
    dossier = finished(at_desk)
    Dossier.objects.filter(pk=dossier.pk).update(money_state="due")

    assertContains(at_desk.client.get(address("return", dossier.code)), "còn khoản chưa thu")


def test_a_dossier_not_ready_cannot_be_handed_back(at_desk: AtDesk) -> None:
    dossier = accepted(at_desk)

    page = at_desk.client.get(address("return", dossier.code))
    response = at_desk.client.post(address("return", dossier.code), {"who": "self"})

    assertContains(page, "chưa trả được")
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    dossier.refresh_from_db()
    assert dossier.state == State.ACCEPTED


def test_people_without_mail_are_called_and_each_call_is_logged(
    at_desk: AtDesk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    dossier = finished(at_desk, email="")
    finished(at_desk, "077196004299")
    at_desk.client.get(address("calls"))

    # whoever is signed in, dossiers with people, stamp of configuration
    with django_assert_num_queries(3):
        listed = at_desk.client.get(address("calls"))
    one = at_desk.client.get(address("call", dossier.code))
    empty = at_desk.client.post(address("call", dossier.code), {})
    logged = at_desk.client.post(address("call", dossier.code), {"outcome": "told"})

    assertContains(listed, dossier.code)
    assertNotContains(listed, "0900000012")
    assertContains(one, "tel:0900000012")
    assertContains(empty, "Xin chọn kết quả cuộc gọi", status_code=422)
    assertRedirects(logged, address("calls"))
    assert dossier.calls.get().outcome == "told"
    assertContains(at_desk.client.get(address("calls")), "Không còn ai cần gọi.")
    assert not Message.objects.filter(about=dossier.code).exists()


def test_a_dossier_of_another_agency_does_not_exist_here(at_desk: AtDesk) -> None:
    dossier = accepted(at_desk)
    stranger = sit_down_elsewhere()

    for name in ("accepted", "correct", "label", "return", "call", "answer"):
        response = stranger.get(address(name, dossier.code))
        assert response.status_code == HTTPStatus.NOT_FOUND, name


def sit_down_elsewhere() -> Client:
    officer = factories.OfficerFactory.create(roles=[Role.DESK_OFFICER])
    assert officer.account is not None
    client = Client()
    client.force_login(officer.account, "motcua.accounts.backends.AccountBackend")
    return client


@pytest.mark.parametrize("sau", ["", "x", "2026-11-23,1", "9999-99-99T00:00,1", "a,b,c"])
def test_a_broken_place_in_a_list_shows_the_first_page(at_desk: AtDesk, sau: str) -> None:
    dossier = finished(at_desk)

    page = at_desk.client.get(address("ready"), {"sau": sau})

    assert page.status_code == HTTPStatus.OK
    assert dossier.code
