"""The administrator's pages about hooks."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from motcua.agencies.actors import SYSTEM
from motcua.agencies.roles import Role
from motcua.exchange.models import HookState, Webhook, WebhookDelivery
from motcua.exchange.scopes import Scope
from motcua.exchange.webhooks.services import ping_hook
from tests.api_clients import caller
from tests.exchange.hooked import follower, hook_to, loopback, send_all
from tests.exchange.listening import Listener, listening
from tests.web.api.test_manage import PLACE, browser_of
from tests.world import MONDAY

pytestmark = pytest.mark.django_db
OWN = "/quan-tri/bao-tin/"


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def told(settings: Any) -> Iterator[Listener]:
    settings.WEBHOOK_NETWORKS, settings.WEBHOOK_MAY_BE_PLAIN = loopback(), True
    with listening() as listener:
        yield listener


@pytest.fixture
def chief(db: None) -> Client:
    del db
    return browser_of(Role.ADMINISTRATOR)


def test_a_hook_is_made_at_its_connection_and_its_secret_shown_once(
    told: Listener, chief: Client
) -> None:
    client = follower()
    place = f"{PLACE}{client.ref}/"

    made = chief.post(
        f"{place}bao-tin/moi/", {"address": f"{told.address}/tin", "kinds": ["dossier.returned"]}
    )

    hook = Webhook.objects.get()
    assert "whsec_" in made.content.decode()
    assert made["Cache-Control"] == "no-store"
    assert "whsec_" not in chief.get(f"{OWN}{hook.ref}/").content.decode()
    at_the_client = chief.get(place).content.decode()
    assert f"{OWN}{hook.ref}/" in at_the_client
    assert "Lập địa chỉ báo tin" in at_the_client


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"address": "https://10.0.0.7/tin"}, "mạng riêng"),
        ({"address": "ftp://vidu.vn/"}, "https://"),
        ({"address": ""}, "Xin ghi địa chỉ nhận tin."),
        ({"kinds": []}, "Xin chọn ít nhất một việc"),
        ({"kinds": ["khong.co"]}, "Xin chọn việc trong danh sách."),
    ],
)
def test_what_cannot_stand_is_said_and_what_was_typed_stays(
    chief: Client, typed: dict[str, Any], words: str
) -> None:
    client = follower()
    sent = {"address": "https://10.1.2.3/tin-rieng", "kinds": ["dossier.returned"], **typed}

    answer = chief.post(f"{PLACE}{client.ref}/bao-tin/moi/", sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert str(sent["address"]) in page
    assert not Webhook.objects.exists()


def test_a_connection_that_follows_nothing_is_told_so(told: Listener, chief: Client) -> None:
    client = caller(Scope.PUBLIC).client

    answer = chief.post(
        f"{PLACE}{client.ref}/bao-tin/moi/",
        {"address": told.address, "kinds": ["dossier.returned"]},
    )

    assert answer.status_code == 422
    assert "chưa được theo dõi hồ sơ nào" in answer.content.decode()


def test_a_hook_is_tried_rotated_switched_and_told_again(told: Listener, chief: Client) -> None:
    hook, _secret = hook_to(told.address)
    place = f"{OWN}{hook.ref}/"

    assert chief.post(f"{place}lam/", {"do": "ping"}).status_code == 302
    send_all(MONDAY)
    one = WebhookDelivery.objects.get()
    assert "HTTP 204" in chief.get(place).content.decode()
    chief.post(f"{place}lam/", {"do": "again", "tin": str(one.ref)})
    send_all(MONDAY)
    chief.post(f"{place}gui-lai/", {"since": "23/11/2026 00:00", "until": "23/11/2026 23:59"})
    send_all(MONDAY)
    assert [news.id for news in told.arrived] == [one.message_id] * 3

    assert "whsec_" in chief.post(f"{place}lam/", {"do": "rotate"}).content.decode()
    chief.post(f"{place}lam/", {"do": "off"})
    assert "đang tắt" in chief.post(f"{place}lam/", {"do": "ping"}, follow=True).content.decode()
    chief.post(f"{place}lam/", {"do": "on"})
    hook.refresh_from_db()
    assert hook.state == HookState.ON
    changed = {"address": f"{told.address}/khac", "kinds": ["dossier.paid"]}
    assert chief.post(f"{place}sua/", changed).status_code == 302
    assert "/khac" in chief.get(place).content.decode()
    for wrong in ({"do": "x"}, {"do": "again", "tin": "x"}):
        assert chief.post(f"{place}lam/", wrong).status_code == 404


def test_a_stretch_that_is_none_is_said_beside_it(told: Listener, chief: Client) -> None:
    hook, _secret = hook_to(told.address)
    place = f"{OWN}{hook.ref}/gui-lai/"

    for typed, words in (
        ({"since": "hôm qua", "until": "23/11/2026 08:00"}, "Xin ghi như 26/11/2026 08:00."),
        ({"since": "", "until": ""}, "Xin ghi ngày và giờ."),
        ({"since": "23/11/2026 09:00", "until": "23/11/2026 08:00"}, "trước lúc đầu"),
        ({"since": "01/10/2026 09:00", "until": "02/10/2026 08:00"}, "bảy ngày"),
    ):
        answer = chief.post(place, typed)
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert str(typed["since"]) in answer.content.decode()


def test_the_calls_of_all_are_listed_and_a_stopped_hook_says_why(
    told: Listener, chief: Client, django_assert_num_queries: Any
) -> None:
    hooks = [hook_to(told.address)[0] for _number in range(3)]
    for hook in hooks:
        ping_hook(hook, actor=SYSTEM, at=MONDAY)
    told.answer = 410
    send_all(MONDAY)

    chief.get("/quan-tri/loi-goi-di/")
    # who is asking; the installation with its desk; calls with hooks; how many of the day
    with django_assert_num_queries(4):
        page = chief.get("/quan-tri/loi-goi-di/").content.decode()
    assert page.count("HTTP 410") == 3
    assert "3 lời gọi báo tin, 3 chưa nhận được" in page
    assert "bi-mat" not in page
    assert "HTTP 410" in chief.get("/quan-tri/loi-goi-di/?loc=loi").content.decode()
    assert (
        "Bên nhận trả lời địa chỉ không còn" in chief.get(f"{OWN}{hooks[0].ref}/").content.decode()
    )


def test_an_auditor_looks_and_changes_nothing(told: Listener) -> None:
    hook, _secret = hook_to(told.address)
    auditor = browser_of(Role.AUDITOR)

    seen = auditor.get(f"{OWN}{hook.ref}/")
    assert seen.status_code == 200
    assert "bi-mat" not in seen.content.decode()  # what follows the host may be a secret
    assert auditor.get("/quan-tri/loi-goi-di/").status_code == 200
    assert auditor.post(f"{OWN}{hook.ref}/lam/", {"do": "off"}).status_code == 403
    assert auditor.get(f"{OWN}{hook.ref}/sua/").status_code == 403
