"""Writes the documentation's page on index 766 from the items, the formula and tested cases.

Run ``python -m tests.indicators.index_page`` after a change; a test compares the two.
"""

from pathlib import Path
from typing import Final

from motcua.indicators.index766.items import COUNTING, GROUPS, ITEMS, Item
from motcua.indicators.index766.shipped import InForce, shipped_versions
from motcua.indicators.index766.versions import CLASSES, ItemRule

PAGE: Final = Path(__file__).parents[2] / "docs" / "develop" / "index-766.md"
_HEAD: Final = """# Chỉ số 766

Cách đếm bản {counting}. Trang này được tạo từ chính các chỉ số và công thức mà chương trình dùng
(`motcua/indicators/index766`, `motcua/data/indices/qd766.json`); một kiểm thử so hai bên.

## Tính điểm

- Mỗi chỉ số là một tử số trên một mẫu số. Điểm bằng điểm tối đa × tỷ lệ ÷ ngưỡng đủ điểm, không
  quá điểm tối đa, làm tròn hai số lẻ (nửa thì lên).
- Mẫu số bằng 0 thì 0 điểm, riêng phản ánh (6.2, 6.3) thì đủ điểm.
- **Chưa biết không phải là 0.** Chỉ số hệ thống không đếm được để trống, kèm lý do, cho tới khi
  quản trị nhập theo tháng, có nguồn. Chỉ số của đơn vị là điểm đạt được chia cho điểm của những
  chỉ số tính được, nhân 100; trang luôn nêu cả hai số.
- Xếp hạng trong những đơn vị có đủ hồ sơ để nêu tỷ lệ (Quy tắc đếm). Bằng điểm thì đồng hạng, hạng
  sau bỏ trống. Xếp loại: {classes}.
- Công thức là dữ liệu có ngày áp dụng. Kỳ nào theo công thức có hiệu lực vào ngày cuối kỳ ấy; công
  thức mới chỉ lập được cho ngày sau hôm nay.

## Đếm những gì

- Hồ sơ **tiếp nhận trong kỳ**, ở cơ quan giải quyết. Kỳ là tháng, quý, 6 tháng, 9 tháng hay năm,
  theo Quy tắc đếm: Nghị định 09/2019/NĐ-CP (ngày 15 đến ngày 14) hoặc theo lịch. Người đọc chọn
  được cách kia ngay trên trang (`moc=lich`, `moc=15` trong địa chỉ); cách ấy tính lúc xem, không
  khóa.
- Hồ sơ được đếm **như lúc hết kỳ**: việc xảy ra sau đó không đổi điểm của kỳ. Hồ sơ nào có việc về
  sau thì chương trình tính lại từ các việc xảy ra trước khi hết kỳ.
- Đúng hạn so theo thời điểm. Chưa xong thì lấy lúc hết kỳ (hoặc lúc số liệu) so với giờ hẹn; đang
  chờ bổ sung thì lấy lúc yêu cầu; yêu cầu bổ sung quá một lần là trễ; không có ngày hẹn thì không
  có gì để trễ.
- Thủ tục của đơn vị là thủ tục của cấp ấy, trong lĩnh vực đơn vị phụ trách, đang áp dụng vào ngày
  cuối kỳ.

## Các chỉ số

"""
_END: Final = """
## Khóa và tính lại

Hết tháng, quý, 6 tháng, 9 tháng, năm (theo Quy tắc đếm), đêm ấy hoặc đêm đầu tiên hệ thống chạy,
kỳ được khóa: tử số, mẫu số, điểm của từng chỉ số, công thức và mốc chốt số liệu, trong những bảng
chỉ ghi thêm. Quý không phải là ba tháng cộng lại: hồ sơ được đếm như lúc hết quý. Việc của kỳ cũ
được ghi muộn sinh ra bản sau, nêu lý do; bản trước còn nguyên.

`motcua verify` tính lại mọi điểm đã khóa, và đếm lại từ sổ những chỉ số đánh dấu “đếm lại được”,
đúng như đến mốc chốt của từng bản; nêu tên đơn vị và chỉ số đầu tiên khác. Chỉ số không đánh dấu
dựa vào những dòng còn sửa được về sau (khoản thu, giấy tờ quét thêm, danh mục), nên chỉ tính lại
điểm từ số đã khóa.

## Vì sao tăng, giảm; cho máy đọc

- Trang của đơn vị so kỳ này với kỳ trước cùng loại, từng chỉ số: mất bao nhiêu điểm, bao nhiêu hồ
  sơ không đạt, thêm bao nhiêu thì bằng kỳ trước. Lãnh đạo đơn vị bấm vào số hồ sơ thì thấy từng
  hồ sơ; danh sách hỏi đúng những bảng và điều kiện đã đếm (`indexing/sources.py`).
- `/cong-khai/chi-so-766/?format=json` (hoặc `csv`), và như vậy ở trang từng đơn vị: mỗi chỉ số có
  khóa, điểm tối đa, điểm, tử số, mẫu số; cả kỳ có ngày áp dụng công thức, bản cách đếm, mốc số
  liệu, bản khóa.

## Chỗ chưa chắc

- Toàn văn phụ lục Quyết định 766/QĐ-TTg chưa được đối chiếu; công thức theo mô tả của Cổng Dịch vụ
  công quốc gia. Ngưỡng của từng chỉ số và bốn ngưỡng xếp loại sửa được ở **Quản trị, Chỉ số 766**.
- Quy về thang 100 theo phần tính được là lựa chọn của hệ thống này, bỏ chọn được: Cổng quốc gia có
  thể cộng thẳng.
- Kết quả điện tử và số hóa (5.1, 5.2) tính trên hồ sơ tiếp nhận trong kỳ đã xong khi hết kỳ, cùng
  một tập hồ sơ với chỉ số đúng hạn.
"""


def page() -> str:
    """Return the page."""
    held = shipped_versions()[-1]
    return _head(held) + "".join(_group(key, held) for key in GROUPS) + _END


def _head(held: InForce) -> str:
    bounds = (
        f"{name.lower()} từ {bound}"
        for name, bound in zip(CLASSES[:-1], held.formula.classes, strict=True)
    )
    return _HEAD.format(counting=COUNTING, classes=", ".join(bounds))


def _group(key: str, held: InForce) -> str:
    points = held.formula.of_group(key)
    return (
        f"### {key}. {GROUPS[key]}, {points} điểm\n\n"
        "| Số | Chỉ số | Tối đa | Đủ điểm từ | Đếm gì | Đếm lại được |\n"
        "|---|---|---|---|---|---|\n"
        + "".join(_row(one, held.formula.items[one.key]) for one in ITEMS if one.group == key)
        + "\n"
    )


def _row(item: Item, rule: ItemRule) -> str:
    counted = f"{item.meaning} **Nhập tay:** {item.unknown}" if item.is_entered else item.meaning
    proven = "có" if item.is_proven else "điểm"
    return (
        f"| {item.number} | {item.label} (`{item.key}`) | {rule.max} | {rule.full} % "
        f"| {counted} | {proven} |\n"
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
