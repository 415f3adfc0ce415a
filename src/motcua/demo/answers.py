"""What the citizens of the demonstration type into their forms at home."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from motcua.demo.scans import scan_of

Typed = Mapping[str, Any]
HOME: Final = {"province": "79", "commune": "Phường Vũng Tàu", "detail": "12 Hàng Dừa"}
APPLICANT: Final[Typed] = {"applicant_address": HOME}
END: Final[Typed] = {"result_mode": "electronic", "declaration": "yes"}


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that answers ``question``, a field or words of its label."""

    question: str
    name: str
    title: str
    lines: tuple[str, ...]

    def picture(self) -> bytes:
        """Return the picture."""
        return scan_of(self.title, *self.lines)


@dataclass(frozen=True, slots=True)
class Filled:
    """How far somebody has filled in the form of a procedure."""

    procedure: str
    typed: Typed
    photos: tuple[Photo, ...] = field(default_factory=tuple)


_SUBJECT: Final[Typed] = {
    "relation": "Bản thân",
    "subject_sex": "female",
    "subject_ethnicity": "Kinh",
    "subject_nationality": "Việt Nam",
    "lived_in": HOME,
}
MARRIAGE_BEGUN: Final = Filled("1.000894", APPLICANT)
"""Barely begun: what the identity knows, and where she lives."""
MARITAL_DIVORCED: Final = Filled(
    "1.004873",
    {
        **APPLICANT,
        **_SUBJECT,
        "status": "divorced",
        "spouse_name": "Ngô Văn Bấc",
        "divorce_on": {"d": "15", "m": "4", "y": "2019"},
        "divorce_no": "21/2019/QĐST-HNGĐ",
    },
    (
        Photo(
            "divorce_paper",
            "quyet-dinh-ly-hon.png",
            "QUYẾT ĐỊNH CÔNG NHẬN THUẬN TÌNH LY HÔN",
            ("Số 21/2019/QĐST-HNGĐ", "Ngày 15 tháng 4 năm 2019"),
        ),
    ),
)
"""Because of one answer others are asked; the court is still missing, and the last pages."""
CERTIFIED_COPIES: Final = Filled(
    "2.000815",
    {
        **APPLICANT,
        "items": [
            {"title": "Bằng tốt nghiệp trung học phổ thông", "pages_each": "1", "copies_each": "1"}
        ],
        "has_original": "yes",
        "wants_electronic": "yes",
        **END,
    },
    (
        Photo(
            "originals",
            "bang-tot-nghiep.png",
            "BẰNG TỐT NGHIỆP TRUNG HỌC PHỔ THÔNG",
            ("Số vào sổ: 0042", "Trường Trung học phổ thông Ruộng Muối"),
        ),
    ),
)
COPY_OF_BIRTH: Final = Filled(
    "2.000635",
    {
        **APPLICANT,
        "kind": "birth",
        "wants_electronic": "yes",
        "count": "1",
        "relation": "Bản thân",
        "registered_at": "Ủy ban nhân dân phường Vũng Tàu",
        **END,
    },
)
MARITAL_SINGLE: Final = Filled(
    "1.004873",
    {
        **APPLICANT,
        **_SUBJECT,
        "subject_sex": "male",
        "status": "never",
        "purpose": "property",
        "purpose_text": "Vay vốn ngân hàng mua nhà",
        "had_before": "no",
        **END,
    },
)
TREE: Final = Filled(
    "1.002693",
    {
        **APPLICANT,
        "request_text": "Đề nghị cho chặt hạ một cây phượng bị sâu thân trước nhà số 12 Hàng Dừa, "
        "cây nghiêng ra đường, có nguy cơ đổ khi mưa bão.",
        **END,
    },
    (
        Photo(
            "Ảnh chụp hiện trạng",
            "cay-phuong.png",
            "HIỆN TRẠNG CÂY XANH",
            ("Cây phượng trước nhà số 12 Hàng Dừa", "Nghiêng khoảng 20 độ ra lòng đường"),
        ),
    ),
)
BIRTH_COPY: Final = Photo(
    "Giấy khai sinh",
    "giay-khai-sinh.png",
    "GIẤY KHAI SINH (BẢN SAO)",
    ("Họ và tên: Phan Thị Thu", "Số 8, quyển số 01/1901"),
)
