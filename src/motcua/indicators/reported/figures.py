"""The figures that a report of others can name, and what its percentages may be of. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final


class Denominator(StrEnum):
    """What a published percentage is a part of. Values are stored."""

    RECEIVED = "received"
    RESOLVED = "resolved"
    DUE = "due"
    WORKLOAD = "workload"
    TOTAL = "total"

    @property
    def label(self) -> str:
        """Return the words on the screen."""
        return COUNTS[self.value].lower()

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return them as choices of a form."""
        return [(one.value, COUNTS[one.value]) for one in cls]


COUNTS: Final[Mapping[str, str]] = {
    "received": "Tiếp nhận trong kỳ",
    "carried_over": "Kỳ trước chuyển sang",
    "workload": "Tổng phải giải quyết",
    "total": "Tổng số hồ sơ",
    "online": "Nộp trực tuyến",
    "direct": "Nộp trực tiếp, bưu chính",
    "resolved": "Đã giải quyết",
    "due": "Đến hạn trong kỳ",
    "early_on_time": "Trước và đúng hạn",
    "early": "Trước hạn",
    "on_time": "Đúng hạn",
    "late": "Quá hạn",
    "in_progress": "Đang giải quyết",
    "in_progress_not_due": "Đang giải quyết, trong hạn",
    "in_progress_overdue": "Đang giải quyết, quá hạn",
    "returned_withdrawn": "Trả lại, rút",
    "paid_online": "Thanh toán trực tuyến",
    "digitized_in": "Số hóa khi tiếp nhận",
    "digitized_in_total": "Phải số hóa khi tiếp nhận",
    "digitized_out": "Số hóa kết quả",
    "digitized_out_total": "Phải số hóa kết quả",
}
"""Every count of a report, by the name of its column, in the order in which pages show them."""
PERCENTS: Final[Mapping[str, str]] = {
    "reported_ontime_pct": "Tỷ lệ trước và đúng hạn",
    "reported_early_pct": "Tỷ lệ trước hạn",
    "reported_on_time_pct": "Tỷ lệ đúng hạn",
    "reported_late_pct": "Tỷ lệ quá hạn",
}
"""Every percentage, as the report prints it."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a report says: whole counts, percentages as printed, and what they are said to be of.

    Figures that it does not give are left out.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    percents: Mapping[str, Decimal] = field(default_factory=dict)
    denominator: Denominator | None = None
    first: date | None = None
    last: date | None = None
