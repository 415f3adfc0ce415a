"""Reports that others published: entered with what does not agree, listed, corrected."""

from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.indicators.models import ReportedReport
from motcua.indicators.reported import entering
from motcua.indicators.reported.checking import check
from motcua.indicators.reported.entering import ENTERING
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web.access import StaffRequest, requires
from motcua.web.office.reported_forms import ReportForm, initial_of
from motcua.web.reported import list_context, one_context, versions_of

CHECK: Final = "kiem-tra"
"""The button that shows what does not agree, and keeps nothing."""


@requires(*ENTERING)
@require_safe
@never_cache
def reports(request: StaffRequest) -> HttpResponse:
    """List the reports, each with how much of it does not agree. Three queries."""
    return render(request, "office/reported.html", list_context(request.GET, "office:reported"))


@requires(*ENTERING)
@require_safe
@never_cache
def report(request: StaffRequest, group: UUID) -> HttpResponse:
    """Show one report, its figures counted again, and its versions."""
    return render(
        request, "office/reported_one.html", one_context(group, request.GET.get("ban", ""))
    )


@requires(*ENTERING)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: StaffRequest) -> HttpResponse:
    """Enter a report; what does not agree is shown before it is kept."""
    form = ReportForm(request.POST if request.method == "POST" else None)
    return _entered(request, form, None)


@requires(*ENTERING)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def correct(request: StaffRequest, group: UUID) -> HttpResponse:
    """Correct a report by its next version."""
    before = versions_of(group)[0]
    form = ReportForm(
        request.POST if request.method == "POST" else None,
        initial=initial_of(before),
        is_correction=True,
    )
    return _entered(request, form, before)


def _entered(
    request: StaffRequest, form: ReportForm, before: ReportedReport | None
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "before": before, "checked": None, "must_know": False}
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return render(request, "office/reported_edit.html", context, status=status)
    entry = form.entry()
    checked = check(entry.stated)
    context["checked"] = checked
    if request.POST.get("viec") == CHECK:
        return render(request, "office/reported_edit.html", context)
    if checked.findings and "biet" not in request.POST:
        context["must_know"] = True
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "office/reported_edit.html", context, status=status)
    at = clock.now()
    try:
        if before is None:
            kept = entering.enter(entry, actor=request.actor, at=at)
        else:
            reason = form.cleaned_data["reason"]
            kept = entering.correct(before, entry, reason, actor=request.actor, at=at)
    except DomainError as error:
        form.add_error(getattr(error, "field_name", "") or None, str(error))
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "office/reported_edit.html", context, status=status)
    messages.success(request, _("Đã lưu báo cáo."))
    return redirect("office:reported-one", group=kept.group)


urlpatterns = [
    path("bao-cao-da-cong-bo/", reports, name="reported"),
    path("bao-cao-da-cong-bo/nhap/", new, name="reported-new"),
    path("bao-cao-da-cong-bo/<uuid:group>/", report, name="reported-one"),
    path("bao-cao-da-cong-bo/<uuid:group>/sua/", correct, name="reported-correct"),
]
