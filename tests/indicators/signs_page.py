"""Writes the documentation's page on signs from the signs that are counted.

Run ``python -m tests.indicators.signs_page`` after a change; a test compares the two.
"""

from pathlib import Path
from typing import Final

from motcua.indicators.gaming.signs import FORMULA, SIGNS, Sign
from motcua.indicators.gaming.verdicts import FENCE, LEVEL

PAGE: Final = Path(__file__).parents[2] / "docs" / "develop" / "signs.md"
_HEAD: Final = f"""\
# Dấu hiệu cần xem

Bản công thức {FORMULA}. Trang này được tạo từ chính các dấu hiệu mà chương trình đếm
(`motcua/indicators/gaming/signs.py`), nên không thể nói khác chương trình.

Con số đẹp có thể do việc làm tốt, cũng có thể do cách ghi. Trang **Dấu hiệu cần xem** nêu những
cách ghi có thể làm con số đẹp hơn việc thật. Không con số nào ở đây là kết luận về ai.

## Đếm từ đâu

- Mỗi hồ sơ có một dòng *vết* (`SignTrace`) của cả hồ sơ và một dòng của mỗi cán bộ đã làm gì đó
  với hồ sơ, suy ra từ sổ việc bằng một hàm (`gaming/traces.py`). Cùng một điều kiện hỏi dòng
  của hồ sơ thì ra số của đơn vị, hỏi dòng của cán bộ thì ra số của cán bộ. Việc đã hoàn tác coi
  như chưa có.
- Ngày hẹn để so là ngày đang có hiệu lực lúc việc xảy ra. Phút là phút làm việc theo lịch của
  cơ quan, đếm bằng chính đoạn mã tính hạn.
- Hồ sơ thuộc kỳ theo ngày của việc được đếm (dòng *Ngày* ở từng dấu hiệu).
- Vết được cập nhật cùng số liệu, vài phút một lần; `motcua report facts --rebuild` dựng lại tất
  cả.

## Khi nào nói là cao hơn hẳn

1. Chỉ so đơn vị có đủ hồ sơ (mặc định 30), khi có đủ đơn vị như thế (mặc định 5). Ít hơn: *chưa
   đủ dữ liệu*.
2. *Còn bình thường* là số lớn hơn trong hai số: mức ghi sẵn của dấu hiệu, và hàng rào trên của
   Tukey, tức tứ phân vị trên cộng {FENCE:g} lần khoảng tứ phân vị tỷ lệ của các đơn vị. Dưới
   một phần tư đơn vị cùng làm thì hàng rào hầu như không đổi. Không bao giờ dưới 0,5 %.
3. *Cao hơn hẳn* khi kiểm định nhị thức chính xác một phía nói rằng ở mức bình thường, ngẫu
   nhiên ra chừng ấy hồ sơ trở lên có xác suất không quá {LEVEL * 100:g} % **chia cho số lần so
   sánh trên trang** (Bonferroni: mọi đơn vị nhân mọi dấu hiệu có đủ hồ sơ). Vậy ở nơi không ai
   làm gì, xác suất có dù chỉ một đơn vị bị nêu dưới {LEVEL * 100:g} %, khi đơn vị thật thà
   không vượt mức bình thường.
4. Cán bộ so với mức bình thường của đơn vị, chia cho số lần so của các cán bộ trong đơn vị.

Khoảng tin cậy in cạnh tỷ lệ là khoảng Wilson 95 % của riêng con số ấy, chưa kể so nhiều lần;
nhận xét theo quy tắc trên chứ không theo khoảng này. Kiểm thử sinh 200 tỉnh có đơn vị khác nhau
mà không ai gian: số tỉnh có đơn vị bị nêu không quá {LEVEL * 100:g} %; và mỗi dấu hiệu một tỉnh
có một đơn vị làm quá: chỉ đơn vị ấy bị nêu, ở đúng dấu hiệu ấy.

**Giới hạn.** Tỷ lệ gộp mọi thủ tục: đơn vị nhận nhiều thủ tục khó có thể cao mà không ai làm
gì. Quy tắc nghiêng về im lặng: đơn vị nhỏ phải lệch rất xa mới được nêu.

## Các dấu hiệu

Các số trong ngoặc vuông là mặc định, quản trị đổi ở **Quy tắc dấu hiệu** kèm ngày áp dụng;
không văn bản nào định những số này. *Ghi sẵn* là mức mà dưới đó không ai bị hỏi.
"""
_DEFAULTS: Final = """
[Tiếp nhận muộn: 480 phút làm việc. Rút rồi nộp lại: 30 ngày. Dừng tính hạn: 60 phút. Xong phút
chót: 15 phút. Hàng loạt: từ 5 hồ sơ, cách nhau không quá 10 phút. Một người nộp cho: từ 5
người. Ghi lùi: quá 60 phút.]
"""


def page() -> str:
    """Return the page."""
    return "\n".join([_HEAD + _DEFAULTS, *(_section(sign) for sign in SIGNS)])


def _section(sign: Sign) -> str:
    lines = [
        f"### {sign.name}",
        "",
        sign.why,
        "",
        f"- Đếm: {sign.counted}",
        f"- Ngày: `{sign.day}`; ghi sẵn: {sign.expected * 100:g} %; "
        + ("của đơn vị và từng cán bộ." if sign.of_officers else "chỉ của đơn vị."),
    ]
    if sign.blind:
        lines.append(f"- Không thấy được: {sign.blind}")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
