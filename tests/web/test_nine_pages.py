"""The nine indices: off until switched on; officers seen by their heads and themselves alone."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from motcua.agencies.roles import Role
from motcua.indicators.models import NineVersion
from motcua.indicators.nine_versions import nine_on, shipped
from tests import factories
from tests.web.desk_pages import MONDAY, AtDesk, sit_down
from tests.web.test_figures_pages import some, words

pytestmark = pytest.mark.django_db
QUARTER = {"ky": "2026-q4", "moc": "lich"}


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def at_work(client: Client) -> AtDesk:
    return sit_down(client, Role.DESK_OFFICER, Role.HANDLING_OFFICER, Role.APPROVER, Role.CLERK)


def signed_in(**fields: Any) -> Client:
    officer = factories.OfficerFactory.create(**fields)
    assert officer.account is not None
    found = Client()
    found.force_login(officer.account, "motcua.accounts.backends.AccountBackend")
    return found


def switch_on() -> None:
    held = shipped()[0]
    NineVersion.objects.create(
        valid_from=held.valid_from,
        is_on=True,
        document=held.scheme.to_document(),
        legal_basis=held.legal_basis,
        saved_at=MONDAY,
    )


def test_they_are_off_until_an_administrator_switches_them_on(at_work: AtDesk) -> None:
    some(at_work)

    unit = words(at_work.client.get(reverse("leader:nine"), QUARTER))
    mine = words(at_work.client.get(reverse("leader:nine-mine"), QUARTER))
    listed = words(at_work.client.get(reverse("leader:reports"), QUARTER))

    assert "không dùng chín chỉ số" in unit
    assert "không dùng chín chỉ số" in mine
    assert "Chín chỉ số" not in listed


def test_a_unit_is_scored_by_what_is_known(at_work: AtDesk) -> None:
    some(at_work)
    switch_on()

    said = words(at_work.client.get(reverse("leader:nine"), QUARTER))
    mine = words(at_work.client.get(reverse("leader:nine-mine"), QUARTER))

    # Twelve finished a week early: 2 of time and steps, none asked back, the desk, no complaint.
    assert "11,0 trên 14 điểm tính được; quy về thang 18 là 14,1: Tốt." in said
    assert "Để ngoài điểm tối đa vì chưa đủ dữ liệu: chỉ số 5, 6." in said
    assert at_work.officer.full_name in said
    assert "9,0 trên 10 điểm; hoàn thành 100 %" in mine


def test_officers_are_seen_by_their_heads_alone(at_work: AtDesk) -> None:
    some(at_work)
    switch_on()
    reviewer = signed_in(agency=at_work.desk.agency, roles=[Role.REVIEWER])

    said = words(reviewer.get(reverse("leader:nine"), QUARTER))
    own = words(reviewer.get(reverse("leader:nine-mine"), QUARTER))

    assert "Thời gian giải quyết" in said
    assert "Chỉ lãnh đạo đơn vị và chính cán bộ" not in said
    assert "Hoàn thành" not in said
    assert "chưa làm xong hồ sơ nào" in own


def test_an_administrator_switches_on_and_mistakes_are_told() -> None:
    client = signed_in(agency=factories.AgencyFactory.create(), roles=[Role.ADMINISTRATOR])
    typed = {
        "is_on": "on",
        "valid_from": "01/01/2026",
        "legal_basis": "Quyết định của tỉnh",
        "contacts_2": "0",
        "contacts_1": "1",
        "petitions_2": "100",
        "petitions_1": "90",
        "online_procedures": "20",
        "online_2": "30",
        "online_1": "15",
        "late_attitude": "0",
        "class_0": "15",
        "class_1": "12",
        "class_2": "9",
        "class_3": "6",
    }

    wrong = client.post(reverse("manage:nine-set"), {**typed, "class_1": "15"})
    right = client.post(reverse("manage:nine-set"), typed)
    again = client.post(reverse("manage:nine-set"), typed)

    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "phải giảm dần" in words(wrong)
    assert right.status_code == HTTPStatus.FOUND
    assert nine_on(MONDAY.date()).is_on
    assert again.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "sau hôm nay" in words(again)
