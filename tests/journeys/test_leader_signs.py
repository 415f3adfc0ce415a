"""A leader signs in the office: on the telephone one result, with a card a list of them."""

from typing import Final

from playwright.sync_api import Page, expect

from motcua.agencies.roles import Role
from motcua.dossiers.models import Dossier, Result
from motcua.kernel import clock
from motcua.signatures.selectors import bytes_of
from motcua.signatures.verifying import Standing, verify
from tests.journeys.acts import choose_act, fit, press
from tests.journeys.filling import around
from tests.journeys.house import House
from tests.signatures.house import House as Signers

__all__ = ["around"]
ACCOUNT: Final = "0900000077"


def signers_of(dossier: Dossier) -> list[tuple[str, Standing]]:
    """Return who signed the result of ``dossier``, and what each signature is worth."""
    result = Result.objects.get(dossier=dossier)
    seen = verify(bytes_of(result.issued_file), at=clock.now()).signatures
    return [(one.name, one.standing) for one in seen]


def on_telephone(page: Page, word: str) -> None:
    """Answer on the telephone what waits there."""
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Mở điện thoại (mô phỏng)").click()
    telephone = opened.value
    telephone.get_by_role("button", name=word).click()
    expect(telephone.get_by_text("Đã ghi nhận")).to_be_visible()
    telephone.close()


def test_a_leader_confirms_on_the_telephone_and_not_before(house: House, around: Signers) -> None:
    dossier = house.world.dossiers["to_approve"]
    leader = house.world.here.officers[Role.APPROVER]
    around.remote(leader, leader.full_name, ACCOUNT)
    page = house.officer(Role.APPROVER)
    choose_act(page, dossier, "Xem và duyệt kết quả")
    expect(page.get_by_text("xác nhận ký số trên điện thoại")).to_be_visible()

    press(page, "Duyệt và")
    expect(page.get_by_role("heading", level=1)).to_have_text("Xác nhận ký số trên điện thoại")
    fit(page)
    press(page, "Tôi đã xác nhận")
    expect(page.get_by_role("alert")).to_contain_text("chưa xác nhận trên điện thoại")
    assert Result.objects.get(dossier=dossier).approved_at is None
    on_telephone(page, "Từ chối")
    press(page, "Tôi đã xác nhận")
    expect(page.get_by_role("alert")).to_contain_text("từ chối")
    fit(page)
    page.get_by_role("link", name="Về trang duyệt kết quả").click()
    press(page, "Duyệt và")
    on_telephone(page, "Tôi đồng ý ký")
    press(page, "Tôi đã xác nhận")

    expect(page.get_by_role("status").filter(has_text="Đã duyệt và ký số")).to_be_visible()
    assert signers_of(dossier) == [(leader.full_name, Standing.GOOD)]
    assert dossier.steps.get(closed_at=None).role == Role.CLERK


def test_what_was_ticked_in_the_list_is_signed_and_nothing_else(
    house: House, around: Signers
) -> None:
    leader = house.world.here.officers[Role.APPROVER]
    around.identity(leader, leader.full_name, "lanh-dao")
    page = house.officer(Role.APPROVER)
    page.goto("/can-bo/duyet-nhieu/")
    boxes = page.get_by_role("checkbox")
    waiting = boxes.count()
    fit(page)
    page.get_by_label(f"Chọn {house.world.dossiers['to_approve'].code}").check()

    press(page, "Duyệt và ký các văn bản đã chọn")
    expect(page.get_by_text("Đã làm xong 1 hồ sơ")).to_be_visible()
    fit(page)

    assert signers_of(house.world.dossiers["to_approve"]) == [(leader.full_name, Standing.GOOD)]
    page.goto("/can-bo/duyet-nhieu/")
    expect(boxes).to_have_count(waiting - 1)
