"""Sentences of refusals in the language that is asked for; what is kept is Vietnamese."""

from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext

from motcua.exchange.models import ApiClientEvent, Webhook
from motcua.exchange.webhooks.services import MOST_HOOKS
from tests.api_clients import Caller
from tests.exchange.hooked import ALL, hook_to, loopback
from tests.web.api.english import EN, in_english

pytestmark = pytest.mark.django_db
__all__ = ["in_english"]


@pytest.fixture(autouse=True)
def _loopback(in_english: None, settings: Any) -> None:
    del in_english
    settings.WEBHOOK_NETWORKS, settings.WEBHOOK_MAY_BE_PLAIN = loopback(), True


def test_what_refuses_a_write_is_said_in_english_and_leaves_nothing(notary: Caller) -> None:
    for number in range(MOST_HOOKS):
        hook_to(f"http://127.0.0.1:{9000 + number}", notary.client)
    body = {"address": "http://127.0.0.1:9999/", "kinds": ["dossier.paid"]}

    english = notary.post("webhooks", body, **EN)
    vietnamese = notary.post("webhooks", body)

    assert (english.status_code, vietnamese.status_code) == (422, 422)
    assert english.json()["detail"] == "At most 10 hooks a client."
    assert english.json()["title"] == "This cannot be done."
    assert english["Content-Language"] == "en"
    assert vietnamese.json()["detail"] == "Mỗi kết nối có nhiều nhất 10 địa chỉ báo tin."
    assert vietnamese["Content-Language"] == "vi"
    assert Webhook.objects.count() == MOST_HOOKS
    assert gettext("Lập địa chỉ báo tin") == "Lập địa chỉ báo tin"  # the language went again


def test_what_is_read_and_written(notary: Caller) -> None:
    broken = notary.get("dossiers?cursor=x", **EN)
    read = notary.get("roster", **EN)
    written = notary.post(
        "webhooks", {"address": "http://127.0.0.1:9999/", "kinds": list(ALL)}, **EN
    )

    assert broken.json()["detail"] == "That is no cursor of ours."
    assert read["Content-Language"] == "en"
    assert "Accept-Language" in read["Vary"]
    assert (written.status_code, written["Content-Language"]) == (201, "vi")
    with translation.override("en"):
        assert str(ApiClientEvent.objects.latest("pk").get_act_display()) == "A hook made"
