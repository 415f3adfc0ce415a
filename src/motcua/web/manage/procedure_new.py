"""A procedure that the catalogue has not got yet: its code and name, then its first draft."""

import re

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.kernel.errors import DomainError
from motcua.kernel.text import clean
from motcua.procedures.adding import add_procedure
from motcua.procedures.models import Procedure
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import changes

_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{1,39}")
_LEVELS = [
    ("commune", gettext_lazy("Cấp xã")),
    ("province", gettext_lazy("Cấp tỉnh")),
    ("ministry", gettext_lazy("Bộ")),
    ("other", gettext_lazy("Nơi khác")),
]


class ProcedureForm(forms.Form):
    """What a new procedure is called and who does it."""

    code = fields.text(
        gettext_lazy("Mã thủ tục"), gettext_lazy("Xin ghi mã, như 1.004873."), most=40
    )
    name = fields.long_text(gettext_lazy("Tên thủ tục"), gettext_lazy("Xin ghi tên thủ tục."))
    field = fields.text(
        gettext_lazy("Lĩnh vực"), gettext_lazy("Xin ghi lĩnh vực, như Hộ tịch."), most=160
    )
    ministry = fields.text(gettext_lazy("Bộ quản lý"), most=120)
    level = fields.choice(gettext_lazy("Cấp thực hiện"), _LEVELS)

    def clean_code(self) -> str:
        """Refuse a code that is taken, or that no address can hold."""
        code: str = self.cleaned_data["code"].strip()
        if not _CODE.fullmatch(code):
            raise ValidationError(_("Mã gồm chữ số, chữ không dấu, dấu chấm hoặc gạch nối."))
        if Procedure.objects.filter(code__iexact=code).exists():
            raise ValidationError(_("Đã có thủ tục mang mã này. Xin mở thủ tục đó để sửa."))
        return code


@changes
@require_http_methods(["GET", "HEAD", "POST"])
def procedure_new(request: StaffRequest) -> HttpResponse:
    """Begin a procedure; nobody sees it before its draft is published."""
    form = ProcedureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            made = add_procedure(
                code=typed["code"],
                name=clean(typed["name"]),
                field=clean(typed["field"]),
                ministry=clean(typed["ministry"]),
                levels=[typed["level"]],
                actor=request.actor,
            )
        except DomainError as error:
            form.add_error("code", str(error))
        else:
            messages.success(
                request, _("Đã lập thủ tục. Xin điền bản thảo rồi công bố; trước đó chưa ai thấy.")
            )
            return redirect("manage:draft", made.code)
    context = {"form": form}
    status = 422 if form.errors else 200
    return render(request, "manage/procedure_new.html", context, status=status)
