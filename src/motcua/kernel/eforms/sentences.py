"""What is said of an answer that cannot stand; the browser is given the same sentences."""

from typing import Final

SENTENCES: Final = {
    "required": "Xin trả lời câu “{label}”.",
    "declaration": "Xin đọc và đánh dấu vào lời cam đoan.",
    "too_long": "Dài quá {limit} ký tự. Xin viết ngắn lại.",
    "number": "Xin ghi một số, ví dụ 12 hoặc 85,5.",
    "whole": "Xin ghi một số nguyên, chỉ gồm chữ số.",
    "least": "Số này phải từ {limit} trở lên.",
    "most": "Số này nhiều nhất là {limit}.",
    "date": "Ngày này không có thật. Xin xem lại ngày, tháng và năm.",
    "date_whole": "Xin ghi đủ ngày, tháng và năm, ví dụ 26/11/1990.",
    "date_partial": "Xin ghi ít nhất là năm, ví dụ 1956; có tháng thì ghi tháng trước ngày.",
    "year": "Năm phải từ 1850 đến 2999. Xin xem lại năm.",
    "after_today": "Ngày này chưa đến. Xin xem lại.",
    "before_today": "Ngày này đã qua. Xin xem lại.",
    "after": "Ngày này phải trước hoặc cùng ngày với “{label}”.",
    "before": "Ngày này phải sau hoặc cùng ngày với “{label}”.",
    "age": "Người này phải từ đủ {limit} tuổi trở lên.",
    "personal_number": "Số định danh cá nhân có đúng 12 chữ số, bắt đầu bằng số 0. "
    "Xin xem lại trên thẻ căn cước.",
    "phone": "Số điện thoại có từ 9 đến 11 chữ số, bắt đầu bằng số 0. Xin xem lại.",
    "email": "Địa chỉ thư điện tử phải có dạng ten@noigui.vn.",
    "province": "Xin chọn tỉnh, thành phố.",
    "commune": "Xin ghi tên xã, phường, đặc khu.",
    "unknown_commune": "Không có “{typed}” trong tỉnh, thành phố đã chọn. Xin ghi tên như "
    "trên bản đồ hành chính, ví dụ Phường Vũng Tàu.",
    "unknown_commune_then": "Theo danh mục ngày {day}, tỉnh, thành phố đã chọn không có "
    "“{typed}”. Xin ghi tên xã, phường khi đó; không chắc thì để trống tỉnh và xã, ghi cả địa "
    "chỉ vào ô cuối.",
    "several_communes": "Có nhiều nơi tên như vậy: {found}. Xin ghi đủ cả loại đơn vị.",
    "choice": "Lựa chọn này không có trong danh sách. Xin chọn lại.",
    "rows_least": "Xin ghi ít nhất {limit} dòng cho “{label}”.",
    "rows_most": "Nhiều nhất là {limit} dòng cho “{label}”.",
    "files_most": "Nhiều nhất là {limit} tệp cho “{label}”.",
}


def sentence(key: str, **values: object) -> str:
    """Return a sentence with its places filled."""
    said = SENTENCES[key]
    for name, value in values.items():
        said = said.replace(f"{{{name}}}", str(value))
    return said
