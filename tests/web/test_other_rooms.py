"""Somebody at the door of a room that is not theirs is told whose it is."""

from http import HTTPStatus

import pytest
from django.test import Client

from motcua.agencies.roles import Role
from tests.citizens import sign_in_citizen
from tests.web.test_rights import browser_of
from tests.world import World

pytestmark = pytest.mark.django_db


def test_an_officer_at_a_page_for_citizens_is_told_so(world: World) -> None:
    browser = browser_of(world.here.officers[Role.DESK_OFFICER])

    answer = browser.get("/cua-toi/")

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "Trang này dành cho người dân." in answer.content.decode()


def test_a_citizen_at_a_page_of_the_staff_is_told_so(world: World, client: Client) -> None:
    sign_in_citizen(client, world.dossiers["accepted"].applicant)

    answer = client.get("/can-bo/quay/")

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "Trang này dành cho cán bộ." in answer.content.decode()


def test_an_officer_is_offered_no_button_that_leads_to_a_refusal(world: World) -> None:
    address = f"/thu-tuc/{world.marital.code}/"

    of_officer = browser_of(world.here.officers[Role.DESK_OFFICER]).get(address)
    of_stranger = Client().get(address)

    assert "/nop/" not in of_officer.content.decode()
    assert "Nộp trực tuyến" in of_stranger.content.decode()
