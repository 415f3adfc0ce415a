"""The pages of a unit's own council, beside that of the province."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
import time_machine
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from motcua.initiatives.models import Council, CouncilMember
from tests import factories
from tests.initiatives.test_unit_councils import Own, commune_with_its_own
from tests.initiatives.unit import MONDAY, Province, open_province
from tests.web.manage_pages import require_refused
from tests.web.test_initiative_pages import browser

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def province() -> Province:
    """Return the province."""
    return open_province()


@pytest.fixture
def own() -> Own:
    """Return a commune that judges itself."""
    return commune_with_its_own()


def test_a_unit_founds_its_own_council_beside_that_of_the_province(province: Province) -> None:
    client = browser(province.secretary.officer_id)
    address = reverse("initiatives:council-found")
    require_refused(
        client.post(address, {"whose": f"unit-{province.here.pk}", "name": "Của xã khác"}),
        "Lựa chọn này không còn.",
    )

    page = client.post(
        address,
        {"whose": f"department-{province.department.pk}", "name": "Hội đồng Sở Nội vụ"},
        follow=True,
    )

    own = Council.objects.get(level="department")
    assertContains(page, "Cấp sở, ngành. Thường trực: Sở Nội vụ")
    assertContains(page, province.council.name)
    query = f"?hd={own.pk}"
    seat = reverse("initiatives:seat") + query
    factories.OfficerFactory.create(agency=province.here, account__username="nguoi.xa")
    factories.OfficerFactory.create(agency=province.department, account__username="nguoi.so")
    require_refused(
        client.post(seat, {"username": "nguoi.xa", "title": "member"}),
        "chỉ gồm người của đơn vị",
    )
    client.post(seat, {"username": "nguoi.so", "title": "member"})
    assert CouncilMember.objects.get(council=own).officer.agency == province.department
    other = browser(province.here_officer.officer_id)
    assert other.get(reverse("initiatives:council") + query).status_code == HTTPStatus.NOT_FOUND


def test_what_a_commune_recognised_is_referred_up_by_a_button(own: Own) -> None:
    found = own.recognised()
    client = browser(own.province.here_officer.officer_id)
    page = reverse("initiatives:one", args=[found.ref])
    assertContains(client.get(page), "Công nhận cấp xã")
    assertContains(client.get(page), "Gửi lên hội đồng tỉnh")

    after = client.post(reverse("initiatives:act", args=[found.ref, "refer_up"]), follow=True)

    assertContains(after, "Công nhận của đơn vị giữ nguyên")
    assertContains(after, own.province.council.name)
    assertNotContains(after, "viec/refer_up/")
