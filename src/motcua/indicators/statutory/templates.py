"""A report as data: headings, what each column counts, and what must add up. Pure.

Stored as a document::

    {"title": "…", "form_code": "Biểu số …", "legal_basis": "…", "rows": "field",
     "is_public": true, "valid_to": "" | "2027-12-31",
     "columns": [
        {"number": 3, "heading": "Tổng số", "groups": ["Tiếp nhận"], "sum": [4, 5]},
        {"number": 4, "heading": "Kỳ trước", "groups": ["Tiếp nhận"], "count": "carried_over"},
        {"number": 9, "heading": "Tỷ lệ", "groups": [], "share": [8, 7]}, …],
     "checks": ["3 = 7 + 11", "6 <= 3"]}

Rows are by field, agency or procedure, or there is one of all ("none"). A column counts by a
condition of the dictionary, is the sum of others, or one of them in percent of another.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Final

from motcua.indicators.statutory.conditions import Condition, Source, conditions
from motcua.kernel.errors import DomainError

MOST_COLUMNS: Final = 60
MOST_GROUPS: Final = 2
_LONGEST: Final = 255
_PERCENT: Final = 100
_CHECK: Final = re.compile(r"\s*(\d+(?:\s*\+\s*\d+)*)\s*(=|<=|≤)\s*(\d+(?:\s*\+\s*\d+)*)\s*")
_KEY: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_LONGEST_KEY: Final = 40


class TemplateError(DomainError):
    """The template cannot be written that way; the sentence says where."""

    code: ClassVar[str] = "report-template"


class Rows(StrEnum):
    """What each row of a report is about. Values are stored."""

    FIELD = "field"
    AGENCY = "agency"
    PROCEDURE = "procedure"
    NONE = "none"

    @property
    def label(self) -> str:
        """The heading of the rows."""
        return _ROW_LABELS[self]


_ROW_LABELS: Final = {
    Rows.FIELD: "Lĩnh vực giải quyết",
    Rows.AGENCY: "Cơ quan",
    Rows.PROCEDURE: "Thủ tục",
    Rows.NONE: "Nơi báo cáo",
}


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """One column; exactly one of ``count``, ``adds`` and ``share`` says what it is."""

    number: int
    heading: str
    groups: tuple[str, ...] = ()
    count: str = ""
    adds: tuple[int, ...] = ()
    share: tuple[int, int] | None = None

    @property
    def name(self) -> str:
        """Return the name in addresses and in JSON."""
        return f"c{self.number}"

    @property
    def condition(self) -> Condition | None:
        """Return what it counts by; None of a sum or a share."""
        return conditions()[self.count] if self.count else None

    @property
    def formula(self) -> str:
        """Return how it comes of other columns, "" where it counts."""
        if self.share is not None:
            return f"({self.number})=({self.share[0]}):({self.share[1]})"
        if self.adds:
            return f"({self.number})=" + "+".join(f"({one})" for one in self.adds)
        return ""

    @property
    def definition(self) -> str:
        """Return what it counts, in words."""
        if self.share is not None:
            return f"Cột {self.share[0]} trên cột {self.share[1]}, phần trăm."
        if self.adds:
            return "Bằng cột " + " + ".join(str(one) for one in self.adds) + "."
        return conditions()[self.count].definition


@dataclass(frozen=True, slots=True)
class Check:
    """What must hold in every row: one sum equals another, or is no greater."""

    left: tuple[int, ...]
    is_equal: bool
    right: tuple[int, ...]

    @property
    def words(self) -> str:
        """Return it as people write it."""
        sides = [" + ".join(str(one) for one in side) for side in (self.left, self.right)]
        return f"{sides[0]} {'=' if self.is_equal else '≤'} {sides[1]}"

    def holds(self, values: Mapping[int, int | None]) -> bool:
        """Say whether it does for the figures of a row."""
        left, right = (sum(values[one] or 0 for one in side) for side in (self.left, self.right))
        return left == right if self.is_equal else left <= right


@dataclass(frozen=True, slots=True)
class Template:
    """A report, ready to be counted."""

    title: str
    form_code: str
    legal_basis: str
    rows: Rows
    columns: tuple[ReportColumn, ...]
    checks: tuple[Check, ...] = ()
    is_public: bool = False
    valid_to: date | None = None

    def column(self, name: str) -> ReportColumn | None:
        """Return the column called ``name`` (c3)."""
        return next((one for one in self.columns if one.name == name), None)

    @property
    def counts(self) -> tuple[Condition, ...]:
        """Return the conditions that are counted, each once."""
        names = dict.fromkeys(one.count for one in self.columns if one.count)
        return tuple(conditions()[name] for name in names)

    @property
    def depth(self) -> int:
        """Return how many lines the headings take, the numbers not among them."""
        return max(len(one.groups) for one in self.columns) + 1

    def values(self, counts: Mapping[str, int]) -> dict[int, int | None]:
        """Return the whole numbers of all columns of a row; a share has None."""
        by_number = {one.number: one for one in self.columns}
        found: dict[int, int | None] = {}

        def value(number: int) -> int:
            column = by_number[number]
            if column.count:
                return counts.get(column.count, 0)
            return sum(value(one) for one in column.adds)

        for one in self.columns:
            found[one.number] = None if one.share is not None else value(one.number)
        return found

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Template":
        """Read a stored template. Raises TemplateError with a sentence for whoever wrote it."""
        try:
            template = cls(
                title=str(document["title"]).strip(),
                form_code=str(document["form_code"]).strip(),
                legal_basis=str(document["legal_basis"]).strip(),
                rows=Rows(document["rows"]),
                columns=tuple(_column(one) for one in document["columns"]),
                checks=tuple(parse_check(str(one)) for one in document.get("checks", [])),
                is_public=bool(document.get("is_public", False)),
                valid_to=(
                    date.fromisoformat(document["valid_to"]) if document.get("valid_to") else None
                ),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise TemplateError("Biểu thiếu một phần hoặc có chỗ không đọc được.") from error
        _check(template)
        return template

    def to_document(self) -> dict[str, Any]:
        """Return the template as it is stored."""
        return {
            "title": self.title,
            "form_code": self.form_code,
            "legal_basis": self.legal_basis,
            "rows": self.rows.value,
            "is_public": self.is_public,
            "valid_to": self.valid_to.isoformat() if self.valid_to else "",
            "columns": [_stored(one) for one in self.columns],
            "checks": [one.words for one in self.checks],
        }


def parse_check(text: str) -> Check:
    """Return the check written as ``3 = 7 + 11`` or ``6 <= 3``. Raises TemplateError."""
    found = _CHECK.fullmatch(text)
    if found is None:
        raise TemplateError(
            f"Không đọc được phép kiểm “{text.strip()}”. Xin ghi như 3 = 7 + 11, hoặc 6 <= 3."
        )
    left, sign, right = found.groups()
    return Check(_numbers(left), sign == "=", _numbers(right))


def is_key(text: str) -> bool:
    """Say whether ``text`` may be the key of a report in addresses."""
    return bool(_KEY.fullmatch(text)) and len(text) <= _LONGEST_KEY


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(one) for one in text.split("+"))


def _column(document: Mapping[str, Any]) -> ReportColumn:
    share = document.get("share")
    return ReportColumn(
        number=int(document["number"]),
        heading=str(document["heading"]).strip(),
        groups=tuple(str(one).strip() for one in document.get("groups", [])),
        count=str(document.get("count", "")),
        adds=tuple(int(one) for one in document.get("sum", [])),
        share=(int(share[0]), int(share[1])) if share else None,
    )


def _stored(column: ReportColumn) -> dict[str, Any]:
    said: dict[str, Any] = {
        "number": column.number,
        "heading": column.heading,
        "groups": list(column.groups),
    }
    if column.count:
        said["count"] = column.count
    elif column.adds:
        said["sum"] = list(column.adds)
    elif column.share is not None:
        said["share"] = list(column.share)
    return said


def _check(template: Template) -> None:
    if not all((template.title, template.form_code, template.legal_basis)):
        raise TemplateError("Xin ghi đủ tên biểu, ký hiệu và căn cứ.")
    if max(map(len, (template.title, template.form_code, template.legal_basis))) > _LONGEST:
        raise TemplateError("Tên biểu, ký hiệu hoặc căn cứ dài quá 255 ký tự.")
    if not 1 <= len(template.columns) <= MOST_COLUMNS:
        raise TemplateError(f"Biểu có từ 1 đến {MOST_COLUMNS} cột.")
    numbers = [one.number for one in template.columns]
    if numbers != sorted(set(numbers)) or numbers[0] < 1:
        raise TemplateError("Số của các cột phải tăng dần, không trùng nhau.")
    by_number = {one.number: one for one in template.columns}
    for column in template.columns:
        _check_column(template, column, by_number)
    for check in template.checks:
        for number in (*check.left, *check.right):
            if number not in by_number or by_number[number].share is not None:
                raise TemplateError(f"Phép kiểm “{check.words}” nói tới cột {number} không có số.")


def _check_column(
    template: Template, column: ReportColumn, by_number: Mapping[int, ReportColumn]
) -> None:
    number = column.number
    if not column.heading or len(column.heading) > _LONGEST:
        raise TemplateError(f"Cột {number} chưa có tên, hoặc tên dài quá 255 ký tự.")
    if len(column.groups) > MOST_GROUPS or not all(column.groups):
        raise TemplateError(f"Cột {number}: nhiều nhất {MOST_GROUPS} tầng tên nhóm.")
    if sum((bool(column.count), bool(column.adds), column.share is not None)) != 1:
        raise TemplateError(f"Cột {number}: chọn đúng một cách: đếm, cộng, hoặc tỷ lệ.")
    if column.count:
        _check_condition(template, column)
    for other in (*column.adds, *(column.share or ())):
        if other not in by_number:
            raise TemplateError(f"Cột {number} nói tới cột {other} không có.")
        if by_number[other].share is not None:
            raise TemplateError(f"Cột {number} không cộng hay chia được cột tỷ lệ {other}.")
    if _comes_back(number, by_number, ()):
        raise TemplateError(f"Cột {number} tính vòng về chính nó.")


def _check_condition(template: Template, column: ReportColumn) -> None:
    try:
        found = conditions()[column.count]
    except KeyError as error:
        raise TemplateError(
            f"Cột {column.number}: không có điều kiện “{column.count}”."
        ) from error
    if found.source is Source.INDEX and template.rows not in {Rows.AGENCY, Rows.NONE}:
        raise TemplateError(
            f"Cột {column.number}: số của chỉ số 766 chỉ có theo cơ quan. Xin chọn hàng theo cơ "
            "quan."
        )


def _comes_back(number: int, by_number: Mapping[int, ReportColumn], seen: Sequence[int]) -> bool:
    if number in seen:
        return True
    column = by_number.get(number)
    if column is None or not column.adds:
        return False
    return any(_comes_back(one, by_number, (*seen, number)) for one in column.adds)
