"""How index 766 is scored from a day on, and what the product cannot count itself."""

import re
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.agencies.models import Agency
from motcua.agencies.selectors import find_agency
from motcua.indicators.index766.items import ENTERED, ITEMS
from motcua.indicators.index766.scoring import Tally
from motcua.indicators.index766.versions import CLASSES, WHOLE, Formula
from motcua.indicators.indexing.entering import enter
from motcua.indicators.indexing.versions import in_force_on, set_version, stored_versions
from motcua.indicators.models import IndexInput
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest
from motcua.web.languages.told import joined
from motcua.web.manage import fields
from motcua.web.manage.access import changes, reads

_SHOWN: Final = 50
_MONTH: Final = re.compile(r"(\d{1,2})\s*[/.-]\s*(20\d{2})", re.ASCII)
_MONTHS: Final = 12


def _points(label: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_value=WHOLE,
        max_digits=5,
        decimal_places=2,
        localize=True,
        error_messages={
            "required": gettext_lazy("Xin ghi điểm tối đa."),
            "invalid": gettext_lazy("Điểm là một số, như 6 hoặc 2,5."),
            "min_value": gettext_lazy("Điểm không thể dưới 0."),
            "max_value": gettext_lazy("Điểm không thể quá 100."),
            "max_digits": gettext_lazy("Điểm có nhiều nhất hai số lẻ."),
            "max_decimal_places": gettext_lazy("Điểm có nhiều nhất hai số lẻ."),
            "max_whole_digits": gettext_lazy("Điểm không thể quá 100."),
        },
    )


class FormulaForm(forms.Form):
    """A version of the formula as an administrator writes it: two fields for each item."""

    valid_from = fields.day(
        gettext_lazy("Áp dụng từ ngày"),
        gettext_lazy("Xin ghi ngày."),
        hint=gettext_lazy("Sau hôm nay. Kỳ hết trước ngày này vẫn theo công thức cũ."),
    )
    legal_basis = fields.text(
        gettext_lazy("Căn cứ"), gettext_lazy("Xin ghi văn bản quy định công thức này.")
    )
    scales_missing = fields.tick(
        gettext_lazy("Quy về thang 100 theo những chỉ số tính được; chỉ số chưa biết không là 0")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, name in enumerate(CLASSES[:-1]):
            self.fields[f"class_{number}"] = fields.whole_number(
                _("%(name)s từ") % {"name": name}, _("Xin ghi ngưỡng."), least=1, most=WHOLE - 1
            )
        for item in ITEMS:
            self.fields[f"max_{item.key}"] = _points(
                _("%(item)s: điểm tối đa") % {"item": joined(" ", (item.number, item.label))}
            )
            self.fields[f"full_{item.key}"] = fields.whole_number(
                _("%(item)s: đủ điểm từ (%%)") % {"item": joined(" ", (item.number, item.label))},
                _("Xin ghi tỷ lệ."),
                least=1,
                most=WHOLE,
            )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return each item with its two fields."""
        return [
            {
                "item": item,
                "max": self[f"max_{item.key}"],
                "full": self[f"full_{item.key}"],
            }
            for item in ITEMS
        ]

    @property
    def bounds(self) -> list[Any]:
        """Return the fields of the classes."""
        return [self[f"class_{number}"] for number in range(len(CLASSES) - 1)]

    def document(self, base: Formula) -> dict[str, Any]:
        """Return what was typed as it is stored; what is not asked stays as in ``base``."""
        typed = self.cleaned_data
        document = base.to_document()
        for item in ITEMS:
            points: Decimal = typed[f"max_{item.key}"]
            document["items"][item.key]["max"] = f"{points.normalize():f}"
            document["items"][item.key]["full"] = typed[f"full_{item.key}"]
        document["classes"] = [typed[f"class_{number}"] for number in range(len(CLASSES) - 1)]
        document["scales_missing"] = typed["scales_missing"]
        return document


class MonthField(forms.CharField):
    """A month of reporting, typed as 11/2026; cleans to its first day."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": gettext_lazy("Xin ghi tháng."),
    }

    def clean(self, value: Any) -> date:
        """Return the first day. Raises ValidationError."""
        typed = super().clean(value).strip()
        found = _MONTH.fullmatch(typed)
        if found is None or not 1 <= int(found[1]) <= _MONTHS:
            raise ValidationError(_("Chưa đọc được tháng. Xin ghi như 11/2026."))
        return date(int(found[2]), int(found[1]), 1)


class EntryForm(forms.Form):
    """What an item came to in a month, and where that can be looked up."""

    agency = fields.text(
        gettext_lazy("Cơ quan"),
        gettext_lazy("Xin ghi mã hoặc tên cơ quan."),
        hint=gettext_lazy("Mã định danh như H29.01, hoặc tên."),
    )
    month = MonthField(
        label=gettext_lazy("Tháng báo cáo"),
        max_length=10,
        help_text=gettext_lazy("Như 11/2026."),
    )
    key = fields.choice(
        gettext_lazy("Chỉ số"),
        [(item.key, joined(" ", (item.number, item.label))) for item in ENTERED],
    )
    part = fields.whole_number(gettext_lazy("Tử số"), gettext_lazy("Xin ghi tử số."))
    whole = fields.whole_number(gettext_lazy("Mẫu số"), gettext_lazy("Xin ghi mẫu số."))
    source = fields.text(
        gettext_lazy("Nguồn"),
        gettext_lazy("Xin ghi số liệu lấy từ đâu, để người khác tra lại được."),
        hint=gettext_lazy("Như báo cáo số mấy, bảng nào của Cổng quốc gia, xem ngày nào."),
    )

    def clean(self) -> dict[str, Any]:
        """Compare the two numbers."""
        cleaned = super().clean() or {}
        part, whole = cleaned.get("part"), cleaned.get("whole")
        if part is not None and whole is not None and part > whole:
            self.add_error("part", _("Tử số đang lớn hơn mẫu số. Xin xem lại hai số."))
        return cleaned

    def clean_agency(self) -> Agency:
        """Return the agency of that code or name. Raises ValidationError."""
        try:
            return find_agency(self.cleaned_data["agency"], clock.today())
        except DomainError as error:
            raise ValidationError(str(error)) from error


@reads
@require_safe
def formula(request: StaffRequest) -> HttpResponse:
    """Show the formula in force, those before and after it, and a form for the next one."""
    held = in_force_on(clock.today())
    initial: dict[str, Any] = {
        "legal_basis": held.legal_basis,
        "scales_missing": held.formula.scales_missing,
    }
    for key, rule in held.formula.items.items():
        initial[f"max_{key}"] = rule.max
        initial[f"full_{key}"] = rule.full
    for number, bound in enumerate(held.formula.classes):
        initial[f"class_{number}"] = bound
    return _formula_page(request, FormulaForm(initial=initial))


@changes
@require_POST
def set_formula(request: StaffRequest) -> HttpResponse:
    """Set the next formula."""
    form = FormulaForm(request.POST)
    at = clock.now()
    if form.is_valid():
        today = clock.day_of(at)
        try:
            set_version(
                form.cleaned_data["valid_from"],
                form.document(in_force_on(today).formula),
                form.cleaned_data["legal_basis"],
                on=today,
                at=at,
            )
        except DomainError as error:
            form.add_error("valid_from", str(error))
        else:
            messages.success(request, _("Đã lưu công thức. Điểm đã công bố không đổi."))
            return redirect("manage:index-766")
    return _formula_page(request, form)


@reads
@require_safe
def inputs(request: StaffRequest) -> HttpResponse:
    """Show what was entered last, and a form for more."""
    return _inputs_page(request, EntryForm())


@changes
@require_POST
def add_input(request: StaffRequest) -> HttpResponse:
    """Write what an item came to."""
    form = EntryForm(request.POST)
    at = clock.now()
    if form.is_valid():
        typed = form.cleaned_data
        try:
            enter(
                typed["agency"],
                typed["month"],
                typed["key"],
                tally=Tally(typed["part"], typed["whole"], typed["source"]),
                officer_id=request.actor.officer_id,
                on=clock.day_of(at),
                at=at,
            )
        except DomainError as error:
            form.add_error("month", str(error))
        else:
            messages.success(request, _("Đã ghi số liệu; dòng ghi sau cùng được dùng."))
            return redirect("manage:index-766-inputs")
    return _inputs_page(request, form)


def _formula_page(request: StaffRequest, form: FormulaForm) -> HttpResponse:
    context = {
        "form": form,
        "now": in_force_on(clock.today()),
        "versions": stored_versions(),
        "class_names": CLASSES,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "manage/index_766.html", context, status=status)


def _inputs_page(request: StaffRequest, form: EntryForm) -> HttpResponse:
    names = {item.key: joined(" ", (item.number, item.label)) for item in ITEMS}
    rows = IndexInput.objects.select_related("agency", "entered_by").order_by("-id")[:_SHOWN]
    context = {
        "form": form,
        "rows": [{"row": row, "name": names.get(row.key, row.key)} for row in rows],
        "unknown": ENTERED,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "manage/index_766_inputs.html", context, status=status)
