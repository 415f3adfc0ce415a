"""What the simulated national portal has for the ward of the demonstration, and its arrival.

A few dossiers lodged there, one of them under a procedure that nobody here knows; some that
systems of ministries handle, all of these weeks; one change of the catalogue. Offered once, and
read the way everything of the portal is read.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings

from motcua.agencies.models import Desk
from motcua.demo.scans import scan_of
from motcua.demo.town import living_desk
from motcua.dossiers.daily.jobs import Report
from motcua.exchange.models import PortalMark
from motcua.exchange.portal.receiving import receive_from_portal
from motcua.kernel import clock
from motcua.procedures.models import Procedure
from motcua.signatures.reaching import OutOfReachError, ask

_SECONDS: Final = 5.0
_CHANGED: Final = "1.004859"
"""The procedure of which the national catalogue has another text."""
_LODGED: Final[tuple[tuple[str, str, str, float], ...]] = (
    # Code at the portal, procedure, who, and how many hours ago.
    ("G22.99-000117", "1.004873", "Mai Thị Kim Oanh", 2.0),
    ("G22.99-000118", "2.000635", "Đoàn Minh Nhật", 3.5),
    ("G22.99-000119", "1.001193", "Hồ Thị Bích Vân", 50.0),
    ("G22.99-000120", "9.000001", "Trương Gia Hân", 5.0),
)
_MIRRORED: Final[tuple[tuple[str, str, str, str, int, int, int, int | None], ...]] = (
    # Procedure, its name, field, channel; days since accepted, promised, status, days since ended.
    ("1.004222", "Đăng ký thường trú", "Đăng ký, quản lý cư trú", "2", 12, 7, 10, 7),
    ("1.004222", "Đăng ký thường trú", "Đăng ký, quản lý cư trú", "2", 9, 7, 9, 1),
    ("1.004194", "Đăng ký tạm trú", "Đăng ký, quản lý cư trú", "2", 3, 5, 4, None),
    ("1.004194", "Đăng ký tạm trú", "Đăng ký, quản lý cư trú", "1", 8, 3, 4, None),
    ("1.004222", "Đăng ký thường trú", "Đăng ký, quản lý cư trú", "2", 15, 7, 10, 2),
    ("1.004194", "Đăng ký tạm trú", "Đăng ký, quản lý cư trú", "2", 6, 4, 10, 3),
)


def open_portal(*, at: datetime) -> bool:
    """Put things at the simulated portal and read them, once; whether that is done.

    False while the simulators do not answer, or the ward is not there yet.
    """
    if PortalMark.objects.filter(number__gt=0).exists():
        return True
    try:
        desk = living_desk()
        _offer(desk, at)
    except (Desk.DoesNotExist, OutOfReachError):
        return False
    receive_from_portal(at=at, report=Report())
    return True


def _offer(desk: Desk, at: datetime) -> None:
    for number, (code, procedure, name, hours) in enumerate(_LODGED):
        lodged_at = clock.local(at - timedelta(hours=hours))
        scan = scan_of(f"Giấy tờ của {name}", "Tệp mẫu, không phải giấy thật")
        content = {f"{code}-1": base64.b64encode(scan).decode()}
        dossier = {
            "MaHoSoCong": code,
            "MaTTHC": procedure,
            "MaDonVi": desk.agency.code,
            "NgayNopHoSo": lodged_at.isoformat(timespec="seconds"),
            "ChuHoSo": name,
            "LoaiDoiTuong": "1",
            "SoGiayToChuHoSo": f"07710197005{number}",
            "SoDienThoai": f"090000015{number}",
            "TaiKhoanDuocXacThucVoiVNeID": 1,
            "DuLieu": {"Nơi cư trú": desk.agency.name, "Đã xem cam kết ở Cổng": True},
            "TaiLieuNop": [
                {
                    "TepDinhKemId": f"{code}-1",
                    "TenTepDinhKem": "giay-to.png",
                    "MaThanhPhanHoSo": "",
                    "KichThuoc": len(scan),
                    "Sha256": hashlib.sha256(scan).hexdigest(),
                }
            ],
        }
        _say("ho-so-nop", {"HoSo": dossier, "Tep": content})
    for number in range(len(_MIRRORED)):
        _say("ho-so-bo", _handled_elsewhere(number, desk, at))
    _propose(at)


def _handled_elsewhere(number: int, desk: Desk, at: datetime) -> dict[str, Any]:
    code, name, field, channel, accepted, limit, status, ended = _MIRRORED[number]
    noon = clock.local(at).replace(hour=9, minute=30, second=0, microsecond=0)

    def ago(days: int) -> str:
        return (noon - timedelta(days=days)).isoformat()

    dossier: dict[str, Any] = {
        "MaHoSo": f"G01.79-{noon - timedelta(days=accepted):%y%m%d}-{number + 1:04}",
        "MaTTHC": code,
        "TenTTHC": name,
        "TenLinhVuc": field,
        "KenhThucHien": channel,
        "ChuHoSo": ("Lưu Văn Bình", "Tạ Thị Ngân", "Kiều Đức Anh")[number % 3],
        "MaDonVi": desk.agency.code,
        "DonViXuLy": "Hệ thống của bộ quản lý ngành",
        "NgayNopHoSo": ago(accepted),
        "NgayTiepNhan": ago(accepted),
        "NgayHenTra": ago(accepted - limit),
        "TrangThaiHoSo": status,
    }
    if ended is not None:
        dossier["NgayKetThucXuLy"] = ago(ended)
    steps = [{"ThoiDiemXuLy": ago(accepted), "PhongBanXuLy": "Tiếp nhận", "TrangThai": 2}]
    return {"HoSo": dossier, "TienDo": steps}


def _propose(at: datetime) -> None:
    """Let the catalogue say more of one procedure than is published here."""
    procedure = Procedure.objects.filter(code=_CHANGED).first()
    current = procedure.current_version if procedure is not None else None
    if current is None:
        return
    content = {name: said for name, said in current.content.items() if name != "process"}
    more = "Người yêu cầu có thể dùng dữ liệu trong Cơ sở dữ liệu quốc gia thay bản giấy."
    before = str(content.get("conditions") or "").strip()
    content["conditions"] = f"{before}\n{more}".strip()
    document = {
        "format": "motcua-procedure",
        "edition": 1,
        "code": _CHANGED,
        "content": content,
    }
    first_of_next = (clock.day_of(at).replace(day=1) + timedelta(days=32)).replace(day=1)
    said = {"MaTTHC": _CHANGED, "NgayHieuLuc": first_of_next.isoformat(), "NoiDung": document}
    _say("thu-tuc", said)


def _say(what: str, said: Mapping[str, Any]) -> None:
    ask(
        f"{settings.SIMULATORS}/portal/_offer/{what}",
        json.dumps({"unit": settings.PORTAL_UNIT, **said}).encode(),
        headers={"Content-Type": "application/json"},
        seconds=_SECONDS,
    )
