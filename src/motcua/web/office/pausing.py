"""Asking the applicant for papers or money, going on, apologizing for a late date."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.agencies.roles import STEP_ROLES
from motcua.agencies.selectors import DeskContext, desk_context
from motcua.documents.models import StoredFile
from motcua.dossiers import rights
from motcua.dossiers.extensions import (
    NewDate,
    calendar_of_dossier,
    days_until,
    draft_of,
    is_in_time,
    last_day_to_sign,
    new_date,
    signed_before,
    suggested_day,
)
from motcua.dossiers.lifecycle import Action, State, next_state
from motcua.dossiers.models import Dossier, IssuedForm, PaperForm, Pause
from motcua.dossiers.pause_rules import (
    ASKING,
    default_reply_by,
    effect_of,
    restart_until,
    starts_anew,
)
from motcua.dossiers.policies import access_dossier
from motcua.dossiers.reckoning import explained
from motcua.dossiers.services.apologies import (
    draft_apology,
    drop_apology,
    may_draft,
    sign_apology,
)
from motcua.dossiers.services.lodging import PaperInput
from motcua.dossiers.services.pausing import (
    ask_payment,
    ask_supplement,
    asked_before,
    is_head,
    open_pause_of,
    resume as go_on,
    way_on,
)
from motcua.dossiers.services.reuse import known_papers
from motcua.dossiers.services.stepping import open_step_of
from motcua.kernel import clock
from motcua.kernel.errors import DomainError
from motcua.procedures.content import Content, Paper, PaperKind
from motcua.procedures.selectors import content_of
from motcua.web import formats
from motcua.web.access import StaffRequest, requires
from motcua.web.office.pausing_forms import (
    ApologyForm,
    PaymentForm,
    ResumeForm,
    SupplementForm,
)
from motcua.web.office.pausing_words import effect_words
from motcua.web.office.printing import form_response
from motcua.web.office.scans import scans_of
from motcua.web.reading import opened

PREVIEW, SIGN, DRAFT, DROP, COUNT = "preview", "sign", "draft", "drop", "count"


_ASKED = gettext_lazy("Đã lập phiếu yêu cầu bổ sung và báo người nộp. In phiếu bên dưới.")


@requires(*STEP_ROLES)
@require_http_methods(["GET", "POST"])
@never_cache
def supplement(request: StaffRequest, key: str) -> HttpResponse:
    """Ask for papers: what the request does to the date, what the form says, then form 02."""
    dossier, desk = _opened(request, key)
    at = clock.now()
    step = open_step_of(dossier)
    is_second = asked_before(dossier)
    if not rights.may(request.actor, Action.ASK_SUPPLEMENT, dossier, step) and not (
        is_second and is_head(request.actor, dossier)
    ):
        raise PermissionDenied
    content = content_of(dossier.procedure_version_id, desk.stamp)
    papers = [paper for paper in content.papers if paper.kind is not PaperKind.NOTE]
    form = SupplementForm(
        request.POST if request.method == "POST" else None,
        papers=papers,
        known=known_papers(dossier, papers, stamp=desk.stamp, at=at),
        initial={"reply_by": default_reply_by(dossier.agency, at)},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            is_preview = request.POST.get("act") == PREVIEW

            def ask() -> Pause:
                return ask_supplement(
                    dossier.pk,
                    **form.request(),
                    order=_order(request),
                    context=desk,
                    actor=request.actor,
                    at=at,
                )

            pause = _done(form, ask, is_preview=is_preview)
            if pause is not None and is_preview:
                return _previewed(request, dossier, _form_of(pause))
            if pause is not None:
                messages.success(request, _ASKED)
                return redirect("office:dossier", key)
    context = {
        "form": form,
        "is_second": is_second,
        "is_head": is_head(request.actor, dossier),
        **_what_it_does(dossier, content, at),
    }
    return _page(
        request, "office/supplement.html", dossier, Action.ASK_SUPPLEMENT, context, status=status
    )


def _what_it_does(dossier: Dossier, content: Content, at: datetime) -> dict[str, Any]:
    """Return what a request made now does to the date, and whether it may send all back."""
    until = restart_until(dossier)
    restarts = starts_anew(dossier, Pause.Kind.SUPPLEMENT, content, at)
    return {
        "may_be_not_eligible": until is not None and at <= until,
        "effect": effect_words(effect_of(dossier, restarts=restarts, at=at)),
    }


@requires(*STEP_ROLES)
@require_http_methods(["GET", "POST"])
@never_cache
def payment(request: StaffRequest, key: str) -> HttpResponse:
    """Wait for a financial duty, as a notice of another authority says."""
    dossier, desk = _opened(request, key)
    at = clock.now()
    rights.require(request.actor, Action.ASK_PAYMENT, dossier, open_step_of(dossier))
    form = PaymentForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():

            def ask() -> Pause:
                return ask_payment(
                    dossier.pk,
                    **form.request(),
                    order=_order(request),
                    context=desk,
                    actor=request.actor,
                    at=at,
                )

            if _done(form, ask) is not None:
                messages.success(
                    request, _("Đã ghi nghĩa vụ tài chính và báo người nộp. Thời hạn tạm dừng.")
                )
                return redirect("office:dossier", key)
    context = {
        "form": form,
        "effect": effect_words(effect_of(dossier, restarts=False, at=at)),
    }
    return _page(
        request, "office/payment.html", dossier, Action.ASK_PAYMENT, context, status=status
    )


@requires(*STEP_ROLES)
@require_http_methods(["GET", "POST"])
@never_cache
def resume(request: StaffRequest, key: str) -> HttpResponse:
    """End the waiting: note what came in, with its scans; the date is counted again."""
    dossier, desk = _opened(request, key)
    at = clock.now()
    action = way_on(dossier)
    rights.require(request.actor, action, dossier, open_step_of(dossier))
    pause = open_pause_of(dossier)
    form = ResumeForm(
        request.POST if request.method == "POST" else None, papers=_asked(dossier, pause, desk)
    )
    status = 200
    scans: dict[str, list[StoredFile]] = {}
    if request.method == "POST":
        status = 422
        scans, problems = scans_of(request, [row.scan_name for row in form.rows()], at=at)
        form.has_scans = {name for name, files in scans.items() if files}
        for problem in problems:
            form.add_error(None, problem)
        if form.is_valid():

            def continue_with_it() -> Dossier:
                return go_on(
                    dossier.pk,
                    note=form.cleaned_data["note"],
                    papers=_handed_in(form, scans),
                    context=desk,
                    actor=request.actor,
                    at=at,
                )

            went_on = _done(form, continue_with_it)
            if went_on is not None:
                messages.success(request, _went_on_words(went_on))
                return redirect("office:dossier", key)
    context = {
        "form": form,
        "scans": scans,
        "pause": pause,
        "asked": pause.form.payload["items"] if pause is not None and pause.form else [],
        "told": explained(dossier, at),
        "is_before_acceptance": dossier.accepted_at is None,
        "is_finished": dossier.finished_at is not None,
    }
    return _page(request, "office/resume.html", dossier, action, context, status=status)


@requires(*STEP_ROLES)
@require_http_methods(["GET", "POST"])
@never_cache
def apology(request: StaffRequest, key: str) -> HttpResponse:
    """Prepare or sign an apology: both dates and how the new one is counted, then form 04."""
    dossier, desk = _opened(request, key)
    at = clock.now()
    may_sign = rights.may(request.actor, Action.APOLOGIZE, dossier, None)
    if not may_draft(request.actor, dossier):
        raise PermissionDenied
    draft = draft_of(dossier)
    form = ApologyForm(
        request.POST if request.method == "POST" else None,
        initial={
            "reason": draft.reason if draft else "",
            "new_due_on": _proposed_day(dossier, at),
        },
    )
    status = 200
    if request.method == "POST":
        status = 422
        act = request.POST.get("act", SIGN if may_sign else DRAFT)
        if act == DROP:
            return _drop(request, dossier, key, at)
        if act == COUNT:
            status = 200
        if form.is_valid() and act != COUNT:
            answer = _apologize(request, dossier, form, act=act, desk=desk, at=at)
            if answer is not None:
                return answer
    day = form.cleaned_data.get("new_due_on") if form.is_bound and form.is_valid() else None
    context = {
        "form": form,
        "draft": draft,
        "may_sign": may_sign,
        "before": signed_before(dossier),
        **_dates(dossier, day or _proposed_day(dossier, at), at),
    }
    return _page(request, "office/apology.html", dossier, Action.APOLOGIZE, context, status=status)


def _apologize(
    request: StaffRequest,
    dossier: Dossier,
    form: ApologyForm,
    *,
    act: str,
    desk: DeskContext,
    at: datetime,
) -> HttpResponse | None:
    """Sign, show or keep the apology as typed; None leaves the sentence on the form."""
    values = form.cleaned_data
    key = dossier.code or dossier.tracking_code

    def sign() -> Any:
        return sign_apology(
            dossier.pk,
            reason=values["reason"],
            new_due_on=values["new_due_on"],
            override_reason=values["override_reason"],
            context=desk,
            actor=request.actor,
            at=at,
        )

    def keep() -> Any:
        calendar = calendar_of_dossier(dossier)
        due_at = dossier.due_at or at
        days = days_until(values["new_due_on"], old_due_at=due_at, at=at, calendar=calendar)
        return draft_apology(
            dossier.pk, reason=values["reason"], working_days=days, actor=request.actor, at=at
        )

    if act == DRAFT:
        if _done(form, keep) is None:
            return None
        messages.success(request, _("Đã lưu bản xin lỗi. Lãnh đạo sẽ thấy ở mục chờ ký."))
        return redirect("office:apology", key)
    made = _done(form, sign, is_preview=act == PREVIEW)
    if made is None:
        return None
    if act == PREVIEW:
        return _previewed(request, dossier, made.form)
    messages.success(
        request,
        _("Đã ký văn bản xin lỗi, hẹn lại %(day)s và báo người nộp.")
        % {"day": formats.weekday_day(made.new_due_at)},
    )
    return redirect("office:dossier", key)


def _drop(request: StaffRequest, dossier: Dossier, key: str, at: datetime) -> HttpResponse:
    try:
        drop_apology(dossier.pk, actor=request.actor, at=at)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("office:apology", key)
    messages.success(request, _("Đã bỏ bản xin lỗi. Ngày hẹn giữ nguyên."))
    return redirect("office:dossier", key)


def _proposed_day(dossier: Dossier, at: datetime) -> date | None:
    """Return the day of the draft, if it can still be promised, else the usual one."""
    if dossier.due_at is None:
        return None
    draft = draft_of(dossier)
    # A pause may have moved the date since the draft was written.
    latest = max(clock.day_of(at), clock.day_of(dossier.due_at))
    if draft is not None and clock.day_of(draft.new_due_at) > latest:
        return clock.day_of(draft.new_due_at)
    return suggested_day(dossier.due_at, at, calendar_of_dossier(dossier))


def _dates(dossier: Dossier, day: date | None, at: datetime) -> dict[str, Any]:
    """Return the old and the new date, how the new one is counted, and whether it is in time."""
    if dossier.due_at is None or day is None:
        return {"new": None, "days": [], "is_in_time": True, "last_day": None}
    calendar = calendar_of_dossier(dossier)
    found: NewDate | None = None
    try:
        found = new_date(day, old_due_at=dossier.due_at, at=at, calendar=calendar)
    except DomainError:
        found = None  # said at the field when it is sent
    return {
        "new": found.at if found else None,
        "days": found.due.explanation.days[1:] if found else [],
        "warnings": found.due.warnings if found else (),
        "is_in_time": is_in_time(dossier.due_at, at, calendar),
        "last_day": last_day_to_sign(dossier.due_at, calendar),
    }


def _opened(request: StaffRequest, key: str) -> tuple[Dossier, DeskContext]:
    dossier = access_dossier(request.actor, key)
    return dossier, desk_context(dossier.desk_id)


def _page(
    request: StaffRequest,
    template: str,
    dossier: Dossier,
    action: Action,
    context: dict[str, Any],
    *,
    status: int,
) -> HttpResponse:
    step = open_step_of(dossier)
    shared = {
        "dossier": dossier,
        "key": dossier.code or dossier.tracking_code,
        "order": step.order if step is not None else "",
        "closed": _closed(dossier, action),
        "back_url": "office:dossier",
    }
    return opened(request, dossier, clock.now()) or render(
        request, template, {**shared, **context}, status=status
    )


def _previewed(request: StaffRequest, dossier: Dossier, form: IssuedForm) -> HttpResponse:
    """Draw a form that was not kept; it is a document that is opened all the same."""
    return opened(request, dossier, clock.now(), is_document=True) or form_response(
        form, is_preview=True
    )


def _closed(dossier: Dossier, action: Action) -> str:
    """Say why ``action`` cannot be done now; "" when it can."""
    try:
        next_state(State(dossier.state), action)
    except DomainError as error:
        return str(error)
    return ""


def _done(form: Any, act: Callable[[], Any], *, is_preview: bool = False) -> Any:
    """Do ``act``; a preview does the same and takes it all back. None leaves a sentence."""
    try:
        with transaction.atomic():
            made = act()
            if is_preview:
                transaction.set_rollback(True)
    except DomainError as error:
        form.add_error(None, str(error))
        return None
    return made


def _form_of(pause: Pause) -> IssuedForm:
    assert pause.form is not None  # noqa: S101 - a request for papers always has one
    return pause.form


def _order(request: StaffRequest) -> int | None:
    order = request.POST.get("order", "")
    # Cut, since int() refuses thousands of digits; no step has so many.
    return int(order[:9]) if order.isdecimal() else None


def _asked(dossier: Dossier, pause: Pause | None, desk: DeskContext) -> list[Paper]:
    """Return the published papers that were asked for, in the order of the request."""
    if pause is None or pause.kind not in ASKING or pause.form is None:
        return []
    content = content_of(dossier.procedure_version_id, desk.stamp)
    by_name = {paper.name: paper for paper in content.papers}
    names = [item["name"] for item in pause.form.payload["items"]]
    return [by_name[name] for name in names if name in by_name]


def _handed_in(form: ResumeForm, scans: Mapping[str, Sequence[StoredFile]]) -> list[PaperInput]:
    """Return the papers that came, each scan one of them."""
    papers = []
    for number, paper, manner, count in form.chosen():
        files: list[int | None] = [file.pk for file in scans.get(f"scan-p{number}", ())]
        papers += [
            PaperInput(
                name=paper.name,
                form=PaperForm(manner),
                count=count or 1,
                paper_id=paper.id,
                file_id=file_id,
            )
            for file_id in (files or [None])
        ]
    return papers


def _went_on_words(dossier: Dossier) -> str:
    if dossier.accepted_at is None:
        return _("Đã nhận giấy tờ bổ sung. Hồ sơ trở lại chờ tiếp nhận.")
    if dossier.finished_at is not None:
        return _("Đã xong nghĩa vụ tài chính. Kết quả chờ trả.")
    if dossier.due_at is None:
        return _("Hồ sơ được xử lý tiếp.")
    return _("Hồ sơ được xử lý tiếp, hẹn trả %(moment)s. Đã báo người nộp.") % {
        "moment": formats.moment(dossier.due_at)
    }


urlpatterns: Final[list[URLPattern]] = [
    path("ho-so/<str:key>/bo-sung/", supplement, name="supplement"),
    path("ho-so/<str:key>/tiep-tuc/", resume, name="resume"),
    path("ho-so/<str:key>/nghia-vu-tai-chinh/", payment, name="payment"),
    path("ho-so/<str:key>/xin-loi/", apology, name="apology"),
]
