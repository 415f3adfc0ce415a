"""Templates of statutory reports: seen, tried, and set anew from a day on."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.indicators import keeping
from motcua.indicators.reports import Question
from motcua.indicators.rules import place_name
from motcua.indicators.statutory.causes import offered_conditions
from motcua.indicators.statutory.counting import counted
from motcua.indicators.statutory.shipped import InForce
from motcua.indicators.statutory.templates import Template
from motcua.indicators.statutory.versions import in_force_on, set_version, versions_of
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.web import figures, statutory
from motcua.web.access import StaffRequest
from motcua.web.manage.access import changes, reads
from motcua.web.manage.report_forms import (
    ColumnLine,
    NewTemplateForm,
    TemplateForm,
    document_of,
    initial_of,
    kinds,
    lines_of,
    typed_lines,
    with_blanks,
)

NEW: Final = "moi"
"""In addresses: a report that there is not yet."""


@reads
@require_safe
def templates(request: StaffRequest) -> HttpResponse:
    """List the reports with their versions."""
    held = in_force_on(clock.today())
    context = {
        "reports": [{"held": one, "versions": versions_of(key)} for key, one in held.items()],
        "conditions": offered_conditions(),
    }
    return render(request, "manage/report_templates.html", context)


@reads
@require_safe
def template(request: StaffRequest, form_key: str) -> HttpResponse:
    """Show the latest version of a report, ready to become the next one."""
    if form_key == NEW:
        return _page(request, form_key, NewTemplateForm(), [ColumnLine()])
    found = versions_of(form_key)
    if not found:
        raise Http404
    latest = found[0].template
    return _page(request, form_key, TemplateForm(initial=initial_of(latest)), lines_of(latest))


@changes
@require_POST
def set_template(request: StaffRequest, form_key: str) -> HttpResponse:
    """Try what was typed, with the figures of this quarter, or keep it as the next version."""
    is_new = form_key == NEW
    if not is_new and not versions_of(form_key):
        raise Http404
    form = (NewTemplateForm if is_new else TemplateForm)(request.POST)
    lines = typed_lines(request.POST)
    at = clock.now()
    if not form.is_valid():
        return _page(request, form_key, form, lines)
    key = form.cleaned_data["key"] if is_new else form_key
    try:
        document = document_of(form, lines)
        if "thu" in request.POST:
            held = InForce(key, form.cleaned_data["valid_from"], Template.from_document(document))
            return _page(request, form_key, form, lines, tried=_tried(held))
        set_version(
            key,
            form.cleaned_data["valid_from"],
            document,
            officer_id=request.actor.officer_id,
            on=clock.day_of(at),
            at=at,
        )
    except DomainError as error:
        form.add_error(None, str(error))
        return _page(request, form_key, form, lines)
    messages.success(request, _("Đã lưu bản mới của biểu. Báo cáo của kỳ đã qua không đổi."))
    return redirect("manage:report-template", form_key=key)


def _tried(held: InForce) -> dict[str, Any]:
    """Return the template filled with the figures of everybody in this quarter."""
    mark = keeping.mark()
    chosen = figures.chosen_period("", clock.today())
    at = mark.counted_at if mark is not None else clock.now()
    question = Question(chosen.period, chosen.rule, at)
    found = counted(held, question, place_name())
    return {**statutory.table_parts(found), "label": chosen.label}


def _page(
    request: StaffRequest,
    form_key: str,
    form: TemplateForm,
    lines: list[ColumnLine],
    *,
    tried: dict[str, Any] | None = None,
) -> HttpResponse:
    context = {
        "form_key": form_key,
        "is_new": form_key == NEW,
        "form": form,
        "lines": with_blanks(lines),
        "kinds": kinds(),
        "versions": [] if form_key == NEW else versions_of(form_key),
        "tried": tried,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "manage/report_template.html", context, status=status)


urlpatterns = [
    path("bieu-bao-cao/", templates, name="report-templates"),
    path("bieu-bao-cao/<slug:form_key>/", template, name="report-template"),
    path("bieu-bao-cao/<slug:form_key>/lap/", set_template, name="report-template-set"),
]
