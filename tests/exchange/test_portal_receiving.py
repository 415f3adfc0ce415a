"""What comes from the national portal: once, whole, with nothing dropped, and told back."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine

from motcua.documents.models import StoredFile
from motcua.dossiers.lifecycle import State
from motcua.dossiers.models import Dossier, DossierEvent, LodgedForm
from motcua.dossiers.verification import compare_block
from motcua.exchange.models import PortalLeft, PortalList, PortalLodging, PortalMark
from motcua.exchange.portal import receiving_lists
from motcua.exchange.portal.client import Portal
from motcua.exchange.portal.messages import written
from motcua.exchange.portal.outgoing_facts import facts_of
from motcua.exchange.portal.receiving import receive, receive_again
from motcua.exchange.portal.receiving_answers import KEPT
from motcua.exchange.portal.receiving_message import read_offered
from motcua.notifications.models import Message
from motcua.people.models import Person
from simulators.wire import SECRET
from tests.portal_offers import PAPER, OfferingPortal, a_file, lodged, offering
from tests.world import MONDAY, World


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture(autouse=True)
def _rolled_back(db: None) -> None:
    del db


@pytest.fixture
def portal(tmp_path: Path, settings: Any) -> Iterator[OfferingPortal]:
    settings.SCANNER = "tcp://127.0.0.1:1"
    with offering(tmp_path) as found:
        yield found


def _lodged(world: World, **more: Any) -> dict[str, Any]:
    return lodged(world.marital.code, world.here.agency.code, **more)


def _number() -> int:
    return PortalMark.objects.get(list=PortalList.LODGED).number


def test_a_dossier_arrives_as_lodged_online_and_the_portal_is_told(
    world: World, portal: OfferingPortal
) -> None:
    portal.lodge(_lodged(world), {"tep-1": PAPER})

    received = receive(portal.door, at=MONDAY)

    assert (received.taken, received.left, received.told, received.problems) == (1, 0, 1, [])
    dossier = PortalLodging.objects.get(portal_code="G-0001").dossier
    assert (dossier.state, dossier.channel, dossier.code) == (State.SUBMITTED, "online", None)
    assert dossier.agency == world.here.agency
    assert f"{dossier.submitted_at:%H:%M %z}" == "02:00 +0000"
    assert dossier.principal_name == "Tạ Quỳnh Hoa"
    assert dossier.applicant.identity_number == "077199712345"
    assert dossier.sync_state == "not_sent"
    event = DossierEvent.objects.get(dossier=dossier)
    assert event.payload["through"] == "national-portal"
    assert event.payload["portal_code"] == "G-0001"
    assert Message.objects.filter(topic="lodged", about=dossier.tracking_code).exists()
    assert portal.told() == {"G-0001": [dossier.tracking_code, 1]}
    assert _number() == 1
    assert compare_block([dossier.pk]).differences == []


def test_what_the_portal_is_told_of_it_later_names_the_portals_own_code(
    world: World, portal: OfferingPortal
) -> None:
    portal.lodge(_lodged(world), {"tep-1": PAPER})
    receive(portal.door, at=MONDAY)
    dossier = PortalLodging.objects.get(portal_code="G-0001").dossier

    body = json.loads(written(facts_of(dossier.pk)).text)

    assert (body["MaHoSoCong"], body["HoSo"]["MaHoSo"]) == ("G-0001", dossier.tracking_code)


def test_its_files_are_checked_and_wait_for_the_scan_as_uploads_do(
    world: World, portal: OfferingPortal
) -> None:
    portal.lodge(_lodged(world), {"tep-1": PAPER})

    receive(portal.door, at=MONDAY)

    [paper] = PortalLodging.objects.get().dossier.papers.all()
    assert paper.file is not None
    assert (paper.paper_id, paper.file.name, paper.file.pages) == ("p1", "tep-1.pdf", 1)
    assert paper.file.scan_state == "waiting"


def test_offered_twice_it_is_one_dossier_and_the_portal_is_told_again(
    world: World, portal: OfferingPortal
) -> None:
    portal.lodge(_lodged(world), {"tep-1": PAPER})
    receive(portal.door, at=MONDAY)
    portal.say("_offer/lai", {"MaHoSoCong": "G-0001"})
    portal.behave("again")

    receive(portal.door, at=MONDAY)

    lodging = PortalLodging.objects.get()
    assert _number() == 2
    assert portal.told() == {"G-0001": [lodging.dossier.tracking_code, 2]}
    assert lodging.told_at is not None


def test_what_the_portal_did_not_hear_is_told_again(world: World, portal: OfferingPortal) -> None:
    portal.lodge(_lodged(world), {"tep-1": PAPER})
    portal.behave("deaf")
    assert receive(portal.door, at=MONDAY).problems
    assert PortalLodging.objects.get().told_at is None
    portal.behave("ok")

    received = receive(portal.door, at=MONDAY)

    assert (received.taken, received.told) == (0, 1)
    assert PortalLodging.objects.get().told_at == MONDAY


def test_answers_are_laid_against_the_form_and_the_others_are_kept(
    world: World, portal: OfferingPortal
) -> None:
    answers = {
        "applicant_phone": "0903 123 456",
        "khong-biet": {"a": [1, True]},
        "applicant_email": "không phải thư",
        "so-luong": 3,
    }
    portal.lodge(_lodged(world, DuLieu=answers), {"tep-1": PAPER})

    receive(portal.door, at=MONDAY)

    form = LodgedForm.objects.get(dossier=PortalLodging.objects.get().dossier)
    assert form.values["applicant_phone"] == "0903123456"
    assert form.values[KEPT]["answers"] == {
        "khong-biet": {"a": [1, True]},
        "applicant_email": "không phải thư",
        "so-luong": 3,
    }


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"MaTTHC": "9.999999"}, "9.999999 chưa được công bố"),
        ({"MaDonVi": "H99"}, "Không có cơ quan nào mang mã “H99”"),
        ({"ChuHoSo": ""}, "thiếu ChuHoSo"),
        ({"NgayNopHoSo": "hôm qua"}, "NgayNopHoSo không phải ngày giờ"),
        ({"NgayNopHoSo": "2026-12-01"}, "sau bây giờ"),
        ({"DuLieu": ["sai"]}, "DuLieu phải là"),
        ({"TaiLieuNop": [a_file(Sha256="")]}, "không có dấu vết"),
        ({"TaiLieuNop": [a_file("khong-co")]}, "Cổng không còn tệp khong-co"),
        ({"TaiLieuNop": [a_file(Sha256="0" * 64)]}, "không đúng dấu vết"),
    ],
)
def test_what_cannot_be_taken_in_waits_with_its_reason_and_stops_nothing(
    more: dict[str, Any], reason: str, world: World, portal: OfferingPortal
) -> None:
    portal.lodge(_lodged(world, code="SAI", **more), {"tep-1": PAPER})
    portal.lodge(_lodged(world, code="DUNG"), {"tep-1": PAPER})

    received = receive(portal.door, at=MONDAY)

    assert (received.taken, received.left) == (1, 1)
    left = PortalLeft.objects.get()
    assert (left.key, left.number, left.tries) == ("SAI", 1, 1)
    assert reason in left.reason
    assert PortalLodging.objects.get().portal_code == "DUNG"
    assert _number() == 2


def test_what_waited_is_taken_in_once_its_reason_is_gone(
    world: World, portal: OfferingPortal
) -> None:
    portal.lodge(_lodged(world, MaTTHC="9.999999"), {"tep-1": PAPER})
    receive(portal.door, at=MONDAY)
    assert receive_again(PortalLeft.objects.all(), portal.door, at=MONDAY).left == 1
    assert PortalLeft.objects.get().tries == 2
    world.marital.__class__.objects.filter(pk=world.birth.pk).update(code="9.999999")

    received = receive_again(PortalLeft.objects.all(), portal.door, at=MONDAY)

    assert (received.taken, received.told) == (1, 1)
    assert not PortalLeft.objects.exists()
    assert PortalLodging.objects.get().dossier.procedure_id == world.birth.pk


def test_a_file_that_cannot_be_kept_does_not_keep_the_dossier_out(
    world: World, portal: OfferingPortal
) -> None:
    odd = b"PK odd thing that nobody opens"
    files = [a_file(), a_file("tep-2", odd), a_file("tep-3", KichThuoc=10**12)]
    portal.lodge(_lodged(world, TaiLieuNop=files), {"tep-1": PAPER, "tep-2": odd})

    receive(portal.door, at=MONDAY)

    dossier = PortalLodging.objects.get().dossier
    assert [bool(paper.file_id) for paper in dossier.papers.all()] == [True, False, False]
    notes = LodgedForm.objects.get(dossier=dossier).values[KEPT]["notes"]
    assert "tep-2.pdf" in notes[0]
    assert "lớn hơn mức nhận" in notes[1]


def test_somebody_not_identified_renames_nobody(world: World, portal: OfferingPortal) -> None:
    known = world.dossiers["accepted"].applicant
    said = {"SoGiayToChuHoSo": known.identity_number, "TaiKhoanDuocXacThucVoiVNeID": 0}
    portal.lodge(_lodged(world, **said), {"tep-1": PAPER})

    receive(portal.door, at=MONDAY)

    dossier = PortalLodging.objects.get().dossier
    assert Person.objects.get(pk=known.pk).full_name == known.full_name
    assert dossier.applicant_id != known.pk
    notes = LodgedForm.objects.get(dossier=dossier).values[KEPT]["notes"]
    assert known.identity_number in notes[0]


def test_who_lodged_and_whose_it_is_are_two(world: World, portal: OfferingPortal) -> None:
    lodger = {"HoTen": "Lê Văn Nộp", "SoGiayTo": "077080001111", "SoDienThoai": "0901"}
    portal.lodge(_lodged(world, NguoiNop=lodger), {"tep-1": PAPER})

    receive(portal.door, at=MONDAY)

    dossier = PortalLodging.objects.get().dossier
    assert dossier.applicant.full_name == "Lê Văn Nộp"
    assert dossier.principal.full_name == "Tạ Quỳnh Hoa"


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"SoGiayToChuHoSo": "077 199 712 345"}, "personal_id"),
        ({"SoGiayToChuHoSo": "271234567"}, "old_id"),
        ({"SoGiayToChuHoSo": "C1234567"}, "passport"),
        ({"SoGiayToChuHoSo": "0100233488", "LoaiDoiTuong": "2"}, "tax_code"),
        (
            {
                "SoGiayToChuHoSo": "",
                "DinhDanhCHS": {"LoaiDinhDanh": "3", "SoDinhDanh": "1234567890"},
            },
            "passport",
        ),
        ({"SoGiayToChuHoSo": ""}, "none"),
    ],
)
def test_whose_number_it_is(more: dict[str, Any], kind: str) -> None:
    assert read_offered({**lodged("1.1", "H06"), "So": 1, **more}).owner.identity_kind == kind


def test_a_portal_that_is_away_moves_nothing(world: World, portal: OfferingPortal) -> None:
    portal.lodge(_lodged(world), {"tep-1": PAPER})
    portal.behave("away")

    received = receive(portal.door, at=MONDAY)

    assert received.taken == 0
    assert len(received.problems) == 3
    mark = PortalMark.objects.get(list=PortalList.LODGED)
    assert (mark.number, mark.read_at) == (0, MONDAY)
    assert "503" in mark.problem


def test_a_wrong_secret_is_told_as_a_problem(world: World, portal: OfferingPortal) -> None:
    portal.lodge(_lodged(world), {"tep-1": PAPER})
    stranger = Portal(portal.address, "H06", SECRET + "x")

    received = receive(stranger, at=MONDAY)

    assert received.taken == 0
    assert "401" in received.problems[0][1]


def test_broken_off_in_the_middle_nothing_of_it_is_there(
    world: World, portal: OfferingPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.lodge(_lodged(world), {"tep-1": PAPER})
    before = Dossier.objects.count(), StoredFile.objects.count(), Message.objects.count()

    def break_off(*_about: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(receiving_lists, "_settle", break_off)
        with pytest.raises(KeyboardInterrupt):
            receive(portal.door, at=MONDAY)

    after = Dossier.objects.count(), StoredFile.objects.count(), Message.objects.count()
    assert after == before
    assert _number() == 0
    assert receive(portal.door, at=MONDAY).taken == 1


def test_an_error_of_ours_is_told_and_stops_nothing(
    world: World, portal: OfferingPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal.lodge(_lodged(world), {"tep-1": PAPER})
    monkeypatch.setattr("motcua.exchange.portal.receiving_lodging._beside", lambda *_about: 1 / 0)

    received = receive(portal.door, at=MONDAY)

    assert received.left == 1
    assert "ZeroDivisionError" in PortalLeft.objects.get().reason
