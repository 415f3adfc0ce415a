"""The nine indices, and the thresholds by which each dossier or unit gets 0, 1 or 2. Pure.

Stored as a document::

    {"contacts": [0, 1], "agencies": [0, 1], "desk": 20, "petitions": [100, 90],
     "online": {"procedures": 20, "dossiers": [30, 15]}, "late_attitude": 0,
     "agency_classes": [15, 12, 9, 6], "officer_duty": ["5", "3.5"]}

Shares are in percent. Of a pair the first is what two points ask, the second what one does.

Legal source: Thông tư 01/2018/TT-VPCP, Điều 13 đến 15. Whether a later circular keeps them is
not known, so they are switched on by an administrator.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any, ClassVar, Final

from motcua.kernel.errors import DomainError

MOST_POINTS: Final = 2
AGENCY_MAX: Final = 18
OFFICER_MAX: Final = 10
CLASSES: Final = ("Xuất sắc", "Tốt", "Khá", "Trung bình", "Yếu")
OF_OFFICERS: Final = (1, 2, 3, 4, 7)
"""The indices that officers are scored by."""
_WHOLE: Final = 100


class SchemeError(DomainError):
    """The thresholds cannot be written that way."""

    code: ClassVar[str] = "nine-scheme"


@dataclass(frozen=True, slots=True)
class Index:
    """One of the nine: what it is about, and what is known of it here."""

    number: int
    label: str
    meaning: str
    unknown: str = ""


INDICES: Final = (
    Index(
        1,
        "Thời gian giải quyết",
        "Mỗi hồ sơ xử lý xong trong kỳ: xong trước ngày hẹn (không kể thư xin lỗi) 2 điểm, trong "
        "ngày hẹn 1 điểm, sau ngày hẹn 0 điểm.",
    ),
    Index(
        2,
        "Thời gian của từng cơ quan",
        "Mỗi hồ sơ xử lý xong trong kỳ, các bước làm tại cơ quan: mọi bước xong trước ngày hết "
        "hạn của bước 2 điểm, có bước xong trong ngày hết hạn 1 điểm, có bước quá 0 điểm.",
    ),
    Index(
        3,
        "Số lần liên hệ để hoàn thiện hồ sơ",
        "Số lần yêu cầu bổ sung của mỗi hồ sơ: không lần nào 2 điểm, một lần 1 điểm, hơn một lần "
        "0 điểm. Hệ thống không biết lần nào do người nộp nên tính tất cả.",
    ),
    Index(
        4,
        "Số cơ quan phải liên hệ",
        "Nộp trực tuyến hoặc qua bưu chính và nhận kết quả bản điện tử hoặc qua bưu chính: không "
        "phải liên hệ nơi nào, 2 điểm; còn lại chỉ đến bộ phận một cửa, 1 điểm.",
    ),
    Index(
        5,
        "Tổ chức tiếp nhận, giải quyết tại bộ phận một cửa",
        "Từ 20 % thủ tục giải quyết trọn tại bộ phận một cửa 2 điểm; tiếp nhận đủ 100 % thủ tục "
        "1 điểm; thiếu 0 điểm.",
        "Hệ thống không biết thủ tục nào được thẩm định, phê duyệt ngay tại bộ phận một cửa.",
    ),
    Index(
        6,
        "Công khai thủ tục",
        "Niêm yết và công khai điện tử 2 điểm, một trong hai 1 điểm, không có 0 điểm.",
        "Hệ thống không biết bảng niêm yết tại chỗ.",
    ),
    Index(
        7,
        "Thái độ của cán bộ",
        "Xong trước hạn, không bị phản ánh 2 điểm; trong hạn, không bị phản ánh 1 điểm; phản ánh "
        "đúng 0 điểm. Hồ sơ có phản ánh để ngoài: hệ thống không ghi phản ánh đúng hay sai.",
    ),
    Index(
        8,
        "Xử lý phản ánh, kiến nghị",
        "Không có, hoặc đúng hạn 100 %: 2 điểm; từ 90 %: 1 điểm; dưới 90 %: 0 điểm.",
    ),
    Index(
        9,
        "Dịch vụ công trực tuyến",
        "Từ 20 % thủ tục nộp được trực tuyến, từ 30 % hồ sơ trực tuyến và không hồ sơ trực tuyến "
        "nào trễ: 2 điểm; từ 15 % hồ sơ: 1 điểm; dưới 15 % hoặc có hồ sơ trễ: 0 điểm.",
    ),
)


@dataclass(frozen=True, slots=True)
class Scheme:
    """The thresholds of one version."""

    contacts: tuple[int, int]
    agencies: tuple[int, int]
    desk: int
    petitions: tuple[int, int]
    online_procedures: int
    online_dossiers: tuple[int, int]
    late_attitude: int
    agency_classes: tuple[int, ...]
    officer_duty: tuple[Decimal, Decimal]

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Scheme":
        """Read stored thresholds. Raises SchemeError."""
        try:
            online = document["online"]
            scheme = cls(
                contacts=_pair(document["contacts"]),
                agencies=_pair(document["agencies"]),
                desk=int(document["desk"]),
                petitions=_pair(document["petitions"]),
                online_procedures=int(online["procedures"]),
                online_dossiers=_pair(online["dossiers"]),
                late_attitude=int(document["late_attitude"]),
                agency_classes=tuple(int(one) for one in document["agency_classes"]),
                officer_duty=(
                    Decimal(str(document["officer_duty"][0])),
                    Decimal(str(document["officer_duty"][1])),
                ),
            )
        except (KeyError, IndexError, TypeError, ValueError, InvalidOperation) as error:
            raise SchemeError("Ngưỡng thiếu một phần hoặc có chỗ không đọc được.") from error
        scheme._check()
        return scheme

    def to_document(self) -> dict[str, Any]:
        """Return the thresholds as they are stored."""
        return {
            "contacts": list(self.contacts),
            "agencies": list(self.agencies),
            "desk": self.desk,
            "petitions": list(self.petitions),
            "online": {
                "procedures": self.online_procedures,
                "dossiers": list(self.online_dossiers),
            },
            "late_attitude": self.late_attitude,
            "agency_classes": list(self.agency_classes),
            "officer_duty": [str(one) for one in self.officer_duty],
        }

    def _check(self) -> None:
        rising = (self.contacts, self.agencies)
        falling = (self.petitions, self.online_dossiers)
        if any(not 0 <= two <= one for two, one in rising):
            raise SchemeError("Số lần và số cơ quan: ngưỡng 2 điểm không quá ngưỡng 1 điểm.")
        if any(not 0 <= one <= two <= _WHOLE for two, one in falling):
            raise SchemeError("Tỷ lệ từ 0 đến 100; ngưỡng 2 điểm không dưới ngưỡng 1 điểm.")
        if not all(0 <= one <= _WHOLE for one in (self.desk, self.online_procedures)):
            raise SchemeError("Tỷ lệ từ 0 đến 100.")
        if not 0 <= self.late_attitude <= MOST_POINTS:
            raise SchemeError("Điểm của hồ sơ trễ không bị phản ánh từ 0 đến 2.")
        bounds = (AGENCY_MAX + 1, *self.agency_classes, 0)
        if len(self.agency_classes) != len(CLASSES) - 1 or any(
            upper <= lower for upper, lower in pairwise(bounds)
        ):
            raise SchemeError("Bốn ngưỡng xếp loại phải giảm dần, từ 18 xuống trên 0.")
        if not OFFICER_MAX >= self.officer_duty[0] > self.officer_duty[1] > 0:
            raise SchemeError("Hai ngưỡng của cán bộ phải giảm dần, từ 10 xuống trên 0.")


def _pair(values: Any) -> tuple[int, int]:
    two, one = values
    return int(two), int(one)
