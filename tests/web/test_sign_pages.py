"""The pages of signs: who sees what, what stands there, what is written and answered."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.plugin import DjangoDbBlocker

from motcua.agencies.models import Agency
from motcua.agencies.roles import Role
from motcua.indicators.gaming import keeping
from motcua.indicators.gaming.rules import rule_on
from motcua.indicators.models import SignNote, SignRule
from tests.factories import AgencyFactory
from tests.signs_stock import play_signs
from tests.web.test_figures_pages import words
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db
WITHDRAWN = "rut-ho-so"
PROVINCE_QUERIES = 12
UNIT_QUERIES = 13
SIGN_QUERIES = 13
"""Who is asking (2), how far it is counted, rules (2), the unit; the signs of all units (3), its
officers and theirs; dossiers, notes, what the bar says."""


@pytest.fixture(scope="module")
def world(world: World, django_db_blocker: DjangoDbBlocker) -> World:
    """Return the world among six units more, one of which has many dossiers withdrawn."""
    with django_db_blocker.unblock(), time_machine.travel(MONDAY, tick=False):
        keeping.catch_up(at=MONDAY)
        others = [
            AgencyFactory.create(code=f"T{number}", name=f"UBND xã Số {number}")
            for number in range(6)
        ]
        agencies: list[Agency] = [world.here.agency, *others]
        play_signs(agencies, world.here.officers[Role.DESK_OFFICER], world.dossiers["returned"])
    return world


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def browser(world: World, role: Role, *, is_elsewhere: bool = False) -> Client:
    officer = (world.elsewhere if is_elsewhere else world.here).officers[role]
    assert officer.account is not None
    client = Client()
    client.force_login(officer.account, "motcua.accounts.backends.AccountBackend")
    return client


def test_an_inspector_sees_what_stands_out_and_never_an_accusation(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = browser(world, Role.AUDITOR)
    client.get(reverse("leader:signs"))
    with django_assert_max_num_queries(PROVINCE_QUERIES):
        response = client.get(reverse("leader:signs"))
    said = words(response)

    assert "dấu hiệu cần xem, không phải kết luận" in said
    assert "UBND xã An Bình Rút hồ sơ" in said
    assert "UBND xã Số 3 không dấu hiệu nào cao hơn hẳn" in said
    units = words(client.get(reverse("leader:sign", args=[WITHDRAWN])))
    assert units.index("UBND xã An Bình") < units.index("UBND xã Số 0")
    assert "cao hơn hẳn các đơn vị khác" in units


def test_a_head_sees_the_own_unit_and_its_officers_alone(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = browser(world, Role.APPROVER)
    client.get(reverse("leader:signs"))
    with django_assert_max_num_queries(UNIT_QUERIES):
        response = client.get(reverse("leader:signs"))
    said = words(response)

    assert "UBND xã An Bình" in said
    assert "Cán bộ có số cao hơn hẳn" in said
    assert "Lê Thị Thu Hà Rút hồ sơ" in said
    assert "Ngày hẹn lần đầu (không trừ tạm dừng, không kể hẹn lại)" in said
    other = {"co-quan": world.elsewhere.agency.code}
    for name, arguments in (("signs", []), ("sign", [WITHDRAWN])):
        missing = client.get(reverse(f"leader:{name}", args=arguments), other)
        assert missing.status_code == HTTPStatus.NOT_FOUND


def test_one_sign_shows_its_officers_and_a_few_queries_are_enough(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = browser(world, Role.APPROVER)
    client.get(reverse("leader:sign", args=[WITHDRAWN]))
    with django_assert_max_num_queries(SIGN_QUERIES):
        response = client.get(reverse("leader:sign", args=[WITHDRAWN]))
    said = words(response)

    assert "Lê Thị Thu Hà Cán bộ một cửa" in said
    assert "cao hơn hẳn các đơn vị khác" in said
    assert "Chưa ai ghi gì về dấu hiệu này." in said


def test_what_is_written_reaches_whom_it_concerns_and_comes_back(world: World) -> None:
    officer = world.here.officers[Role.DESK_OFFICER]
    address = reverse("leader:sign", args=[WITHDRAWN]) + f"?nguoi={officer.pk}"
    head = browser(world, Role.APPROVER)

    refused = head.post(address, {"kind": "needs_work", "text": ""})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Xin ghi vài lời" in words(refused)
    assert 'value="needs_work" checked' in refused.content.decode()
    assert head.post(address, {"kind": "needs_work", "text": "Hỏi lại dân"}).status_code == 302
    clerk = browser(world, Role.DESK_OFFICER)
    own = reverse("office:own-signs")
    assert "Cần chấn chỉnh · Lê Thị Thu Hà" in words(clerk.get(own))
    assert clerk.post(own, {"key": WITHDRAWN, "text": "Dân tự xin rút"}).status_code == 302
    assert "Dân tự xin rút" in words(head.get(address))
    note = SignNote.objects.get(kind="needs_work")
    # One more of the world itself.
    assert (note.officer, note.part, note.agency) == (officer, 25, world.here.agency)
    assert "Hỏi lại dân" not in words(browser(world, Role.CLERK).get(own))


def test_nobody_else_may_look_or_write(world: World) -> None:
    address = reverse("leader:sign", args=[WITHDRAWN])
    code = {"co-quan": world.here.agency.code}
    for role in (Role.DESK_OFFICER, Role.CLERK, Role.ADMINISTRATOR, Role.REFORM_OFFICER):
        client = browser(world, role)
        assert client.get(reverse("leader:signs")).status_code == HTTPStatus.FORBIDDEN
        assert client.post(f"{address}?co-quan={code['co-quan']}").status_code == 403
    stranger = browser(world, Role.APPROVER, is_elsewhere=True)
    posted = stranger.post(f"{address}?co-quan={code['co-quan']}", {"text": "Sai"})
    assert posted.status_code == HTTPStatus.NOT_FOUND
    odd = {"co-quan": "khong-co", "ky": "2026-q4"}
    assert browser(world, Role.AUDITOR).get(address, odd).status_code == HTTPStatus.NOT_FOUND
    assert not SignNote.objects.filter(text="Sai").exists()


def test_an_administrator_sets_the_next_rule(world: World) -> None:
    client = browser(world, Role.ADMINISTRATOR)
    now = rule_on(MONDAY.date())
    typed = {one.name: str(getattr(now, one.name)) for one in fields(now)}
    tomorrow = f"{MONDAY + timedelta(days=1):%d/%m/%Y}"
    refused = client.post(
        reverse("manage:sign-rules-set"), {**typed, "valid_from": tomorrow, "relodge_days": "0"}
    )
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    kept = client.post(
        reverse("manage:sign-rules-set"), {**typed, "valid_from": tomorrow, "relodge_days": "45"}
    )
    assert kept.status_code == HTTPStatus.FOUND
    assert SignRule.objects.get().relodge_days == 45
