"""What is said of a dossier: every state and act has its code, every field its place."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from motcua.dossiers.lifecycle import TRANSITIONS, Action, State
from motcua.exchange.portal import messages
from motcua.exchange.portal.messages import (
    FOLLOWING,
    STATUS,
    TAKEN_BACK,
    Facts,
    Fee,
    Owner,
    Paper,
    Progress,
    ResultPaper,
    Supplement,
)
from motcua.kernel.clock import VIETNAM
from motcua.payments.models import PaymentMethod
from motcua.people.models import IdentityKind, PersonKind
from motcua.procedures.models import Channel

AT = datetime(2026, 11, 23, 14, 5, 9, tzinfo=VIETNAM)
SCAN, ANSWER, RESULT = "a" * 64, "b" * 64, "c" * 64
FACTS = Facts(
    code="H29.68-261123-0021",
    procedure_code="1.004873",
    procedure_name="Cấp Giấy xác nhận tình trạng hôn nhân",
    field_code="ho-tich",
    field_name="Hộ tịch",
    channel=Channel.ONLINE,
    owner=Owner(
        ref="6f1c",
        name="Nguyễn Thị Hoà",
        kind=PersonKind.CITIZEN,
        identity_kind=IdentityKind.PERSONAL_ID,
        identity_number="077190000012",
        phone="0900000012",
    ),
    state=State.RETURNED,
    result_mode="by_post",
    submitted_at=AT,
    accepted_at=AT,
    due_at=AT,
    finished_at=AT,
    returned_at=AT,
    agency="UBND xã An Ngãi",
    receiving_agency="UBND xã An Bình",
    is_identified=True,
    papers=(
        Paper("p1", "Tờ khai", "to-khai.pdf", SCAN, is_reused=True),
        Paper("p2", "Giấy chứng sinh", database="CSDL hộ tịch", is_from_national_store=True),
    ),
    fees=(
        Fee("Phí", 15_000, PaymentMethod.GATEWAY, is_online=True),
        Fee("Lệ phí", 8_000, is_exempt=True),
    ),
    supplements=(
        Supplement("Lê Thu Hà", "Thiếu chữ ký", AT, papers=(Paper("1", "Bản ký", "", ANSWER),)),
        Supplement("Lê Thu Hà", "Nộp thuế", AT, "Lê Thu Hà", "Đã nộp", AT, amount_dong=5),
    ),
    results=(ResultPaper("Giấy xác nhận", "12/XN", "kq.pdf", RESULT, is_refusal=True),),
    progress=(
        Progress("Lê Thu Hà", "Công chức", "UBND xã", AT, Action.ACCEPT, State.ACCEPTED),
        Progress("", "", "", AT, Action.REOPEN, State.IN_PROGRESS),
        Progress("", "", "", AT, Action.ERASE, State.RETURNED),
    ),
)
DOSSIER = (
    "MaHoSo, MaTTHC, TenTTHC, MaLinhVuc, TenLinhVuc, KenhThucHien, ChuHoSo, LoaiDoiTuong, "
    "MaDoiTuong, SoGiayToChuHoSo, Email, Fax, SoDienThoai, TrichYeuHoSo, NgayNopHoSo, "
    "NgayTiepNhan, NgayHenTra, TrangThaiHoSo, NgayTra, ThongTinTra, HinhThuc, NgayKetThucXuLy, "
    "DonViXuLy, NoiNopHoSo, GhiChu, HoSoCoThanhPhanSoHoa, TaiKhoanDuocXacThucVoiVNeID, "
    "DuocThanhToanTrucTuyen, NgayTuChoi, TaiLieuNop, DanhSachLePhi, DanhSachHoSoBoSung, "
    "DanhSachGiayToKetQua, DinhDanhCHS, DSKetNoiCSDL"
)
LISTS = {
    "TaiLieuNop": "TepDinhKemId, TenTepDinhKem, MaThanhPhanHoSo, DuongDanTaiTepTin, DuocSoHoa, "
    "DuocTaiSuDung, DuocLayTuKhoDMQG, MaKetQuaThayThe",
    "DanhSachLePhi": "TenPhiLePhi, MaPhiLePhi, HinhThucThu, Gia, LoaiPhiLePhi",
    "DanhSachHoSoBoSung": "NguoiYeuCauBoSung, NoiDungBoSung, NgayBoSung, NguoiTiepNhanBoSung, "
    "ThongTinTiepNhan, NgayTiepNhanBoSung, TrangThaiBoSung, TaiLieuNop, DanhSachLePhi, "
    "NgayHenTraTruoc, NgayHenTraMoi",
    "DanhSachGiayToKetQua": "TenGiayTo, MaThanhPhanHoSo, GiayToId, DuongDanTepTinKetQua, "
    "MaGiayToKetQua",
    "DSKetNoiCSDL": "MaCSDL",
}
PROGRESS = (
    "MaHoSo, NguoiXuLy, ChucDanh, ThoiDiemXuLy, PhongBanXuLy, NoiDungXuLy, TrangThai, "
    "NgayBatDau, NgayKetThucTheoQuyDinh"
)


def names(text: str) -> set[str]:
    return set(text.split(", "))


def said(facts: Facts = FACTS) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(messages.written(facts).text)
    return found


@pytest.mark.parametrize("state", State)
def test_each_state_has_the_code_that_the_lifecycle_gives_it(state: State) -> None:
    assert STATUS[state] == state.national_code
    assert set(STATUS.values()) == set(range(1, 11)) == set(FOLLOWING)


@pytest.mark.parametrize("action", TRANSITIONS)
def test_each_act_leads_where_the_portal_understands_it(action: Action) -> None:
    arrow = TRANSITIONS[action]

    for source in arrow.sources:
        target = arrow.target or source
        assert messages.may_follow(source, target, action), (source, target)


def test_only_taking_back_leads_against_the_table() -> None:
    against = {
        action
        for action, arrow in TRANSITIONS.items()
        for source in arrow.sources
        if arrow.target not in {None, source}
        and STATUS[arrow.target or source] not in FOLLOWING[STATUS[source]]
    }

    assert against <= TAKEN_BACK
    assert not messages.may_follow(State.RETURNED, State.IN_PROGRESS, Action.RESUME)


def test_a_message_has_every_field_and_no_other() -> None:
    told = said()

    dossier = told["HoSo"]
    assert set(dossier) == names(DOSSIER)
    for name, fields in LISTS.items():
        assert all(set(line) == names(fields) for line in dossier[name]), name
        assert dossier[name]
    assert set(dossier["DinhDanhCHS"]) == {"LoaiDinhDanh", "SoDinhDanh"}
    assert all(set(line) == names(PROGRESS) for line in told["TienDo"])


def test_what_is_said_is_what_happened() -> None:
    told = said()

    dossier = told["HoSo"]
    assert dossier["TrangThaiHoSo"] == 10
    assert dossier["NgayHenTra"] == "2026-11-23T14:05:09+07:00"
    assert (dossier["KenhThucHien"], dossier["DuocThanhToanTrucTuyen"]) == ("2", "2")
    assert [fee["Gia"] for fee in dossier["DanhSachLePhi"]] == [15_000, 0]
    assert [paper["DuocSoHoa"] for paper in dossier["TaiLieuNop"]] == ["1", "0"]
    assert [asked["TrangThaiBoSung"] for asked in dossier["DanhSachHoSoBoSung"]] == ["0", "1"]
    assert "Mở lại hồ sơ" in dossier["GhiChu"]
    assert "không đồng ý" in dossier["GhiChu"]
    assert dossier["DSKetNoiCSDL"] == [{"MaCSDL": "CSDL hộ tịch"}]
    # Erasure is nothing that the portal is told of.
    assert [line["TrangThai"] for line in told["TienDo"]] == [2, 4]


def test_files_are_named_once_each_in_their_order() -> None:
    twice = replace(FACTS, papers=(*FACTS.papers, *FACTS.papers))

    assert messages.written(twice).files == (SCAN, ANSWER, RESULT)


def test_a_dossier_not_accepted_says_when() -> None:
    refused = replace(FACTS, state=State.NOT_ACCEPTED, ended_at=AT)

    assert said(refused)["HoSo"]["NgayTuChoi"]
    assert not said()["HoSo"]["NgayTuChoi"]
