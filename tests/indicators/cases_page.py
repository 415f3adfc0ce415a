"""Writes the documentation's page on counting from the columns and the cases that are tested.

Run ``python -m tests.indicators.cases_page`` after a change; a test compares the two.
"""

from pathlib import Path
from typing import Final

from motcua.indicators.columns import GROUPS
from motcua.indicators.facts import FORMULA
from motcua.kernel.punctuality import Punctuality
from motcua.kernel.wording import capital
from tests.indicators.cases import CASES, NOVEMBER, Case

PAGE: Final = Path(__file__).parents[2] / "docs" / "develop" / "how-we-count.md"
_UNCLEAR: Final = (
    ("Chỗ không rõ", "Mặc định", "Vì sao"),
    ("---", "---", "---"),
    (
        "Kỳ báo cáo bắt đầu ngày nào",
        "ngày 15 tháng trước",
        "Nghị định 09/2019/NĐ-CP; đặt 1 để theo lịch",
    ),
    (
        "Đang chờ người nộp bổ sung tính vào đâu",
        "đã giải quyết, đúng hạn, từ ngày yêu cầu",
        "như hệ thống đang dùng ở địa phương và như chỉ số 766; trang nêu riêng có bao nhiêu",
    ),
    (
        "Bao nhiêu hồ sơ mới nêu tỷ lệ",
        "10",
        "một hồ sơ không nên đổi tỷ lệ hơn 10 điểm",
    ),
    (
        "Rút, dừng",
        "đúng hạn nếu ngày hẹn chưa qua, không bao giờ là trước hạn",
        "chưa ai được giải quyết",
    ),
    (
        "Chờ nghĩa vụ tài chính",
        "đang giải quyết, trong hạn",
        "biểu không nói; thời hạn tạm dừng",
    ),
    (
        "Mở lại hồ sơ đã xong",
        "đếm theo lần kết thúc sau cùng",
        "số của kỳ cũ vì thế đổi; trang nêu có bao nhiêu hồ sơ mở lại",
    ),
)
CHOICES: Final = "".join(f"| {' | '.join(row)} |\n" for row in _UNCLEAR)
HEAD: Final = f"""# Chúng tôi đếm thế nào

Bản công thức {FORMULA}. Trang này được tạo từ chính các cột mà chương trình đếm
(`motcua/indicators/columns.py`) và từ bảng dùng để kiểm thử (`tests/indicators/cases.py`), nên
không thể nói khác chương trình.

## Mỗi hồ sơ được đếm từ sổ sự kiện

- Mỗi hồ sơ đã tiếp nhận có một dòng số liệu, suy ra từ các việc đã ghi trong sổ bằng đúng một
  hàm. Mọi báo cáo, trang công khai, tệp tải về đều đọc dòng ấy; không nơi nào tự đếm cách khác.
- Ngày là ngày ở Việt Nam. **Ngày kết thúc** là ngày xử lý xong, hoặc ngày rút, ngày dừng; không
  phải ngày người dân đến lấy.
- Hồ sơ được đếm ở **cơ quan giải quyết**, kể cả khi nơi khác nhận thay. Thủ tục liên thông được
  đếm một lần. Hồ sơ bị từ chối tiếp nhận, hoặc rút trước khi được tiếp nhận, không đếm.
- **Ba ngày hẹn**: ngày hẹn lần đầu; ngày hẹn khi chưa xin lỗi; ngày hẹn đang có hiệu lực. Biểu
  II.06a dùng ngày đang có hiệu lực vào ngày cuối kỳ: lời xin lỗi sau đó chưa được tính.
- **Hai cách so**: theo ngày, xong trong ngày hẹn là đúng hạn (báo cáo theo luật); theo thời điểm,
  quá giờ hẹn một phút là trễ (chỉ số 766).
- Kỳ chưa hết thì hồ sơ đang giải quyết được xét vào ngày số liệu, không phải ngày cuối kỳ.
- Mỗi con số đi kèm tử số, mẫu số, định nghĩa, bản công thức và thời điểm số liệu. Dưới số hồ sơ
  ít nhất (mặc định 10) thì không nêu tỷ lệ.
- **Chỉ số 766**: trong các hồ sơ tiếp nhận trong kỳ, hồ sơ xong không quá giờ hẹn, hoặc chưa xong
  mà giờ hẹn chưa qua; yêu cầu bổ sung quá một lần là trễ.

## Những chỗ văn bản không nói rõ

Ba dòng đầu quản trị hệ thống đổi được ở **Quy tắc đếm**, kèm ngày áp dụng; báo cáo theo quy tắc có
hiệu lực vào ngày cuối kỳ.

{CHOICES}
Chờ bổ sung từ trước kỳ thì đã tính ở kỳ trước, không tính lại; khi hồ sơ được xử lý tiếp, nó lại
là hồ sơ đang giải quyết.

"""


def page() -> str:
    """Return the whole page."""
    first, last = NOVEMBER.first, NOVEMBER.last
    return (
        HEAD
        + "## Các cột của biểu II.06a\n\n| Cột | Nhóm | Tên | Đếm gì |\n|---|---|---|---|\n"
        + "".join(
            f"| {column.number} | {group} | {column.heading} | {column.definition} |\n"
            for group, columns in GROUPS
            for column in columns
        )
        + "\nCột 3 luôn bằng cột 7 cộng cột 11; kiểm thử thử điều này với hàng trăm bộ hồ sơ "
        + "ngẫu nhiên.\n\n## Bảng các trường hợp\n\n"
        + f"Kỳ từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}. Hồ sơ tiếp nhận ngày 2/11, hẹn 17:00 ngày "
        + "5/11, trừ khi nói khác.\n\n"
        + "| # | Trường hợp | Đứng ở cột | Theo ngày | Theo thời điểm | Chưa xin lỗi "
        + "| Hẹn lần đầu | Căn cứ |\n|---|---|---|---|---|---|---|---|\n"
        + "".join(_row(number, case) for number, case in enumerate(CASES, start=1))
    )


def _row(number: int, case: Case) -> str:
    columns = (
        ", ".join(str(one) for one in (3, *case.columns)) if case.columns else "không cột nào"
    )
    measures = (case.by_day, case.by_instant, case.unextended, case.original)
    shown = (Punctuality(one).label.lower() if one else "–" for one in measures)
    cells = (f"**{capital(case.name)}.** {case.text}", columns, *shown, case.source)
    return f"| {number} | {' | '.join(cells)} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
