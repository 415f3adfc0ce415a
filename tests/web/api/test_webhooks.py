"""Hooks through the API: made once, its secret told once, tried, listed, sent again."""

from collections.abc import Iterator
from typing import Any

import pytest

from motcua.exchange.models import IdempotencyKey, Webhook
from tests.api_clients import Caller, caller
from tests.exchange.hooked import loopback, send_all
from tests.exchange.listening import Listener, listening
from tests.web.api.lodged import ask_plainly, lodged
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(settings: Any) -> Iterator[Listener]:
    settings.WEBHOOK_NETWORKS, settings.WEBHOOK_MAY_BE_PLAIN = loopback(), True
    with listening() as listener:
        yield listener


def wish(told: Listener, *kinds: str) -> dict[str, Any]:
    return {"address": f"{told.address}/tin", "kinds": kinds or ["dossier.lodged"]}


def test_a_client_hooks_itself_up_and_hears_of_what_it_lodges(
    notary: Caller, told: Listener, world: World
) -> None:
    ask_plainly(world)
    made = notary.post("webhooks", wish(told), key="moc-1")
    assert made.status_code == 201
    hook = made.json()

    dossier = lodged(notary, world)
    send_all(MONDAY)

    [news] = told.arrived
    assert news.is_signed_with(hook["secret"])
    assert news.said["type"] == "dossier.lodged"
    assert news.said["data"]["tracking_code"] == dossier["tracking_code"]
    assert news.said["data"]["reference"] == "HD-2026/0042"
    assert "Bưởi" not in news.body.decode()
    listed = notary.get(f"webhooks/{hook['ref']}/deliveries").json()["items"]
    assert [one["webhook_id"] for one in listed] == [news.id]
    assert listed[0]["last_call"]["status"] == 204
    assert listed[0]["tracking_code"] == dossier["tracking_code"]


def test_the_secret_is_told_once_and_kept_nowhere_to_be_read(
    notary: Caller, told: Listener
) -> None:
    first = notary.post("webhooks", wish(told), key="moc-1").json()
    again = notary.post("webhooks", wish(told), key="moc-1")

    assert first["secret"].startswith("whsec_")
    assert again["Idempotent-Replayed"] == "true"
    assert again.json() == {**first, "secret": None}
    assert Webhook.objects.count() == 1
    assert first["secret"] not in IdempotencyKey.objects.get().answer
    assert "secret" not in notary.get(f"webhooks/{first['ref']}").json()

    rotated = notary.post(f"webhooks/{first['ref']}/secret").json()
    assert rotated["secret"] not in {None, first["secret"]}


def test_a_hook_is_tried_switched_changed_and_told_again(notary: Caller, told: Listener) -> None:
    hook = notary.post("webhooks", wish(told)).json()
    place = f"webhooks/{hook['ref']}"

    ping = notary.post(f"{place}/ping").json()
    send_all(MONDAY)
    assert told.kinds == ["webhook.ping"]
    assert notary.post(f"{place}/again", {"ids": [ping["id"]]}).json() == {"count": 1}
    send_all(MONDAY)
    assert told.arrived[0].id == told.arrived[1].id == ping["webhook_id"]
    stretch = {"since": "2026-11-23T00:00:00+07:00"}
    assert notary.post(f"{place}/again", stretch).json() == {"count": 1}
    assert notary.post(f"{place}/again", {}).status_code == 422
    assert notary.post(f"{place}/again", {"since": "2026-11-23T00:00:00"}).status_code == 422

    assert notary.post(f"{place}/switch", {"is_on": False}).json()["state"] == "off"
    assert notary.post(f"{place}/ping").json()["code"] == "webhook"
    assert notary.post(f"{place}/switch", {"is_on": True}).json()["state"] == "on"
    changed = notary.post(place, wish(told, "dossier.returned")).json()
    assert changed["kinds"] == ["dossier.returned"]
    assert [one["ref"] for one in notary.get("webhooks").json()["items"]] == [hook["ref"]]
    page = notary.get(f"{place}/deliveries?limit=1&state=waiting").json()
    assert (len(page["items"]), page["next_cursor"]) == (1, None)


def test_another_clients_hook_does_not_exist(notary: Caller, told: Listener) -> None:
    hook = notary.post("webhooks", wish(told)).json()
    other = caller()

    for path in ("", "/deliveries"):
        assert other.get(f"webhooks/{hook['ref']}{path}").status_code == 404
    for path, body in (
        ("", wish(told)),
        ("/secret", {}),
        ("/ping", {}),
        ("/switch", {"is_on": False}),
        ("/again", {"ids": []}),
    ):
        assert other.post(f"webhooks/{hook['ref']}{path}", body).status_code == 404
    assert other.get("webhooks").json() == {"items": []}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"address": "http://10.0.0.1/"}, "webhook-address"),
        ({"address": "https://vidu.vn:25/"}, "webhook-address"),
        ({"address": "https://khong-co.invalid/"}, "webhook-address"),
        ({"kinds": []}, "validation"),
        ({"kinds": ["dossier.khong"]}, "validation"),
        ({"them": 1}, "validation"),
    ],
)
def test_what_cannot_be_hooked_up_is_said(
    notary: Caller, told: Listener, change: dict[str, Any], code: str
) -> None:
    refused = notary.post("webhooks", {**wish(told), **change})

    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert not Webhook.objects.filter(client=notary.client).exists()
