"""A citizen's own dossier: read, answered point by point, written about, withdrawn, taken."""

from http import HTTPStatus

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains

from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import DeliveryState, ResultMode, State
from motcua.dossiers.models import Dossier, DossierMessage, Result, SupplementAnswer
from motcua.dossiers.services.answering import asked_pause, points_of
from motcua.notifications.channels.providers import Provider
from motcua.notifications.models import Channel, ChannelChoice
from tests.citizens import sign_in_citizen
from tests.web.test_uploads import TUS, begin as begin_sending, piece
from tests.world import MONDAY, SCAN, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_monday")]


@pytest.fixture
def _monday() -> object:
    with time_machine.travel(MONDAY, tick=False):
        yield


def of(world: World, state: str) -> Dossier:
    return Dossier.objects.get(pk=world.dossiers[state].pk)


def signed_in(client: Client, dossier: Dossier) -> str:
    """Sign the applicant in; return the address of the dossier."""
    sign_in_citizen(client, dossier.applicant)
    return reverse("citizen:dossier", args=[dossier.tracking_code])


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("submitted", "đang kiểm tra hồ sơ"),
        ("in_progress", "đang làm:"),
        ("awaiting_supplement", "Đến lượt ông/bà: bổ sung giấy tờ."),
        ("awaiting_payment", "Đến lượt ông/bà: nộp tiền"),
        ("ready", "Đến lượt ông/bà: nhận kết quả"),
        ("expected", "đang chuyển tới"),
        ("withdrawn", "không ai phải làm gì nữa"),
    ],
)
def test_the_page_says_whose_turn_it_is(
    client: Client, world: World, state: str, words: str
) -> None:
    address = signed_in(client, of(world, state))

    assert words in client.get(address).content.decode()


def test_another_citizen_finds_nothing(client: Client, world: World) -> None:
    dossier = of(world, "ready")
    sign_in_citizen(client)

    for name in ("dossier", "supplement", "withdraw", "result", "qr"):
        answer = client.get(reverse(f"citizen:{name}", args=[dossier.tracking_code]))
        assert answer.status_code == HTTPStatus.NOT_FOUND, name


def test_no_officer_is_named_to_the_citizen(client: Client, world: World) -> None:
    dossier = of(world, "in_progress")
    officer = world.here.officers[Role.HANDLING_OFFICER]
    dossier.reads.create(
        officer=officer, day=MONDAY.date(), first_at=MONDAY, last_at=MONDAY, count=2
    )
    address = signed_in(client, dossier)

    page = client.get(address).content.decode()

    assert officer.full_name not in page
    assert officer.agency.name in page
    assert "Giải quyết hồ sơ" in page


def test_the_page_costs_the_same_however_much_happened(
    client: Client, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    dossier = of(world, "reopened")
    for number in range(3):
        DossierMessage.objects.create(
            dossier=dossier, person=dossier.applicant, text=str(number), written_at=MONDAY
        )
    address = signed_in(client, dossier)
    client.get(address)

    with django_assert_max_num_queries(30):
        client.get(address)


def answer(client: Client, dossier: Dossier, act: str, **values: object) -> int:
    address = reverse("citizen:supplement", args=[dossier.tracking_code])
    status: int = client.post(address, {"act": act, **values}).status_code
    return status


def test_answers_are_staged_and_change_nothing_until_they_are_whole(
    client: Client, world: World
) -> None:
    dossier = of(world, "awaiting_supplement")
    signed_in(client, dossier)
    pause = asked_pause(dossier)
    assert pause is not None
    points = points_of(pause)
    papers = dossier.papers.count()

    saved = answer(client, dossier, "save", **{"d1-loi": "Tôi sẽ nộp ngày mai"})
    dossier.refresh_from_db()
    assert saved == HTTPStatus.FOUND
    assert dossier.state == State.AWAITING_SUPPLEMENT
    assert SupplementAnswer.objects.get(point=1).text == "Tôi sẽ nộp ngày mai"

    files = {f"d{point.number}-tep": SimpleUploadedFile("don.pdf", SCAN) for point in points}
    sent = answer(client, dossier, "send", **{"d1-loi": "Đã ký lại", **files})

    dossier.refresh_from_db()
    assert sent == HTTPStatus.FOUND
    assert dossier.state == State.IN_PROGRESS
    assert dossier.papers.count() == papers + len(points)
    assert dossier.due_at is not None
    pause.refresh_from_db()
    assert (pause.ended_at, pause.ended_by) == (MONDAY, None)
    event = dossier.events.get(action="resume", sequence=dossier.events_count)
    assert event.payload["by"] == "applicant"
    assert SupplementAnswer.objects.get(point=1).merged_at == MONDAY


def test_a_file_sent_ahead_in_pieces_answers_a_point(client: Client, world: World) -> None:
    dossier = of(world, "awaiting_supplement")
    signed_in(client, dossier)
    place = begin_sending(client, reverse("citizen:uploads"), SCAN)["Location"]
    piece(client, place, SCAN, 0)
    ref = client.head(place, headers=TUS)["Upload-File"]

    saved = answer(client, dossier, "save", **{"kept-d1-tep": ref})

    assert saved == HTTPStatus.FOUND
    kept = SupplementAnswer.objects.get(point=1).file
    assert kept is not None
    assert str(kept.ref) == ref
    address = reverse("citizen:supplement", args=[dossier.tracking_code])
    assertContains(client.get(address), f'data-upload="{reverse("citizen:uploads")}"')


def test_nothing_is_handed_in_while_a_point_is_open_and_nothing_typed_is_lost(
    client: Client, world: World
) -> None:
    dossier = of(world, "awaiting_supplement")
    signed_in(client, dossier)

    empty = answer(client, dossier, "send")
    bad = client.post(
        reverse("citizen:supplement", args=[dossier.tracking_code]),
        {
            "act": "send",
            "d1-loi": "Xin xem tệp",
            "d1-tep": SimpleUploadedFile("a.exe", b"MZ nothing"),
        },
    )

    dossier.refresh_from_db()
    assert (empty, bad.status_code) == (422, 422)
    assert "không phải bản quét hay ảnh" in bad.content.decode()
    assert "Xin xem tệp" in bad.content.decode()
    assert dossier.state == State.AWAITING_SUPPLEMENT


def test_before_acceptance_the_answer_goes_back_to_the_desk(client: Client, world: World) -> None:
    dossier = of(world, "supplement_before")
    signed_in(client, dossier)
    pause = asked_pause(dossier)
    assert pause is not None
    words = {f"d{point.number}-loi": "Đã bổ sung" for point in points_of(pause)}

    answer(client, dossier, "send", **words)

    dossier.refresh_from_db()
    assert dossier.state == State.SUBMITTED


def test_words_go_both_ways_and_each_side_is_told(client: Client, world: World) -> None:
    dossier = of(world, "in_progress")
    address = signed_in(client, dossier)

    client.post(f"{address}trao-doi/", {"text": "Hồ sơ của tôi còn thiếu gì không?"})
    officer = world.here.officers[Role.HANDLING_OFFICER]
    assert officer.account is not None
    staff = Client()
    staff.force_login(officer.account, backend="motcua.accounts.backends.AccountBackend")
    page = staff.get(reverse("office:dossier", args=[dossier.code])).content.decode()
    staff.post(reverse("office:reply", args=[dossier.code]), {"text": "Đủ rồi ạ."})

    assert "Người nộp hỏi: Hồ sơ của tôi còn thiếu gì không?" in page
    asked, replied = DossierMessage.objects.filter(dossier=dossier)
    assert asked.answered_at == MONDAY
    assert replied.officer == officer
    assert "Đủ rồi ạ." in client.get(address).content.decode()
    empty = client.post(f"{address}trao-doi/", {"text": " "})
    assert empty.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "còn thiếu" not in str(dossier.events.values_list("payload", flat=True))


def test_withdrawing_wants_a_reason_and_a_second_look(client: Client, world: World) -> None:
    dossier = of(world, "in_progress")
    signed_in(client, dossier)
    address = reverse("citizen:withdraw", args=[dossier.tracking_code])

    hasty = client.post(address, {"reason": "Không cần nữa"})
    client.post(address, {"reason": "Không cần nữa", "is_sure": "on"})

    dossier.refresh_from_db()
    assert hasty.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert dossier.state == State.WITHDRAWN
    event = dossier.events.get(action="withdraw")
    assert (event.payload["by"], event.actor) == ("applicant", None)
    form = dossier.forms.get(kind="stop")
    name = dossier.applicant.full_name
    assert name not in (form.payload["signer"], form.payload["signer_title"])
    drawn = client.get(reverse("citizen:form-pdf", args=[dossier.tracking_code, form.ref]))
    assert drawn.content.startswith(b"%PDF")


def test_what_is_decided_is_not_withdrawn(client: Client, world: World) -> None:
    dossier = of(world, "ready")
    signed_in(client, dossier)

    client.post(
        reverse("citizen:withdraw", args=[dossier.tracking_code]),
        {"reason": "Thôi", "is_sure": "on"},
    )

    dossier.refresh_from_db()
    assert dossier.state == State.FINISHED


def test_an_electronic_result_is_taken_by_a_button_then_downloaded(
    client: Client, world: World
) -> None:
    dossier = of(world, "ready")
    assert world.scan is not None
    Result.objects.filter(dossier=dossier).delete()
    Result.objects.create(
        dossier=dossier,
        outcome="granted",
        title="Giấy xác nhận",
        file=world.scan,
        made_at=MONDAY,
        approved_at=MONDAY,
        approved_sha256=world.scan.sha256,
    )
    Dossier.objects.filter(pk=dossier.pk).update(result_mode=ResultMode.ELECTRONIC)
    signed_in(client, dossier)
    address = reverse("citizen:result", args=[dossier.tracking_code])

    looked = client.get(address)
    client.post(address)
    taken = client.get(address)

    dossier.refresh_from_db()
    assert looked.status_code == HTTPStatus.FOUND
    assert (dossier.state, dossier.delivery_state) == (
        State.RETURNED,
        DeliveryState.HANDED_OVER,
    )
    assert dossier.collector == dossier.applicant
    assert b"".join(taken.streaming_content) == SCAN  # type: ignore[attr-defined]


def test_a_result_at_the_desk_cannot_be_taken_online(client: Client, world: World) -> None:
    dossier = of(world, "ready")
    signed_in(client, dossier)

    client.post(reverse("citizen:result", args=[dossier.tracking_code]))

    dossier.refresh_from_db()
    assert dossier.state == State.FINISHED


def test_nobody_is_asked_to_fetch_what_the_post_brings(client: Client, world: World) -> None:
    dossier = of(world, "ready")
    signed_in(client, dossier)
    page = reverse("citizen:home")
    assert "mời ông/bà nhận" in client.get(page).content.decode()
    Dossier.objects.filter(pk=dossier.pk).update(delivery_state=DeliveryState.ON_THE_WAY)

    shown = client.get(page).content.decode()

    assert "mời ông/bà nhận" not in shown
    assert str(dossier) in shown


def test_the_chosen_channel_is_kept_and_only_what_is_carried_is_offered(
    client: Client, world: World, settings: object
) -> None:
    dossier = of(world, "accepted")
    signed_in(client, dossier)
    address = reverse("citizen:channel")

    refused = client.post(address, {"channel": "zalo"})
    settings.MESSAGE_PROVIDERS = [  # type: ignore[attr-defined]
        Provider("zalo", "zalo", "http://127.0.0.1:9/", "s")
    ]
    client.post(address, {"channel": "zalo"})

    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert ChannelChoice.objects.get(person=dossier.applicant).channel == Channel.ZALO
    client.post(address, {"channel": ""})
    assert not ChannelChoice.objects.filter(person=dossier.applicant).exists()


def test_the_office_sees_what_was_answered_online(client: Client, world: World) -> None:
    dossier = of(world, "awaiting_supplement")
    signed_in(client, dossier)
    pause = asked_pause(dossier)
    assert pause is not None
    words = {f"d{point.number}-loi": "Đã có bản chứng thực" for point in points_of(pause)}
    answer(client, dossier, "send", **words)
    officer = world.here.officers[Role.HANDLING_OFFICER]
    assert officer.account is not None
    client.force_login(officer.account, backend="motcua.accounts.backends.AccountBackend")

    page = client.get(reverse("office:dossier", args=[dossier.code])).content.decode()

    assert "Mới bổ sung qua mạng" in page
    assert "Đã có bản chứng thực" in page
