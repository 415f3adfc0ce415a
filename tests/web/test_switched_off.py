"""What is switched off stops in pages and for other systems; what was begun goes on."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from motcua.agencies.actors import SYSTEM
from motcua.agencies.models import Agency
from motcua.configuration.features import ABOUT, Feature
from motcua.configuration.services import set_switch
from motcua.dossiers.models import Dossier, OnlineDraft
from motcua.hall.models import Ticket
from motcua.payments.models import Order
from motcua.petitions.models import Subject
from motcua.web.public import booking, hall_screens
from motcua.web.throttle import Throttle
from tests.api_clients import caller
from tests.citizens import person_of, sign_in_citizen
from tests.world import MONDAY, World
from tests.world_hall import an_appointment

pytestmark = pytest.mark.django_db
OFF = HTTPStatus.SERVICE_UNAVAILABLE
MARITAL = "1.004873"
WHO = {"full_name": "Lê An", "address": "Số 1 đường Mẫu", "phone": "0903000000"}


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(hall_screens, "throttle", Throttle())
    monkeypatch.setattr(booking, "throttle", Throttle())
    with time_machine.travel(MONDAY, tick=False):
        yield


def off(feature: Feature, agency: Agency | None = None, *, is_on: bool = False) -> str:
    """Switch ``feature`` off and return what people are told."""
    set_switch(feature, is_on=is_on, agency=agency, sentence="", reason="thử", actor=SYSTEM)
    return ABOUT[feature].sentence


def said(answer: Any) -> str:
    return str(answer.content.decode())


def begin(client: Client, world: World) -> OnlineDraft | None:
    asked = {"agency": str(world.here.agency.pk), "standing": "self"}
    client.post(f"/cua-toi/nop/{MARITAL}/", asked)
    return OnlineDraft.objects.filter(agency=world.here.agency).order_by("-pk").first()


def test_a_draft_is_kept_while_lodging_is_off(client: Client, world: World) -> None:
    sign_in_citizen(client, person_of(name="Nguyễn Thị Mai"))
    draft = begin(client, world)
    assert draft is not None
    check = f"/cua-toi/nop/ban/{draft.ref}/kiem-tra/"
    lodged = Dossier.objects.count()

    sentence = off(Feature.LODGING, world.here.agency)
    looked, tried = client.get(check), client.post(check, {"do": "lodge"})
    kept = client.get(reverse("citizen:drafts"))
    count = OnlineDraft.objects.count()
    begin(client, world)

    assert sentence in said(looked)
    assert (tried.status_code, sentence in said(tried)) == (422, True)
    assert str(draft.ref) in said(kept)
    assert (OnlineDraft.objects.count(), Dossier.objects.count()) == (count, lodged)
    off(Feature.LODGING, world.here.agency, is_on=True)
    assert sentence not in said(client.get(check))


@pytest.mark.usefixtures("world")
def test_nobody_begins_while_lodging_is_off_everywhere(client: Client) -> None:
    page, start = reverse("public:procedure", args=[MARITAL]), f"/cua-toi/nop/{MARITAL}/"
    assert start in said(client.get(page))

    sentence = off(Feature.LODGING)
    shown = said(client.get(page))
    sign_in_citizen(client, person_of(name="Nguyễn Thị Mai"))
    answer = client.get(start)

    assert (start in shown, sentence in shown) == (False, True)
    assert (answer.status_code, sentence in said(answer)) == (OFF, True)


def test_numbers_from_the_telephone_stop_and_the_halls_own_go_on(
    client: Client, world: World
) -> None:
    page = reverse("public:kiosk", args=[world.here.desk.code])
    before = Ticket.objects.count()

    sentence = off(Feature.TICKETS, world.here.agency)
    looked, tried = client.get(page), client.post(page, {"group": "A"})
    none = Ticket.objects.count()
    client.post(page, {"group": "A", "in": "1"})

    assert (looked.status_code, sentence in said(looked)) == (OFF, True)
    assert (tried.status_code, none, Ticket.objects.count()) == (OFF, before, before + 1)


def test_an_appointment_stands_while_booking_is_off(client: Client, world: World) -> None:
    made = an_appointment()
    own = reverse("public:appointment", args=[made.token])

    sentence = off(Feature.APPOINTMENTS, world.here.agency)
    book = client.get(reverse("public:booking-desk", args=[world.here.desk.code]))
    move = client.get(reverse("public:appointment-move", args=[made.token]), follow=True)
    shown = client.get(own)

    assert (book.status_code, sentence in said(book)) == (OFF, True)
    assert sentence in said(move)
    assert shown.status_code == HTTPStatus.OK


def test_no_order_is_opened_while_payment_is_off(client: Client, world: World) -> None:
    dossier = world.dossiers["owing"]
    page = reverse("public:pay", args=[dossier.tracking_code])
    before = Order.objects.count()

    sentence = off(Feature.PAYMENT, world.here.agency)
    looked, tried = client.get(page), client.post(page, {"how": "vietqr"})

    assert sentence in said(looked)
    assert (tried.status_code, sentence in said(tried)) == (422, True)
    assert Order.objects.count() == before


def test_other_systems_are_told_with_a_problem(world: World) -> None:
    other = caller()
    petition = {
        "agency": world.here.agency.code,
        "subject": Subject.values[0],
        "title": "x",
        "text": "y",
    }
    assert other.get("procedures").status_code == HTTPStatus.OK

    off(Feature.PETITIONS)
    refused = other.post("petitions", {**petition, **WHO})
    sentence = off(Feature.API)
    closed = other.get("procedures")

    assert (refused.status_code, refused.json()["code"]) == (422, "switched-off"), refused.json()
    assert closed.status_code == OFF
    assert (closed.json()["code"], closed.json()["detail"]) == ("switched-off", sentence)
