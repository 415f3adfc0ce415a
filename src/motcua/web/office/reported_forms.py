"""A published report as it is typed in: dots between thousands and commas are read as meant."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _, gettext_lazy

from motcua.agencies.models import Agency
from motcua.indicators.models import ReportedReport
from motcua.indicators.reported.entering import Entry, stated_of
from motcua.indicators.reported.figures import COUNTS, PERCENTS, Denominator, Stated
from motcua.web.manage import fields

_COUNT: Final = re.compile(r"\d{1,3}(\.\d{3})+|\d{1,12}", re.ASCII)
_PERCENT: Final = re.compile(r"\d{1,4}([.,]\d{1,3})?", re.ASCII)
GROUPS: Final = (
    (gettext_lazy("Tiếp nhận"), ("received", "carried_over", "workload", "total")),
    (gettext_lazy("Kênh nộp"), ("online", "direct")),
    (
        gettext_lazy("Đã giải quyết"),
        ("resolved", "due", "early_on_time", "early", "on_time", "late"),
    ),
    (
        gettext_lazy("Đang giải quyết, trả lại"),
        ("in_progress", "in_progress_not_due", "in_progress_overdue", "returned_withdrawn"),
    ),
    (
        gettext_lazy("Thanh toán, số hóa"),
        (
            "paid_online",
            "digitized_in",
            "digitized_in_total",
            "digitized_out",
            "digitized_out_total",
        ),
    ),
)
"""The counts under their headings, in the order in which they are typed."""


class CountField(forms.CharField):
    """A whole number, typed as 643272 or 643.272; empty is not given."""

    def clean(self, value: Any) -> int | None:
        """Return the number. Raises ValidationError."""
        typed = super().clean(value).strip().replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
        if not typed:
            return None
        if _COUNT.fullmatch(typed) is None:
            raise forms.ValidationError(_("Xin ghi một số nguyên, như 643272 hoặc 643.272."))
        return int(typed.replace(".", ""))


class PercentField(forms.CharField):
    """A percentage as it is printed, typed as 99,74; empty is not given."""

    def clean(self, value: Any) -> Decimal | None:
        """Return the percentage. Raises ValidationError."""
        typed = super().clean(value).strip().removesuffix("%").strip()
        if not typed:
            return None
        if _PERCENT.fullmatch(typed) is None:
            raise forms.ValidationError(_("Xin ghi tỷ lệ như đã in, ví dụ 99,74."))
        return Decimal(typed.replace(",", "."))


class ReportForm(forms.Form):
    """A report of others: which, its figures, where they were read."""

    province = fields.text(
        gettext_lazy("Tỉnh, thành phố"), gettext_lazy("Xin ghi tỉnh, thành phố."), most=120
    )
    body = fields.text(
        gettext_lazy("Đơn vị báo cáo"), gettext_lazy("Xin ghi đơn vị của báo cáo."), most=160
    )
    level = fields.text(gettext_lazy("Cấp"), most=40, hint=gettext_lazy("Ví dụ: tỉnh, xã."))
    agency_code = fields.text(
        gettext_lazy("Mã cơ quan trong hệ thống"),
        most=60,
        hint=gettext_lazy("Có thì trang đặt số của hệ thống bên cạnh. Trùng tên thì tự nhận ra."),
    )
    period_start = fields.day(gettext_lazy("Kỳ từ ngày"))
    period_end = fields.day(gettext_lazy("Kỳ đến ngày"))
    denominator = fields.choice(
        gettext_lazy("Báo cáo nói tỷ lệ tính trên"),
        [("", gettext_lazy("không nói")), *Denominator.choices()],
        required=False,
    )
    note = fields.long_text(gettext_lazy("Ghi chú"), hint=gettext_lazy("Không ghi tên người dân."))
    source = fields.text(
        gettext_lazy("Nguồn"),
        gettext_lazy("Xin ghi số lấy từ đâu, để người khác tra lại được."),
        most=500,
        hint=gettext_lazy("Tên văn bản, số, ngày; hoặc báo, trang, ngày."),
    )

    def __init__(self, *args: Any, is_correction: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in COUNTS.items():
            self.fields[name] = CountField(label=label, required=False, max_length=24)
        for name, label in PERCENTS.items():
            self.fields[name] = PercentField(label=f"{label} (%)", required=False, max_length=12)
        if is_correction:
            self.fields["reason"] = fields.text(
                gettext_lazy("Vì sao sửa"),
                gettext_lazy("Xin ghi vì sao sửa, để người xem bản trước hiểu."),
            )

    def clean_agency_code(self) -> Agency | None:
        """Return the agency, or None where no code is given. Raises ValidationError."""
        code = self.cleaned_data["agency_code"].strip()
        if not code:
            return None
        found: Agency | None = Agency.objects.filter(code=code).first()
        if found is None:
            raise forms.ValidationError(
                _("Không có cơ quan mang mã này. Xin xem lại, hoặc bỏ trống.")
            )
        return found

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first one."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("period_start"), cleaned.get("period_end")
        if first and last and last < first:
            self.add_error("period_end", _("Ngày cuối kỳ đứng trước ngày đầu. Xin xem lại."))
        return cleaned

    @property
    def groups(self) -> Iterator[tuple[Any, list[BoundField]]]:
        """Yield the counts under their headings, then the percentages."""
        for words, names in GROUPS:
            yield words, [self[name] for name in names]
        yield _("Tỷ lệ như đã in"), [self[name] for name in PERCENTS]

    def entry(self) -> Entry:
        """Return what was typed; the form is valid."""
        cleaned = self.cleaned_data
        told = cleaned["denominator"]
        stated = Stated(
            {name: cleaned[name] for name in COUNTS if cleaned[name] is not None},
            {name: cleaned[name] for name in PERCENTS if cleaned[name] is not None},
            Denominator(told) if told else None,
            cleaned["period_start"],
            cleaned["period_end"],
        )
        agency: Agency | None = cleaned["agency_code"]
        return Entry(
            province=cleaned["province"],
            body=cleaned["body"],
            stated=stated,
            source=cleaned["source"],
            level=cleaned["level"],
            agency_id=agency.pk if agency is not None else None,
            note=cleaned["note"],
        )


def initial_of(row: ReportedReport) -> dict[str, Any]:
    """Return a stored report as it would be typed."""
    stated = stated_of(row)
    named = ("province", "body", "level", "period_start", "period_end", "denominator", "note")
    return {
        **{name: getattr(row, name) for name in (*named, "source")},
        "agency_code": row.agency.code if row.agency is not None else "",
        **{name: str(count) for name, count in stated.counts.items()},
        **{name: _typed(percent) for name, percent in stated.percents.items()},
    }


def _typed(percent: Decimal) -> str:
    return f"{percent:f}".rstrip("0").rstrip(".").replace(".", ",")
