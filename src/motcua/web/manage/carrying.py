"""Configuration as files: taken along as a zip; brought back, compared, confirmed."""

from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.configuration.carrying import kept, packing
from motcua.configuration.carrying.exporting import export
from motcua.configuration.carrying.importing import take_over
from motcua.configuration.carrying.outcome import ConfigurationFilesError, Outcome
from motcua.kernel import clock
from motcua.web.access import StaffRequest
from motcua.web.formats import number
from motcua.web.manage import fields
from motcua.web.manage.access import changes, reads

MOST_TOLD: Final = 200


class UploadForm(forms.Form):
    """A zip that was taken along here or elsewhere."""

    file = forms.FileField(
        label=gettext_lazy("Tệp cấu hình (.zip)"),
        error_messages={
            "required": gettext_lazy("Xin chọn tệp .zip đã tải về từ trang này."),
            "empty": gettext_lazy("Tệp này trống. Xin chọn tệp khác."),
        },
    )


class ConfirmForm(forms.Form):
    """Whether what has drafts is published at once, and why all of it is done."""

    publish = fields.tick(gettext_lazy("Công bố luôn thủ tục, tờ khai, phiếu hỏi"))
    reason = fields.text(
        gettext_lazy("Lý do, ghi vào nhật ký"),
        gettext_lazy("Xin ghi lý do, ví dụ: theo Quyết định số …"),
    )


@reads
@require_safe
def begin(request: StaffRequest) -> HttpResponse:
    """Offer the zip, and ask for one."""
    return _upload_page(request, UploadForm())


@changes
@require_safe
@never_cache
def download(request: StaffRequest) -> HttpResponse:
    """Hand all of configuration out as a zip."""
    del request
    response = HttpResponse(packing.to_zip(export()), content_type="application/zip")
    name = f"cau-hinh-{clock.today():%Y-%m-%d}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@changes
@require_POST
def upload(request: StaffRequest) -> HttpResponse:
    """Take a zip, to be looked at."""
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            ref = kept.keep(
                form.cleaned_data["file"], account_id=_account(request), at=clock.now()
            )
        except ConfigurationFilesError as error:
            form.add_error("file", str(error))
        else:
            return redirect("manage:carrying-report", ref)
    return _upload_page(request, form, status=422)


@changes
@require_safe
@never_cache
def report(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Show what the zip would change, or all that is wrong with it. Keeps nothing."""
    place = _kept(request, ref)
    is_publishing = "cong-bo" in request.GET
    try:
        outcome = _taken(request, place, is_publishing=is_publishing, reason="", rehearse=True)
    except ConfigurationFilesError as error:
        return _wrong(request, error)
    form = ConfirmForm(initial={"publish": is_publishing})
    return _report_page(request, ref, outcome, form)


@changes
@require_POST
def apply(request: StaffRequest, ref: UUID) -> HttpResponse:
    """Take over what was looked at; what has become wrong since is shown instead."""
    place = _kept(request, ref)
    form = ConfirmForm(request.POST)
    is_right = form.is_valid()
    is_publishing = bool(form.cleaned_data.get("publish"))
    reason = form.cleaned_data.get("reason", "")
    try:
        outcome = _taken(
            request, place, is_publishing=is_publishing, reason=reason, rehearse=not is_right
        )
    except ConfigurationFilesError as error:
        return _wrong(request, error)
    if not is_right:
        return _report_page(request, ref, outcome, form)
    place.unlink(missing_ok=True)
    messages.success(
        request,
        _("Đã nhập cấu hình: thêm %(new)s, sửa %(changed)s, giữ nguyên %(same)s.")
        % {
            "new": number(outcome.new),
            "changed": number(outcome.changed),
            "same": number(outcome.same),
        },
    )
    for note in outcome.notes[:MOST_TOLD]:
        messages.info(request, note)
    return redirect("manage:carrying")


def _taken(
    request: StaffRequest, place: Path, *, is_publishing: bool, reason: str, rehearse: bool
) -> Outcome:
    return take_over(
        packing.read_zip(place),
        actor=request.actor,
        at=clock.now(),
        is_publishing=is_publishing,
        is_rehearsal=rehearse,
        reason=reason,
    )


def _account(request: StaffRequest) -> int:
    account_id = request.actor.account_id
    assert account_id is not None  # noqa: S101 - the rule let nobody in without one
    return account_id


def _kept(request: StaffRequest, ref: UUID) -> Path:
    found = kept.kept(ref, account_id=_account(request), at=clock.now())
    if found is None:
        raise Http404
    return found


def _upload_page(request: StaffRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    return render(request, "manage/carrying.html", {"form": form, "problems": []}, status=status)


def _wrong(request: StaffRequest, error: ConfigurationFilesError) -> HttpResponse:
    context: dict[str, Any] = {
        "form": UploadForm(),
        "problems": error.problems[:MOST_TOLD],
        "more": max(0, len(error.problems) - MOST_TOLD),
    }
    return render(request, "manage/carrying.html", context, status=422)


def _report_page(
    request: StaffRequest, ref: UUID, outcome: Outcome, form: ConfirmForm
) -> HttpResponse:
    context = {
        "ref": ref,
        "outcome": outcome,
        "told": outcome.differences[:MOST_TOLD],
        "more": max(0, len(outcome.differences) - MOST_TOLD),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "manage/carrying_report.html", context, status=status)


urlpatterns = [
    path("cau-hinh/", begin, name="carrying"),
    path("cau-hinh/tai-ve/", download, name="carrying-download"),
    path("cau-hinh/tep/", upload, name="carrying-upload"),
    path("cau-hinh/<uuid:ref>/", report, name="carrying-report"),
    path("cau-hinh/<uuid:ref>/nhap/", apply, name="carrying-apply"),
]
