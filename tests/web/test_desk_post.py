"""The desk and the post: a list for the postman, what he brings, the cash he collected."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from motcua.agencies.roles import Role
from motcua.delivery.models import HandOver, IncomingParcel, Parcel
from motcua.dossiers.lifecycle import DeliveryState
from motcua.dossiers.models import Dossier, Draft
from tests.world import MONDAY, Place, World
from tests.world_following import at_the_post, brought, to_post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_monday")]


@pytest.fixture
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def officer(client: Client, place: Place, role: Role) -> Client:
    account = place.officers[role].account
    assert account is not None
    client.force_login(account, backend="motcua.accounts.backends.AccountBackend")
    return client


def test_chosen_results_go_to_the_postman_with_a_record_to_print(
    client: Client, world: World
) -> None:
    dossier = to_post(world)
    desk = officer(client, world.here, Role.DESK_OFFICER)
    listed = desk.get(reverse("desk:post")).content.decode()

    answer = desk.post(
        reverse("desk:post"),
        {
            "ma": dossier.code or "",
            f"dia-chi-{dossier.pk}": "Số 3 đường Mẫu",
            f"so-hieu-{dossier.pk}": "ev7vn",
            "postman": "Trần Văn Thư",
        },
    )

    assert str(dossier.code) in listed
    parcel = Parcel.objects.get(reference=dossier.tracking_code)
    assert (parcel.tracking_number, parcel.address) == ("EV7VN", "Số 3 đường Mẫu")
    record = desk.get(answer.headers["Location"]).content.decode()
    assert "EV7VN" in record
    assert "Trần Văn Thư" in record
    assert str(dossier.code) not in desk.get(reverse("desk:post")).content.decode()
    assert f'value="{dossier.code}"' not in desk.get(reverse("desk:ready")).content.decode()


def test_nothing_chosen_or_no_postman_is_a_sentence_and_keeps_what_was_typed(
    client: Client, world: World
) -> None:
    dossier = to_post(world)
    desk = officer(client, world.here, Role.DESK_OFFICER)
    typed = {f"dia-chi-{dossier.pk}": "Số 3 đường Mẫu", "postman": " "}

    nothing = desk.post(reverse("desk:post"), typed)
    nobody = desk.post(reverse("desk:post"), {**typed, "ma": dossier.code or ""})

    assert nothing.status_code == nobody.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "ít nhất một kết quả" in nothing.content.decode()
    assert "tên nhân viên bưu chính" in nobody.content.decode()
    assert "Số 3 đường Mẫu" in nobody.content.decode()


def test_a_parcel_brought_back_by_hand_waits_at_the_desk_again(
    client: Client, world: World
) -> None:
    parcel = at_the_post(world)
    dossier = world.dossiers["at_post"]
    desk = officer(client, world.here, Role.DESK_OFFICER)
    out = desk.get(reverse("desk:post-out")).content.decode()

    desk.post(reverse("desk:post-back", args=[dossier.code]))

    assert "EV1VN" in out
    assert "Thùy Dương" not in out
    parcel.refresh_from_db()
    assert parcel.settled_at is not None
    again = Dossier.objects.get(pk=dossier.pk)
    assert again.delivery_state == DeliveryState.READY
    assert "Đã trả về một lần" in desk.get(reverse("desk:post")).content.decode()


def test_another_desk_sees_nothing_of_it(client: Client, world: World) -> None:
    parcel = at_the_post(world)
    there = officer(client, world.elsewhere, Role.DESK_OFFICER)

    record = there.get(reverse("desk:post-record", args=[parcel.hand_over.ref]))

    assert record.status_code == HTTPStatus.NOT_FOUND
    assert "EV1VN" not in there.get(reverse("desk:post-out")).content.decode()


def test_what_the_postman_brings_is_lodged_when_the_record_is_signed(
    client: Client, world: World
) -> None:
    desk = officer(client, world.here, Role.DESK_OFFICER)
    lines = {
        "number": ["ev8vn", "", ""],
        "sender": ["Phan Thị Sen", "", ""],
        "content": ["Khai sinh", "", ""],
        "whole": ["0"],
        "postman": "Trần Văn Thư",
        "signed_at": "2026-11-23T08:05",
    }

    answer = desk.post(reverse("desk:post-in"), lines)

    record = HandOver.objects.get(is_incoming=True)
    assert answer.headers["Location"] == reverse("desk:post-record", args=[record.ref])
    (parcel,) = record.incoming.all()
    assert (parcel.tracking_number, parcel.is_whole) == ("EV8VN", True)
    opened = desk.post(reverse("desk:post-open", args=[parcel.ref]))
    draft = Draft.objects.get(ref=str(IncomingParcel.objects.get(pk=parcel.pk).draft_ref))
    assert opened.headers["Location"] == reverse("desk:draft", args=[draft.ref])
    assert draft.values["channel"] == "post"
    assert draft.values["submitted_at"] == "2026-11-23T08:05"
    assert draft.values["applicant_name"] == "Phan Thị Sen"
    again = desk.post(reverse("desk:post-open", args=[parcel.ref]))
    assert again.headers["Location"] == opened.headers["Location"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"number": [""], "sender": [""]}, "ít nhất một bưu gửi", id="empty"),
        pytest.param({"sender": [""]}, "đủ số hiệu bưu gửi và người gửi", id="no sender"),
        pytest.param({"postman": ""}, "tên nhân viên bưu chính", id="no postman"),
        pytest.param({"signed_at": "hôm nay"}, "như 23/11/2026 14:05", id="no instant"),
        pytest.param({"signed_at": "2026-11-24T08:00"}, "đang ở sau bây giờ", id="tomorrow"),
        pytest.param({"number": ["EV2VN"]}, "đã ghi rồi", id="brought before"),
    ],
)
def test_a_record_that_is_not_whole_is_a_sentence(
    client: Client, world: World, changes: dict[str, object], sentence: str
) -> None:
    brought(world)
    desk = officer(client, world.here, Role.DESK_OFFICER)
    lines = {
        "number": ["EV9VN"],
        "sender": ["Phan Thị Sen"],
        "content": ["Khai sinh"],
        "postman": "Trần Văn Thư",
        "signed_at": "2026-11-23T08:05",
    }

    answer = desk.post(reverse("desk:post-in"), {**lines, **changes})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in answer.content.decode()
    assert HandOver.objects.filter(is_incoming=True).count() == 1


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        pytest.param("", "ít nhất một dòng", id="empty"),
        pytest.param("EV1VN", "số hiệu bưu gửi, cách ra", id="no amount"),
        pytest.param("EV1VN 15.000\nEV1VN 15.000", "ghi hai lần", id="twice"),
        pytest.param("EV1VN 15000", "chưa có tiền thu hộ", id="nothing collected"),
    ],
)
def test_a_list_of_cash_that_does_not_agree_is_a_sentence(
    client: Client, world: World, lines: str, sentence: str
) -> None:
    at_the_post(world)
    cashier = officer(client, world.here, Role.CASHIER)

    answer = cashier.post(reverse("office:post-cash"), {"document": "BK-1", "lines": lines})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in answer.content.decode()


def test_the_words_of_a_short_message_hold_nothing_that_people_write(
    client: Client, world: World
) -> None:
    administrator = officer(client, world.here, Role.ADMINISTRATOR)
    address = reverse("manage:words-edit", args=["ready"]) + "?kenh=sms"
    today = {"valid_from": "2026-11-23"}

    refused = administrator.post(address, {"body": "Hồ sơ {code}: {reason}", **today})
    tried = administrator.post(
        address, {"body": "Hồ sơ {code}", "is_plain": "on", "do": "preview", **today}
    )

    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "{reason}" in refused.content.decode()
    assert "Ho so H29.68-261123-0021" in tried.content.decode()
    assert "1 tin (mỗi tin 160 chữ)" in tried.content.decode()
