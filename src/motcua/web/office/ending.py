"""Withdrawing, stopping, undoing, reopening; the money is in ``cash``."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.agencies.roles import STEP_ROLES
from motcua.agencies.selectors import calendar_of, desk_context
from motcua.dossiers import rights
from motcua.dossiers.cash_desk import account_of
from motcua.dossiers.lifecycle import Action, State, next_state
from motcua.dossiers.models import Dossier, DossierEvent, IssuedForm, Step
from motcua.dossiers.policies import access_dossier
from motcua.dossiers.services.ending import (
    refuse_decided,
    stage_of,
    stop_dossier,
    withdraw_dossier,
)
from motcua.dossiers.services.meanwhile import ChangedMeanwhileError
from motcua.dossiers.services.reopening import MOST_WORKING_DAYS, reopen_dossier
from motcua.dossiers.services.slips import applicant_of
from motcua.dossiers.services.stepping import open_step_of
from motcua.dossiers.services.undoing import (
    last_act,
    may_undo,
    undo as take_back,
    was_announced,
    was_called,
    why_not,
)
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.kernel.limits import Limit, LimitUnit, Policy, due
from motcua.procedures.selectors import content_of
from motcua.web import formats
from motcua.web.access import StaffRequest, requires
from motcua.web.office import cash
from motcua.web.office.ending_forms import EndingForm, ReopenForm, UndoForm
from motcua.web.office.printing import form_response
from motcua.web.reading import opened

PREVIEW: Final = "preview"


@requires(*STEP_ROLES)
@require_http_methods(["GET", "POST"])
@never_cache
def withdraw(request: StaffRequest, key: str) -> HttpResponse:
    """End a dossier at the applicant's wish."""
    return _end(request, key, Action.WITHDRAW)


@requires(*STEP_ROLES)
@require_http_methods(["GET", "POST"])
@never_cache
def stop(request: StaffRequest, key: str) -> HttpResponse:
    """End a dossier by a leader's decision."""
    return _end(request, key, Action.STOP)


def _end(request: StaffRequest, key: str, action: Action) -> HttpResponse:
    dossier = access_dossier(request.actor, key)
    rights.require(request.actor, action, dossier, open_step_of(dossier))
    is_withdrawal = action is Action.WITHDRAW
    posted = request.POST if request.method == "POST" else None
    form = _ending_form(dossier, posted, is_withdrawal=is_withdrawal)
    status = 200
    if posted is not None:
        status = 422
        is_preview = posted.get("act") == PREVIEW

        def end() -> IssuedForm:
            service = withdraw_dossier if is_withdrawal else stop_dossier
            return service(
                dossier.pk,
                **form.ending(),
                context=desk_context(dossier.desk_id),
                actor=request.actor,
                at=clock.now(),
            )

        if form.is_valid():
            issued = _done(form, dossier, end, is_preview=is_preview)
            if issued is not None and is_preview:
                return opened(request, dossier, clock.now(), is_document=True) or form_response(
                    issued, is_preview=True
                )
            if issued is not None:
                messages.success(request, _ended_words(form, is_withdrawal=is_withdrawal))
                return redirect("office:dossier", key)
    context = {
        **_facts(dossier),
        "form": form,
        "is_withdrawal": is_withdrawal,
        "closed": _closed(dossier, action),
        "happens": _ending_words(dossier),
    }
    template = "office/withdraw.html" if is_withdrawal else "office/stop.html"
    return opened(request, dossier, clock.now()) or render(
        request, template, context, status=status
    )


def _ending_form(dossier: Dossier, posted: Any, *, is_withdrawal: bool) -> EndingForm:
    return EndingForm(
        posted,
        seen=dossier.events_count,
        reason_label=_("Lý do rút, theo lời người nộp")
        if is_withdrawal
        else _("Lý do và căn cứ dừng giải quyết"),
        account=account_of(dossier),
        papers=list(dossier.papers.all()),
    )


def _ending_words(dossier: Dossier) -> list[str]:
    """Return what the ending does, one sentence each."""
    step = open_step_of(dossier)
    account = account_of(dossier)
    words = [_("Hồ sơ dừng ở: %(stage)s.") % {"stage": stage_of(dossier, step)}]
    if account.unpaid or (not account.paid and dossier.money_state == "due"):
        words.append(_("Khoản chưa nộp không phải nộp nữa."))
    if dossier.due_at is not None:
        words.append(
            _("Ngày hẹn %(due)s giữ trong sổ, để biết hồ sơ dừng trước hay sau hẹn.")
            % {"due": formats.moment(dossier.due_at)}
        )
    elif dossier.clock_from is not None:
        words.append(_("Thời hạn đang tạm dừng; việc chờ kết thúc cùng hồ sơ."))
    words.append(_told_words(dossier))
    return words


def _told_words(dossier: Dossier) -> str:
    if applicant_of(dossier).email:
        return _("Người nộp được báo ngay qua thư điện tử.")
    return _("Người nộp không có thư điện tử: hồ sơ vào danh sách gọi báo.")


def _ended_words(form: EndingForm, *, is_withdrawal: bool) -> str:
    words = _("Đã rút hồ sơ.") if is_withdrawal else _("Đã dừng giải quyết.")
    words += " " + _("Xin in thông báo (mẫu 05), ở mục “Biểu mẫu đã lập”, cho người nộp.")
    if form.ending()["money"] == "refund":
        words += " " + _("Khoản phải hoàn đã chuyển cho thủ quỹ.")
    return words


@requires(*STEP_ROLES)
@require_http_methods(["GET", "POST"])
@never_cache
def undo(request: StaffRequest, key: str) -> HttpResponse:
    """Take back the last act, having read what that does."""
    at = clock.now()
    dossier = access_dossier(request.actor, key)
    event = last_act(dossier)
    posted = request.POST if request.method == "POST" else None
    if event is None or (posted is None and not may_undo(dossier, event, request.actor)):
        raise PermissionDenied
    form = UndoForm(posted, sequence=event.sequence)
    closed = why_not(dossier, event, request.actor, at)
    if posted is not None and form.is_valid():
        try:
            take_back(
                dossier.pk,
                **form.cleaned_data,
                context=desk_context(dossier.desk_id),
                actor=request.actor,
                at=at,
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã hoàn tác. Việc hoàn tác và lý do được ghi lại."))
            return redirect("office:dossier", key)
    context = {
        **_facts(dossier),
        "form": form,
        "event": event,
        "action": Action(event.action),
        "closed": closed,
        "is_stale": posted is not None and posted.get("sequence") != str(event.sequence),
        "happens": [] if closed else _undo_words(dossier, event),
    }
    status = 422 if form.errors else 200
    return opened(request, dossier, at) or render(
        request, "office/undo.html", context, status=status
    )


def _undo_words(dossier: Dossier, event: DossierEvent) -> list[str]:
    """Return what taking ``event`` back does, one sentence each."""
    action = Action(event.action)
    if action is Action.RETURN_RESULT:
        return [_("Kết quả lại chờ trả tại quầy; tên người nhận được gỡ khỏi hồ sơ.")]
    current = open_step_of(dossier)
    if action is Action.FINISH:
        closing = dossier.events.filter(sequence=event.sequence - 1).first() or event
        return [
            _("Hồ sơ thôi ở tình trạng đã xử lý xong."),
            *_opened_again(dossier, closing),
            *_recall_words(dossier, event),
        ]
    if action in {Action.TAKE, Action.ASSIGN} and current is not None:
        return [
            _("Bước “%(step)s” trở lại tay người giữ trước, như trước khi làm việc này.")
            % {"step": current.name}
        ]
    closed = []
    if current is not None:
        closed = [_("Bước “%(step)s” đóng lại, ghi là hoàn tác.") % {"step": current.name}]
    return [*closed, *_opened_again(dossier, event)]


def _opened_again(dossier: Dossier, closing: DossierEvent) -> list[str]:
    step: Step | None = dossier.steps.filter(order=closing.payload.get("order")).first()
    if step is None:
        return []
    words = _("Bước “%(step)s” mở lại, về tay người đã làm, hạn của bước như cũ.")
    if step.due_at is not None:
        words = _("Bước “%(step)s” mở lại, về tay người đã làm, hạn như cũ: %(due)s.")
        return [words % {"step": step.name, "due": formats.moment(step.due_at)}]
    return [words % {"step": step.name}]


def _recall_words(dossier: Dossier, event: DossierEvent) -> list[str]:
    if was_announced(dossier, event):
        return [_("Người nộp đã được báo có kết quả: hệ thống gửi thư xin lỗi vì báo nhầm.")]
    if was_called(dossier, event):
        return [_("Người nộp đã được gọi báo có kết quả: hồ sơ vào danh sách gọi để báo lại.")]
    return [_("Người nộp chưa được báo có kết quả nên không phải báo lại.")]


@requires(*STEP_ROLES)
@require_http_methods(["GET", "POST"])
@never_cache
def reopen(request: StaffRequest, key: str) -> HttpResponse:
    """Open a dossier again that was over."""
    at = clock.now()
    dossier = access_dossier(request.actor, key)
    rights.require(request.actor, Action.REOPEN, dossier, None)
    desk = desk_context(dossier.desk_id)
    process = content_of(dossier.procedure_version_id, desk.stamp).process
    posted = request.POST if request.method == "POST" else None
    form = ReopenForm(posted, seen=dossier.events_count, process=process)
    status = 200
    if posted is not None:
        status = 422

        def open_again() -> Dossier:
            return reopen_dossier(
                dossier.pk, **form.cleaned_data, context=desk, actor=request.actor, at=at
            )

        again = _done(form, dossier, open_again) if form.is_valid() else None
        if again is not None:
            messages.success(
                request,
                _("Đã mở lại hồ sơ, hẹn trả %(due)s; người nộp được báo.")
                % {"due": formats.moment(again.due_at)},
            )
            return redirect("office:dossier", key)
    closed = _closed(dossier, Action.REOPEN)
    if not closed and dossier.accepted_at is None:
        closed = _("Hồ sơ chưa từng được tiếp nhận nên không mở lại được. Xin nhận hồ sơ mới.")
    context = {
        **_facts(dossier),
        "form": form,
        "closed": closed,
        "happens": _reopening_words(dossier),
        "examples": _examples(dossier, at),
        "most": MOST_WORKING_DAYS,
    }
    return opened(request, dossier, at) or render(
        request, "office/reopen.html", context, status=status
    )


def _reopening_words(dossier: Dossier) -> list[str]:
    """Return what opening it again does, one sentence each."""
    words = [_("Ngày hẹn đầu tiên vẫn giữ trong sổ; ngày hẹn mới đứng cạnh.")]
    if dossier.results.filter(voided_at__isnull=True).exists():
        words.append(_("Văn bản kết quả hiện có hết hiệu lực; phải làm và duyệt văn bản mới."))
    if dossier.returned_at is not None:
        words.append(_("Kết quả đã trao: xin thu lại bản cũ khi trao bản mới."))
    account = account_of(dossier)
    if account.promised_back:
        words.append(_("Quyết định hoàn tiền chưa chi được bỏ; tiền đã nộp vẫn tính là đã nộp."))
    if account.given_back:
        words.append(_("Tiền đã hoàn thì phải thu lại."))
    words.append(_told_words(dossier))
    return words


def _examples(dossier: Dossier, at: datetime) -> list[str]:
    """Return which date some numbers of days would give."""
    try:
        calendar = calendar_of(dossier.agency)
    except DomainError:
        return []
    found = []
    for days in (1, 3, 5):
        limit = Limit(days, LimitUnit.WORKING_DAY, Policy.LEGAL)
        answer = due(clock.local(at), limit, calendar).due
        if answer is not None:
            found.append(
                _("%(days)d ngày: %(due)s") % {"days": days, "due": formats.moment(answer)}
            )
    return found


def _facts(dossier: Dossier) -> dict[str, Any]:
    return {"dossier": dossier, "key": dossier.code or dossier.tracking_code}


def _closed(dossier: Dossier, action: Action) -> str:
    """Say why ``action`` cannot be done now; "" when it can."""
    try:
        next_state(State(dossier.state), action)
        if action is not Action.REOPEN:
            refuse_decided(dossier)
    except DomainError as error:
        return str(error)
    return ""


def _done(form: Any, dossier: Dossier, act: Callable[[], Any], *, is_preview: bool = False) -> Any:
    """Do ``act``; a preview does the same and takes it all back. None leaves a sentence.

    Whoever is told what happened meanwhile has seen it, and may press again.
    """
    try:
        with transaction.atomic():
            made = act()
            transaction.set_rollback(is_preview)
    except DomainError as error:
        form.add_error(None, str(error))
        if isinstance(error, ChangedMeanwhileError):
            dossier.refresh_from_db()
            form.data = form.data.copy()
            form.data["seen"] = str(dossier.events_count)
        return None
    return made


urlpatterns: Final[list[URLPattern]] = [
    path("ho-so/<str:key>/rut/", withdraw, name="withdraw"),
    path("ho-so/<str:key>/dung/", stop, name="stop"),
    path("ho-so/<str:key>/hoan-tac/", undo, name="undo"),
    path("ho-so/<str:key>/mo-lai/", reopen, name="reopen"),
    *cash.urlpatterns,
]
