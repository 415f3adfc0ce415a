"""Kinds of papers that people keep: what procedures call each, and how long it is valid."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.documents.holding import HoldingError, keep_kind
from motcua.documents.models import PaperKind
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import changes, reads

_MOST_MONTHS = 1_200


class PaperKindForm(forms.Form):
    """One kind; its code is set once."""

    code = forms.SlugField(
        label=gettext_lazy("Mã"),
        max_length=40,
        error_messages={
            "required": gettext_lazy("Xin ghi mã, ví dụ giay-khai-sinh."),
            "invalid": gettext_lazy("Mã gồm chữ không dấu, số và gạch nối."),
        },
    )
    name = fields.text(gettext_lazy("Tên"), gettext_lazy("Xin ghi tên loại giấy tờ."), most=160)
    names = fields.long_text(
        gettext_lazy("Gọi trong thủ tục là"),
        hint=gettext_lazy("Mỗi dòng một cách gọi. Giấy tờ có tên chứa dòng nào thì là loại này."),
    )
    issuer = fields.text(gettext_lazy("Cơ quan cấp"), most=160)
    valid_months = forms.IntegerField(
        label=gettext_lazy("Có giá trị (tháng)"),
        required=False,
        min_value=1,
        max_value=_MOST_MONTHS,
        help_text=gettext_lazy("Tính từ ngày cấp. Để trống: không có thời hạn."),
        error_messages={
            "invalid": gettext_lazy("Ghi số tháng, ví dụ 6."),
            "min_value": gettext_lazy("Ít nhất một tháng; không có thời hạn thì để trống."),
            "max_value": gettext_lazy("Số tháng lớn bất thường. Xin xem lại."),
        },
    )
    database = fields.text(
        gettext_lazy("Cơ sở dữ liệu đã có"),
        most=160,
        hint=gettext_lazy("Ghi tên cơ sở dữ liệu đã có giấy này; khi đó muốn thu phải ghi lý do."),
    )


@reads
@require_http_methods(["GET", "HEAD"])
def kinds(request: StaffRequest) -> HttpResponse:
    """List the kinds with what procedures call them."""
    context = {"kinds": list(PaperKind.objects.all())}
    return render(request, "manage/paper_kinds.html", context)


@changes
@require_http_methods(["GET", "HEAD", "POST"])
def kind(request: StaffRequest, code: str = "") -> HttpResponse:
    """Change a kind, or add one."""
    found = get_object_or_404(PaperKind, code=code) if code else None
    initial = {name: getattr(found, name) for name in PaperKindForm.base_fields} if found else {}
    form = PaperKindForm(
        request.POST if request.method == "POST" else None, initial=initial, auto_id="o-%s"
    )
    if found is not None:
        form.fields["code"].disabled = True
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_kind(found, **form.cleaned_data)
        except HoldingError as error:
            form.add_error("code", str(error))
        else:
            messages.success(request, _("Đã lưu loại giấy tờ “%(name)s”.") % {"name": kept.name})
            return redirect("manage:paper-kinds")
    status = 422 if form.errors else 200
    context = {"form": form, "kind": found}
    return render(request, "manage/paper_kind.html", context, status=status)
