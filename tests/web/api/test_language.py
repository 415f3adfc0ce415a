"""Sentences of refusals in the language that is asked for; what is kept is Vietnamese."""

from typing import Any

import pytest

from motcua.exchange.models import Webhook
from motcua.exchange.webhooks.services import MOST_HOOKS
from tests.api_clients import Caller
from tests.exchange.hooked import ALL, hook_to, loopback

pytestmark = pytest.mark.django_db
EN = {"Accept-Language": "en"}


@pytest.fixture(autouse=True)
def _hooks_may_be_near(settings: Any) -> None:
    settings.WEBHOOK_NETWORKS, settings.WEBHOOK_MAY_BE_PLAIN = loopback(), True


def test_what_refuses_a_write_is_said_in_english_and_leaves_nothing(notary: Caller) -> None:
    for number in range(MOST_HOOKS):
        hook_to(f"http://127.0.0.1:{9000 + number}", notary.client)
    body = {"address": "http://127.0.0.1:9999/", "kinds": ["dossier.paid"]}

    english = notary.post("webhooks", body, **EN)
    vietnamese = notary.post("webhooks", body)

    assert (english.status_code, vietnamese.status_code) == (422, 422)
    assert english.json()["detail"] == "Each connection has at most 10 notification addresses."
    assert english.json()["title"] == "This cannot be done."
    assert english["Content-Language"] == "en"
    assert vietnamese.json()["detail"] == "Mỗi kết nối có nhiều nhất 10 địa chỉ báo tin."
    assert vietnamese["Content-Language"] == "vi"
    assert Webhook.objects.count() == MOST_HOOKS


def test_what_is_read_and_written(notary: Caller) -> None:
    broken = notary.get("dossiers?cursor=x", **EN)
    read = notary.get("roster", **EN)
    written = notary.post(
        "webhooks", {"address": "http://127.0.0.1:9999/", "kinds": list(ALL)}, **EN
    )

    assert broken.json()["detail"] == (
        "The page cursor is not right. Please read again from the first page."
    )
    assert broken["Content-Language"] == "en"
    assert "Accept-Language" in read["Vary"]
    assert (written.status_code, written["Content-Language"]) == (201, "vi")
