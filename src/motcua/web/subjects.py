"""Matters of life by which people look for a procedure, and the words each one searches for."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Subject:
    """One matter of life on the first page; ``query`` is what it searches the catalogue for."""

    icon: str
    name: str | Promise
    text: str | Promise
    query: str


SUBJECTS: Final = (
    Subject("baby", _("Sinh con"), _("Khai sinh, nhận cha mẹ con, nuôi con nuôi"), "khai sinh"),
    Subject("ring", _("Kết hôn"), _("Xác nhận tình trạng hôn nhân, đăng ký kết hôn"), "hôn nhân"),
    Subject(
        "land", _("Nhà ở, đất đai"), _("Cấp giấy chứng nhận, giao đất, đăng ký đất"), "đất đai"
    ),
    Subject("shop", _("Làm ăn, kinh doanh"), _("Hộ kinh doanh, doanh nghiệp"), "hộ kinh doanh"),
    Subject(
        "stamp",
        _("Bản sao, chứng thực"),
        _("Sao y, chứng thực chữ ký, hợp đồng"),
        "chứng thực",
    ),
    Subject("move", _("Chuyển nơi ở"), _("Thường trú, tạm trú, tạm vắng"), "đăng ký thường trú"),
    Subject("pen", _("Sửa giấy tờ"), _("Cải chính hộ tịch, đăng ký lại khai sinh"), "cải chính"),
    Subject("lotus", _("Người thân qua đời"), _("Khai tử, di chúc, thừa kế"), "khai tử"),
)
