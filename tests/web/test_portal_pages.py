"""The pages and commands of the national portal, and what it is told of a whole province."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects
from pytest_django.fixtures import Settings

from motcua.agencies.roles import Role
from motcua.cli import cli, portal as command
from motcua.conf import measures
from motcua.dossiers.lifecycle import Action, State
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.exchange.models import PortalMessage
from motcua.exchange.portal import messages, outgoing
from motcua.exchange.portal.outgoing_facts import facts_of
from motcua.exchange.portal.sending import send_to_portal
from simulators import host
from simulators.portal.app import at as portal_at
from tests.portal_process import tell
from tests.web.manage_pages import address, text_of
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/cong-quoc-gia/"
ROW = 'class="table__title num"'


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def portal(settings: Settings, tmp_path: Path) -> Iterator[str]:
    """Join a portal."""
    place = portal_at(tmp_path / "portal.sqlite3")
    with host.serving({"portal": place}) as found:
        settings.PORTAL_ADDRESS = f"{found}/portal"
        settings.PORTAL_SECRET, settings.PORTAL_UNIT = "bi-mat-mo-phong", "H29"
        yield settings.PORTAL_ADDRESS
    place.store.close()


def signed_in(client: Client, world: World, role: Role) -> Client:
    account = world.here.officers[role].account
    assert account is not None
    client.force_login(account, backend="motcua.accounts.backends.AccountBackend")
    return client


def test_every_event_of_a_province_leads_where_the_portal_understands_it(world: World) -> None:
    del world
    walked = DossierEvent.objects.exclude(from_state="").values_list(
        "from_state", "to_state", "action"
    )

    wrong = {step for step in walked if not messages.may_follow(step[0], step[1], Action(step[2]))}

    assert walked.count() > 100
    assert wrong == set()


def test_every_dossier_of_a_province_has_its_message(world: World) -> None:
    del world
    seen = set()
    for dossier in Dossier.objects.filter(erased_at__isnull=True):
        told = messages.written(facts_of(dossier.pk))
        assert told.status == State(dossier.state).national_code
        seen.add(told.status)

    assert seen == set(range(1, 11))


def test_a_dossier_takes_the_same_statements_however_long_its_story(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    dossier = max(Dossier.objects.all(), key=lambda one: one.events_count)

    # The dossier; papers; charges; pauses, their answers and dates; results; steps; events;
    # whether the applicant is identified.
    with django_assert_max_num_queries(10):
        facts_of(dossier.pk)
    assert world.dossiers


def test_the_page_says_that_nothing_is_joined(client: Client, world: World) -> None:
    page = signed_in(client, world, Role.ADMINISTRATOR).get(PAGE)

    assertContains(page, "Chưa kết nối Cổng quốc gia")
    assertNotContains(page, "gui-lai")


def test_what_waits_and_was_refused_is_shown_and_sent_again(
    client: Client, world: World, portal: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    signed_in(client, world, Role.ADMINISTRATOR)
    dossier, other = world.dossiers["accepted"], world.dossiers["second"]
    tell(f"{portal}/_behave", {"answer": "refuse", "only": dossier.code})
    for one in (dossier, other):
        client.post(address("portal-again"), {"ma": one.code})
    send_to_portal(MONDAY)

    refused = client.get(PAGE, {"loc": "refused"})
    everything = client.get(PAGE)

    assertContains(refused, "mã thủ tục không có trên Cổng")
    assertNotContains(refused, f'num" href="?ma={other.code}')
    assertContains(everything, other.code)
    assertNotContains(everything, "Thùy Dương")
    # Two of who is signed in; waiting, refused, last taken, outage, days, rows.
    with django_assert_num_queries(8):
        client.get(PAGE)
    tell(f"{portal}/_behave", {"answer": "ok"})
    assertRedirects(client.post(address("portal-again")), PAGE)
    assert send_to_portal(MONDAY).taken == 1
    assertContains(client.get(PAGE, {"loc": "refused"}), "Không có lần đồng bộ nào")
    assertContains(client.post(address("portal-again"), {"ma": "H00"}, follow=True), "Không có hồ")


def test_the_list_goes_on_by_key(client: Client, world: World, portal: str) -> None:
    signed_in(client, world, Role.AUDITOR)
    assert outgoing.send_missing(at=MONDAY) > 25
    for row in PortalMessage.objects.all():
        outgoing.send_again(row.dossier_id, at=MONDAY)
    total = PortalMessage.objects.count()
    assert portal
    assert total > 50

    first = text_of(client.get(PAGE))
    (last,) = re.findall(r"sau=(\d+)", first)
    following = text_of(client.get(PAGE, {"sau": last}))

    keys = list(PortalMessage.objects.order_by("-pk").values_list("pk", flat=True))
    assert int(last) == keys[49]
    assert first.count(ROW) == 50
    assert following.count(ROW) == min(50, total - 50)
    assert "gui-lai" not in first
    for odd in ("x", "9" * 40, "-1"):
        assert client.get(PAGE, {"sau": odd, "loc": odd, "ma": odd}).status_code == HTTPStatus.OK


def test_a_dossier_says_how_far_the_portal_knows_it(
    client: Client, world: World, portal: str
) -> None:
    dossier = world.dossiers["accepted"]
    page = reverse("office:dossier", args=[dossier.code])
    signed_in(client, world, Role.HANDLING_OFFICER)

    assertContains(client.get(page), "Chưa gửi")
    outgoing.send_again(dossier.pk, at=MONDAY)
    assertContains(client.get(page), "Đang chờ gửi")
    tell(f"{portal}/_behave", {"answer": "refuse", "times": 1})
    send_to_portal(MONDAY)
    assertContains(client.get(page), "vì: mã thủ tục không có trên Cổng")
    outgoing.send_again(dossier.pk, at=MONDAY)
    send_to_portal(MONDAY)
    assertContains(client.get(page), "Cổng nhận lần cuối")


def test_a_dossier_says_nothing_where_nobody_has_joined(client: Client, world: World) -> None:
    page = reverse("office:dossier", args=[world.dossiers["accepted"].code])

    assertNotContains(
        signed_in(client, world, Role.HANDLING_OFFICER).get(page), "Cổng Dịch vụ công quốc gia"
    )


def test_what_waits_is_measured(world: World, portal: str) -> None:
    outgoing.send_again(world.dossiers["accepted"].pk, at=MONDAY)
    assert portal

    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in measures.measured(at=MONDAY)
        for sample in family.samples
    }

    assert found["motcua_portal_messages", "waiting"] == 1
    assert found["motcua_portal_oldest_seconds",] == 0


@contextmanager
def _here() -> Iterator[None]:
    yield


def test_the_commands_compare_and_tell_again(
    world: World, portal: str, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr(command, "with_tables", _here)
    dossier = world.dossiers["accepted"]
    assert outgoing.send_missing(at=MONDAY)
    assert portal

    def said(*arguments: Any) -> tuple[int, str]:
        done = CliRunner().invoke(cli, ["portal", *arguments])
        return done.exit_code, done.output

    code, text = said("compare", "--all")
    assert (code, f"✗ {dossier.code}: còn chờ gửi" in text) == (1, True)
    while send_to_portal(MONDAY).tried:
        pass
    assert said("compare") == (0, "Khớp: Cổng có đúng những gì ở đây.\n")
    assert said("resend", str(dossier.code))[0] == 0
    assert said("compare")[0] == 1
    assert said("resend", "H00-khong-co")[0] == 1
    assert said("resend")[0] == 2
    settings.PORTAL_ADDRESS = "http://127.0.0.1:9/portal"
    assert said("compare")[0] == 2
    settings.PORTAL_ADDRESS = ""
    assert said("compare")[0] == 2
