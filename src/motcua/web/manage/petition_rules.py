"""How soon petitions are to be dealt with, and what pages say of the laws: from a day on."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.limits import Limit, LimitUnit
from motcua.petitions.limits import LimitKind
from motcua.petitions.models import PetitionLimit, PetitionText
from motcua.petitions.selectors import limits_on, text_on
from motcua.petitions.services.rules import set_limit, set_text
from motcua.petitions.texts import TextKind
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import changes, reads


class LimitForm(forms.Form):
    """Another limit."""

    kind = fields.choice(gettext_lazy("Việc"), [(kind.value, kind.label) for kind in LimitKind])
    value = fields.whole_number(
        gettext_lazy("Số ngày"), gettext_lazy("Xin ghi số ngày."), least=1, most=365
    )
    unit = fields.choice(
        gettext_lazy("Đếm theo"),
        [
            (LimitUnit.WORKING_DAY.value, gettext_lazy("Ngày làm việc")),
            (LimitUnit.CALENDAR_DAY.value, gettext_lazy("Ngày liên tục")),
        ],
    )
    legal_basis = fields.text(gettext_lazy("Căn cứ"), gettext_lazy("Xin ghi văn bản quy định."))
    valid_from = fields.day(gettext_lazy("Áp dụng từ ngày"), gettext_lazy("Xin ghi ngày."))


class TextForm(forms.Form):
    """Other words about a law."""

    text_kind = fields.choice(
        gettext_lazy("Lời nào"), [(kind.value, kind.label) for kind in TextKind]
    )
    text = fields.long_text(gettext_lazy("Nội dung"), gettext_lazy("Xin ghi nội dung."))
    text_from = fields.day(gettext_lazy("Áp dụng từ ngày"), gettext_lazy("Xin ghi ngày."))


@reads
@require_safe
def rules(request: StaffRequest) -> HttpResponse:
    """Show every limit and text in force, and those set here."""
    return _page(request)


@changes
@require_POST
def limit_set(request: StaffRequest) -> HttpResponse:
    """Set a limit from a day on."""
    form = LimitForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            set_limit(
                LimitKind(typed["kind"]),
                Limit(typed["value"], LimitUnit(typed["unit"])),
                typed["legal_basis"],
                valid_from=typed["valid_from"],
                actor=request.actor,
            )
        except DomainError as error:
            form.add_error("valid_from", str(error))
        else:
            messages.success(request, _("Đã lưu thời hạn. Hạn đã hẹn không đổi."))
            return redirect("manage:petition-rules")
    return _page(request, limit=form)


@changes
@require_POST
def text_set(request: StaffRequest) -> HttpResponse:
    """Set words about a law from a day on."""
    form = TextForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            set_text(
                TextKind(typed["text_kind"]),
                typed["text"],
                valid_from=typed["text_from"],
                actor=request.actor,
            )
        except DomainError as error:
            form.add_error("text_from", str(error))
        else:
            messages.success(request, _("Đã lưu lời về luật."))
            return redirect("manage:petition-rules")
    return _page(request, text=form)


def _page(
    request: StaffRequest, limit: LimitForm | None = None, text: TextForm | None = None
) -> HttpResponse:
    today = clock.today()
    used: dict[str, Any] = {"valid_from": today, "text_from": today}
    context = {
        "limits": limits_on(today).items(),
        "texts": [(kind, text_on(kind, today)) for kind in TextKind],
        "set_limits": PetitionLimit.objects.order_by("kind", "-valid_from"),
        "set_texts": PetitionText.objects.order_by("kind", "-valid_from"),
        "limit_form": limit or LimitForm(initial=used),
        "text_form": text or TextForm(initial=used),
    }
    status = 422 if limit is not None or text is not None else 200
    return render(request, "manage/petition_rules.html", context, status=status)
