"""Writes the documentation's table of due dates from the table that is tested.

Run ``python -m tests.kernel.cases_page`` after a change; a test compares the two.
"""

from pathlib import Path
from typing import Final

from motcua.kernel.wording import capital
from tests.kernel.case import Case
from tests.kernel.cases import CASES

PAGE: Final = Path(__file__).parents[2] / "docs" / "develop" / "due-date-cases.md"
UNITS: Final = {
    "working_day": "ngày làm việc",
    "working_hour": "giờ làm việc",
    "calendar_day": "ngày",
    "month": "tháng",
}
HEAD: Final = """# Bảng các trường hợp ngày hẹn trả

Bảng này được tạo từ bảng dùng để kiểm thử (`tests/kernel/cases.py`), nên không thể nói khác
chương trình. Lịch dùng để tính là lịch chung của cả nước, trừ dòng có ghi “lịch riêng”.
Quy tắc đầy đủ ở trang [Cách tính ngày hẹn trả](due-dates.md).

| # | Trường hợp | Tiếp nhận | Thời hạn | Tạm dừng | Hẹn trả | Căn cứ |
|---|---|---|---|---|---|---|
"""


def page() -> str:
    """Return the whole page."""
    return HEAD + "".join(_row(number, case) for number, case in enumerate(CASES, start=1))


def _row(number: int, case: Case) -> str:
    unit = UNITS.get(case.unit)
    limit = "trong ngày" if unit is None else f"{case.limit} {unit}"
    if case.policy == "clock":
        limit += ", tính theo giờ"
    if case.unit_layer is not None:
        limit += f"; lịch riêng: {case.unit_layer['name']}"
    pauses = "; ".join(_pause(*pause) for pause in case.pauses) or "–"
    due = _shown(case.due)
    if case.due is None:
        due = f"chưa có; tạm tính {_shown(case.provisional)} nếu hết dừng {_shown(case.as_of)}"
    cells = (
        f"**{capital(case.name)}.** {case.text}",
        _shown(case.accepted),
        limit,
        pauses,
        due,
        case.source,
    )
    return f"| {number} | {' | '.join(cells)} |\n"


def _pause(begin: str, end: str | None, restarts: bool) -> str:  # noqa: FBT001 - as in the table
    finish = "chưa kết thúc" if end is None else f"đến {_shown(end)}"
    return f"{_shown(begin)} {finish}{', tính lại từ đầu' if restarts else ''}"


def _shown(instant: str | None) -> str:
    return "–" if instant is None else instant.replace("T", " ")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
