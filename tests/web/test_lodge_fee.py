"""The fee of what is lodged from home: counted, explained, let off once an officer has looked."""

from collections.abc import Iterator

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from motcua.agencies.roles import Role
from motcua.documents.models import StoredFile
from motcua.dossiers.lifecycle import MoneyState
from motcua.dossiers.models import Dossier, OnlineDraft
from motcua.dossiers.services.online_drafts import save_answers
from motcua.kernel import clock
from motcua.procedures.models import EForm, FeeExemption, ProvincialFee
from motcua.reference.eforms import load_eforms
from tests.factories import LONG_AGO
from tests.papers import a_pdf
from tests.web.test_lodge_online import (
    applicant,
    begin,
    check_page,
    definition,
    lodge,
    mai,  # noqa: F401 - a fixture
    post,
)
from tests.world import MONDAY, World

pytestmark = pytest.mark.usefixtures("mai")
MARITAL = "1.004873"


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def draft(client: Client, world: World) -> OnlineDraft:
    """Fill the plain form of a procedure that costs 5.000 đồng a copy."""
    ProvincialFee.objects.all().delete()
    ProvincialFee.objects.create(
        province=world.province,
        procedure=world.marital,
        amount_dong=5_000,
        per="copy",
        legal_basis="Nghị quyết 9/NQ-HĐND",
        valid_from=LONG_AGO,
    )
    FeeExemption.objects.update_or_create(
        code="ho-ngheo",
        defaults={
            "name": "Người thuộc hộ nghèo",
            "evidence": "Giấy chứng nhận hộ nghèo",
            "valid_from": LONG_AGO,
        },
    )
    world.marital.eform = None
    world.marital.save(update_fields=["eform"])
    made = begin(client, MARITAL, world)
    for shown in definition(made).pages:
        typed = {
            "applicant": applicant(world),
            "request": {"request_text": "Xác nhận độc thân"},
            "result": {"result_mode": "at_desk", "declaration": "yes"},
        }.get(shown.id, {})
        assert post(client, made, shown.id, **typed).status_code == 302
    return made


def fee_page(draft: OnlineDraft) -> str:
    return reverse("citizen:lodge-fee", args=[draft.ref])


def proof(name: str = "ho-ngheo.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, a_pdf(), content_type="application/pdf")


def officer(world: World, role: Role = Role.DESK_OFFICER) -> Client:
    client = Client()
    account = world.here.officers[role].account
    assert account is not None
    client.force_login(account, backend="motcua.accounts.backends.AccountBackend")
    return client


def test_nothing_is_lodged_before_it_is_known_how_many(client: Client, draft: OnlineDraft) -> None:
    shown = client.get(check_page(draft))
    refused = client.post(check_page(draft), {"do": "lodge"})

    assertContains(shown, "Lệ phí tính theo số bản")
    assert refused.status_code == 422
    assert not Dossier.objects.filter(channel="online", applicant=draft.person).exists()


def test_the_sum_is_explained_before_and_after_lodging(client: Client, draft: OnlineDraft) -> None:
    saved = client.post(fee_page(draft), {"copies": "2"})

    assertRedirects(saved, check_page(draft))
    assertContains(client.get(check_page(draft)), "2 bản × 5.000 đồng = 10.000 đồng")
    dossier = lodge(client, draft)
    assert dossier.charges.get().amount_dong == 10_000
    done = client.get(reverse("citizen:lodged", args=[dossier.tracking_code]))
    assertContains(done, "2 bản × 5.000 đồng = 10.000 đồng")
    owed = Client().get(reverse("public:pay", args=[dossier.tracking_code]))
    assert owed.status_code == 200


@pytest.mark.parametrize("copies", ["", "0", "hai", "1000"])
def test_an_odd_number_of_copies_is_asked_again(
    client: Client, draft: OnlineDraft, copies: str
) -> None:
    answer = client.post(fee_page(draft), {"copies": copies})

    assert answer.status_code == 422
    draft.refresh_from_db()
    assert draft.fee == {}


def test_a_claim_needs_its_paper(client: Client, draft: OnlineDraft) -> None:
    client.post(fee_page(draft), {"copies": "1", "relief": "ho-ngheo"})

    shown = client.get(check_page(draft))

    assertContains(shown, "Xin gửi bản chụp Giấy chứng nhận hộ nghèo")
    assert client.post(check_page(draft), {"do": "lodge"}).status_code == 422


def test_another_paper_takes_the_place_of_the_first(client: Client, draft: OnlineDraft) -> None:
    said = {"copies": "1", "relief": "ho-ngheo"}
    client.post(fee_page(draft), {**said, "evidence": proof("mot.pdf")})
    client.post(fee_page(draft), {**said, "evidence": proof("hai.pdf")})
    assert [file.name for file in draft.files.all()] == ["hai.pdf"]

    client.post(fee_page(draft), {"copies": "1", "relief": ""})

    assert not draft.files.exists()
    assert StoredFile.objects.filter(erased_at__isnull=False).count() == 2


def test_an_officer_looks_at_the_paper_and_lets_off(
    client: Client, world: World, draft: OnlineDraft
) -> None:
    client.post(fee_page(draft), {"copies": "2", "relief": "ho-ngheo", "evidence": proof()})
    assertContains(client.get(check_page(draft)), "Được xác nhận thì còn 0 đồng")
    dossier = lodge(client, draft)
    assert dossier.money_state == MoneyState.DUE
    assert dossier.papers.filter(name__contains="Giấy chứng nhận hộ nghèo").exists()
    desk = officer(world)
    waiting = desk.get(reverse("desk:answer", args=[dossier.tracking_code]))
    assertContains(waiting, "Xét miễn giảm, sửa số bản")
    page = reverse("office:reckon", args=[dossier.tracking_code])
    assertContains(desk.get(page), "Giấy cần xem: Giấy chứng nhận hộ nghèo.")

    silent = desk.post(page, {"copies-0": "2", "claim": "co", "reason": ""})
    granted = desk.post(page, {"copies-0": "2", "claim": "co", "reason": "Đã xem giấy còn hạn"})

    assert silent.status_code == 422
    assert granted.status_code == 302
    dossier.refresh_from_db()
    assert dossier.money_state == MoneyState.EXEMPT
    mine = client.get(reverse("citizen:dossier", args=[dossier.tracking_code]))
    assertContains(mine, "Miễn vì thuộc diện: Người thuộc hộ nghèo = -10.000 đồng")
    assertNotContains(
        Client().get(reverse("public:track", args=[dossier.tracking_code])), "hộ nghèo"
    )


def test_the_desk_corrects_the_number_at_acceptance(
    client: Client, world: World, draft: OnlineDraft
) -> None:
    client.post(fee_page(draft), {"copies": "5"})
    dossier = lodge(client, draft)
    desk = officer(world)

    desk.post(reverse("office:reckon", args=[dossier.tracking_code]), {"copies-0": "1"})
    taken = desk.post(reverse("desk:answer", args=[dossier.tracking_code]))

    assert taken.status_code == 302
    assert dossier.charges.get().amount_dong == 5_000
    dossier.refresh_from_db()
    accepted = dossier.events.get(action="accept")
    assert accepted.payload["amount_dong"] == 5_000


def test_nobody_learns_on_the_open_page_as_whom_one_is_let_off(
    client: Client, world: World, draft: OnlineDraft
) -> None:
    FeeExemption.objects.filter(code="ho-ngheo").update(percent=50)
    client.post(fee_page(draft), {"copies": "2", "relief": "ho-ngheo", "evidence": proof()})
    dossier = lodge(client, draft)
    officer(world).post(
        reverse("office:reckon", args=[dossier.tracking_code]),
        {"copies-0": "2", "claim": "co", "reason": "Đã xem"},
    )

    shown = Client().get(reverse("public:pay", args=[dossier.tracking_code]))

    assertContains(shown, "Giảm 50% = -5.000 đồng")
    assertNotContains(shown, "hộ nghèo")


def test_a_form_that_asks_how_many_is_not_asked_again(client: Client, world: World) -> None:
    load_eforms(at=clock.now())
    world.marital.eform = EForm.objects.get(code="chung-thuc-ban-sao")
    world.marital.save(update_fields=["eform"])
    ProvincialFee.objects.all().delete()
    ProvincialFee.objects.create(
        province=world.province,
        procedure=world.marital,
        amount_dong=2_000,
        per="page",
        further_from=3,
        further_dong=1_000,
        most_dong=200_000,
        valid_from=LONG_AGO,
    )
    draft = begin(client, MARITAL, world)
    items = [
        {"title": "Bằng tốt nghiệp", "pages_each": "1", "copies_each": "2"},
        {"title": "Sổ hộ tịch", "pages_each": "3", "copies_each": "1"},
    ]
    save_answers(draft, {"items": items}, version=draft.version, at=clock.now())

    shown = client.get(check_page(draft)).content.decode()

    assert "1 trang (1 × 2.000 đồng) × 2 bản = 4.000 đồng" in shown
    assert "3 trang (2 × 2.000 đồng + 1 × 1.000 đồng) = 5.000 đồng" in shown
    assert "<b>9.000 đồng</b>" in shown
    assertNotContains(client.get(fee_page(draft)), "Ông/bà cần bao nhiêu bản?")
