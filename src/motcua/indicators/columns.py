"""The columns of form II.06a: what each counts, in words and in the database.

One list serves the report, the list of dossiers behind each figure, the pages and the
documentation. Every condition is over a row of facts, the days of the period and the day on
which it is looked at.

Legal source: Thông tư 02/2017/TT-VPCP, Thông tư 01/2020/TT-VPCP, biểu II.06a.
"""

from dataclasses import dataclass
from typing import Final

_END: Final = {
    True: "COALESCE(fact.ended_on, fact.waiting_on)",
    False: "fact.ended_on",
}
"""When a dossier counts as settled, by whether waiting for papers does."""
_DUE: Final = (
    "CASE WHEN fact.apologized_on > %(as_of_on)s THEN fact.unextended_due_on ELSE fact.due_on END"
)
"""The date that held on the day looked at: an apology made later is not known yet."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its number, heading, definition, and the condition; {end} is the end."""

    number: int
    heading: str
    definition: str
    condition: str = "TRUE"

    @property
    def name(self) -> str:
        """Return the name in addresses and in JSON."""
        return f"c{self.number}"


RECEIVED: Final = "Số hồ sơ tiếp nhận"
SETTLED: Final = "Số lượng hồ sơ đã giải quyết"
OPEN: Final = "Số lượng hồ sơ đang giải quyết"
_IS_SETTLED: Final = "{end} <= %(last)s"
_IS_OPEN: Final = "({end} IS NULL OR {end} > %(last)s)"
_IS_LATE: Final = f"COALESCE({_DUE} < %(as_of_on)s, FALSE)"
COLUMNS: Final = (
    Column(
        3,
        "Tổng số",
        "Hồ sơ đã tiếp nhận đến hết kỳ và chưa kết thúc trước kỳ. Bằng cột 4 + 5 + 6, và luôn "
        "bằng cột 7 + 11. Hồ sơ bị từ chối tiếp nhận không tính.",
    ),
    Column(
        4,
        "Trực tuyến",
        "Tiếp nhận trong kỳ, nộp trực tuyến.",
        "fact.accepted_on >= %(first)s AND fact.channel = 'online'",
    ),
    Column(
        5,
        "Trực tiếp, bưu chính",
        "Tiếp nhận trong kỳ, nộp tại quầy hoặc qua bưu chính.",
        "fact.accepted_on >= %(first)s AND fact.channel <> 'online'",
    ),
    Column(
        6,
        "Từ kỳ trước",
        "Tiếp nhận trước kỳ, đến đầu kỳ chưa kết thúc.",
        "fact.accepted_on < %(first)s",
    ),
    Column(
        7,
        "Tổng số",
        "Kết thúc trong kỳ: xử lý xong, rút, dừng. Hồ sơ đang chờ người nộp bổ sung giấy tờ "
        "tính vào đây từ ngày yêu cầu, trừ khi quy tắc đếm nói khác. Bằng cột 8 + 9 + 10.",
        _IS_SETTLED,
    ),
    Column(
        8,
        "Trước hạn",
        "Xử lý xong vào ngày trước ngày hẹn.",
        f"{_IS_SETTLED} AND fact.by_day = 'early'",
    ),
    Column(
        9,
        "Đúng hạn",
        "Xử lý xong trong ngày hẹn, hoặc không có ngày hẹn; rút, dừng, chờ bổ sung mà ngày hẹn "
        "chưa qua.",
        f"{_IS_SETTLED} AND fact.by_day = 'on_time'",
    ),
    Column(
        10,
        "Quá hạn",
        "Ngày kết thúc, hoặc ngày yêu cầu bổ sung, sau ngày hẹn.",
        f"{_IS_SETTLED} AND fact.by_day = 'late'",
    ),
    Column(
        11,
        "Tổng số",
        "Đến hết kỳ chưa kết thúc. Bằng cột 12 + 13.",
        _IS_OPEN,
    ),
    Column(
        12,
        "Trong hạn",
        "Chưa kết thúc; ngày hẹn chưa qua, hoặc đang không tính hạn.",
        f"{_IS_OPEN} AND NOT {_IS_LATE}",
    ),
    Column(
        13,
        "Quá hạn",
        "Chưa kết thúc mà ngày hẹn đã qua vào ngày cuối kỳ (kỳ chưa hết: vào ngày số liệu).",
        f"{_IS_OPEN} AND {_IS_LATE}",
    ),
)
BY_NAME: Final = {column.name: column for column in COLUMNS}
GROUPS: Final = ((RECEIVED, COLUMNS[:4]), (SETTLED, COLUMNS[4:8]), (OPEN, COLUMNS[8:]))
"""The columns under their common headings."""
_SCOPE: Final = (
    "fact.accepted_on <= %(last)s AND ({end} IS NULL OR {end} >= %(first)s)"
    # What the index finds; the condition before it says more where waiting is an end.
    " AND (fact.ended_on IS NULL OR fact.ended_on >= %(first)s)"
)
LATE: Final = f"({{end}} <= %(last)s AND fact.by_day = 'late' OR {_IS_OPEN} AND {_IS_LATE})"
"""Columns 10 and 13 together."""


def scope(*, waiting_is_settled: bool) -> str:
    """Return the condition of being in the report at all."""
    return _SCOPE.format(end=_END[waiting_is_settled])


def condition(column: Column, *, waiting_is_settled: bool) -> str:
    """Return the condition of a dossier of the report being in ``column``."""
    return filled(column.condition, waiting_is_settled=waiting_is_settled)


def filled(template: str, *, waiting_is_settled: bool) -> str:
    """Return a condition with what counts as the end put in."""
    return template.format(end=_END[waiting_is_settled])
