"""The draft of a procedure: edited row by row, checked as it grows, published with a day."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.procedures import services
from motcua.procedures.differences import differences
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.trials import is_trial_required, standing_of
from motcua.web.access import StaffRequest
from motcua.web.manage import fields
from motcua.web.manage.access import changes, reads
from motcua.web.manage.draft_editor import DraftEditor


class PublishForm(forms.Form):
    """From which day a version is in force."""

    valid_from = fields.day(
        gettext_lazy("Áp dụng từ ngày"), gettext_lazy("Xin ghi ngày bắt đầu áp dụng.")
    )


@changes
@require_POST
def draft_open(request: StaffRequest, code: str) -> HttpResponse:
    """Begin a draft from the newest version, or go on with the one there is."""
    found = get_object_or_404(Procedure, code=code)
    services.open_draft(found, actor=request.actor)
    return redirect("manage:draft", code)


@changes
@require_POST
def draft_discard(request: StaffRequest, code: str) -> HttpResponse:
    """Throw the draft away."""
    draft = _draft_or_none(code)
    if draft is not None:
        services.discard_draft(draft, actor=request.actor)
        messages.success(request, _("Đã bỏ bản thảo. Bản đang áp dụng không đổi."))
    return redirect("manage:procedure", code)


@changes
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: StaffRequest, code: str) -> HttpResponse:
    """Edit the draft. Every button posts the whole page, so nothing typed is lost."""
    stored = _draft_or_none(code)
    if stored is None:
        messages.info(request, _("Thủ tục này không có bản thảo, hoặc vừa được công bố."))
        return redirect("manage:procedure", code)
    if request.method != "POST":
        editor = DraftEditor.from_document(stored.content, stored.change_note)
        return _editor_page(request, stored, editor, problems=services.problems_of(stored.content))
    return _answer_button(request, stored)


def _answer_button(request: StaffRequest, stored: ProcedureVersion) -> HttpResponse:
    editor = DraftEditor.from_post(request.POST)
    do = request.POST.get("do", "save")
    if editor.act(do):
        return _editor_page(request, stored, editor, problems=None)
    publishing = PublishForm(request.POST if do == "publish" else None)
    is_valid = editor.is_valid()
    if not is_valid or (do == "publish" and not publishing.is_valid()):
        return _editor_page(request, stored, editor, publishing=publishing, refused=True)
    document = editor.document(stored.content)
    if do == "check":
        problems = services.problems_of(document)
        return _editor_page(request, stored, editor, problems=problems)
    return _keep(request, stored, editor, publishing if do == "publish" else None)


def _keep(
    request: StaffRequest,
    stored: ProcedureVersion,
    editor: DraftEditor,
    publishing: forms.Form | None,
) -> HttpResponse:
    """Save what was typed and, when ``publishing`` is given, publish it."""
    if request.POST.get("seen") != _seen(stored):
        said = [
            _("Người khác vừa lưu bản thảo này lúc %(hour)s. Bấm lưu lần nữa để ghi đè bản đó.")
            % {"hour": f"{clock.local(stored.edited_at):%H:%M:%S}"}
        ]
        return _editor_page(request, stored, editor, problems=said, refused=True)
    try:
        saved = services.save_draft(
            stored,
            content=editor.document(stored.content),
            change_note=editor.change_note,
            actor=request.actor,
            settled=request.POST.getlist("settled"),
        )
        if publishing is not None:
            return _publish(request, saved, editor, publishing)
    except DomainError as error:
        return _editor_page(request, stored, editor, problems=[str(error)], refused=True)
    messages.success(request, _("Đã lưu bản thảo. Người dân chưa thấy cho tới khi công bố."))
    return redirect("manage:draft", stored.procedure.code)


def _publish(
    request: StaffRequest, saved: ProcedureVersion, editor: DraftEditor, publishing: forms.Form
) -> HttpResponse:
    """Publish what has just been saved; a refusal lists every reason on the same page."""
    valid_from = publishing.cleaned_data["valid_from"]
    try:
        services.publish_version(saved, valid_from=valid_from, actor=request.actor, at=clock.now())
    except services.PublishRefusedError as error:
        return _editor_page(
            request,
            saved,
            editor,
            problems=error.problems,
            publishing=publishing,
            refused=True,
        )
    messages.success(
        request,
        _("Đã công bố, áp dụng từ %(day)s. Hồ sơ đã nhận vẫn theo bản cũ.")
        % {"day": f"{valid_from:%d/%m/%Y}"},
    )
    return redirect("manage:procedure", saved.procedure.code)


def _editor_page(
    request: StaffRequest,
    stored: ProcedureVersion,
    editor: DraftEditor,
    *,
    problems: list[str] | None = None,
    publishing: forms.Form | None = None,
    refused: bool = False,
) -> HttpResponse:
    """Show the editor; ``problems`` None leaves the list out until it is asked for again."""
    context: dict[str, Any] = {
        "procedure": stored.procedure,
        "draft": stored,
        "editor": editor,
        "form": editor,
        "problems": problems,
        "publishing": publishing or PublishForm(initial={"valid_from": clock.today()}),
        "seen": _seen(stored),
        "settled": request.POST.getlist("settled"),
        "refused": refused,
        "standing": standing_of(stored),
        "is_trial_required": is_trial_required(),
    }
    return render(request, "manage/draft.html", context, status=422 if refused else 200)


@reads
@require_safe
def draft_differences(request: StaffRequest, code: str) -> HttpResponse:
    """Show what the draft changes in the version in force."""
    found = get_object_or_404(Procedure.objects.select_related("current_version"), code=code)
    stored = _draft_or_none(code)
    current = found.current_version
    before: Mapping[str, Any] = current.content if current else {}
    context = {
        "procedure": found,
        "draft": stored,
        "current": current,
        "differences": differences(before, stored.content) if stored else [],
    }
    return render(request, "manage/differences.html", context)


def _draft_or_none(code: str) -> ProcedureVersion | None:
    return (
        ProcedureVersion.objects.select_related("procedure")
        .filter(procedure__code=code, status=ProcedureVersion.Status.DRAFT)
        .first()
    )


def _seen(stored: ProcedureVersion) -> str:
    return stored.edited_at.isoformat()
