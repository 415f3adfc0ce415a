"""The list of procedures that are served online in full: seen, and set from a day on."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.indicators.full_services import listed_on, set_list
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import changes, reads


class FullServicesForm(forms.Form):
    """A list as a decision gives it."""

    valid_from = fields.day(
        gettext_lazy("Áp dụng từ ngày"),
        gettext_lazy("Xin ghi ngày."),
        hint=gettext_lazy("Danh mục đầu tiên có thể từ ngày đã qua; về sau phải sau hôm nay."),
    )
    legal_basis = fields.text(
        gettext_lazy("Căn cứ"), gettext_lazy("Xin ghi quyết định phê duyệt danh mục.")
    )
    codes = fields.long_text(
        gettext_lazy("Mã thủ tục"),
        gettext_lazy("Xin ghi mã thủ tục."),
        hint=gettext_lazy("Mỗi dòng một mã, như 1.000656. Dán được cả cột từ bảng tính."),
    )


@reads
@require_safe
def full_services(request: StaffRequest) -> HttpResponse:
    """Show the list of today, and a form for the next one."""
    codes = "\n".join(row.procedure.code for row in listed_on(clock.today()))
    return _page(request, FullServicesForm(initial={"codes": codes}))


@changes
@require_POST
def set_services(request: StaffRequest) -> HttpResponse:
    """Keep the next list."""
    form = FullServicesForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            count = set_list(
                typed["codes"].split(),
                valid_from=typed["valid_from"],
                legal_basis=typed["legal_basis"],
                on=clock.today(),
            )
        except DomainError as error:
            form.add_error("codes", str(error))
        else:
            messages.success(request, _("Đã lưu danh mục %(n)d thủ tục.") % {"n": count})
            return redirect("manage:full-services")
    return _page(request, form)


def _page(request: StaffRequest, form: FullServicesForm) -> HttpResponse:
    context = {"form": form, "rows": listed_on(clock.today())}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "manage/full_services.html", context, status=status)


urlpatterns = [
    path("toan-trinh/", full_services, name="full-services"),
    path("toan-trinh/lap/", set_services, name="full-services-set"),
]
