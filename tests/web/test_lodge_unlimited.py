"""A procedure whose limit nobody has published: lodged from home, dated by the desk."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier, DueDate
from motcua.people.models import Person
from motcua.procedures.models import CommittedLimit, Procedure
from tests.web.test_lodge_online import filled, lodge, mai
from tests.world import MONDAY, World

__all__ = ["mai"]
START = "/cua-toi/nop/{code}/"


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def unlimited(world: World, mai: Person) -> Procedure:
    """Return a procedure without a published or a committed limit."""
    assert mai.full_name
    version = world.birth.current_version
    assert version is not None
    channels = [{**one, "limit": None} for one in version.content["channels"]]
    type(version).objects.filter(procedure=world.birth).update(
        content={**version.content, "channels": channels}
    )
    CommittedLimit.objects.filter(procedure=world.birth).delete()
    return world.birth


def desk_of(world: World) -> Client:
    client = Client()
    account = world.here.officers[Role.DESK_OFFICER].account
    assert account is not None
    client.force_login(account, backend="motcua.accounts.backends.AccountBackend")
    return client


def test_it_is_lodged_and_the_desk_states_a_date_with_the_reason(
    client: Client, world: World, unlimited: Procedure
) -> None:
    shown = client.get(START.format(code=unlimited.code))
    assertContains(shown, "cơ quan hẹn ngày khi tiếp nhận")
    dossier = lodge(client, filled(client, world))
    desk, page = desk_of(world), reverse("desk:answer", args=[dossier.tracking_code])
    assertContains(desk.get(page), "chưa công bố thời hạn giải quyết")

    silent = desk.post(page)
    without_reason = desk.post(page, {"days": "5", "reason": " "})
    taken = desk.post(page, {"days": "5", "reason": "Cần xác minh tại nơi sinh"})

    assert (silent.status_code, without_reason.status_code) == (422, 422)
    assert taken.status_code == 302
    dossier.refresh_from_db()
    assert dossier.state == State.ACCEPTED
    due = dossier.due_dates.get(kind=DueDate.Kind.PROMISE)
    assert (due.limit_value, str(due.limit_unit)) == (5, "working_day")
    assert "Cần xác minh tại nơi sinh" in dossier.notes.get().text
    accepted = dossier.events.get(action="accept").payload
    assert accepted["limit"][:2] == [5, "working_day"]
    assert "xác minh" not in str(accepted)


def test_with_a_published_limit_nobody_is_asked_for_one(
    client: Client, world: World, mai: Person
) -> None:
    assert mai.full_name
    dossier = lodge(client, filled(client, world))

    page = desk_of(world).get(reverse("desk:answer", args=[dossier.tracking_code]))

    assert "chưa công bố thời hạn" not in page.content.decode()
    assert not Dossier.objects.get(pk=dossier.pk).notes.exists()


def test_one_of_a_ministry_alone_is_sent_to_the_national_portal(
    client: Client, unlimited: Procedure
) -> None:
    Procedure.objects.filter(pk=unlimited.pk).update(levels=["ministry"])

    shown = client.get(START.format(code=unlimited.code))

    assertContains(shown, "Cổng Dịch vụ công quốc gia")
