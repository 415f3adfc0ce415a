"""Pages of what comes from the portal: the desk, the administrator, proposals of the catalogue."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from motcua.agencies.roles import Role
from motcua.dossiers.lifecycle import State
from motcua.dossiers.verification import compare_block
from motcua.exchange.models import CatalogueProposal, PortalLeft, PortalLodging, PortalMark
from motcua.exchange.portal.receiving import receive
from motcua.procedures.models import ProcedureVersion
from simulators.wire import SECRET
from tests.portal_offers import PAPER, UNIT, OfferingPortal, lodged, offering
from tests.world import MONDAY, World

WAITING = "/can-bo/quay/cho-tiep-nhan/"
LISTS = "/quan-tri/cong-quoc-gia/nhan/"
PROPOSALS = "/quan-tri/thu-tuc/de-xuat/"


@pytest.fixture(autouse=True)
def _rolled_back(db: None) -> None:
    del db


@pytest.fixture
def portal(tmp_path: Path, settings: Any) -> Iterator[OfferingPortal]:
    with time_machine.travel(MONDAY, tick=False), offering(tmp_path) as found:
        settings.PORTAL_ADDRESS, settings.PORTAL_UNIT = found.address, UNIT
        settings.PORTAL_SECRET = SECRET
        yield found


def _sign_in(client: Any, world: World, role: Role) -> None:
    client.force_login(world.here.officers[role].account)


def _lodged(world: World, **more: Any) -> dict[str, Any]:
    return lodged(world.marital.code, world.here.agency.code, **more)


def _main(response: Any) -> str:
    page: str = response.content.decode()
    return page.partition("<main")[2].partition("</main>")[0]


def test_the_desk_sees_from_where_it_came_and_until_when_to_answer(
    world: World, portal: OfferingPortal, client: Any
) -> None:
    portal.lodge(_lodged(world, DuLieu={"mau-xe": "đỏ"}), {"tep-1": PAPER})
    receive(portal.door, at=MONDAY)
    key = PortalLodging.objects.get().dossier.tracking_code
    _sign_in(client, world, Role.DESK_OFFICER)

    listed = _main(client.get(WAITING))
    page = _main(client.get(f"{WAITING}{key}/"))

    row = listed.partition(key)[2].partition("</tr>")[0]
    assert "Cổng Dịch vụ công quốc gia" in row
    before = listed.partition(key)[0].rpartition("<tr>")[2]
    # Eight working hours from Monday nine o'clock.
    assert 'datetime="2026-11-25T' in before or 'datetime="2026-11-24T' in before
    assert "quá giờ" not in before
    assert "G-0001" in page
    assert "mau-xe" in page
    assert "đỏ" in page
    assert "8 giờ làm việc" in page


def test_what_should_have_been_answered_stands_in_the_lists_of_what_is_late(
    world: World, portal: OfferingPortal, client: Any
) -> None:
    portal.lodge(_lodged(world), {"tep-1": PAPER})
    friday = {"NgayNopHoSo": "2026-11-19T08:00:00+07:00"}
    portal.lodge(_lodged(world, code="G-0002", **friday), {"tep-1": PAPER})
    receive(portal.door, at=MONDAY)
    by_code = {one.portal_code: one.dossier.tracking_code for one in PortalLodging.objects.all()}
    _sign_in(client, world, Role.HEAD_OF_DESK)

    late = _main(client.get(WAITING, {"loc": "qua-gio"}))
    home = _main(client.get(reverse("leader:home")))
    unit = _main(client.get(reverse("leader:waiting", args=["nop-den"])))

    assert by_code["G-0002"] in late
    assert by_code["G-0001"] not in late
    assert "quá 8 giờ làm việc" in home
    assert "quá giờ trả lời" in unit
    assert "hạn trả lời người nộp" in unit


def test_it_is_accepted_like_any_other_and_verifies(
    world: World, portal: OfferingPortal, client: Any
) -> None:
    portal.lodge(_lodged(world), {"tep-1": PAPER})
    receive(portal.door, at=MONDAY)
    dossier = PortalLodging.objects.get().dossier
    _sign_in(client, world, Role.DESK_OFFICER)

    answer = client.post(f"{WAITING}{dossier.tracking_code}/")

    assert answer.status_code == 302
    dossier.refresh_from_db()
    assert (dossier.state, dossier.channel) == (State.ACCEPTED, "online")
    assert str(dossier.code) in _main(client.get(f"/tra-cuu/{dossier.code}/"))
    assert "G-0001" in _main(client.get(f"/can-bo/ho-so/{dossier.code}/"))
    assert compare_block([dossier.pk]).differences == []


def test_the_administrator_sees_what_was_not_taken_in_and_tries_again(
    world: World, portal: OfferingPortal, client: Any
) -> None:
    portal.lodge(_lodged(world, MaTTHC="9.999999"), {"tep-1": PAPER})
    portal.lodge(_lodged(world, code="G-0002"), {"tep-1": PAPER})
    receive(portal.door, at=MONDAY)
    _sign_in(client, world, Role.ADMINISTRATOR)

    page = _main(client.get(LISTS))
    left = PortalLeft.objects.get()
    again = client.post(f"{LISTS}thu-lai/", {"muc": left.pk}, follow=True)
    type(world.birth).objects.filter(pk=world.birth.pk).update(code="9.999999")
    taken = client.post(f"{LISTS}thu-lai/", follow=True)

    assert "9.999999 chưa được công bố" in page
    assert "Quỳnh Hoa" not in page
    assert "1 mục vẫn chưa nhận được" in again.content.decode()
    assert "Đã nhận 1 mục" in taken.content.decode()
    assert not PortalLeft.objects.exists()
    assert client.post(f"{LISTS}thu-lai/", {"muc": "x"}).status_code == 404


def test_where_nothing_is_joined_the_page_says_so(
    world: World, client: Any, settings: Any
) -> None:
    settings.PORTAL_ADDRESS = ""
    _sign_in(client, world, Role.ADMINISTRATOR)

    assert "chưa nối với Cổng" in _main(client.get(LISTS))
    told = client.post(f"{LISTS}thu-lai/", follow=True).content.decode()
    assert "chưa nối với Cổng" in told


def _proposed(world: World, portal: OfferingPortal, **more: Any) -> CatalogueProposal:
    """Let the portal propose another text of the procedure."""
    current = world.marital.current_version
    assert current is not None
    said = {name: one for name, one in current.content.items() if name != "process"}
    portal.propose(world.marital.code, {**said, **more})
    received = receive(portal.door, at=MONDAY)
    assert (received.taken, received.left) == (1, 0)
    found: CatalogueProposal = CatalogueProposal.objects.latest("number")
    return found


def test_a_change_of_the_catalogue_is_a_proposal_and_nothing_else(
    world: World, portal: OfferingPortal, client: Any
) -> None:
    before = list(ProcedureVersion.objects.values_list("pk", "status", "content"))
    found = _proposed(world, portal, conditions="Có cam đoan bằng chữ ký số.")
    _sign_in(client, world, Role.ADMINISTRATOR)

    listed = _main(client.get(PROPOSALS))
    page = _main(client.get(f"{PROPOSALS}{found.number}/"))

    assert list(ProcedureVersion.objects.values_list("pk", "status", "content")) == before
    assert world.marital.code in listed
    assert "Có cam đoan bằng chữ ký số." in page
    assert "quy trình mặc định" not in page  # our own process stays


def test_taken_over_it_is_a_draft_that_keeps_our_process(
    world: World, portal: OfferingPortal, client: Any
) -> None:
    ProcedureVersion.objects.filter(procedure=world.marital, status="draft").delete()
    found = _proposed(world, portal, conditions="Có cam đoan.")
    _sign_in(client, world, Role.ADMINISTRATOR)

    answer = client.post(f"{PROPOSALS}{found.number}/dung/")

    assert answer.headers["Location"].endswith(f"{world.marital.code}/ban-thao/")
    draft = ProcedureVersion.objects.get(procedure=world.marital, status="draft")
    world.marital.refresh_from_db()
    current = world.marital.current_version
    assert current is not None
    assert draft.content["conditions"] == "Có cam đoan."
    assert draft.content["process"] == current.content["process"]
    assert "01/12/2026" in draft.change_note
    found.refresh_from_db()
    assert (found.state, found.decided_at) == ("taken_over", MONDAY)
    again = client.post(f"{PROPOSALS}{found.number}/dung/", follow=True).content.decode()
    assert "đã có quyết định" in again


def test_a_draft_that_is_open_is_not_written_over(
    world: World, portal: OfferingPortal, client: Any
) -> None:
    draft, _is_new = ProcedureVersion.objects.get_or_create(
        procedure=world.marital,
        status="draft",
        defaults={"number": 99, "content": {"name": "Đang soạn", "field": "Hộ tịch"}},
    )
    found = _proposed(world, portal, conditions="Có cam đoan.")
    _sign_in(client, world, Role.ADMINISTRATOR)

    told = client.post(f"{PROPOSALS}{found.number}/dung/", follow=True).content.decode()

    assert "Thủ tục đang có bản thảo" in told
    before = draft.content
    draft.refresh_from_db()
    assert draft.content == before
    found.refresh_from_db()
    assert found.state == "waiting"


def test_declining_needs_a_reason_and_a_newer_one_takes_the_place_of_the_waiting(
    world: World, portal: OfferingPortal, client: Any
) -> None:
    older = _proposed(world, portal, conditions="Một.")
    newer = _proposed(world, portal, conditions="Hai.")
    older.refresh_from_db()
    assert older.state == "replaced"
    _sign_in(client, world, Role.ADMINISTRATOR)
    address = f"{PROPOSALS}{newer.number}/bo/"

    refused = client.post(address, {"reason": " "})
    done = client.post(address, {"reason": "Tỉnh đã sửa theo quyết định riêng."})

    assert refused.status_code == 422
    assert done.status_code == 302
    newer.refresh_from_db()
    assert (newer.state, newer.reason) == ("declined", "Tỉnh đã sửa theo quyết định riêng.")
    assert "quyết định riêng" in _main(client.get(PROPOSALS, {"loc": "tat-ca"}))


@pytest.mark.parametrize(
    ("content", "reason"),
    [({"name": "Thiếu"}, "phải có chữ"), ({}, "phải có chữ")],
)
def test_a_proposal_that_is_no_procedure_waits_with_its_reason(
    content: dict[str, Any], reason: str, world: World, portal: OfferingPortal
) -> None:
    portal.propose(world.marital.code, content)
    portal.propose("9.999999", {"name": "x"})

    receive(portal.door, at=MONDAY)

    reasons = {one.key: one.reason for one in PortalLeft.objects.all()}
    assert reason in reasons[world.marital.code]
    assert not CatalogueProposal.objects.exists()
    assert PortalMark.objects.get(list="catalogue").number == 2


def test_an_auditor_looks_and_changes_nothing(
    world: World, portal: OfferingPortal, client: Any
) -> None:
    found = _proposed(world, portal, conditions="Có cam đoan.")
    _sign_in(client, world, Role.AUDITOR)

    assert "<form" not in _main(client.get(f"{PROPOSALS}{found.number}/"))
    assert client.post(f"{PROPOSALS}{found.number}/dung/").status_code == 403
    assert client.post(f"{LISTS}thu-lai/").status_code == 403
    assert MONDAY - found.received_at == timedelta(0)
