"""From what on something is a sign: numbers that a province agrees on, with the day they hold."""

from dataclasses import fields as fields_of

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.indicators.gaming.rules import Rule, rule_on, set_rule
from motcua.indicators.models import SignRule
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import changes, reads

_MISSING = gettext_lazy("Xin ghi một số.")


class RuleForm(forms.Form):
    """The rule as an administrator writes it."""

    valid_from = fields.day(
        gettext_lazy("Áp dụng từ ngày"),
        gettext_lazy("Xin ghi ngày."),
        hint=gettext_lazy("Từ hôm nay trở đi. Kỳ hết trước ngày này vẫn xem theo quy tắc cũ."),
    )
    gap_minutes = fields.whole_number(
        gettext_lazy("Tiếp nhận muộn: từ nộp đến tiếp nhận quá (phút làm việc)"),
        _MISSING,
        least=1,
        most=100_000,
        hint=gettext_lazy("480 phút là tám giờ làm việc."),
    )
    relodge_days = fields.whole_number(
        gettext_lazy("Rút rồi nộp lại trong vòng (ngày)"), _MISSING, least=1, most=366
    )
    pause_minutes = fields.whole_number(
        gettext_lazy("Dừng tính hạn khi còn không quá (phút làm việc)"), _MISSING, most=480
    )
    finish_minutes = fields.whole_number(
        gettext_lazy("Xong khi còn không quá (phút làm việc)"), _MISSING, most=480
    )
    burst_minutes = fields.whole_number(
        gettext_lazy("Xong hàng loạt: trong (phút)"), _MISSING, least=1, most=480
    )
    burst_least = fields.whole_number(
        gettext_lazy("Xong hàng loạt: từ (hồ sơ)"), _MISSING, least=2, most=1_000
    )
    people_least = fields.whole_number(
        gettext_lazy("Một tài khoản, điện thoại nộp cho từ (người)"), _MISSING, least=2, most=1_000
    )
    late_minutes = fields.whole_number(
        gettext_lazy("Ghi lùi: ghi chậm quá (phút)"), _MISSING, least=1, most=100_000
    )
    minimum_sample = fields.whole_number(
        gettext_lazy("Ít hồ sơ nhất để nhận xét"), _MISSING, least=1, most=10_000
    )
    minimum_units = fields.whole_number(
        gettext_lazy("Ít đơn vị nhất để so"), _MISSING, least=3, most=1_000
    )
    note = fields.text(gettext_lazy("Căn cứ, ghi chú"))


@reads
@require_safe
def sign_rules(request: StaffRequest) -> HttpResponse:
    """Show the rule in force and those before and after it."""
    today = clock.today()
    now = rule_on(today)
    initial = {field.name: getattr(now, field.name) for field in fields_of(Rule)}
    return _page(request, RuleForm(initial={**initial, "valid_from": today}))


@changes
@require_POST
def set_sign_rule(request: StaffRequest) -> HttpResponse:
    """Set the next rule."""
    form = RuleForm(request.POST)
    if form.is_valid():
        try:
            set_rule(Rule(**form.cleaned_data), on=clock.today())
        except DomainError as error:
            form.add_error("valid_from", str(error))
        else:
            messages.success(request, _("Đã lưu quy tắc dấu hiệu."))
            return redirect("manage:sign-rules")
    return _page(request, form)


def _page(request: StaffRequest, form: RuleForm) -> HttpResponse:
    context = {
        "form": form,
        "now": rule_on(clock.today()),
        "rules": list(SignRule.objects.all()),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "manage/sign_rules.html", context, status=status)
