"""A report's template as an administrator types it: the words on top, and a line a column."""

from collections.abc import Mapping
from dataclasses import dataclass, fields as fields_of
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from motcua.indicators.statutory.causes import offered_conditions
from motcua.indicators.statutory.conditions import Source
from motcua.indicators.statutory.templates import (
    MOST_COLUMNS,
    ReportColumn,
    Rows,
    Template,
    TemplateError,
)
from motcua.web.manage import fields

SUM: Final = "sum"
SHARE: Final = "share"
_BLANK: Final = 3
"""Empty lines for further columns, each time."""
_LONGEST: Final = 255


class TemplateForm(forms.Form):
    """What a template says above its columns."""

    valid_from = fields.day(
        gettext_lazy("Áp dụng từ ngày"),
        gettext_lazy("Xin ghi ngày."),
        hint=gettext_lazy("Sau hôm nay. Kỳ hết trước ngày này vẫn theo bản cũ."),
    )
    valid_to = fields.day(
        gettext_lazy("Đến hết ngày"), hint=gettext_lazy("Để trống: chưa biết bao giờ thôi dùng.")
    )
    form_code = fields.text(gettext_lazy("Ký hiệu biểu"), gettext_lazy("Xin ghi ký hiệu biểu."))
    title = fields.text(gettext_lazy("Tên biểu"), gettext_lazy("Xin ghi tên biểu."))
    legal_basis = fields.text(
        gettext_lazy("Căn cứ"), gettext_lazy("Xin ghi văn bản quy định biểu này.")
    )
    rows = fields.choice(
        gettext_lazy("Mỗi hàng là"),
        [
            (Rows.FIELD, gettext_lazy("một lĩnh vực")),
            (Rows.AGENCY, gettext_lazy("một cơ quan")),
            (Rows.PROCEDURE, gettext_lazy("một thủ tục")),
            (Rows.NONE, gettext_lazy("chỉ một hàng chung")),
        ],
    )
    is_public = fields.tick(gettext_lazy("Công khai cho mọi người xem"))
    checks = fields.long_text(
        gettext_lazy("Phép kiểm"),
        hint=gettext_lazy("Mỗi dòng một phép, như 3 = 7 + 11 hoặc 6 <= 3."),
    )


class NewTemplateForm(TemplateForm):
    """The same of a report that there is not yet."""

    key = fields.text(
        gettext_lazy("Mã biểu"),
        gettext_lazy("Xin ghi mã biểu."),
        most=40,
        hint=gettext_lazy("Chữ thường không dấu, chữ số, gạch ngang, như 08b. Không đổi được."),
    )

    field_order = ("key",)


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column as it was typed; ``kind`` is a condition, "sum" or "share"."""

    number: str = ""
    group: str = ""
    subgroup: str = ""
    heading: str = ""
    kind: str = ""
    formula: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was typed."""
        return not any((self.number, self.group, self.subgroup, self.heading, self.formula))

    def document(self, place: int) -> dict[str, Any]:
        """Return the column as it is stored. Raises TemplateError."""
        if not self.number.isascii() or not self.number.isdecimal():
            raise TemplateError(_("Dòng %(n)d: số cột là một số, như 3.") % {"n": place})
        told: dict[str, Any] = {
            "number": int(self.number[:4]),
            "heading": self.heading,
            "groups": [one for one in (self.group, self.subgroup) if one],
        }
        if self.kind not in {SUM, SHARE}:
            return {**told, "count": self.kind}
        parts = [
            one.strip() for one in self.formula.replace(":", "/").replace("/", "+").split("+")
        ]
        if not all(one.isascii() and one.isdecimal() for one in parts):
            raise TemplateError(
                _("Cột %(n)s: ghi cột cộng như 4 + 5, tỷ lệ như 8 / 7.") % {"n": self.number}
            )
        numbers = [int(one[:4]) for one in parts]
        if self.kind == SHARE and len(numbers) != len(("part", "whole")):
            raise TemplateError(_("Cột %(n)s: tỷ lệ ghi như 8 / 7.") % {"n": self.number})
        return {**told, self.kind: numbers}


def typed_lines(posted: Mapping[str, Any]) -> list[ColumnLine]:
    """Return the lines that were typed, empty ones at the end left out."""
    names = [field.name for field in fields_of(ColumnLine)]
    lines = [
        ColumnLine(*(str(posted.get(f"c{n}-{name}", "")).strip()[:_LONGEST] for name in names))
        for n in range(MOST_COLUMNS + _BLANK)
    ]
    while lines and lines[-1].is_empty:
        lines.pop()
    return lines


def lines_of(template: Template) -> list[ColumnLine]:
    """Return the columns of a template as they would be typed."""
    return [_line(column) for column in template.columns]


def with_blanks(lines: list[ColumnLine]) -> list[ColumnLine]:
    """Return the lines and a few empty ones."""
    return [*lines, *[ColumnLine()] * _BLANK]


def document_of(form: TemplateForm, lines: list[ColumnLine]) -> dict[str, Any]:
    """Return the template as it is stored. Raises TemplateError."""
    typed = form.cleaned_data
    return {
        "title": typed["title"],
        "form_code": typed["form_code"],
        "legal_basis": typed["legal_basis"],
        "rows": typed["rows"],
        "is_public": typed["is_public"],
        "valid_to": typed["valid_to"].isoformat() if typed["valid_to"] else "",
        "columns": [
            line.document(place) for place, line in enumerate(lines, start=1) if not line.is_empty
        ],
        "checks": [one for one in typed["checks"].splitlines() if one.strip()],
    }


def initial_of(template: Template) -> dict[str, Any]:
    """Return what the form begins with."""
    return {
        "form_code": template.form_code,
        "title": template.title,
        "legal_basis": template.legal_basis,
        "rows": template.rows.value,
        "is_public": template.is_public,
        "valid_to": template.valid_to,
        "checks": "\n".join(check.words for check in template.checks),
    }


def kinds() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what a column may be, in groups: the two ways to reckon, then the conditions."""
    by_source = {
        _("Tính từ cột khác"): [(SUM, _("Cộng các cột")), (SHARE, _("Tỷ lệ phần trăm"))],
    }
    names = {
        Source.FACTS: _("Hồ sơ đã tiếp nhận"),
        Source.LODGED: _("Hồ sơ chưa được tiếp nhận"),
        Source.INDEX: _("Như chỉ số 766 (hàng theo cơ quan)"),
    }
    offered = offered_conditions()
    for source, name in names.items():
        by_source[name] = [(one.name, one.label) for one in offered if one.source is source]
    return list(by_source.items())


def _line(column: ReportColumn) -> ColumnLine:
    group, subgroup, *_none = (*column.groups, "", "")
    if column.share is not None:
        kind, formula = SHARE, f"{column.share[0]} / {column.share[1]}"
    elif column.adds:
        kind, formula = SUM, " + ".join(str(one) for one in column.adds)
    else:
        kind, formula = column.count, ""
    return ColumnLine(str(column.number), group, subgroup, column.heading, kind, formula)
