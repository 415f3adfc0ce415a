"""Pages of endings, undoing, reopening and money: what they say, keep, and refuse."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from motcua.agencies.actors import SYSTEM, Actor
from motcua.agencies.roles import Role
from motcua.agencies.selectors import actor_of
from motcua.dossiers.lifecycle import MoneyState, State
from motcua.dossiers.models import Dossier, PaperForm
from motcua.dossiers.services.acceptance import accept_at_desk, lodge_dossier
from motcua.dossiers.services.ending import MoneyEnding, withdraw_dossier
from motcua.dossiers.services.handling import complete_step
from motcua.dossiers.services.lodging import FeeInput, PaperInput, Settlement
from motcua.dossiers.services.money import approve_refund, collect_charge
from motcua.dossiers.services.steps import take_step
from motcua.payments.models import Payment, PaymentMethod, Refund
from tests import factories
from tests.factories import AgencyFactory, ProcedureFactory
from tests.web.desk_pages import MONDAY, AtDesk, sit_down
from tests.web.test_office_pages import sign_in

pytestmark = pytest.mark.django_db
STAFF = (Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.CASHIER)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def at_work(client: Client) -> AtDesk:
    return sit_down(client, *STAFF)


def address(name: str, dossier: Dossier) -> str:
    return reverse(f"office:{name}", args=[dossier.code or dossier.tracking_code])


def accepted(
    at_work: AtDesk, settlement: Settlement = Settlement.PAID, number: int = 1, **fields: Any
) -> Dossier:
    fees = [{**channel, "fee_dong": 8_000} for channel in factories.CONTENT["channels"]]
    person = factories.applicant(f"077196{number:06}", full_name=f"Trần Văn Số {number}")
    return accept_at_desk(
        factories.lodging(
            ProcedureFactory.create(content={"channels": fees}),
            at_work.desk.agency,
            **{
                "applicant": person,
                "fee": FeeInput(settlement),
                "papers": (
                    PaperInput(name="Tờ khai", paper_id="p1"),
                    PaperInput(name="Giấy ly hôn", form=PaperForm.COPY, count=2),
                ),
                **fields,
            },
        ),
        context=factories.context_of(at_work.desk),
        actor=at_work.actor,
        at=MONDAY,
    )


def completed(at_work: AtDesk, dossier: Dossier) -> Dossier:
    return complete_step(
        dossier.pk,
        outcome="done",
        context=factories.context_of(at_work.desk),
        actor=at_work.actor,
        at=MONDAY,
    )


def leader(at_work: AtDesk) -> tuple[Client, Actor]:
    client, officer = sign_in(Role.APPROVER, agency=at_work.desk.agency)
    assert officer.account is not None
    return client, actor_of(officer.account, MONDAY.date())


def typed(dossier: Dossier, **changes: Any) -> dict[str, Any]:
    dossier.refresh_from_db()
    return {
        "seen": str(dossier.events_count),
        "reason": "Không còn nhu cầu",
        "money": "refund",
        "money_basis": "",
        "papers": ["1"],
        **changes,
    }


def test_the_page_says_what_a_withdrawal_does_and_returns_originals_by_itself(
    at_work: AtDesk,
) -> None:
    dossier = accepted(at_work)

    page = at_work.client.get(address("withdraw", dossier))

    assertContains(page, "Hồ sơ dừng ở: Bước “Thẩm định hồ sơ”; chưa có kết quả.")
    assertContains(page, "Người nộp được báo ngay qua thư điện tử.")
    assertContains(page, "Hoàn lại 8.000 đồng đã nộp")
    text = page.content.decode()
    assert re.search(r'name="papers" value="1" checked>\s*<span>Tờ khai \(bản chính\)', text)
    assert re.search(r'name="papers" value="2">\s*<span>Giấy ly hôn \(bản sao, 2 bản\)', text)


def test_a_withdrawal_is_previewed_and_then_done(at_work: AtDesk) -> None:
    dossier = accepted(at_work)

    preview = at_work.client.post(address("withdraw", dossier), typed(dossier, act="preview"))
    dossier.refresh_from_db()
    assert (preview["Content-Type"], dossier.state) == ("application/pdf", State.ACCEPTED)
    assert not Refund.objects.exists()
    done = at_work.client.post(address("withdraw", dossier), typed(dossier), follow=True)

    dossier.refresh_from_db()
    assert dossier.state == State.WITHDRAWN
    assert dossier.forms.get(kind="stop").payload["returned_papers"] == ["Tờ khai (bản chính)"]
    assertContains(done, "Khoản phải hoàn đã chuyển cho thủ quỹ.")


def test_a_refused_withdrawal_keeps_what_was_typed(at_work: AtDesk) -> None:
    dossier = accepted(at_work)

    no_basis = at_work.client.post(
        address("withdraw", dossier),
        typed(dossier, money="keep", reason="Chuyển về quê", papers=["2"]),
    )
    nothing = at_work.client.post(address("withdraw", dossier), {})

    assertContains(no_basis, "Không hoàn tiền thì phải có căn cứ", status_code=422)
    assertContains(no_basis, "Chuyển về quê", status_code=422)
    text = no_basis.content.decode()
    assert re.search(r'value="keep" checked', text)
    assert re.search(r'name="papers" value="2" checked', text)
    assertContains(nothing, "Xin ghi lý do", status_code=422)
    assert Dossier.objects.get(pk=dossier.pk).state == State.ACCEPTED


def test_whoever_did_not_see_what_happened_is_told_and_may_press_again(
    at_work: AtDesk,
) -> None:
    dossier = accepted(at_work)
    stale = typed(dossier)
    completed(at_work, dossier)

    told = at_work.client.post(address("withdraw", dossier), stale)
    assertContains(told, "Lê Thị Thu Hà đã làm việc “xong bước” lúc 14:05", status_code=422)
    (seen,) = re.findall(r'name="seen" value="(\d+)"', told.content.decode())
    again = at_work.client.post(address("withdraw", dossier), {**stale, "seen": seen})

    assertRedirects(again, address("dossier", dossier))


def test_with_nothing_paid_the_page_does_not_ask_about_money(at_work: AtDesk) -> None:
    dossier = accepted(at_work, Settlement.LATER)

    page = at_work.client.get(address("withdraw", dossier))
    assertNotContains(page, 'name="money"')
    assertContains(page, "Khoản chưa nộp không phải nộp nữa.")
    at_work.client.post(address("withdraw", dossier), typed(dossier, money=""))

    dossier.refresh_from_db()
    assert (dossier.state, dossier.money_state) == (State.WITHDRAWN, MoneyState.NOTHING_DUE)


def test_what_waits_for_an_answer_is_withdrawn_by_its_tracking_code(at_work: AtDesk) -> None:
    lodged = lodge_dossier(
        factories.lodging(at_work.procedure, at_work.desk.agency),
        context=factories.context_of(at_work.desk),
        actor=at_work.actor,
        at=MONDAY,
    )

    at_work.client.post(address("withdraw", lodged), typed(lodged, money=""))

    lodged.refresh_from_db()
    assert lodged.state == State.WITHDRAWN


def test_a_leader_stops_and_the_desk_may_not(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    client, _actor = leader(at_work)

    refused = at_work.client.get(address("stop", dossier))
    page = client.get(address("stop", dossier))
    done = client.post(
        address("stop", dossier),
        typed(dossier, money="keep", money_basis="Điều 6, Luật Phí và lệ phí"),
    )
    closed = client.get(address("stop", dossier))

    assert refused.status_code == HTTPStatus.FORBIDDEN
    assertContains(page, "Dừng giải quyết hồ sơ của Trần Văn Số 1")
    assertRedirects(done, address("dossier", dossier))
    assertContains(closed, "“dừng xử lý”")
    assertNotContains(closed, "<textarea")


def test_an_undo_explains_itself_and_puts_the_step_back(at_work: AtDesk) -> None:
    dossier = completed(at_work, accepted(at_work))

    page = at_work.client.get(address("undo", dossier))
    (sequence,) = re.findall(r'name="sequence" value="(\d+)"', page.content.decode())
    empty = at_work.client.post(address("undo", dossier), {"sequence": sequence})
    done = at_work.client.post(
        address("undo", dossier), {"sequence": sequence, "reason": "Bấm nhầm hồ sơ"}
    )

    assertContains(page, "Bước “Phê duyệt kết quả” đóng lại, ghi là hoàn tác.")
    assertContains(page, "Bước “Thẩm định hồ sơ” mở lại, về tay người đã làm, hạn như cũ:")
    assertContains(empty, "Xin ghi lý do hoàn tác", status_code=422)
    assertRedirects(done, address("dossier", dossier))
    assert dossier.steps.get(closed_at__isnull=True).key == "appraise"


def test_an_undo_comes_too_late_in_three_ways(at_work: AtDesk, clock: Any) -> None:
    dossier = completed(at_work, accepted(at_work))
    client, actor = leader(at_work)
    stale = {"sequence": str(dossier.events_count), "reason": "Bấm nhầm"}

    clock.shift(timedelta(minutes=31))
    assertContains(at_work.client.get(address("undo", dossier)), "Đã quá 30 phút")
    assertContains(client.get(address("undo", dossier)), 'name="reason"')
    take_step(dossier.pk, order=2, actor=actor, at=MONDAY + timedelta(minutes=31))
    assertContains(
        at_work.client.post(address("undo", dossier), stale),
        "đã làm việc “nhận bàn giao” lúc 14:36",
        status_code=422,
    )
    clerk, _officer = sign_in(Role.CLERK, agency=at_work.desk.agency)
    assert clerk.get(address("undo", dossier)).status_code == HTTPStatus.FORBIDDEN


def test_a_finished_dossier_is_opened_again_with_its_new_date_told(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    withdraw_dossier(
        dossier.pk,
        reason="Không còn nhu cầu",
        money=MoneyEnding.REFUND,
        money_basis="",
        returned_papers=[],
        context=factories.context_of(at_work.desk),
        actor=at_work.actor,
        at=MONDAY,
    )
    client, _actor = leader(at_work)
    dossier.refresh_from_db()
    words = {
        "seen": str(dossier.events_count),
        "reason": "Rút nhầm hồ sơ",
        "legal_basis": "Điều 21",
        "working_days": "3",
        "step": "appraise",
    }

    page = client.get(address("reopen", dossier))
    refused = client.post(address("reopen", dossier), {**words, "working_days": "99"})
    done = client.post(address("reopen", dossier), words, follow=True)

    assertContains(page, "Quyết định hoàn tiền chưa chi được bỏ")
    assertContains(page, "1 ngày: thứ Tư 25/11, 17:00")
    assertContains(refused, "từ 1 đến 60", status_code=422)
    assertContains(refused, "Rút nhầm hồ sơ", status_code=422)
    assertContains(done, "Đã mở lại hồ sơ, hẹn trả thứ Sáu 27/11, 17:00")
    dossier.refresh_from_db()
    assert (dossier.state, dossier.money_state) == (State.IN_PROGRESS, MoneyState.PAID)


def test_the_cashiers_list_leads_to_the_money(at_work: AtDesk) -> None:
    owing = accepted(at_work, Settlement.LATER)
    paid = accepted(at_work, number=2)
    listing = reverse("office:charges")

    page = at_work.client.get(listing)
    by_name = at_work.client.get(listing, {"q": "tran van so 1"})
    by_code = at_work.client.get(listing, {"q": owing.code or ""})
    none = at_work.client.get(listing, {"q": "không ai cả"})
    none_back = at_work.client.get(listing, {"loc": "hoan"})

    assertContains(page, address("collect", owing))
    assertContains(page, "8.000\N{NO-BREAK SPACE}đồng")
    assertNotContains(page, str(paid.code))
    assertContains(by_name, address("collect", owing))
    assertRedirects(by_code, address("collect", owing))
    assertContains(none, "Không thấy khoản nào có “không ai cả”.")
    assertContains(none_back, "Không còn khoản nào phải hoàn.")
    assertContains(page, 'aria-current="page">Thu, hoàn phí')


def test_long_lists_are_read_page_by_page(at_work: AtDesk) -> None:
    for number in range(1, 33):
        accepted(at_work, Settlement.LATER, number)

    first = at_work.client.get(reverse("office:charges")).content.decode()
    (following,) = re.findall(r'rel="next" href="([^"]+)"', first)
    second = at_work.client.get(unescape(following)).content.decode()

    found = [re.findall(r'/can-bo/ho-so/([^/"]+)/thu-phi/', page) for page in (first, second)]
    assert [len(codes) for codes in found] == [30, 2]
    assert len(set(found[0]) | set(found[1])) == 32


def test_a_fee_is_taken_once_and_the_second_click_is_told(at_work: AtDesk) -> None:
    dossier = accepted(at_work, Settlement.LATER)
    charge = dossier.charges.get()
    words = {"charge": str(charge.pk), "method": "cash"}

    page = at_work.client.get(address("collect", dossier))
    no_method = at_work.client.post(address("collect", dossier), {"charge": str(charge.pk)})
    done = at_work.client.post(address("collect", dossier), words)
    again = at_work.client.post(address("collect", dossier), words)

    assertContains(page, "Lệ phí: 8.000 đồng")
    assertNotContains(page, 'name="amount"')
    assertContains(no_method, "Xin chọn hình thức", status_code=422)
    assertRedirects(done, reverse("office:charges"))
    assertContains(again, "Lê Thị Thu Hà thu 8.000 đồng lúc 14:05", status_code=422)
    assert Payment.objects.count() == 1


def test_an_amount_nobody_knew_is_asked_for(at_work: AtDesk) -> None:
    fees = [{**channel, "fee_dong": None} for channel in factories.CONTENT["channels"]]
    dossier = accept_at_desk(
        factories.lodging(
            ProcedureFactory.create(content={"channels": fees}),
            at_work.desk.agency,
            fee=FeeInput(Settlement.LATER),
        ),
        context=factories.context_of(at_work.desk),
        actor=at_work.actor,
        at=MONDAY,
    )
    listing = at_work.client.get(reverse("office:charges"))

    missing = at_work.client.post(address("collect", dossier), {"method": "card"})
    odd = at_work.client.post(
        address("collect", dossier), {"method": "card", "amount": "hai mươi"}
    )
    at_work.client.post(address("collect", dossier), {"method": "card", "amount": "25000"})
    again = at_work.client.post(address("collect", dossier), {"method": "card", "amount": "25000"})

    assertContains(listing, "ghi khi thu")
    assertContains(missing, "Xin ghi số tiền đã thu", status_code=422)
    assertContains(odd, "hai mươi", status_code=422)
    assertContains(again, "không thu lần nữa", status_code=422)
    payment = Payment.objects.get()
    assert (payment.amount_dong, payment.method) == (25_000, PaymentMethod.CARD)


def test_of_two_charges_one_is_chosen(at_work: AtDesk) -> None:
    dossier = accepted(at_work, Settlement.LATER)
    second = dossier.charges.create(name="Phí thẩm định", amount_dong=50_000)

    page = at_work.client.get(address("collect", dossier))
    none = at_work.client.post(address("collect", dossier), {"method": "cash"})
    first_done = at_work.client.post(
        address("collect", dossier), {"charge": str(second.pk), "method": "cash"}
    )

    assertContains(page, "Phí thẩm định: 50.000 đồng")
    assertContains(none, "Xin chọn khoản thu", status_code=422)
    assertRedirects(first_done, address("collect", dossier))


def test_a_desk_officer_goes_back_to_the_dossier_after_taking_a_fee(at_work: AtDesk) -> None:
    dossier = accepted(at_work, Settlement.LATER)
    client, _officer = sign_in(Role.DESK_OFFICER, agency=at_work.desk.agency)

    done = client.post(
        address("collect", dossier),
        {"charge": str(dossier.charges.get().pk), "method": "transfer"},
    )

    assertRedirects(done, address("dossier", dossier))


def test_a_refund_is_paid_from_the_list_once(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    at_work.client.post(address("withdraw", dossier), typed(dossier))
    refund = Refund.objects.get()
    place = reverse("office:refund", args=[refund.ref])
    listing = reverse("office:charges", query={"loc": "hoan"})

    assertContains(at_work.client.get(listing), place)
    assertContains(at_work.client.get(listing, {"loc": "hoan", "q": "so 1"}), place)
    assertContains(at_work.client.get(place), "Thông báo dừng giải quyết hồ sơ số 1")
    unapproved = at_work.client.post(place, {"method": "cash"})
    approve_refund(refund, actor=SYSTEM, at=refund.decided_at)
    done = at_work.client.post(place, {"method": "cash"})
    again = at_work.client.post(place, {"method": "cash"})

    assertContains(unapproved, "chưa được lãnh đạo duyệt", status_code=422)
    assertRedirects(done, listing)
    assertContains(again, "không hoàn lần nữa", status_code=422)
    assertContains(again, "Đã hoàn tiền mặt lúc 14:05", status_code=422)
    dossier.refresh_from_db()
    assert dossier.money_state == MoneyState.REFUNDED
    # Its page says so too, and asks for nothing.
    shown = at_work.client.get(address("collect", dossier))
    assertContains(shown, "Đã hoàn.")
    assertNotContains(shown, 'name="method"')


def test_a_refund_or_dossier_of_another_agency_does_not_exist(at_work: AtDesk) -> None:
    dossier = accepted(at_work)
    at_work.client.post(address("withdraw", dossier), typed(dossier))
    refund = Refund.objects.get()
    stranger, _officer = sign_in(
        Role.CASHIER, Role.DESK_OFFICER, Role.APPROVER, agency=AgencyFactory.create()
    )

    places = [address(name, dossier) for name in ("withdraw", "stop", "undo", "reopen", "collect")]
    places.append(reverse("office:refund", args=[refund.ref]))
    for place in places:
        assert stranger.get(place).status_code == HTTPStatus.NOT_FOUND, place
        assert stranger.post(place).status_code == HTTPStatus.NOT_FOUND, place


@pytest.mark.parametrize(
    "odd", [{"charge": "9" * 5_000, "method": "cash"}, {"charge": "\x00", "method": "cash"}]
)
def test_odd_input_is_a_sentence(at_work: AtDesk, odd: dict[str, str]) -> None:
    dossier = accepted(at_work, Settlement.LATER)

    taken = at_work.client.post(address("collect", dossier), odd)
    undone = at_work.client.post(
        address("undo", dossier), {"sequence": "9" * 5_000, "reason": "\x00"}
    )
    listed = at_work.client.get(reverse("office:charges"), {"q": "' & | !", "sau": "x,y"})

    assert taken.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert undone.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert listed.status_code == HTTPStatus.OK


def test_a_cashier_begins_the_day_with_the_money(at_work: AtDesk) -> None:
    client, _officer = sign_in(Role.CASHIER, agency=at_work.desk.agency)
    dossier = accepted(at_work, Settlement.LATER)
    collect_charge(
        dossier.pk,
        charge_id=dossier.charges.get().pk,
        amount_dong=None,
        method="cash",
        actor=at_work.actor,
        at=MONDAY,
    )

    page = client.get(reverse("office:charges"))

    assertContains(page, "Không còn khoản nào phải thu.")
    assertContains(page, f'class="bar__home" href="{reverse("office:charges")}"')
