"""Writes the documentation's page on counting from the columns and the cases that are tested.

Run ``python -m tests.indicators.cases_page`` after a change; a test compares the two.
"""

from pathlib import Path
from typing import Final

from motcua.indicators.columns import GROUPS
from motcua.indicators.facts import FORMULA
from motcua.indicators.nine.scheme import INDICES
from motcua.indicators.statutory.shipped import shipped_versions
from motcua.indicators.statutory.templates import Template
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

TEMPLATES: Final = """
## Các biểu là dữ liệu

Biểu 07a, biểu nguyên nhân quá hạn và biểu số hóa không nằm trong chương trình mà là dữ liệu có
ngày áp dụng (`motcua/data/reports`); quản trị lập bản mới ở **Biểu báo cáo**. Mỗi cột gọi một
điều kiện có tên trong từ điển (`motcua/indicators/statutory/conditions.py`), hoặc là tổng, tỷ lệ
của cột khác. Một bộ máy đếm mọi biểu; kiểm thử cho nó đếm lại biểu II.06a, và so biểu 07a với
cách đếm từng hồ sơ bằng tay.

Những điều kiện không đọc từ số liệu của hồ sơ thì đọc thêm như sau:

- **Toàn trình, một phần**: danh mục dịch vụ toàn trình mà quản trị nhập theo quyết định, vào ngày
  tiếp nhận; chưa có danh mục thì theo cách nhận kết quả người nộp đã chọn.
- **Chờ tiếp nhận, không tiếp nhận**: hồ sơ chưa có số liệu vì chưa được tiếp nhận, đếm ở cơ quan
  nhận; không nằm trong tổng số tiếp nhận. Trễ là quá 8 giờ làm việc theo lịch của cơ quan ấy.
- **Thanh toán**: khoản phải thu và tiền đã nhận đến thời điểm số liệu; trực tuyến cùng định
  nghĩa với chỉ số 766.
- **Rút, dừng**: ở biểu 07a có cột riêng nên không nằm trong cột đã giải quyết như ở biểu II.06a.
  Cột 10 của 07a vì thế bằng cột 7 của II.06a trừ hai cột ấy.
- **Nguyên nhân quá hạn**: lãnh đạo ghi ở trang hồ sơ quá hạn, lần ghi sau cùng được tính dù ghi
  sau kỳ; chưa ghi là một dòng riêng.
- **Số hóa**: lấy thẳng các mục 5.1, 5.2, 5.4 của chỉ số 766, không đếm cách khác.

Kỳ do người xem chọn trên trang: tháng, quý, 6 tháng, 9 tháng, năm; theo lịch hoặc từ ngày 15 đến
ngày 14 (Nghị định 09/2019/NĐ-CP). Không chọn thì theo quy tắc đếm.

"""
BESIDE: Final = """## Bản tin đơn vị

Tuần từ thứ Hai, tháng theo lịch, so với tuần, tháng trước. Số hồ sơ đếm như biểu II.06a; nộp
tiền như biểu 07a; phản ánh và hài lòng như trang của chúng. Đang quá hạn và đến hạn bảy ngày tới
là vào lúc xem. Không nêu người dân, hồ sơ hay cán bộ nào.

## Chín chỉ số của Thông tư 01/2018

Tắt cho đến khi quản trị bật. Điểm một chỉ số là tổng điểm chia số hồ sơ, một số lẻ. Chỉ số chưa
đủ dữ liệu để ngoài điểm tối đa; điểm quy về thang 18 (cơ quan) hoặc 10 (cán bộ); biết chưa tới
nửa thì không xếp loại. Hồ sơ là hồ sơ xử lý xong trong kỳ ở cơ quan giải quyết; của cán bộ là hồ
sơ cán bộ đã làm một bước.

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
        + TEMPLATES
        + "".join(_form(held.template) for held in shipped_versions())
        + BESIDE
        + "".join(_index(one.number, one.label, one.meaning, one.unknown) for one in INDICES)
    )


def _form(template: Template) -> str:
    rows = "".join(
        f"| {one.number} | {' · '.join((*one.groups, one.heading))} | {one.definition} |\n"
        for one in template.columns
    )
    checks = "; ".join(check.words for check in template.checks)
    return (
        f"### {template.form_code}\n\n{template.legal_basis}.\n\n"
        f"| Cột | Tên | Đếm gì |\n|---|---|---|\n{rows}\nPhép kiểm: {checks}.\n\n"
    )


def _index(number: int, label: str, meaning: str, unknown: str) -> str:
    missing = f" Chưa đủ dữ liệu: {unknown}" if unknown else ""
    return f"{number}. **{label}.** {meaning}{missing}\n"


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
