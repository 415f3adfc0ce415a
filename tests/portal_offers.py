"""The portal's side of receiving: a simulated portal, and what is put there for us."""

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.request import Request, urlopen

from motcua.exchange.portal.client import Portal
from simulators import host
from simulators.portal.app import at as portal_at
from simulators.wire import SECRET
from tests.papers import a_pdf

UNIT: Final = "H06"
PAPER: Final = a_pdf("to khai nop tai Cong")


class OfferingPortal:
    """A portal at an address; ``door`` is how the product speaks with it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.door = Portal(address, UNIT, SECRET)

    def say(self, path: str, said: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Direct the simulator."""
        body = None if said is None else json.dumps({"unit": UNIT, **said}).encode()
        headers = {"Content-Type": "application/json"}
        with urlopen(Request(f"{self.address}/{path}", body, headers), timeout=10) as answer:
            told: dict[str, Any] = json.loads(answer.read())
        return told

    def lodge(self, dossier: Mapping[str, Any], files: Mapping[str, bytes] | None = None) -> int:
        """Let somebody lodge at the portal; return the number in its list."""
        content = {name: base64.b64encode(one).decode() for name, one in (files or {}).items()}
        return int(self.say("_offer/ho-so-nop", {"HoSo": dossier, "Tep": content})["So"])

    def mirror(self, dossier: Mapping[str, Any], *steps: Mapping[str, Any]) -> int:
        """Let a ministry's system tell of a dossier."""
        return int(self.say("_offer/ho-so-bo", {"HoSo": dossier, "TienDo": list(steps)})["So"])

    def propose(self, code: str, content: Mapping[str, Any], day: str = "2026-12-01") -> int:
        """Let the national catalogue change."""
        document = {"format": "motcua-procedure", "edition": 1, "code": code, "content": content}
        said = {"MaTTHC": code, "NgayHieuLuc": day, "NoiDung": document}
        return int(self.say("_offer/thu-tuc", said)["So"])

    def behave(self, answer: str) -> None:
        """Let it misbehave from now on."""
        self.say("_offer/cach", {"answer": answer})

    def told(self) -> dict[str, list[Any]]:
        """Return what it was told back: reference and how often, by its own code."""
        found: dict[str, list[Any]] = self.say(f"_offer/{UNIT}")["told"]
        return found


@contextmanager
def offering(folder: Path) -> Iterator[OfferingPortal]:
    """Serve a portal that keeps what it has in ``folder``."""
    portal = portal_at(folder / "portal.sqlite3")
    with host.serving({"portal": portal}) as address:
        yield OfferingPortal(f"{address}/portal")
    portal.store.close()


def lodged(procedure: str, agency: str, code: str = "G-0001", **more: Any) -> dict[str, Any]:
    """Return a dossier as the portal lists it, with one file that is the paper p1."""
    return {
        "MaHoSoCong": code,
        "MaTTHC": procedure,
        "MaDonVi": agency,
        "NgayNopHoSo": "2026-11-23T09:00:00+07:00",
        "ChuHoSo": "Tạ Quỳnh Hoa",
        "LoaiDoiTuong": "1",
        "SoGiayToChuHoSo": "077199712345",
        "SoDienThoai": "0912 987 654",
        "Email": "quynhhoa.ta@example.vn",
        "TaiKhoanDuocXacThucVoiVNeID": 1,
        "DuLieu": {},
        "TaiLieuNop": [a_file()],
        **more,
    }


def a_file(ref: str = "tep-1", content: bytes = PAPER, **more: Any) -> dict[str, Any]:
    """Return a file as a message names it."""
    return {
        "TepDinhKemId": ref,
        "TenTepDinhKem": f"{ref}.pdf",
        "MaThanhPhanHoSo": "p1",
        "KichThuoc": len(content),
        "Sha256": hashlib.sha256(content).hexdigest(),
        **more,
    }


def mirrored(agency: str, code: str = "G01.99-261110-0001", **more: Any) -> dict[str, Any]:
    """Return a dossier that a ministry's system handles."""
    return {
        "MaHoSo": code,
        "MaTTHC": "1.004222",
        "TenTTHC": "Đăng ký thường trú",
        "TenLinhVuc": "Đăng ký, quản lý cư trú",
        "KenhThucHien": "2",
        "ChuHoSo": "Tạ Quỳnh Hoa",
        "SoGiayToChuHoSo": "077199712345",
        "SoDienThoai": "0912987654",
        "TrichYeuHoSo": "Đăng ký cho Tạ Quỳnh Hoa",
        "MaDonVi": agency,
        "DonViXuLy": "Công an xã",
        "NgayNopHoSo": "2026-11-10T08:00:00+07:00",
        "NgayTiepNhan": "2026-11-10T09:00:00+07:00",
        "NgayHenTra": "2026-11-19T17:00:00+07:00",
        "TrangThaiHoSo": 4,
        **more,
    }
