"""What each column of the open data is: one list for the file, its dictionary and the page."""

from dataclasses import dataclass
from typing import Any, Final

from motcua.opendata.rarity import BLANK, LEAST

LICENCE: Final = "CC BY 4.0"
LICENCE_URL: Final = "https://creativecommons.org/licenses/by/4.0/deed.vi"
CSV_NAME: Final = "ho-so.csv"
PARQUET_NAME: Final = "ho-so.parquet"
DESCRIPTION_NAME: Final = "mo-ta.json"
SUMS_NAME: Final = "SHA256SUMS"
LATEST: Final = "moi-nhat"
"""Stands in an address for the newest day."""
OPEN: Final = "open"


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``values`` are the codes that it can hold; ``type`` is that of the Parquet file.

    ``is_quasi``: it might help to tell whose dossier it was, so rare combinations are blanked.
    """

    name: str
    meaning: str
    is_quasi: bool = False
    type: str = "VARCHAR"
    values: tuple[tuple[str, str], ...] = ()


_OUTCOMES: Final = (
    ("finished", "xử lý xong"),
    ("withdrawn", "đã rút"),
    ("stopped", "dừng xử lý"),
    ("waiting", "chờ người nộp bổ sung, tính vào đã giải quyết theo quy tắc đếm"),
    (OPEN, "đang giải quyết"),
)
_PUNCTUALITY: Final = (
    ("early", "trước hạn"),
    ("on_time", "đúng hạn"),
    ("late", "quá hạn"),
    ("open_in_time", "đang giải quyết, trong hạn"),
    ("open_late", "đang giải quyết, quá hạn"),
)
COLUMNS: Final = (
    Column(
        "settled_month",
        f"Tháng kết thúc (năm-tháng), theo lịch; {OPEN}: đến ngày chốt chưa kết thúc. Hồ sơ chờ "
        "bổ sung tính như quy tắc đếm.",
        is_quasi=True,
    ),
    Column("agency_code", "Mã định danh của cơ quan giải quyết.", is_quasi=True),
    Column("agency_name", "Tên cơ quan giải quyết.", is_quasi=True),
    Column("accepted_month", "Tháng tiếp nhận (năm-tháng), theo lịch.", is_quasi=True),
    Column(
        "channel",
        "Kênh nộp.",
        is_quasi=True,
        values=(("online", "trực tuyến"), ("direct", "tại quầy"), ("post", "qua bưu chính")),
    ),
    Column("field", "Lĩnh vực của thủ tục.", is_quasi=True),
    Column("procedure_code", "Mã thủ tục trong Cơ sở dữ liệu quốc gia.", is_quasi=True),
    Column("outcome", "Kết thúc thế nào, đến ngày chốt.", values=_OUTCOMES),
    Column("punctuality", "So với ngày hẹn, theo ngày.", values=_PUNCTUALITY),
    Column(
        "punctuality_instant",
        "So với giờ hẹn, theo thời điểm.",
        values=(*_PUNCTUALITY[:3], _OUTCOMES[-1]),
    ),
    Column("dossiers", "Số hồ sơ giống nhau ở mọi cột trên. Cộng cột này để đếm.", type="BIGINT"),
)
QUASI: Final = tuple(column.name for column in COLUMNS if column.is_quasi)
NAMES: Final = tuple(column.name for column in COLUMNS)


def described() -> list[dict[str, Any]]:
    """Return the columns as the description of a day has them."""
    return [
        {
            "name": column.name,
            "type": column.type,
            "meaning": column.meaning,
            "values": dict(column.values),
            "blank": BLANK if column.is_quasi else None,
        }
        for column in COLUMNS
    ]


RARITY: Final = (
    f"Ghi {BLANK} thay cho giá trị nào làm tổ hợp các cột {', '.join(QUASI)} có dưới {LEAST} hồ "
    "sơ; che từ cột cuối về cột đầu. Không bỏ hồ sơ nào, không sửa cột kết quả, nên tổng là tổng "
    "thật."
)
