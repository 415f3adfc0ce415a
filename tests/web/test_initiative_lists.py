"""Lists of reform ask the database as often for many rows as for one."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.initiatives.models import Delegation
from motcua.initiatives.services import adoptions, delegations
from tests.initiatives.unit import MONDAY, Province, acting, open_province
from tests.web.test_initiative_pages import browser

pytestmark = pytest.mark.django_db
LISTS = ("list", "plans", "adoptions", "journeys", "seats")


@pytest.fixture
def province() -> Iterator[Province]:
    """Return the province on its Monday."""
    with time_machine.travel(MONDAY, tick=False):
        yield open_province()


def add_one(province: Province, number: int) -> None:
    """Let there be one more of everything."""
    model = province.published(title=f"Mô hình {number}", summary=f"Câu {number}")
    province.opened(title=f"Đang chấm {number}")
    adoptions.adopt(
        model,
        province.elsewhere,
        adoptions.Wish(starts_on=MONDAY.date()),
        actor=province.elsewhere_officer,
        at=MONDAY,
    )
    journey = delegations.save_delegation(
        Delegation(agency=province.elsewhere),
        {
            "title": f"Đoàn {number}",
            "host": "Quảng Ninh",
            "topics": "Một cửa",
            "begins_on": MONDAY.date(),
            "ends_on": MONDAY.date(),
        },
        [("Nguyễn Văn Đi", "")],
        actor=province.elsewhere_officer,
        at=MONDAY,
    )
    delegations.commit_to(
        journey,
        text="Lập bàn",
        responsible="",
        due_on=MONDAY.date(),
        actor=province.elsewhere_officer,
    )


def queries_of(client: Client, address: str) -> int:
    """Return how many queries a page asks."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_many_rows_ask_no_more_than_one(province: Province) -> None:
    member = browser(acting(province.members[2]).officer_id)
    there = browser(province.elsewhere_officer.officer_id)
    clients = dict.fromkeys(LISTS, there) | {"seats": member}
    add_one(province, 1)
    before = {n: queries_of(clients[n], reverse(f"initiatives:{n}")) for n in LISTS}

    for number in (2, 3, 4):
        add_one(province, number)

    after = {n: queries_of(clients[n], reverse(f"initiatives:{n}")) for n in LISTS}
    assert after == before
    assert max(before.values()) <= 16, before
