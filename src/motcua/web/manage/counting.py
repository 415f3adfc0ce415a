"""How reports count: what circulars say differently is set here, with the day it holds from."""

from dataclasses import fields as fields_of

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.indicators.models import CountingRule
from motcua.indicators.periods import LAST_BEGINNING
from motcua.indicators.rules import Rule, rule_on, set_rule
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import changes, reads


class RuleForm(forms.Form):
    """The rule as an administrator writes it."""

    valid_from = fields.day(
        gettext_lazy("Áp dụng từ ngày"),
        gettext_lazy("Xin ghi ngày."),
        hint=gettext_lazy("Từ hôm nay trở đi. Kỳ hết trước ngày này vẫn đếm theo quy tắc cũ."),
    )
    period_begins_on = fields.whole_number(
        gettext_lazy("Kỳ báo cáo bắt đầu từ ngày"),
        gettext_lazy("Xin ghi ngày trong tháng."),
        least=1,
        most=LAST_BEGINNING,
        hint=gettext_lazy("Của tháng trước: 15 thì tháng 11 là 15/10 đến 14/11. 1: theo lịch."),
    )
    waiting_counts_as_settled = fields.tick(
        gettext_lazy("Hồ sơ chờ người nộp bổ sung tính vào đã giải quyết, từ ngày yêu cầu")
    )
    minimum_sample = fields.whole_number(
        gettext_lazy("Ít hồ sơ nhất để nêu tỷ lệ"),
        gettext_lazy("Xin ghi số hồ sơ."),
        least=1,
        most=1_000,
        hint=gettext_lazy("Dưới số này thì trang nêu số hồ sơ, không nêu tỷ lệ."),
    )
    form_code = fields.text(
        gettext_lazy("Ký hiệu biểu"), gettext_lazy("Xin ghi ký hiệu biểu."), most=60
    )
    form_title = fields.text(gettext_lazy("Tên biểu"), gettext_lazy("Xin ghi tên biểu."))
    legal_basis = fields.text(
        gettext_lazy("Căn cứ"), gettext_lazy("Xin ghi văn bản quy định cách đếm này.")
    )


@reads
@require_safe
def counting(request: StaffRequest) -> HttpResponse:
    """Show the rule in force and those before and after it."""
    today = clock.today()
    now = rule_on(today)
    initial = {field.name: getattr(now, field.name) for field in fields_of(Rule)}
    return _page(request, RuleForm(initial={**initial, "valid_from": today}))


@changes
@require_POST
def set_counting(request: StaffRequest) -> HttpResponse:
    """Set the next rule."""
    form = RuleForm(request.POST)
    if form.is_valid():
        try:
            set_rule(Rule(**form.cleaned_data), on=clock.today())
        except DomainError as error:
            form.add_error("valid_from", str(error))
        else:
            messages.success(request, _("Đã lưu quy tắc đếm."))
            return redirect("manage:counting")
    return _page(request, form)


def _page(request: StaffRequest, form: RuleForm) -> HttpResponse:
    context = {
        "form": form,
        "now": rule_on(clock.today()),
        "rules": list(CountingRule.objects.all()),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "manage/counting.html", context, status=status)
