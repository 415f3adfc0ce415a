"""The administrator's pages about connections."""

from typing import Any

import pytest
from django.test import Client

from motcua.agencies.roles import Role
from motcua.exchange.models import ApiClient
from motcua.exchange.scopes import Scope
from tests.api_clients import caller
from tests.factories import AgencyFactory, OfficerFactory

pytestmark = pytest.mark.django_db
PLACE = "/quan-tri/ket-noi/"


def browser_of(role: Role) -> Client:
    officer = OfficerFactory.create(roles=[role])
    assert officer.account is not None
    browser = Client()
    browser.force_login(officer.account, backend="motcua.accounts.backends.AccountBackend")
    return browser


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Ki-ốt",
        "organisation": "Ngân hàng Mẫu",
        "contact_email": "kiosk@nganhang.example",
        "scopes": [Scope.PUBLIC.value, Scope.LODGE.value],
        "agencies": "",
        "expires_on": "30/06/2027",
        "calls_per_minute": "60",
        **changes,
    }


def test_a_connection_is_made_and_its_secret_is_shown_once() -> None:
    agency = AgencyFactory.create()
    administrator = browser_of(Role.ADMINISTRATOR)

    made = administrator.post(f"{PLACE}moi/", typed(agencies=agency.code.lower()))

    client = ApiClient.objects.get()
    shown = made.content.decode()
    assert "mcs_" in shown
    assert client.client_id in shown
    assert made["Cache-Control"] == "no-store"
    assert list(client.agencies.all()) == [agency]
    again = administrator.get(f"{PLACE}{client.ref}/").content.decode()
    assert "mcs_" not in again
    assert "Ngân hàng Mẫu" in administrator.get(PLACE).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"agencies": "KHONG.CO"}, "Không có cơ quan nào mang mã KHONG.CO"),
        ({"agencies": ""}, "Xin chọn cơ quan mà hệ thống này được làm việc cùng."),
        ({"expires_on": "30/06/2030"}, "nhiều nhất một năm"),
        ({"scopes": []}, "Xin chọn ít nhất một việc"),
        ({"contact_email": "x"}, "ten@noi.vn"),
    ],
)
def test_what_cannot_stand_is_said_and_what_was_typed_stays(
    changes: dict[str, Any], words: str
) -> None:
    answer = browser_of(Role.ADMINISTRATOR).post(f"{PLACE}moi/", typed(**changes))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Ngân hàng Mẫu" in page
    assert not ApiClient.objects.exists()


def test_a_connection_is_changed_given_another_secret_and_switched_off() -> None:
    one = caller(Scope.PUBLIC, name="Trang xã")
    administrator = browser_of(Role.ADMINISTRATOR)
    place = f"{PLACE}{one.client.ref}/"

    changed = typed(name="Trang mới", is_for_all_agencies="on")
    assert administrator.post(f"{place}sua/", changed).status_code == 302
    rotated = administrator.post(f"{place}lam/", {"do": "rotate"})
    assert "mcs_" in rotated.content.decode()
    assert administrator.post(f"{place}lam/", {"do": "off"}).status_code == 302
    assert administrator.post(f"{place}lam/", {"do": "khong"}).status_code == 404

    page = administrator.get(place).content.decode()
    assert "Trang mới" in page
    assert "Đã tắt" in page
    assert "Đổi khóa" in page
    assert one.get("roster").status_code == 401


def test_an_auditor_looks_and_changes_nothing() -> None:
    one = caller(Scope.PUBLIC)
    auditor = browser_of(Role.AUDITOR)
    place = f"{PLACE}{one.client.ref}/"

    assert auditor.get(place).status_code == 200
    assert auditor.post(f"{place}lam/", {"do": "off"}).status_code == 403
    assert auditor.get(f"{PLACE}moi/").status_code == 403


def test_the_list_asks_as_much_for_many_as_for_one(django_assert_num_queries: Any) -> None:
    administrator = browser_of(Role.ADMINISTRATOR)
    for _number in range(3):
        caller(Scope.PUBLIC).get("roster")
    administrator.get(PLACE)

    # who is asking; the installation with its desk; the connections
    with django_assert_num_queries(3):
        administrator.get(PLACE)
