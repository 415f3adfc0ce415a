"""Sentences of refusals in the language that is asked for; what is kept is Vietnamese."""

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext, trans_real

from motcua.exchange.models import ApiClientEvent, Webhook
from motcua.exchange.webhooks.services import MOST_HOOKS
from tests.api_clients import Caller
from tests.exchange.hooked import ALL, hook_to, loopback
from tests.web.api.lodged import ask_plainly, birth_dossier, lodged
from tests.world import World

pytestmark = pytest.mark.django_db
ENGLISH = {
    "Mỗi kết nối có nhiều nhất %(n)d địa chỉ báo tin.": "At most %(n)d hooks a client.",
    "Con trỏ trang không đúng. Xin đọc lại từ trang đầu.": "That is no cursor of ours.",
    "Tờ khai không có câu này.": "The form has no such question.",
    "Lập địa chỉ báo tin": "A hook made",
}
EN = {"Accept-Language": "en"}


def catalogue(words: Mapping[str, str]) -> bytes:
    """Return ``words`` as the file that gettext reads."""
    pairs = sorted(
        (one.encode(), other.encode())
        for one, other in {"": "Content-Type: text/plain; charset=UTF-8\n", **words}.items()
    )
    start = 28 + 16 * len(pairs)
    tables: list[bytes] = [b"", b""]
    content = b""
    for place in (0, 1):
        for pair in pairs:
            text = pair[place]
            tables[place] += struct.pack("<II", len(text), start + len(content))
            content += text + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + tables[0] + tables[1] + content


@pytest.fixture(autouse=True)
def _english(settings: Any, tmp_path: Path) -> Iterator[None]:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.mo").write_bytes(catalogue(ENGLISH))
    settings.LOCALE_PATHS = [str(tmp_path)]
    settings.WEBHOOK_NETWORKS, settings.WEBHOOK_MAY_BE_PLAIN = loopback(), True
    catalogues: dict[str, Any] = vars(trans_real)["_translations"]
    kept = dict(catalogues)
    catalogues.clear()
    yield
    catalogues.clear()
    catalogues.update(kept)


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


def test_places_that_are_wrong_are_said_in_english_too(notary: Caller, world: World) -> None:
    ask_plainly(world)
    wrong = birth_dossier(world)
    wrong["answers"]["khong_co"] = "x"

    said = notary.post("dossiers", wrong, **EN).json()

    assert {one["path"]: one["message"] for one in said["errors"]} == {
        "answers.khong_co": "The form has no such question."
    }


def test_what_is_read_and_written(notary: Caller, world: World) -> None:
    ask_plainly(world)

    broken = notary.get("dossiers?cursor=x", **EN)
    read = notary.get("roster", **EN)
    written = notary.post(
        "webhooks", {"address": "http://127.0.0.1:9999/", "kinds": list(ALL)}, **EN
    )
    made = lodged(notary, world)

    assert broken.json()["detail"] == "That is no cursor of ours."
    assert read["Content-Language"] == "en"
    assert "Accept-Language" in read["Vary"]
    assert (written.status_code, written["Content-Language"]) == (201, "vi")
    assert made["tracking_code"]
    with translation.override("en"):
        assert str(ApiClientEvent.objects.latest("pk").get_act_display()) == "A hook made"
