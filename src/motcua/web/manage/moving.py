"""Moving in: an old system's open dossiers from a table; looked at first, then imported."""

from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.agencies.selectors import configuration_stamp
from motcua.dossiers.services.moving_in import move_in
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.reference.moving import uploads
from motcua.reference.moving.columns import COLUMNS
from motcua.reference.moving.plan import Plan
from motcua.web.access import StaffRequest
from motcua.web.formats import number
from motcua.web.manage.access import changes, reads

MOST_FLAWS: Final = 200
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(forms.Form):
    """The table of an office."""

    file = forms.FileField(
        label=gettext_lazy("Tệp hồ sơ cũ (.xlsx hoặc .csv)"),
        error_messages={
            "required": gettext_lazy("Xin chọn tệp."),
            "empty": gettext_lazy("Tệp này trống. Xin chọn tệp khác."),
        },
    )


@reads
@require_safe
def begin(request: StaffRequest) -> HttpResponse:
    """Say how it is done, and ask for a table."""
    return _upload_page(request, UploadForm())


@changes
@require_POST
def upload(request: StaffRequest) -> HttpResponse:
    """Take a table, to be looked at."""
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data["file"]
        try:
            ref = uploads.keep(given, account_id=_account(request), at=clock.now())
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            return redirect("manage:moving-report", ref)
    return _upload_page(request, form, status=422)


@changes
@require_safe
@never_cache
def report(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Show what the table would do, or all that is wrong with it. Writes nothing."""
    try:
        plan = _plan(request, _kept(request, ref))
    except DomainError as error:
        return _refused(request, str(error))
    return render(request, "manage/moving_report.html", _told(plan, ref))


@changes
@require_POST
def apply(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Import the table that was looked at; what has become wrong since is shown instead."""
    at = clock.now()
    path = _kept(request, ref)
    try:
        plan = _plan(request, path)
        if plan.flaws:
            return render(request, "manage/moving_report.html", _told(plan, ref), status=422)
        moved = move_in(plan.arrivals, actor=request.actor, at=at, stamp=configuration_stamp())
    except DomainError as error:
        return _refused(request, str(error))
    path.unlink(missing_ok=True)
    messages.success(
        request,
        _("Đã chuyển %(count)s hồ sơ. Mỗi hồ sơ đã ở danh sách việc của người giữ bước.")
        % {"count": number(moved)},
    )
    return redirect("manage:moving")


@reads
@require_safe
def template(request: StaffRequest) -> HttpResponse:
    """Give the empty table."""
    del request
    return _spreadsheet(uploads.template(), "mau-ho-so-cu.xlsx")


@changes
@require_safe
@never_cache
def errors(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Give the table back with a column of what is wrong."""
    try:
        plan = _plan(request, _kept(request, ref))
    except DomainError as error:
        return _refused(request, str(error))
    return _spreadsheet(uploads.with_errors(plan), "ho-so-cu-co-loi.xlsx")


def _account(request: StaffRequest) -> int:
    account_id = request.actor.account_id
    assert account_id is not None  # noqa: S101 - the rule let nobody in without one
    return account_id


def _kept(request: StaffRequest, ref: UUID) -> Path:
    path = uploads.kept(ref, account_id=_account(request), at=clock.now())
    if path is None:
        raise Http404
    return path


def _plan(request: StaffRequest, path: Path) -> Plan:
    return uploads.plan_of_kept(path, actor=request.actor, at=clock.now())


def _upload_page(request: StaffRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "columns": COLUMNS}
    return render(request, "manage/moving.html", context, status=status)


def _refused(request: StaffRequest, sentence: str) -> HttpResponse:
    form = UploadForm({}, MultiValueDict())
    form.errors.clear()
    form.add_error("file", sentence)
    return _upload_page(request, form, status=422)


def _told(plan: Plan, ref: UUID) -> dict[str, Any]:
    at = clock.now()
    return {
        "ref": ref,
        "plan": plan,
        "late": sum(arrival.due_at < at for arrival in plan.arrivals),
        "flaws": plan.flaws[:MOST_FLAWS],
        "more": max(0, len(plan.flaws) - MOST_FLAWS),
        "lines": len(plan.flaws_by_line),
    }


def _spreadsheet(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
