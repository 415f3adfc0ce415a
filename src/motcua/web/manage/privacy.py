"""Rules on personal data: of whom a reason is asked, what is unusual, how soon one answers."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.agencies.models import Agency
from motcua.agencies.services import require_administrator, require_administrator_of
from motcua.dossiers.models import PrivacyRule
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import reads
from motcua.web.manage.people_forms import agency_by_code


class RuleForm(forms.Form):
    """The rule of one agency, or of all that have none of their own."""

    agency = fields.text(
        gettext_lazy("Mã cơ quan"),
        most=35,
        hint=gettext_lazy("Để trống: mọi cơ quan chưa có quy tắc riêng."),
    )
    asks = fields.choice(gettext_lazy("Hỏi lý do xem hồ sơ"), PrivacyRule.Asks.choices)
    many_a_day = fields.whole_number(
        gettext_lazy("Xem từ bao nhiêu hồ sơ một ngày là nhiều bất thường"),
        gettext_lazy("Xin ghi số hồ sơ."),
        least=1,
        most=100_000,
    )
    margin_minutes = fields.whole_number(
        gettext_lazy("Trước và sau giờ làm bao nhiêu phút vẫn là trong giờ"),
        gettext_lazy("Xin ghi số phút."),
        most=600,
    )
    answer_days = fields.whole_number(
        gettext_lazy("Trả lời yêu cầu của người dân trong mấy ngày làm việc"),
        gettext_lazy("Xin ghi số ngày."),
        least=1,
        most=365,
        hint=gettext_lazy("Mức cài sẵn là đề xuất; xin đối chiếu văn bản đang áp dụng."),
    )

    def clean_agency(self) -> Agency | None:
        """Return the agency whose code was typed; None for all the others."""
        code = self.cleaned_data["agency"].strip()
        return agency_by_code(code) if code else None


@reads
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: StaffRequest) -> HttpResponse:
    """Show every rule; keep the one of an agency, or everybody's."""
    rows = list(PrivacyRule.objects.select_related("agency").order_by("agency__code"))
    everybody = next((row for row in rows if row.agency_id is None), None) or PrivacyRule()
    form = RuleForm(request.POST or None, initial=_values(everybody))
    if request.method == "POST" and form.is_valid():
        _keep(request, dict(form.cleaned_data))
        messages.success(request, _("Đã lưu quy tắc."))
        return redirect("manage:privacy")
    context = {
        "rows": [everybody, *(row for row in rows if row.agency_id is not None)],
        "form": form,
        "is_shipped": everybody.pk is None,
    }
    return render(request, "manage/privacy.html", context, status=422 if form.errors else 200)


def _keep(request: StaffRequest, typed: dict[str, Any]) -> None:
    agency = typed.pop("agency")
    if agency is None:
        require_administrator(request.actor)
    else:
        require_administrator_of(request.actor, agency)
    PrivacyRule.objects.update_or_create(agency=agency, defaults=typed)


def _values(rule: PrivacyRule) -> dict[str, Any]:
    return {
        name: getattr(rule, name)
        for name in ("asks", "many_a_day", "margin_minutes", "answer_days")
    }
