"""Codes people type and read out: personal numbers, tax codes, dossier and tracking codes.

Strict on shape, because a wrong digit is somebody else; lenient on consistency, because
papers carry old mistakes: a mismatch warns and does not block. Forms normalise spaces
before they ask.
"""

import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Final

# ASCII only: str.isdigit() and \\d also accept Arabic and full-width digits.
_PERSONAL_ID: Final = re.compile(r"[0-9]{12}")
_OLD_ID: Final = re.compile(r"[0-9]{9}")
_TAX_CODE: Final = re.compile(r"([0-9]{10})(?:-?([0-9]{3}))?")
_TAX_WEIGHTS: Final = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_TAX_MODULUS: Final = 11

# Thông tư 01/2018/TT-VPCP, Điều 19 (000.00.01.H29-240115-0001), and the order of
# Quyết định 20/2020/QĐ-TTg, level 1 first (H29.12-240115-0001).
_AGENCY_OF_2018: Final = r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}"
_AGENCY_OF_2020: Final = r"[A-Z][0-9]{2}(?:\.[0-9]{1,3}){0,3}"
_AGENCY: Final = rf"{_AGENCY_OF_2018}|{_AGENCY_OF_2020}"
DEFAULT_PATTERN: Final = "{agency}-{yy}{mm}{dd}-{number:04}"

# No 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V: read out on the telephone, copied by hand.
_TRACKING_ALPHABET: Final = "3479ACDEFGHJKMNPQRTWXY"
_TRACKING_GROUPS: Final = 3
_TRACKING_GROUP_LENGTH: Final = 4


@dataclass(frozen=True, slots=True)
class CodeCheck:
    """What is to be said about a code.

    ``reason`` is a Vietnamese sentence when the code is not valid; ``warnings`` are
    sentences about a valid one that does not fit what else is known.
    """

    valid: bool
    warnings: tuple[str, ...]
    normalized: str
    reason: str


def _refused(value: str, reason: str) -> CodeCheck:
    return CodeCheck(valid=False, warnings=(), normalized=value, reason=reason)


def _accepted(normalized: str, warnings: tuple[str, ...] = ()) -> CodeCheck:
    return CodeCheck(valid=True, warnings=warnings, normalized=normalized, reason="")


@cache
def _registration_places() -> dict[str, str]:
    """Return the places of birth registration by their three digits."""
    source = resources.files("motcua").joinpath("data/codes/birth_places.json")
    found = json.loads(source.read_text(encoding="utf-8"))
    abroad = range(found["countries"]["first"], found["countries"]["last"] + 1)
    return {**found["provinces"], **{str(code): "nước ngoài" for code in abroad}}


def birth_place(personal_id: str) -> str | None:
    """Return the place whose code a personal number begins with, if there is one."""
    return _registration_places().get(personal_id[:3])


def check_personal_id(
    value: str, *, on: date, birth_on: date | None = None, sex: str | None = None
) -> CodeCheck:
    """Check a personal identification number (số định danh cá nhân) on the day ``on``.

    It has no check digit. ``sex`` is ``nam`` or ``nữ``.
    Legal source: Nghị định 137/2015/NĐ-CP, Điều 13; Thông tư 59/2021/TT-BCA, Điều 4.
    """
    if not _PERSONAL_ID.fullmatch(value):
        return _refused(value, "Số định danh cá nhân có đúng 12 chữ số, không có dấu cách.")
    if birth_place(value) is None:
        return _refused(value, f"Không có tỉnh, thành phố hay quốc gia nào mang mã {value[:3]}.")
    century_and_sex = int(value[3])
    birth_year = 1900 + century_and_sex // 2 * 100 + int(value[4:6])
    if birth_year > on.year:
        return _refused(value, f"Số này ghi năm sinh {birth_year}, chưa đến.")
    warnings = []
    if birth_on is not None and birth_on.year != birth_year:
        warnings.append(
            f"Số này ghi năm sinh {birth_year}, khác năm sinh đã khai {birth_on.year}."
        )
    stated = "nữ" if century_and_sex % 2 else "nam"
    if sex is not None and sex.strip().lower() != stated:
        warnings.append(f"Số này ghi giới tính {stated}, khác giới tính đã khai.")
    return _accepted(value, tuple(warnings))


def check_old_id(value: str) -> CodeCheck:
    """Check an identity card number of the old kind (CMND, nine digits)."""
    if not _OLD_ID.fullmatch(value):
        return _refused(value, "Số chứng minh nhân dân cũ có đúng 9 chữ số, không có dấu cách.")
    return _accepted(value)


def check_tax_code(value: str, *, on: date) -> CodeCheck:
    """Check a tax code: 10 digits, 13 for a branch, 12 for a person or household business.

    Legal source: Thông tư 86/2024/TT-BTC, Điều 5 and 7 (from 2025-07-01 the personal
    number is the tax code of a person).
    """
    if _PERSONAL_ID.fullmatch(value):
        return check_personal_id(value, on=on)
    matched = _TAX_CODE.fullmatch(value)
    if matched is None:
        return _refused(
            value, "Mã số thuế có 10 chữ số, thêm “-” và 3 chữ số nếu là đơn vị phụ thuộc."
        )
    digits, branch = matched[1], matched[2]
    if not digits[2:9].strip("0"):
        return _refused(value, "Mã số thuế không thể có bảy chữ số giữa đều là 0.")
    total = sum(w * int(d) for w, d in zip(_TAX_WEIGHTS, digits, strict=False))
    if 10 - total % _TAX_MODULUS != int(digits[9]):
        return _refused(
            value, "Chữ số kiểm tra của mã số thuế không đúng, hãy xem lại từng chữ số."
        )
    if branch == "000":
        return _refused(value, "Ba chữ số cuối của đơn vị phụ thuộc bắt đầu từ 001.")
    return _accepted(digits if branch is None else f"{digits}-{branch}")


def check_dossier_code(value: str) -> CodeCheck:
    """Check a dossier code in the order of 2018 or of 2020: agency, day, number of the day."""
    parsed = CodePattern(DEFAULT_PATTERN).parse(value)
    if parsed is None:
        return _refused(value, "Mã hồ sơ ghi như H06.12-240115-0001: mã cơ quan, ngày, số thứ tự.")
    if parsed.number == 0:
        return _refused(value, "Số thứ tự trong ngày bắt đầu từ 0001.")
    return _accepted(value)


@dataclass(frozen=True, slots=True)
class ParsedCode:
    """The parts of a dossier code."""

    agency_code: str
    day: date
    number: int


class CodePattern:
    """How an agency writes its dossier codes; the circulars changed it and will again.

    The text has ``{agency}``, ``{yy}`` or ``{yyyy}``, ``{mm}``, ``{dd}`` and
    ``{number}`` or ``{number:04}``. Raises ValueError when a code could not be unique:
    without agency, day or number.
    """

    _FIELD: Final = re.compile(r"\{(agency|yyyy|yy|mm|dd|number)(?::0([0-9]))?\}")

    def __init__(self, pattern: str = DEFAULT_PATTERN) -> None:
        self.pattern = pattern
        names = [matched[1] for matched in self._FIELD.finditer(pattern)]
        years = names.count("yy") + names.count("yyyy")
        singles = all(names.count(name) == 1 for name in ("agency", "mm", "dd", "number"))
        if not singles or years != 1 or re.search(r"[{}]", self._FIELD.sub("", pattern)):
            raise ValueError(
                "Mẫu mã hồ sơ phải có đủ {agency}, {yy}, {mm}, {dd} và {number}, mỗi phần một lần."
            )
        self._expression = re.compile(self._expression_text())

    def _expression_text(self) -> str:
        text, place = "", 0
        for matched in self._FIELD.finditer(self.pattern):
            text += re.escape(self.pattern[place : matched.start()])
            width = matched[2] or "1"
            part = {
                "agency": _AGENCY,
                "yyyy": "[0-9]{4}",
                "number": rf"[0-9]{{{width},}}",
            }.get(matched[1], "[0-9]{2}")
            text += f"(?P<{matched[1]}>{part})"
            place = matched.end()
        return text + re.escape(self.pattern[place:])

    def render(self, agency_code: str, day: date, number: int) -> str:
        """Return the code of dossier ``number`` of the day at an agency."""
        return self.pattern.format(
            agency=agency_code,
            yy=f"{day.year % 100:02}",
            yyyy=f"{day.year:04}",
            mm=f"{day.month:02}",
            dd=f"{day.day:02}",
            number=number,
        )

    def matches(self, code: str) -> bool:
        """Say whether ``code`` is written in this pattern, with a day that exists."""
        return self.parse(code) is not None

    def parse(self, code: str) -> ParsedCode | None:
        """Return the parts of ``code``, or None when it is not of this pattern."""
        matched = self._expression.fullmatch(code)
        if matched is None:
            return None
        parts = matched.groupdict()
        year = int(parts["yyyy"]) if "yyyy" in parts else 2000 + int(parts["yy"])
        try:
            day = date(year, int(parts["mm"]), int(parts["dd"]))
        except ValueError:
            return None
        return ParsedCode(parts["agency"], day, int(parts["number"]))


def new_tracking_code(choice: Callable[[str], str] = secrets.choice) -> str:
    """Return a code that cannot be guessed (53 bits), grouped to be read out: K7MT-4XQ9-….

    Another ``choice`` is for made-up dossiers, which nobody has to be kept from.
    """
    groups = (
        "".join(choice(_TRACKING_ALPHABET) for _ in range(_TRACKING_GROUP_LENGTH))
        for _ in range(_TRACKING_GROUPS)
    )
    return "-".join(groups)


def normalize_tracking_code(text: str) -> str:
    """Return a tracking code as we store it, however it was typed; '' when it cannot be one."""
    letters = re.sub(r"[\s.\-\u2010-\u2015]", "", text).upper()
    wanted = _TRACKING_GROUPS * _TRACKING_GROUP_LENGTH
    if len(letters) != wanted or set(letters) - set(_TRACKING_ALPHABET):
        return ""
    groups = (
        letters[place : place + _TRACKING_GROUP_LENGTH]
        for place in range(0, wanted, _TRACKING_GROUP_LENGTH)
    )
    return "-".join(groups)
