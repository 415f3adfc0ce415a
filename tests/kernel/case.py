"""What a case of the table is, and the law that the cases cite."""

from dataclasses import dataclass, field
from typing import Any, Final

CIVIL_CODE: Final = "Bộ luật Dân sự 91/2015/QH13, Điều 147 và Điều 148"
ARTICLE_147: Final = "Điều 147 khoản 2, Bộ luật Dân sự 91/2015/QH13"
ARTICLE_148: Final = "Điều 148 khoản 5, Bộ luật Dân sự 91/2015/QH13"
MONTHS: Final = "Điều 146 và Điều 148, Bộ luật Dân sự 91/2015/QH13"
LABOUR_CODE: Final = "Điều 112, Bộ luật Lao động 45/2019/QH14"
CIVIL_STATUS: Final = "Điều 5 khoản 3, Luật Hộ tịch 60/2014/QH13"
CERTIFICATION: Final = "Điều 7, Nghị định 23/2015/NĐ-CP"
ONE_STOP: Final = "Điều 19, Nghị định 61/2018/NĐ-CP"
SUPPLEMENT: Final = "Điều 19 khoản 4, Nghị định 61/2018/NĐ-CP"
SWAP_2024: Final = "Công văn 2450/VPCP-KGVX ngày 12/4/2024"
SWAP_2025: Final = "Thông báo 6150/TB-BLĐTBXH năm 2024"
SWAP_2026: Final = "Công văn 12729/VPCP-KGVX ngày 25/12/2025"
CULTURE_DAY: Final = "Nghị quyết 28/2026/QH16"
RULE_OF_COUNTING: Final = "Quy tắc tính của hệ thống (due-dates.md)"


@dataclass(frozen=True)
class Case:
    """One line of the table. ``due`` is None while a pause is open."""

    name: str
    text: str
    source: str
    accepted: str
    limit: int
    unit: str
    due: str | None
    policy: str = "legal"
    pauses: list[tuple[str, str | None, bool]] = field(default_factory=list)
    as_of: str | None = None
    provisional: str | None = None
    unit_layer: dict[str, Any] | None = None
