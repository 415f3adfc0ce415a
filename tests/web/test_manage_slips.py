"""Slips of an administrator that would stop the desks later: each is refused when it is made."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from motcua.agencies.models import Agency
from motcua.dossiers.models import CodePattern
from tests.web.manage_pages import MONDAY, address, require_refused, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def agency(client: Client) -> Agency:
    return sign_in(client)


@pytest.mark.usefixtures("agency")
@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        pytest.param("{agency}/{yy}{mm}{dd}/{number:04}", "chỉ gồm chữ in hoa", id="slashes"),
        pytest.param("hs-{agency}-{yy}{mm}{dd}-{number:04}", "chỉ gồm chữ in hoa", id="small"),
        pytest.param("{agency}-{yy}{mm}{dd}-{number:04}?", "chỉ gồm chữ in hoa", id="query"),
        pytest.param("HỒSƠ-{agency}-{yy}{mm}{dd}-{number}", "chỉ gồm chữ in hoa", id="marks"),
        pytest.param("X" * 30 + "-{agency}-{yy}{mm}{dd}-{number:04}", "dài quá", id="long"),
    ],
)
def test_a_pattern_whose_codes_could_not_be_used_is_refused(
    client: Client, pattern: str, sentence: str
) -> None:
    typed = {"pattern": pattern, "legal_basis": "x", "valid_from": "01/12/2026", "do": "save"}

    require_refused(client.post(address("patterns"), typed), sentence)
    assert not CodePattern.objects.exists()


@pytest.mark.parametrize("code", ["H06/25", "H06 25", "H06.", "ỦY-BAN", "H06?25"])
def test_an_agency_whose_code_could_stand_in_no_address_is_refused(
    client: Client, agency: Agency, code: str
) -> None:
    typed = {
        "code": code,
        "name": "UBND xã Bình Châu",
        "kind": "commune_committee",
        "unit": agency.unit.code,
        "valid_from": "01/12/2026",
    }

    require_refused(client.post(address("agency-new"), typed), "Mã chỉ gồm chữ in hoa")


@pytest.mark.usefixtures("agency")
@pytest.mark.parametrize("day", ["01/01/0001", "31/12/9999", "24/11/0226"])
def test_a_year_far_away_is_a_slip(client: Client, day: str) -> None:
    typed = {
        "pattern": "{agency}-{yy}{mm}{dd}-{number:04}",
        "legal_basis": "x",
        "valid_from": day,
        "do": "save",
    }

    require_refused(client.post(address("patterns"), typed), "Năm phải từ 1976")
