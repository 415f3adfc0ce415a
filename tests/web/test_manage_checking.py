"""The administrator's page that says whether everything is wired."""

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains

from motcua.agencies.roles import Role
from tests.web.manage_pages import MONDAY, address, sign_in

pytestmark = pytest.mark.django_db


def test_the_worst_comes_first_with_what_to_do(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    sign_in(client, Role.AUDITOR)

    with time_machine.travel(MONDAY, tick=False), django_assert_max_num_queries(45):
        page = client.get(address("checking"))

    assertContains(page, "điều phải sửa.")
    text = page.content.decode()
    places = [text.index(f'id="muc-{grade}"') for grade in ("bad", "warning", "good")]
    assert places == sorted(places)
    assertContains(page, "Không có tiến trình nền nào")
    assertContains(page, "systemctl restart motcua-worker")


def test_the_first_page_leads_there(client: Client) -> None:
    sign_in(client)

    assertContains(client.get(address("home")), address("checking"))
