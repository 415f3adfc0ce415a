"""What the national portal is told of a dossier: its message and progress records. Pure.

Names of fields and the codes 1 to 10 are the portal's own; how instants and the few codes that
no published text fixes are written stands in ``docs/operate/portal.md``. Each message says the
whole dossier, so that the last one is enough.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from motcua.dossiers.lifecycle import Action, ResultMode, State
from motcua.kernel import clock
from motcua.payments.models import PaymentMethod
from motcua.people.models import IdentityKind, PersonKind
from motcua.procedures.models import Channel

STATUS: Final[Mapping[State, int]] = {
    State.SUBMITTED: 1,
    State.ACCEPTED: 2,
    State.NOT_ACCEPTED: 3,
    State.IN_PROGRESS: 4,
    State.AWAITING_SUPPLEMENT: 5,
    State.AWAITING_PAYMENT: 6,
    State.WITHDRAWN: 7,
    State.STOPPED: 8,
    State.FINISHED: 9,
    State.RETURNED: 10,
}
"""The portal's code of each state of ours."""
FOLLOWING: Final[Mapping[int, frozenset[int]]] = {
    1: frozenset({2, 3, 5, 7}),
    2: frozenset({4, 5, 6, 7, 8, 9}),
    3: frozenset(),
    4: frozenset({5, 6, 7, 8, 9}),
    # 1: handed in anew before it was accepted.
    5: frozenset({1, 2, 4, 7, 8}),
    6: frozenset({4, 7, 8, 9}),
    7: frozenset(),
    8: frozenset(),
    9: frozenset({6, 10}),
    10: frozenset(),
}
"""Which code may follow which, in the ordinary course."""
TAKEN_BACK: Final = frozenset({Action.REOPEN, Action.UNDO})
"""Acts that lead back on purpose, against ``FOLLOWING``; the remark of a message says so."""
SILENT: Final = frozenset({Action.ERASE})
"""Acts of which the portal is told nothing."""
CHANNEL: Final[Mapping[str, str]] = {Channel.DIRECT: "1", Channel.ONLINE: "2", Channel.POST: "3"}
RESULT_MODE: Final[Mapping[str, str]] = {
    ResultMode.AT_DESK: "0",
    ResultMode.BY_POST: "1",
    ResultMode.ELECTRONIC: "2",
}
PERSON_KIND: Final[Mapping[str, str]] = {PersonKind.CITIZEN: "1", PersonKind.ORGANISATION: "2"}
IDENTITY_KIND: Final[Mapping[str, str]] = {
    IdentityKind.PERSONAL_ID: "1",
    IdentityKind.OLD_ID: "2",
    IdentityKind.PASSPORT: "3",
    IdentityKind.TAX_CODE: "4",
}
PAYMENT_METHOD: Final[Mapping[str, str]] = {
    PaymentMethod.CASH: "1",
    PaymentMethod.CARD: "2",
    PaymentMethod.TRANSFER: "3",
    PaymentMethod.GATEWAY: "3",
}
NOT_PAID_ONLINE: Final = "0"
PAID_AT_OURS: Final = "2"
"""1 would be: paid at the national portal, which takes no money for us."""
LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper handed in; ``sha256`` "" where there is no file that may be shown."""

    paper_id: str
    name: str
    file_name: str = ""
    sha256: str = ""
    is_reused: bool = False
    is_from_national_store: bool = False
    replaced_result: str = ""
    database: str = ""


@dataclass(frozen=True, slots=True)
class Fee:
    """What is owed, and how it was paid: "" not yet."""

    name: str
    amount_dong: int
    method: str = ""
    is_exempt: bool = False
    is_online: bool = False


@dataclass(frozen=True, slots=True)
class Supplement:
    """A time of waiting for the applicant."""

    asked_by: str
    words: str
    asked_at: datetime
    answered_by: str = ""
    answer: str = ""
    answered_at: datetime | None = None
    due_before: datetime | None = None
    due_after: datetime | None = None
    is_money: bool = False
    amount_dong: int | None = None
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultPaper:
    """A document that the applicant gets."""

    name: str
    number: str
    file_name: str
    sha256: str
    is_refusal: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """One thing that was done."""

    officer: str
    position: str
    agency: str
    at: datetime
    action: str
    state: str
    began_at: datetime | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose dossier it is, as was said when it was lodged."""

    ref: str
    name: str
    kind: str
    identity_kind: str
    identity_number: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a message says, gathered.

    ``portal_code`` is what the portal itself called the dossier, where it was lodged there.
    """

    code: str
    procedure_code: str
    procedure_name: str
    field_code: str
    field_name: str
    channel: str
    owner: Owner
    state: str
    result_mode: str
    submitted_at: datetime
    agency: str
    receiving_agency: str
    portal_code: str = ""
    accepted_at: datetime | None = None
    due_at: datetime | None = None
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    ended_at: datetime | None = None
    is_identified: bool = False
    papers: tuple[Paper, ...] = ()
    fees: tuple[Fee, ...] = ()
    supplements: tuple[Supplement, ...] = ()
    results: tuple[ResultPaper, ...] = ()
    progress: tuple[Progress, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Written:
    """A message as it is sent, byte for byte."""

    text: str
    sha256: str
    status: int
    files: tuple[str, ...]


def status_of(state: str) -> int:
    """Return the portal's code of one of our states."""
    return STATUS[State(state)]


def may_follow(before: str, after: str, action: Action) -> bool:
    """Say whether a portal that knows ``before`` should understand ``after``."""
    old, new = status_of(before), status_of(after)
    return old == new or new in FOLLOWING[old] or action in TAKEN_BACK


def written(facts: Facts) -> Written:
    """Return the message about ``facts`` with its hash and the files that it names."""
    body = {"HoSo": dossier_message(facts), "TienDo": progress_records(facts)}
    if facts.portal_code:
        body["MaHoSoCong"] = facts.portal_code
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    named = [paper.sha256 for paper in facts.papers]
    named += [paper.sha256 for asked in facts.supplements for paper in asked.papers]
    named += [paper.sha256 for paper in facts.results]
    return Written(
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        status=status_of(facts.state),
        files=tuple(dict.fromkeys(name for name in named if name)),
    )


def dossier_message(facts: Facts) -> dict[str, Any]:
    """Return what is said of the dossier itself."""
    owner = facts.owner
    return {
        "MaHoSo": facts.code,
        "MaTTHC": facts.procedure_code,
        "TenTTHC": facts.procedure_name,
        "MaLinhVuc": facts.field_code,
        "TenLinhVuc": facts.field_name,
        "KenhThucHien": CHANNEL[facts.channel],
        "ChuHoSo": owner.name,
        "LoaiDoiTuong": PERSON_KIND[owner.kind],
        "MaDoiTuong": owner.ref,
        "SoGiayToChuHoSo": owner.identity_number,
        "Email": owner.email,
        "Fax": "",
        "SoDienThoai": owner.phone,
        "TrichYeuHoSo": facts.procedure_name[:LONGEST],
        "NgayNopHoSo": instant(facts.submitted_at),
        "NgayTiepNhan": instant(facts.accepted_at),
        "NgayHenTra": instant(facts.due_at),
        "TrangThaiHoSo": status_of(facts.state),
        "NgayTra": instant(facts.returned_at),
        "ThongTinTra": ResultMode(facts.result_mode).label if facts.returned_at else "",
        "HinhThuc": RESULT_MODE[facts.result_mode],
        "NgayKetThucXuLy": instant(facts.finished_at or facts.ended_at),
        "DonViXuLy": facts.agency,
        "NoiNopHoSo": facts.receiving_agency,
        "GhiChu": _remark(facts),
        "HoSoCoThanhPhanSoHoa": _flag(any(paper.sha256 for paper in facts.papers)),
        "TaiKhoanDuocXacThucVoiVNeID": _flag(facts.is_identified),
        "DuocThanhToanTrucTuyen": PAID_AT_OURS
        if any(fee.is_online for fee in facts.fees)
        else NOT_PAID_ONLINE,
        "NgayTuChoi": instant(facts.ended_at) if State(facts.state) is State.NOT_ACCEPTED else "",
        "TaiLieuNop": [_paper(paper) for paper in facts.papers],
        "DanhSachLePhi": [_fee(fee) for fee in facts.fees],
        "DanhSachHoSoBoSung": [_supplement(asked) for asked in facts.supplements],
        "DanhSachGiayToKetQua": [_result(paper) for paper in facts.results],
        "DinhDanhCHS": {
            "LoaiDinhDanh": IDENTITY_KIND.get(owner.identity_kind, ""),
            "SoDinhDanh": owner.identity_number,
        },
        "DSKetNoiCSDL": [
            {"MaCSDL": name}
            for name in dict.fromkeys(paper.database for paper in facts.papers if paper.database)
        ],
    }


def progress_records(facts: Facts) -> list[dict[str, Any]]:
    """Return what was done, in its order."""
    return [
        {
            "MaHoSo": facts.code,
            "NguoiXuLy": one.officer,
            "ChucDanh": one.position,
            "ThoiDiemXuLy": instant(one.at),
            "PhongBanXuLy": one.agency,
            "NoiDungXuLy": Action(one.action).label,
            "TrangThai": status_of(one.state),
            "NgayBatDau": instant(one.began_at or one.at),
            "NgayKetThucTheoQuyDinh": instant(one.due_at),
        }
        for one in facts.progress
        if Action(one.action) not in SILENT
    ]


def instant(moment: datetime | date | None) -> str:
    """Return a moment as the portal reads it: in Vietnam, to the second; "" for none."""
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        return clock.local(moment).isoformat(timespec="seconds")
    return moment.isoformat()


def _remark(facts: Facts) -> str:
    back = [one for one in facts.progress if Action(one.action) in TAKEN_BACK]
    said = [f"{Action(one.action).label} lúc {instant(one.at)}" for one in back[-3:]]
    if any(paper.is_refusal for paper in facts.results):
        said.append("Kết quả: không đồng ý giải quyết, có lý do")
    return "; ".join(said)[:LONGEST]


def _paper(paper: Paper) -> dict[str, Any]:
    return {
        "TepDinhKemId": paper.sha256,
        "TenTepDinhKem": paper.file_name or paper.name[:LONGEST],
        "MaThanhPhanHoSo": paper.paper_id,
        "DuongDanTaiTepTin": _path(paper.sha256),
        "DuocSoHoa": _flag(bool(paper.sha256)),
        "DuocTaiSuDung": _flag(paper.is_reused),
        "DuocLayTuKhoDMQG": _flag(paper.is_from_national_store),
        "MaKetQuaThayThe": paper.replaced_result,
    }


def _fee(fee: Fee) -> dict[str, Any]:
    return {
        "TenPhiLePhi": fee.name,
        "MaPhiLePhi": "",
        "HinhThucThu": PAYMENT_METHOD[fee.method] if fee.method else "",
        "Gia": 0 if fee.is_exempt else fee.amount_dong,
        "LoaiPhiLePhi": "1",
    }


def _supplement(asked: Supplement) -> dict[str, Any]:
    fees = []
    if asked.amount_dong is not None:
        fees = [_fee(Fee("Nghĩa vụ tài chính", asked.amount_dong))]
    return {
        "NguoiYeuCauBoSung": asked.asked_by,
        "NoiDungBoSung": asked.words,
        "NgayBoSung": instant(asked.asked_at),
        "NguoiTiepNhanBoSung": asked.answered_by,
        "ThongTinTiepNhan": asked.answer,
        "NgayTiepNhanBoSung": instant(asked.answered_at),
        "TrangThaiBoSung": "1" if asked.answered_at else "0",
        "TaiLieuNop": [_paper(paper) for paper in asked.papers],
        "DanhSachLePhi": fees,
        "NgayHenTraTruoc": instant(asked.due_before),
        "NgayHenTraMoi": instant(asked.due_after),
    }


def _result(paper: ResultPaper) -> dict[str, Any]:
    return {
        "TenGiayTo": paper.name,
        "MaThanhPhanHoSo": "",
        "GiayToId": paper.sha256,
        "DuongDanTepTinKetQua": _path(paper.sha256),
        "MaGiayToKetQua": paper.number,
    }


def _path(sha256: str) -> str:
    return f"/tep/{sha256}" if sha256 else ""


def _flag(yes: bool) -> str:  # noqa: FBT001 - it is all there is
    return "1" if yes else "0"
