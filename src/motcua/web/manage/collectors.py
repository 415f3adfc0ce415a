"""Who collects: names and symbols on receipts, accounts for transfers."""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.agencies.models import Agency
from motcua.kernel import clock
from motcua.kernel.codes import check_tax_code
from motcua.payments.models import Collector
from motcua.payments.services.collectors import set_collector
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import reads
from motcua.web.manage.people_forms import agency_by_code


class CollectorForm(forms.Form):
    """One agency that collects; saved again, it is changed."""

    agency = fields.text(
        gettext_lazy("Mã cơ quan"), gettext_lazy("Xin ghi mã cơ quan thu."), most=35
    )
    name = fields.text(
        gettext_lazy("Tên ghi trên biên lai"), gettext_lazy("Xin ghi tên đơn vị thu."), most=200
    )
    tax_code = fields.text(
        gettext_lazy("Mã số thuế"), gettext_lazy("Xin ghi mã số thuế của đơn vị thu."), most=14
    )
    form_symbol = fields.text(
        gettext_lazy("Ký hiệu mẫu biên lai"), gettext_lazy("Xin ghi ký hiệu mẫu."), most=16
    )
    series_symbol = fields.text(
        gettext_lazy("Ký hiệu biên lai"), gettext_lazy("Xin ghi ký hiệu biên lai."), most=16
    )
    bank_bin = fields.text(
        gettext_lazy("BIN ngân hàng"),
        most=6,
        hint=gettext_lazy("6 chữ số; để trống cả BIN và số tài khoản thì không có VietQR."),
    )
    bank_name = fields.text(gettext_lazy("Tên ngân hàng"), most=120)
    account_number = fields.text(gettext_lazy("Số tài khoản"), most=19)
    account_name = fields.text(gettext_lazy("Tên chủ tài khoản"), most=120)
    takes_gateway = fields.tick(gettext_lazy("Nhận qua cổng VNPay"))

    def clean_agency(self) -> Agency:
        """Return the agency of that code."""
        return agency_by_code(self.cleaned_data["agency"].strip())

    def clean_tax_code(self) -> str:
        """Return the tax code, checked."""
        typed = str(self.cleaned_data["tax_code"]).strip()
        found = check_tax_code(typed, on=clock.today())
        if not found.valid:
            raise ValidationError(found.reason)
        return typed

    def clean(self) -> dict[str, Any]:
        """Want a whole account or none, and nobody else's."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        bank, account = typed.get("bank_bin", ""), typed.get("account_number", "")
        if bool(bank) != bool(account):
            self.add_error("account_number", _("Xin ghi đủ cả BIN ngân hàng và số tài khoản."))
        if bank and not re.fullmatch(r"[0-9]{6}", bank):
            self.add_error("bank_bin", _("BIN ngân hàng gồm đúng 6 chữ số."))
        if account and not re.fullmatch(r"[0-9A-Za-z]{1,19}", account):
            self.add_error("account_number", _("Số tài khoản chỉ gồm chữ không dấu, chữ số."))
        others = Collector.objects.filter(account_number=account).exclude(
            agency=typed.get("agency")
        )
        if account and others.exists():
            self.add_error("account_number", _("Cơ quan khác đang dùng số tài khoản này."))
        return typed


@reads
@require_http_methods(["GET", "HEAD", "POST"])
def collectors(request: StaffRequest) -> HttpResponse:
    """List the agencies that collect; keep one more, or change one."""
    form = CollectorForm(request.POST or None, initial=_chosen(request))
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        set_collector(typed.pop("agency"), typed, actor=request.actor)
        messages.success(request, _("Đã lưu. Biên lai đã lập không đổi."))
        return redirect("manage:collectors")
    rows = Collector.objects.select_related("agency").order_by("agency__code")
    context = {"rows": rows, "form": form}
    return render(request, "manage/collectors.html", context, status=422 if form.errors else 200)


def _chosen(request: StaffRequest) -> dict[str, Any]:
    """Return the one whose agency the address names, to be changed."""
    code = request.GET.get("ma", "").replace("\x00", "")[:35]
    row = Collector.objects.filter(agency__code=code).first() if code else None
    if row is None:
        return {"takes_gateway": True}
    names = [name for name in CollectorForm.base_fields if name != "agency"]
    return {"agency": code, **{name: getattr(row, name) for name in names}}
